# Five voters, all for it; three are enough.
context V1 = 1
context V2 = 1
context V3 = 1
context V4 = 1
context V5 = 1
WIN = V1 + V2 + V3 + V4 + V5 >= 3
