/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/attribute/run-alignment-private.h"
#include "core/attribute/tokens-private.h"
#include "core/base/parallel.h"

#define BLOCK_ROWS 32 /* of similarities that are found together, on all cores */

typedef enum
{
  MOVE_PAIR,
  MOVE_FIRST, /* a step of the first run stands alone */
  MOVE_SECOND,
} Move;

/* A word of a step, weighted so that the step's vector has length 1. By step the id is a word's, by word a
 * step's. */
typedef struct
{
  guint id;
  float weight;
} Entry;

typedef struct
{
  WfTrace *traces[2];
  gsize n[2];
  Entry *words;       /* of the first run, by step */
  gsize *words_start; /* n[0] + 1 */
  Entry *steps;       /* of the second run, by word */
  gsize *steps_start; /* n_words + 1 */
  guint *speaker[2];  /* of each step: who and in which role; the same number in both runs */
  guint *text[2];     /* of each step: hash of its text */
  gsize first_row;    /* of the block */
  double *block;      /* BLOCK_ROWS x n[1] similarities */
  WfProgress *progress;
} Alignment;

static void
alignment_clear (Alignment *self)
{
  g_free (self->words);
  g_free (self->words_start);
  g_free (self->steps);
  g_free (self->steps_start);
  for (int r = 0; r < 2; r++)
    {
      g_free (self->speaker[r]);
      g_free (self->text[r]);
    }
  g_free (self->block);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Alignment, alignment_clear)

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

static double
norm_of (const WfTokens *tokens, gsize step)
{
  double square = 0;

  for (gsize k = tokens->start[step]; k < tokens->start[step + 1]; k++)
    square += pow (wf_token_weight (tokens, wf_tokens_get (tokens, k)), 2);
  return square > 0 ? sqrt (square) : 1;
}

/* The words of the first run's steps. */
static void
list_words (Alignment *self, const WfTokens *tokens)
{
  gsize n = tokens->start[self->n[0]];

  self->words = g_new (Entry, n);
  self->words_start = g_memdup2 (tokens->start, (self->n[0] + 1) * sizeof *self->words_start);
  for (gsize i = 0; i < self->n[0]; i++)
    {
      double norm = norm_of (tokens, i);

      for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
        {
          const WfToken *token = wf_tokens_get (tokens, k);

          self->words[k] = (Entry){ token->id, (float) (wf_token_weight (tokens, token) / norm) };
        }
    }
}

/* The steps of the second run that say each word: a counting sort. */
static void
list_steps (Alignment *self, const WfTokens *tokens)
{
  gsize n_words = tokens->df->len, begin = tokens->start[self->n[0]];
  g_autofree gsize *next = NULL;

  self->steps = g_new (Entry, tokens->tokens->len - begin);
  self->steps_start = g_new0 (gsize, n_words + 1);
  for (gsize k = begin; k < tokens->tokens->len; k++)
    self->steps_start[wf_tokens_get (tokens, k)->id + 1]++;
  for (gsize w = 0; w < n_words; w++)
    self->steps_start[w + 1] += self->steps_start[w];
  next = g_memdup2 (self->steps_start, (n_words + 1) * sizeof *next);
  for (gsize j = 0; j < self->n[1]; j++)
    {
      double norm = norm_of (tokens, self->n[0] + j);

      for (gsize k = tokens->start[self->n[0] + j]; k < tokens->start[self->n[0] + j + 1]; k++)
        {
          const WfToken *token = wf_tokens_get (tokens, k);

          self->steps[next[token->id]++] =
              (Entry){ (guint) j, (float) (wf_token_weight (tokens, token) / norm) };
        }
    }
}

/* Steps may pair when they have the same number. */
static void
number_speakers (Alignment *self)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int r = 0; r < 2; r++)
    {
      self->speaker[r] = g_new (guint, self->n[r]);
      self->text[r] = g_new (guint, self->n[r]);
      for (gsize i = 0; i < self->n[r]; i++)
        {
          g_autofree char *who = g_strdup_printf ("%d %s", (int) wf_trace_get_role (self->traces[r], i),
                                                  wf_trace_get_agent (self->traces[r], i));
          guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, who));

          if (number == 0)
            {
              number = g_hash_table_size (numbers) + 1;
              g_hash_table_insert (numbers, g_steal_pointer (&who), GUINT_TO_POINTER (number));
            }
          self->speaker[r][i] = number;
          self->text[r][i] = g_str_hash (wf_trace_get_text (self->traces[r], i));
        }
    }
}

/* Two steps that say the same letter by letter are the same, also when they say nothing in words. */
static double
correct (const Alignment *self, gsize i, gsize j, double cosine)
{
  if (self->speaker[0][i] != self->speaker[1][j])
    return 0;
  if (self->text[0][i] == self->text[1][j] &&
      g_str_equal (wf_trace_get_text (self->traces[0], i), wf_trace_get_text (self->traces[1], j)))
    return 1;
  return MIN (cosine, 1);
}

/* The cosines of one step of the first run with all of the second: every word of the step visits those that
 * say it. */
