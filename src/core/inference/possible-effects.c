/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/inference/possible-effects-private.h"
#include "core/inference/question-private.h"

static const WfParam parameters[] = {
  { .id = "members",
    .name = N_ ("Members"),
    .type = WF_PARAM_INTEGER,
    .value = 10000,
    .min = 1,
    .max = 10000000,
    .help = N_ (
        "Steps of counting the members of the class, or members with hidden common causes that are looked "
        "at, at most") },
  { .id = NULL },
};

G_DEFINE_BOXED_TYPE (WfPossibleEffects,
                     wf_possible_effects,
                     wf_possible_effects_ref,
                     wf_possible_effects_unref)

const WfParam *
wf_possible_effects_get_parameters (void)
{
  return parameters;
}

static void
possible_effects_clear (gpointer data)
{
  WfPossibleEffects *self = data;

  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_free (self->opened);
  g_strfreev (self->warnings);
}

WfPossibleEffects *
wf_possible_effects_ref (WfPossibleEffects *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_possible_effects_unref (WfPossibleEffects *self)
{
  g_atomic_rc_box_release_full (self, possible_effects_clear);
}

/* The columns of the nodes, in their order. */
static WfTable *
select_columns (WfTable *table, WfGraph *graph, GError **error)
{
  gsize n = wf_graph_get_n_nodes (graph);
  g_autofree gsize *columns = g_new (gsize, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const char *name = wf_graph_get_name (graph, i);
      gssize column = wf_table_find_column (table, name);
      const char *nearest = column < 0 ? wf_nearest_name (name, wf_table_get_names (table)) : NULL;

      if (column < 0)
        {
          if (wf_table_fail_text (table, name, error))
            return NULL;
          if (nearest != NULL)
            g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                         _ ("The table has no column “%s” of the graph; did you mean “%s”?"), name, nearest);
          else
            g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The table has no column “%s” of the graph"),
                         name);
          return NULL;
        }
      columns[i] = (gsize) column;
    }
  return wf_table_select (table, columns, n);
}

static gboolean
find_node (WfGraph *graph, const char *name, guint *node, GError **error)
{
  gssize found = wf_question_find_node (graph, name, error);

  *node = (guint) found;
  return found >= 0;
}

/* The mean of a column of numbers; 0 for levels: the first. */
static double
get_mean (WfTable *table, guint column)
{
  gsize n_rows, n = 0;
  const double *values = wf_table_get_values (table, column, &n_rows);
  double mean = 0.0;

  for (gsize row = 0; values != NULL && row < n_rows; row++)
    if (!isnan (values[row]))
      mean += (values[row] - mean) / (double) ++n;
  return mean;
}

static gboolean
resolve (WfPossibleEffects *self, const char *from, const char *to, const char *level, GError **error)
{
  WfContrast *contrast = &self->contrast;
  gsize n_exposure = wf_table_get_n_levels (self->table, contrast->exposure);
  gsize n_outcome = wf_table_get_n_levels (self->table, contrast->outcome);
  double outcome_level = 0.0;

  contrast->table = self->table;
  if (!wf_contrast_read_value (self->table, contrast->exposure, from,
                               get_mean (self->table, contrast->exposure), &contrast->from, error) ||
      !wf_contrast_read_value (self->table, contrast->exposure, to,
                               n_exposure > 0 ? (double) n_exposure - 1.0 : contrast->from + 1.0,
                               &contrast->to, error))
    return FALSE;
  if (n_outcome > 0 && !wf_contrast_read_value (self->table, contrast->outcome, level,
                                                (double) n_outcome - 1.0, &outcome_level, error))
    return FALSE;
  if (n_outcome == 0 && level != NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has no levels: its mean is asked for"),
                   wf_table_get_name (self->table, contrast->outcome));
      return FALSE;
    }
  contrast->level = (guint) outcome_level;
  if (contrast->from == contrast->to)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("From and to are the same value of %s; take two"),
                   wf_table_get_name (self->table, contrast->exposure));
      return FALSE;
    }
  return TRUE;
}

