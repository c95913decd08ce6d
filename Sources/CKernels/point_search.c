#include "point_search.h"
#include <math.h>

#pragma STDC FP_CONTRACT OFF

typedef double doubles __attribute__((vector_size(64)));
typedef int64_t longs __attribute__((vector_size(64)));
typedef double unaligned_doubles __attribute__((vector_size(64), aligned(8)));

/// Beyond every distance; as a number it is none.
#define GONE 0x7fffffffffffffff
/// The bits of infinity: no distance between points.
#define FARTHEST 0x7ff0000000000000

struct kernel {
    void (*nearest_others)(const struct point_tree *, intptr_t, intptr_t, double *, intptr_t *);
};

#define KERNEL "point_search_kernel.h"
#include "each_processor.h"

void point_search_nearest_others(
    const struct point_tree *tree, intptr_t first_leaf, intptr_t leaf_count, double *squared, intptr_t *nearest) {
    kernel->nearest_others(tree, first_leaf, leaf_count, squared, nearest);
}
