#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes drug-marker-recovery.csv beside this file (or into the folder given): the probabilities of what is seen of a hidden cause H,
a drug, a marker in the blood that all the drug's effect goes through, and recovery. The numbers are drawn, not measured.

What is seen says that those who take the drug recover a little more often (0.4998 against 0.4902); the truth is that it makes
recovery rarer (0.4894 against 0.5184). The file knows nothing of H, and the answer can still be computed from it.
"""
import pathlib
import sys

SEED = 3
MASK = (1 << 64) - 1


class Draw:
    """SplitMix64 (Steele, Lea & Flood 2014)"""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state + 0x9e3779b97f4a7c15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & MASK
        z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & MASK
        return ((z ^ (z >> 31)) >> 11) * 2.0 ** -53

    def distribution(self, n):
        values = [0.1 + self.uniform() for _ in range(n)]
        return [v / sum(values) for v in values]


def main():
    draw = Draw(SEED)
    h = draw.distribution(2)
    drug = [draw.distribution(2) for _ in range(2)]                               # given h
    marker = [draw.distribution(3) for _ in range(2)]                             # given the drug
    recovery = [[draw.distribution(2) for _ in range(2)] for _ in range(3)]       # given the marker and h
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
    lines = ['Drug,Marker,Recovery,probability']
    for d, taken in enumerate(('no', 'yes')):
        for m, level in enumerate(('low', 'middle', 'high')):
            for r, recovered in enumerate(('no', 'yes')):
                p = sum(h[k] * drug[k][d] * marker[d][m] * recovery[m][k][r] for k in range(2))
                lines.append(f'{taken},{level},{recovered},{p!r}')
    (folder if folder.is_dir() else folder.parent).joinpath('drug-marker-recovery.csv').write_text('\n'.join(lines) + '\n')


if __name__ == '__main__':
    main()
