#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Graphs, knowledge, models and projects that are written in JSON obey the schemas that are published; spoilt ones don't.

usage: schemas.py SOURCE_ROOT CLI [TEST_PROGRAM...]   the programs write projects
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print('python3-jsonschema is not installed')
    sys.exit(77)

root, cli, programs = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3:]
samples, seeds = root / 'data' / 'samples', root / 'tests' / 'fuzz' / 'seeds'
WEB = [samples / 'web-service.csv', '--graph', samples / 'web-service.dot']
MODELS = [
    ['convert', samples / 'garden.bif'],
    ['fit', *WEB],
    ['fit', *WEB, '--mechanisms', 'cache=empirical,hits=spline,latency=spline,traffic=linear-gaussian'],
    ['fit', 'MIXED.csv', '--graph', 'MIXED.dot', '--mechanisms', 'y=logistic,z=spline,g=empirical'],
]


def run(folder, command, target):
    """what a command writes"""
    subprocess.run([cli, *command, '-o', target, '--quiet'], cwd=folder, check=True)
    return json.loads((folder / target).read_text(encoding='utf-8'))


def write_mixed(folder):
    """a table of numbers and levels, and its graph"""
    rows = [(f'{i * 0.37 % 5:.3f}', 'ab'[i % 3 > 0], 'no' if (i * i) % 7 < 3 else 'yes', f'{(i * 0.37 % 5) ** 2 + i % 2:.3f}')
            for i in range(120)]
    (folder / 'MIXED.csv').write_text('x,g,y,z\n' + ''.join(','.join(row) + '\n' for row in rows))
    (folder / 'MIXED.dot').write_text('digraph { x -> y; g -> y; x -> z; y -> z }\n')


def graphs(folder):
    for sample in sorted(seeds.glob('*.dagitty')) + sorted(samples.glob('*.dot')):
        yield sample.name, run(folder, ['convert', sample], 'graph.json')


def knowledge(folder):
    for sample in sorted(seeds.glob('*.knowledge')):
        yield sample.name, run(folder, ['convert', sample], 'k.knowledge.json')


def models(folder):
    write_mixed(folder)
    for command in MODELS:
        yield ' '.join(map(str, command)), run(folder, command, 'model.json')


def projects(folder):
    kept = folder / 'projects'
    kept.mkdir()
    for program in programs:
        subprocess.run([program], check=True, stdout=subprocess.DEVNULL, env={**os.environ, 'WHEREFORE_KEEP_PROJECTS': str(kept)})
    for project in sorted(kept.iterdir()):
        yield project.name, json.loads(project.read_text(encoding='utf-8'))


def spoil(edit):
    def change(document):
        copy = json.loads(json.dumps(document))
        edit(copy)
        return copy
    return change


# a kind -> what is written of it, and what spoils any of that
KINDS = {
    'graph': (graphs, [
        spoil(lambda d: d.pop('edges')),
        spoil(lambda d: d.update(kind='tree')),
        spoil(lambda d: d.update(edges=[['a']])),
        spoil(lambda d: d.update(edges=[{'a': 'x', 'b': 'y', 'mark_a': 'tail'}])),
        spoil(lambda d: d.update(roles={'x': ['boss']})),
    ]),
    'knowledge': (knowledge, [
        spoil(lambda d: d.pop('format')),
        spoil(lambda d: d.update(forbidden=[['a']])),
        spoil(lambda d: d.update(tiers=[['a']])),
    ]),
    'model': (models, [
        spoil(lambda d: d.update(version=2)),
        spoil(lambda d: d.pop('variables')),
        spoil(lambda d: d['variables'][0].pop('name')),
        spoil(lambda d: d['variables'][0]['mechanism'].update(kind='magic')),
        spoil(lambda d: d['variables'][0].update(position=[1])),
    ]),
    'project': (projects, [
        spoil(lambda d: d.pop('files')),
        spoil(lambda d: d.update(version='1')),
        spoil(lambda d: d.update(files=[{'role': 'table'}])),
        spoil(lambda d: d.update(files=[{'role': 'table', 'absolute': '/x', 'sha256': 'abc'}])),
        spoil(lambda d: d.update(interventions=[{'do': 'x=1'}])),
        spoil(lambda d: d.update(repairs=[{'step': 1, 'keep': 2, 'on': True}])),
        spoil(lambda d: d.update(tables={'x': ['half']})),
    ]),
}


def check(kind, folder):
    """number of documents, and of faults, of a kind"""
    write, spoilers = KINDS[kind]
    schema = json.loads((root / 'data' / 'schemas' / f'wherefore-{kind}.schema.json').read_text(encoding='utf-8'))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    validator = validator(schema)
    n = faults = 0
    for name, document in write(folder):
        n += 1
        for error in validator.iter_errors(document):
            faults += 1
            print(f'{kind} {name}: {error.json_path}: {error.message[:300]}')
        for i, spoiler in enumerate(spoilers):
            if validator.is_valid(spoiler(document)):
                faults += 1
                print(f'{kind} {name}: the schema takes it though it is spoilt by number {i}')
    return n, faults


def main():
    is_done = True
    for kind in KINDS:
        if kind == 'project' and not programs:
            continue
        with tempfile.TemporaryDirectory() as folder:
            n, faults = check(kind, pathlib.Path(folder))
        print(f'{kind}: {n} documents, {faults} faults')
        is_done = is_done and n > 0 and faults == 0
    return 0 if is_done else 1


if __name__ == '__main__':
    sys.exit(main())
