// Where members end; compiled for each kind of processor by each_processor.h.

/// Which of 64 bytes are of a kind.
INLINE uint64_t FOR(equal)(bytes block, uint8_t byte) {
    union { flags64 f; uint64_t bits; } u = {__builtin_convertvector(block == byte, flags64)};
    return u.bits;
}

static struct json_members FOR(members)(const uint8_t *base, intptr_t start, intptr_t count) {
    struct json_members result = {-1, count, 0};
    intptr_t depth = 0;
    // All ones while a string or an escape reaches over from the block before.
    uint64_t in_string = 0, escaped = 0;
    for (intptr_t at = start; at < count; at += 64) {
        bytes block = *(const unaligned_bytes *)(base + at);
        uint64_t backslashes = FOR(equal)(block, '\\');
        if ((backslashes | escaped) != 0) {
            uint64_t left = backslashes & ~escaped, next = 0;
            while (left != 0) {
                int i = __builtin_ctzll(left);
                if (i == 63) {
                    next = 1;
                    break;
                }
                escaped |= (uint64_t)2 << i;
                left &= ~((uint64_t)3 << i);
            }
            backslashes = next;
        }
        uint64_t strings = FOR(equal)(block, '"') & ~escaped;
        escaped = backslashes;
        strings ^= strings << 1;
        strings ^= strings << 2;
        strings ^= strings << 4;
        strings ^= strings << 8;
        strings ^= strings << 16;
        strings ^= strings << 32;
        strings ^= in_string;
        in_string = (uint64_t)((int64_t)strings >> 63);
        bytes folded = block | 0x20;
        // A closing quote counts as outside: no bracket and no comma.
        uint64_t opening = FOR(equal)(folded, '{') & ~strings, closing = FOR(equal)(folded, '}') & ~strings;
        intptr_t closed = __builtin_popcountll(closing);
        if (depth > closed) {
            depth += __builtin_popcountll(opening) - closed;
            continue;
        }
        uint64_t commas = FOR(equal)(block, ',') & ~strings;
        for (uint64_t marks = opening | closing | commas; marks != 0; marks &= marks - 1) {
            uint64_t mark = marks & -marks;
            intptr_t offset = at + __builtin_ctzll(marks);
            if (offset >= count) break;
            if (mark & opening) {
                depth += 1;
            } else if (mark & closing) {
                depth -= 1;
                if (depth < 0) return (struct json_members){result.last_comma, offset, 1};
            } else if (depth == 0) {
                result.last_comma = offset;
            }
        }
    }
    return result;
}

static const struct kernel FOR(kernel) = {FOR(members)};
