/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* Every feature of a step: symbol, name in profile files. A name's group: k kind, p place, a agent, c content, l words, n what came next
 * and before, o ledger of an orchestrator, v similarity and novelty, g data flow, x and t interactions with the run's end and length.
 * Neutral features come first, then what else the compact pool has: a pool is the head of this list. New ones go to the end. */

#define WF_FEATURES_NEUTRAL(X)                                                                    \
  X (ASSUME, "l.assume")                    /* words of assuming or making up */                  \
  X (FIRST_ASSUME, "l.assume_first")        /* first worker step with one */                      \
  X (UNABLE, "l.unable")                    /* of not being able */                               \
  X (ERROR, "l.error")                      /* of errors */                                       \
  X (MANUAL, "l.manual")                    /* of leaving work to somebody */                     \
  X (CODE, "c.code")                        /* has a fenced block */                              \
  X (FIRST_CODE, "c.firstcode")             /* the first to have one */                           \
  X (LENGTH, "c.len")                       /* ln (1 + characters) */                             \
  X (NEXT_FAILS, "n.fail")                  /* the next step is a failed execution */             \
  X (NEXT_FAILS_FIRST, "n.firstfail")       /* the first of the run */                            \
  X (NEXT_SUCCEEDS, "n.ok")                 /* the next step is a successful execution */         \
  X (NEXT_CORRECT, "n.correct")             /* the next other agent speaks of right and wrong */  \
  X (NEXT_SORRY, "n.sorry")                 /* apologises */                                      \
  X (NEXT_UNABLE, "n.unable")               /* the next step speaks of errors, not being able */  \
  X (ANSWER, "g.prov")                      /* share of the answer's words first said here */     \
  X (ANSWER_NUMBERS, "g.provnum")           /* of the answer's numbers */                         \
  X (ABSORBED, "g.bl1")                     /* share of the outcome that stays here */            \
  X (SHAPLEY, "g.sh")                       /* the same as a Shapley share */                     \
  X (REUSERS, "g.reusers")                  /* share of the later steps that reuse news of here */\
  X (NOVELTY, "v.new")                      /* share of what the step says that is new */         \
  X (QUESTION, "v.q")                       /* cosine with the question */                        \
  X (AGENT_FIRST, "a.first")                /* the agent's first contribution */                  \
  X (AGENT_SHARE, "a.share")                /* its share of all contributions */                  \
  X (AGENT_ANSWERS, "a.isfin")              /* the agent gives the outcome */

#define WF_FEATURES_COMPACT(X)                                                                    \
  X (IS_WORK, "k.work")                                                                           \
  X (IS_PLAN, "k.plan")                                                                           \
  X (IS_ENVIRONMENT, "k.env")                                                                     \
  X (OPENS, "p.0")                          /* step 0 */                                          \
  X (WORK_0, "p.w0")                        /* the first worker step */                           \
  X (WORK_1, "p.w1")                                                                              \
  X (WORK_2, "p.w2")                                                                              \
  X (WORK_3, "p.w3")                                                                              \
  X (WORK_LAST, "p.wlast")                                                                        \
  X (WORK_DECAY, "p.wexp")                  /* exp (-rank / 3) of a worker step */                \
  X (AGENT_FIRST_WORK, "a.w1st")            /* work, and the agent's first contribution */        \
  X (AGENT_OPENS, "a.plan0")                /* the agent of step 0, later */                      \
  X (AFTER_NO_CODE, "a.afternocode")        /* after a tool that had nothing to execute */        \
  X (LIST, "c.list")                        /* ln (1 + items of lists) */                         \
  X (ASKS, "c.q")                           /* has a question mark */                             \
  X (ASSUME_IN_CODE, "l.assume_code")       /* l.assume of steps with code */                     \
  X (PLAN, "l.plan")                        /* words of planning */                               \
  X (LEDGER_SATISFIED, "o.sat")             /* the ledger within 4 steps says satisfied */        \
  X (LEDGER_STUCK_WORK, "o.badw")           /* work; it says no progress */                       \
  X (LEDGER_FIRST_SATISFIED, "o.fsat")      /* the first ledger that says satisfied */            \
  X (LEDGER_BEFORE_SATISFIED, "o.prefsat")  /* the last worker step before it */                  \
  X (LEDGER_FIRST_BAD_WORK, "o.fbw")        /* work the first bad ledger is about */              \
  X (AFTER_REPLAN, "o.afterreplan")         /* after the first renewed plan */                    \
  X (ANSWER_WORK, "g.provwork")             /* g.prov of worker steps */                          \
  X (ABSORBED_WORK, "g.bl1w")               /* g.bl1 of worker steps */                           \
  X (SHAPLEY_WORK, "g.shw")                 /* g.sh of worker steps */                            \
  X (CUT_WORK_0, "x.trunc_w0")              /* p.w0 of runs without an answer */                  \
  X (OPENS_WITH_CODE, "x.debug0")           /* step 0 speaks of code or errors at once */         \
  X (LENGTH_WORK_DECAY, "t.wexp")           /* p.wexp times ln (T / 10) */

