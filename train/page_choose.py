#!/usr/bin/env python3
"""Learns the weights with which src/page/title.c chooses the headline, and writes src/page/choose.c.

  page_choose.py ROWS SHARED OUT      ROWS: of page_choose; writes OUT, and OUT.0 to OUT.4 without the sites of each fold

A conditional logit: the chance of a candidate is exp(weights . answers) over the sum of that of all on its
page; what is made most likely is that a right one is chosen. Figures on stderr are out of fold, by site."""
import importlib.util, json, math, os, re, sys
from page_label import FOLDS, fold_of, site_of

SETS = ('fundus', 'wcxb', 'postlight', 'trafilatura')
ROUNDS, SHRINK = 150, 3.0
NEWS = {'fundus': 3.0}   # how much a page of a set counts: the desk reads news first


def load_scorer(shared):
    spec = importlib.util.spec_from_file_location('score_extract', os.path.join(shared, 'tools', 'score-extract.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_pages(path, shared, scorer):
    gold = {}
    for name in SETS:
        for row in scorer.load_set(os.path.join(shared, 'data', 'extract', name)):
            if row.get('title'):
                gold['%s-%s' % (name, row['id'])] = row
    pages = []
    with open(path, encoding='utf8') as f:
        for line in f:
            page = json.loads(line)
            row = gold.get(page['id'])
            if row and page['titles']:
                right = [scorer.title_norm_match(row['title'], t[0]) for t in page['titles']]
                pages.append((page['id'].split('-')[0], fold_of(site_of(row)), twice([t[1:] for t in page['titles']], page['ld']), right))
    return pages


def twice(rows, ld):
    """Each answer a second time where the page has JSON-LD: with weights of their own."""
    return [f + [x if ld else 0 for x in f] for f in rows]


def worth(w, f):
    return sum(a * b for a, b in zip(w, f) if b)


def learn(pages, scale):
    """Gradient ascent with a step for each weight (RProp), on the log likelihood less SHRINK * |w|^2 / 2."""
    n = len(scale)
    w, step, last = [0.0] * n, [0.05] * n, [0.0] * n
    pages = [(NEWS.get(name, 1.0), [[a * s for a, s in zip(x, scale)] for x in f], r)
             for name, _, f, r in pages if any(r) and not all(r)]
    for _ in range(ROUNDS):
        grad = [-SHRINK * x for x in w]
        for weight, rows, right in pages:
            v = [worth(w, f) for f in rows]
            top = max(v)
            e = [math.exp(x - top) for x in v]
            whole, good = sum(e), sum(x for x, r in zip(e, right) if r)
            for f, x, r in zip(rows, e, right):
                c = weight * ((x / good if r else 0.0) - x / whole)
                if abs(c) > 1e-6:
                    for k, a in enumerate(f):
                        if a:
                            grad[k] += c * a
        for k in range(n):
            step[k] = min(0.3, step[k] * 1.2) if grad[k] * last[k] > 0 else max(1e-4, step[k] * 0.5)
            w[k] += math.copysign(step[k], grad[k]) if grad[k] else 0.0
            last[k] = grad[k]
    return [a * s for a, s in zip(w, scale)]


def right_of(w, rows, right):
    v = [worth(w, f) for f in rows]
    return right[v.index(max(v))]


def write(path, w):
    half = len(w) // 2
    first, second = (', '.join('%d' % round(100 * x) for x in part) for part in (w[:half], w[half:]))
    with open(path, 'w') as f:
        f.write('/* Made by train/page_choose.py; see train/page_train.sh. Not to be edited. */\n/* clang-format off */\n'
                '#include "page/choose.h"\n\nconst int16_t page_title_weights[2][T_COUNT] = {\n    {%s},\n    {%s}};\n'
                % (first, second))


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    scorer = load_scorer(sys.argv[2])
    pages = load_pages(sys.argv[1], sys.argv[2], scorer)
    # answers in eighths count as much as those of yes and no
    scale = [1.0 / max(1, max(f[k] for _, _, rows, _ in pages for f in rows)) for k in range(len(pages[0][2][0]))]
    count = {}
    for k in range(FOLDS):
        w = learn([p for p in pages if p[1] != k], scale)
        write('%s.%d' % (sys.argv[3], k), w)
        for name, fold, rows, right in pages:
            if fold == k:
                hit = count.setdefault(name, [0, 0, 0])
                hit[0] += right_of(w, rows, right)
                hit[1] += any(right)
                hit[2] += 1
    for name, (hit, can, n) in count.items():
        print('%-12s pages %d  right out of fold %.3f  of those that can be %.3f' % (name, n, hit / n, hit / can),
              file=sys.stderr)
    write(sys.argv[3], learn(pages, scale))


if __name__ == '__main__':
    main()
