#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The application id is the same wherever the desktop looks for it, and written by hand only in meson.build and the Flatpak manifest.

usage: identity.py SOURCE_ROOT BUILD_ROOT APPLICATION_ID BASE_APPLICATION_ID VERSION
"""
import configparser
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml

source, build = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
app_id, base_id, version = sys.argv[3:6]
faults = []


def expect(what, found, wanted):
    if found != wanted:
        faults.append(f'{what}: {found!r}, expected {wanted!r}')


def keyfile(path):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string(path.read_text(encoding='utf-8'))
    return parser


desktop = keyfile(build / 'data' / f'{app_id}.desktop')['Desktop Entry']
expect('icon of the desktop file', desktop['Icon'], app_id)
expect('DBusActivatable', desktop['DBusActivatable'], 'true')
expect('program of the desktop file', desktop['Exec'].split()[0], 'wherefore')

service = keyfile(build / 'data' / f'{app_id}.service')['D-BUS Service']
expect('name of the D-Bus service', service['Name'], app_id)
expect('D-Bus start-up', service['Exec'].split()[1:], ['--gapplication-service'])

metainfo = xml.parse(build / 'data' / f'{app_id}.metainfo.xml').getroot()
expect('id of the metainfo', metainfo.findtext('id'), app_id)
expect('launchable', metainfo.findtext('launchable'), f'{app_id}.desktop')
expect('first release', metainfo.find('releases/release').get('version'), version)

schema = xml.parse(build / 'data' / f'{app_id}.gschema.xml').getroot().find('schema')
expect('id of the schema', schema.get('id'), app_id)
expect('path of the schema', schema.get('path'), '/' + base_id.replace('.', '/') + '/')
for key in schema.iter('key'):
    if not key.findtext('summary') or not key.findtext('description'):
        faults.append(f'settings key {key.get("name")}: summary or description missing')

manifest = json.loads((source / 'flatpak' / f'{base_id}.json').read_text(encoding='utf-8'))
expect('id of the Flatpak', manifest['app-id'], base_id)
expect('command of the Flatpak', manifest['command'], 'wherefore')
for argument in manifest['finish-args']:
    if argument.startswith(('--filesystem', '--share=network')):
        faults.append(f'the Flatpak must not ask for {argument}')

for resources in (source / 'ui').glob('*.gresource.xml*'):
    for prefix in xml.parse(resources).getroot().iter('gresource'):
        if not prefix.get('prefix').startswith('/' + base_id.replace('.', '/')):
            faults.append(f'{resources.name}: prefix {prefix.get("prefix")}')

tracked = subprocess.run(['git', '-C', str(source), 'ls-files', '-z'], capture_output=True, text=True)
if tracked.returncode == 0:
    allowed = {'meson.build', f'flatpak/{base_id}.json'}
    for name in filter(None, tracked.stdout.split('\0')):
        path = source / name
        if name in allowed or not path.is_file() or path.suffix in {'.png', '.md', '.po', '.pot'}:
            continue
        if base_id in path.read_text(encoding='utf-8', errors='replace'):
            faults.append(f'{name}: the application id is written by hand; take it from meson.build')

print('\n'.join(faults) or f'{app_id} everywhere')
sys.exit(1 if faults else 0)
