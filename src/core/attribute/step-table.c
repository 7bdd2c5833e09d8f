/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Ma et al. 2025 (CDC-MAS) search for causes over a corpus of logs: the signs of every step beside those of
 * the step before and of the same agent's last step, and what is given of its place. An agent that speaks for
 * the first time has no last step: zeros, and "first turn" says so. Columns that others determine are left
 * out, later ones first, for no test can tell them apart. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/attribute/step-table-private.h"
#include "core/base/error.h"
#include "core/base/linalg.h"
#include "core/base/parallel.h"

#define N_VALUES   (WF_STEP_DEFICIENCY + 1)
#define ROUNDING   1e-12
#define DETERMINED 1e-6 /* share of a column's variance that those before it leave over */

enum
{
  CONTEXT_SHARE,
  CONTEXT_LENGTH,
  CONTEXT_FIRST_TURN,
  CONTEXT_ROLE,
  N_CONTEXTS,
};

#define N_NUMERIC (CONTEXT_ROLE + 3 * N_VALUES) /* columns but the role */
#define N_ROLES   (WF_ROLE_FRAME + 1)

/* What one run gives. */
typedef struct
{
  gsize n_rows;
  double *values; /* n_rows x N_NUMERIC, row-major */
  gint32 *roles;  /* n_rows */
  GError *error;
} RunRows;

typedef struct
{
  WfCorpus *corpus;
  RunRows *runs;
  WfProgress *progress;
} Work;

char *
wf_step_column_get_name (WfStepWhen when, guint what)
{
  static const char *const contexts[N_CONTEXTS] = { WF_STEP_SURROGATE, "run length", "first turn", "role" };
  static const char *const values[N_VALUES] = { "error",   "repetition", "distance",   "novelty",
                                                "hedging", "length",     "unanswered", "deficiency" };

  switch (when)
    {
      case WF_STEP_CONTEXT:
        return g_strdup (contexts[what]);
      case WF_STEP_PREVIOUS:
        return g_strconcat ("prev ", values[what], NULL);
      case WF_STEP_OWN:
        return g_strconcat ("own ", values[what], NULL);
      case WF_STEP_CURRENT:
      default:
        return g_strdup (values[what]);
    }
}

/* ---- rows ---- */

static void
copy_values (double *to, const WfSymptoms *symptoms, gsize step)
{
  memcpy (to, symptoms->values + step * WF_N_SYMPTOMS, WF_N_SYMPTOMS * sizeof (double));
  to[WF_STEP_DEFICIENCY] = symptoms->observed[step];
}

static void
fill_row (const WfSymptoms *symptoms, gsize step, gssize own, double *row)
{
  row[CONTEXT_SHARE] = (double) step / (double) (symptoms->n_steps - 1);
  row[CONTEXT_LENGTH] = log ((double) symptoms->n_steps);
  row[CONTEXT_FIRST_TURN] = own < 0;
  row += CONTEXT_ROLE;
  copy_values (row, symptoms, step - 1);
  if (own >= 0)
    copy_values (row + N_VALUES, symptoms, (gsize) own);
  copy_values (row + 2 * N_VALUES, symptoms, step);
}

static void
fill_run (WfTrace *trace, const WfSymptoms *symptoms, RunRows *rows)
{
  gsize n = symptoms->n_steps;
  gsize n_agents = g_strv_length ((char **) wf_trace_get_agents (trace));
  g_autofree gssize *latest = g_new (gssize, n_agents + 1);

  for (gsize a = 0; a < n_agents; a++)
    latest[a] = -1;
  rows->values = g_new0 (double, n *N_NUMERIC);
  rows->roles = g_new (gint32, n);
  for (gsize i = 0; i < n; i++)
    {
      gsize agent = wf_trace_get_agent_index (trace, i);

      if (i > 0 && wf_trace_can_bear_blame (trace, i))
        {
          fill_row (symptoms, i, latest[agent], rows->values + rows->n_rows * N_NUMERIC);
          rows->roles[rows->n_rows++] = (gint32) wf_trace_get_role (trace, i);
        }
      latest[agent] = (gssize) i;
    }
}

static void
observe_run (gsize run, gpointer data)
{
  Work *work = data;
  RunRows *rows = &work->runs[run];
  WfTrace *trace = wf_corpus_get_run (work->corpus, run);
  g_autoptr (WfProgress) own = wf_progress_new (wf_progress_get_cancellable (work->progress));
  g_autoptr (WfTokens) tokens = NULL;
  g_autoptr (WfSymptoms) symptoms = NULL;

  if (!wf_progress_check (own, &rows->error))
    return;
  tokens = wf_tokens_new (trace, own, &rows->error);
  symptoms = tokens != NULL ? wf_symptoms_new (trace, tokens, NULL, own, &rows->error) : NULL;
  if (symptoms != NULL)
    fill_run (trace, symptoms, rows);
  wf_progress_advance (work->progress, 1);
}

