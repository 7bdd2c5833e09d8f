context U = 1
context V {0,1,2} = 2
A = U and not (V == 2)  # c
B {0,1,2} = V
C = A or B == 1
