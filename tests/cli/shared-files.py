#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file of the shared data that is a table, a graph, a model, a matrix of covariances or background knowledge is
read; prints which files are refused, and why. What holds none of these, and graphs that no kind of ours holds, are listed
in shared_files.py: they must be refused with the words that are given.

usage: shared-files.py WHEREFORE_CLI SOURCE_ROOT
"""
import concurrent.futures
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from shared_files import find_refusal, list_files

cli, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
shared, names = list_files(root)


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


faults, count = 0, {}
with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
    (pathlib.Path(folder) / 'names.csv').write_text('a,b\n' + ''.join(f'{i % 7},{i * i % 11}\n' for i in range(40)))
    for name, (kind, said) in zip(names, pool.map(lambda n: read(n, folder), names)):
        count[kind or 'refused'] = count.get(kind or 'refused', 0) + 1
        if kind is None:
            print(f'{name}: {said.splitlines()[0] if said else "?"}')
            expected = find_refusal(name)
            if expected is None or expected not in said:
                print('  SHOULD HAVE BEEN READ' if expected is None else f'  should say “{expected}”')
                faults += 1
print(', '.join(f'{n} {kind}' for kind, n in sorted(count.items())) + f'; {faults} faults')
sys.exit(bool(faults))