/* ---- columns ---- */

/* A column of the table to be. */
typedef struct
{
  WfStepColumn column;
  double *values; /* of a numeric one */
  gint32 *codes;  /* of the role */
} Draft;

static Draft *
create_drafts (gsize n_rows)
{
  Draft *drafts = g_new0 (Draft, N_NUMERIC + 1);
  gsize d = 0;

  for (guint c = 0; c < N_CONTEXTS; c++)
    drafts[d++].column = (WfStepColumn){ WF_STEP_CONTEXT, c };
  for (WfStepWhen when = WF_STEP_PREVIOUS; when <= WF_STEP_CURRENT; when++)
    for (guint what = 0; what < N_VALUES; what++)
      drafts[d++].column = (WfStepColumn){ when, what };
  for (d = 0; d <= N_NUMERIC; d++)
    if (d == CONTEXT_ROLE)
      drafts[d].codes = g_new (gint32, n_rows + 1);
    else
      drafts[d].values = g_new (double, n_rows + 1);
  return drafts;
}

static void
free_drafts (Draft *drafts)
{
  for (gsize d = 0; d <= N_NUMERIC; d++)
    {
      g_free (drafts[d].values);
      g_free (drafts[d].codes);
    }
  g_free (drafts);
}

static void
fill_drafts (Draft *drafts, const RunRows *runs, gsize n_runs)
{
  gsize row = 0;

  for (gsize r = 0; r < n_runs; r++)
    for (gsize i = 0; i < runs[r].n_rows; i++, row++)
      for (gsize d = 0; d <= N_NUMERIC; d++)
        if (d == CONTEXT_ROLE)
          drafts[d].codes[row] = runs[r].roles[i];
        else
          drafts[d].values[row] = runs[r].values[i * N_NUMERIC + d - (d > CONTEXT_ROLE)];
}

/* Up to rounding. */
static gboolean
is_constant (const double *values, gsize n)
{
  for (gsize i = 1; i < n; i++)
    if (fabs (values[i] - values[0]) > ROUNDING * fabs (values[0]))
      return FALSE;
  return TRUE;
}

/* The columns that vary as numbers, the role as one indicator a level; owner: which draft each is of. */
static GPtrArray *
list_numbers (const Draft *drafts, gsize n_rows, GArray *owner)
{
  GPtrArray *numbers = g_ptr_array_new_with_free_func (g_free);

  for (guint d = 0; d <= N_NUMERIC; d++)
    for (gint32 level = 0; level < (d == CONTEXT_ROLE ? N_ROLES : 1); level++)
      {
        double *values = g_new (double, n_rows + 1);

        for (gsize i = 0; i < n_rows; i++)
          values[i] = d == CONTEXT_ROLE ? drafts[d].codes[i] == level : drafts[d].values[i];
        if (is_constant (values, n_rows))
          {
            g_free (values);
            continue;
          }
        g_ptr_array_add (numbers, values);
        g_array_append_val (owner, d);
      }
  return numbers;
}

typedef enum
{
  FATE_CONSTANT,
  FATE_DETERMINED,
  FATE_KEPT,
} Fate;

/* The best that happens to any of its numbers is what happens to a draft: that its last indicator follows
 * from the others is no loss. r: correlations, p x p */
static void
find_fates (const double *r, gsize p, const GArray *owner, Fate *fates)
{
  g_autofree double *l = g_new0 (double, p *p);
  g_autofree double *diagonal = g_new0 (double, p);

  for (gsize i = 0; i < p; i++)
    {
      Fate *fate = &fates[g_array_index (owner, guint, i)];
      double rest = 1;

      for (gsize j = 0; j < i; j++)
        {
          double value = r[i * p + j];

          for (gsize q = 0; q < j; q++)
            value -= l[i * p + q] * l[j * p + q];
          l[i * p + j] = value * diagonal[j];
          rest -= l[i * p + j] * l[i * p + j];
        }
      diagonal[i] = rest > DETERMINED ? 1 / sqrt (rest) : 0;
      *fate = MAX (*fate, rest > DETERMINED ? FATE_KEPT : FATE_DETERMINED);
    }
}

