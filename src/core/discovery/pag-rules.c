/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The orientation rules of Zhang 2008, "On the completeness of orientation rules for causal discovery in the
 * presence of latent confounders and selection bias", Artificial Intelligence 172, section 3: rules 1-4 give
 * all arrows, 5-7 the tails that only selection can give, 8-10 the other tails. Those that need paths are in
 * pag-paths.c. Every rule asks for unshielded triples that are known not to be colliders; those that may be
 * colliders or not are no reason. */

#include "config.h"

#include "core/discovery/pag-private.h"

/* 1: a *-> b ∘-* c, a and c not adjacent, gives b -> c */
static void
propose_rule_1 (WfPag *self, guint b, guint c)
{
  const WfAdjacency *graph = self->graph;

  if (wf_pag_mark (self, c, b) != WF_MARK_CIRCLE)
    return;
  for (guint i = graph->starts[b]; i < graph->starts[b + 1]; i++)
    {
      guint a = graph->neighbours[i];

      if (wf_pag_mark (self, a, b) != WF_MARK_ARROW || !wf_pag_is_definite (self, a, b, c))
        continue;
      wf_pag_propose (self, c, b, WF_MARK_TAIL, "fci r1");
      wf_pag_propose (self, b, c, WF_MARK_ARROW, "fci r1");
      return;
    }
}

/* 2: a -> b *-> c or a *-> b -> c, and a *-∘ c, gives a *-> c */
static void
propose_rule_2 (WfPag *self, guint a, guint c)
{
  const WfAdjacency *graph = self->graph;

  if (wf_pag_mark (self, a, c) != WF_MARK_CIRCLE)
    return;
  for (guint i = graph->starts[a]; i < graph->starts[a + 1]; i++)
    {
      guint b = graph->neighbours[i];

      if (wf_pag_mark (self, a, b) != WF_MARK_ARROW || wf_pag_mark (self, b, c) != WF_MARK_ARROW)
        continue;
      if (wf_pag_mark (self, b, a) != WF_MARK_TAIL && wf_pag_mark (self, c, b) != WF_MARK_TAIL)
        continue;
      wf_pag_propose (self, a, c, WF_MARK_ARROW, "fci r2");
      return;
    }
}

/* 3: a *-> b <-* c, a *-∘ d ∘-* c, a and c not adjacent, and d *-∘ b, gives d *-> b */
static void
propose_rule_3 (WfPag *self, guint d, guint b)
{
  const WfAdjacency *graph = self->graph;

  if (wf_pag_mark (self, d, b) != WF_MARK_CIRCLE)
    return;
  for (guint i = graph->starts[d]; i < graph->starts[d + 1]; i++)
    {
      guint a = graph->neighbours[i];

      if (wf_pag_mark (self, a, d) != WF_MARK_CIRCLE || wf_pag_mark (self, a, b) != WF_MARK_ARROW)
        continue;
      for (guint j = i + 1; j < graph->starts[d + 1]; j++)
        {
          guint c = graph->neighbours[j];

          if (wf_pag_mark (self, c, d) != WF_MARK_CIRCLE || wf_pag_mark (self, c, b) != WF_MARK_ARROW ||
              !wf_pag_is_definite (self, a, d, c))
            continue;
          wf_pag_propose (self, d, b, WF_MARK_ARROW, "fci r3");
          return;
        }
    }
}

/* 6: a - b ∘-* c gives b -* c */
static void
propose_rule_6 (WfPag *self, guint b, guint c)
{
  const WfAdjacency *graph = self->graph;

  if (wf_pag_mark (self, c, b) != WF_MARK_CIRCLE)
    return;
  for (guint i = graph->starts[b]; i < graph->starts[b + 1]; i++)
    {
      guint a = graph->neighbours[i];

      if (wf_pag_mark (self, a, b) != WF_MARK_TAIL || wf_pag_mark (self, b, a) != WF_MARK_TAIL)
        continue;
      wf_pag_propose (self, c, b, WF_MARK_TAIL, "fci r6");
      return;
    }
}

