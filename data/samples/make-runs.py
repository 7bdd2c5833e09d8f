#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes labelled-runs/ and trials.json beside this file (or into the folder given).

labelled-runs/ holds failed runs of an invented team of agents, in the shape of the Who&When benchmark: each has a question, a
history, and the agent and the step of the decisive mistake, which we know because we put it there (one of FAULTS).
trials.json holds two trials of one task in the shape of tau-bench: the first fails, the second succeeds.
They show how logs are laid out and labelled. They are too few and too alike to say how good a ranking of suspects is.
"""
import json
import pathlib
import random
import sys

SEED, MONTHS = 1, ['January', 'February', 'March', 'April', 'May', 'June']
FAULTS = ['made up', 'from memory', 'error ignored', 'wrong month']
SUBJECTS = ['the ferry to Norrholm', 'the Alder Street library', 'the Harrow Fen reserve', 'the Kestrel observatory',
            'the tram museum of Velden', 'the swimming hall of Osby', 'the night bus to Tarn', 'the Marsh End lock']
COUNTED = ['visitors', 'tickets']


def run(rng, subject, counted, fault):
    table = {month: rng.randrange(20, 99) * 100 for month in MONTHS}
    asked, other = rng.sample(MONTHS, 2)
    total, history = sum(table.values()), []

    def say(name, text):
        history.append({'name': name, 'role': 'user' if name == 'Terminal' else 'assistant', 'content': text})
        return len(history) - 1

    def calculate(number, over, intro):
        return say('Analyst', f'{intro}\n\n```python\npart, whole = {number}, {over}\nprint(round(100 * part / whole, 1))\n```')

    wanted = f'share of the {counted} of {subject} from January to June'
    say('Planner', f'Plan for the {wanted} that fell in {asked}:\n1. Researcher reads the monthly table of {counted} of '
                   f'{subject}.\n2. Analyst divides {asked} by the sum.\n3. Checker compares the answer with the table.')
    if rng.random() < 0.5:
        say('Researcher', rng.choice([f'I will look for the monthly table of {subject}.',
                                      f'Searching for “{subject} {counted} by month”.']))
    listing = ', '.join(f'{month} {n}' for month, n in table.items())
    mistake, number = None, table[asked]
    if fault == 'from memory':
        number = table[asked] + rng.randrange(5, 15) * 100
        mistake = say('Researcher', rng.choice(['The page answers with error 403 and cannot be opened.',
                                                'The search returns nothing of use.'])
                      + f' From memory, {asked} had about {number} {counted} and the six months {total}.')
    else:
        say('Researcher', f'The page of {subject} lists its {counted}: {listing}. The sum is {total}.')
    if fault == 'made up':
        number = rng.randrange(20, 99) * 100 + 50
        mistake = calculate(number, total, f'I assume a typical {asked} for a place of this size, {number}; it can be replaced later.')
    elif fault == 'wrong month':
        number = table[other]
        mistake = calculate(number, total, f'{other} had {number} of {total} {counted}, so I divide these.')
    else:
        calculate(number, total, f'I divide the {counted} of {asked} by the sum.')
    share = round(100 * number / total, 1)
    if fault == 'error ignored':
        share = round(share + rng.uniform(2, 9), 1)
        say('Terminal', 'exitcode: 1 (execution failed)\nCode output: Traceback (most recent call last):\n'
                        "ModuleNotFoundError: No module named 'statistics_tables'")
        mistake = say('Analyst', f'The script did not run, so I estimate the result: roughly {share} %.')
    else:
        say('Terminal', f'exitcode: 0 (execution succeeded)\nCode output: {share}')
    say('Checker', rng.choice([f'{share} % is plausible for a month. Verified.',
                               f'The calculation holds: {share} %. No objection.']))
    say('Planner', f'All steps of the plan are done.\n\nFINAL ANSWER: {share} %')
    truth = round(100 * table[asked] / total, 1)
    return {'is_correct': False, 'question': f'Which {wanted} fell in {asked}? Give a percentage with one decimal.',
            'ground_truth': f'{truth} %', 'history': history, 'mistake_agent': history[mistake]['name'],
            'mistake_step': str(mistake), 'mistake_reason': f'{fault}: {share} % instead of {truth} %.'}


def trial(number, reward, found, answer):
    return {'task_id': 7, 'trial': number, 'reward': reward, 'traj': [
        {'role': 'user', 'content': 'Please move my ferry booking NH-2231 to the first sailing on Sunday.'},
        {'role': 'assistant', 'content': None, 'tool_calls': [{'id': 'c1', 'type': 'function', 'function': {
            'name': 'list_sailings', 'arguments': json.dumps({'route': 'Norrholm', 'day': found})}}]},
        {'role': 'tool', 'tool_call_id': 'c1', 'name': 'list_sailings',
         'content': json.dumps({'day': found, 'sailings': ['07:40', '11:15', '16:30'] if found == 'Sunday' else ['06:10', '09:00']})},
        {'role': 'assistant', 'content': None, 'tool_calls': [{'id': 'c2', 'type': 'function', 'function': {
            'name': 'move_booking', 'arguments': json.dumps({'booking': 'NH-2231', 'day': 'Sunday', 'time': answer})}}]},
        {'role': 'tool', 'tool_call_id': 'c2', 'name': 'move_booking',
         'content': 'moved' if answer == '07:40' else 'Error: no sailing at 06:10 on Sunday'},
        {'role': 'assistant', 'content': f'Your booking is on the sailing at {answer} on Sunday.'}]}


def write(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + '\n', encoding='utf-8')


folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
rng = random.Random(SEED)
(folder / 'labelled-runs').mkdir(exist_ok=True)
for i in range(24):
    log = run(rng, SUBJECTS[i % len(SUBJECTS)], COUNTED[i % 2], FAULTS[(i + i // 8) % len(FAULTS)])
    write(folder / 'labelled-runs' / f'{i + 1:02}.json', log)
write(folder / 'trials.json', [trial(0, 0.0, 'Saturday', '06:10'), trial(1, 1.0, 'Sunday', '07:40')])
