#!/usr/bin/env python3
"""Writes src/markup/entities.c: the named character references of the HTML standard (section 13.5).

The list is a fact of the standard; Python carries it as html.entities.html5. Run it again only when
the standard changes:  tools/entities.py > src/markup/entities.c
"""
from html.entities import html5

legacy = {n for n in html5 if not n.endswith(';')}
names = sorted(n[:-1] for n in html5 if n.endswith(';'))
assert legacy <= set(names)

print('''/* entities.c: the named character references of the HTML standard (section 13.5), in order of their
 * names. Written by tools/entities.py; do not edit. A name stands in `entity_names` at [at, at + n);
 * `legacy` ones are also read without their semicolon. */
#include "markup/internal.h"

/* clang-format off */
const char entity_names[] =''')
at, rows, line = 0, [], ''
for n in names:
    if len(line) + len(n) > 92:
        print(f'    "{line}"')
        line = ''
    line += n
    text = html5[n + ';'].encode()
    rows.append((at, len(n), len(text), n in legacy, text))
    at += len(n)
print(f'    "{line}";')
print(f'const struct entity entities[{len(rows)}] = {{')
for at, n, tn, leg, text in rows:
    print('    {%d, %d, %d, %d, "%s"},' % (at, n, tn, leg, ''.join('\\%03o' % b for b in text)))
print('};')
print('/* First entry of each initial letter, from \'A\' on; the last is the count. */')
starts, k = [], 0
for c in range(ord('A'), ord('z') + 2):
    while k < len(names) and ord(names[k][0]) < c:
        k += 1
    starts.append(k)
print('const uint16_t entity_starts[%d] = {' % len(starts))
for i in range(0, len(starts), 12):
    print('    ' + ' '.join('%d,' % s for s in starts[i:i + 12]))
print('};\n/* clang-format on */')