/* No group: no member fits, or none of those that were looked at. */
static gboolean
list_members (WfPossibleEffects *self, WfGraph *graph, gsize limit, WfProgress *progress, GError **error)
{
  self->is_complete = TRUE;
  switch (wf_graph_get_kind (graph))
    {
      case WF_GRAPH_DAG:
      case WF_GRAPH_CPDAG:
        return wf_dag_members_list (graph, self->contrast.exposure, self->contrast.outcome, limit,
                                    self->groups, progress, error);
      case WF_GRAPH_MAG:
      case WF_GRAPH_PAG:
        return wf_mag_members_list (graph, self->contrast.exposure, self->contrast.outcome, limit,
                                    self->groups, &self->is_complete, progress, error);
      case WF_GRAPH_UNKNOWN:
        g_set_error (
            error, WF_ERROR, WF_ERROR_UNSUPPORTED,
            _ ("The marks of this graph fit no class of graphs: it has a cycle, or — and ↔ that don't "
               "go together. Turn an arrow; of a graph that was learned, let the file name its kind, "
               "“cpdag” or “pag”"));
        return FALSE;
      case WF_GRAPH_ADMG:
      default:
        g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                     _ ("This graph (%s) stands for no class of graphs; a DAG, CPDAG, MAG or PAG does"),
                     wf_graph_kind_to_text (wf_graph_get_kind (graph)));
        return FALSE;
    }
}

/* The members, or what can be said without: first the edges that close cycles are opened; when still no graph
 * fits, only the edges at the exposure are read. */
static gboolean
list_readings (WfPossibleEffects *self, gsize limit, WfProgress *progress, GError **error)
{
  g_autoptr (WfGraph) open = NULL;

  if (!list_members (self, self->graph, limit, progress, error))
    return FALSE;
  if (self->groups->len > 0)
    return TRUE;
  open = wf_local_members_open (self->graph, &self->opened);
  if (self->opened != NULL && !list_members (self, open, limit, progress, error))
    return FALSE;
  self->is_local = self->groups->len == 0;
  return !self->is_local || wf_local_members_list (open, self->contrast.exposure, self->contrast.outcome,
                                                   limit, self->groups, &self->is_complete, progress, error);
}

static void
name_adjusted (WfPossibleEffects *self, WfMemberGroup *group)
{
  group->names = g_new0 (char *, group->n_adjusted + 1);
  for (gsize i = 0; i < group->n_adjusted; i++)
    group->names[i] = g_strdup (wf_graph_get_name (self->graph, group->adjusted[i]));
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  double x = ((const WfMemberGroup *) a)->result.effect, y = ((const WfMemberGroup *) b)->result.effect;

  if (isnan (x) || isnan (y))
    return isnan (x) - isnan (y);
  return (x > y) - (x < y);
}

/* Marks that contradict each other, and what was made of them. */
static void
warn_conflicts (WfPossibleEffects *self, GStrvBuilder *builder)
{
  g_autofree char *text = NULL;

  if (self->opened != NULL)
    {
      text = g_strdup_printf (_ ("these edges contradict the arrows around them, and were read as open: %s; "
                                 "set the direction of those you know"),
                              self->opened);
      g_strv_builder_add (builder, text);
    }
  if (!self->is_local)
    return;
  g_free (text);
  text = g_strdup_printf (
      _ ("no graph was found that fits all marks: some of them conflict. Every line rests only on one "
         "reading of the edges at %s; some readings may belong to no graph. Learn the graph anew, with "
         "another alpha or more rows, or set a mark by hand"),
      wf_graph_get_name (self->graph, self->contrast.exposure));
  g_strv_builder_add (builder, text);
}

static void
warn (WfPossibleEffects *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  double worst = 0.0;

  warn_conflicts (self, builder);
  if (!self->is_complete)
    g_strv_builder_add (
        builder, _ ("there are more members than were looked at: the range may be wider; raise “--members”"));
  for (guint i = 0; i < self->groups->len; i++)
    worst = MAX (worst, g_array_index (self->groups, WfMemberGroup, i).result.unsupported);
  if (worst > 0.0)
    {
      g_autofree char *share = wf_format_percent (worst);
      g_autofree char *text = g_strdup_printf (_ ("up to %s of the rows are in groups where only one of the "
                                                  "two levels is seen; they say nothing of the effect"),
                                               share);

      g_strv_builder_add (builder, text);
    }
  self->warnings = g_strv_builder_end (builder);
}

