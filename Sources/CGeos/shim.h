#pragma once
// Only the reentrant functions (suffix _r, explicit context): the others share one global context.
#define GEOS_USE_ONLY_R_API 1
#include <geos_c.h>
