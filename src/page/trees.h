/* trees: the form of the trained tables (src/page/model.c, written by train/page_train.c). A tree
 * is oblivious: all nodes of a level ask the same question, so that a block's answers are the bits
 * of the number of its leaf (Prokhorenkova et al., "CatBoost", 2018). Leaves are log odds * 1024.
 */
#ifndef OCTAVO_PAGE_TREES_H
#define OCTAVO_PAGE_TREES_H
#include <stddef.h>
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
    int32_t base, unit; /* the score is (base + sum of leaves) / unit */
};
extern const struct page_model page_model;

/* Sixteen rows at once. columns[feature * TREE_LANES + lane]; ret_sums: base + leaves of each lane.
 */
enum { TREE_LANES = 16 };
static inline void page_model_run(const struct page_model *m, const uint8_t *columns,
                                  int32_t ret_sums[TREE_LANES])
{
    typedef uint8_t lanes __attribute__((vector_size(TREE_LANES)));
    for (int i = 0; i < TREE_LANES; i++)
        ret_sums[i] = m->base;
    for (uint32_t t = 0; t < m->count; t++) {
        const struct page_tree *tree = &m->trees[t];
        lanes leaf = {0};
        for (unsigned d = 0; d < TREE_DEPTH; d++) {
            lanes v;
            __builtin_memcpy(&v, columns + (size_t)tree->feature[d] * TREE_LANES, sizeof v);
            leaf |= (lanes)(v > tree->over[d]) & (uint8_t)(1u << d);
        }
        for (int i = 0; i < TREE_LANES; i++)
            ret_sums[i] += tree->leaf[leaf[i]];
    }
}
#endif
