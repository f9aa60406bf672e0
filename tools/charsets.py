#!/usr/bin/env python3
"""Writes src/markup/charset_tables.c: the upper halves of the single-byte encodings of the Encoding
Standard (https://encoding.spec.whatwg.org), from Python's codecs with the differences of the standard.

tools/charsets.py > src/markup/charset_tables.c
"""
TABLES = [
    ('IBM866', 'cp866'), ('ISO-8859-2', 'iso8859_2'), ('ISO-8859-3', 'iso8859_3'),
    ('ISO-8859-4', 'iso8859_4'), ('ISO-8859-5', 'iso8859_5'), ('ISO-8859-6', 'iso8859_6'),
    ('ISO-8859-7', 'iso8859_7'), ('ISO-8859-8', 'iso8859_8'), ('ISO-8859-10', 'iso8859_10'),
    ('ISO-8859-13', 'iso8859_13'), ('ISO-8859-14', 'iso8859_14'), ('ISO-8859-15', 'iso8859_15'),
    ('ISO-8859-16', 'iso8859_16'), ('KOI8-R', 'koi8_r'), ('KOI8-U', 'koi8_u'),
    ('macintosh', 'mac_roman'), ('windows-874', 'cp874'), ('windows-1250', 'cp1250'),
    ('windows-1251', 'cp1251'), ('windows-1252', 'cp1252'), ('windows-1253', 'cp1253'),
    ('windows-1254', 'cp1254'), ('windows-1255', 'cp1255'), ('windows-1256', 'cp1256'),
    ('windows-1257', 'cp1257'), ('windows-1258', 'cp1258'), ('x-mac-cyrillic', 'mac_cyrillic'),
]
DIFFER = {('KOI8-U', 0xAE): 0x45E, ('KOI8-U', 0xBE): 0x40E, ('windows-1255', 0xCA): 0x5BA}

print('''/* charset_tables.c: what the bytes 0x80 to 0xFF mean in the single-byte encodings of the Encoding
 * Standard; U+FFFD where they mean nothing. Written by tools/charsets.py; do not edit. */
#include "markup/internal.h"

/* clang-format off */''')
print(f'const struct charset_table charset_tables[{len(TABLES)}] = {{')
for name, codec in TABLES:
    row = []
    for byte in range(0x80, 0x100):
        try:
            v = ord(bytes([byte]).decode(codec))
        except UnicodeDecodeError:
            v = byte if byte < 0xA0 else 0xFFFD
        row.append(DIFFER.get((name, byte), v))
    print('    {STR_INIT("%s"), {' % name)
    for i in range(0, 128, 12):
        print('        ' + ' '.join('0x%x,' % v for v in row[i:i + 12]))
    print('    }},')
print('};\n/* clang-format on */')
