#include "edge_search.h"
#include <float.h>
#include <math.h>
#include <stdbool.h>

typedef float floats __attribute__((vector_size(64)));
typedef int32_t ints __attribute__((vector_size(64)));
typedef float unaligned_floats __attribute__((vector_size(64), aligned(4)));
typedef bool lanes16 __attribute__((ext_vector_type(16)));

struct edge_walk {
    /// For each level from the root down: what is left of the node under visit, as distances to its children, and its number.
    ints pending[EDGE_LEVELS];
    intptr_t nodes[EDGE_LEVELS];
    int32_t found[EDGE_CANDIDATES];
    intptr_t level;
    double east, north;
    float east_up, east_down, north_up, north_down;
    /// Bits of the greatest squared distance that counts.
    int32_t bound;
    int32_t least;
    intptr_t warm;
};

/// Beyond every distance; as a number it is none.
#define GONE 0x7fffffff
/// 2^120, a squared distance beyond all on earth.
#define ANYTHING 0x7b800000

size_t edge_walk_size(void) { return sizeof(struct edge_walk); }

struct kernel {
    float (*begin)(struct edge_walk *, const struct edge_tree *, double, double);
    intptr_t (*nearest)(struct edge_walk *, const struct edge_tree *, intptr_t, int, intptr_t *, int *);
    intptr_t (*minima)(struct edge_walk *, const struct edge_tree *, double, double, double, uint32_t *);
    intptr_t (*beside)(struct edge_walk *, const struct edge_tree *, double, const struct edge_way *, intptr_t *, uint32_t *);
};

#define KERNEL "edge_search_kernel.h"
#include "each_processor.h"

float edge_walk_begin(struct edge_walk *walk, const struct edge_tree *tree, double east, double north) {
    return kernel->begin(walk, tree, east, north);
}

intptr_t edge_walk_nearest(
    struct edge_walk *walk, const struct edge_tree *tree, intptr_t warm, int on_ground, intptr_t *pieces, int *more) {
    return kernel->nearest(walk, tree, warm, on_ground, pieces, more);
}

intptr_t edge_walk_minima(
    struct edge_walk *walk, const struct edge_tree *tree, double reach, double near_from, double near_to, uint32_t *lanes) {
    return kernel->minima(walk, tree, reach, near_from, near_to, lanes);
}

intptr_t edge_walk_beside(
    struct edge_walk *walk, const struct edge_tree *tree, double reach, const struct edge_way *way, intptr_t *within, uint32_t *lanes) {
    return kernel->beside(walk, tree, reach, way, within, lanes);
}
