/* vouch_words.c: which words mean the same in news, which carry nothing, and which say of others
 * that they are denied, planned or only claimed, by lemma, in lower case; and the reasons in words.
 *
 * A group holds words that may stand for one another in a sentence of news without making it say
 * more; opposites and degrees are in none. Where in doubt a pair is left out: the check then
 * refuses a good sentence, instead of letting a bad one through. */
#include "sense/vouching.h"

static const char *const groups[] = {
    "kill die dead death deadly fatal fatally deceased",
    "injure hurt wound injury wounded injured",
    "buy purchase acquire takeover acquisition purchaser buyer",
    "sell sale seller",
    "rise increase grow climb gain growth raise hike",
    "fall drop decline decrease",
    "cut reduce lower slash trim reduction",
    "north northern",
    "south southern",
    "east eastern",
    "west western",
    "centre center central",
    "begin start",
    "end finish conclude",
    "fail break malfunction failure",
    "explosion blast explode",
    "fire blaze",
    "quake earthquake",
    "ship vessel",
    "company firm business corporation",
    "agreement deal accord pact",
    "arrive come reach",
    "leave depart",
    "help aid assistance assist",
    "build construct construction",
    "destroy wreck",
    "protest demonstrate demonstration protester",
    "arrest detain detention",
    "jail prison imprison",
    "lead leader chief head boss",
    "lawyer attorney solicitor counsel",
    "rescue rescuer save",
    "want demand seek",
    "warn caution warning",
    "investigate probe inquiry investigation",
    "approve approval",
    "flat apartment",
    "road street highway",
    "near nearby neighbouring neighboring adjacent close",
    "large big huge",
    "small little",
    "year annual annually yearly",
    "day daily",
    "week weekly",
    "month monthly",
    "rival competitor",
    "owner own",
    "pay payment",
    "promise pledge vow",
    "lose loss cost",
    "carry aboard",
    "judge court",
    "decide decision",
    "vote voter",
    "strike striker walkout",
    "talk talks negotiation negotiate",
    "accuse accusation allege allegation",
    "hide conceal",
    "win victory winner",
    "resign resignation quit",
    "appoint appointment",
    "elect election",
    "attack assault attacker",
    "murder murderer",
    "steal theft",
    "cheat defraud swindle",
    "repair fix",
    "close shut closure",
    "open opening reopen",
    "delay postpone",
    "cancel cancellation",
    "flee escape",
    "search hunt",
    "storm stormy",
    "flood flooding",
    "pupil student",
    "child kid",
    "doctor physician",
    "hospital clinic",
    "police officer policeman",
    "soldier troop troops",
    "spokesman spokeswoman spokesperson",
    "almost nearly",
    "before prior earlier",
    "after following later",
};
enum { GROUPS = sizeof groups / sizeof *groups };

static bool listed(const char *list, struct str word)
{
    struct str rest = str_c(list), w;
    while (word.n && str_split(&rest, ' ', &w))
        if (str_eq(w, word))
            return true;
    return false;
}

unsigned vouch_group(struct str lemma)
{
    for (unsigned i = 0; i < GROUPS; i++)
        if (listed(groups[i], lemma))
            return i + 1;
    return 0;
}

unsigned vouch_link(struct str norm)
{
    static const char *const links[] = {"because due owing therefore thus hence",
                                        "before until ahead",
                                        "after following",
                                        "since",
                                        "despite although though",
                                        "against",
                                        "except unless",
                                        "all every each both",
                                        "most majority highest",
                                        "least lowest fewest",
                                        "more",
                                        "less fewer",
                                        "many numerous",
                                        "several",
                                        "few",
                                        "i me my mine myself",
                                        "we us our ours ourselves",
                                        "you your yours yourself"};
    for (unsigned i = 0; i < sizeof links / sizeof *links; i++)
        if (listed(links[i], norm))
            return i + 1;
    return 0;
}

bool vouch_is_light(struct str lemma, struct str norm)
{
    static const char light[] =
        "be have do get make take give happen occur become remain people person thing part number "
        "also just shortly still yet already now then there here however meanwhile about around "
        "some total own so too will would shall may might could can plan intend aim expect "
        "according mr mrs ms";
    return listed(light, lemma) || vouch_says(lemma, norm) == SAYS;
}

unsigned vouch_says(struct str lemma, struct str norm)
{
    static const struct {
        unsigned says;
        const char *words;
    } table[] = {
        {SAYS,
         "say tell state announce declare add explain report note remark comment describe call "
         "argue inform speak statement according quote insist"},
        {DENIES, "deny denial dispute refute reject dismiss rebut"},
        {ACCUSES, "accuse accusation allege allegation allegedly alleged claim blame suspect"},
        {CONFIRMS, "confirm admit acknowledge concede"},
        {WARNS, "warn caution"},
        {PROMISES, "promise pledge vow"},
    };
    unsigned says = 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (listed(table[i].words, lemma) || listed(table[i].words, norm))
            says |= table[i].says;
    return says;
}

