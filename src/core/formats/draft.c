/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/draft-private.h"

#define BOW_HEIGHT 60 /* points above its effects */

void
wf_text_set_error (const WfText *self, const char *place, GError **error, int code, const char *format, ...)
{
  g_autofree char *message = NULL;
  const char *line_start = self->start;
  gsize line = 1, column = 1;
  va_list arguments;

  for (const char *p = self->start; p < place; p++)
    if (*p == '\n')
      {
        line++;
        line_start = p + 1;
      }
  for (const char *p = line_start; p < place; p++)
    column += ((guchar) *p & 0xc0) != 0x80;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, WF_ERROR, code, "%s:%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT ": %s", self->name, line,
               column, message);
}

gboolean
wf_text_init (WfText *self, WfSource *source, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (wf_source_get_bytes (source), &length);
  const char *invalid;

  /* no bytes may come as no pointer */
  if (length == 0)
    data = "";
  *self = (WfText){ wf_source_get_name (source), data, data + length };
  if (length > WF_LIMIT_GRAPH_BYTES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s: %zu bytes; a graph file may have at most %d. Leave out attributes or nodes."),
                   self->name, length, WF_LIMIT_GRAPH_BYTES);
      return FALSE;
    }
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    self->start += 3;
  if (g_utf8_validate_len (self->start, (gsize) (self->end - self->start), &invalid))
    return TRUE;
  wf_text_set_error (self, invalid, error, WF_ERROR_PARSE, "%s",
                     *invalid == '\0' ? _ ("a NUL byte; is this a text file?")
                                      : _ ("not UTF-8; convert the file to UTF-8"));
  return FALSE;
}

void
wf_draft_init (WfDraft *self, const WfText *text)
{
  self->text = text;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  self->edges = g_array_new (FALSE, FALSE, sizeof (WfEdge));
  self->edge_index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->positions = g_array_new (FALSE, FALSE, sizeof (double));
  self->latent = g_array_new (FALSE, FALSE, sizeof (guint));
  self->roles = g_byte_array_new ();
  self->coefficients = g_array_new (FALSE, FALSE, sizeof (double));
  self->bows = g_array_new (FALSE, FALSE, sizeof (WfEdge));
}

void
wf_draft_clear (WfDraft *self)
{
  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->edges, g_array_unref);
  g_clear_pointer (&self->edge_index, g_hash_table_unref);
  g_clear_pointer (&self->positions, g_array_unref);
  g_clear_pointer (&self->latent, g_array_unref);
  g_clear_pointer (&self->roles, g_byte_array_unref);
  g_clear_pointer (&self->coefficients, g_array_unref);
  g_clear_pointer (&self->bows, g_array_unref);
}

gssize
wf_draft_find_node (WfDraft *self, const char *name)
{
  return (gssize) GPOINTER_TO_SIZE (g_hash_table_lookup (self->index, name)) - 1;
}

gboolean
wf_draft_add_node (WfDraft *self, const char *name, const char *place, guint *node, GError **error)
{
  static const double none[] = { NAN, NAN };
  static const guint8 no_roles = WF_ROLE_NONE;
  gssize found = wf_draft_find_node (self, name);
  char *copy;

  if (found >= 0)
    {
      *node = (guint) found;
      return TRUE;
    }
  if (self->names->len >= WF_LIMIT_GRAPH_NODES)
    {
      wf_text_set_error (self->text, place, error, WF_ERROR_TOO_LARGE,
                         _ ("more than %d nodes; leave out variables"), WF_LIMIT_GRAPH_NODES);
      return FALSE;
    }
  *node = self->names->len;
  copy = g_strdup (name);
  g_ptr_array_add (self->names, copy);
  g_hash_table_insert (self->index, copy, GSIZE_TO_POINTER ((gsize) *node + 1));
  g_array_append_vals (self->positions, none, 2);
  g_byte_array_append (self->roles, &no_roles, 1);
  return TRUE;
}

void
wf_draft_set_position (WfDraft *self, guint node, double x, double y)
{
  g_array_index (self->positions, double, 2 * node) = x;
  g_array_index (self->positions, double, 2 * node + 1) = y;
}

void
wf_draft_set_latent (WfDraft *self, guint node)
{
  g_array_append_val (self->latent, node);
}

void
wf_draft_add_roles (WfDraft *self, guint node, WfNodeRoles roles)
{
  self->roles->data[node] |= (guint8) roles;
}

static gint64
pair_key (guint a, guint b)
{
  return (gint64) ((guint64) MIN (a, b) << 32 | MAX (a, b));
}

