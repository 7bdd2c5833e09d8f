#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every project that the tests write obeys the published schema.

usage: project-schema.py SCHEMA TEST_PROGRAM...
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
    sys.exit(77)


def main(schema, programs):
    validator = jsonschema.Draft7Validator(json.loads(pathlib.Path(schema).read_text(encoding='utf-8')))
    jsonschema.Draft7Validator.check_schema(validator.schema)
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for program in programs:
            subprocess.run([program], check=True, stdout=subprocess.DEVNULL,
                           env={**os.environ, 'WHEREFORE_KEEP_PROJECTS': folder})
        projects = sorted(pathlib.Path(folder).iterdir())
        for project in projects:
            value = json.loads(project.read_text(encoding='utf-8'))
            for error in validator.iter_errors(value):
                faults += 1
                print(f'{project.name}: {"/".join(map(str, error.absolute_path))}: {error.message}')
    print(f'{len(projects)} projects, {faults} faults')
    return 0 if projects and not faults else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2:]))
