// Where the members of a JSON array end, found by brackets, strings and commas alone: 64 bytes at a time.
#pragma once
#include <stddef.h>
#include <stdint.h>

struct json_members {
    /// Offset of the last comma on the outermost level; -1 where there is none.
    intptr_t last_comma;
    /// Offset of the array's closing bracket, or `count` where the bytes end first.
    intptr_t stop;
    int closed;
};

/// Walks from the start of a member at `start` to the bracket that closes the array, or to `count`. Reads up to 63 bytes behind `count`.
///
/// What is malformed it leaves to a parser, which meets the first mistake before any cut that the mistake led astray.
struct json_members json_members(const uint8_t *base, intptr_t start, intptr_t count);