/**
 * wf_list_possible_effects:
 * @table: the data; its columns hold the nodes of the graph, by name
 * @graph: a DAG, CPDAG (more arrows than those of the class are background knowledge), MAG or PAG
 * @exposure: name of a node
 * @outcome: name of another
 * @from: (nullable): value or level of the exposure; %NULL = the mean, or the first level
 * @to: (nullable): another; %NULL = one unit more than @from, or the last level
 * @level: (nullable): of a discrete outcome, whose probability is asked; %NULL = its last
 * @params: (nullable): values of wf_possible_effects_get_parameters()
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * The effect of the exposure on the outcome in every member of the class. In a DAG the parents of the
 * exposure identify it, so that only the sets of parents that some member has are looked at, each found
 * valid by extending it under Meek's rules (Maathuis, Kalisch & Buhlmann 2009; with background knowledge
 * Perkovic, Kalisch & Maathuis 2017, UAI). With hidden common causes, the MAGs of the class are listed, and
 * each is asked for an adjustment set (Malinsky & Spirtes 2017, IJAR 88; Perkovic et al. 2018, JMLR 18); it
 * can have none.
 *
 * Parents are valid, but the least precise set there is, and members that hold other sets may still ask for
 * the same number. So each set is turned into the most precise one with the same estimand, in steps that rest
 * only on separations, which all members share (wf_adjustment_refine()). Of a DAG or an orientation of the
 * edges at the exposure in a CPDAG it is the optimal adjustment set (Henckel, Perkovic & Maathuis 2022, JRSS
 * B 84; for a class Witte, Henckel, Maathuis & Didelez 2020, JMLR 21). Entries with the same set become one.
 * Where levels are too rare for it, the smaller set is kept.
 *
 * When the marks of a learned graph conflict, so that it has no member, the edges that close
 * cycles are opened, and if that isn't enough only the edges at the exposure are read, each way without a new
 * collider there; a warning says so, and there are no members to count. Continuous exposures by least
 * squares, discrete ones standardised over the groups of what is adjusted for.
 *
 * Errors: #WF_ERROR_DATA: an unknown name or level, the same value twice, weights of rows that are no counts;
 * #WF_ERROR_UNSUPPORTED: a graph of another kind, or with an edge that stands for selection.
 *
 * Cost: exponential in the open edges at the exposure; a PAG in all its circles, up to the limit.
 *
 * Returns: (transfer full): the effects, or %NULL with an error
 */
WfPossibleEffects *
wf_list_possible_effects (WfTable *table,
                          WfGraph *graph,
                          const char *exposure,
                          const char *outcome,
                          const char *from,
                          const char *to,
                          const char *level,
                          GVariant *params,
                          WfProgress *progress,
                          GError **error)
{
  g_return_val_if_fail (table != NULL && graph != NULL && exposure != NULL && outcome != NULL, NULL);

  g_autoptr (WfPossibleEffects) self = g_atomic_rc_box_new0 (WfPossibleEffects);
  g_autoptr (GVariant) completed = wf_params_complete (parameters, params, error);
  g_autoptr (WfTable) rows = completed != NULL ? wf_table_expand_weights (table, error) : NULL;

  self->groups = wf_member_groups_new ();
  self->graph = wf_graph_ref (graph);
  self->table = rows != NULL ? select_columns (rows, graph, error) : NULL;
  if (self->table == NULL || !find_node (graph, exposure, &self->contrast.exposure, error) ||
      !find_node (graph, outcome, &self->contrast.outcome, error))
    return NULL;
  if (self->contrast.exposure == self->contrast.outcome)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Exposure and outcome are the same variable; take two"));
      return NULL;
    }
  wf_progress_set_stage (progress, _ ("Listing the members of the class"), 0);
  if (!resolve (self, from, to, level, error) ||
      !list_readings (self, (gsize) wf_params_get_integer (completed, "members"), progress, error) ||
      !wf_member_groups_refine (&self->groups, self->contrast.exposure, self->contrast.outcome, progress,
                                error))
    return NULL;
  for (guint i = 0; i < self->groups->len; i++)
    {
      WfMemberGroup *group = &g_array_index (self->groups, WfMemberGroup, i);

      group->result = (WfContrastResult){ .effect = group->is_zero ? 0.0 : NAN,
                                          .standard_error = group->is_zero ? 0.0 : NAN };
      if (!group->is_zero && !group->is_unknown)
        wf_member_group_estimate (group, &self->contrast);
      name_adjusted (self, group);
      if (!wf_progress_check (progress, error))
        return NULL;
    }
  g_array_sort (self->groups, compare_groups);
  warn (self);
  return g_steal_pointer (&self);
}
