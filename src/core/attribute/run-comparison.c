/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/attribute/run-comparison.h"
#include "core/attribute/tokens-private.h"
#include "core/base/error.h"
#include "core/base/limits.h"

#define SAME        0.9 /* similarity from which two steps say the same */
#define ALIKE       0.3 /* and from which they are worth pairing */
#define CHECK_EVERY 16  /* rows between two looks at the cancellable */

typedef struct
{
  WfRunPairKind kind;
  gssize first, second;
  double similarity;
} Pair;

struct _WfRunComparison
{
  WfTrace *traces[2];
  GArray *pairs; /* of Pair */
};

/* A step's words by ascending id, weighted; the vector has length 1. */
typedef struct
{
  guint id;
  float weight;
} Word;

typedef struct
{
  WfTrace *traces[2];
  gsize n[2];
  WfTokens *tokens; /* of both runs in a row */
  GArray *words;    /* of Word */
  gsize *start;     /* n[0] + n[1] + 1 */
} Alignment;

G_DEFINE_BOXED_TYPE (WfRunComparison, wf_run_comparison, wf_run_comparison_ref, wf_run_comparison_unref)

static void
comparison_clear (gpointer data)
{
  WfRunComparison *self = data;

  for (gsize r = 0; r < 2; r++)
    g_clear_pointer (&self->traces[r], wf_trace_unref);
  g_array_unref (self->pairs);
}

/**
 * wf_run_comparison_ref:
 * @self: a comparison
 *
 * Returns: (transfer full): @self with one more reference
 */
WfRunComparison *
wf_run_comparison_ref (WfRunComparison *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_run_comparison_unref:
 * @self: (transfer full): a comparison
 *
 * Drops a reference.
 */
void
wf_run_comparison_unref (WfRunComparison *self)
{
  g_atomic_rc_box_release_full (self, comparison_clear);
}

/* Both runs in a row, so that a word has one number and one weight in both. */
static WfTrace *
join_runs (WfTrace *const *traces)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("comparison");

  for (gsize r = 0; r < 2; r++)
    for (gsize i = 0; i < wf_trace_get_n_steps (traces[r]); i++)
      wf_trace_builder_add_step (builder, "", "", WF_STEP_MESSAGE, WF_ROLE_WORK,
                                 wf_trace_get_text (traces[r], i));
  return wf_trace_builder_end (builder, NULL);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  const Word *first = a, *second = b;

  return (first->id > second->id) - (first->id < second->id);
}

static void
list_words (Alignment *a)
{
  gsize n = a->n[0] + a->n[1];

  a->words = g_array_sized_new (FALSE, FALSE, sizeof (Word), a->tokens->tokens->len);
  a->start = g_new (gsize, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      double square = 0;

      a->start[i] = a->words->len;
      for (gsize k = a->tokens->start[i]; k < a->tokens->start[i + 1]; k++)
        {
          const WfToken *token = wf_tokens_get (a->tokens, k);
          Word word = { token->id, (float) wf_token_weight (a->tokens, token) };

          square += (double) word.weight * word.weight;
          g_array_append_val (a->words, word);
        }
      for (gsize k = a->start[i]; k < a->words->len && square > 0; k++)
        g_array_index (a->words, Word, k).weight /= (float) sqrt (square);
      qsort (&g_array_index (a->words, Word, a->start[i]), a->words->len - a->start[i], sizeof (Word),
             compare_words);
    }
  a->start[n] = a->words->len;
}

static double
cosine (const Alignment *a, gsize i, gsize j)
{
  const Word *p = &g_array_index (a->words, Word, a->start[i]);
  const Word *q = &g_array_index (a->words, Word, a->start[j]);
  const Word *p_end = p + (a->start[i + 1] - a->start[i]), *q_end = q + (a->start[j + 1] - a->start[j]);
  double sum = 0;

  while (p < p_end && q < q_end)
    if (p->id == q->id)
      sum += (double) (p++)->weight * (q++)->weight;
    else if (p->id < q->id)
      p++;
    else
      q++;
  return sum;
}

