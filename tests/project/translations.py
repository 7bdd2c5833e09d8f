#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names every file with translatable text, and every translation is sound and complete enough to ship.

usage: translations.py SOURCE_ROOT
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

source = pathlib.Path(sys.argv[1])
faults = []
listed = {line for line in (source / 'po' / 'POTFILES.in').read_text(encoding='utf-8').splitlines()
          if line and not line.startswith('#')}
wanted = set()
for path in sorted(source.glob('src/**/*.[ch]')):
    code = re.sub(r'/\*.*?\*/', '', path.read_text(encoding='utf-8'), flags=re.DOTALL)   # comments only show examples
    if re.search(r'\b(?:N|C|Q)?_ ?\(\s*"|\b(?:g_d)?ngettext \(', code):
        wanted.add(path.relative_to(source).as_posix())
    for text in re.findall(r'(?:\b(?:N|C|Q)?_|ngettext) ?\(((?:"(?:[^"\\]|\\.)*"|[^")])*)', code):
        if re.search(r'"\s*G_[A-Z0-9]+_FORMAT', text):
            faults.append(f'{path.relative_to(source)}: xgettext can’t read a macro inside a text: {" ".join(text.split())}')
for path in sorted(source.glob('ui/*.ui')):
    if 'translatable="yes"' in path.read_text(encoding='utf-8'):
        wanted.add(path.relative_to(source).as_posix())
wanted |= {path.relative_to(source).as_posix() for path in source.glob('data/*.in.in')}
wanted |= {path.relative_to(source).as_posix() for path in source.glob('data/*.gschema.xml.in')}
faults += [f'po/POTFILES.in lacks {name}' for name in sorted(wanted - listed)]
faults += [f'po/POTFILES.in names {name}, which has nothing to translate' for name in sorted(listed - wanted)]

KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3']   # as meson's preset "glib"


def count(text):
    return {word: int(n) for n, word in re.findall(r'(\d+) (translated|fuzzy|untranslated)', text)}


def merge(language):
    """The counts of the language's file when brought up to date, or None without the tools."""
    if shutil.which('xgettext') is None or shutil.which('msgmerge') is None:
        return None
    environment = {'LC_ALL': 'C', 'PATH': '/usr/bin:/bin'}
    with tempfile.TemporaryDirectory() as folder:
        template, merged = pathlib.Path(folder) / 'template.pot', pathlib.Path(folder) / 'merged.po'
        subprocess.run(['xgettext', '--from-code=UTF-8', '--directory', str(source), '--files-from',
                        str(source / 'po' / 'POTFILES.in'), '--output', str(template)]
                       + [f'--keyword={word}' for word in KEYWORDS],
                       check=True, capture_output=True, env=environment)
        subprocess.run(['msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file', str(merged),
                        str(source / 'po' / f'{language}.po'), str(template)],
                       check=True, capture_output=True, env=environment)
        run = subprocess.run(['msgfmt', '--statistics', '-o', '/dev/null', str(merged)],
                             check=True, capture_output=True, text=True, env=environment)
    return count(run.stderr)


languages = (source / 'po' / 'LINGUAS').read_text(encoding='utf-8').split()
if not languages:
    faults.append('po/LINGUAS is empty')
for language in languages:
    run = subprocess.run(['msgfmt', '--check', '--statistics', '-o', '/dev/null', str(source / 'po' / f'{language}.po')],
                         capture_output=True, text=True, env={'LC_ALL': 'C', 'PATH': '/usr/bin:/bin'})
    counts = count(run.stderr)
    print(f'{language}: {counts}')
    if run.returncode != 0:
        faults.append(f'{language}.po: {run.stderr.strip()}')
    # Count against what the code says today, not against what the file knew when it was made.
    merged = merge(language)
    if merged is not None:
        counts = merged
        print(f'{language}, against the code: {counts}')
    total = sum(counts.values())
    if counts.get('translated', 0) < 0.8 * total:
        faults.append(f'{language}.po: {counts.get("translated", 0)} of {total} texts are translated; ship at least 80 %')
print('\n'.join(faults) or 'translations are sound')
sys.exit(1 if faults else 0)
