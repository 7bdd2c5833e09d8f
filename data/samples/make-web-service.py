#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes web-service.csv and its truth, web-service.dot, and web-service-experiments.csv with its own, beside this file (or into the
folder given).

A week of one web service, one row every ten minutes, drawn from a linear system that we know because we made it:
every line of MECHANISMS is one variable, its direct causes with their weights, and the size of its noise. The experiments are of
the same service: in some rows one variable was set by hand, and fewer variables were written down.
"""
import pathlib
import random
import sys

ROWS, SEED = 1000, 1
# what was set, to how much on average and with what spread, and for how many rows
EXPERIMENTS = [('none', None, None, 400), ('hits', 60.0, 10.0, 150), ('latency', 75.0, 15.0, 150)]
MEASURED = {'cache': [], 'hits': ['cache'], 'db_load': ['hits'], 'latency': ['db_load'], 'satisfaction': ['latency']}
# name: (intercept, {cause: weight}, standard deviation of the noise, decimals)
MECHANISMS = {
    'traffic': (500.0, {}, 80.0, 1),                                   # requests a second
    'cache': (64.0, {}, 12.0, 2),                                      # GB
    'repeats': (45.0, {}, 10.0, 1),                                    # percent of visitors who came before
    'hits': (0.0, {'cache': 0.6, 'repeats': 0.45}, 4.0, 2),            # percent of requests
    'db_load': (20.0, {'traffic': 0.12, 'hits': -0.5}, 5.0, 2),        # percent
    'latency': (15.0, {'db_load': 1.1}, 8.0, 2),                       # milliseconds
    'deploys': (6.0, {}, 2.0, 2),                                      # a day, smoothed
    'errors': (2.0, {'deploys': 0.9, 'latency': 0.05}, 1.2, 3),        # per thousand requests
    'satisfaction': (95.0, {'latency': -0.12, 'errors': -1.5}, 3.0, 2),  # points of 100
}


def draw_row(draw, set_to=None):
    """one row of every variable; set_to: (name, value) of one that has no causes this time"""
    row = {}
    for name, (intercept, causes, noise, decimals) in MECHANISMS.items():
        value = intercept + sum(w * row[c] for c, w in causes.items()) + draw.gauss(0.0, noise)
        row[name] = round(set_to[1] if set_to and set_to[0] == name else value, decimals)
    return row


def write(folder, name, lines, causes):
    (folder / f'{name}.csv').write_text('\n'.join(lines) + '\n', encoding='utf-8')
    nodes = [f'  {node};' for node in causes]
    edges = [f'  {cause} -> {node};' for node, all_causes in causes.items() for cause in all_causes]
    (folder / f'{name}.dot').write_text('\n'.join(['digraph {', *nodes, *edges, '}']) + '\n', encoding='utf-8')


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    draw = random.Random(SEED)
    lines = [','.join(MECHANISMS)]
    lines += [','.join(str(v) for v in draw_row(draw).values()) for _ in range(ROWS)]
    write(folder, 'web-service', lines, {name: causes for name, (_, causes, _, _) in MECHANISMS.items()})

    lines = [','.join(['experiment', *MEASURED])]
    for target, mean, spread, rows in EXPERIMENTS:
        for _ in range(rows):
            row = draw_row(draw, (target, draw.gauss(mean, spread)) if mean is not None else None)
            lines.append(','.join([target, *(str(row[name]) for name in MEASURED)]))
    write(folder, 'web-service-experiments', lines, MEASURED)


main()
