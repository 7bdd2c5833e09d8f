/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/learnable.h"
#include "app/proposal.h"
#include "core/base/format.h"

#define MANY_VARIABLES 300 /* beyond it FGES answers sooner than BOSS */
#define FEW_ROWS       10  /* for each variable */

typedef enum
{
  KIND_SCORE,
  KIND_BOTH,
  KIND_TESTS,
  KIND_OTHER,
  KIND_HIDDEN,
} Kind;

static Kind
get_kind (const WfDiscovery *method)
{
  gboolean has_test = method->test != NULL || wf_params_find (method->params, "test") != NULL;
  gboolean has_score = wf_params_find (method->params, "score") != NULL;

  if (method->returns == WF_GRAPH_PAG || method->returns == WF_GRAPH_MAG || method->returns == WF_GRAPH_ADMG)
    return KIND_HIDDEN;
  if (has_test && has_score)
    return KIND_BOTH;
  return has_score ? KIND_SCORE : has_test ? KIND_TESTS : KIND_OTHER;
}

const char *
wf_method_describe_kind (const WfDiscovery *method)
{
  switch (get_kind (method))
    {
      case KIND_SCORE:
        return _ ("by score");
      case KIND_BOTH:
        return _ ("by score and tests");
      case KIND_TESTS:
        return _ ("by tests");
      case KIND_HIDDEN:
        return _ ("allows hidden common causes");
      case KIND_OTHER:
      default:
        return "";
    }
}

/* a search that takes no mixed table gets the columns of the kind that has more of them */
static gboolean
can_take (const WfDiscovery *method, WfTable *table)
{
  g_autoptr (WfTable) part = wf_learnable_select (table, method->accepts, NULL);

  return (method->accepts & wf_table_get_data_kind (part)) != 0;
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  const WfDiscovery *one = *(const WfDiscovery *const *) a, *other = *(const WfDiscovery *const *) b;
  const WfDiscovery *const *all = wf_discoveries_get_all ();

  if (get_kind (one) != get_kind (other))
    return get_kind (one) < get_kind (other) ? -1 : 1;
  for (; *all; all++)
    if (*all == one || *all == other)
      return *all == one ? -1 : 1;
  return 0;
}

GPtrArray *
wf_methods_list (WfTable *table)
{
  GPtrArray *methods = g_ptr_array_new ();

  g_return_val_if_fail (table != NULL, methods);

  for (const WfDiscovery *const *method = wf_discoveries_get_all (); *method; method++)
    if (can_take (*method, table))
      g_ptr_array_add (methods, (gpointer) *method);
  g_ptr_array_sort (methods, compare_kinds);
  return methods;
}

/* of the first of these that takes the whole table; else the first that takes a part of it */
static const WfDiscovery *
choose (WfTable *table, GPtrArray *methods, const char *const *wanted)
{
  const WfDiscovery *partial = NULL;

  for (; *wanted; wanted++)
    for (guint i = 0; i < methods->len; i++)
      {
        const WfDiscovery *method = g_ptr_array_index (methods, i);

        if (!g_str_equal (method->id, *wanted))
          continue;
        if (method->accepts & wf_table_get_data_kind (table))
          return method;
        partial = partial ? partial : method;
      }
  return partial ? partial : g_ptr_array_index (methods, 0);
}

static const char *
describe_data (WfDataKind kind)
{
  return kind == WF_DATA_CONTINUOUS ? _ ("all numbers")
         : kind == WF_DATA_DISCRETE ? _ ("all with levels")
                                    : _ ("numbers and levels");
}

static const char *
describe_reason (const WfDiscovery *method, gboolean has_many)
{
  if (has_many)
    return _ ("quick with so many variables");
  return get_kind (method) == KIND_SCORE ? _ ("a search by score, which needs no significance level")
                                         : wf_method_describe_kind (method);
}

const WfDiscovery *
wf_methods_propose (WfTable *table, GPtrArray *methods, char **sentence)
{
  gboolean has_counts = wf_table_has_counts (table);
  /* of shares of the whole nobody knows of how many */
  gsize n_rows = has_counts ? (gsize) wf_table_get_total_weight (table) : wf_table_get_n_rows (table);
  gsize n_columns = wf_table_get_n_columns (table);
  gboolean has_many = n_columns > MANY_VARIABLES;
  static const char *const few[] = { "boss", "fges", "pc", NULL };
  static const char *const many[] = { "fges", "pc", "boss", NULL };
  const WfDiscovery *method;
  g_autofree char *rows = wf_format_count (n_rows);
  g_autofree char *columns = wf_format_count (n_columns);
  g_autofree char *first = NULL;
  const char *more = "";

  g_return_val_if_fail (methods->len > 0, NULL);

  method = choose (table, methods, has_many ? many : few);
  /* Translators: "853 rows, 11 variables, all numbers: BOSS, a search by score." */
  first = g_strdup_printf (_ ("%s rows, %s variables, %s: %s, %s."), rows, columns,
                           describe_data (wf_table_get_data_kind (table)), _ (method->name),
                           describe_reason (method, has_many));
  if (has_counts && n_rows < FEW_ROWS * n_columns)
    more = _ ("These are few rows: bootstrap samples show what can be relied on.");
  *sentence = g_strconcat (first, *more ? " " : "", more, NULL);
  return method;
}
