#include "allocation_count.h"
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic int64_t calls, bytes;

struct allocation_count allocation_count(void) {
    return (struct allocation_count){
        atomic_load_explicit(&calls, memory_order_relaxed), atomic_load_explicit(&bytes, memory_order_relaxed)};
}

#if defined(__GLIBC__)
#include <malloc.h>

/// glibc moves the size from which a block gets pages of its own while a program runs, and an array of Swift grows by the room that its block happens to have: with
/// that size fixed, the same work takes the same blocks.
__attribute__((constructor)) static void fix_block_sizes(void) { mallopt(M_MMAP_THRESHOLD, 32 << 20); }

// glibc lets a program bring its own malloc. These count and hand on; `free` stays glibc's, whose memory it is.

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static void count(size_t size) {
    atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&bytes, (int64_t)size, memory_order_relaxed);
}

void *malloc(size_t size) {
    count(size);
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count(number * size);
    return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
    count(size);
    return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count(size);
    return __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size) { return aligned_alloc(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
    void *memory = aligned_alloc(alignment, size);
    if (memory == NULL) return ENOMEM;
    *result = memory;
    return 0;
}

#endif
