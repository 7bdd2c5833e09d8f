/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/pair-inspector.h"

/* marks in the order arrow, circle, tail */
static char *
describe_marks (WfMark at_a, WfMark at_b, const char *a, const char *b)
{
  if (at_a == WF_MARK_ARROW && at_b == WF_MARK_ARROW)
    return g_strdup_printf (
        _ ("Neither %s nor %s causes the other: something that was not measured causes both."), a, b);
  if (at_a == WF_MARK_CIRCLE && at_b == WF_MARK_ARROW)
    return g_strdup_printf (
        _ ("%2$s is no cause of %1$s. Whether %1$s causes %2$s, or something that was not measured "
           "causes both, stays open."),
        a, b);
  if (at_a == WF_MARK_CIRCLE && at_b == WF_MARK_CIRCLE)
    return g_strdup_printf (_ ("%s and %s are linked. Which causes which, or whether something that was not "
                               "measured causes both, stays open."),
                            a, b);
  if (at_a == WF_MARK_TAIL && at_b == WF_MARK_CIRCLE)
    return g_strdup_printf (_ ("%1$s is a cause of %2$s or of what was selected on; the rest stays open."), a,
                            b);
  return g_strdup_printf (_ ("%s and %s are linked. The data leave the direction open."), a, b);
}

char *
wf_pair_describe (WfGraph *graph, guint a, guint b)
{
  const char *name_a = wf_graph_get_name (graph, a), *name_b = wf_graph_get_name (graph, b);
  WfMark at_a = wf_graph_get_mark (graph, b, a), at_b = wf_graph_get_mark (graph, a, b);
  gboolean may_hide = wf_graph_get_kind (graph) == WF_GRAPH_PAG || wf_graph_get_kind (graph) == WF_GRAPH_MAG;

  if (at_a == WF_MARK_NONE)
    return g_strdup_printf (_ ("There is no direct link between %s and %s."), name_a, name_b);
  /* each case once: the mark that says more stands second, but a tail before a circle */
  if ((at_a == WF_MARK_ARROW && at_b != WF_MARK_ARROW) || (at_a == WF_MARK_CIRCLE && at_b == WF_MARK_TAIL))
    return wf_pair_describe (graph, b, a);
  if (at_a == WF_MARK_TAIL && at_b == WF_MARK_ARROW)
    return g_strdup_printf (may_hide ? _ ("%s is a cause of %s, directly or through others.")
                                     : _ ("%s is a direct cause of %s."),
                            name_a, name_b);
  return describe_marks (at_a, at_b, name_a, name_b);
}
