#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written in JSON obeys the schema that is published; a few files that don't, don't.

usage: schemas.py SOURCE_ROOT CLI
"""
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print('python3-jsonschema is missing')
    sys.exit(77)

root, cli = pathlib.Path(sys.argv[1]), sys.argv[2]
faults = 0


def read_schema(name):
    schema = json.loads((root / 'data' / 'schemas' / f'wherefore-{name}.schema.json').read_text(encoding='utf-8'))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


validator = read_schema('graph')
knowledge = read_schema('knowledge')

samples = sorted((root / 'tests' / 'fuzz' / 'seeds').glob('*.dagitty')) + sorted((root / 'data' / 'samples').glob('*.dot'))
tiers = sorted((root / 'tests' / 'fuzz' / 'seeds').glob('*.knowledge'))
with tempfile.TemporaryDirectory() as folder:
    for sample in samples + tiers:
        target = pathlib.Path(folder) / ('k.knowledge.json' if sample in tiers else 'graph.json')
        subprocess.run([cli, 'convert', sample, '-o', target, '--quiet'], check=True)
        for error in (knowledge if sample in tiers else validator).iter_errors(json.loads(target.read_text(encoding='utf-8'))):
            print(f'{sample.name}: {error.json_path}: {error.message}')
            faults += 1

for wrong in ('{"nodes": ["a"]}', '{"edges": [["a"]]}', '{"edges": [{"a": "x", "b": "y", "mark_a": "tail"}]}',
              '{"edges": [], "kind": "tree"}', '{"edges": [], "roles": {"x": ["boss"]}}'):
    if validator.is_valid(json.loads(wrong)):
        print(f'the schema takes {wrong}')
        faults += 1
for wrong in ('{}', '{"format": "wherefore-knowledge", "forbidden": [["a"]]}',
              '{"format": "wherefore-knowledge", "tiers": [["a"]]}'):
    if knowledge.is_valid(json.loads(wrong)):
        print(f'the schema takes {wrong}')
        faults += 1
print(f'{len(samples)} graphs, {len(tiers)} files of knowledge, {faults} faults')
sys.exit(bool(faults) or not samples or not tiers)
