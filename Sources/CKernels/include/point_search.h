// The nearest other point of every point of a packed tree: eight comparisons at a time.
//
// In double precision and without fused operations: no result depends on the processor.
#pragma once
#include <stdint.h>

enum {
    /// Points in a leaf, children of a node.
    POINT_WIDTH = 8,
    POINT_LEVELS = 24
};

/// The columns of a tree; they belong to the caller.
struct point_tree {
    /// Eastings and northings in the order of the leaves; the last leaf is filled up with what is not a number.
    const double *east, *north;
    /// Lower eastings, lower northings, upper eastings, upper northings of eight children for each node; level 0 first, the root last. Children that do not exist lie
    /// at infinity.
    const double *boxes;
    /// Where each level starts, in nodes.
    const intptr_t *levels;
    intptr_t level_count;
};

/// For every point of some leaves the squared distance to the nearest other point and which one it is; infinite and -1 where there is none.
void point_search_nearest_others(
    const struct point_tree *tree, intptr_t first_leaf, intptr_t leaf_count, double *squared, intptr_t *nearest);
