/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/attribute/symptoms-private.h"

#define LOOK_BACK   40   /* messages of the same agent that a repetition is sought in */
#define CHECK_EVERY 4096 /* items between two looks at the cancellable */

const WfSymptomWeights wf_symptom_weights_default = {
  .bias = -2.2,
  .of = { 2.0, 1.0, 0.5, 0.7, 0.5, 0.2, 1.0 },
};

/* Sorted, for bsearch(). */
static const char *const hedges[] = {
  "apparently", "approximately", "assume",   "assumed", "assuming", "could", "estimate",
  "estimated",  "guess",         "likely",   "may",     "maybe",    "might", "perhaps",
  "possibly",   "presumably",    "probably", "roughly", "seem",     "seems", "suggest",
  "suggests",   "typically",     "unclear",  "unsure",  "usually",
};

typedef struct
{
  WfSymptoms *symptoms;
  WfTrace *trace;
  const WfTokens *tokens;
} Builder;

static double *
at (Builder *b, gsize step, WfSymptom symptom)
{
  return &b->symptoms->values[step * WF_N_SYMPTOMS + symptom];
}

/* What programs report, in the letters they report it in: a sentence about an "error" is no error. Both
 * patterns take time linear in the text: no repetition without a bound overlaps what follows it. RAW, because
 * otherwise every search for the next match would validate the rest of the text again. */
static GRegex *
get_error_pattern (void)
{
  static gsize pattern = 0;

  if (g_once_init_enter (&pattern))
    {
      GRegex *regex = g_regex_new (
          "Traceback|Exception|Error\\b|ERROR|[Tt]imed ?out|[Tt]imeout|[Ee]xit ?code:? ?-?[1-9]|"
          "\\b(?:HTTP|[Ss]tatus|[Cc]ode)(?: code)?[:=]? ?[45][0-9][0-9]\\b|[Nn]ot found|[Uu]nable to",
          G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);

      g_once_init_leave (&pattern, (gsize) regex);
    }
  return (GRegex *) pattern;
}

static GRegex *
get_item_pattern (void)
{
  static gsize pattern = 0;

  if (g_once_init_enter (&pattern))
    {
      GRegex *regex = g_regex_new ("https?://[^\\s\"'<>)]++|\"[^\"\\n]{1,80}\"|[0-9](?:[.,]?[0-9])*+",
                                   G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);

      g_once_init_leave (&pattern, (gsize) regex);
    }
  return (GRegex *) pattern;
}

static void
add_errors (Builder *b)
{
  gsize n = b->symptoms->n_steps;

  for (gsize i = 0; i < n; i++)
    *at (b, i, WF_SYMPTOM_ERROR) =
        g_regex_match (get_error_pattern (), wf_trace_get_text (b->trace, i), 0, NULL);

  /* What a tool reports is about the step that called it. */
  for (gsize i = 0; i + 1 < n; i++)
    if (wf_trace_can_bear_blame (b->trace, i) && wf_trace_get_role (b->trace, i + 1) == WF_ROLE_ENVIRONMENT)
      *at (b, i, WF_SYMPTOM_ERROR) = MAX (*at (b, i, WF_SYMPTOM_ERROR), *at (b, i + 1, WF_SYMPTOM_ERROR));
}

static double
norm_of (const WfTokens *tokens, gsize i)
{
  double sum = 0;

  for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
    sum += pow (wf_token_weight (tokens, wf_tokens_get (tokens, k)), 2);
  return sqrt (sum);
}

static double
dot_with (const WfTokens *tokens, gsize i, const double *dense)
{
  double sum = 0;

  for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
    sum += wf_token_weight (tokens, wf_tokens_get (tokens, k)) * dense[wf_tokens_get (tokens, k)->id];
  return sum;
}

/* values: a weight a token, set to those of step i, or back to zero */
static void
spread (const WfTokens *tokens, gsize i, gboolean is_set, double *dense)
{
  for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
    dense[wf_tokens_get (tokens, k)->id] = is_set ? wf_token_weight (tokens, wf_tokens_get (tokens, k)) : 0;
}

