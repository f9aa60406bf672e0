/* sense/places: the gazetteer, internal to the room and to train/. */
#ifndef OCTAVO_SENSE_PLACES_H
#define OCTAVO_SENSE_PLACES_H
#include "sense/model.h"

/* What a phrase is a name of. */
enum {
    GAZ_FIRST = 1 << 0, /* given name */
    GAZ_LAST = 1 << 1,  /* family name */
    GAZ_COUNTRY = 1 << 2,
    GAZ_DEMONYM = 1 << 3,
    GAZ_CITY = 1 << 4,  /* capital, or half a million people and more */
    GAZ_TOWN = 1 << 5,  /* fifty thousand and more */
    GAZ_PLACE = 1 << 6, /* smaller */
    GAZ_STATE_ACTOR = 1 << 7,
    GAZ_INTL_ACTOR = 1 << 8,
    GAZ_ARMED_ACTOR = 1 << 9,
    GAZ_REGION = 1 << 10,
    GAZ_PERSON = 1 << 11, /* an actor whose name begins with a given name */
    GAZ_LONGER = 1 << 15, /* a longer name begins so */
};
enum { SENSE_PHRASE = 800, SENSE_PHRASE_MOST = 6 };

struct sense_piece {
    uint64_t hash;
    uint32_t token;
};
struct sense_pieces {
    struct sense_piece *v;
    size_t n, cap;
};
void sense_pieces_add(struct arena *a, struct sense_pieces *p, struct str norm, uint32_t token);
uint64_t sense_phrase_step(uint64_t h, uint64_t piece);
/* Row of a phrase: 0, bits low, bits high, places, then for each: country, size, lat, lon (16 bits,
 * 1/100 degree). NULL where unknown. */
const uint8_t *sense_phrase_row(uint64_t h);

/* For each token the sorts of the longest phrase that begins there, of the phrases that go on
 * there, and of the token alone. */
struct sense_gaz {
    uint16_t *begin, *inside, *single;
};
void sense_gaz_make(const struct sense_doc *d, struct sense_gaz *ret);

struct sense_place {
    char country[3];
    uint8_t size;    /* log2 of the population; 0 unknown; or one of these */
    double lat, lon; /* of a region where its people live; 0, 0 unknown */
};
enum { SENSE_COUNTRY_SIZE = 40, SENSE_REGION_SIZE = 24, SENSE_PLACES_A_NAME = 8 };
/* Places of this name, largest first, also several of one country; *ret_bits takes what sorts of
 * things the name is. */
size_t sense_place_find(struct arena *a, struct str name, struct sense_place *places, size_t most,
                        unsigned *ret_bits);
/* The same of places that the gazetteer misses (known_places.c); *ret_alone: others of the name are
 * not meant, unless what is said beside it tells so. A size of 0: a continent, a planet, no place
 * of any country. */
size_t sense_known_places(struct arena *a, struct str name, struct sense_place *places, size_t most,
                          bool *ret_alone);
#endif
