#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each program is linked to, read from the files themselves.

usage: links.py LIBWHEREFORE WHEREFORE_LAYOUT WHEREFORE_CLI
"""
import re
import subprocess
import sys


def needed(path):
    text = subprocess.run(['readelf', '-d', path], check=True, capture_output=True, text=True).stdout
    return re.findall(r'\(NEEDED\).*\[(.+)\]', text)


def resolved(path):
    text = subprocess.run(['ldd', path], check=True, capture_output=True, text=True).stdout
    return dict(re.findall(r'^\s*(\S+) => (\S+)', text, re.M))


def has(libraries, *names):
    return [lib for lib in libraries if any(lib.startswith(name) for name in names)]


library, layout, cli = sys.argv[1:4]
faults = []


def expect(condition, fault):
    if not condition:
        faults.append(fault)


core = needed(library)
everything = resolved(library)
expect(has(core, 'libopenblas'), f'{library} does not name libopenblas: {core}')
expect(not has(core, 'libgslcblas'), f'{library} names libgslcblas, which takes the place of OpenBLAS')
expect(not has(core, 'libgtk', 'libadwaita', 'libcairo', 'libpango', 'libgvc', 'libcgraph', 'libsoup'),
       f'{library} must need no GTK, cairo, Graphviz or network: {core}')
expect(not has(everything, 'libgtk', 'libcairo', 'libgvc', 'libcgraph'),
       f'{library} pulls in {has(everything, "libgtk", "libcairo", "libgvc", "libcgraph")}')
lapack = everything.get('liblapack.so.3', '')
target = subprocess.run(['readlink', '-f', lapack], capture_output=True, text=True).stdout.strip()
expect('openblas' in target, f'liblapack.so.3 is {target or "missing"}, not OpenBLAS: '
       'sudo update-alternatives --config liblapack.so.3-$(gcc -print-multiarch)')

drawing = needed(layout)
expect(has(drawing, 'libgvc') and has(drawing, 'libcgraph'), f'{layout} should link Graphviz: {drawing}')
expect(has(drawing, 'libgvplugin_dot_layout') and has(drawing, 'libgvplugin_neato_layout'),
       f'{layout} should link the two layout plugins directly: {drawing}')
expect(not has(resolved(layout), 'libgsl', 'libwherefore'), f'{layout} must link neither GSL nor libwherefore')

shell = needed(cli)
expect(has(shell, 'libwherefore-1'), f'{cli} should link libwherefore: {shell}')
expect(not has(resolved(cli), 'libgtk', 'libadwaita', 'libgvc', 'libcgraph'), f'{cli} must run on a server without GTK')

print('\n'.join(faults) or 'links are as designed')
sys.exit(1 if faults else 0)
