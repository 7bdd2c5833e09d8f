/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a skeleton and its triples to directions: background knowledge, then colliders, then Meek's rules
 * (Meek 1995).
 *
 * Finite data contradict themselves. What is done then doesn't depend on the order of columns or edges:
 * colliders are taken in the order of falling p-values of their separating sets, and one that contradicts
 * those taken before it, or knowledge, is left out; the consequences of a sweep of Meek's rules are drawn all
 * at once, and those that contradict each other or would close a directed cycle are left undirected. Each
 * case becomes a warning. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/discovery/orient-private.h"

#define MAX_EXAMPLES 3

static void
add_arrow (WfOrient *self, guint from, guint to, const char *rule)
{
  WfOrientedEdge edge = { .from = from, .to = to, .rule = rule };

  wf_bits_set (self->arrows, self->graph->n_words, from, to);
  g_array_append_val (self->oriented, edge);
}

static gboolean
is_reachable (WfOrient *self, guint from, guint to)
{
  guint n = 0;

  memset (self->is_seen, 0, self->graph->n);
  self->stack[n++] = from;
  self->is_seen[from] = TRUE;
  while (n > 0)
    {
      guint v = self->stack[--n];

      if (v == to)
        return TRUE;
      for (guint i = self->graph->starts[v]; i < self->graph->starts[v + 1]; i++)
        {
          guint w = self->graph->neighbours[i];

          if (!self->is_seen[w] && wf_orient_is_arrow (self, v, w))
            {
              self->is_seen[w] = TRUE;
              self->stack[n++] = w;
            }
        }
    }
  return FALSE;
}

/* ---- all at once ---- */

static void
block (WfOrient *self, const WfOrientedEdge *edge)
{
  wf_bits_set (self->is_blocked, self->graph->n_words, edge->from, edge->to);
  wf_bits_set (self->is_blocked, self->graph->n_words, edge->to, edge->from);
  g_array_append_val (self->contradicted, *edge);
}

static gboolean
is_cancelled (const WfOrient *self)
{
  return wf_progress_is_cancelled (self->input->progress);
}

/* Draws every proposed arrow but those that contradict another one or lie on a directed cycle.
 * An edge is proposed at most once in each direction. Returns whether any was drawn; FALSE when cancelled. */
static gboolean
draw_together (WfOrient *self, GArray *proposed)
{
  WfOrientedEdge *edges = (WfOrientedEdge *) proposed->data;
  g_autofree gboolean *is_wrong = g_new0 (gboolean, proposed->len);
  gsize n_words = self->graph->n_words;
  guint n_before = self->oriented->len;

  for (guint i = 0; i < proposed->len; i++)
    wf_bits_set (self->arrows, n_words, edges[i].from, edges[i].to);
  for (guint i = 0; i < proposed->len; i++) /* either way at once is a cycle of two */
    {
      if (is_cancelled (self))
        return FALSE;
      is_wrong[i] = is_reachable (self, edges[i].to, edges[i].from);
    }
  for (guint i = 0; i < proposed->len; i++)
    if (is_wrong[i])
      wf_bits_unset (self->arrows, n_words, edges[i].from, edges[i].to);
  for (guint i = 0; i < proposed->len; i++)
    if (!is_wrong[i])
      g_array_append_val (self->oriented, edges[i]);
    else if (!wf_bits_get (self->is_blocked, n_words, edges[i].from, edges[i].to))
      block (self, &edges[i]);
  return self->oriented->len > n_before;
}

/* ---- knowledge ---- */

static void
orient_by_knowledge (WfOrient *self)
{
  const WfConstraints *constraints = self->input->constraints;
  g_autoptr (GArray) proposed = g_array_new (FALSE, FALSE, sizeof (WfOrientedEdge));

  if (constraints->rules == NULL)
    return;
  for (guint a = 0; a < self->graph->n; a++) /* what is required has no cycle: that was checked */
    for (guint b = 0; b < self->graph->n; b++)
      if (wf_constraints_is_required (constraints, a, b) && wf_adjacency_has (self->graph, a, b))
        add_arrow (self, a, b, "knowledge");
  for (guint a = 0; a < self->graph->n; a++)
    for (guint i = self->graph->starts[a]; i < self->graph->starts[a + 1]; i++)
      {
        WfOrientedEdge edge = { .from = a, .to = self->graph->neighbours[i], .rule = "knowledge" };

        if (wf_constraints_is_forbidden (constraints, edge.to, a) &&
            !wf_constraints_is_forbidden (constraints, a, edge.to) &&
            wf_orient_is_undirected (self, a, edge.to))
          g_array_append_val (proposed, edge);
      }
  draw_together (self, proposed);
}