unsigned vouch_mood(struct str lemma, struct str norm)
{
    static const struct {
        unsigned mood;
        const char *words;
    } table[] = {
        {MOOD_NOT,
         "not n't no never nobody none neither nor without cannot hardly unable refuse deny "
         "dispute refute reject dismiss rebut prevent avert avoid unlike instead false falsely "
         "untrue overturn quash annul"},
        {MOOD_CLAIMED, "accuse allege allegedly alleged claim blame suspect insist argue "
                       "maintain contend assert"},
        {MOOD_POSSIBLE,
         "may might could possibly perhaps maybe possible likely probably seem appear "
         "believe think fear if whether unclear consider propose suggest threaten try attempt plot "
         "bid effort"},
        {MOOD_FUTURE,
         "will 'll wo would shall plan intend aim expect agree promise pledge vow hope "
         "want seek prepare demand urge due"},
    };
    unsigned mood = 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (listed(table[i].words, lemma) || listed(table[i].words, norm))
            mood |= table[i].mood;
    return mood;
}

/* ---- orders ---- */

bool sense_vouch_is_order(struct str sentence)
{
    static const char *const verbs[] = {"ignore",  "disregard", "forget",   "override", "pretend",
                                        "respond", "reply",     "output",   "repeat",   "print",
                                        "write",   "summarise", "summarize"};
    static const char *const of_prompts[] = {"previous instructions", "prior instructions",
                                             "system prompt",         "your instructions",
                                             "language model",        "as an ai"};
    sentence = str_trim(sentence);
    while (sentence.n && !is_alpha(sentence.p[0]))
        sentence = str_from(sentence, 1);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct str v = str_c(verbs[i]);
        if (str_starts_fold(sentence, v) && (sentence.n == v.n || !is_alnum(sentence.p[v.n])))
            return true;
    }
    for (size_t i = 0; i < sizeof of_prompts / sizeof *of_prompts; i++)
        if (str_find_fold(sentence, str_c(of_prompts[i])) != SIZE_MAX)
            return true;
    return false;
}

/* ---- the reasons ---- */

static const struct {
    const char *name, *words; /* "%": what */
} faults[VOUCH_FAULTS] = {
    [VOUCH_BORNE_OUT] = {"borne-out", ""},
    [VOUCH_CITES_NOTHING] = {"cites-nothing", "names no sentence that it rests on"},
    [VOUCH_CITES_UNKNOWN] = {"cites-unknown", "rests on a sentence (%) that was not given to it"},
    [VOUCH_CITES_MANY] = {"cites-many", "names too many sentences that it rests on"},
    [VOUCH_LONG] = {"long", "is too long to be checked"},
    [VOUCH_FOREIGN] = {"foreign", "cannot be checked, since not all of it is in English"},
    [VOUCH_QUOTE] = {"quote", "quotes words that no source has"},
    [VOUCH_FIGURE] = {"figure", "gives a figure or a date (%) that no source has, or has of that"},
    [VOUCH_NAME] = {"name", "names somebody or something (%) that no source of it does"},
    [VOUCH_TURNED] = {"turned", "turns round what its source says (%)"},
    [VOUCH_SURER] = {"surer", "is surer or less sure than its source (%)"},
    [VOUCH_STANCE] = {"stance", "has somebody say it otherwise than its source (%)"},
    [VOUCH_ORDER] = {"order", "has the wrong one do it (%)"},
    [VOUCH_JOINED] = {"joined", "puts together what no one source says together"},
    [VOUCH_WORDS] = {"words", "says more than its sources (%)"},
};

const char *vouch_fault_name(enum vouch_fault f)
{
    return faults[f].name;
}

bool vouch_fault_find(struct str name, enum vouch_fault *ret)
{
    for (int i = 0; i < VOUCH_FAULTS; i++)
        if (str_eq(name, str_c(faults[i].name))) {
            *ret = (enum vouch_fault)i;
            return true;
        }
    return false;
}

struct str vouch_fault_words(struct arena *a, enum vouch_fault f, struct str what)
{
    const char *words = faults[f].words, *mark = strchr(words, '%');
    if (!mark)
        return str_c(words);
    return str_fmt(a, "%.*s%.*s%s", (int)(mark - words), words, STR_ARG(utf8_cut(what, 120)),
                   mark + 1);
}
