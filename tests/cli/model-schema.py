#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The models that wherefore-cli writes are what the published schema says; broken ones are not.

usage: model-schema.py WHEREFORE_CLI SOURCE_ROOT
"""
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print('python3-jsonschema is not installed')
    sys.exit(77)

cli, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
samples = root / 'data' / 'samples'
WEB = ['web-service.csv', '--graph', 'web-service.dot']
MIXED = 'cache=empirical,hits=spline,latency=spline,traffic=linear-gaussian'

COMMANDS = [
    ['convert', 'garden.bif'],
    ['fit', *WEB],
    ['fit', *WEB, '--mechanisms', MIXED],
    ['fit', 'MIXED.csv', '--graph', 'MIXED.dot', '--mechanisms', 'y=logistic,z=spline,g=empirical'],
]


def broken(document):
    """copies of a model, each with something taken away or spoilt"""
    def change(edit):
        copy = json.loads(json.dumps(document))
        edit(copy)
        return copy
    yield change(lambda d: d.update(version=2))
    yield change(lambda d: d.pop('variables'))
    yield change(lambda d: d['variables'][0].pop('name'))
    yield change(lambda d: d['variables'][0]['mechanism'].update(kind='magic'))
    yield change(lambda d: d['variables'][0].update(position=[1]))


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for sample in samples.glob('*.*'):
        (folder / sample.name).write_bytes(sample.read_bytes())
    rows = [(f'{i * 0.37 % 5:.3f}', 'ab'[i % 3 > 0], 'no' if (i * i) % 7 < 3 else 'yes', f'{(i * 0.37 % 5) ** 2 + i % 2:.3f}')
            for i in range(120)]
    (folder / 'MIXED.csv').write_text('x,g,y,z\n' + ''.join(','.join(row) + '\n' for row in rows))
    (folder / 'MIXED.dot').write_text('digraph { x -> y; g -> y; x -> z; y -> z }\n')
    schema = json.loads((root / 'data' / 'schemas' / 'wherefore-model.schema.json').read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    for command in COMMANDS:
        target = folder / 'written.json'
        subprocess.run([cli, *command, '-o', str(target), '--quiet'], cwd=folder, check=True)
        document = json.loads(target.read_text())
        for error in validator.iter_errors(document):
            sys.exit(f'{" ".join(command)}: {error.json_path}: {error.message[:300]}')
        for spoilt in broken(document):
            if validator.is_valid(spoilt):
                sys.exit(f'{" ".join(command)}: the schema takes a broken file')
print(f'{len(COMMANDS)} models are as published')