static gboolean
add_similarities (Builder *b, WfProgress *progress, GError **error)
{
  const WfTokens *tokens = b->tokens;
  gsize n = b->symptoms->n_steps;
  gsize n_agents = g_strv_length ((char **) wf_trace_get_agents (b->trace));
  g_autofree double *dense = g_new0 (double, MAX (1, tokens->df->len));
  g_autofree double *question = g_new0 (double, MAX (1, tokens->df->len));
  g_autofree double *norm = g_new0 (double, n);
  g_autofree gsize *latest = g_new0 (gsize, n_agents); /* 1 + the agent's latest step */
  g_autofree gsize *previous = g_new0 (gsize, n);      /* 1 + the same agent's step before */
  double question_norm;

  for (guint id = 0; id < tokens->df->len; id++)
    if (tokens->in_question[id])
      question[id] = wf_tokens_idf (tokens, id);
  question_norm = sqrt (wf_tokens_get_question_square (tokens));

  for (gsize i = 0; i < n; i++)
    {
      gsize agent = wf_trace_get_agent_index (b->trace, i);
      gsize j = previous[i] = latest[agent];
      double largest = 0;

      if (!wf_progress_check (progress, error))
        return FALSE;
      norm[i] = norm_of (tokens, i);
      spread (tokens, i, TRUE, dense);
      for (guint back = 0; j > 0 && back < LOOK_BACK; back++, j = previous[j - 1])
        if (norm[i] > 0 && norm[j - 1] > 0)
          largest = MAX (largest, dot_with (tokens, j - 1, dense) / (norm[i] * norm[j - 1]));
      spread (tokens, i, FALSE, dense);
      latest[agent] = i + 1;
      *at (b, i, WF_SYMPTOM_REPETITION) = MIN (1, largest);
      if (question_norm > 0 && norm[i] > 0)
        *at (b, i, WF_SYMPTOM_DISTANCE) =
            1 - MIN (1, dot_with (tokens, i, question) / (norm[i] * question_norm));
    }
  return TRUE;
}

/* Puts the items of a text into `seen`. Sets how many there were, and how many of them nobody gave before. */
static gboolean
collect_items (
    const char *text, GHashTable *seen, guint *n_items, guint *n_new, WfProgress *progress, GError **error)
{
  g_autoptr (GMatchInfo) match = NULL;

  *n_items = *n_new = 0;
  g_regex_match (get_item_pattern (), text, 0, &match);
  while (g_match_info_matches (match))
    {
      (*n_items)++;
      *n_new += g_hash_table_add (seen, g_match_info_fetch (match, 0));
      if (*n_items % CHECK_EVERY == 0 && !wf_progress_check (progress, error))
        return FALSE;
      if (!g_match_info_next (match, NULL))
        break;
    }
  return TRUE;
}

static gboolean
add_novelty (Builder *b, WfProgress *progress, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_items, n_new;

  if (!collect_items (wf_trace_get_question (b->trace), seen, &n_items, &n_new, progress, error))
    return FALSE;
  for (gsize i = 0; i < b->symptoms->n_steps; i++)
    {
      if (!collect_items (wf_trace_get_text (b->trace, i), seen, &n_items, &n_new, progress, error))
        return FALSE;
      if (n_items > 0)
        *at (b, i, WF_SYMPTOM_NOVELTY) = (double) n_new / n_items;
    }
  return TRUE;
}

static int
compare_words (const void *key, const void *element)
{
  const char *word = key;
  const char *hedge = *(const char *const *) element;
  gsize length = strlen (hedge);
  int order = strncmp (word, hedge, length);

  return order != 0 ? order : g_ascii_isalpha (word[length]);
}

/* Most words end at their first two letters: no hedge begins so. */
typedef struct
{
  gboolean begin[26][26];
} Openings;

static void
openings_init (Openings *self)
{
  memset (self, 0, sizeof *self);
  for (gsize k = 0; k < G_N_ELEMENTS (hedges); k++)
    self->begin[hedges[k][0] - 'a'][hedges[k][1] - 'a'] = TRUE;
}

static gboolean
is_hedge (const Openings *openings, const char *p)
{
  return g_ascii_islower (p[0]) && g_ascii_islower (p[1]) && openings->begin[p[0] - 'a'][p[1] - 'a'] &&
         bsearch (p, hedges, G_N_ELEMENTS (hedges), sizeof *hedges, compare_words) != NULL;
}