/* 0 for steps of different agents or roles; two that say nothing in words are compared letter by letter. */
static double
similarity (const Alignment *a, gsize i, gsize j)
{
  gsize second = a->n[0] + j;

  if (wf_trace_get_role (a->traces[0], i) != wf_trace_get_role (a->traces[1], j) ||
      !g_str_equal (wf_trace_get_agent (a->traces[0], i), wf_trace_get_agent (a->traces[1], j)))
    return 0;
  if (g_str_equal (wf_trace_get_text (a->traces[0], i), wf_trace_get_text (a->traces[1], j)))
    return 1;
  return MIN (cosine (a, i, second), 1);
}

/* The alignment with the largest sum of similarities (Needleman & Wunsch 1970, without a price for gaps).
 * move: (n0 + 1) x (n1 + 1), row by row: 0 = pair, 1 = step of the first run alone, 2 = of the second. */
static guint8 *
align (const Alignment *a, WfProgress *progress, GError **error)
{
  gsize width = a->n[1] + 1;
  guint8 *move = g_try_malloc0 ((a->n[0] + 1) * width);
  g_autofree double *above = g_new0 (double, width);
  g_autofree double *row = g_new0 (double, width);

  for (gsize j = 1; move != NULL && j < width; j++)
    move[j] = 2;
  for (gsize i = 1; move != NULL && i <= a->n[0]; i++)
    {
      move[i * width] = 1;
      for (gsize j = 1; j < width; j++)
        {
          double s = similarity (a, i - 1, j - 1);
          double paired = s >= ALIKE ? above[j - 1] + s : -1;
          guint8 best = above[j] >= row[j - 1] ? 1 : 2;
          double alone = MAX (above[j], row[j - 1]);

          move[i * width + j] = paired >= alone ? 0 : best;
          row[j] = MAX (paired, alone);
        }
      memcpy (above, row, width * sizeof *row);
      if (i % CHECK_EVERY == 0 && !wf_progress_check (progress, error))
        g_clear_pointer (&move, g_free);
    }
  return move;
}

static void
trace_back (WfRunComparison *self, const Alignment *a, const guint8 *move)
{
  gsize i = a->n[0], j = a->n[1];
  GArray *pairs = self->pairs;

  while (i > 0 || j > 0)
    {
      Pair pair = { WF_RUN_PAIR_ONLY_SECOND, -1, -1, 0 };
      guint8 step = move[i * (a->n[1] + 1) + j];

      if (step != 2)
        pair.first = (gssize) --i;
      if (step != 1)
        pair.second = (gssize) --j;
      if (step == 0)
        {
          pair.similarity = similarity (a, i, j);
          pair.kind = pair.similarity >= SAME ? WF_RUN_PAIR_SAME : WF_RUN_PAIR_ALIKE;
        }
      else if (step == 1)
        pair.kind = WF_RUN_PAIR_ONLY_FIRST;
      g_array_append_val (pairs, pair);
    }
  for (guint k = 0; k < pairs->len / 2; k++)
    {
      Pair swap = g_array_index (pairs, Pair, k);

      g_array_index (pairs, Pair, k) = g_array_index (pairs, Pair, pairs->len - 1 - k);
      g_array_index (pairs, Pair, pairs->len - 1 - k) = swap;
    }
}

static gboolean
check_size (WfTrace *const *traces, GError **error)
{
  for (gsize r = 0; r < 2; r++)
    if (wf_trace_get_n_steps (traces[r]) > WF_LIMIT_COMPARED_STEPS)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                     _ ("A run has %zu steps; runs of at most %d steps are compared. Split it first."),
                     wf_trace_get_n_steps (traces[r]), WF_LIMIT_COMPARED_STEPS);
        return FALSE;
      }
  return TRUE;
}

/**
 * wf_compare_runs:
 * @first: a run
 * @second: another run of the same task
 * @progress: (nullable): stage and cancelling
 * @error: return location
 *
 * Aligns two runs: the pairing of their steps, both in order, with the largest sum of similarities (Needleman
 * & Wunsch 1970). Steps pair only when the same agent takes them in the same role; their similarity is the
 * cosine of their words, weighted by how rare these are in the two runs; from 0.9 they count as the same,
 * below 0.3 they don't pair.
 *
 * Errors: WF_ERROR_TOO_LARGE above WF_LIMIT_COMPARED_STEPS steps; G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the comparison, or %NULL
 */
