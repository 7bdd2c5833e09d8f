# The same story without who hits. The model can't tell the two apart: neither is a cause alone, both together are.
context Suzy_wants = 1
context Billy_wants = 1
ST = Suzy_wants
BT = Billy_wants
BS = ST or BT