static void
find_row (gsize task, gpointer data)
{
  const Alignment *self = data;
  gsize i = self->first_row + task;
  double *row = self->block + task * self->n[1];

  if (i >= self->n[0] || wf_progress_is_cancelled (self->progress))
    return;
  memset (row, 0, self->n[1] * sizeof *row);
  for (gsize k = self->words_start[i]; k < self->words_start[i + 1]; k++)
    {
      const Entry *word = &self->words[k];

      for (gsize s = self->steps_start[word->id]; s < self->steps_start[word->id + 1]; s++)
        row[self->steps[s].id] += (double) word->weight * self->steps[s].weight;
    }
  for (gsize j = 0; j < self->n[1]; j++)
    row[j] = correct (self, i, j, row[j]);
}

/* One row of the table of largest sums. above: the row before, in and out */
static void
choose_moves (const Alignment *self, const double *similarity, double *above, double *row, guint8 *move)
{
  row[0] = 0;
  move[0] = MOVE_FIRST;
  for (gsize j = 1; j <= self->n[1]; j++)
    {
      double s = similarity[j - 1];
      double paired = s >= WF_ALIGNMENT_ALIKE ? above[j - 1] + s : -1;
      double alone = MAX (above[j], row[j - 1]);

      move[j] = paired >= alone ? MOVE_PAIR : above[j] >= row[j - 1] ? MOVE_FIRST : MOVE_SECOND;
      row[j] = MAX (paired, alone);
    }
  memcpy (above, row, (self->n[1] + 1) * sizeof *row);
}

/* The alignment with the largest sum of similarities (Needleman & Wunsch 1970, without a price for gaps).
 * (n0 + 1) x (n1 + 1) moves, row by row. NULL when cancelled. */
static guint8 *
find_moves (Alignment *self, GError **error)
{
  gsize width = self->n[1] + 1;
  g_autofree guint8 *move = g_malloc0 ((self->n[0] + 1) * width);
  g_autofree double *above = g_new0 (double, width);
  g_autofree double *row = g_new0 (double, width);

  memset (move, MOVE_SECOND, width);
  for (gsize i = 0; i < self->n[0]; i++)
    {
      const double *similarity = self->block + (i - self->first_row) * self->n[1];

      if (i % BLOCK_ROWS == 0)
        {
          self->first_row = i;
          similarity = self->block;
          wf_parallel_for (BLOCK_ROWS, 0, find_row, self);
          if (!wf_progress_check (self->progress, error))
            return NULL;
        }
      choose_moves (self, similarity, above, row, move + (i + 1) * width);
    }
  return g_steal_pointer (&move);
}

static int
compare_ids (const void *key, const void *entry)
{
  guint a = *(const guint *) key, b = ((const Entry *) entry)->id;

  return a < b ? -1 : a > b;
}

/* What find_row() found for one pair. */
static double
similarity_of (const Alignment *self, gsize i, gsize j)
{
  guint id = (guint) j;
  double sum = 0;

  for (gsize k = self->words_start[i]; k < self->words_start[i + 1]; k++)
    {
      gsize first = self->steps_start[self->words[k].id], end = self->steps_start[self->words[k].id + 1];
      const Entry *found =
          end > first ? bsearch (&id, self->steps + first, end - first, sizeof (Entry), compare_ids) : NULL;

      if (found != NULL)
        sum += (double) self->words[k].weight * found->weight;
    }
  return correct (self, i, j, sum);
}

/* From the ends of both runs back; then in order. */
static GArray *
trace_back (const Alignment *self, const guint8 *move)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (WfAlignedPair));
  gsize i = self->n[0], j = self->n[1];

  while (i > 0 || j > 0)
    {
      Move last = move[i * (self->n[1] + 1) + j];
      WfAlignedPair pair = { -1, -1, 0 };

      if (last != MOVE_SECOND)
        pair.first = (gssize) --i;
      if (last != MOVE_FIRST)
        pair.second = (gssize) --j;
      if (last == MOVE_PAIR)
        pair.similarity = similarity_of (self, i, j);
      g_array_append_val (pairs, pair);
    }
  for (guint k = 0; k < pairs->len / 2; k++)
    {
      WfAlignedPair swap = g_array_index (pairs, WfAlignedPair, k);

      g_array_index (pairs, WfAlignedPair, k) = g_array_index (pairs, WfAlignedPair, pairs->len - 1 - k);
      g_array_index (pairs, WfAlignedPair, pairs->len - 1 - k) = swap;
    }
  return pairs;
}

/* The pairing of the steps of two runs, both in order, with the largest sum of similarities: the cosine of
 * their words, (1 + ln tf) idf over the steps of both runs, between steps by the same agent in the same role,
 * and 0 between others. (transfer full) (element-type WfAlignedPair). Cost: steps x steps, and for every word
 * the product of the steps that say it in the first run and in the second. NULL when cancelled. */
GArray *
wf_runs_align (WfTrace *first, WfTrace *second, WfProgress *progress, GError **error)
{
  g_auto (Alignment)
      self = { { first, second }, { wf_trace_get_n_steps (first), wf_trace_get_n_steps (second) } };
  g_autoptr (WfTrace) joined = join_runs (self.traces);
  g_autoptr (WfTokens) tokens = wf_tokens_new (joined, progress, error);
  g_autofree guint8 *move = NULL;

  if (tokens == NULL)
    return NULL;
  self.progress = progress;
  self.block = g_new (double, BLOCK_ROWS *self.n[1]);
  list_words (&self, tokens);
  list_steps (&self, tokens);
  number_speakers (&self);
  move = find_moves (&self, error);
  return move != NULL ? trace_back (&self, move) : NULL;
}