static WfEdge
order_edge (const WfEdge *edge)
{
  return edge->a <= edge->b ? *edge
                            : (WfEdge){ edge->b, edge->a, edge->mark_b, edge->mark_a, edge->probability };
}

void
wf_draft_set_coefficient (WfDraft *self, const WfEdge *edge, double coefficient)
{
  WfEdge ordered = order_edge (edge);
  gint64 key = pair_key (edge->a, edge->b);
  gsize position = GPOINTER_TO_SIZE (g_hash_table_lookup (self->edge_index, &key));
  const WfEdge *kept = &g_array_index (self->edges, WfEdge, position - 1);

  if (kept->mark_a == ordered.mark_a && kept->mark_b == ordered.mark_b)
    g_array_index (self->coefficients, double, position - 1) = coefficient;
}

static const char *
get_name (WfDraft *self, guint node)
{
  return g_ptr_array_index (self->names, node);
}

static gboolean
is_directed (const WfEdge *edge)
{
  return edge->mark_a + edge->mark_b == WF_MARK_TAIL + WF_MARK_ARROW && edge->mark_a != edge->mark_b;
}

static gboolean
is_bidirected (const WfEdge *edge)
{
  return edge->mark_a == WF_MARK_ARROW && edge->mark_b == WF_MARK_ARROW;
}

/* a → b and a ↔ b, in either order: the arrow stays, the other is remembered */
static gboolean
add_bow (WfDraft *self, WfEdge *old, const WfEdge *edge)
{
  if (!self->splits_bows ||
      !((is_directed (old) && is_bidirected (edge)) || (is_bidirected (old) && is_directed (edge))))
    return FALSE;
  g_array_append_vals (self->bows, edge, 1);
  if (is_directed (edge))
    {
      *old = *edge;
      wf_draft_set_coefficient (self, edge, NAN);
    }
  return TRUE;
}

static gboolean
renew_edge (WfDraft *self, WfEdge *old, const WfEdge *edge, const char *place, GError **error)
{
  const char *a = get_name (self, edge->a);
  const char *b = get_name (self, edge->b);

  if (old->mark_a == edge->mark_a && old->mark_b == edge->mark_b)
    {
      if (!isnan (edge->probability))
        old->probability = edge->probability;
      return TRUE;
    }
  if (add_bow (self, old, edge))
    return TRUE;
  if (old->mark_a == edge->mark_b && old->mark_b == edge->mark_a && is_directed (edge))
    wf_text_set_error (
        self->text, place, error, WF_ERROR_UNSUPPORTED,
        _ ("the cycle %s → %s → %s: at most one edge may join two nodes; remove one direction"), a, b, a);
  else
    wf_text_set_error (
        self->text, place, error, WF_ERROR_UNSUPPORTED,
        _ ("a second edge between “%s” and “%s” with other ends: at most one edge may join two nodes; "
           "remove one of them"),
        a, b);
  return FALSE;
}

gboolean
wf_draft_add_edge (WfDraft *self, const WfEdge *edge, const char *place, GError **error)
{
  static const double none = NAN;
  WfEdge ordered = order_edge (edge);
  gint64 key;
  gsize position;

  if (edge->a == edge->b)
    {
      wf_text_set_error (self->text, place, error, WF_ERROR_PARSE,
                         _ ("an edge joins “%s” to itself; remove it, a causal graph has no loops"),
                         get_name (self, edge->a));
      return FALSE;
    }
  key = pair_key (edge->a, edge->b);
  position = GPOINTER_TO_SIZE (g_hash_table_lookup (self->edge_index, &key));
  if (position > 0)
    return renew_edge (self, &g_array_index (self->edges, WfEdge, position - 1), &ordered, place, error);
  g_array_append_val (self->edges, ordered);
  g_array_append_val (self->coefficients, none);
  g_hash_table_insert (self->edge_index, g_memdup2 (&key, sizeof key),
                       GSIZE_TO_POINTER ((gsize) self->edges->len));
  return TRUE;
}

/* the latent cause of a and b that a ↔ b beside a → b stands for, named after both */
static gboolean
split_bow (WfDraft *self, const WfEdge *bow, GError **error)
{
  const double *a = &g_array_index (self->positions, double, 2 * bow->a);
  const double *b = &g_array_index (self->positions, double, 2 * bow->b);
  double x = (a[0] + b[0]) / 2, y = MIN (a[1], b[1]) - BOW_HEIGHT;
  g_autoptr (GString) name = g_string_new (NULL);
  guint node;

  g_string_printf (name, "U_%s_%s", get_name (self, bow->a), get_name (self, bow->b));
  while (wf_draft_find_node (self, name->str) >= 0)
    g_string_append_c (name, '_');
  if (!wf_draft_add_node (self, name->str, self->text->start, &node, error))
    return FALSE;
  wf_draft_set_latent (self, node);
  if (isfinite (x) && isfinite (y))
    wf_draft_set_position (self, node, x, y);
  return wf_draft_add_edge (self, &(WfEdge){ node, bow->a, WF_MARK_TAIL, WF_MARK_ARROW, NAN },
                            self->text->start, error) &&
         wf_draft_add_edge (self, &(WfEdge){ node, bow->b, WF_MARK_TAIL, WF_MARK_ARROW, NAN },
                            self->text->start, error);
}

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const WfEdge *x = a, *y = b;

  return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