/* ---- colliders ---- */

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Falling p-values; equal ones by name, so that the order of columns doesn't matter. Once cancelled all are
 * equal: a long sort ends soon. */
static int
compare_strength (gconstpointer a, gconstpointer b, gpointer data)
{
  const WfTriple *s = a;
  const WfTriple *t = b;
  const WfPcInput *input = data;
  const char *const *names = input->names;
  const char *s_names[] = { names[s->a], names[s->c] };
  const char *t_names[] = { names[t->a], names[t->c] };
  int order;

  if (wf_progress_is_cancelled (input->progress))
    return 0;
  if (s->p != t->p)
    return s->p > t->p ? -1 : 1;
  order = strcmp (names[s->b], names[t->b]);
  qsort (s_names, 2, sizeof (char *), compare_strings);
  qsort (t_names, 2, sizeof (char *), compare_strings);
  for (guint i = 0; i < 2 && order == 0; i++)
    order = strcmp (s_names[i], t_names[i]);
  return order;
}

static guint
hash_triple (gconstpointer key)
{
  const WfTriple *triple = key;

  return (triple->a * 31 + triple->b) * 31 + triple->c;
}

static gboolean
equal_triples (gconstpointer a, gconstpointer b)
{
  const WfTriple *s = a;
  const WfTriple *t = b;

  return s->a == t->a && s->b == t->b && s->c == t->c;
}

GHashTable *
wf_triples_new_set (void)
{
  return g_hash_table_new (hash_triple, equal_triples);
}

/* May from -> to be drawn without contradiction? */
static gboolean
is_possible (WfOrient *self, guint from, guint to)
{
  if (wf_orient_is_arrow (self, from, to))
    return TRUE;
  return !wf_bits_get (self->is_blocked, self->graph->n_words, from, to) && !is_reachable (self, to, from);
}

/* "A → B ← C, D → E ← F": the first few */
static char *
describe_triples (const WfOrient *self, GPtrArray *triples)
{
  const char *const *names = self->input->names;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (triples->len, MAX_EXAMPLES); i++)
    {
      const WfTriple *triple = g_ptr_array_index (triples, i);

      g_string_append_printf (text, "%s%s → %s ← %s", i > 0 ? ", " : "", names[triple->a], names[triple->b],
                              names[triple->c]);
    }
  if (triples->len > MAX_EXAMPLES)
    g_string_append (text, " …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
orient_colliders (WfOrient *self, GArray *triples, GStrvBuilder *warnings)
{
  g_autoptr (GArray) colliders = g_array_new (FALSE, FALSE, sizeof (WfTriple));
  g_autoptr (GPtrArray) left_out = g_ptr_array_new ();

  for (guint t = 0; t < triples->len; t++)
    {
      WfTriple *triple = &g_array_index (triples, WfTriple, t);

      if (triple->kind == WF_TRIPLE_COLLIDER)
        g_array_append_val (colliders, *triple);
      else if (triple->kind == WF_TRIPLE_UNCLEAR)
        g_hash_table_add (self->unclear, triple);
    }
  g_array_sort_with_data (colliders, compare_strength, (gpointer) self->input);
  for (guint t = 0; t < colliders->len && !is_cancelled (self); t++)
    {
      WfTriple *triple = &g_array_index (colliders, WfTriple, t);

      if (!is_possible (self, triple->a, triple->b) || !is_possible (self, triple->c, triple->b))
        {
          g_ptr_array_add (left_out, triple);
          continue;
        }
      if (!wf_orient_is_arrow (self, triple->a, triple->b))
        add_arrow (self, triple->a, triple->b, "collider");
      if (!wf_orient_is_arrow (self, triple->c, triple->b))
        add_arrow (self, triple->c, triple->b, "collider");
    }
  if (left_out->len > 0)
    {
      g_autofree char *examples = describe_triples (self, left_out);
      g_autofree char *text = g_strdup_printf (
          g_dngettext (
              GETTEXT_PACKAGE,
              "%u collider contradicts stronger ones or the background knowledge and was left out: %s",
              "%u colliders contradict stronger ones or the background knowledge and were left out: %s",
              left_out->len),
          left_out->len, examples);

      g_strv_builder_add (warnings, text);
    }
}

/* Applies the rules once to every edge. Returns whether an arrow was drawn; FALSE when cancelled. */
static gboolean
sweep (WfOrient *self)
{
  g_autoptr (GArray) proposed = g_array_new (FALSE, FALSE, sizeof (WfOrientedEdge));

  for (guint e = 0; e < 2 * self->graph->n_edges; e++)
    {
      WfOrientedEdge edge = { .from = self->graph->edges[e], .to = self->graph->edges[e ^ 1] };

      if (is_cancelled (self))
        return FALSE;
      if (!wf_orient_is_undirected (self, edge.from, edge.to) ||
          wf_bits_get (self->is_blocked, self->graph->n_words, edge.from, edge.to))
        continue;
      edge.rule = wf_orient_find_rule (self, edge.from, edge.to);
      if (edge.rule != NULL)
        g_array_append_val (proposed, edge);
    }
  return draw_together (self, proposed);
}

static gboolean
sweep_to_the_end (WfOrient *self, GError **error)
{
  while (sweep (self))
    ;
  return wf_progress_check (self->input->progress, error);
}

/* ---- the result ---- */

static WfGraph *
build (const WfOrient *self, GError **error)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (self->input->names);

  for (guint e = 0; e < self->graph->n_edges; e++)
    {
      guint a = self->graph->edges[2 * e];
      guint b = self->graph->edges[2 * e + 1];

      wf_graph_builder_set_edge (builder, a, b,
                                 wf_orient_is_arrow (self, b, a) ? WF_MARK_ARROW : WF_MARK_TAIL,
                                 wf_orient_is_arrow (self, a, b) ? WF_MARK_ARROW : WF_MARK_TAIL);
    }
  return wf_graph_builder_end (builder, WF_GRAPH_CPDAG, error);
}

