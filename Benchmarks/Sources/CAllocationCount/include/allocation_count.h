// What this process has taken from the heap since it started: objects of Swift, buffers, and what C libraries take.
#pragma once
#include <stdint.h>

struct allocation_count {
    int64_t calls;
    int64_t bytes;
};

/// Both are zero where the C library is not glibc.
struct allocation_count allocation_count(void);
