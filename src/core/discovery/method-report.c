/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How the graph was found, and what could make it wrong. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/discovery/discovery-report-private.h"
#include "core/report/sections.h"
#include "core/score/score.h"

static void
add_fact (const WfDiscoveryReport *self, const char *name, const char *value)
{
  const char *cells[] = { name, value, NULL };

  wf_report_builder_add_row (self->builder, cells);
}

/* The score the search went by, or NULL for a search without one. */
static const WfScoreKind *
get_score (const WfDiscoveryReport *self)
{
  const char *id = wf_discovery_result_get_score (self->result);

  return id != NULL ? wf_score_find (id, NULL) : NULL;
}

/* What was searched. */
static char *
describe_data (const WfDiscoveryReport *self)
{
  WfCovariance *covariance = wf_discovery_result_get_covariance (self->result);
  WfGraph *oracle = wf_discovery_result_get_oracle (self->result);
  gsize n_rows = covariance != NULL ? wf_covariance_get_n_rows (covariance) : 0;
  gsize n = oracle != NULL       ? wf_graph_get_n_nodes (oracle)
            : covariance != NULL ? wf_covariance_get_n_variables (covariance)
                                 : 0;
  g_autofree char *rows = wf_format_count (n_rows);
  g_autofree char *columns = wf_format_count (n);
  g_autofree char *observed = wf_format_count (wf_graph_get_n_nodes (self->graph));
  g_autofree char *size = self->table != NULL ? wf_table_describe_size (self->table) : NULL;
  g_autofree char *weights = self->table != NULL ? wf_table_describe_weights (self->table) : NULL;

  if (oracle != NULL)
    return g_strdup_printf (_ ("none: a graph of %s nodes, %s of them observed"), columns, observed);
  if (covariance != NULL)
    return g_strdup_printf (_ ("covariance of %s variables, n = %s"), columns, rows);
  if (weights != NULL)
    return g_strdup_printf (_ ("%s; %s"), size, weights);
  return g_steal_pointer (&size);
}

void
wf_discovery_report_add_method (const WfDiscoveryReport *self)
{
  const WfCiTestKind *test = wf_discovery_result_get_test (self->result);
  const WfScoreKind *score = get_score (self);
  g_autofree char *params = wf_params_to_text (wf_discovery_result_get_params (self->result));
  g_autofree char *escaped = wf_report_escape (params);
  g_autofree char *data = describe_data (self);
  g_autofree char *tests = wf_format_count (wf_discovery_result_get_n_tests (self->result));
  g_autofree char *search = g_strdup_printf ("%s. %s", _ (self->method->name), self->method->citation);

  wf_report_builder_begin_method (self->builder);
  add_fact (self, _ ("Search"), search);
  if (test != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s. %s", _ (test->name), test->citation);

      add_fact (self, _ ("Test"), text);
    }
  if (score != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s. %s", _ (score->name), score->citation);

      add_fact (self, _ ("Score"), text);
    }
  add_fact (self, _ ("Parameters"), escaped);
  add_fact (self, _ ("Data"), data);
  if (test != NULL)
    add_fact (self, _ ("Tests made"), tests);
}

static void
add_test_assumptions (const WfCiTestKind *test, GString *text)
{
  if (g_str_equal (test->id, "fisher-z"))
    g_string_append (
        text, _ ("Fisher’s z sees only linear dependence and takes the noise for normal: where relations "
                 "bend, edges are missed or added."));
  else if (g_str_equal (test->id, "g-square"))
    g_string_append (
        text, _ ("The G² test needs several rows in each cell of a table: with many levels or large sets "
                 "it finds too little and drops edges."));
  else if (g_str_equal (test->id, "wilks"))
    g_string_append (
        text, _ ("The test sees only linear dependence and shifts of the mean, and takes the noise for "
                 "normal: where relations bend, or where only their strength or noise changes, edges are "
                 "missed or added."));
  g_string_append (text, " ");
  g_string_append (text,
                   _ ("Every test is decided at the significance level above; another level gives another "
                      "graph."));
}

static void
add_data_assumptions (const WfDiscoveryReport *self)
{
  const WfCiTestKind *test = wf_discovery_result_get_test (self->result);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append (
      text, self->method->returns == WF_GRAPH_PAG
                ? _ ("Common causes that aren’t in the table are allowed for. Influences that cancel each "
                     "other out, or that are too weak for this many rows, are missed.")
                : _ ("A common cause that isn’t in the table shows up as an edge or as a wrong arrow. "
                     "Influences that cancel each other out, or that are too weak for this many rows, are "
                     "missed."));
  g_string_append (text, " ");
  if (test != NULL)
    add_test_assumptions (test, text);
  if (get_score (self) != NULL)
    g_string_append_printf (text, "%s%s", test != NULL ? " " : "",
                            _ ("A graph counts as better when its score is; the score takes the form of the "
                               "relations and of the noise for granted, and another score or penalty gives "
                               "another graph."));
  g_string_append (text, " ");
  g_string_append (text, _ ("Rows must be independent of each other: time series and repeated measurements "
                            "aren’t."));
  wf_report_builder_add_text (self->builder, WF_BLOCK_CALLOUT, text->str);
}

/* A graph was asked instead of data: what comes out is as true as it is. */
static void
add_oracle_assumptions (const WfDiscoveryReport *self)
{
  const char *hidden =
      self->method->returns == WF_GRAPH_PAG
          ? _ ("Nodes of the graph that aren’t observed are allowed for.")
          : _ ("This search takes it that every common cause is observed: one that isn’t shows up as an edge "
               "or as a wrong arrow.");
  g_autofree char *text = g_strdup_printf (
      _ ("**What this tells.** No data were searched. This is what the search would find with unlimited data "
         "if the given graph were true and every dependence in it could be seen; from real data it finds "
         "less. %s"),
      hidden);

  wf_report_builder_add_text (self->builder, WF_BLOCK_CALLOUT, text);
}

void
wf_discovery_report_add_assumptions (const WfDiscoveryReport *self)
{
  wf_report_builder_begin_doubts (self->builder);
  if (wf_discovery_result_get_oracle (self->result) != NULL)
    add_oracle_assumptions (self);
  else
    add_data_assumptions (self);
}

void
wf_discovery_report_add_undone (const WfDiscoveryReport *self)
{
  gboolean is_oracle = wf_discovery_result_get_oracle (self->result) != NULL;
  const char *sentences[] = {
    wf_discovery_result_get_ensemble (self->result) != NULL || is_oracle
        ? NULL
        : _ ("The search was not repeated on samples of the rows, so nothing tells how sure each edge is."),
    is_oracle ? _ ("No data were looked at.")
              : _ ("No other search or test was tried, and no experiment was made to check the arrows."),
    _ ("How strong the effects along the edges are was not computed."),
  };

  wf_report_builder_add_undone (self->builder, sentences, G_N_ELEMENTS (sentences));
}
