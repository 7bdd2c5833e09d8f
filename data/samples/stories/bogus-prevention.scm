# A bodyguard puts in an antidote, but nobody has poisoned the coffee.
context A = 1            # antidote
context P = 0            # poison
D = P and not A          # death