/* 7: a -∘ b ∘-* c, a and c not adjacent, gives b -* c */
static void
propose_rule_7 (WfPag *self, guint b, guint c)
{
  const WfAdjacency *graph = self->graph;

  if (wf_pag_mark (self, c, b) != WF_MARK_CIRCLE)
    return;
  for (guint i = graph->starts[b]; i < graph->starts[b + 1]; i++)
    {
      guint a = graph->neighbours[i];

      if (wf_pag_mark (self, a, b) != WF_MARK_CIRCLE || wf_pag_mark (self, b, a) != WF_MARK_TAIL ||
          !wf_pag_is_definite (self, a, b, c))
        continue;
      wf_pag_propose (self, c, b, WF_MARK_TAIL, "fci r7");
      return;
    }
}

/* 8: a -> b -> c or a -∘ b -> c, and a ∘-> c, gives a -> c */
static void
propose_rule_8 (WfPag *self, guint a, guint c)
{
  const WfAdjacency *graph = self->graph;

  if (wf_pag_mark (self, c, a) != WF_MARK_CIRCLE || wf_pag_mark (self, a, c) != WF_MARK_ARROW)
    return;
  for (guint i = graph->starts[a]; i < graph->starts[a + 1]; i++)
    {
      guint b = graph->neighbours[i];

      if (wf_pag_mark (self, b, a) != WF_MARK_TAIL || wf_pag_mark (self, a, b) == WF_MARK_TAIL ||
          wf_pag_mark (self, b, c) != WF_MARK_ARROW || wf_pag_mark (self, c, b) != WF_MARK_TAIL)
        continue;
      wf_pag_propose (self, c, a, WF_MARK_TAIL, "fci r8");
      return;
    }
}

typedef void (*EdgeRule) (WfPag *self, guint u, guint v);

/* The rules on every edge, either way round, then all of it at once. */
static gboolean
sweep (WfPag *self, const EdgeRule *rules, gsize n_rules)
{
  for (gsize r = 0; r < n_rules; r++)
    for (guint e = 0; e < 2 * self->graph->n_edges; e++)
      {
        if (wf_pag_is_cancelled (self))
          return FALSE;
        rules[r](self, self->graph->edges[e], self->graph->edges[e ^ 1]);
      }
  return wf_pag_draw (self);
}

static gboolean
sweep_to_the_end (WfPag *self, const EdgeRule *rules, gsize n_rules)
{
  gboolean any = FALSE;

  while (sweep (self, rules, n_rules))
    any = TRUE;
  return any;
}

/* Paths are dear: they are looked for when nothing else follows. */
static void
find_arrows (WfPag *self)
{
  static const EdgeRule rules[] = { propose_rule_1, propose_rule_2, propose_rule_3 };

  do
    {
      sweep_to_the_end (self, rules, G_N_ELEMENTS (rules));
      wf_pag_propose_rule_4 (self);
    }
  while (wf_pag_draw (self));
}

static gboolean
find_tails (WfPag *self)
{
  static const EdgeRule selection[] = { propose_rule_6, propose_rule_7 };
  static const EdgeRule others[] = { propose_rule_8 };
  gboolean any;

  wf_pag_propose_rule_5 (self);
  any = wf_pag_draw (self);
  any |= sweep_to_the_end (self, selection, G_N_ELEMENTS (selection));
  any |= sweep_to_the_end (self, others, G_N_ELEMENTS (others));
  wf_pag_propose_rule_9 (self);
  wf_pag_propose_rule_10 (self);
  return wf_pag_draw (self) || any;
}

gboolean
wf_pag_follow_rules (WfPag *self, WfPagRules rules)
{
  static const EdgeRule sound[] = { propose_rule_1, propose_rule_2, propose_rule_3, propose_rule_8 };

  if (rules == WF_PAG_RULES_SOUND)
    sweep_to_the_end (self, sound, G_N_ELEMENTS (sound));
  else
    find_arrows (self);
  while (rules == WF_PAG_RULES_COMPLETE && find_tails (self))
    find_arrows (self);
  return !wf_pag_is_cancelled (self);
}
