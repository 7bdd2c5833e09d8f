# Billy shoots down the fighter that would have shot down Suzy's bomber.
context E = 1            # the enemy fighter takes off
context B = 1            # Billy goes after it
F = E and not B          # the fighter reaches the bomber
Bomb = not F             # the target is bombed
