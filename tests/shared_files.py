# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the shared data that are tables, graphs, models, matrices of covariances or background knowledge, for the
tests that open every one of them."""
import fnmatch
import os
import pathlib
import sys

# path in the shared data: what the refusal must say; the first that fits counts
REFUSED = [
    ('feedback-cycles/*.graph.txt', 'at most one edge may join two nodes'),
    ('tetrad-examples/notes/*', ''),           # prose
    ('twins/original-header.txt', ''),         # names without rows
    ('tuebingen-pairs/descriptions/*', ''),    # prose
    ('*/truth.json', 'no graph in here'),      # several graphs in one file
    ('image-generators/generators.json', 'no graph in here'),
]
# tables in JSON, as most files of its kind are graphs
JSON_TABLES = ['ac-bench/*.json', 'causal-text/*.json']
# other things than tables, graphs and models: logs of agents, files that are meant to be refused
LEFT_OUT = ['bad/*', 'README.md', '*/README.md', '*.py', 'who-and-when/*.json', 'traces-*/*.json', 'traces-*/*.jsonl',
            'traces-*/*.traj', 'traces-*/*.txt', '*/raw/*', '*.md']


def matches(name, patterns):
    return next((p for p in patterns if fnmatch.fnmatch(name, p)), None)


def is_json_table(name):
    return matches(name, JSON_TABLES) is not None


def find_refusal(name):
    """what the refusal of the file must say; None = it must be read"""
    return dict(REFUSED).get(matches(name, [p for p, _ in REFUSED]))


def list_files(root):
    """the folder and the names in it; ends the test where there is none"""
    shared = pathlib.Path(os.environ.get('WHEREFORE_SHARED_DATA', root / '..' / 'shared' / 'data')).resolve()
    if not shared.is_dir():
        print('shared data not found')
        sys.exit(77)
    names = sorted(str(p.relative_to(shared)) for p in shared.rglob('*') if p.is_file())
    return shared, [n for n in names if not matches(n, LEFT_OUT)]