static double
hedging_of (const char *lower, const Openings *openings)
{
  gsize n_words = 0, n_hedges = 0;

  for (const char *p = lower; *p != '\0';)
    {
      if (!g_ascii_isalpha (*p))
        {
          p++;
          continue;
        }
      n_words++;
      n_hedges += is_hedge (openings, p);
      while (g_ascii_isalpha (*p))
        p++;
    }
  return n_words > 0 ? (double) n_hedges / (double) n_words : 0;
}

static void
add_lengths (Builder *b)
{
  gsize n = b->symptoms->n_steps;
  double sum = 0, squares = 0, deviation;

  for (gsize i = 0; i < n; i++)
    sum += log1p ((double) b->tokens->n_chars[i]);
  for (gsize i = 0; i < n; i++)
    squares += pow (log1p ((double) b->tokens->n_chars[i]) - sum / (double) n, 2);
  deviation = n > 1 ? sqrt (squares / (double) (n - 1)) : 0;
  for (gsize i = 0; i < n && deviation > 0; i++)
    {
      double z = (log1p ((double) b->tokens->n_chars[i]) - sum / (double) n) / deviation;

      *at (b, i, WF_SYMPTOM_LENGTH) = MIN (3, fabs (z)) / 3;
    }
}

/* The agent that an instruction is addressed to: "Orchestrator (-> WebSurfer)". */
static gboolean
is_addressed (const char *speaker, const char *agent)
{
  const char *arrow = strstr (speaker, "-> ");

  return arrow != NULL && g_str_has_prefix (arrow + 3, agent);
}

static void
add_followups (Builder *b)
{
  gsize n = b->symptoms->n_steps;
  gboolean has_tools = FALSE;

  for (gsize i = 0; i < n; i++)
    has_tools |= wf_trace_get_role (b->trace, i) == WF_ROLE_ENVIRONMENT;
  for (gsize i = 0; i < n; i++)
    {
      WfStepRole role = wf_trace_get_role (b->trace, i);
      gboolean is_answered = TRUE;

      if (role == WF_ROLE_INSTRUCT)
        is_answered = i + 1 < n &&
                      is_addressed (wf_trace_get_speaker (b->trace, i), wf_trace_get_agent (b->trace, i + 1));
      else if (role == WF_ROLE_WORK && has_tools && strstr (b->tokens->lower[i], "```") != NULL)
        is_answered = i + 1 < n && wf_trace_get_role (b->trace, i + 1) == WF_ROLE_ENVIRONMENT;
      *at (b, i, WF_SYMPTOM_NO_FOLLOWUP) = !is_answered;
    }
}

/* The signs of every step and the deficiency they add up to, o = logistic (b + w.f). Cost: linear in the
 * text, times LOOK_BACK for repetitions. NULL when cancelled. */
WfSymptoms *
wf_symptoms_new (WfTrace *trace,
                 const WfTokens *tokens,
                 const WfSymptomWeights *weights,
                 WfProgress *progress,
                 GError **error)
{
  g_autoptr (WfSymptoms) self = g_new0 (WfSymptoms, 1);
  Builder b = { self, trace, tokens };
  Openings openings;

  self->n_steps = tokens->n_steps;
  self->weights = weights != NULL ? *weights : wf_symptom_weights_default;
  self->values = g_new0 (double, WF_N_SYMPTOMS * self->n_steps);
  self->observed = g_new0 (double, self->n_steps);

  openings_init (&openings);
  add_errors (&b);
  if (!add_similarities (&b, progress, error) || !add_novelty (&b, progress, error))
    return NULL;
  for (gsize i = 0; i < self->n_steps; i++)
    *at (&b, i, WF_SYMPTOM_HEDGING) = hedging_of (tokens->lower[i], &openings);
  add_lengths (&b);
  add_followups (&b);

  for (gsize i = 0; i < self->n_steps; i++)
    {
      double score = self->weights.bias;

      for (int s = 0; s < WF_N_SYMPTOMS; s++)
        score += self->weights.of[s] * wf_symptoms_get (self, i, s);
      self->observed[i] = 1 / (1 + exp (-score));
    }
  return g_steal_pointer (&self);
}

void
wf_symptoms_free (WfSymptoms *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self->observed);
  g_free (self);
}
