/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A graph whose marks are circles until something says what they are: background knowledge, then colliders,
 * then the rules. What the rules say in one sweep is drawn at once, and a circle that would have to be an
 * arrow and a tail stays a circle, so that the order of columns doesn't matter and no doubt is hidden. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/discovery/pag-private.h"

#define MAX_EXAMPLES 3

void
wf_pag_init (WfPag *self, const WfPcInput *input, WfSkeleton *skeleton, gssize max_path)
{
  const WfAdjacency *graph = skeleton->final;

  *self = (WfPag){ .input = input, .skeleton = skeleton, .graph = graph, .max_path = max_path };
  self->marks = g_new0 (guint8, (gsize) graph->n * graph->n);
  for (guint e = 0; e < 2 * graph->n_edges; e++)
    self->marks[(gsize) graph->edges[e] * graph->n + graph->edges[e ^ 1]] = WF_MARK_CIRCLE;
  self->is_blocked = g_new0 (guint64, graph->n * graph->n_words);
  self->unclear = wf_triples_new_set ();
  self->proposed = g_array_new (FALSE, FALSE, sizeof (WfOrientedEdge));
  self->oriented = g_array_new (FALSE, FALSE, sizeof (WfOrientedEdge));
  self->contradicted = g_array_new (FALSE, FALSE, sizeof (WfOrientedEdge));
  self->ranks = wf_names_rank (input->names, graph->n);
  self->strongest = g_hash_table_new (NULL, NULL);
  self->queue = g_new (guint, 2 * (gsize) graph->n_edges);
  self->sources = g_new (guint, 2 * (gsize) graph->n_edges);
  self->is_seen = g_new0 (guint, 2 * (gsize) graph->n_edges);
  self->previous = g_new (guint, graph->n);
  self->distance = g_new (guint, graph->n);
}

void
wf_pag_clear (WfPag *self)
{
  g_clear_pointer (&self->marks, g_free);
  g_clear_pointer (&self->is_blocked, g_free);
  g_clear_pointer (&self->unclear, g_hash_table_unref);
  g_clear_pointer (&self->proposed, g_array_unref);
  g_clear_pointer (&self->oriented, g_array_unref);
  g_clear_pointer (&self->contradicted, g_array_unref);
  g_clear_pointer (&self->ranks, g_free);
  g_clear_pointer (&self->strongest, g_hash_table_unref);
  g_clear_pointer (&self->queue, g_free);
  g_clear_pointer (&self->sources, g_free);
  g_clear_pointer (&self->is_seen, g_free);
  g_clear_pointer (&self->previous, g_free);
  g_clear_pointer (&self->distance, g_free);
}

static inline guint8 *
get_place (WfPag *self, guint from, guint at)
{
  return &self->marks[(gsize) from * self->graph->n + at];
}

static WfMark
get_proposed_mark (const WfOrientedEdge *edge)
{
  return edge->is_tail ? WF_MARK_TAIL : WF_MARK_ARROW;
}

static void
block (WfPag *self, const WfOrientedEdge *edge)
{
  if (wf_bits_get (self->is_blocked, self->graph->n_words, edge->from, edge->to))
    return;
  wf_bits_set (self->is_blocked, self->graph->n_words, edge->from, edge->to);
  g_array_append_val (self->contradicted, *edge);
}

void
wf_pag_propose (WfPag *self, guint from, guint at, WfMark mark, const char *rule)
{
  WfOrientedEdge edge = { .from = from, .to = at, .rule = rule, .is_tail = mark == WF_MARK_TAIL };
  WfMark present = wf_pag_mark (self, from, at);

  if (present == mark)
    return;
  if (present != WF_MARK_CIRCLE)
    block (self, &edge);
  else if (!wf_bits_get (self->is_blocked, self->graph->n_words, from, at))
    g_array_append_val (self->proposed, edge);
}

gboolean
wf_pag_draw (WfPag *self)
{
  WfOrientedEdge *edges = (WfOrientedEdge *) self->proposed->data;
  g_autofree gboolean *is_first = g_new0 (gboolean, self->proposed->len);
  guint n_before = self->oriented->len;

  for (guint i = 0; i < self->proposed->len; i++)
    {
      guint8 *place = get_place (self, edges[i].from, edges[i].to);

      is_first[i] = *place == WF_MARK_CIRCLE;
      if (is_first[i])
        *place = get_proposed_mark (&edges[i]);
      else if (*place != get_proposed_mark (&edges[i]))
        block (self, &edges[i]);
    }
  for (guint i = 0; i < self->proposed->len; i++)
    if (!is_first[i])
      continue;
    else if (wf_bits_get (self->is_blocked, self->graph->n_words, edges[i].from, edges[i].to))
      *get_place (self, edges[i].from, edges[i].to) = WF_MARK_CIRCLE;
    else
      g_array_append_val (self->oriented, edges[i]);
  g_array_set_size (self->proposed, 0);
  return self->oriented->len > n_before;
}

