/* base: what every room stands on. Include this one header; each part documents itself. */
#ifndef OCTAVO_BASE_H
#define OCTAVO_BASE_H
#include "base/arena.h"
#include "base/banned.h"
#include "base/buf.h"
#include "base/checked.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/json.h"
#include "base/log.h"
#include "base/map.h"
#include "base/random.h"
#include "base/region.h"
#include "base/sort.h"
#include "base/str.h"
#include "base/utf8.h"
#endif
