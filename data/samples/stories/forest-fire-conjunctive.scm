# Lightning and a dropped match: it took both.
context L = 1
context MD = 1
FF = L and MD
