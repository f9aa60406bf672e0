#!/usr/bin/env python3
"""corpus.py pack FOLDER FILE.pack | unpack FILE.pack FOLDER: many small fuzzing inputs as one file, each behind
its length as a line of digits, in order of size, so that the same folder always gives the same file."""
import hashlib, os, sys

what, source, target = sys.argv[1:4]
if what == 'pack':
    inputs = sorted({open(os.path.join(source, f), 'rb').read() for f in os.listdir(source)}, key=lambda b: (len(b), b))
    with open(target, 'wb') as f:
        for b in inputs:
            f.write(b'%d\n' % len(b) + b)
    print(f'{len(inputs)} inputs, {os.path.getsize(target)} bytes')
else:
    os.makedirs(target, exist_ok=True)
    data, at = open(source, 'rb').read(), 0
    while at < len(data):
        end = data.index(b'\n', at)
        n = int(data[at:end])
        b, at = data[end + 1:end + 1 + n], end + 1 + n
        open(os.path.join(target, hashlib.sha1(b).hexdigest()), 'wb').write(b)