static void
warn_of_contradictions (const WfOrient *self, GStrvBuilder *warnings)
{
  const char *const *names = self->input->names;
  g_autoptr (GString) text = NULL;

  if (self->contradicted->len == 0)
    return;
  text = g_string_new (NULL);
  g_string_printf (
      text,
      g_dngettext (
          GETTEXT_PACKAGE,
          "%u edge is left undirected, because the directions that follow for it contradict each other: ",
          "%u edges are left undirected, because the directions that follow for them contradict each other: ",
          self->contradicted->len),
      self->contradicted->len);
  for (guint i = 0; i < MIN (self->contradicted->len, MAX_EXAMPLES); i++)
    {
      const WfOrientedEdge *edge = &g_array_index (self->contradicted, WfOrientedEdge, i);

      g_string_append_printf (text, "%s%s — %s", i > 0 ? ", " : "", names[edge->from], names[edge->to]);
    }
  if (self->contradicted->len > MAX_EXAMPLES)
    g_string_append (text, " …");
  g_strv_builder_add (warnings, text->str);
}

void
wf_triples_warn_of_unclear (GHashTable *unclear, GStrvBuilder *warnings)
{
  guint n = g_hash_table_size (unclear);
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u pair of edges may or may not meet as two causes of one effect; it was left open",
                   "%u pairs of edges may or may not meet as two causes of one effect; they were left open",
                   n),
      n);
  g_strv_builder_add (warnings, text);
}

/* ---- repair ---- */

static gboolean
has_extension (WfGraph *graph)
{
  g_autoptr (GError) ignored = NULL;
  g_autoptr (WfGraph) dag = wf_graph_to_dag (graph, NULL, NULL, &ignored);

  return dag != NULL;
}

/* Draws the colliders of an acyclic graph, those the data ask for first; returns the others. */
static GPtrArray *
draw_colliders_of (WfOrient *self, GArray *triples, const guint64 *dag)
{
  gsize n_words = self->graph->n_words;
  GPtrArray *added = g_ptr_array_new ();

  for (gsize pass = 0; pass < 2; pass++)
    for (guint t = 0; t < triples->len; t++)
      {
        WfTriple *triple = &g_array_index (triples, WfTriple, t);
        gboolean is_asked_for = triple->kind == WF_TRIPLE_COLLIDER;
        const guint from[] = { triple->a, triple->c };

        if (!wf_bits_get (dag, n_words, triple->a, triple->b) ||
            !wf_bits_get (dag, n_words, triple->c, triple->b) || is_asked_for != (pass == 0))
          continue;
        if (!is_asked_for)
          g_ptr_array_add (added, triple);
        for (gsize i = 0; i < 2; i++)
          if (!wf_orient_is_arrow (self, from[i], triple->b))
            add_arrow (self, from[i], triple->b, is_asked_for ? "collider" : "extension");
      }
  return added;
}

