// Inner loops that want vector registers wider than every processor has.
//
// In C for one reason: a function can be compiled for several processors at once and the fastest that the machine knows is taken, which Swift cannot say yet.
// Nothing here decides a result: what comes out is the same on every processor, or a superset that is looked at again in Swift.
#pragma once
#include "edge_search.h"
#include "json_members.h"
#include "point_search.h"
