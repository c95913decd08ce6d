// Files of Fixtures/ built into the binary. `#embed` costs nothing at build time, unlike resources turned into Swift source.
// To add one: a block FILE ... END and a row in the table. Paths are relative to this file, so they hold in a dependency's checkout.
#include "CBorderData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#define FILE(name) static const unsigned char name[] = {
#define END };
#define ROW(path, name) {path, name, sizeof name}

// clang-format off
FILE(border_dcw)
#embed "../../Fixtures/border/dcw.geojson"
END

static const struct border_data_file files[] = {
    ROW("border/dcw.geojson", border_dcw),
};
// clang-format on

const struct border_data_file *border_data_files(size_t *count) {
    *count = sizeof files / sizeof files[0];
    return files;
}
