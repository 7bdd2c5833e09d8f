/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/blame-report-private.h"
#include "core/base/format.h"

/* "step 1", "steps 1, 4 (0.2 of its fault left)" */
static char *
name_repairs (const WfRepair *repairs, gsize n_repairs)
{
  g_autoptr (GString) steps = g_string_new (NULL);

  for (gsize r = 0; r < n_repairs; r++)
    {
      g_autofree char *keep = wf_format_number (repairs[r].keep);

      g_string_append_printf (steps, "%s%zu", r > 0 ? ", " : "", repairs[r].step);
      if (repairs[r].keep > 0)
        g_string_append_printf (steps, _ (" (%s of its fault left)"), keep);
    }
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "step %s", "steps %s", n_repairs), steps->str);
}

static char *
make_heading (const WfRepair *repairs, gsize n_repairs)
{
  g_autofree char *steps = name_repairs (repairs, n_repairs);

  if (n_repairs == 1 && repairs[0].keep == 0)
    return g_strdup_printf (_ ("What if step %zu had been right?"), repairs[0].step);
  return g_strdup_printf (_ ("What if %s had been repaired?"), steps);
}

static char *
describe (WfBlame *blame, const WfRepair *repairs, gsize n_repairs, double after, double control)
{
  g_autofree char *from = wf_format_number (wf_blame_get_failure (blame));
  g_autofree char *to = wf_format_number (after);
  g_autofree char *random = wf_format_number (control);

  if (n_repairs == 1 && wf_blame_get_fault (blame, repairs[0].step) == 0)
    return g_strdup_printf (
        _ ("The model sees no fault of step %zu’s own beyond what its sources explain, so the deficiency "
           "that reaches the outcome "
           "stays at %s. Putting a random step right gives %s. This is a model’s answer, not a replay of the "
           "run."),
        repairs[0].step, from, random);
  if (n_repairs == 1)
    return g_strdup_printf (
        _ ("In the model the deficiency that reaches the outcome falls from %s to **%s**. "
           "Putting a random step right instead "
           "gives %s. This is a model’s answer, not a replay of the run."),
        from, to, random);
  return g_strdup_printf (_ ("In the model the deficiency that reaches the outcome falls from %s to **%s**. "
                             "The same repairs of random "
                             "steps give %s on average. This is a model’s answer, not a replay of the run."),
                          from, to, random);
}

static void
add_row (WfFigure *chart, const char *label, double before, double after, gboolean is_emphasised)
{
  g_autofree char *from = wf_format_number (before);
  g_autofree char *to = wf_format_number (after);
  g_autofree char *text = g_strdup_printf ("%s → %s", from, to);

  wf_figure_add_bar (chart, label, before, after, text, is_emphasised);
}

void
wf_blame_add_repairs (WfBlame *blame, const WfRepair *repairs, gsize n_repairs, WfReportBuilder *builder)
{
  double before = wf_blame_get_failure (blame);
  double after = wf_blame_get_repaired (blame, repairs, n_repairs, NULL);
  double control = wf_blame_get_random_repaired (blame, repairs, n_repairs);
  g_autoptr (WfFigure) chart = wf_figure_new_chart (WF_CHART_DUMBBELL, 0, 1);
  g_autofree char *heading = make_heading (repairs, n_repairs);
  g_autofree char *label = name_repairs (repairs, n_repairs);
  g_autofree char *text = describe (blame, repairs, n_repairs, after, control);
  g_autofree char *alt = wf_report_strip (text);

  add_row (chart, label, before, after, TRUE);
  add_row (chart, n_repairs == 1 ? _ ("random step") : _ ("random steps"), before, control, FALSE);
  wf_figure_set_alt (chart, alt);
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, heading);
  wf_report_builder_add_figure (builder, chart,
                                _ ("Deficiency that reaches the outcome in the model, from 0 (none) to 1: as "
                                   "logged (open circle), with the repair (filled)."));
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text);
}
