/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How often samples of the rows have each edge: the numbers behind the drawn consensus. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/discovery/discovery-report-private.h"

#define MAX_DRAWN   200
#define MAX_UNDRAWN 20

typedef struct
{
  guint a, b;
  double share; /* of the samples that agree with what is drawn, or that have any edge */
} Row;

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *s = a;
  const Row *t = b;

  if (s->share != t->share)
    return s->share > t->share ? -1 : 1;
  if (s->a != t->a)
    return s->a < t->a ? -1 : 1;
  return s->b < t->b ? -1 : s->b > t->b;
}

/* "→ 80 %, — 12 %, no edge 8 %" between a and b as they stand in the row */
static char *
describe_shares (WfEnsemble *ensemble, guint a, guint b)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (WfMark mark_a = WF_MARK_NONE; mark_a <= WF_MARK_CIRCLE; mark_a++)
    for (WfMark mark_b = WF_MARK_NONE; mark_b <= WF_MARK_CIRCLE; mark_b++)
      {
        double share = wf_ensemble_get_probability (ensemble, a, b, mark_a, mark_b);
        g_autofree char *percent = NULL;

        if (share == 0 || mark_a == WF_MARK_NONE)
          continue;
        percent = wf_format_percent (share);
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", wf_marks_to_text (mark_a, mark_b),
                                percent);
      }
  if (wf_ensemble_get_adjacency (ensemble, a, b) < 1)
    {
      g_autofree char *percent = wf_format_percent (1 - wf_ensemble_get_adjacency (ensemble, a, b));

      g_string_append_printf (text, _ (", no edge %s"), percent);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (const WfDiscoveryReport *self, const Row *row, gboolean is_drawn)
{
  WfEnsemble *ensemble = wf_discovery_result_get_ensemble (self->result);
  gboolean is_backward = wf_graph_get_mark (self->graph, row->b, row->a) == WF_MARK_ARROW &&
                         wf_graph_get_mark (self->graph, row->a, row->b) != WF_MARK_ARROW;
  guint a = is_backward ? row->b : row->a;
  guint b = is_backward ? row->a : row->b;
  g_autofree char *a_name = wf_report_escape (wf_graph_get_name (self->graph, a));
  g_autofree char *b_name = wf_report_escape (wf_graph_get_name (self->graph, b));
  g_autofree char *percent = wf_format_points (row->share);
  g_autofree char *shares = describe_shares (ensemble, a, b);
  const char *marks =
      wf_marks_to_text (wf_graph_get_mark (self->graph, b, a), wf_graph_get_mark (self->graph, a, b));
  const char *drawn[] = { a_name, marks, b_name, percent, shares, NULL };
  const char *undrawn[] = { a_name, b_name, percent, shares, NULL };

  wf_report_builder_add_row (self->builder, is_drawn ? drawn : undrawn);
}

static void
add_introduction (const WfDiscoveryReport *self, WfEnsemble *ensemble)
{
  static const char *const rules[] = {
    N_ ("the most frequent edge of each pair, however often there is none (preserved)"),
    N_ ("of each pair what is most frequent, “no edge” included (highest)"),
    N_ ("the edges that more than half of the samples have (majority)"),
  };
  double threshold = wf_discovery_result_get_ensemble_threshold (self->result);
  g_autofree char *percent = wf_format_percent (threshold);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (
      text,
      g_dngettext (GETTEXT_PACKAGE,
                   "The search was repeated on %u sample of the rows, of as many rows, drawn with "
                   "replacement (Efron 1979; Friedman, Goldszmidt & Wyner 1999).",
                   "The search was repeated on %u samples of the rows, each of as many rows, drawn "
                   "with replacement (Efron 1979; Friedman, Goldszmidt & Wyner 1999).",
                   wf_ensemble_get_n_samples (ensemble)),
      wf_ensemble_get_n_samples (ensemble));
  g_string_append_printf (text, _ (" The graph drawn has %s"),
                          _ (rules[wf_discovery_result_get_ensemble_rule (self->result)]));
  if (threshold > 0)
    g_string_append_printf (text, _ (", as far as %s of the samples agree"), percent);
  g_string_append (text, _ (". An open mark or direction agrees with any."));
  wf_report_builder_add_text (self->builder, WF_BLOCK_PROSE, text->str);
}

static void
add_drawn (const WfDiscoveryReport *self)
{
  const char *heads[] = { _ ("From"), "", _ ("To"), _ ("Samples that agree"), _ ("What they have"), NULL };
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (self->graph, &n_edges);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (gsize e = 0; e < n_edges; e++)
    {
      Row row = { .a = edges[e].a, .b = edges[e].b, .share = edges[e].probability };

      g_array_append_val (rows, row);
    }
  if (n_edges == 0)
    return;
  g_array_sort (rows, compare_rows);
  wf_report_builder_begin_table (self->builder, heads, "ssses", NULL);
  wf_report_builder_set_units (self->builder, (const char *const[]){ NULL, NULL, NULL, "%", NULL });
  for (guint i = 0; i < MIN (rows->len, MAX_DRAWN); i++)
    add_row (self, &g_array_index (rows, Row, i), TRUE);
}

static void
add_undrawn (const WfDiscoveryReport *self, WfEnsemble *ensemble)
{
  const char *heads[] = { _ ("Variable"), _ ("Variable"), _ ("Samples with an edge"), _ ("What they have"),
                          NULL };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (gsize i = 0; i < wf_ensemble_get_n_pairs (ensemble); i++)
    {
      Row row;

      wf_ensemble_get_pair (ensemble, i, &row.a, &row.b);
      row.share = wf_ensemble_get_adjacency (ensemble, row.a, row.b);
      if (!wf_graph_is_adjacent (self->graph, row.a, row.b))
        g_array_append_val (rows, row);
    }
  if (rows->len == 0)
    return;
  g_array_sort (rows, compare_rows);
  wf_report_builder_add_text (self->builder, WF_BLOCK_HEADING,
                              _ ("Edges that are not drawn but some samples have"));
  wf_report_builder_begin_table (self->builder, heads, "sses", NULL);
  wf_report_builder_set_units (self->builder, (const char *const[]){ NULL, NULL, "%", NULL });
  for (guint i = 0; i < MIN (rows->len, MAX_UNDRAWN); i++)
    add_row (self, &g_array_index (rows, Row, i), FALSE);
}

char *
wf_discovery_report_describe_certainty (const WfDiscoveryReport *self)
{
  WfEnsemble *ensemble = wf_discovery_result_get_ensemble (self->result);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (self->graph, &n_edges);
  double least = 1, most = 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (wf_discovery_result_get_oracle (self->result) != NULL)
    return g_strdup (_ ("This is exact for the graph that was asked; no data were searched."));
  if (ensemble == NULL)
    return g_strdup (_ ("Nothing tells how sure each edge is: the search ran once, on all rows."));
  for (gsize e = 0; e < n_edges; e++)
    {
      least = MIN (least, edges[e].probability);
      most = MAX (most, edges[e].probability);
    }
  if (n_edges == 0)
    return g_strdup (_ ("How often samples of the rows have an edge all the same is told below."));
  from = wf_format_percent (least);
  to = wf_format_percent (most);
  if (least == most)
    return g_strdup_printf (_ ("With each edge drawn agree %s of %u samples of the rows."), to,
                            wf_ensemble_get_n_samples (ensemble));
  return g_strdup_printf (_ ("With each edge drawn agree %s to %s of %u samples of the rows."), from, to,
                          wf_ensemble_get_n_samples (ensemble));
}

void
wf_discovery_report_add_samples (const WfDiscoveryReport *self)
{
  WfEnsemble *ensemble = wf_discovery_result_get_ensemble (self->result);

  if (ensemble == NULL)
    return;
  wf_report_builder_add_text (self->builder, WF_BLOCK_HEADING, _ ("How sure the edges are"));
  add_introduction (self, ensemble);
  wf_discovery_report_add_ensemble (self, ensemble);
  add_drawn (self);
  add_undrawn (self, ensemble);
}
