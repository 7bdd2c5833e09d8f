#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor test finds each kind of breach in a small tree made for it."""
import importlib.util
import pathlib
import sys
import tempfile

spec = importlib.util.spec_from_file_location('floors', pathlib.Path(__file__).with_name('floors.py'))
floors = importlib.util.module_from_spec(spec)
spec.loader.exec_module(floors)

CASES = [
    ('core/base/a.c', '#include "core/graph/graph.h"', 'reaches up'),
    ('core/discovery/a.c', '#include "render/picture.h"', 'reaches up'),
    ('core/discovery/a.c', '#include "core/graph/graph-private.h"', 'private header'),
    ('core/model/a.c', '#include <gtk/gtk.h>', 'must not know'),
    ('layout/a.c', '#include "core/graph/graph.h"', 'shares no code'),
    ('app/a.c', '#include "cli/command.h"', 'do not know each other'),
    ('core/nowhere/a.c', '#include <glib.h>', 'on no floor'),
    ('core/discovery/a.c', '#include "core/graph/absent.h"', 'no such file'),
    ('core/graph/a.c', '#include "core/report/report.h"', 'in a circle'),
    ('core/discovery/a.c', '#include "core/graph/graph.h"', None),
]
STANDING = {
    'core/graph/graph.h': '', 'core/graph/graph-private.h': '', 'render/picture.h': '', 'cli/command.h': '',
    'core/report/report.h': '#include "core/graph/graph.h"',
}
for name, line, expected in CASES:
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in {**STANDING, name: line}.items():
            file = root / 'src' / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text + '\n', encoding='utf-8')
        breaches, _ = floors.check(root)
        found = ' | '.join(breaches)
        if (expected or '') not in found or (expected is None and breaches):
            sys.exit(f'{name}: {line}: expected {expected!r}, found {found!r}')
print(f'{len(CASES)} cases')
