# A loads B's gun, but B doesn't shoot; C shoots and kills.
context A = 1            # A loads
context B = 0            # B shoots
context C = 1            # C loads and shoots
D = (A and B) or C
