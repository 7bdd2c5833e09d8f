# A switch sends the train to the left or the right track; both lead to the station.
context F = 1            # the switch is flipped
LT = not F               # the train takes the left track
RT = F                   # or the right one
ARR = LT or RT           # it arrives