/* ---- knowledge ---- */

/* What may not cause the other end gets an arrow, what must cause it a tail, as in Tetrad. */
static void
orient_by_knowledge (WfPag *self)
{
  const WfConstraints *constraints = self->input->constraints;

  if (constraints->rules == NULL)
    return;
  for (guint e = 0; e < 2 * self->graph->n_edges; e++)
    {
      guint from = self->graph->edges[e];
      guint at = self->graph->edges[e ^ 1];

      if (wf_constraints_is_required (constraints, at, from))
        wf_pag_propose (self, from, at, WF_MARK_TAIL, "knowledge");
      else if (wf_constraints_is_forbidden (constraints, at, from))
        wf_pag_propose (self, from, at, WF_MARK_ARROW, "knowledge");
    }
  wf_pag_draw (self);
}

/* ---- colliders ---- */

/* "A ∘→ B ←∘ C, ..." */
static char *
describe_triples (const WfPag *self, GPtrArray *triples)
{
  const char *const *names = self->input->names;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (triples->len, MAX_EXAMPLES); i++)
    {
      const WfTriple *triple = g_ptr_array_index (triples, i);

      g_string_append_printf (text, "%s%s ∘→ %s ←∘ %s", i > 0 ? ", " : "", names[triple->a], names[triple->b],
                              names[triple->c]);
    }
  if (triples->len > MAX_EXAMPLES)
    g_string_append (text, " …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
warn_of_left_out (const WfPag *self, GPtrArray *left_out, GStrvBuilder *warnings)
{
  g_autofree char *examples = describe_triples (self, left_out);
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u collider contradicts the background knowledge and was left out: %s",
                   "%u colliders contradict the background knowledge and were left out: %s", left_out->len),
      left_out->len, examples);

  g_strv_builder_add (warnings, text);
}

/* Colliders can't contradict each other: a ↔ b is an edge like any other. */
void
wf_pag_orient_triples (WfPag *self, GArray *triples, GStrvBuilder *warnings)
{
  g_autoptr (GPtrArray) left_out = g_ptr_array_new ();

  orient_by_knowledge (self);
  for (guint t = 0; t < triples->len; t++)
    {
      WfTriple *triple = &g_array_index (triples, WfTriple, t);

      if (triple->kind == WF_TRIPLE_UNCLEAR)
        g_hash_table_add (self->unclear, triple);
      if (triple->kind != WF_TRIPLE_COLLIDER)
        continue;
      if (wf_pag_mark (self, triple->a, triple->b) == WF_MARK_TAIL ||
          wf_pag_mark (self, triple->c, triple->b) == WF_MARK_TAIL)
        {
          g_hash_table_add (self->unclear, triple);
          g_ptr_array_add (left_out, triple);
          continue;
        }
      wf_pag_propose (self, triple->a, triple->b, WF_MARK_ARROW, "collider");
      wf_pag_propose (self, triple->c, triple->b, WF_MARK_ARROW, "collider");
    }
  wf_pag_draw (self);
  if (left_out->len > 0 && warnings != NULL)
    warn_of_left_out (self, left_out, warnings);
}

int
wf_pag_is_in_set (WfPag *self, guint a, guint middle, guint c, gssize *removed)
{
  gssize position = wf_skeleton_find_removed (self->skeleton, MIN (a, c), MAX (a, c));
  const WfRemovedPair *pair;

  *removed = position;
  if (position < 0)
    return -1;
  if (g_hash_table_add (self->strongest, GSIZE_TO_POINTER (position + 1)))
    wf_colliders_find_strongest (self->input, self->skeleton, self->ranks, (guint) position);
  pair = &g_array_index (self->skeleton->removed, WfRemovedPair, position);
  for (guint q = 0; q < pair->n_given; q++)
    if (g_array_index (self->skeleton->pool, guint, pair->first + q) == middle)
      return TRUE;
  return FALSE;
}

/* ---- the result ---- */