static gboolean
judge_drafts (const Draft *drafts, gsize n_rows, WfProgress *progress, Fate *fates, GError **error)
{
  g_autoptr (GArray) owner = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) numbers = list_numbers (drafts, n_rows, owner);
  gsize p = numbers->len;
  g_autofree double *r = g_new (double, p *p + 1);

  if (p == 0 || n_rows < 2)
    return TRUE;
  if (!wf_linalg_covariance ((const double *const *) numbers->pdata, n_rows, p, 0, progress, NULL, r, error))
    return FALSE;
  wf_linalg_correlation (r, p);
  find_fates (r, p, owner, fates);
  return TRUE;
}

/* ---- the table ---- */

/* The roles by their ids, not translated: they are names of levels. */
static const char *const role_names[N_ROLES + 1] = { "task",        "plan", "think", "instruct", "work",
                                                     "environment", "end",  "frame", NULL };

static void
add_draft (WfTableBuilder *builder, const Draft *draft, gsize n_rows, const char *name)
{
  if (draft->codes != NULL)
    wf_table_builder_add_discrete (builder, name, draft->codes, n_rows, role_names);
  else
    wf_table_builder_add_continuous (builder, name, draft->values, n_rows);
}

static void
build_table (WfStepTable *self, const Draft *drafts, const Fate *fates, gsize n_rows)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n_rows);
  g_autoptr (GStrvBuilder) left_out = g_strv_builder_new ();
  gsize n_kept = 0;

  self->columns = g_new (WfStepColumn, N_NUMERIC + 1);
  for (gsize d = 0; d <= N_NUMERIC; d++)
    {
      g_autofree char *name = wf_step_column_get_name (drafts[d].column.when, drafts[d].column.what);
      g_autofree char *reason = NULL;

      if (fates[d] == FATE_KEPT)
        {
          add_draft (builder, &drafts[d], n_rows, name);
          self->columns[n_kept++] = drafts[d].column;
          continue;
        }
      reason = g_strdup_printf (fates[d] == FATE_CONSTANT ? _ ("“%s” is the same at every step")
                                                          : _ ("“%s” follows from the columns before it"),
                                name);
      g_strv_builder_add (left_out, reason);
    }
  self->table = wf_table_builder_end (builder);
  self->left_out = g_strv_builder_end (left_out);
}

static gboolean
observe_runs (WfCorpus *corpus, RunRows *runs, WfProgress *progress, GError **error)
{
  gsize n_runs = wf_corpus_get_n_runs (corpus);
  Work work = { corpus, runs, progress };

  wf_progress_set_stage (progress, _ ("Observing the steps of every run"), n_runs);
  wf_parallel_for (n_runs, 0, observe_run, &work);
  for (gsize r = 0; r < n_runs; r++)
    if (runs[r].error != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&runs[r].error));
        return FALSE;
      }
  return wf_progress_check (progress, error);
}

static WfStepTable *
join (const RunRows *runs, gsize n_runs, WfProgress *progress, GError **error)
{
  g_autoptr (WfStepTable) self = g_new0 (WfStepTable, 1);
  Fate fates[N_NUMERIC + 1] = { FATE_CONSTANT };
  gsize n_rows = 0;
  Draft *drafts;
  gboolean is_judged;

  for (gsize r = 0; r < n_runs; r++)
    {
      n_rows += runs[r].n_rows;
      self->n_runs += runs[r].n_rows > 0;
    }
  drafts = create_drafts (n_rows);
  fill_drafts (drafts, runs, n_runs);
  is_judged = judge_drafts (drafts, n_rows, progress, fates, error);
  if (is_judged)
    build_table (self, drafts, fates, n_rows);
  free_drafts (drafts);
  return is_judged ? g_steal_pointer (&self) : NULL;
}

/* Cost: as of the symptoms, linear in the text; on all cores. NULL when cancelled. */
WfStepTable *
wf_step_table_new (WfCorpus *corpus, WfProgress *progress, GError **error)
{
  gsize n_runs = wf_corpus_get_n_runs (corpus);
  RunRows *runs = g_new0 (RunRows, n_runs + 1);
  WfStepTable *self =
      observe_runs (corpus, runs, progress, error) ? join (runs, n_runs, progress, error) : NULL;

  for (gsize r = 0; r < n_runs; r++)
    {
      g_free (runs[r].values);
      g_free (runs[r].roles);
      g_clear_error (&runs[r].error);
    }
  g_free (runs);
  return self;
}

void
wf_step_table_free (WfStepTable *self)
{
  g_clear_pointer (&self->table, wf_table_unref);
  g_free (self->columns);
  g_strfreev (self->left_out);
  g_free (self);
}

gssize
wf_step_table_find (const WfStepTable *self, WfStepWhen when, guint what)
{
  for (gsize j = 0; j < wf_table_get_n_columns (self->table); j++)
    if (self->columns[j].when == when && self->columns[j].what == what)
      return (gssize) j;
  return -1;
}
