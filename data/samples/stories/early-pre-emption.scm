# The assassin poisons, so the backup holds still: early pre-emption.
context A = 1            # the assassin poisons
B = not A                # the backup does when the assassin doesn't
D = A or B               # the victim dies
