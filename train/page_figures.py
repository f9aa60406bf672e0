#!/usr/bin/env python3
"""Prints the figures of docs/accuracy.md "Reading the page": `make accuracy-page` calls it.

  page_figures.py list SHARED WORK         pages of the DEV sets as raw HTML under WORK, WORK/list, and
                                           WORK/list.0 to .4, the pages of each fold of sites
  page_figures.py show SHARED SEEN UNSEEN  tables by set and by language; SEEN has the outputs SET-ID.json of
                                           the program as it ships, UNSEEN those of models that were
                                           trained without the page's site
      --misses     every page whose title, day, author or image is wrong
      --worst N    the N pages (20) with the worst bodies out of fold

The measures are those of the shared scorer, tools/score-extract.py. Folds are those of page_label.py."""
import argparse, importlib.util, json, os, sys
from page_label import FOLDS, fold_of, site_of

SETS = ['scrapinghub', 'fundus', 'fundus_eval', 'wcxb', 'postlight', 'trafilatura', 'htmldate']
NEWS = SETS[:3]
FEW = 4   # languages with fewer pages than this stand together


def load_scorer(shared):
    spec = importlib.util.spec_from_file_location('score_extract', os.path.join(shared, 'tools', 'score-extract.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def set_path(shared, name):
    return os.path.join(shared, 'data', 'extract', name)


def cmd_list(a, scorer):
    with open(os.path.join(a.work, 'list'), 'w', encoding='utf8') as every:
        parts = [open(os.path.join(a.work, 'list.%d' % k), 'w', encoding='utf8') for k in range(FOLDS)]
        for name in SETS:
            folder = os.path.join(a.work, 'pages', name)
            os.makedirs(folder, exist_ok=True)
            for row in scorer.load_set(set_path(a.shared, name)):
                path = os.path.abspath(os.path.join(folder, row['id'] + '.html'))
                with open(path, 'wb') as f:
                    f.write(scorer.page_bytes(set_path(a.shared, name), row))
                line = '%s-%s\t%s\t%s\n' % (name, row['id'], path, row.get('url') or '')
                every.write(line)
                parts[fold_of(site_of(row))].write(line)
        for f in parts:
            f.close()


def load_scores(a, scorer, folder):
    pages = []
    for name in SETS:
        for row in scorer.load_set(set_path(a.shared, name)):
            out = scorer.read_json(os.path.join(folder, '%s-%s.json' % (name, row['id'])))
            page = scorer.score_page(row, out)
            lang = (row.get('lang') or out.get('lang') or '').lower().replace('_', '-').split('-')[0]
            pages.append(dict(page, set=name, lang=lang or 'none', row=row, out=out))
    return pages


def number(v):
    return '' if v is None else ('%.3f' % v).lstrip('0') if v < 0.9995 else '1.000'


def table(head, rows):
    print('| ' + ' | '.join(head) + ' |')
    print('|' + '---|' * len(head))
    for row in rows:
        print('| ' + ' | '.join(row) + ' |')
    print()


def body_row(scorer, name, seen, unseen):
    s, u = (scorer.summarize([p for p in pages if 'body' in p]) for pages in (seen, unseen))
    if not u['pages']:
        return None
    return [name, str(u['pages']), number(s['f1']), '**%s**' % number(u['f1']), number(u['precision']),
            number(u['recall']), number(u['f1_std'])]


def fact_row(scorer, name, pages):
    s = scorer.summarize(pages)
    return [name, str(s['pages'])] + [number(s.get(k)) for k in (
        'title_norm', 'date_acc', 'date_precision', 'author_f1', 'image', 'snippet_f1')]


def groups_of(pages):
    """(name, test) for the sets, all sets and NEWS."""
    out = [(name, lambda p, name=name: p['set'] == name) for name in SETS]
    out.insert(3, ('NEWS (the three)', lambda p: p['set'] in NEWS))
    return out + [('all', lambda p: True)]


def languages_of(pages):
    count = {}
    for p in pages:
        count[p['lang']] = count.get(p['lang'], 0) + 1
    named = sorted((k for k, n in count.items() if n >= FEW), key=lambda k: -count[k])
    few = {k for k, n in count.items() if n < FEW}
    return [(k, lambda p, k=k: p['lang'] == k) for k in named] + [
        ('%d others' % len(few), lambda p: p['lang'] in few)]


def show_misses(pages):
    for p in pages:
        row, out = p['row'], p['out']
        where = '%s-%s' % (p['set'], p['id'])
        for key, gold, got in (('title_norm', 'title', 'title'), ('date', 'date', 'published'), ('image', 'image', 'image')):
            if p.get(key) is False:
                print('%-6s %-16s gold %s\n%-23s  got %s' % (gold, where, row.get(gold), '', out.get(got)))
        if p.get('author_f1', 1) < 0.99:
            print('author %-16s gold %s\n%-23s  got %s' % (where, row['authors'], '', out.get('byline')))
        if p.get('author_spurious'):
            print('author %-16s gold none\n%-23s  got %s' % (where, '', out.get('byline')))


def cmd_show(a, scorer):
    seen, unseen = load_scores(a, scorer, a.seen), load_scores(a, scorer, a.unseen)
    print('Bodies\n')
    head = ['set', 'pages', 'seen F1', 'out of fold F1', 'precision', 'recall', '±']
    pick = lambda pages, test: [p for p in pages if test(p)]
    both = [body_row(scorer, n, pick(seen, t), pick(unseen, t)) for n, t in groups_of(unseen)]
    table(head, [r for r in both if r])
    body = [p for p in unseen if 'body' in p]
    print('Bodies by language\n')
    both = [body_row(scorer, n, pick(seen, t), pick(unseen, t)) for n, t in languages_of(body)]
    table(['language'] + head[1:], [r for r in both if r])
    head = ['set', 'pages', 'title', 'day', 'day where given', 'author F1', 'image', 'snippets']
    print('Facts (out of fold)\n')
    table(head, [fact_row(scorer, n, pick(unseen, t)) for n, t in groups_of(unseen) if not n.startswith('NEWS')])
    print('Facts by language\n')
    table(['language'] + head[1:], [fact_row(scorer, n, pick(unseen, t)) for n, t in languages_of(unseen)])
    if a.misses:
        show_misses(unseen)
    for p in sorted(body, key=lambda p: p['f1'])[:a.worst]:
        print('%-12s %s  F1 %.3f  precision %.3f  recall %.3f  %s' % (
            p['set'], p['id'], p['f1'], p['precision'], p['recall'], p['url'][:80]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(dest='what', required=True)
    p = sub.add_parser('list')
    p.add_argument('shared')
    p.add_argument('work')
    p = sub.add_parser('show')
    p.add_argument('shared')
    p.add_argument('seen')
    p.add_argument('unseen')
    p.add_argument('--misses', action='store_true')
    p.add_argument('--worst', type=int, default=0)
    a = ap.parse_args()
    scorer = load_scorer(a.shared)
    dict(list=cmd_list, show=cmd_show)[a.what](a, scorer)


if __name__ == '__main__':
    main()
