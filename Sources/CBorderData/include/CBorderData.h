#pragma once
#include <stddef.h>

/// One file built into the binary. Bytes live as long as the process and are followed by no terminator.
struct border_data_file {
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/// Every built-in file; names are paths below Fixtures/. A function, because Swift does not import arrays without a size.
const struct border_data_file *border_data_files(size_t *count);
