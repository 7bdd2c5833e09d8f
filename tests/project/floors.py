#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads every #include of the tree and fails on one that runs up a floor (CONTRIBUTING.md, "The floors").

usage: floors.py SOURCE_ROOT
"""
import collections
import pathlib
import re
import sys

FLOORS = [
    ['core/base'],
    ['core/table', 'core/graph', 'core/report'],
    ['core/formats', 'core/trace', 'core/citest', 'core/score', 'core/model', 'core/neural'],
    ['core/discovery', 'core/inference', 'core/identify', 'core/diagram'],
    ['core/estimate', 'core/attribute'],
    ['core/study', 'core/project'],
    ['render'],
    ['writers', 'judge'],
    ['app', 'cli'],
]
FLOOR = {folder: i for i, floor in enumerate(FLOORS) for folder in floor}
APART = 'layout'      # shares no code with anybody
FORBIDDEN_IN_CORE = re.compile(r'^(gtk/|adwaita|cairo|pango/|gvc|graphviz/|cgraph|libsoup|libsecret)')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')


def folder_of(path):
    parts = path.split('/')
    return '/'.join(parts[:2]) if parts[0] == 'core' and len(parts) > 2 else parts[0]


def check(root):
    """the breaches of a source tree, and how many includes were read"""
    source = root / 'src'
    breaches, neighbours, n_includes = [], collections.defaultdict(set), 0
    for path in sorted(source.rglob('*.[ch]')):
        name = path.relative_to(source).as_posix()
        folder = folder_of(name)
        if name == 'core/wherefore.h':
            continue                       # the umbrella header of the whole library
        if folder != APART and folder not in FLOOR:
            breaches.append(f'{name}: folder {folder} is on no floor')
            continue
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            n_includes += 1
            kind, target = match.groups()
            where = f'{name}:{number}'
            if kind == '<' or '/' not in target:
                if folder.startswith('core/') and FORBIDDEN_IN_CORE.match(target):
                    breaches.append(f'{where}: the core must not know {target}')
                if kind == '"' and target != 'config.h' and not target.endswith('-resources.h') and folder != APART:
                    breaches.append(f'{where}: write the whole path from src/: {target}')
                continue
            other = folder_of(target)
            if not (source / target).exists():
                breaches.append(f'{where}: no such file: {target}')
            elif folder == APART:
                breaches.append(f'{where}: layout shares no code with the project')
            elif other != folder:
                if other not in FLOOR or FLOOR[other] > FLOOR[folder]:
                    breaches.append(f'{where}: {folder} reaches up to {other}')
                elif target.endswith('-private.h'):
                    breaches.append(f'{where}: private header of {other}')
                elif {folder, other} == {'app', 'cli'}:
                    breaches.append(f'{where}: app and cli do not know each other')
                elif FLOOR[other] == FLOOR[folder]:
                    neighbours[folder].add(other)
    for folder in neighbours:
        seen, todo = set(), list(neighbours[folder])
        while todo:
            other = todo.pop()
            if other == folder:
                breaches.append(f'{folder}: includes run in a circle on its floor')
                break
            if other not in seen:
                seen.add(other)
                todo += neighbours.get(other, ())
    return breaches, n_includes


def main():
    breaches, n_includes = check(pathlib.Path(sys.argv[1]))
    for breach in breaches:
        print(breach)
    if n_includes < 100:
        print(f'only {n_includes} includes found: is {sys.argv[1]} the source tree?')
        sys.exit(1)
    print(f'{n_includes} includes, {len(breaches)} breaches')
    sys.exit(1 if breaches else 0)


if __name__ == '__main__':
    main()
