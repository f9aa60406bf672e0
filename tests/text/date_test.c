/* date: publishers' dates, leniently read. */
#include "check.h"
#include "text/date.h"
#include "text/date_words.h"

/* NULL in `want`: no date. A leading '!' in `in`: month first. */
struct case_of_date {
    const char *in, *want;
};

static void check_dates(const struct case_of_date *cases, size_t n)
{
    size_t bad = 0;
    for (size_t i = 0; i < n; i++) {
        char room[64];
        struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
        struct when w;
        bool us = cases[i].in[0] == '!';
        struct date_hint hint = {.order = us ? DATE_ORDER_MDY : DATE_ORDER_ANY};
        if (text_date_parse(str_c(cases[i].in + us), &hint, &w))
            when_write(&b, w);
        if (!str_eq(buf_str(&b), str_c(cases[i].want))) {
            bad++;
            print_error("\"%s\": want %s, got %.*s\n", cases[i].in,
                        cases[i].want ? cases[i].want : "nothing", STR_ARG(buf_str(&b)));
        }
    }
    check_int(bad, 0);
}
#define CHECK_DATES(cases) check_dates(cases, sizeof cases / sizeof *cases)

static void mail_dates(void **state)
{
    (void)state;
    static const struct case_of_date cases[] = {
        {"Fri, 14 Mar 2025 10:30:00 GMT", "2025-03-14T10:30:00Z"},
        {"Fri, 14 Mar 2025 10:30:00 +0100", "2025-03-14T10:30:00+01:00"},
        {"Fri,14 Mar 2025 10:30:00 EST", "2025-03-14T10:30:00-05:00"},
        {"Mon, 14 Mar 2025 10:30:00 GMT", "2025-03-14T10:30:00Z"},
        {"14 Mar 2025 10:30 +01:00", "2025-03-14T10:30:00+01:00"},
        {"14 Mar 25 10:30:00 GMT", "2025-03-14T10:30:00Z"},
        {"Fri, 14 Mar 99 10:30:00 UT", "1999-03-14T10:30:00Z"},
        {"Fri, 14 Mar 125 10:30:00 GMT", "2025-03-14T10:30:00Z"},
        {"Fri, 14 Mar 2025 24:00:00 GMT", "2025-03-15T00:00:00Z"},
        {"Fri, 14 Mar 2025 10:30:60 GMT", "2025-03-14T10:30:59Z"},
        {"Fri, 14 March 2025 10:30:00 Z", "2025-03-14T10:30:00Z"},
        {"Friday, 14 Mar 2025 1:30:00 GMT+1", "2025-03-14T01:30:00+01:00"},
        {"Fri, 14 Mar 2025 10:30:00 XYZ", "2025-03-14T10:30:00"},
        {"Fri, 14-Mar-2025 10:30:00 GMT", "2025-03-14T10:30:00Z"},
        {"Fri, 14-Mar-25 10:30:00 GMT", "2025-03-14T10:30:00Z"},
        {"Fri Mar 14 10:30:00 2025", "2025-03-14T10:30:00"},
        {"Fri Mar 14 10:30:00 UTC 2025", "2025-03-14T10:30:00Z"},
        {"Fri Mar 14 2025 10:30:00 GMT+0100 (Central European Standard Time)",
         "2025-03-14T10:30:00+01:00"},
        {"Fri, 14 Mar 2025", "2025-03-14"},
        {"Fri, 31 Feb 2025 10:30:00 GMT", NULL},
        {"Fri, 14 Mar 2025 99:30:00 GMT", NULL},
        {"ven., 14 mars 2025 10:30:00 +0100", "2025-03-14T10:30:00+01:00"},
        {"Fr, 14 M\xC3\xA4r 2025 10:30:00 +0100", "2025-03-14T10:30:00+01:00"},
        {"Pt, 14 Mar 2025 10:30:00 +0100", "2025-03-14T10:30:00+01:00"},
    };
    CHECK_DATES(cases);
}

