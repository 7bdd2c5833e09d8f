#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What labelling more failures of one's own system brings: profiles trained on a few labelled logs, tested on those of other questions.

usage: learning-curve.py WHEREFORE_CLI FOLDER

FOLDER: labelled logs of one framework, in the format of Who&When. One JSON line a size: the share of test logs whose
annotated step is the first suspect, mean and standard deviation over seeded draws.
"""
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

SIZES = [10, 20, 30, 40, 60]
DRAWS = 20
LEAST_TESTED = 0.25   # of the logs


def run(*arguments):
    return json.loads(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)['result']


cli, folder = sys.argv[1:]
logs = sorted(str(path) for path in pathlib.Path(folder).glob('*.json'))
question = {log: json.loads(pathlib.Path(log).read_text(encoding='utf-8'))['question'] for log in logs}
rng = random.Random(1)
with tempfile.TemporaryDirectory() as work:
    for size in [n for n in SIZES if n <= (1 - LEAST_TESTED) * len(logs)]:
        shares = []
        for _ in range(DRAWS):
            drawn = rng.sample(logs, size)
            seen = {question[log] for log in drawn}
            tested = [log for log in logs if question[log] not in seen]
            profile = f'{work}/drawn.profile'
            run(cli, 'train', *drawn, '--tier', '2', '--repeats', '1', '-o', profile, '--json', '--quiet')
            subsets = run(cli, 'evaluate', *tested, '--profile', profile, '--json', '--quiet')['subsets']
            right = sum(subset['step_accuracy'] * subset['logs'] for subset in subsets)
            shares.append(right / sum(subset['logs'] for subset in subsets))
        print(json.dumps({'bench': 'learning-curve', 'logs': size, 'draws': DRAWS,
                          'step_accuracy': round(statistics.mean(shares), 3),
                          'deviation': round(statistics.stdev(shares), 3)}), flush=True)
