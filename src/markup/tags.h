/* tags: the element and attribute names that the program knows, as numbers. Part of markup.h. A
 * name outside the lists is HTML_TAG_OTHER / HTML_ATTR_OTHER and keeps its text. */
#ifndef OCTAVO_MARKUP_TAGS_H
#define OCTAVO_MARKUP_TAGS_H

/* X(number, name) */
/* clang-format off */
#define HTML_TAGS(X) \
    X(A, a) X(ABBR, abbr) X(ACRONYM, acronym) X(ADDRESS, address) X(APPLET, applet) \
    X(AREA, area) X(ARTICLE, article) X(ASIDE, aside) X(AUDIO, audio) X(B, b) X(BASE, base) \
    X(BASEFONT, basefont) X(BDI, bdi) X(BDO, bdo) X(BGSOUND, bgsound) X(BIG, big) \
    X(BLOCKQUOTE, blockquote) X(BODY, body) X(BR, br) X(BUTTON, button) X(CANVAS, canvas) \
    X(CAPTION, caption) X(CENTER, center) X(CITE, cite) X(CODE, code) X(COL, col) \
    X(COLGROUP, colgroup) X(DATA, data) X(DATALIST, datalist) X(DD, dd) X(DEL, del) \
    X(DETAILS, details) X(DFN, dfn) X(DIALOG, dialog) X(DIR, dir) X(DIV, div) X(DL, dl) \
    X(DT, dt) X(EM, em) X(EMBED, embed) X(FIELDSET, fieldset) X(FIGCAPTION, figcaption) \
    X(FIGURE, figure) X(FONT, font) X(FOOTER, footer) X(FORM, form) X(FRAME, frame) \
    X(FRAMESET, frameset) X(H1, h1) X(H2, h2) X(H3, h3) X(H4, h4) X(H5, h5) X(H6, h6) \
    X(HEAD, head) X(HEADER, header) X(HGROUP, hgroup) X(HR, hr) X(HTML, html) X(I, i) \
    X(IFRAME, iframe) X(IMG, img) X(INPUT, input) X(INS, ins) X(KBD, kbd) X(KEYGEN, keygen) \
    X(LABEL, label) X(LEGEND, legend) X(LI, li) X(LINK, link) X(LISTING, listing) \
    X(MAIN, main) X(MAP, map) X(MARK, mark) X(MARQUEE, marquee) X(MATH, math) X(MENU, menu) \
    X(META, meta) X(METER, meter) X(NAV, nav) X(NOBR, nobr) X(NOEMBED, noembed) \
    X(NOFRAMES, noframes) X(NOSCRIPT, noscript) X(OBJECT, object) X(OL, ol) \
    X(OPTGROUP, optgroup) X(OPTION, option) X(OUTPUT, output) X(P, p) X(PARAM, param) \
    X(PICTURE, picture) X(PLAINTEXT, plaintext) X(PRE, pre) X(PROGRESS, progress) X(Q, q) \
    X(RB, rb) X(RP, rp) X(RT, rt) X(RTC, rtc) X(RUBY, ruby) X(S, s) X(SAMP, samp) \
    X(SCRIPT, script) X(SEARCH, search) X(SECTION, section) X(SELECT, select) X(SLOT, slot) \
    X(SMALL, small) X(SOURCE, source) X(SPAN, span) X(STRIKE, strike) X(STRONG, strong) \
    X(STYLE, style) X(SUB, sub) X(SUMMARY, summary) X(SUP, sup) X(SVG, svg) X(TABLE, table) \
    X(TBODY, tbody) X(TD, td) X(TEMPLATE, template) X(TEXTAREA, textarea) X(TFOOT, tfoot) \
    X(TH, th) X(THEAD, thead) X(TIME, time) X(TITLE, title) X(TR, tr) X(TRACK, track) \
    X(TT, tt) X(U, u) X(UL, ul) X(VAR, var) X(VIDEO, video) X(WBR, wbr) X(XMP, xmp) \
    X(AMP_IMG, amp-img) X(AMP_VIDEO, amp-video) X(AMP_IFRAME, amp-iframe) X(IMAGE, image)
/* clang-format on */

/* X(number, name) */
/* clang-format off */
#define HTML_ATTRS(X) \
    X(ABBR, abbr) X(ACTION, action) X(ALIGN, align) X(ALT, alt) X(AS, as) X(ASYNC, async) \
    X(CHARSET, charset) X(CITE, cite) X(CLASS, class) X(COLSPAN, colspan) X(CONTENT, content) \
    X(DATETIME, datetime) X(DIR, dir) X(ENCODING, encoding) X(FOR, for) X(HEADERS, headers) \
    X(HEIGHT, height) X(HIDDEN, hidden) X(HREF, href) X(HREFLANG, hreflang) \
    X(HTTP_EQUIV, http-equiv) X(ID, id) X(ITEMPROP, itemprop) X(ITEMSCOPE, itemscope) \
    X(ITEMTYPE, itemtype) X(ITEMID, itemid) X(KIND, kind) X(LABEL, label) X(LANG, lang) \
    X(LOADING, loading) X(MEDIA, media) X(NAME, name) X(OPEN, open) X(POSTER, poster) \
    X(PROPERTY, property) X(REL, rel) X(REVERSED, reversed) X(ROLE, role) X(ROWSPAN, rowspan) \
    X(SCOPE, scope) X(SIZES, sizes) X(SPAN, span) X(SRC, src) X(SRCDOC, srcdoc) \
    X(SRCLANG, srclang) X(SRCSET, srcset) X(START, start) X(STYLE, style) X(TARGET, target) \
    X(TITLE, title) X(TYPE, type) X(VALUE, value) X(WIDTH, width) X(XML_LANG, xml:lang) \
    X(ARIA_HIDDEN, aria-hidden) X(ARIA_LABEL, aria-label) X(PUBDATE, pubdate) \
    X(DATA_SRC, data-src) X(DATA_SRCSET, data-srcset) X(DATA_ORIGINAL, data-original) \
    X(DATA_LAZY_SRC, data-lazy-src) X(DATA_LAZY_SRCSET, data-lazy-srcset) \
    X(DATA_LAZY, data-lazy) X(DATA_URL, data-url) X(DATA_SIZES, data-sizes) \
    X(DATA_IMAGE, data-image) X(DATA_IMG_SRC, data-img-src) X(DATA_FULL_SRC, data-full-src) \
    X(DATA_TEMPLATE, data-template) X(DATA_TESTID, data-testid) X(DATA_TYPE, data-type)
/* clang-format on */

enum html_tag {
    HTML_TAG_NONE, /* the document, texts, comments */
#define X(number, name) HTML_##number,
    HTML_TAGS(X)
#undef X
        HTML_TAG_OTHER, /* its lower-case name is the node's `text` */
    HTML_TAG_COUNT
};

enum html_attr_name {
    HTML_ATTR_NONE,
#define X(number, name) HTML_ATTR_##number,
    HTML_ATTRS(X)
#undef X
        HTML_ATTR_OTHER, /* see name_text */
    HTML_ATTR_COUNT
};
#endif
