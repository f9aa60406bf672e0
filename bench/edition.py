#!/usr/bin/env python3
"""Makes a large invented edition for measuring: edition.py SAMPLES OUTDIR N. Each article is put
together from sentences of the sample edition with other names and figures, seed fixed."""
import os, random, re, sys
samples, out, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
rnd = random.Random(8)
texts = []
for name in ['courier', 'halvard', 'meridian', 'tidewater']:
    for block in open(f'{samples}/{name}.txt', encoding='utf-8').read().split('\n=== ')[1:]:
        head, body = block.split('\n\n', 1)
        texts.append((re.search(r'title: (.*)', head).group(1), [p for p in body.split('\n\n') if p.strip() and not p.startswith('## ')]))
sounds = ['ar', 'bel', 'cor', 'dan', 'el', 'fen', 'gar', 'hol', 'in', 'jor', 'kel', 'lor', 'mar', 'nor', 'ost', 'pel', 'quin', 'ros', 'sel', 'tor', 'ul', 'ver', 'wick', 'yar', 'zel']
word = lambda: (rnd.choice(sounds) + rnd.choice(sounds)).capitalize()
NAMES = ['Marrow', 'Reyk', 'Vass', 'Ardesson', 'Sarre', 'Lowfen', 'Esterval', 'Port Callis', 'Aurelia', 'Senn', 'Velland', 'Korrin', 'Weidemann', 'Besanov', 'Norrby', 'Marsh', 'Brennoy']
esc = lambda s: s.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&quot;')
os.makedirs(out, exist_ok=True)
with open(f'{out}/edition', 'w') as edition:
    for k in range(4):
        site = f'https://bench{k}.example'
        os.makedirs(f'{out}/b{k}', exist_ok=True)
        edition.write(f'b{k}\t{site}/feed\n')
        items = []
        for i in range(n // 4):
            swap = {a: word() for a in NAMES}
            fix = lambda s: re.sub(r'\b\d+\b', lambda m: str(rnd.randint(2, 900)), re.sub('|'.join(NAMES), lambda m: swap[m.group(0)], s))
            title = fix(rnd.choice(texts)[0])
            paragraphs = [fix(rnd.choice(rnd.choice(texts)[1])) for _ in range(rnd.randint(6, 14))]
            day = f'2026-{rnd.randint(9, 11):02}-{rnd.randint(1, 20):02}T{rnd.randint(0, 23):02}:{rnd.randint(0, 59):02}:00Z'
            items.append(f'<entry><title>{esc(title)}</title><id>{site}/{i}</id><link href="{site}/{i}"/><published>{day}</published><updated>{day}</updated><summary>{esc(paragraphs[0])}</summary></entry>')
            body = ''.join(f'<p>{esc(p)}</p>' for p in paragraphs)
            with open(f'{out}/b{k}/{i}.html', 'w', encoding='utf-8') as f:
                f.write(f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{esc(title)}</title><script>{"x=1;" * 400}</script></head><body><nav><a href="/">Home</a><a href="/a">World</a></nav><article><h1>{esc(title)}</h1>{body}</article><footer>Imprint</footer></body></html>')
        with open(f'{out}/b{k}/feed.xml', 'w', encoding='utf-8') as f:
            f.write(f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Bench {k}</title><id>{site}/</id><updated>2026-11-20T00:00:00Z</updated>{"".join(items)}</feed>')
