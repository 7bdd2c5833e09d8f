#!/usr/bin/env python3
# Wherefore: visual causal graph exploration
# SPDX-License-Identifier: GPL-3.0-or-later
"""One report, five forms: the JSON form holds to its schema, and every number of it is in the PDF, the HTML, the Markdown
and the plain text; the PDF has no fault and all of its fonts; the HTML has none either, and its links lead somewhere.

usage: report-forms.py SOURCE_ROOT CLI
"""
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print('python3-jsonschema is not installed')
    sys.exit(77)

root, cli = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
samples = root / 'data' / 'samples'
schema = json.loads((root / 'data' / 'schemas' / 'wherefore-report.schema.json').read_text(encoding='utf-8'))
web = [samples / 'web-service.csv', '--graph', samples / 'web-service.dot']
commands = {
    'run': ['attribute', samples / 'failed-run.json', '--repair', '1'],
    'runs': ['attribute', samples / 'labelled-runs', '--causes'],
    'trials': ['compare-runs', samples / 'trials.json', '--runs', '0,1'],
    'evaluation': ['evaluate', samples / 'labelled-runs'],
    'cut': ['diagram', samples / 'smoking-tar-cancer.csv', '--graph', samples / 'smoking-tar-cancer.dot',
            '--cut', 'Smoking', '--outcome', 'Cancer'],
    'slope': ['diagram', *web, '--cut', 'cache', '--outcome', 'latency'],
    'graph': ['discover', samples / 'web-service.csv'],
    'ensemble': ['discover', samples / 'web-service.csv', '--bootstrap', '10'],
    'compare': ['compare', samples / 'web-service.dot', samples / 'web-service.dot'],
    'model': ['fit', *web],
    'do': ['intervene', *web, '--do', 'cache=96', '--bootstrap', '20'],
    'do-levels': ['intervene', samples / 'garden.bif', '--do', 'Rain=none'],
    'joint': ['intervene', *web, '--do', 'cache=96', '--joint', 'hits,latency'],
    'row': ['counterfactual', *web, '--row', '3', '--do', 'cache=96'],
    'parts': ['mediate', *web, '--exposure', 'cache', '--outcome', 'latency'],
    'class': ['possible-effects', *web, '--exposure', 'cache', '--outcome', 'latency'],
    'outlier': ['attribute', *web, '--target', 'latency', '--row', '3'],
    'cause': ['actual-cause', samples / 'stories' / 'rock-throwing.scm', '--effect', 'BS=1', '--cause', 'ST=1'],
    'table': ['convert', samples / 'web-service.csv', '-o', 'written.tsv'],
}
NUMBER = re.compile(r'\d(?:[\d.,]*\d)?')


def texts(report):
    """What a reader reads, without the figures' drawn parts."""
    yield report['title']
    for block in report['blocks']:
        yield block.get('text') or block.get('caption') or ''
        yield from block.get('items', [])
        yield from block.get('heads', [])
        for row in block.get('rows', []):
            yield from row
        for row in block.get('figure', {}).get('rows', []):
            yield row.get('text') or ''


def run(*words, folder=None):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True,
                          cwd=folder).stdout


def squeeze(text):
    """Lines are broken elsewhere in every form."""
    return re.sub(r'[\s\u200b\\]', '', text)


def check_html(name, path):
    text = path.read_text(encoding='utf-8')
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert len(ids) == len(set(ids)), f'{name}.html: an id stands there twice'
    for target in re.findall(r'href="#([^"]*)"', text):
        assert target in ids, f'{name}.html: a link to #{target}, which is not there'
    if shutil.which('tidy'):
        faults = subprocess.run(['tidy', '-quiet', '-errors', '-utf8', path], capture_output=True, text=True).stderr
        assert not faults, f'{name}.html: {faults}'


def check(name, command, folder):
    forms = {}
    for ending in ['json', 'pdf', 'html', 'md', 'txt']:
        path = folder / f'{name}.{ending}'
        run(cli, *command, '--report', path, folder=folder)
        forms[ending] = path
    report = json.loads(forms['json'].read_text(encoding='utf-8'))
    jsonschema.Draft202012Validator(schema).validate(report)
    for block in report['blocks']:
        if block['kind'] == 'table':
            widths = {len(block['heads']), len(block['types']), len(block['units']), *map(len, block['rows'])}
            assert len(widths) == 1, f'{name}: a table of {widths} columns'
    written = {
        'html': html.unescape(re.sub(r'<[^>]*>', '', forms['html'].read_text(encoding='utf-8'))),
        'md': forms['md'].read_text(encoding='utf-8'),
        'txt': forms['txt'].read_text(encoding='utf-8'),
    }
    check_html(name, forms['html'])
    if shutil.which('pdftotext'):
        written['pdf'] = run('pdftotext', '-raw', forms['pdf'], '-')
        for font in run('pdffonts', forms['pdf']).splitlines()[2:]:
            assert font.split()[-5:-3] == ['yes', 'yes'], f'{name}.pdf: not embedded as a subset: {font}'
    if shutil.which('qpdf'):
        run('qpdf', '--check', forms['pdf'])
    # how long it took differs from form to form
    numbers = {number for text in texts(report) for number in NUMBER.findall(text)} - {
        number for block in report['blocks'] if block['kind'] == 'facts'
        for row in block['rows'] if row[0] == 'Time' for number in NUMBER.findall(row[1])}
    assert len(numbers) > 3, f'{name}: hardly a number'
    for form, text in written.items():
        squeezed = squeeze(text)
        missing = sorted(number for number in numbers if number not in squeezed)
        assert not missing, f'{name}.{form} lacks {missing}'
    return len(numbers)


with tempfile.TemporaryDirectory() as temporary:
    for name, command in commands.items():
        print(name, check(name, command, pathlib.Path(temporary)), 'numbers')
