#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses the library from Python through GObject Introspection, as a user of the bindings would.

usage: test-introspection.py SAMPLES_FOLDER
"""
import math
import pathlib
import sys

import gi

gi.require_version('Wherefore', '1.0')
from gi.repository import GLib, Gio, Wherefore as Wf  # noqa: E402

samples = pathlib.Path(sys.argv[1])
tests = []


def test(function):
    tests.append(function)
    return function


def open_sample(name):
    return Wf.Source.open_path(str(samples / name), None)


@test
def reads_a_table():
    table = Wf.Table.read(open_sample('web-service.csv'), None, None)
    assert table.get_n_rows() == 1000
    assert table.get_names() == ['traffic', 'cache', 'repeats', 'hits', 'db_load', 'latency', 'deploys', 'errors', 'satisfaction']
    assert table.get_kind(0) == Wf.ColumnKind.CONTINUOUS
    values = table.get_values(table.find_column('cache'))
    assert len(values) == 1000
    assert abs(sum(values) / 1000 - 64) < 1.5


@test
def learns_and_intervenes():
    table = Wf.Table.read(open_sample('web-service.csv'), None, None)
    result = Wf.discover(table, 'pc', GLib.Variant('a{sv}', {'alpha': GLib.Variant('d', 0.01)}), None, 1, 0, None)
    graph = result.get_graph()
    assert graph.get_kind() == Wf.GraphKind.CPDAG
    assert graph.is_adjacent(graph.find_node('db_load'), graph.find_node('latency'))
    truth = Wf.Graph.read(open_sample('web-service.dot'))
    model = Wf.Model.fit(None, table, truth, None, None)
    effect = Wf.intervene(model, [Wf.Intervention.new('cache', Wf.InterventionKind.SHIFT, 10.0)], None, None)
    latency = truth.find_node('latency')
    change = effect.get_after(latency).get_mean() - effect.get_before(latency).get_mean()
    assert abs(change + 3.3) < 0.5, change      # the truth: 10 x 0.6 x -0.5 x 1.1
    assert not effect.is_affected(truth.find_node('traffic'))


@test
def blames_a_run():
    trace = Wf.Trace.read(open_sample('failed-run.json'), None)
    blame = Wf.attribute_trace(trace, None, 1, None)
    n = trace.get_n_steps()
    assert math.isclose(sum(blame.get_probability(i) for i in range(n)), 1.0, rel_tol=1e-9)
    ranking = blame.get_ranking()
    assert sorted(ranking) == list(range(n))
    assert blame.get_reasons(ranking[0])


@test
def errors_are_gerrors():
    try:
        Wf.discover(Wf.Table.read(open_sample('web-service.csv'), None, None), 'pcc', None, None, 1, 0, None)
    except GLib.Error as error:
        assert error.matches(Wf.error_quark(), Wf.Error.DATA)
        assert 'pc' in error.message
    else:
        raise AssertionError('an unknown method was accepted')
    try:
        Wf.Table.read(Wf.Source.new(GLib.Bytes.new(b'{"a": [1,'), 'broken.json'), None, None)
    except GLib.Error as error:
        assert 'broken.json' in error.message
    else:
        raise AssertionError('a broken file was accepted')


@test
def cancels():
    cancellable = Gio.Cancellable()
    cancellable.cancel()
    try:
        Wf.Table.read(open_sample('web-service.csv'), None, Wf.Progress.new(cancellable))
    except GLib.Error as error:
        assert error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED)
    else:
        raise AssertionError('a cancelled read went on')


print(f'1..{len(tests)}')
failed = 0
for number, function in enumerate(tests, 1):
    try:
        function()
        print(f'ok {number} {function.__name__}')
    except Exception as error:                     # every test reports, whatever went wrong in it
        failed += 1
        print(f'not ok {number} {function.__name__}: {error!r}')
sys.exit(1 if failed else 0)
