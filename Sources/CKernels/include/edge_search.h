// The walk over a packed tree of boxes that finds the pieces of a route near a point: sixteen comparisons at a time.
//
// What it gives is a superset of the pieces that can be nearest; which one is, is decided on the ground in double precision elsewhere, so no result depends on the
// processor.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
    /// Pieces in a leaf, children of a node.
    EDGE_WIDTH = 16,
    /// Floats in a leaf: eastings of its seventeen ends with one more on either side, relative to its origin, their northings, and the least and greatest
    /// measure.
    EDGE_LEAF_STRIDE = 40,
    /// Pieces that one call hands over at most.
    EDGE_CANDIDATES = 64,
    EDGE_LEVELS = 12
};

/// The columns of a tree; they belong to the caller.
struct edge_tree {
    /// Lower eastings, lower northings, upper eastings, upper northings of sixteen children for each node; level 0 first, the root last.
    const float *boxes;
    const float *leaves;
    /// Easting and northing of each leaf's origin.
    const double *origins;
    /// Where each level starts, in nodes.
    const intptr_t *levels;
    intptr_t level_count;
    /// Largest extent of a leaf.
    double leaf_extent;
    /// How far a geodesic edge may lie from its chord.
    double largest_bow;
};

/// One walk under way; reused for the next point.
struct edge_walk;

size_t edge_walk_size(void);

/// Starts at the root with a point of the plane. The squared distance to the box of everything, rounded down.
float edge_walk_begin(struct edge_walk *walk, const struct edge_tree *tree, double east, double north);

/// Pieces that can be the nearest, at most EDGE_CANDIDATES of them in `pieces`; call again while `*more`. `warm` is a leaf to look at first, or -1.
/// `on_ground` also takes those whose distance on the ground can be less than that of the nearest in the plane.
intptr_t edge_walk_nearest(
    struct edge_walk *walk, const struct edge_tree *tree, intptr_t warm, int on_ground, intptr_t *pieces, int *more);

/// The next leaf with pieces on which the distance can have a local minimum within `reach` metres in the plane, their lanes as bits in `*lanes`; -1 at the end.
/// Leaves whose measures all lie in `near_from...near_to` are left out.
intptr_t edge_walk_minima(
    struct edge_walk *walk, const struct edge_tree *tree, double reach, double near_from, double near_to, uint32_t *lanes);

/// A straight way in the plane: `half` metres to either side of its middle in a direction, given as a unit vector. What is nearest to a place of the half before the
/// middle is nearer than the first limit, after it than the second.
struct edge_way {
    double unit_east, unit_north, half;
    double limits[2];
};

/// The next leaf with pieces beside a way about the point of the walk: within `reach` metres of the middle, and their box along and across the way within the limit of a half.
/// Their lanes as bits in `*lanes`; -1 at the end. A superset: single precision, rounded to the safe side. Adds to `*within` how many pieces are within `reach`.
intptr_t edge_walk_beside(
    struct edge_walk *walk, const struct edge_tree *tree, double reach, const struct edge_way *way, intptr_t *within, uint32_t *lanes);
