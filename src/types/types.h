/* types: the nouns that flow between the rooms, and their one JSON form. */
#ifndef OCTAVO_TYPES_H
#define OCTAVO_TYPES_H
#include "types/article.h"
#include "types/body.h"
#include "types/entry.h"
#include "types/reading.h"
#endif
