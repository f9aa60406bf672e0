#!/usr/bin/env python3
"""Writes src/markup/name_slots.c: perfect hash tables over the names of src/markup/tags.h.

The hash is that of name_hash in src/markup/names.c; this looks for a factor under which no two names
share a slot. Run it again when tags.h changes:  tools/names.py > src/markup/name_slots.c
"""
import random
import re
import sys

text = open('src/markup/tags.h').read()
MASK = (1 << 64) - 1


def names(macro):
    block = re.search(r'#define ' + macro + r'\(X\)(.*?)\n/\*', text, re.S).group(1)
    return [m.group(1) for m in re.finditer(r'X\(\w+, ([^)]+)\)', block)]


def key(name):
    b, n = name.encode(), len(name)
    load = lambda x: int.from_bytes(bytes(c | 0x20 for c in x), 'little')
    if n > 8:
        v = load(b[:8]) ^ (load(b[-8:]) * 31 & MASK)
    elif n >= 4:
        v = load(b[:4]) | load(b[-4:]) << 32
    elif n >= 2:
        v = load(b[:2]) | load(b[-1:]) << 16
    else:
        v = load(b)
    return v ^ (n << 56)


def search(keys, bits):
    rnd = random.Random(1)
    while True:
        k = rnd.getrandbits(64) | 1
        seen = set()
        for x in keys:
            h = (x * k & MASK) >> (64 - bits)
            if h in seen:
                break
            seen.add(h)
        else:
            return k


print('''/* name_slots.c: perfect hash tables over the names of tags.h: slot -> number, 0 where free. Written by
 * tools/names.py; do not edit. */
#include "markup/internal.h"

/* clang-format off */''')
for macro, what, bits in (('HTML_TAGS', 'tag', 10), ('HTML_ATTRS', 'attr', 9)):
    list_ = names(macro)
    keys = [key(n) for n in list_]
    assert len(set(keys)) == len(keys), 'two names have one key'
    k = search(keys, bits)
    slots = [0] * (1 << bits)
    for i, x in enumerate(keys):
        slots[(x * k & MASK) >> (64 - bits)] = i + 1
    print(f'const uint64_t {what}_factor = 0x{k:x};')
    print(f'const uint8_t {what}_slots[{1 << bits}] = {{')
    for i in range(0, 1 << bits, 24):
        print('    ' + ' '.join(f'{s},' for s in slots[i:i + 24]))
    print('};')
print('/* clang-format on */')
