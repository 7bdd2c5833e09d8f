/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/discovery/ensemble-private.h"

G_DEFINE_BOXED_TYPE (WfEnsemble, wf_ensemble, wf_ensemble_ref, wf_ensemble_unref)

WfEnsemble *
wf_ensemble_new (WfGraph *whole, GArray *pairs, guint n_samples, guint n_failed, GStrv warnings)
{
  WfEnsemble *self = g_atomic_rc_box_new0 (WfEnsemble);

  self->whole = wf_graph_ref (whole);
  self->pairs = pairs;
  self->n_samples = n_samples;
  self->n_failed = n_failed;
  self->warnings = warnings;
  return self;
}

/**
 * wf_ensemble_ref:
 * @self: an ensemble
 *
 * Returns: (transfer full): @self
 */
WfEnsemble *
wf_ensemble_ref (WfEnsemble *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (WfEnsemble *self)
{
  wf_graph_unref (self->whole);
  g_array_unref (self->pairs);
  g_strfreev (self->warnings);
}

/**
 * wf_ensemble_unref:
 * @self: (transfer full): an ensemble
 */
void
wf_ensemble_unref (WfEnsemble *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * wf_ensemble_get_n_samples:
 * @self: an ensemble
 *
 * Returns: the samples that gave a graph, at least 1: what all shares are of
 */
guint
wf_ensemble_get_n_samples (WfEnsemble *self)
{
  return self->n_samples;
}

/**
 * wf_ensemble_get_n_failed:
 * @self: an ensemble
 *
 * Returns: the samples that gave no graph, for example because a column happened to be constant in them
 */
guint
wf_ensemble_get_n_failed (WfEnsemble *self)
{
  return self->n_failed;
}

/**
 * wf_ensemble_get_whole:
 * @self: an ensemble
 *
 * Returns: (transfer none): the graph of the search on all rows
 */
WfGraph *
wf_ensemble_get_whole (WfEnsemble *self)
{
  return self->whole;
}

/* The counts of a < b, or NULL when no sample has an edge there. */
static const WfEnsemblePair *
find_pair (WfEnsemble *self, guint a, guint b)
{
  guint low = 0;
  guint high = self->pairs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const WfEnsemblePair *pair = &g_array_index (self->pairs, WfEnsemblePair, middle);

      if (pair->a == a && pair->b == b)
        return pair;
      if (pair->a < a || (pair->a == a && pair->b < b))
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static double
get_share (WfEnsemble *self, guint count)
{
  return (double) count / self->n_samples;
}

static guint
count_edges (const WfEnsemblePair *pair)
{
  guint n = 0;

  for (guint i = 0; pair != NULL && i < WF_N_MARKS * WF_N_MARKS; i++)
    n += (&pair->counts[0][0])[i];
  return n;
}

/**
 * wf_ensemble_get_adjacency:
 * @self: an ensemble
 * @a: index of a node
 * @b: index of another node
 *
 * Returns: the share of samples with an edge of any kind between the two
 */
double
wf_ensemble_get_adjacency (WfEnsemble *self, guint a, guint b)
{
  return get_share (self, count_edges (find_pair (self, MIN (a, b), MAX (a, b))));
}

/**
 * wf_ensemble_get_probability:
 * @self: an ensemble
 * @a: index of a node
 * @b: index of another node
 * @mark_a: the mark at @a
 * @mark_b: the mark at @b; %WF_MARK_NONE for both means no edge
 *
 * Returns: the share of samples with exactly this edge; over all marks they sum to 1
 */
double
wf_ensemble_get_probability (WfEnsemble *self, guint a, guint b, WfMark mark_a, WfMark mark_b)
{
  const WfEnsemblePair *pair = find_pair (self, MIN (a, b), MAX (a, b));

  g_return_val_if_fail ((guint) mark_a < WF_N_MARKS && (guint) mark_b < WF_N_MARKS, 0);

  if (mark_a == WF_MARK_NONE && mark_b == WF_MARK_NONE)
    return get_share (self, self->n_samples - count_edges (pair));
  if (pair == NULL)
    return 0;
  return get_share (self, a < b ? pair->counts[mark_a][mark_b] : pair->counts[mark_b][mark_a]);
}

/**
 * wf_ensemble_get_mark:
 * @self: an ensemble
 * @from: index of a node
 * @at: index of another node
 * @mark: a mark; %WF_MARK_NONE means no edge
 *
 * Returns: the share of samples that have this mark at @at on the edge between the two
 */
double
wf_ensemble_get_mark (WfEnsemble *self, guint from, guint at, WfMark mark)
{
  double share = 0;

  for (WfMark other = WF_MARK_NONE; other <= WF_MARK_CIRCLE; other++)
    share += wf_ensemble_get_probability (self, from, at, other, mark);
  return share;
}

/**
 * wf_ensemble_get_n_pairs:
 * @self: an ensemble
 *
 * Returns: the number of pairs that any sample joins
 */
gsize
wf_ensemble_get_n_pairs (WfEnsemble *self)
{
  return self->pairs->len;
}

/**
 * wf_ensemble_get_pair:
 * @self: an ensemble
 * @i: below wf_ensemble_get_n_pairs()
 * @a: (out): index of a node
 * @b: (out): index of a node after @a
 *
 * The pairs that any sample joins, sorted.
 */
void
wf_ensemble_get_pair (WfEnsemble *self, gsize i, guint *a, guint *b)
{
  g_return_if_fail (i < self->pairs->len);

  *a = g_array_index (self->pairs, WfEnsemblePair, i).a;
  *b = g_array_index (self->pairs, WfEnsemblePair, i).b;
}

/**
 * wf_ensemble_get_graph:
 * @self: an ensemble
 * @rule: which edge stands for those of the samples
 * @threshold: 0 to 1: the share of samples that must agree with what is drawn
 * @error: WF_ERROR_TOO_LARGE
 *
 * The consensus of the samples. Of each pair the edge that @rule picks is drawn, as far as @threshold allows:
 * an edge that too few samples agree with loses its marks first (an arrow of a CPDAG becomes —, a mark of a
 * PAG a circle), then itself. Edges are drawn in the order of falling agreement; an arrow that would close a
 * directed cycle, or in a PAG contradict what the others say about ancestors, is turned round if samples have
 * it so, else left open or, in a DAG, out. A circle never becomes a tail.
 *
 * The probability of an edge of the result is the share of samples that agree with all that is drawn of it:
 * that have an edge there, with the same marks where the drawn ones aren't open.
 *
 * Cost: at most the square of the number of edges, and that rarely.
 *
 * Returns: (transfer full): a graph of the kind the search returns, every edge with its probability
 */
WfGraph *
wf_ensemble_get_graph (WfEnsemble *self, WfEnsembleRule rule, double threshold, GError **error)
{
  return wf_ensemble_draw (self, rule, threshold, NULL, error);
}

static const char *const rule_names[] = { "preserved", "highest", "majority", NULL };

static const WfParam bootstrap_params[] = {
  {
      .id = "bootstrap",
      .name = N_ ("Samples"),
      .type = WF_PARAM_INTEGER,
      .value = 0,
      .min = 0,
      .max = WF_LIMIT_SAMPLES,
      .help =
          N_ ("Search this many samples of the rows, too, and tell how often each edge is found; 0 = none"),
  },
  {
      .id = "ensemble",
      .name = N_ ("Ensemble rule"),
      .type = WF_PARAM_CHOICE,
      .value = WF_ENSEMBLE_HIGHEST,
      .choices = rule_names,
      .help =
          N_ ("Which edge stands for those of the samples: the most frequent one (preserved), that unless "
              "there is more often none (highest), or one that more than half have (majority)"),
  },
  {
      .id = "threshold",
      .name = N_ ("Threshold"),
      .type = WF_PARAM_REAL,
      .value = 0,
      .min = 0,
      .max = 1,
      .help = N_ ("Share of the samples that must agree with an edge; below it loses its direction, then "
                  "itself"),
  },
  { NULL },
};

/**
 * wf_discover_bootstrap_get_params: (skip)
 *
 * Returns: what can be asked of a bootstrap
 */
const WfParam *
wf_discover_bootstrap_get_params (void)
{
  return bootstrap_params;
}

/**
 * wf_ensemble_rule_to_text:
 * @rule: a rule
 *
 * Returns: (transfer none): "preserved", "highest" or "majority"
 */
const char *
wf_ensemble_rule_to_text (WfEnsembleRule rule)
{
  g_return_val_if_fail ((guint) rule <= WF_ENSEMBLE_MAJORITY, NULL);

  return rule_names[rule];
}

/**
 * wf_ensemble_rule_from_text:
 * @text: "preserved", "highest" or "majority"
 * @rule: (out): the rule
 * @error: WF_ERROR_DATA lists what there is
 *
 * Returns: whether there is such a rule
 */
gboolean
wf_ensemble_rule_from_text (const char *text, WfEnsembleRule *rule, GError **error)
{
  for (guint i = 0; rule_names[i] != NULL; i++)
    if (g_ascii_strcasecmp (rule_names[i], text) == 0)
      {
        *rule = (WfEnsembleRule) i;
        return TRUE;
      }
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("There is no ensemble rule “%s”; choose one of preserved, highest, majority"), text);
  return FALSE;
}
