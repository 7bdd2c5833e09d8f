# Suzy and Billy both throw a rock at a bottle. Suzy's arrives first and shatters it (late pre-emption).
# Whose rock hits is said by variables of their own: that is what makes Suzy a cause and Billy none.
context Suzy_wants = 1
context Billy_wants = 1
ST = Suzy_wants          # Suzy throws
BT = Billy_wants         # Billy throws
SH = ST                  # Suzy's rock hits
BH = BT and not SH       # Billy's would hit if hers didn't
BS = SH or BH            # the bottle shatters
