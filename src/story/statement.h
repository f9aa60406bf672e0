/* Within story/: what a claim of a reading says, as words that can stand alone. */
#ifndef OCTAVO_STORY_STATEMENT_H
#define OCTAVO_STORY_STATEMENT_H
#include "story/words.h"

enum { WORD_LIST_MOST = 120 };
struct word_list {
    struct str v[WORD_LIST_MOST]; /* in lower case; the month of May is "May" */
    size_t n;
};
void word_list_make(struct arena *a, struct str s, struct word_list *ret);
/* "not", "never", "nobody" ... */
bool word_negates(struct str w);

/* The words to tell a claim by: what is said where that is a clause of its own ("he knew"); else
 * with who says it and how ("the union accused Callis Line of sailing"), or the whole sentence. */
struct span statement_span(const struct story_report *r, const struct claim *c);
/* The words behind who speaks: what is said, or with the text's own verb ("denied the charge"),
 * which *ret_verb tells. */
struct span statement_voice(const struct story_report *r, const struct claim *c, bool *ret_verb);
/* "Said that it had nothing to do with it": a denial by its own words, with a verb that only says.
 * To tell it as "denies: it had nothing to do with it" would turn it round. */
bool statement_denies_by_words(const struct story_report *r, const struct claim *c);
/* Does somebody say it himself: "said", "told", not "reported" or "cited"? */
bool statement_speaks(const struct story_report *r, const struct claim *c);
/* Does the verb of saying only say ("said", "insisted"), so that a denial lies in what is said? */
bool statement_only_says(const struct story_report *r, const struct claim *c);
/* Does the verb only say, or say what something is ("called the charge baseless")? */
bool statement_judges(const struct story_report *r, const struct claim *c);
/* Who says it: as the reading names it, else as written; empty where that is a pronoun. */
struct str statement_who(struct arena *a, const struct story_report *r, const struct claim *c);
/* Is somebody accused? Weather that is blamed and an attack that is condemned are nobody. */
bool statement_accuses(struct arena *a, const struct story_report *r, const struct claim *c);
/* "Rejected the request", "dismissed the appeal": nothing that was asserted is denied. */
bool statement_refuses(struct arena *a, const struct story_report *r, const struct claim *c);
/* "called the charge baseless" denies. */
bool statement_calls_false(struct arena *a, struct str said);
/* "Marsh's account was wrong": judges a report or a charge, and does not tell what stands in it. */
bool statement_is_verdict(struct arena *a, struct str said);
/* "admitted", "conceded", not only "confirmed". */
bool statement_concedes(const struct story_report *r, const struct claim *c);
/* "the report untrue": of what was said before, and of nothing else. */
bool statement_is_of_report(struct arena *a, struct str said);
/* Is it nothing but "it", "this"? Then it answers the sentence before. */
bool statement_is_pronoun(const struct story_report *r, const struct claim *c);
/* "that it had known of the fault", "reports that the jet was old": says what it is about, in
 * however plain words. */
bool statement_has_clause(const struct story_report *r, const struct claim *c);
/* "did not", "never", "failed to": turned round by words of its own; "never failed to" is not. */
bool statement_negates(struct arena *a, struct str said);
/* What it says is so, and is not, in each field of antonyms: a bit a field. "The brake was faulty"
 * and "the brake did not work" have the same. `turned`: what is said is the opposite. */
struct stand {
    uint16_t good, bad;
};
struct stand statement_stand(struct arena *a, struct str said, bool turned);
/* All words of these fields. */
struct bag statement_stand_words(struct arena *a);
/* The same with verbs of many forms in their plain one: "gave", "given" become "give". */
struct str statement_plain_verbs(struct arena *a, struct str said);
/* "if it had failed", "the claim that it failed": does not say that it is so. */
bool statement_hedges(struct arena *a, struct str said);
/* "withdrew his claim that ...": takes back what it says. */
bool statement_withdraws(struct arena *a, const struct story_report *r, const struct claim *c);
/* "which had denied it on Monday": tells of what was denied before. */
bool statement_is_retold(struct arena *a, const struct story_report *r, const struct claim *c);
/* "would the minister resign?", "whether it knew": asks, and says nothing. */
bool statement_asks(struct arena *a, const struct story_report *r, const struct claim *c);
/* "Corvin Steel's head", "the education minister": do the words tell of one who speaks for a body?
 */
bool statement_is_officer(struct arena *a, struct str described);
/* Does it speak of who says it, by a pronoun ("he had paid", "we knew")? */
bool statement_of_self(struct arena *a, struct str said);
/* The entity that the reading finds in the pronoun at `at`, or -1. */
reading_index statement_entity_at(const struct story_report *r, uint32_t at);
/* Whom the pronoun names with which the words begin. Empty where they begin with none;
 * *ret_unknown: with one that nobody can be sure of. */
struct str statement_subject(struct arena *a, const struct story_report *r, const struct claim *c,
                             struct span words, bool *ret_unknown);
/* ---- worth.c ---- */
/* Is it worth telling? Not captions, verbs that say nothing, denials of criticism and the like. */
bool statement_is_worth(struct arena *a, const struct story_report *r, const struct claim *c);
/* "Is suspected of": the reading's doubt is a charge. */
bool statement_suspects(const struct story_report *r, const struct claim *c);
/* "Responded to accusations that he had lied", "allegations that he had lied": what somebody is
 * charged with by who is not named; who is named does not say it. {0,0}: no such thing. */
struct span statement_charge(struct arena *a, const struct story_report *r, const struct claim *c);
/* Does it accuse? Not "deputies accused of ...", "the alleged thief", "one of them is accused". */
bool statement_charges(struct arena *a, const struct story_report *r, const struct claim *c);
/* "The charges, if true, would be grounds for a trial": supposes, and says nothing. */
bool statement_supposes(struct arena *a, struct str said);
/* "Any allegations of violence are denied by him." */
bool statement_tells_denial(struct arena *a, struct str said);
/* "Any allegations of violence": speaks of charges, and not in a clause of what they are. */
bool statement_is_of_charges(struct arena *a, struct str said);
/* "They won't consider a nominee", "it will have no bearing": of what is to come nobody denies that
 * it was so. Nor does "never been more sure". */
bool statement_foretells(struct arena *a, struct str said);
/* "Was that he had lied": begins with its verb. */
bool statement_lacks_subject(struct str words);
/* "To stress the need for it", "the report that largely dealt with it": asserts nothing. */
bool statement_is_fragment(const struct story_report *r, const struct claim *c);
/* Who speaks, where what the reading took for it is part of something else: the sentence's subject,
 * or an empty span: nobody knows. False: the reading is right. */
bool statement_true_source(const struct story_report *r, const struct claim *c, struct span *ret);
/* What is said, to its end: the reading may have cut it at its verb ("the claim that the attack |
 * was planned") or at an aside ("told the clerk | , Ida Fenn, to lie"). */
struct span statement_content(const struct story_report *r, const struct claim *c);
/* A court's ruling ("found Stroud guilty of taking bribes", "was acquitted") in a sentence: who
 * rules, in words. Empty where it tells of none, or of one that may come. */
struct str statement_ruling(struct arena *a, struct str sentence);
#endif