WfRunComparison *
wf_compare_runs (WfTrace *first, WfTrace *second, WfProgress *progress, GError **error)
{
  g_autoptr (WfRunComparison) self = NULL;
  g_autoptr (WfTrace) joined = NULL;
  g_autofree guint8 *move = NULL;
  Alignment a = { { first, second }, { wf_trace_get_n_steps (first), wf_trace_get_n_steps (second) } };

  if (!check_size (a.traces, error))
    return NULL;
  wf_progress_set_stage (progress, _ ("Comparing the runs"), 0);
  self = g_atomic_rc_box_new0 (WfRunComparison);
  self->traces[0] = wf_trace_ref (first);
  self->traces[1] = wf_trace_ref (second);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  joined = join_runs (a.traces);
  a.tokens = wf_tokens_new (joined, progress, error);
  if (a.tokens == NULL)
    return NULL;
  list_words (&a);
  move = align (&a, progress, error);
  if (move != NULL)
    trace_back (self, &a, move);
  wf_tokens_free (a.tokens);
  g_array_unref (a.words);
  g_free (a.start);
  return move == NULL ? NULL : g_steal_pointer (&self);
}

/**
 * wf_run_comparison_get_first:
 * @self: a comparison
 *
 * Returns: (transfer none): the first run
 */
WfTrace *
wf_run_comparison_get_first (WfRunComparison *self)
{
  return self->traces[0];
}

/**
 * wf_run_comparison_get_second:
 * @self: a comparison
 *
 * Returns: (transfer none): the second run
 */
WfTrace *
wf_run_comparison_get_second (WfRunComparison *self)
{
  return self->traces[1];
}

/**
 * wf_run_comparison_get_n_pairs:
 * @self: a comparison
 *
 * Returns: number of pairs, those of one step included
 */
gsize
wf_run_comparison_get_n_pairs (WfRunComparison *self)
{
  return self->pairs->len;
}

/**
 * wf_run_comparison_get_pair:
 * @self: a comparison
 * @pair: index of a pair
 * @first: (out) (optional): step of the first run, -1 = none
 * @second: (out) (optional): step of the second run, -1 = none
 * @similarity: (out) (optional): 0 to 1; 0 for a step that stands alone
 *
 * Reads one pair.
 *
 * Returns: what it is
 */
WfRunPairKind
wf_run_comparison_get_pair (
    WfRunComparison *self, gsize pair, gssize *first, gssize *second, double *similarity)
{
  const Pair *found;

  g_return_val_if_fail (pair < self->pairs->len, WF_RUN_PAIR_SAME);

  found = &g_array_index (self->pairs, Pair, pair);
  if (first != NULL)
    *first = found->first;
  if (second != NULL)
    *second = found->second;
  if (similarity != NULL)
    *similarity = found->similarity;
  return found->kind;
}

/**
 * wf_run_comparison_count:
 * @self: a comparison
 * @kind: a kind of pair
 *
 * Returns: how many pairs are of that kind
 */
gsize
wf_run_comparison_count (WfRunComparison *self, WfRunPairKind kind)
{
  gsize n = 0;

  for (guint i = 0; i < self->pairs->len; i++)
    n += g_array_index (self->pairs, Pair, i).kind == kind;
  return n;
}

/**
 * wf_run_comparison_get_divergence:
 * @self: a comparison
 *
 * Where the runs part: what a person or a tool says differently first is not a decision of the run.
 *
 * Returns: the first pair that isn't the same and in which a step can bear blame; -1 when there is none
 */
gssize
wf_run_comparison_get_divergence (WfRunComparison *self)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, i);
      gboolean acts = (pair->first >= 0 && wf_trace_can_bear_blame (self->traces[0], (gsize) pair->first)) ||
                      (pair->second >= 0 && wf_trace_can_bear_blame (self->traces[1], (gsize) pair->second));

      if (pair->kind != WF_RUN_PAIR_SAME && acts)
        return (gssize) i;
    }
  return -1;
}
