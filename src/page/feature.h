/* feature: the numbers that describe a block, shared by the classifier and its trainer
 * (train/page_*). */
#ifndef OCTAVO_PAGE_FEATURE_H
#define OCTAVO_PAGE_FEATURE_H
#include "page/internal.h"

/* All are 0..63. `scale` is 4 * log2(1 + v); `share` is in twentieths. */
enum feature {
    F_LENGTH,
    F_LINK,
    F_WORDS,
    F_COMMAS,
    F_STOPS,
    F_FIRST,
    F_LAST,
    F_TAG,
    F_UPPER,
    F_DIGIT,
    F_LINKS,
    F_BOLD,
    F_ITALIC,
    F_SYMBOL,
    F_TIME,
    F_WORD_LENGTH,
    F_FURNITURE,
    F_INLINE_MARK,
    F_TWIN,
    F_IN_LEAD,
    F_IN_BODY,
    F_IS_TITLE,
    F_NEAR, /* one for each mark */
    F_DEPTH = F_NEAR + MARK_COUNT,
    F_IN_ARTICLE,
    F_IN_MAIN,
    F_IN_ASIDE,
    F_IN_NAV,
    F_IN_HEADER,
    F_IN_FOOTER,
    F_IN_FORM,
    F_IN_FIGURE,
    F_IN_LIST,
    F_IN_TABLE,
    F_IN_QUOTE,
    F_IN_BODY_PROP,
    F_BOX_BLOCKS,
    F_BOX_LINK,
    F_UP_TEXT,
    F_UP_LINK,
    F_UP_PARAGRAPHS,
    F_UP_SHARE,
    F_UP_PROSE,
    F_UP_TAG,
    F_UP2_TEXT,
    F_UP2_LINK,
    F_UP2_PARAGRAPHS,
    F_UP2_SHARE,
    F_SIGN_COUNT,
    F_SIGN_MEAN,
    F_SIGN_LINK,
    F_SIGN_SHARE,
    F_SIGN_LONG,
    F_PLACE,
    F_AFTER_HEAD,
    F_HEAD_GAP,
    F_HEAD_BLOCKS,
    F_IN_ROOT,
    F_ROOT_DEPTH,
    F_ROOT_SHARE,
    F_ROOT_TEXT,
    F_ROOT_LINK,
    F_ROOT_ORDER,
    F_ROOT_OFF,
    F_TOTAL,
    F_BLOCKS,
    F_LCA_UP,
    F_LCA_DOWN,
    F_HEAD_ARTICLE,
    F_REPEAT,
    F_HEADINGS,
    F_SINCE,
    F_RUN,
    F_HIDDEN,
    F_UNDER, /* one for each mark: of a box between the block and its kinship with the headline */
    F_UNDER_TAG = F_UNDER + MARK_COUNT, /* aside, nav, header, footer, form, figure, list, table */
    F_NEIGHBOUR = F_UNDER_TAG + 8,      /* of blocks -2, -1, +1, +2: length, link, tag, kinship */
    FEATURE_COUNT = F_NEIGHBOUR + 16
};

/* Fills rows[block * FEATURE_COUNT ...]. */
void page_features(struct page *p, uint8_t *rows);
#endif