static void iso_dates(void **state)
{
    (void)state;
    static const struct case_of_date cases[] = {
        {"2025-03-14", "2025-03-14"},
        {"2025-03", "2025-03"},
        {"2025", "2025"},
        {"2025-03-14T10:30:00Z", "2025-03-14T10:30:00Z"},
        {"2025-03-14T10:30Z", "2025-03-14T10:30:00Z"},
        {"2025-03-14t10:30:00z", "2025-03-14T10:30:00Z"},
        {"2025-03-14T10:30:00.123+0100", "2025-03-14T10:30:00+01:00"},
        {"2025-03-14T10:30:00,5+01", "2025-03-14T10:30:00+01:00"},
        {"2025-03-14 10:30:00 +0100", "2025-03-14T10:30:00+01:00"},
        {"2025-03-14 10:30:00 UTC", "2025-03-14T10:30:00Z"},
        {"2025-03-14T10:30:00 0100", "2025-03-14T10:30:00+01:00"},
        {"2025-03-14T10:30:00+01:00[Europe/Paris]", "2025-03-14T10:30:00+01:00"},
        {"20250314", "2025-03-14"},
        {"20250314T103000Z", "2025-03-14T10:30:00Z"},
        {"20250314103000", "2025-03-14T10:30:00"},
        {"2025/03/14 10:30", "2025-03-14T10:30:00"},
        {"2025.03.14", "2025-03-14"},
        {"2025-3-4", "2025-03-04"},
        {"2025 03 14 10:30", "2025-03-14T10:30:00"},
        {"'2025-03-14'", "2025-03-14"},
        {"1741948200", "2025-03-14T10:30:00Z"},
        {"1741948200123", "2025-03-14T10:30:00Z"},
        {"1741948200.5", "2025-03-14T10:30:00Z"},
        {"1741948200123456", "2025-03-14T10:30:00Z"},
        {"0000000000000001", NULL}, /* before 1980, in microseconds too */
        {"9000000000000000", NULL}, /* beyond 2200 */
        {"9000000000000", NULL},
        {"9999999999", NULL},
        {"2025-13-14", NULL},
        {"2025-02-29", NULL},
        {"0001-01-01T00:00:00Z", NULL},
        {"1234", NULL},
        {"12345678", NULL},
        {"", NULL},
    };
    CHECK_DATES(cases);
}

static void numbers_with_separators(void **state)
{
    (void)state;
    static const struct case_of_date cases[] = {
        {"14.03.2025", "2025-03-14"},
        {"14.3.2025 14.30", "2025-03-14T14:30:00"},
        {"14. 3. 2025", "2025-03-14"},
        {"03/04/2025", "2025-04-03"},
        {"!03/04/2025", "2025-03-04"},
        {"!14/03/2025", "2025-03-14"},
        {"03/14/2025 5:30 PM", "2025-03-14T17:30:00"},
        {"14.03.25", "2025-03-14"},
        {"3/14/25, 10:30 AM", "2025-03-14T10:30:00"},
        {"14-03-2025 10:30", "2025-03-14T10:30:00"},
        {"25-03-14", NULL},
        {"32.03.2025", NULL},
        {"1.2.3", NULL},
        {"192.168.20.25", NULL},
        {"2025. 3. 14. 10:30", "2025-03-14T10:30:00"},
    };
    CHECK_DATES(cases);
}

static void in_words(void **state)
{
    (void)state;
    static const struct case_of_date cases[] = {
        {"14 March 2025", "2025-03-14"},
        {"March 14, 2025", "2025-03-14"},
        {"Mar. 14, 2025", "2025-03-14"},
        {"March 14th, 2025", "2025-03-14"},
        {"the 14th of March, 2025", "2025-03-14"},
        {"Sept 3, 2025", "2025-09-03"},
        {"March 2025", "2025-03"},
        {"2025 March 14", "2025-03-14"},
        {"14/Mar/2025:10:30:00 +0100", "2025-03-14T10:30:00+01:00"},
        {"March 14, 2025 at 5:30 p.m. EDT", "2025-03-14T17:30:00-04:00"},
        {"March 14, 2025 at 5:30 p.m. ET", "2025-03-14T17:30:00-04:00"},
        {"Jan. 14, 2025, 5 pm ET", "2025-01-14T17:00:00-05:00"},
        {"March 14, 2025, 12:05 a. m.", "2025-03-14T00:05:00"},
        {"5:30 PM EDT, Fri March 14, 2025", "2025-03-14T17:30:00-04:00"},
        {"10:30, 14 March 2025", "2025-03-14T10:30:00"},
        {"Published on Friday, 14 March 2025 at 10:30 GMT", "2025-03-14T10:30:00Z"},
        {"Updated: 14 March 2025 | 10:30", "2025-03-14T10:30:00"},
        {"14 March 2025 by somebody", NULL},
        {"May", NULL},
        {"14 Blah 2025", NULL},
        {"March", NULL},
        {"31 April 2025", NULL},
        {"three weeks ago", NULL},
        {"14 March", NULL},
        {"10:30", NULL},
        {"Chapter 4", NULL},
    };
    CHECK_DATES(cases);
}

