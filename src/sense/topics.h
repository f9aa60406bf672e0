/* sense/topics: what an article is about in common words, for its hashtags. */
#ifndef OCTAVO_SENSE_TOPICS_H
#define OCTAVO_SENSE_TOPICS_H
#include "sense/find.h"

enum { SENSE_TOPICS_MOST = 24 };
struct sense_topic {
    struct str label; /* "train attack" */
    double weight;
    struct span span; /* of the article's text */
    bool event;       /* what happened, or is quarrelled about */
};
/* Fills ret[SENSE_TOPICS_MOST], best first, and says how many. */
size_t sense_topics(struct sense_find *f, struct sense_topic *ret);

/* Is it a noun of what happens, or is fought about: "attack", "strike", "tax"? */
bool sense_is_happening(struct str lemma);
/* What happened, put together from the title and the first sentences (events.c): "gunmen attack a
 * night train" and "an attack on a train" are a train attack. Returns the new count. */
size_t sense_events(const struct sense_find *f, struct sense_topic *ret, size_t n);
#endif
