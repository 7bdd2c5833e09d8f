/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "app/run-text.h"
#include "core/base/format.h"

/* the number of a column of numbers, NaN for nothing */
static double
get_number (WfCorpusBlame *runs, gsize run, WfRunColumn column)
{
  WfTrace *trace = wf_corpus_get_run (wf_corpus_blame_get_corpus (runs), run);
  WfBlame *blame = wf_corpus_blame_get_blame (runs, run);
  gsize first = blame ? wf_blame_get_ranking (blame, NULL)[0] : 0;
  gsize rank = wf_corpus_blame_get_label_rank (runs, run);
  gint64 step;

  switch (column)
    {
      case WF_RUN_COLUMN_STEPS:
        return (double) wf_trace_get_n_steps (trace);
      case WF_RUN_COLUMN_STEP:
        return blame ? (double) first : NAN;
      case WF_RUN_COLUMN_PROBABILITY:
        return blame ? wf_blame_get_probability (blame, first) : NAN;
      case WF_RUN_COLUMN_LABEL:
        return wf_trace_get_label (trace, NULL, &step) ? (double) step : NAN;
      case WF_RUN_COLUMN_RANK:
        return rank > 0 ? (double) rank : NAN;
      case WF_RUN_COLUMN_NAME:
      case WF_RUN_COLUMN_OUTCOME:
      case WF_RUN_COLUMN_AGENT:
      default:
        return NAN;
    }
}

static const char *
get_words (WfCorpusBlame *runs, gsize run, WfRunColumn column)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (runs);
  WfTrace *trace = wf_corpus_get_run (corpus, run);
  WfBlame *blame = wf_corpus_blame_get_blame (runs, run);

  if (column == WF_RUN_COLUMN_NAME)
    return wf_corpus_get_name (corpus, run);
  if (column == WF_RUN_COLUMN_OUTCOME)
    return wf_run_outcome_to_text (wf_trace_get_outcome (trace));
  return blame ? wf_trace_get_agent (trace, wf_blame_get_ranking (blame, NULL)[0])
               : wf_corpus_blame_get_problem (runs, run);
}

static gboolean
is_words (WfRunColumn column)
{
  return column == WF_RUN_COLUMN_NAME || column == WF_RUN_COLUMN_OUTCOME || column == WF_RUN_COLUMN_AGENT;
}

char *
wf_run_dup_text (WfCorpusBlame *runs, gsize run, WfRunColumn column)
{
  double number;

  if (is_words (column))
    return g_strdup (get_words (runs, run, column));
  number = get_number (runs, run, column);
  if (isnan (number))
    return g_strdup ("");
  return column == WF_RUN_COLUMN_PROBABILITY ? wf_format_percent (number) : g_strdup_printf ("%.0f", number);
}

static int
compare_names (const char *a, const char *b)
{
  g_autofree char *first = g_utf8_collate_key_for_filename (a, -1);
  g_autofree char *second = g_utf8_collate_key_for_filename (b, -1);

  if ((*a == '\0') != (*b == '\0'))
    return *a == '\0' ? 1 : -1;
  return strcmp (first, second);
}

int
wf_run_compare (WfCorpusBlame *runs, gsize a, gsize b, WfRunColumn column)
{
  double first, second;

  if (is_words (column))
    return compare_names (get_words (runs, a, column), get_words (runs, b, column));
  first = get_number (runs, a, column);
  second = get_number (runs, b, column);
  if (isnan (first) || isnan (second))
    return isnan (first) - isnan (second);
  return (first > second) - (first < second);
}

char *
wf_runs_describe (WfCorpusBlame *runs)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (runs);
  gsize n_runs = wf_corpus_get_n_runs (corpus), n_labelled = wf_corpus_blame_get_n_labelled (runs);
  gsize n_low = 0, n_first = 0, n_three = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n_runs; i++)
    {
      WfBlame *blame = wf_corpus_blame_get_blame (runs, i);
      gsize rank = wf_corpus_blame_get_label_rank (runs, i);

      n_low += blame && wf_blame_is_low_evidence (blame);
      n_first += rank == 1;
      n_three += rank >= 1 && rank <= 3;
    }
  g_string_append_printf (text, ngettext ("%zu run; ", "%zu runs; ", n_runs), n_runs);
  g_string_append_printf (text, _ ("evidence low in %zu."), n_low);
  if (n_labelled > 0)
    g_string_append_printf (
        text, _ (" The step that people annotated is first in %zu of %zu, among the first three in %zu."),
        n_first, n_labelled, n_three);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
