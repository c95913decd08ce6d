// The walk itself; compiled for each kind of processor by each_processor.h.

INLINE float FOR(as_float)(int32_t bits) {
    union { int32_t i; float f; } u = {bits};
    return u.f;
}

INLINE int32_t FOR(as_bits)(float value) {
    union { float f; int32_t i; } u = {value};
    return u.i;
}

INLINE floats FOR(load)(const float *p) { return *(const unaligned_floats *)p; }
INLINE floats FOR(splat)(float x) { return (floats){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }

INLINE floats FOR(where)(ints mask, floats a, floats b) { return (floats)((mask & (ints)a) | (~mask & (ints)b)); }
INLINE floats FOR(larger)(floats a, floats b) { return FOR(where)(a > b, a, b); }
INLINE floats FOR(smaller)(floats a, floats b) { return FOR(where)(a < b, a, b); }

INLINE uint32_t FOR(bits_of)(ints mask) {
    union { lanes16 b; uint16_t bits; } u = {__builtin_convertvector(mask, lanes16)};
    return u.bits;
}

/// Squared distances as whole numbers, which order like them, with the lane in the last four bits, so that the least of sixteen tells where it is: takes 2e-6 of it
/// away at most. What is not a number is beyond all others, whatever its sign.
INLINE ints FOR(numbered)(floats d) {
    const ints lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    return ((ints)d & 0x7ffffff0) | lane;
}

/// Lower bounds of the squared distances to the sixteen children of a node.
INLINE ints FOR(box_distances)(const struct edge_walk *w, const struct edge_tree *t, intptr_t node) {
    const float *b = t->boxes + node * 4 * EDGE_WIDTH;
    floats zero = FOR(splat)(0);
    floats dx = FOR(larger)(FOR(larger)(FOR(load)(b) - w->east_up, w->east_down - FOR(load)(b + 32)), zero);
    floats dy = FOR(larger)(FOR(larger)(FOR(load)(b + 16) - w->north_up, w->north_down - FOR(load)(b + 48)), zero);
    return FOR(numbered)(dx * dx + dy * dy);
}

/// Vectors from the start of each piece of a leaf: along it (e) and to the point (p).
struct FOR(vectors) {
    floats ex, ey, px, py;
};

/// `first` is 1 for the pieces of the leaf and 0 for those before them.
INLINE struct FOR(vectors) FOR(vectors)(const float *leaf, intptr_t first, float x, float y) {
    const float *east = leaf + first;
    const float *north = east + EDGE_WIDTH + 3;
    floats ax = FOR(load)(east), ay = FOR(load)(north);
    return (struct FOR(vectors)){FOR(load)(east + 1) - ax, FOR(load)(north + 1) - ay, x - ax, y - ay};
}

/// Squared planar distances to the chords of a leaf's pieces, right to `leaf_error`.
INLINE ints FOR(chord_distances)(struct FOR(vectors) v) {
    // The least normal number keeps an edge too short for single precision from dividing zero by zero.
    floats t = (v.px * v.ex + v.py * v.ey) / (v.ex * v.ex + v.ey * v.ey + FLT_MIN);
    t = FOR(smaller)(FOR(larger)(t, FOR(splat)(0)), FOR(splat)(1));
    floats dx = v.px - t * v.ex, dy = v.py - t * v.ey;
    // A piece without an end: `larger` has turned its parameter into a number.
    floats broken = v.ex - v.ex + v.px - v.px;
    return FOR(numbered)(dx * dx + dy * dy + broken);
}

/// What single precision may add to or take from a distance: sixteen roundings of numbers up to the distance and the extent of a leaf.
INLINE double FOR(leaf_error)(const struct edge_tree *t, double distance) { return 2e-6 * (distance + 2 * t->leaf_extent); }

/// The bits of a squared bound, never too small, with every lane.
INLINE int32_t FOR(bound_bits)(double limit) {
    double squared = limit * limit * 1.000001;
    return FOR(as_bits)(squared < 0x1p120 ? (float)squared * 1.0000002f : 0x1p120f) | 15;
}

/// The planar distance within which lies everything that can be as near on the ground as what is that far in the plane: between two ways of the same planar
/// length the scale differs by its gradient times their extent; chords miss geodesics by the bow.
INLINE double FOR(reach)(const struct edge_walk *w, const struct edge_tree *t, double planar) {
    double gradient = 2.6e-14 * (fabs(w->east) + 2 * planar);
    return planar * (1 + 1.1 * gradient * planar) + 2 * t->largest_bow + 2e-5;
}

static float FOR(begin)(struct edge_walk *w, const struct edge_tree *t, double east, double north) {
    w->east = east;
    w->north = north;
    // Rounded up and down: no box seems farther than it is.
    float e = (float)east, n = (float)north, de = fabsf(e) * 2e-7f + FLT_MIN, dn = fabsf(n) * 2e-7f + FLT_MIN;
    w->east_up = e + de;
    w->east_down = e - de;
    w->north_up = n + dn;
    w->north_down = n - dn;
    w->level = t->level_count - 1;
    w->nodes[w->level] = 0;
    w->pending[w->level] = FOR(box_distances)(w, t, t->levels[w->level]);
    w->bound = ANYTHING;
    w->least = ANYTHING;
    w->warm = -1;
    return FOR(as_float)(__builtin_reduce_min(w->pending[w->level]) & ~15);
}

/// The nearest leaf of the node under visit within the bound, or -1: no heap and no list, each level gives away the least it has.
INLINE intptr_t FOR(next_leaf)(struct edge_walk *w, const struct edge_tree *t) {
    intptr_t level = w->level;
    if (level >= t->level_count) return -1;
    ints pending = w->pending[level];
    while (1) {
        int32_t least = __builtin_reduce_min(pending);
        if (least > w->bound) {
            level += 1;
            if (level >= t->level_count) {
                w->level = level;
                return -1;
            }
            pending = w->pending[level];
            continue;
        }
        pending |= (pending == least) & GONE;
        intptr_t child = w->nodes[level] * EDGE_WIDTH + (least & 15);
        w->pending[level] = pending;
        if (level == 0) {
            w->level = 0;
            return child;
        }
        level -= 1;
        w->nodes[level] = child;
        pending = FOR(box_distances)(w, t, t->levels[level] + child);
    }
}

/// Adds the pieces of a leaf that can be nearest to those found; lowers the bound.
INLINE intptr_t FOR(scan)(struct edge_walk *w, const struct edge_tree *t, intptr_t leaf, int on_ground, intptr_t *out, intptr_t count) {
    const float *data = t->leaves + leaf * EDGE_LEAF_STRIDE;
    float x = (float)(w->east - t->origins[2 * leaf]), y = (float)(w->north - t->origins[2 * leaf + 1]);
    ints d = FOR(chord_distances)(FOR(vectors)(data, 1, x, y));
    int32_t least = __builtin_reduce_min(d);
    if (least > w->bound) return count;
    if (least < w->least) {
        w->least = least;
        double planar = sqrt((double)FOR(as_float)(least));
        double limit = planar + FOR(leaf_error)(t, planar);
        if (on_ground) limit = FOR(reach)(w, t, limit);
        limit += FOR(leaf_error)(t, limit);
        w->bound = FOR(bound_bits)(limit);
        // Those found before are stale if they are beyond the new bound: most often all are.
        intptr_t kept = 0;
        for (intptr_t i = 0; i < count; i++) {
            if (w->found[i] > w->bound) continue;
            w->found[kept] = w->found[i];
            out[kept++] = out[i];
        }
        count = kept;
    }
    for (uint32_t bits = FOR(bits_of)(d <= w->bound); bits != 0; bits &= bits - 1) {
        int lane = __builtin_ctz(bits);
        w->found[count] = d[lane];
        out[count++] = leaf * EDGE_WIDTH + lane;
    }
    return count;
}

static intptr_t FOR(nearest)(
    struct edge_walk *w, const struct edge_tree *t, intptr_t warm, int on_ground, intptr_t *out, int *more) {
    intptr_t count = 0;
    *more = 0;
    if (warm >= 0) {
        w->warm = warm;
        count = FOR(scan)(w, t, warm, on_ground, out, count);
    }
    while (1) {
        if (count > EDGE_CANDIDATES - EDGE_WIDTH) {
            *more = 1;
            return count;
        }
        intptr_t leaf = FOR(next_leaf)(w, t);
        if (leaf < 0) return count;
        if (leaf != w->warm) count = FOR(scan)(w, t, leaf, on_ground, out, count);
    }
}

static intptr_t FOR(minima)(
    struct edge_walk *w, const struct edge_tree *t, double reach, double near_from, double near_to, uint32_t *lanes) {
    w->bound = FOR(bound_bits)(reach + FOR(leaf_error)(t, reach));
    while (1) {
        intptr_t leaf = FOR(next_leaf)(w, t);
        if (leaf < 0) return -1;
        const float *data = t->leaves + leaf * EDGE_LEAF_STRIDE;
        // False where a break lies at the end: NaN compares false.
        if (data[EDGE_LEAF_STRIDE - 2] >= near_from && data[EDGE_LEAF_STRIDE - 1] <= near_to) continue;
        float x = (float)(w->east - t->origins[2 * leaf]), y = (float)(w->north - t->origins[2 * leaf + 1]);
        struct FOR(vectors) here = FOR(vectors)(data, 1, x, y);
        ints near = FOR(chord_distances)(here) <= w->bound;
        if (FOR(bits_of)(near) == 0) continue;
        struct FOR(vectors) before = FOR(vectors)(data, 0, x, y);
        // Single precision may be wrong by this about where a perpendicular falls; the exact look follows.
        float extent = 2 * (float)t->leaf_extent;
        floats slack = FOR(splat)(1e-6f * (fabsf(x) + fabsf(y) + extent) * extent);
        floats dot = here.px * here.ex + here.py * here.ey;
        floats beyond = dot - (here.ex * here.ex + here.ey * here.ey);
        floats beyond_before =
            before.px * before.ex + before.py * before.ey - (before.ex * before.ex + before.ey * before.ey);
        ints inside = (dot > -slack) & (beyond < slack);
        // Where the neighbouring piece does not exist its number is none, and the comparison false.
        ints at_start = (dot <= slack) & ~(beyond_before < -slack);
        floats after = FOR(load)(data + 3) + FOR(load)(data + 3 + EDGE_WIDTH + 3);
        ints at_end = (beyond >= -slack) & (after != after);
        uint32_t bits = FOR(bits_of)(near & (inside | at_start | at_end));
        if (bits == 0) continue;
        *lanes = bits;
        return leaf;
    }
}

/// The pieces of a leaf whose box along and across a way about a place comes within the limit of one of its halves, as bits. `v` is seen from the place, which is `far` metres
/// from the leaf's origin at most.
INLINE uint32_t FOR(lanes_beside)(struct FOR(vectors) v, const struct edge_tree *t, const struct edge_way *way, double far) {
    floats ux = FOR(splat)((float)way->unit_east), uy = FOR(splat)((float)way->unit_north), half = FOR(splat)((float)way->half), zero = FOR(splat)(0);
    floats along = -(v.px * ux + v.py * uy), across = v.px * uy - v.py * ux;
    floats along_end = along + (v.ex * ux + v.ey * uy), across_end = across + (v.ey * ux - v.ex * uy);
    // Zero where the piece crosses the line of the way.
    floats aside = FOR(larger)(FOR(larger)(FOR(smaller)(across, across_end), -FOR(larger)(across, across_end)), zero);
    floats least = FOR(smaller)(along, along_end), greatest = FOR(larger)(along, along_end);
    floats before = FOR(larger)(FOR(larger)(least, -half - greatest), zero);
    floats after = FOR(larger)(FOR(larger)(least - half, -greatest), zero);
    // A piece without an end is beside nothing.
    floats squared = aside * aside + (v.ex - v.ex);
    // The place may be far from the leaf, and what is rounded is as large as that.
    far += way->half;
    int32_t first = FOR(bound_bits)(way->limits[0] + FOR(leaf_error)(t, way->limits[0] + far));
    int32_t last = FOR(bound_bits)(way->limits[1] + FOR(leaf_error)(t, way->limits[1] + far));
    return FOR(bits_of)((FOR(numbered)(before * before + squared) <= first) | (FOR(numbered)(after * after + squared) <= last));
}

static intptr_t FOR(beside)(
    struct edge_walk *w, const struct edge_tree *t, double reach, const struct edge_way *way, intptr_t *within, uint32_t *lanes) {
    w->bound = FOR(bound_bits)(reach + FOR(leaf_error)(t, reach));
    while (1) {
        intptr_t leaf = FOR(next_leaf)(w, t);
        if (leaf < 0) return -1;
        float x = (float)(w->east - t->origins[2 * leaf]), y = (float)(w->north - t->origins[2 * leaf + 1]);
        struct FOR(vectors) v = FOR(vectors)(t->leaves + leaf * EDGE_LEAF_STRIDE, 1, x, y);
        uint32_t bits = FOR(bits_of)(FOR(chord_distances)(v) <= w->bound);
        if (bits == 0) continue;
        *within += __builtin_popcount(bits);
        bits &= FOR(lanes_beside)(v, t, way, fabs((double)x) + fabs((double)y));
        if (bits == 0) continue;
        *lanes = bits;
        return leaf;
    }
}

static const struct kernel FOR(kernel) = {FOR(begin), FOR(nearest), FOR(minima), FOR(beside)};
