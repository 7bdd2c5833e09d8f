# Lightning and a dropped match: either alone would have burnt the forest (overdetermination).
context L = 1            # lightning
context MD = 1           # match dropped
FF = L or MD
