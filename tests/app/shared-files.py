#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file of the shared data that is a table, a graph or a model opens in a document of the window as what it is, and what
doesn't is refused in the words of the command line. A sample, one file of every kind and folder, is opened in windows; with
--few one of every kind, as a window with sanitizers takes seconds.

usage: shared-files.py OPEN_FILES WHEREFORE_CLI XVFB_RUN SOURCE_ROOT [--few]
"""
import concurrent.futures
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from shared_files import find_refusal, is_json_table, list_files

WORDS_OF_KNOWLEDGE = 'holds background knowledge. Open the table it is about, then this file.'
MODELS = ('.bif', '.xmlbif', '.xdsl', '.net')
GRAPHS = ('.dot', '.json', '.graph.txt', '.dagitty', '.graphml', '.gml', '.dag')

open_files, cli, xvfb_run = sys.argv[1:4]
shared, names = list_files(pathlib.Path(sys.argv[4]))


def open_all(names, *argv):
    """name: the view, the content and the words"""
    text = ''.join(f'{shared / n}\n' for n in names)
    done = subprocess.run(argv, input=text, capture_output=True, text=True, timeout=500)
    lines = [line.split('\t') for line in done.stdout.splitlines()]
    if done.returncode != 0 or [pathlib.Path(line[0]) for line in lines] != [shared / n for n in names]:
        print(done.stderr[-4000:], f'{len(lines)} of {len(names)} files, {done.returncode}')
        sys.exit(1)
    return {name: line[1:] for name, line in zip(names, lines)}


def is_cov(name):
    return name.endswith('.cov.csv')


def find_kind(name):
    """what the name says that the file is"""
    plain = name.removesuffix('.gz')
    if '.knowledge.' in plain or is_cov(plain) or find_refusal(name) is not None:
        return 'nothing'
    if plain.endswith(MODELS):
        return 'model'
    return 'graph' if plain.endswith(GRAPHS) and not is_json_table(name) else 'table'


def list_refusals(name):
    """in which words the command line refuses the file"""
    with tempfile.TemporaryDirectory() as folder:
        commands = (['convert', shared / name, '-o', f'{folder}/x.json'], ['convert', shared / name, '-o', f'{folder}/x.csv'],
                    ['attribute', shared / name])
        said = [subprocess.run([cli, *c, '--quiet'], capture_output=True, text=True, timeout=120) for c in commands]
    return [s.stderr.strip().removeprefix('wherefore-cli: ').replace('\n', ' ') for s in said if s.returncode != 0]


faults = 0


def complain(name, words):
    global faults
    faults += 1
    print(f'{name}: {words}')


opened = open_all(names, open_files)
refused = [n for n in names if opened[n][1] == 'nothing' and '.knowledge.' not in n]
with concurrent.futures.ThreadPoolExecutor() as threads:
    refusals = dict(zip(refused, threads.map(list_refusals, refused)))
for name, (_, content, words) in opened.items():
    kind = find_kind(name)
    if content != kind and find_refusal(name) != '':     # prose may look like a table
        complain(name, f'opened as {content}, is a {kind}. {words}')
    if '.knowledge.' in name:
        if WORDS_OF_KNOWLEDGE not in words:
            complain(name, f'should ask for the table: {words}')
    elif content == 'nothing' and words not in refusals[name]:
        complain(name, f'refused in other words than by the command line: {words}')

kinds = {}
for name in sorted(names, key=lambda n: (shared / n).stat().st_size):
    kinds.setdefault((find_kind(name), None if '--few' in sys.argv else name.split('/')[0]), name)
sample = list(kinds.values())
for name, (view, content, words) in open_all(sample, xvfb_run, '-a', '-s', '-screen 0 1400x900x24', open_files, '--window').items():
    if [content, words] != opened[name][1:]:
        complain(name, f'{content} in the window, {opened[name][1]} in a document. {words}')
    if view != {'nothing': '', 'model': 'graph'}.get(content, content):
        complain(name, f'{content} is shown in the view “{view}”')
print(f'{len(names)} files, {len(refused)} refused, {len(sample)} in windows; {faults} faults')
sys.exit(bool(faults))
