#!/usr/bin/env python3
"""Labels the blocks of page_dump by the gold of the benchmark sets, and measures scores.

  page_label.py label  TEXTS GOLD... > LABELS      one line a page: fold label:weight ...
  page_label.py measure TEXTS SCORES GOLD... [--over X]   body precision, recall, F1 by set

A block is of the article when half of its shingles of four words are in the gold; short ones where they
stand right behind the last such block in the gold too. Of blocks with the same text only as many as
the gold has count, those among the densest company. The weight is the share of the gold that the
block is as long as, so that the loss follows precision and recall averaged over pages. Folds are by
registrable domain. Ids in TEXTS are "set/id"."""
import hashlib, json, os, re, sys
from collections import Counter

TOKEN = re.compile(r'\w+')
FOLDS = 5
NEGATIVE_MOST = 1.0


def tokens(s):
    return TOKEN.findall((s or '').replace('\u00ad', ''))


def shingles(t):
    return Counter([tuple(t)] if 0 < len(t) < 4 else zip(*(t[i:] for i in range(4))))


def overlap(a, b):
    return sum(min(c, b[k]) for k, c in a.items() if k in b)


def load_gold(paths):
    gold = {}
    for path in paths:
        with open(path, encoding='utf8') as f:
            for line in f:
                r = json.loads(line)
                gold[os.path.basename(os.path.dirname(path)) + '/' + r['id']] = r
    return gold


def label_page(texts, row):
    gt = tokens(row['text'])
    gold, glen = shingles(gt), max(1, len(gt))
    where = {}
    for i in range(len(gt) - 3):
        where.setdefault(tuple(gt[i:i + 4]), []).append(i)
    lines = {tuple(tokens(x)) for x in re.split(r'\n+', row['text'])}
    opt = set()
    for x in row.get('paragraphs') or []:
        if x.get('opt'):
            opt.update(shingles(tokens(x['t'])))
    toks = [tokens(t) for t in texts]
    frac, label, at = [], [False] * len(toks), 0
    for t in toks:
        frac.append(overlap(shingles(t), gold) / (len(t) - 3) if len(t) >= 4 else 0.0)
    for i, t in enumerate(toks):
        if len(t) >= 4 and frac[i] >= 0.5:
            label[i] = True
            hits = where.get(tuple(t[-4:])) or where.get(tuple(t[:4]))
            if hits:
                at = min(hits, key=lambda h: abs(h - at)) + 4
        elif t and len(t) < 4:
            near = any(gt[at + k:at + k + len(t)] == t for k in range(3))
            label[i] = tuple(t) in lines and near
            if label[i]:
                at += len(t)
    # identical blocks: keep those in the densest company
    mass = [len(t) if l else 0 for t, l in zip(toks, label)]
    def company(i):
        return sum(mass[max(0, i - 4):i + 5])
    left = Counter(gold)
    for i in sorted((i for i in range(len(toks)) if label[i] and len(toks[i]) >= 4), key=company, reverse=True):
        s = shingles(toks[i])
        have = overlap(s, left)
        if have * 2 < sum(s.values()):
            label[i] = False
        else:
            left.subtract(s)
            left += Counter()
    out = []
    for i, t in enumerate(toks):
        w = min(1.0, len(t) / glen)
        if opt and len(t) >= 4 and overlap(shingles(t), Counter(opt)) * 2 >= len(t) - 3:
            w = 0.0
        out.append((1 if label[i] else 0, w))
    # a page costs its precision at most once, however much else it holds
    rest = sum(w for y, w in out if not y)
    scale = min(1.0, NEGATIVE_MOST / rest) if rest else 1.0
    return [(y, w if y else w * scale) for y, w in out]


def site_of(row):
    return row.get('site') or (row.get('url') or row.get('src') or row['id']).split('://')[-1].split('/')[0]


def fold_of(site):
    return hashlib.sha256(('page' + site).encode()).digest()[0] % FOLDS


def cmd_label(texts, golds):
    gold = load_gold(golds)
    with open(texts, encoding='utf8') as f:
        for line in f:
            page = json.loads(line)
            row = gold[page['id']]
            print(fold_of(site_of(row)), *('%d:%.5f' % x for x in label_page(page['blocks'], row)))


def gold_text(row, ps):
    par = row.get('paragraphs')
    if not par or not any(x.get('opt') for x in par):
        return row['text']
    out = []
    for x in par:
        s = shingles(tokens(x['t']))
        if not x.get('opt') or overlap(s, ps) * 2 >= sum(s.values()):
            out.append(x['t'])
    return '\n\n'.join(out)


def cmd_measure(texts, scores, golds, over):
    gold, by = load_gold(golds), {}
    with open(texts, encoding='utf8') as f, open(scores) as g:
        for line, s in zip(f, g):
            page = json.loads(line)
            row = gold[page['id']]
            kept = [t for t, v in zip(page['blocks'], s.split()) if (v == '1' if over is None else float(v) > over)]
            ps = shingles(tokens('\n'.join(kept)))
            gs = shingles(tokens(gold_text(row, ps)))
            tp = overlap(ps, gs)
            by.setdefault(page['id'].split('/')[0], []).append((tp, sum(ps.values()), sum(gs.values()), page['id']))
    by['NEWS'] = [x for k in ('scrapinghub', 'fundus', 'fundus_eval') for x in by.get(k, [])]
    for k, v in by.items():
        if not v:
            continue
        p = [x[0] / x[1] for x in v if x[1]]
        r = [x[0] / x[2] for x in v if x[2]]
        p, r = sum(p) / max(1, len(p)), sum(r) / max(1, len(r))
        print('%-12s n=%d F1 %.4f P %.4f R %.4f' % (k, len(v), 2 * p * r / max(1e-9, p + r), p, r))


def main():
    a = sys.argv[1:]
    over = 0.0
    if '--over' in a:
        i = a.index('--over')
        over = None if a[i + 1] == 'label' else float(a[i + 1])
        del a[i:i + 2]
    if len(a) >= 3 and a[0] == 'label':
        cmd_label(a[1], a[2:])
    elif len(a) >= 4 and a[0] == 'measure':
        cmd_measure(a[1], a[2], a[3:], over)
    else:
        sys.exit(__doc__)


if __name__ == '__main__':
    main()