#define WF_FEATURES_OTHER(X)                                                                      \
  X (IS_THOUGHT, "k.think")                                                                       \
  X (IS_INSTRUCTION, "k.instr")                                                                   \
  X (IS_END, "k.end")                                                                             \
  X (IS_TASK, "k.task")                                                                           \
  X (IS_CHOICE, "k.next")                   /* a thought that names the next speaker */           \
  X (IS_LEDGER, "k.ledger")                                                                       \
  X (IS_TERMINATION, "k.term")              /* a bare word of termination */                      \
  X (STEP_1, "p.1")                                                                               \
  X (STEP_2, "p.2")                                                                               \
  X (PLACE, "p.rel")                        /* i / (T - 1) */                                     \
  X (PLACE_SQUARE, "p.rel2")                                                                      \
  X (PLACE_LOG, "p.log")                    /* ln (1 + i) */                                      \
  X (PLACE_END_LOG, "p.fromend")            /* ln (T - i) */                                      \
  X (IS_OUTCOME, "p.last")                                                                        \
  X (BEFORE_OUTCOME, "p.prelast")                                                                 \
  X (ACTOR_0, "p.ord0")                     /* the first contribution of any agent */             \
  X (ACTOR_1, "p.ord1")                                                                           \
  X (ACTOR_2, "p.ord2")                                                                           \
  X (WORK_LOG, "p.wlog")                    /* ln (1 + rank) of a worker step */                  \
  X (AGENT_BEFORE, "a.nprev")               /* ln (1 + the agent's earlier contributions) */      \
  X (AGENT_CHECKS, "a.verif")               /* its name speaks of checking */                     \
  X (AGENT_CODES, "a.coder")                /* its name speaks of code or data */                 \
  X (AGENT_GOES_ON, "a.same")               /* the agent of the step before */                    \
  X (AFTER_ENVIRONMENT, "a.afterenv")       /* after tool output */                               \
  X (AGENT_CHECKS_FIRST, "a.workfirst_verif") /* a.verif x a.first */                             \
  X (LENGTH_SHARE, "c.rlen")                /* of the longest step */                             \
  X (LINKS, "c.url")                        /* ln (1 + addresses) */                              \
  X (NUMBERS, "c.num")                      /* share of its tokens */                             \
  X (SORRY, "l.sorry")                      /* words of apology */                                \
  X (VERIFY, "l.verify")                    /* of checking */                                     \
  X (CONCLUDE, "l.conclude")                /* of concluding */                                   \
  X (SEARCH, "l.search")                    /* of searching the web */                            \
  X (KNOW, "l.know")                        /* of stating what is known */                        \
  X (CORRECT, "l.correct")                  /* of right and wrong */                              \
  X (CALCULATE, "l.calc")                   /* of calculating */                                  \
  X (CLICK, "l.click")                      /* of clicking */                                     \
  X (TYPE, "l.typed")                       /* of typing and scrolling */                         \
  X (UNABLE_BEFORE, "l.unable_prev")        /* l.unable of the step before */                     \
  X (NEXT_NO_CODE, "n.nocode")              /* the next step had nothing to execute */            \
  X (CODE_FAILS, "n.codefail")              /* n.fail of steps with code */                       \
  X (CODE_SUCCEEDS, "n.codeok")             /* n.ok of steps with code */                         \
  X (AFTER_FAILURE, "n.prevfail")                                                                 \
  X (AFTER_SUCCESS, "n.prevok")                                                                   \
  X (FAILURES_AFTER, "n.after")             /* ln (1 + failed executions after it) */             \
  X (FAILURES_BEFORE, "n.before")                                                                 \
  X (CLAIM, "n.nocodeclaim")                /* work without code that follows no tool output */   \
  X (NEXT_GOES_ON, "n.same")                /* the next step is by the same agent */              \
  X (LEDGER_STUCK, "o.noprog")              /* the ledger within 4 steps says no progress */      \
  X (LEDGER_LOOP, "o.loop")                 /* says in a loop */                                  \
  X (LEDGER_FOLLOWS, "o.hasledger")         /* there is one */                                    \
  X (LEDGER_FIRST_BAD, "o.firstbad")        /* it is the first to say no progress or loop */      \
  X (AFTER_BAD, "o.afterbad")               /* after that one */                                  \
  X (IS_BAD, "o.isbad")                     /* is a ledger that says so */                        \
  X (IS_FIRST_BAD, "o.is1bad")              /* is the first of them */                            \
  X (IS_REPLAN, "o.isreplan")               /* is the first renewed plan */                       \
  X (SIMILAR_BEFORE, "v.prev")              /* cosine with the step before */                     \
  X (SIMILAR_ANY, "v.maxprev")              /* largest with the 40 before */                      \
  X (SIMILAR_NEXT, "v.next")                /* with the next */                                   \
  X (SIMILAR_OUTCOME, "v.fin")              /* with the outcome */                                \
  X (SIMILAR_OWN, "v.own")                  /* with the agent's contribution before */            \
  X (ANSWER_MOST, "g.provmax")              /* has the largest g.prov */                          \
  X (REUSE, "g.reuse")                      /* ln (1 + idf of its news that later steps reuse) */ \
  X (ABSORBED_FIRST, "g.bl2")               /* g.bl1 when words come from who said them first */  \
  X (PAGERANK, "g.ppr")                     /* personalised PageRank of the inverted graph */     \
  X (VISITS, "g.vis1")                      /* share of the outcome that passes here */           \
  X (VISITS_FIRST, "g.vis2")                /* the same for g.bl2 */                              \
  X (SOURCE_LARGEST, "g.in")                /* largest share that one earlier step supplies */    \
  X (CUT_PLACE, "x.trunc_rel")              /* p.rel of runs without an answer */                 \
  X (ANSWERED_PLACE, "x.ans_rel")           /* of runs with one; so below */                      \
  X (CUT_OUTCOME, "x.trunc_last")                                                                 \
  X (ANSWERED_OUTCOME, "x.ans_last")                                                              \
  X (ANSWERED_ANSWER, "x.ans_prov")                                                               \
  X (ANSWERED_ABSORBED, "x.ans_bl")                                                               \
  X (CUT_OPENS, "x.trunc_0")                                                                      \
  X (LENGTH_PLACE, "t.rel")                 /* times ln (T / 10); so below */                     \
  X (LENGTH_WORK, "t.work")                                                                       \
  X (LENGTH_WORK_LOG, "t.wlog")                                                                   \
  X (LENGTH_OUTCOME, "t.last")                                                                    \
  X (LENGTH_WORK_LAST, "t.wlast")
