/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/corpus-causes-private.h"
#include "core/base/format.h"
#include "core/report/sections.h"

#define MAX_EXPLAINED 20

static char *
join_names (GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = wf_report_escape (names->pdata[i]);

      g_string_append_printf (text, "%s*%s*", i > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
list_parents (WfCorpusCauses *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; i < wf_corpus_causes_get_n_parents (self); i++)
    g_ptr_array_add (names, (gpointer) wf_corpus_causes_get_parent (self, i));
  return join_names (names);
}

static void
add_answer (WfCorpusCauses *self, WfReportBuilder *builder, WfBlockKind kind)
{
  g_autofree char *steps = wf_format_count (wf_table_get_n_rows (self->steps->table));
  g_autofree char *parents = list_parents (self);
  g_autofree char *share = wf_format_percent (self->r_squared);
  g_autofree char *text = NULL;

  if (self->parents->len == 0)
    text = g_strdup_printf (
        _ ("Over %s steps of %zu runs **no sign** stays linked to the deficiency once others are known."),
        steps, self->steps->n_runs);
  else
    text = g_strdup_printf (
        _ ("Over %s steps of %zu runs the deficiency of a step stays linked to **%u of %d signs**: %s. They "
           "tell %s of its variance."),
        steps, self->steps->n_runs, self->parents->len, WF_N_SYMPTOMS, parents, share);
  wf_report_builder_add_text (builder, kind, text);
}

static void
add_figure (WfCorpusCauses *self, WfReportBuilder *builder)
{
  g_autoptr (WfFigure) figure = wf_corpus_causes_figure (self);

  wf_report_builder_add_figure (builder, figure,
                                _ ("The signs of a step and all that is linked to one of them: at the step "
                                   "before (“prev”), at the same "
                                   "agent’s last step (“own”), and the context. An arrow points from cause "
                                   "to effect; a dashed link goes "
                                   "once the context is known, so that no cause need stand behind it."));
}

/* "step share, own error": what points at a column */
static char *
list_causes (WfCorpusCauses *self, guint column)
{
  WfGraph *graph = wf_discovery_result_get_graph (self->discovery);
  gsize n;
  g_autofree guint *causes = wf_graph_list_parents (graph, column, &n);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (names, (gpointer) wf_graph_get_name (graph, causes[i]));
  return n > 0 ? join_names (names) : g_strdup ("–");
}

static void
add_parents (WfCorpusCauses *self, WfReportBuilder *builder)
{
  const char *const heads[] = { _ ("Sign"), _ ("Strength"), _ ("Weight"), _ ("What points at it"), NULL };

  if (self->parents->len == 0)
    return;
  wf_report_builder_begin_table (
      builder, heads, "sees",
      _ ("Weight: rise of the log-odds of deficiency as the sign goes from 0 to 1. Strength: the same in "
         "standard deviations. Deficiency is computed from the signs, so that they point at it is no "
         "finding; which of them stay linked in these runs, and what stands before them, is."));
  for (guint i = 0; i < self->parents->len; i++)
    {
      const WfDeficiencyParent *parent = &g_array_index (self->parents, WfDeficiencyParent, i);
      g_autofree char *name = wf_report_escape (wf_corpus_causes_get_parent (self, i));
      g_autofree char *strength = wf_format_number (parent->strength);
      g_autofree char *weight = wf_format_number (parent->weight);
      g_autofree char *causes = list_causes (self, parent->column);

      wf_report_builder_add_row (builder, (const char *const[]){ name, strength, weight, causes, NULL });
    }
}

/* What separates a pair, among the records of the search. */
static char *
list_separators (WfCorpusCauses *self, const WfExplainedPair *pair)
{
  for (gsize i = 0; i < wf_discovery_result_get_n_removed (self->discovery); i++)
    {
      g_autoptr (GPtrArray) names = NULL;
      const guint *given;
      gsize n_given;
      guint a, b;
      double p;

      wf_discovery_result_get_removed (self->discovery, i, &a, &b, &given, &n_given, &p);
      if (a != pair->a || b != pair->b)
        continue;
      names = g_ptr_array_new ();
      for (gsize q = 0; q < n_given; q++)
        g_ptr_array_add (names, (gpointer) wf_table_get_name (self->steps->table, given[q]));
      return join_names (names);
    }
  return g_strdup ("");
}

static void
add_explained (WfCorpusCauses *self, WfReportBuilder *builder)
{
  const char *const heads[] = { _ ("Sign"), _ ("Sign"), _ ("Not linked once these are known"), NULL };
  guint n = self->explained->len;
  g_autofree char *caption = NULL;

  if (n == 0)
    return;
  caption = n > MAX_EXPLAINED
                ? g_strdup_printf (_ ("The first %d of %u links that context explains."), MAX_EXPLAINED, n)
                : g_strdup (_ ("Links that context explains: they are there as long as it isn’t known."));
  wf_report_builder_begin_table (builder, heads, "sss", caption);
  for (guint i = 0; i < MIN (n, MAX_EXPLAINED); i++)
    {
      const WfExplainedPair *pair = &g_array_index (self->explained, WfExplainedPair, i);
      g_autofree char *a = wf_report_escape (wf_table_get_name (self->steps->table, pair->a));
      g_autofree char *b = wf_report_escape (wf_table_get_name (self->steps->table, pair->b));
      g_autofree char *separators = list_separators (self, pair);

      wf_report_builder_add_row (builder, (const char *const[]){ a, b, separators, NULL });
    }
}

void
wf_corpus_causes_add_limits (WfCorpusCauses *self, WfReportBuilder *builder)
{
  wf_report_builder_add_text (
      builder, WF_BLOCK_CALLOUT,
      _ ("The tests of what makes steps deficient see linear links only and take steps for independent of "
         "each "
         "other, which those of one run are not: weak links are less sure than their p-values say. Signs "
         "read "
         "the surface of the text, and a cause that no column tells of shows up as a link between others."));
  for (gsize i = 0; self->notes[i] != NULL; i++)
    wf_report_builder_add_note (builder, WF_BLOCK_PROSE, self->notes[i]);
}

void
wf_corpus_causes_add_facts (WfCorpusCauses *self, WfReportBuilder *builder)
{
  const WfDiscovery *search = wf_discovery_find (wf_discovery_result_get_method (self->discovery), NULL);
  g_autofree char *method =
      g_strdup_printf (_ ("after Ma et al. 2025 (CDC-MAS); %s, %s"), _ (search->name), search->citation);
  g_autofree char *params = wf_params_to_text (wf_discovery_result_get_params (self->discovery));
  g_autofree char *tests = wf_format_count (wf_discovery_result_get_n_tests (self->discovery));

  wf_report_builder_add_fact (builder, _ ("Search"), method);
  wf_report_builder_add_fact (builder, _ ("Parameters"), params);
  wf_report_builder_add_fact (builder, _ ("Tests made"), tests);
}

static void
add_body (WfCorpusCauses *self, WfReportBuilder *builder)
{
  add_figure (self, builder);
  add_parents (self, builder);
  add_explained (self, builder);
}

/**
 * wf_corpus_causes_add_to_report:
 * @self: a result
 * @builder: a report on the corpus
 *
 * Adds a section: what was found, the graph, the parents of the deficiency, and what context explains. Limits
 * and method belong to those of the whole report.
 */
void
wf_corpus_causes_add_to_report (WfCorpusCauses *self, WfReportBuilder *builder)
{
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("What makes steps deficient"));
  add_answer (self, builder, WF_BLOCK_PROSE);
  add_body (self, builder);
}

/**
 * wf_corpus_causes_report:
 * @self: a result
 * @provenance: (nullable): where the runs come from and how to make the report again
 *
 * Returns: (transfer full): a report of its own
 */
WfReport *
wf_corpus_causes_report (WfCorpusCauses *self, WfProvenance *provenance)
{
  g_autofree char *title =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "What makes steps deficient in %zu run?",
                                    "What makes steps deficient in %zu runs?", self->steps->n_runs),
                       self->steps->n_runs);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Attribution report"), title);
  const char *undone = _ ("No run was repeated with a sign taken away, and no language model was asked.");

  add_answer (self, builder, WF_BLOCK_VERDICT);
  wf_report_builder_add_abstract (
      builder, _ ("Links are found by tests on the surface of the steps: some are chance."), provenance);
  add_body (self, builder);
  wf_report_builder_begin_doubts (builder);
  wf_corpus_causes_add_limits (self, builder);
  wf_report_builder_add_undone (builder, &undone, 1);
  wf_report_builder_begin_method (builder);
  wf_corpus_causes_add_facts (self, builder);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
