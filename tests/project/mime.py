#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop is told of file types is what the registry of formats says.

usage: mime.py SOURCE_ROOT DESKTOP_FILE CLI
"""
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml

root, desktop, cli = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
NAMESPACE = '{http://www.freedesktop.org/standards/shared-mime-info}'
TOO_WIDE = {'text/plain'}          # every text would open in the program
BESIDE = {'application/json', 'application/x-wherefore'}       # logs, projects
faults = []

formats = json.loads(subprocess.run([cli, 'list', 'formats', '--json'], check=True, capture_output=True,
                                    text=True).stdout)['result']
extensions = {}
for entry in formats:
    for mime_type in entry['mime_types']:
        extensions.setdefault(mime_type, set()).update(entry['extensions'])

line = next(x for x in desktop.read_text(encoding='utf-8').splitlines() if x.startswith('MimeType='))
listed = set(line.split('=', 1)[1].rstrip(';').split(';'))
wanted = set(extensions) - TOO_WIDE
for missing in sorted(wanted - listed):
    faults.append(f'the desktop file lacks {missing}')
for odd in sorted(listed - wanted - BESIDE):
    faults.append(f'the desktop file has {odd}, which no format has')

for mime in xml.parse(root / 'data' / 'wherefore.mime.xml').getroot().iter(NAMESPACE + 'mime-type'):
    name = mime.get('type')
    globs = {g.get('pattern')[2:] for g in mime.iter(NAMESPACE + 'glob')}
    if name not in extensions and name not in BESIDE:
        faults.append(f'wherefore.mime.xml has {name}, which no format has')
    for pattern in sorted(globs - extensions.get(name, globs)):
        faults.append(f'{name}: *.{pattern} is no extension of the format')

for fault in faults:
    print(fault)
print(f'{len(listed)} types, {len(faults)} faults')
sys.exit(bool(faults))
