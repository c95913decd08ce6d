// Compiles the file KERNEL for each kind of processor and takes the best that the machine has, once, when the program starts.
//
// In KERNEL `FOR(name)` is what a function is called there, and its last line fills `static const struct kernel FOR(kernel)`, a table of functions that the file
// including this one declares. `kernel` then points at the table taken.
#include <stdlib.h>

// Vectors are handed over between functions of one file alone, all of them inlined: how a processor passes them does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

#define FOR(name) name##_anywhere
#include KERNEL
#undef FOR

static const struct kernel *kernel = &kernel_anywhere;

#if defined(__x86_64__)

#define FOR(name) name##_avx2
#pragma clang attribute push(__attribute__((target("avx2,popcnt"))), apply_to = function)
#include KERNEL
#pragma clang attribute pop
#undef FOR

#define FOR(name) name##_avx512
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,popcnt"))), apply_to = function)
#include KERNEL
#pragma clang attribute pop
#undef FOR

/// `BORDERGEO_KERNELS` 0 or 1 asks for a plainer one, to compare them.
__attribute__((constructor)) static void choose_kernel(void) {
    const char *wish = getenv("BORDERGEO_KERNELS");
    __builtin_cpu_init();
    if ((wish != NULL && wish[0] == '0') || !__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("popcnt")) return;
    kernel = &kernel_avx2;
    if ((wish != NULL && wish[0] == '1') || !__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512vl")
        || !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512bw"))
        return;
    kernel = &kernel_avx512;
}

#endif
