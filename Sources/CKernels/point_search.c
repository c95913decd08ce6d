#include "point_search.h"
#include <math.h>
#include "processor.h"

// Vectors are handed over between functions of this file alone, all of them inlined: how a processor passes them does not matter.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))

typedef double doubles __attribute__((vector_size(64)));
typedef int64_t longs __attribute__((vector_size(64)));
typedef double unaligned_doubles __attribute__((vector_size(64), aligned(8)));

/// Beyond every distance; as a number it is none.
#define GONE 0x7fffffffffffffff
/// The bits of infinity: no distance between points.
#define FARTHEST 0x7ff0000000000000

#define FOR(name) name##_anywhere
#include "point_search_kernel.h"
#undef FOR

typedef void (*kernel)(const struct point_tree *, intptr_t, intptr_t, double *, intptr_t *);
static kernel nearest_others = nearest_others_anywhere;

#if defined(__x86_64__)

#define FOR(name) name##_avx2
#pragma clang attribute push(FOR_AVX2, apply_to = function)
#include "point_search_kernel.h"
#pragma clang attribute pop
#undef FOR

#define FOR(name) name##_avx512
#pragma clang attribute push(FOR_AVX512, apply_to = function)
#include "point_search_kernel.h"
#pragma clang attribute pop
#undef FOR

__attribute__((constructor)) static void choose_kernel(void) {
    switch (processor()) {
    case AVX512: nearest_others = nearest_others_avx512; break;
    case AVX2: nearest_others = nearest_others_avx2; break;
    case ANYWHERE: break;
    }
}

#endif

void point_search_nearest_others(
    const struct point_tree *tree, intptr_t first_leaf, intptr_t leaf_count, double *squared, intptr_t *nearest) {
    nearest_others(tree, first_leaf, leaf_count, squared, nearest);
}
