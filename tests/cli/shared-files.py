#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file of the shared data that is a table, a graph, a model, a matrix of covariances or background knowledge is
read; prints which files are refused, and why. What holds none of these, and graphs that no kind of ours holds, are listed
below: they must be refused with the words that are given.

usage: shared-files.py WHEREFORE_CLI SOURCE_ROOT
"""
import concurrent.futures
import fnmatch
import os
import pathlib
import subprocess
import sys
import tempfile

# path in the shared data: what the refusal must say; the first that fits counts
REFUSED = [
    ('feedback-cycles/*.graph.txt', 'at most one edge may join two nodes'),
    ('*.knowledge.json', 'no graph in here'),
    ('tetrad-examples/notes/*', ''),           # prose
    ('twins/original-header.txt', ''),         # names without rows
    ('tuebingen-pairs/descriptions/*', ''),    # prose
    ('ac-bench/*.json', ''),                   # questions and stories
    ('causal-text/*.json*', ''),
    ('causal-axioms/*.jsonl', ''),
    ('reversal-curse/*.json*', ''),
    ('*/truth.json', 'no graph in here'),      # several graphs in one file
    ('image-generators/generators.json', 'no graph in here'),
]
# other things than tables, graphs and models: logs of agents, files that are meant to be refused
LEFT_OUT = ['bad/*', 'README.md', '*/README.md', '*.py', 'who-and-when/*.json', 'traces-*/*.json', 'traces-*/*.jsonl',
            'traces-*/*.traj', 'traces-*/*.txt', '*/raw/*', '*.md']

cli, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
shared = pathlib.Path(os.environ.get('WHEREFORE_SHARED_DATA', root / '..' / 'shared' / 'data')).resolve()
if not shared.is_dir():
    print('shared data not found')
    sys.exit(77)


def run(*argv):
    done = subprocess.run([cli, *argv, '--quiet'], capture_output=True, text=True, timeout=120)
    return done.returncode == 0, done.stderr.strip()


def read(name, folder):
    """what the file was read as, or None; and what was said"""
    path, target = shared / name, pathlib.Path(folder) / name.replace('/', '_')
    said = ''
    for kind, ending in (('table', '.csv'), ('graph', '.json'), ('model', '.bif')):
        is_read, words = run('convert', path, '-o', f'{target}{ending}')
        if is_read:
            return kind, ''
        said = words if 'The extension of' not in words or not said else said
    if 'holds a matrix of covariances' in said:
        is_read, words = run('discover', path, '--method', 'boss', '--rows', '100')
        return ('covariances', '') if is_read or 'positive definite' in words else (None, words)
    if 'holds background knowledge' in said:
        table = pathlib.Path(folder) / 'names.csv'
        is_read, words = run('discover', table, '--knowledge', path)
        return ('knowledge', '') if is_read or 'isn’t a variable of the data' in words else (None, words)
    return None, said


def matches(name, patterns):
    return next((p for p in patterns if fnmatch.fnmatch(name, p)), None)


names = sorted(str(p.relative_to(shared)) for p in shared.rglob('*') if p.is_file())
names = [n for n in names if not matches(n, LEFT_OUT)]
faults, count = 0, {}
with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
    (pathlib.Path(folder) / 'names.csv').write_text('a,b\n' + ''.join(f'{i % 7},{i * i % 11}\n' for i in range(40)))
    for name, (kind, said) in zip(names, pool.map(lambda n: read(n, folder), names)):
        count[kind or 'refused'] = count.get(kind or 'refused', 0) + 1
        known = matches(name, [p for p, _ in REFUSED])
        if kind is None:
            print(f'{name}: {said.splitlines()[0] if said else "?"}')
            expected = dict(REFUSED).get(known)
            if expected is None or expected not in said:
                print('  SHOULD HAVE BEEN READ' if expected is None else f'  should say “{expected}”')
                faults += 1
print(', '.join(f'{n} {kind}' for kind, n in sorted(count.items())) + f'; {faults} faults')
sys.exit(bool(faults))
