/* sense/foreign: names and tags of texts in other languages than English, for which no model was
 * trained: by capitals, by the words that stand before nouns, by what is said again and by the
 * ends of names in scripts without spaces. */
#ifndef OCTAVO_SENSE_FOREIGN_H
#define OCTAVO_SENSE_FOREIGN_H
#include "sense/topics.h"

/* What is known of a language; lists are parted by single spaces, folded. */
struct foreign_words {
    const char *lang;
    const char
        *leads; /* stand right before a noun: articles, or prepositions where there are none */
    const char *links; /* small words inside names: "de la" */
    const char *vague; /* nouns and others that tell nothing of an article */
    const char *heads; /* nouns and titles before a name, in scripts without capitals */
    const char *tails; /* what stands right behind a name there */
};
/* A row for every language; one without words where nothing is known. */
const struct foreign_words *foreign_words_find(struct str lang);
bool foreign_in(const char *list, struct str word);
/* A month, a weekday, a number or a word of the vague ones: no name and no tag. */
bool foreign_is_vague(const struct sense_doc *d, const struct foreign_words *w, uint32_t token);
/* "Stadt" and "Städte", "мост" and "моста": equal but for their ends. */
bool foreign_same_word(struct str x, struct str y);
/* The same for names of several words, each: "Верховного Суда" and "Верховный Суд". */
bool foreign_same_name(struct str x, struct str y);

/* A word without what the language writes in one with it: Korean particles ("한서시에"), the Arabic
 * article, Hebrew prefixes ("בנמל"). */
struct str foreign_bare(const struct sense_doc *d, struct str word);

/* Is the folded word a country, a great city, or a town of where the language is spoken? */
bool foreign_is_place(const struct sense_doc *d, struct str norm);
/* Those of the language that the gazetteer does not spell so, parted by single spaces. */
const char *foreign_place_list(struct str lang);
/* The form that a dictionary has of a word with a capital, in the document's arena: "Helsinki" of
 * "Helsingissä"; empty where it is the word itself, or none is known. `written` (may be NULL) holds
 * the folded words that the text has with capitals. */
struct str foreign_base(const struct sense_doc *d, uint32_t token, const struct map *written);

/* The same for common nouns of such endings as tell it without knowing the word: "убийстве",
 * убийство; empty for others. */
struct str foreign_noun(const struct sense_doc *d, uint32_t token);

/* Does the token begin its sentence, or a quotation that is more than a name? */
bool foreign_begins(const struct sense_doc *d, uint32_t token);

/* Fills d->names; kinds are not told. */
void foreign_names(struct sense_doc *d);
/* Fills ret[SENSE_TOPICS_MOST] and says how many. */
size_t foreign_topics(const struct sense_find *f, struct sense_topic *ret);
/* The same for Chinese and Japanese. */
size_t foreign_unspaced(const struct sense_find *f, struct sense_topic *ret);
/* The same for Thai. */
size_t foreign_thai(const struct sense_find *f, struct sense_topic *ret);
#endif
