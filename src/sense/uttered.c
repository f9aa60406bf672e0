/* uttered.c: does the cue of an attribution mean that somebody says, thinks, feels or shows
 * something?
 *
 * The model of speech labels deeds as well where they stand like words ("sustained fractures",
 * "went on to breed winners"). In the speaker's own telling only such cues count that hold one of
 * the words of saying of speech.c, or one of these; a clause with "that" and words in quotation
 * marks are said by whatever word. */
#include "sense/quoting.h"

/* Beside the words of saying that the model is told of; as lemmas. */
static const char *const verbs[] = {
    "admire",    "anticipate", "apologise",  "apologize",    "applaud",      "assail",
    "attribute", "bash",       "beg",        "bemoan",       "brand",        "bristle",
    "calculate", "certify",    "chant",      "characterise", "characterize", "chastise",
    "chide",     "commend",    "confide",    "congratulate", "contradict",   "convey",
    "credit",    "decry",      "deem",       "deride",       "detail",       "diagnose",
    "disavow",   "downplay",   "dread",      "dream",        "dub",          "encourage",
    "envisage",  "envision",   "exclaim",    "exhort",       "extol",        "favor",
    "favour",    "foresee",    "guarantee",  "hear",         "highlight",    "implore",
    "insist",    "instruct",   "interject",  "interpret",    "intimate",     "invite",
    "invoke",    "judge",      "lambast",    "lambaste",     "laud",         "liken",
    "mandate",   "mourn",      "muse",       "notify",       "outline",      "persuade",
    "portray",   "pray",       "preach",     "prefer",       "prescribe",    "rail",
    "react",     "reaffirm",   "realise",    "realize",      "rebuff",       "recite",
    "recognise", "recognize",  "regard",     "regret",       "repudiate",    "resent",
    "resolve",   "retort",     "retweet",    "scold",        "scream",       "surmise",
    "telegraph", "thank",      "understand", "verify",       "vouch",        "whisper",
    NULL};
static const char *const nouns[] = {"account",        "accusation",  "acknowledgement",
                                    "acknowledgment", "admission",   "advice",
                                    "apology",        "argument",    "assessment",
                                    "assurance",      "column",      "complaint",
                                    "compliment",     "concession",  "condemnation",
                                    "confirmation",   "contention",  "critique",
                                    "declaration",    "decree",      "denial",
                                    "denunciation",   "description", "desire",
                                    "disagreement",   "email",       "expectation",
                                    "explanation",    "impression",  "insistence",
                                    "interview",      "judgement",   "judgment",
                                    "lecture",        "letter",      "memo",
                                    "message",        "notion",      "oath",
                                    "objection",      "outlook",     "perception",
                                    "petition",       "plea",        "prediction",
                                    "quotation",      "reaction",    "reasoning",
                                    "recommendation", "reference",   "refusal",
                                    "rejection",      "reminder",    "rumor",
                                    "rumour",         "scepticism",  "sentiment",
                                    "skepticism",     "speculation", "speech",
                                    "suggestion",     "testimony",   "thesis",
                                    "thought",        "tweet",       "verdict",
                                    "word",           NULL};
static const char *const adjectives[] = {
    "adamant",   "afraid",     "aware",        "bemused", "certain", "concerned", "confident",
    "convinced", "critical",   "disappointed", "eager",   "glad",    "happy",     "hopeful",
    "loath",     "optimistic", "pleased",      "proud",   "puzzled", "sceptical", "skeptical",
    "sorry",     "sure",       "unaware",      "unhappy", "wary",    "worried",   NULL};

/* Two words that mean a word of saying together. */
static bool says_together(const struct sense_doc *d, uint32_t i)
{
    static const char *const pairs[][2] = {{"push", "back"},  {"shrug", "off"},   {"brush", "off"},
                                           {"shoot", "down"}, {"open", "up"},     {"hit", "back"},
                                           {"hit", "out"},    {"double", "down"}, {"speak", "out"}};
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
        if (i + 1 < d->token_count && str_eq(d->tokens[i].lemma, str_c(pairs[k][0])) &&
            str_eq(d->tokens[i + 1].norm, str_c(pairs[k][1])))
            return true;
    return false;
}

static bool says(const struct quoting *q, uint32_t i)
{
    const struct sense_doc *d = q->d;
    return q->speech.speaks[i] || sense_lemma_in(d, i, verbs) || sense_lemma_in(d, i, nouns) ||
           sense_lemma_in(d, i, adjectives) || says_together(d, i) ||
           sense_norm_in(d, i, (const char *const[]){"according", "per", ":", NULL});
}

bool sense_quoting_uttered(const struct quoting *q, const struct pending *p)
{
    if (sense_quoting_kind(q, p) != QUOTE_INDIRECT || p->fixed ||
        sense_norm_in(q->d, p->first_content, (const char *const[]){"that", NULL}))
        return true;
    for (uint32_t i = p->cue_from; i < p->cue_to; i++)
        if (says(q, i))
            return true;
    return false;
}
