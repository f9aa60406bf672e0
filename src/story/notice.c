/* notice.c: the small print under a text, which says nothing of its matter.
 *
 * Agencies and papers put the same notice of their rights, or a line with the names of their
 * writers, under every text. Two short reports of one agency would have half of their words in
 * common by it. Whole lines only: what stands in a paragraph of the report stays. */
#include "story/internal.h"

enum { NOTICE_MOST = 400 /* bytes: a longer line is a paragraph */ };

static bool any(struct str line, const struct str *words, size_t n, bool at_start)
{
    for (size_t i = 0; i < n; i++)
        if (at_start ? str_starts_fold(line, words[i]) : str_find_fold(line, words[i]) != SIZE_MAX)
            return true;
    return false;
}

/* "Copyright 2031 The Halvard", "© 2031 Coast Mail": signs, then a year. */
static bool is_dated_claim(struct str line)
{
    static const struct str signs[] = {STR_INIT("copyright"), STR_INIT("\xC2\xA9"),
                                       STR_INIT("(c)")};
    struct str rest = line;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts_fold(rest, signs[i]))
            rest = str_trim(str_from(rest, signs[i].n));
    return rest.n < line.n && rest.n && is_digit(rest.p[0]);
}

bool is_notice(struct str line)
{
    static const struct str starts[] = {STR_INIT("reporting by "),
                                        STR_INIT("(reporting by "),
                                        STR_INIT("additional reporting by "),
                                        STR_INIT("(additional reporting by "),
                                        STR_INIT("editing by "),
                                        STR_INIT("(editing by ")};
    static const struct str anywhere[] = {
        STR_INIT("all rights reserved"), STR_INIT("contributed to this report"),
        STR_INIT("alle rechte vorbehalten"), STR_INIT("tous droits r\xC3\xA9serv\xC3\xA9s"),
        STR_INIT("todos los derechos reservados")};
    line = str_trim(line);
    return line.n <= NOTICE_MOST &&
           (is_dated_claim(line) || any(line, starts, sizeof starts / sizeof *starts, true) ||
            any(line, anywhere, sizeof anywhere / sizeof *anywhere, false));
}