static void in_many_languages(void **state)
{
    (void)state;
    static const struct case_of_date cases[] = {
        {"Freitag, 14. März 2025, 10:30 Uhr", "2025-03-14T10:30:00"},
        {"Stand: 14.03.2025, 14 Uhr", "2025-03-14T14:00:00"},
        {"Veröffentlicht am 14. Dez. 2025", "2025-12-14"},
        {"Publié le vendredi 14 février 2025 à 14h30", "2025-02-14T14:30:00"},
        {"1er août 2025 à 9 h 05", "2025-08-01T09:05:00"},
        {"viernes, 14 de marzo de 2025 a las 10:30", "2025-03-14T10:30:00"},
        {"venerdì 14 marzo 2025 alle ore 10.30", "2025-03-14T10:30:00"},
        {"14 de março de 2025 às 10h30", "2025-03-14T10:30:00"},
        {"14 maart 2025 om 10:30 uur", NULL},
        {"14 mrt. 2025, 10:30", "2025-03-14T10:30:00"},
        {"Publicerad 14 mars 2025 kl. 10.30", "2025-03-14T10:30:00"},
        {"14. mai 2025 kl. 10:30", "2025-05-14T10:30:00"},
        {"14. oktober 2025", "2025-10-14"},
        {"14. maaliskuuta 2025 klo 10.30", "2025-03-14T10:30:00"},
        {"piątek, 14 października 2025 10:30", "2025-10-14T10:30:00"},
        {"14. března 2025", "2025-03-14"},
        {"14. júla 2025", "2025-07-14"},
        {"2025. március 14. 10:30", "2025-03-14T10:30:00"},
        {"vineri, 14 martie 2025, ora 10:30", "2025-03-14T10:30:00"},
        {"14 марта 2025 г. в 10:30", "2025-03-14T10:30:00"},
        {"14 березня 2025, 10:30", "2025-03-14T10:30:00"},
        {"14 май 2025", "2025-05-14"},
        {"14 Μαρτίου 2025, 5:30 μ.μ.", "2025-03-14T17:30:00"},
        {"14 Mart 2025 Cuma 10:30", "2025-03-14T10:30:00"},
        {"14 Ağustos 2025", "2025-08-14"},
        {"الجمعة 14 مارس 2025", "2025-03-14"},
        {"١٤ مارس ٢٠٢٥", "2025-03-14"},
        {"14 كانون الثاني 2025", "2025-01-14"},
        {"יום שישי, 14 במרץ 2025", "2025-03-14"},
        {"۱۴ مارس ۲۰۲۵", "2025-03-14"},
        {"14 मार्च 2025", "2025-03-14"},
        {"14 जनवरी 2025", "2025-01-14"},
        {"১৪ মার্চ ২০২৫", "2025-03-14"},
        {"14 Maret 2025 10:30 WIB", "2025-03-14T10:30:00+07:00"},
        {"Thứ sáu, 14 tháng 3 năm 2025", "2025-03-14"},
        {"ngày 14 tháng Ba, 2025", "2025-03-14"},
        {"14 tháng mười hai 2025", "2025-12-14"},
        {"2025年3月14日", "2025-03-14"},
        {"2025年3月14日(金) 10時30分", "2025-03-14T10:30:00"},
        {"2025年03月14日 星期五 下午2:30", "2025-03-14T14:30:00"},
        {"令和7年3月14日", "2025-03-14"},
        {"2025년 3월 14일 금요일 오후 2:30", "2025-03-14T14:30:00"},
        {"2025年3月", "2025-03"},
        {"１４．０３．２０２５", "2025-03-14"},
        {"14 มีนาคม 2568", "2025-03-14"},
        {"14 มี.ค. 2568", "2025-03-14"},
        {"2025 m. kovo 14 d. 10:30", "2025-03-14T10:30:00"},
        {"2025. gada 14. martā", "2025-03-14"},
        {"14. märts 2025", "2025-03-14"},
        {"14. siječnja 2025.", "2025-01-14"},
        {"14. marec 2025", "2025-03-14"},
        {"14. март 2025.", "2025-03-14"},
        {"14 de març del 2025", "2025-03-14"},
        {"14 Ogos 2025", "2025-08-14"},
        {"14 desember 2025", "2025-12-14"},
        {"14 მარტი 2025", "2025-03-14"},
    };
    CHECK_DATES(cases);
}

