#include "json_members.h"
#include "processor.h"
#include <stdbool.h>

// Vectors are handed over between functions of this file alone, all of them inlined: how a processor passes them does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define INLINE static inline __attribute__((always_inline))

typedef uint8_t bytes __attribute__((vector_size(64)));
typedef uint8_t unaligned_bytes __attribute__((vector_size(64), aligned(1)));
typedef bool flags64 __attribute__((ext_vector_type(64)));

#define FOR(name) name##_anywhere
#include "json_members_kernel.h"
#undef FOR

static struct json_members (*kernel)(const uint8_t *, intptr_t, intptr_t) = members_anywhere;

#if defined(__x86_64__)

#define FOR(name) name##_avx2
#pragma clang attribute push(FOR_AVX2, apply_to = function)
#include "json_members_kernel.h"
#pragma clang attribute pop
#undef FOR

#define FOR(name) name##_avx512
#pragma clang attribute push(FOR_AVX512, apply_to = function)
#include "json_members_kernel.h"
#pragma clang attribute pop
#undef FOR

__attribute__((constructor)) static void choose_kernel(void) {
    switch (processor()) {
    case AVX512: kernel = members_avx512; break;
    case AVX2: kernel = members_avx2; break;
    case ANYWHERE: break;
    }
}

#endif

struct json_members json_members(const uint8_t *base, intptr_t start, intptr_t count) { return kernel(base, start, count); }
