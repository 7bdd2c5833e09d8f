# Five voters, three for it and two against.
context V1 = 1
context V2 = 1
context V3 = 1
context V4 = 0
context V5 = 0
WIN = V1 + V2 + V3 + V4 + V5 >= 3
