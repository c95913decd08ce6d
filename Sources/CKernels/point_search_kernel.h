// The search itself; compiled for each kind of processor by each_processor.h.

INLINE doubles FOR(load)(const double *p) { return *(const unaligned_doubles *)p; }
INLINE doubles FOR(splat)(double x) { return (doubles){x, x, x, x, x, x, x, x}; }
INLINE longs FOR(splat_long)(int64_t x) { return (longs){x, x, x, x, x, x, x, x}; }
INLINE doubles FOR(where)(longs mask, doubles a, doubles b) { return (doubles)((mask & (longs)a) | (~mask & (longs)b)); }
INLINE doubles FOR(larger)(doubles a, doubles b) { return FOR(where)(a > b, a, b); }

/// Squared distances as whole numbers, which order like them, with the lane in the last three bits, so that the least of eight tells where it is.
INLINE longs FOR(numbered)(doubles d) {
    const longs lane = {0, 1, 2, 3, 4, 5, 6, 7};
    return ((longs)d & ~7) | lane;
}

/// What the search of one leaf holds: its points, and the nearest of each so far.
struct FOR(search) {
    doubles east, north;
    doubles squared;
    longs nearest;
    /// The box of the points.
    double low_east, low_north, high_east, high_north;
    /// Bits of the largest of the squared distances: nothing farther helps any point.
    int64_t bound;
};

/// From the box of the leaf to the eight children of a node.
INLINE longs FOR(box_distances)(const struct FOR(search) *s, const struct point_tree *t, intptr_t node) {
    const double *b = t->boxes + node * 4 * POINT_WIDTH;
    doubles zero = FOR(splat)(0);
    doubles dx = FOR(larger)(FOR(larger)(FOR(load)(b) - s->high_east, s->low_east - FOR(load)(b + 16)), zero);
    doubles dy = FOR(larger)(FOR(larger)(FOR(load)(b + 8) - s->high_north, s->low_north - FOR(load)(b + 24)), zero);
    return FOR(numbered)(dx * dx + dy * dy);
}

/// Every point of the leaf with every point of another, or of itself.
INLINE void FOR(meet)(struct FOR(search) *s, const struct point_tree *t, intptr_t leaf, intptr_t other) {
    const longs lane = {0, 1, 2, 3, 4, 5, 6, 7};
    const double *east = t->east + other * POINT_WIDTH, *north = t->north + other * POINT_WIDTH;
    for (intptr_t j = 0; j < POINT_WIDTH; j++) {
        doubles dx = s->east - east[j], dy = s->north - north[j];
        doubles d = dx * dx + dy * dy;
        // False for what is not a number.
        longs nearer = d < s->squared;
        if (other == leaf) nearer &= lane != j;
        s->squared = FOR(where)(nearer, d, s->squared);
        s->nearest = (nearer & (other * POINT_WIDTH + j)) | (~nearer & s->nearest);
    }
    s->bound = __builtin_reduce_max((longs)s->squared);
}

static void FOR(nearest_others)(
    const struct point_tree *t, intptr_t first_leaf, intptr_t leaf_count, double *squared, intptr_t *nearest) {
    longs pending[POINT_LEVELS];
    intptr_t nodes[POINT_LEVELS];
    for (intptr_t leaf = first_leaf; leaf < first_leaf + leaf_count; leaf++) {
        struct FOR(search) s = {.east = FOR(load)(t->east + leaf * POINT_WIDTH), .north = FOR(load)(t->north + leaf * POINT_WIDTH)};
        // A place that is not filled looks for nothing.
        s.squared = FOR(where)(s.east == s.east, FOR(splat)(INFINITY), FOR(splat)(0));
        s.nearest = FOR(splat_long)(-1);
        const double *box = t->boxes + leaf / POINT_WIDTH * 4 * POINT_WIDTH + leaf % POINT_WIDTH;
        s.low_east = box[0];
        s.low_north = box[8];
        s.high_east = box[16];
        s.high_north = box[24];
        FOR(meet)(&s, t, leaf, leaf);
        intptr_t level = t->level_count - 1;
        nodes[level] = 0;
        pending[level] = FOR(box_distances)(&s, t, t->levels[level]);
        // Nothing is nearer than the same place.
        while (level < t->level_count && s.bound > 0) {
            int64_t least = __builtin_reduce_min(pending[level]);
            if (least > (s.bound | 7) || least >= FARTHEST) {
                level += 1;
                continue;
            }
            pending[level] |= (pending[level] == least) & GONE;
            intptr_t child = nodes[level] * POINT_WIDTH + (least & 7);
            if (level > 0) {
                level -= 1;
                nodes[level] = child;
                pending[level] = FOR(box_distances)(&s, t, t->levels[level] + child);
            } else if (child != leaf) {
                FOR(meet)(&s, t, leaf, child);
            }
        }
        for (intptr_t i = 0; i < POINT_WIDTH; i++) {
            *squared++ = s.squared[i];
            *nearest++ = s.nearest[i];
        }
    }
}

static const struct kernel FOR(kernel) = {FOR(nearest_others)};
