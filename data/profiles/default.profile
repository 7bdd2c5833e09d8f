# Blame profile of Wherefore, for “wherefore-cli attribute --profile”.
# Trained on 128 labelled logs. On frameworks left out of training the annotated step was the first
# suspect in 23 % of the logs (95 % interval 17 % to 31 %) and among the first three in 48 %; always
# naming step 1 would be right in 20 %, the first worker step in 25 %. On questions left out of
# training the annotated step was the first suspect in 37 % of the logs (95 % interval 29 % to 45 %)
# and among the first three in 61 %; always naming step 1 would be right in 20 %, the first worker
# step in 25 %. The pool of features was chosen with all labels of Who&When in view, so that figures
# on those logs are 1 to 3 points optimistic.

[profile]
name=default
framework=
tier=1
lambda=100
logs=128
questions=109
seed=1
program-version=0.1.0
labels-sha256=96bca3f7080c6df3dc8cc540352eef2789d8570db20939c1cc912176eb43efe0
origin=Who&When (Zhang et al. 2025, arXiv 2505.00212, MIT): the part that is not held out
command=wherefore-cli train who-and-when --tier 1 --lambda 100 --name default --origin 'Who&When (Zhang et al. 2025, arXiv 2505.00212, MIT): the part that is not held out' -o default.profile

[cross-validation]
logs=128
repeats=5
step-accuracy=0.3671875
interval-low=0.2886845465087532
interval-high=0.4534299575013975
agent-accuracy=0.6609375
top3=0.609375
log-loss=2.317154929974905
constant-step=1
constant-step-accuracy=0.203125
first-worker-accuracy=0.25

[left-out-frameworks]
logs=128
repeats=5
step-accuracy=0.2296875
interval-low=0.16533292559421825
interval-high=0.30979424139114725
agent-accuracy=0.571875
top3=0.4796875
log-loss=2.6448057478307243
constant-step=1
constant-step-accuracy=0.203125
first-worker-accuracy=0.25

[weights]
l.assume=0.11488111321806825
l.assume_first=0.014264087186791117
l.unable=0.05920167257376704
l.error=-0.008066275479259921
l.manual=0.06684230439708332
c.code=0.12219243911268106
c.firstcode=0.1764967321209559
c.len=-0.09615684100640604
n.fail=0.04981984309894968
n.firstfail=0.09029615610645686
n.ok=0.03463217457132526
n.correct=0.10901197628393283
n.sorry=0.0063676417821213775
n.unable=0.11983176999095453
g.prov=0.10045314256441526
g.provnum=0.1542259683479048
g.bl1=0.11417702645004638
g.sh=0.1001285204443531
g.reusers=-0.012811508468458913
v.new=-0.17030438782092888
v.q=0.07327555283720677
a.first=-0.0854243942449413
a.share=0.01777065724587258
a.isfin=0.05161909257523802