/* Starts over from an acyclic graph that has all the arrows found. */
static gboolean
repair (WfOrient *self, GArray *triples, GStrvBuilder *warnings, GError **error)
{
  gsize n_bits = self->graph->n * self->graph->n_words;
  g_autofree guint64 *dag = g_new0 (guint64, n_bits);
  g_autoptr (GPtrArray) added = NULL;
  g_autofree char *examples = NULL;
  g_autofree char *text = NULL;

  if (!wf_extend (self->input, self->graph, self->arrows, dag, error))
    return FALSE;
  memset (self->arrows, 0, n_bits * sizeof (guint64));
  memset (self->is_blocked, 0, n_bits * sizeof (guint64));
  g_array_set_size (self->oriented, 0);
  g_array_set_size (self->contradicted, 0);
  g_hash_table_remove_all (self->unclear);
  orient_by_knowledge (self);
  added = draw_colliders_of (self, triples, dag);
  if (!sweep_to_the_end (self, error))
    return FALSE;
  examples = describe_triples (self, added);
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "No acyclic graph has all the directions found. %u common effect that "
                                       "the data don’t ask for was added so that one has: %s",
                                       "No acyclic graph has all the directions found. %u common effects "
                                       "that the data don’t ask for were added so that one has: %s",
                                       added->len),
                          added->len, examples);
  g_strv_builder_add (warnings, text);
  return TRUE;
}

static void
orient_init (WfOrient *self, const WfPcInput *input, const WfAdjacency *graph)
{
  self->input = input;
  self->graph = graph;
  self->arrows = g_new0 (guint64, graph->n * graph->n_words);
  self->is_blocked = g_new0 (guint64, graph->n * graph->n_words);
  self->unclear = wf_triples_new_set ();
  self->oriented = g_array_new (FALSE, FALSE, sizeof (WfOrientedEdge));
  self->contradicted = g_array_new (FALSE, FALSE, sizeof (WfOrientedEdge));
  self->stack = g_new (guint, graph->n);
  self->is_seen = g_new (guint8, graph->n);
}

static void
orient_clear (WfOrient *self)
{
  g_free (self->arrows);
  g_free (self->is_blocked);
  g_hash_table_unref (self->unclear);
  g_clear_pointer (&self->oriented, g_array_unref);
  g_array_unref (self->contradicted);
  g_free (self->stack);
  g_free (self->is_seen);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfOrient, orient_clear)

static gboolean
follow_rules (WfOrient *self, gboolean leave_open, GError **error)
{
  if (!sweep_to_the_end (self, error))
    return FALSE;
  if (leave_open || g_hash_table_size (self->unclear) == 0)
    return TRUE;
  g_hash_table_remove_all (self->unclear);
  return follow_rules (self, TRUE, error);
}

gboolean
wf_orient (const WfPcInput *input,
           const WfSkeleton *skeleton,
           GArray *triples,
           gboolean leave_open,
           GStrvBuilder *warnings,
           WfOrientation *orientation,
           GError **error)
{
  g_auto (WfOrient) self = { 0 };
  g_autoptr (WfGraph) graph = NULL;

  orient_init (&self, input, skeleton->final);
  wf_progress_set_stage (input->progress, _ ("Finding directions"), 0);
  orient_by_knowledge (&self);
  orient_colliders (&self, triples, warnings);
  if (!follow_rules (&self, leave_open, error))
    return FALSE;
  graph = build (&self, error);
  if (graph == NULL)
    return FALSE;
  if (!has_extension (graph))
    {
      g_clear_pointer (&graph, wf_graph_unref);
      if (!repair (&self, triples, warnings, error))
        return FALSE;
      graph = build (&self, error);
      if (graph == NULL)
        return FALSE;
    }
  wf_triples_warn_of_unclear (self.unclear, warnings);
  warn_of_contradictions (&self, warnings);
  orientation->graph = g_steal_pointer (&graph);
  orientation->oriented = g_steal_pointer (&self.oriented);
  return TRUE;
}