/* Everything that v is a definite cause of, by → only. */
static guint
list_effects (WfPag *self, guint v, guint8 *is_below, guint *stack)
{
  guint n_stack = 1;
  guint n_found = 0;

  stack[0] = v;
  memset (is_below, 0, self->graph->n);
  while (n_stack > 0)
    {
      guint u = stack[--n_stack];

      for (guint i = self->graph->starts[u]; i < self->graph->starts[u + 1]; i++)
        {
          guint w = self->graph->neighbours[i];

          if (is_below[w] || wf_pag_mark (self, u, w) != WF_MARK_ARROW ||
              wf_pag_mark (self, w, u) != WF_MARK_TAIL)
            continue;
          is_below[w] = TRUE;
          n_found++;
          stack[n_stack++] = w;
        }
    }
  return n_found;
}

/* An arrow says that v doesn't cause u, a path of arrows that it does. */
static gboolean
warn_of_cycles (WfPag *self, GStrvBuilder *warnings, GError **error)
{
  const WfAdjacency *graph = self->graph;
  const char *const *names = self->input->names;
  g_autofree guint8 *is_below = g_new (guint8, graph->n);
  g_autofree guint *stack = g_new (guint, graph->n + 1);
  g_autoptr (GString) examples = g_string_new (NULL);
  guint n = 0;

  for (guint v = 0; v < graph->n; v++)
    {
      if (!wf_progress_check (self->input->progress, error))
        return FALSE;
      if (list_effects (self, v, is_below, stack) == 0)
        continue;
      for (guint i = graph->starts[v]; i < graph->starts[v + 1]; i++)
        {
          guint u = graph->neighbours[i];

          if (!is_below[u] || wf_pag_mark (self, u, v) != WF_MARK_ARROW)
            continue;
          if (++n <= MAX_EXAMPLES)
            g_string_append_printf (examples, "%s%s %s %s", n > 1 ? ", " : "", names[u],
                                    wf_marks_to_text (wf_pag_mark (self, v, u), wf_pag_mark (self, u, v)),
                                    names[v]);
        }
    }
  if (n > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "The data contradict themselves: %u arrow points at a variable that is said to cause "
                       "the other end: %s",
                       "The data contradict themselves: %u arrows point at variables that are said to cause "
                       "the other end: %s",
                       n),
          n, examples->str);

      g_strv_builder_add (warnings, text);
    }
  return TRUE;
}

static void
warn_of_contradicted (const WfPag *self, GStrvBuilder *warnings)
{
  const char *const *names = self->input->names;
  g_autoptr (GString) examples = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n = self->contradicted->len;

  if (n == 0)
    return;
  for (guint i = 0; i < MIN (n, MAX_EXAMPLES); i++)
    {
      const WfOrientedEdge *edge = &g_array_index (self->contradicted, WfOrientedEdge, i);

      g_string_append_printf (examples, "%s%s %s %s", i > 0 ? ", " : "", names[edge->from],
                              wf_marks_to_text (wf_pag_mark (self, edge->to, edge->from),
                                                wf_pag_mark (self, edge->from, edge->to)),
                              names[edge->to]);
    }
  if (n > MAX_EXAMPLES)
    g_string_append (examples, " …");
  text = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE, "%u mark was left as it was, because what follows for it contradicts itself: %s",
          "%u marks were left as they were, because what follows for them contradicts itself: %s", n),
      n, examples->str);
  g_strv_builder_add (warnings, text);
}

static WfGraph *
build (const WfPag *self, GError **error)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (self->input->names);

  for (guint e = 0; e < self->graph->n_edges; e++)
    {
      guint a = self->graph->edges[2 * e];
      guint b = self->graph->edges[2 * e + 1];

      wf_graph_builder_set_edge (builder, a, b, wf_pag_mark (self, b, a), wf_pag_mark (self, a, b));
    }
  return wf_graph_builder_end (builder, WF_GRAPH_PAG, error);
}

WfDiscoveryResult *
wf_pag_end (WfPag *self, GArray *triples, GVariant *params, GStrvBuilder *warnings, GError **error)
{
  g_autoptr (WfGraph) graph = NULL;

  if (!wf_progress_check (self->input->progress, error))
    return NULL;
  wf_triples_warn_of_unclear (self->unclear, warnings);
  warn_of_contradicted (self, warnings);
  if (!warn_of_cycles (self, warnings, error))
    return NULL;
  graph = build (self, error);
  if (graph == NULL)
    return NULL;
  return wf_skeleton_end (self->skeleton, graph, params, g_steal_pointer (&self->oriented),
                          g_array_ref (triples), warnings);
}