static void hints_decide(void **state)
{
    (void)state;
    struct when w;
    struct civil day = {.year = 2025, .month = 1, .day = 5};
    int64_t now;
    check_true(civil_to(day, &now));
    struct date_hint near = {.near = now};
    check_true(text_date_parse(STR("28 December"), &near, &w));
    check_int(civil_from(w.us).year, 2024);
    check_true(text_date_parse(STR("January 3"), &near, &w));
    check_int(civil_from(w.us).year, 2025);
    struct date_hint polish = {.lang = STR("pl")}, croatian = {.lang = STR("hr-HR")};
    check_true(text_date_parse(STR("14 listopada 2025"), &polish, &w));
    check_int(civil_from(w.us).month, 11);
    check_true(text_date_parse(STR("14. listopada 2025"), &croatian, &w));
    check_int(civil_from(w.us).month, 10);
    struct date_hint us = {.lang = STR("en-US")};
    check_true(text_date_parse(STR("03/04/2025"), &us, &w));
    check_int(civil_from(w.us).month, 3);
    check_true(text_date_parse(STR("2025-03-14 10:30:00.25 UTC"), NULL, &w));
    check_int(w.us % US_SECOND, 250000);
}

static void found_in_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *part, *want;
    } cases[] = {
        {"By Ann Lee | Updated Fri 14 March 2025 at 5 pm | Sport", "14 March 2025 at 5 pm",
         "2025-03-14T17:00:00"},
        {"Published: 14.03.2025 - 10:30 Uhr, geändert 15.03.2025", "14.03.2025 - 10:30 Uhr",
         "2025-03-14T10:30:00"},
        {"BERLIN, March 14, 2025 (News) - It rained.", "March 14, 2025", "2025-03-14"},
        {"5 comments 2025-03-14 3 shares", "2025-03-14", "2025-03-14"},
        {"发布时间：2025年3月14日 来源", "2025年3月14日", "2025-03-14"},
        {"18:06, 14 mars 2025 par Jean", "18:06, 14 mars 2025", "2025-03-14T18:06:00"},
        {"version 1.2.2025.7", NULL, NULL},
        {"call 555-03-14-2025", NULL, NULL},
        {"in March 14 people met in 2025", NULL, NULL},
        {"2025", NULL, NULL},
        {"at 10:30 today", NULL, NULL},
        {"they may 5 times", NULL, NULL},
        {"(c) 2019-2025 The Paper", NULL, NULL},
        {"$14.03.2025", NULL, NULL},
        {"won 3/4/2025% of", NULL, NULL},
        {"release 1.2.25 is out", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span span;
        struct when w;
        bool ok = text_date_find(str_c(cases[i].text), NULL, &span, &w);
        if (ok != (cases[i].want != NULL))
            print_error("%s\n", cases[i].text);
        check_true(ok == (cases[i].want != NULL));
        if (!ok)
            continue;
        check_strz(str_sub(str_c(cases[i].text), span.at, span.end), cases[i].part);
        char room[64];
        struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
        when_write(&b, w);
        check_strz(buf_str(&b), cases[i].want);
    }
}

/* The tables are written folded: a word that folds to another one could never be found. */
static void vocabulary_is_folded(void **state)
{
    (void)state;
    static const char *const words[] = {"MÄRZ", "août", "Śr", "Ağustos", "ΜΑΪ", "Октября", "Łipca"};
    static const char *const want[] = {"marz", "aout", "sr", "agustos", "μαι", "октября", "lipca"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char to[64];
        size_t n;
        check_true(date_fold(str_c(words[i]), to, sizeof to, &n));
        check_strz(str_of(to, n), want[i]);
    }
    char to[3];
    size_t n;
    check_true(!date_fold(STR("long"), to, sizeof to, &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mail_dates),
        cmocka_unit_test(iso_dates),
        cmocka_unit_test(numbers_with_separators),
        cmocka_unit_test(in_words),
        cmocka_unit_test(in_many_languages),
        cmocka_unit_test(hints_decide),
        cmocka_unit_test(found_in_text),
        cmocka_unit_test(vocabulary_is_folded),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