static gboolean
split_bows (WfDraft *self, GError **error)
{
  g_array_sort (self->bows, compare_edges);
  for (guint i = 0; i < self->bows->len; i++)
    {
      const WfEdge *bow = &g_array_index (self->bows, WfEdge, i);

      if (i > 0 && compare_edges (bow - 1, bow) == 0)
        continue;
      if (!split_bow (self, bow, error))
        return FALSE;
    }
  return TRUE;
}

static void
build_nodes (WfDraft *self, WfGraphBuilder *builder)
{
  for (guint v = 0; v < self->roles->len; v++)
    {
      double x = g_array_index (self->positions, double, 2 * v);
      double y = g_array_index (self->positions, double, 2 * v + 1);

      if (isfinite (x) && isfinite (y))
        wf_graph_builder_set_position (builder, v, x, y);
      if (self->roles->data[v] != WF_ROLE_NONE)
        wf_graph_builder_set_roles (builder, v, (WfNodeRoles) self->roles->data[v]);
    }
  for (guint i = 0; i < self->latent->len; i++)
    wf_graph_builder_set_latent (builder, g_array_index (self->latent, guint, i));
}

static void
build_edges (WfDraft *self, WfGraphBuilder *builder)
{
  for (guint i = 0; i < self->edges->len; i++)
    {
      const WfEdge *edge = &g_array_index (self->edges, WfEdge, i);
      double coefficient = g_array_index (self->coefficients, double, i);

      wf_graph_builder_set_edge (builder, edge->a, edge->b, edge->mark_a, edge->mark_b);
      if (!isnan (edge->probability))
        wf_graph_builder_set_probability (builder, edge->a, edge->b, edge->probability);
      if (isfinite (coefficient))
        wf_graph_builder_set_coefficient (builder, edge->a, edge->b, coefficient);
    }
}

WfGraph *
wf_draft_end (WfDraft *self, WfGraphKind kind, GError **error)
{
  g_autoptr (WfGraphBuilder) builder = NULL;
  WfGraph *graph;

  if (!split_bows (self, error))
    return NULL;
  g_ptr_array_add (self->names, NULL);
  builder = wf_graph_builder_new ((const char *const *) self->names->pdata);
  build_nodes (self, builder);
  build_edges (self, builder);
  graph = wf_graph_builder_end (builder, kind, error);
  if (graph == NULL)
    g_prefix_error (error, "%s: ", self->text->name);
  return graph;
}

gboolean
wf_graph_kind_from_text (const char *text, WfGraphKind *kind)
{
  for (guint k = WF_GRAPH_DAG; k <= WF_GRAPH_UNKNOWN; k++)
    if (g_ascii_strcasecmp (text, wf_graph_kind_to_text ((WfGraphKind) k)) == 0)
      {
        *kind = (WfGraphKind) k;
        return TRUE;
      }
  return FALSE;
}

const WfRoleName wf_role_names[WF_N_ROLES] = {
  { WF_ROLE_EXPOSURE, "exposure" },
  { WF_ROLE_OUTCOME, "outcome" },
  { WF_ROLE_ADJUSTED, "adjusted" },
  { WF_ROLE_SELECTED, "selected" },
};

gboolean
wf_role_from_text (const char *text, WfNodeRoles *role)
{
  for (gsize i = 0; text != NULL && i < WF_N_ROLES; i++)
    if (g_str_equal (wf_role_names[i].name, text))
      {
        *role = wf_role_names[i].role;
        return TRUE;
      }
  return FALSE;
}

gboolean
wf_mark_from_text (const char *text, WfMark *mark)
{
  for (guint k = WF_MARK_TAIL; text != NULL && k <= WF_MARK_CIRCLE; k++)
    if (g_str_equal (text, wf_mark_to_text ((WfMark) k)))
      {
        *mark = (WfMark) k;
        return TRUE;
      }
  return FALSE;
}

gboolean
wf_number_from_text (const char *text, double *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  if (end == text)
    return FALSE;
  while (g_ascii_isspace (*end))
    end++;
  return *end == '\0' && isfinite (*value);
}
