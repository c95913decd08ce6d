#include "json_members.h"
#include <stdbool.h>

typedef uint8_t bytes __attribute__((vector_size(64)));
typedef uint8_t unaligned_bytes __attribute__((vector_size(64), aligned(1)));
typedef bool flags64 __attribute__((ext_vector_type(64)));

struct kernel {
    struct json_members (*members)(const uint8_t *, intptr_t, intptr_t);
};

#define KERNEL "json_members_kernel.h"
#include "each_processor.h"

struct json_members json_members(const uint8_t *base, intptr_t start, intptr_t count) { return kernel->members(base, start, count); }
