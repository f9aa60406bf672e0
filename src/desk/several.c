/* several: whether who says something is one or several, for the verb behind it. */
#include "desk/ledger.h"

/* "Aster Motors and Vink Steel" are two; "Food and Drug Administration", where the text names it
 * so, "the Health and Safety Board" and "the ministry of youth and sport" are one. */
static bool is_joined(struct arena *a, struct str who, struct str name)
{
    static const char *const bodies[] = {
        "administration", "agency",     "authority", "board",    "bureau",  "council", "commission",
        "committee",      "department", "office",    "ministry", "service", "union"};
    size_t and = str_find(who, STR(" and "));
    if (and == SIZE_MAX || str_find_char(who, ',') != SIZE_MAX ||
        str_find(name, STR(" and ")) != SIZE_MAX)
        return false;
    struct str behind = str_lower(a, str_from(who, and+5));
    if (str_starts(behind, STR("the ")) || str_starts(behind, STR("its ")))
        return true;
    bool body = false;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        body |= str_ends(behind, str_c(bodies[i]));
    return str_find(str_sub(who, 0, and), STR(" of ")) == SIZE_MAX &&
           !(body && str_starts_fold(who, STR("the ")));
}

bool desk_are_several(struct arena *a, struct str who, struct str name)
{
    static const char *const ends[] = {"who",  "of",   "for", "in",   "from", "at",
                                       "that", "with", "on",  "near", NULL};
    struct str word, head = STR_NONE, rest = who;
    if (is_joined(a, who, name))
        return true;
    if (name.n)
        return false;
    for (bool over = false; !over && str_split(&rest, ' ', &word);) {
        for (const char *const *e = ends; *e; e++)
            over |= str_eq(word, str_c(*e));
        size_t comma = str_find_char(word, ',');
        head = over ? head : str_sub(word, 0, comma);
        over |= comma != SIZE_MAX;
    }
    head = str_lower(a, head);
    bool one = str_ends(head, STR("ss")) || str_ends(head, STR("us")) ||
               str_ends(head, STR("is")) || str_ends(head, STR("'s")) || str_eq(head, STR("news"));
    return (str_ends(head, STR("s")) && !one) || str_eq(head, STR("people")) ||
           str_eq(head, STR("police")) || str_ends(head, STR("men"));
}
