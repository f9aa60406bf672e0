/* trees: the form of the trained tables (src/page/model.c, written by train/page_train.c). A tree
 * is oblivious: all nodes of a level ask the same question, so that a block's answers are the bits
 * of the number of its leaf (Prokhorenkova et al., "CatBoost", 2018). Leaves are log odds * 1024.
 */
#ifndef OCTAVO_PAGE_TREES_H
#define OCTAVO_PAGE_TREES_H
#include <stdint.h>

enum { TREE_DEPTH = 5, TREE_LEAVES = 1 << TREE_DEPTH, TREE_UNIT = 1024 };
struct page_tree {
    uint8_t feature[TREE_DEPTH];
    uint8_t over[TREE_DEPTH]; /* bit d of the leaf's number: row[feature[d]] > over[d] */
    int16_t leaf[TREE_LEAVES];
};
struct page_model {
    const struct page_tree *trees;
    uint32_t count;
    int32_t base;
};
extern const struct page_model page_model_first, page_model_second;

static inline int32_t page_model_run(const struct page_model *m, const uint8_t *row)
{
    int32_t sum = m->base;
    for (uint32_t t = 0; t < m->count; t++) {
        const struct page_tree *tree = &m->trees[t];
        unsigned leaf = 0;
        for (unsigned d = 0; d < TREE_DEPTH; d++)
            leaf |= (unsigned)(row[tree->feature[d]] > tree->over[d]) << d;
        sum += tree->leaf[leaf];
    }
    return sum;
}
#endif
