/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Hugin's NET language: nodes with states, then a potential each, whose data list the own states fastest,
 * then the last parent. Nodes have identifiers; a name that is none stands in an attribute of ours. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/formats/network-lexer-private.h"

typedef struct
{
  char *name;
  const char *place;
} State;

typedef struct
{
  WfNetworkDraft draft;
  WfNetworkLexer lexer;
  GHashTable *ids; /* identifier of a node -> its variable + 1 */
  GArray *states;  /* State: of the node at hand */
  GArray *parents; /* guint: of the potential at hand */
  GArray *numbers; /* double */
} Reader;

static void
state_clear (gpointer data)
{
  g_free (((State *) data)->name);
}

static void
reader_clear (Reader *self)
{
  wf_network_lexer_clear (&self->lexer);
  wf_network_draft_clear (&self->draft);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->states, g_array_unref);
  g_clear_pointer (&self->parents, g_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
advance (Reader *self, GError **error)
{
  return wf_network_lexer_advance (&self->lexer, error);
}

static gboolean
take_mark (Reader *self, char mark, GError **error)
{
  return wf_network_lexer_take_mark (&self->lexer, mark, error);
}

static gboolean
is_mark (Reader *self, char mark)
{
  return wf_network_lexer_is_mark (&self->lexer, mark);
}

/* past a value and its ; */
static gboolean
skip_value (Reader *self, GError **error)
{
  while (!is_mark (self, ';'))
    {
      if (self->lexer.kind == NETWORK_END || is_mark (self, '{') || is_mark (self, '}'))
        return wf_network_lexer_expected (&self->lexer, "“;”", error);
      if (!advance (self, error))
        return FALSE;
    }
  return advance (self, error);
}

/* ( 100 200 ); */
static gboolean
read_position (Reader *self, double *x, double *y, GError **error)
{
  return take_mark (self, '(', error) && wf_network_lexer_take_number (&self->lexer, x, error) &&
         wf_network_lexer_take_number (&self->lexer, y, error) && take_mark (self, ')', error) &&
         take_mark (self, ';', error);
}

/* ( "yes" "no" ); */
static gboolean
read_states (Reader *self, GError **error)
{
  if (!take_mark (self, '(', error))
    return FALSE;
  while (!is_mark (self, ')'))
    {
      State state = { NULL, self->lexer.place };

      if (!wf_network_lexer_check_name (&self->lexer, _ ("the name of a state"), error))
        return FALSE;
      state.name = g_strdup (self->lexer.value->str);
      g_array_append_val (self->states, state);
      if (!advance (self, error))
        return FALSE;
    }
  return advance (self, error) && take_mark (self, ';', error);
}

/* the name of an attribute is at hand: past it and the = behind it */
static gboolean
take_attribute (Reader *self, char **attribute, GError **error)
{
  if (self->lexer.kind != NETWORK_WORD)
    return wf_network_lexer_expected (&self->lexer, _ ("an attribute or “}”"), error);
  *attribute = g_strdup (self->lexer.value->str);
  return advance (self, error) && take_mark (self, '=', error);
}

/* { attribute = value; ... } of a node; *name is replaced by ours */
static gboolean
read_attributes (Reader *self, char **name, double *x, double *y, GError **error)
{
  while (!is_mark (self, '}'))
    {
      g_autofree char *attribute = NULL;
      gboolean is_good;

      if (!take_attribute (self, &attribute, error))
        return FALSE;
      if (g_str_equal (attribute, "states"))
        is_good = read_states (self, error);
      else if (g_str_equal (attribute, "position"))
        is_good = read_position (self, x, y, error);
      else if (g_str_equal (attribute, WF_NETWORK_NAME) && self->lexer.kind == NETWORK_STRING)
        {
          g_free (*name);
          *name = g_strdup (self->lexer.value->str);
          is_good = skip_value (self, error);
        }
      else
        is_good = skip_value (self, error);
      if (!is_good)
        return FALSE;
    }
  return advance (self, error);
}

/* node A { ... }: the word node is at hand */
static gboolean
read_node (Reader *self, GError **error)
{
  const char *place;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  double x = NAN, y = NAN;
  guint variable;

  if (!advance (self, error) || !wf_network_lexer_check_name (&self->lexer, _ ("the name of a node"), error))
    return FALSE;
  place = self->lexer.place;
  id = g_strdup (self->lexer.value->str);
  name = g_strdup (id);
  g_array_set_size (self->states, 0);
  if (!advance (self, error) || !take_mark (self, '{', error) ||
      !read_attributes (self, &name, &x, &y, error))
    return FALSE;
  if (g_hash_table_contains (self->ids, id))
    return wf_network_draft_fail (&self->draft, place, error, WF_ERROR_DATA,
                                  _ ("a second variable “%s”; rename one of the two"), id);
  if (!wf_network_draft_add_variable (&self->draft, name, place, &variable, error))
    return FALSE;
  g_hash_table_insert (self->ids, g_steal_pointer (&id), GUINT_TO_POINTER (variable + 1));
  wf_network_draft_get (&self->draft, variable)->x = x;
  wf_network_draft_get (&self->draft, variable)->y = y;
  for (guint i = 0; i < self->states->len; i++)
    {
      const State *state = &g_array_index (self->states, State, i);

      if (!wf_network_draft_add_state (&self->draft, variable, state->name, state->place, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_node (Reader *self, guint *variable, GError **error)
{
  if (!wf_network_lexer_check_name (&self->lexer, _ ("the name of a node"), error))
    return FALSE;
  *variable = GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, self->lexer.value->str)) - 1;
  if (*variable != G_MAXUINT)
    return advance (self, error);
  return wf_network_draft_fail (&self->draft, self->lexer.place, error, WF_ERROR_DATA,
                                _ ("there is no variable “%s”; declare it"), self->lexer.value->str);
}

/* ( A | B C ) */
static gboolean
read_family (Reader *self, guint *child, GError **error)
{
  const char *place = self->lexer.place;
  guint parent;

  g_array_set_size (self->parents, 0);
  if (!take_mark (self, '(', error) || !find_node (self, child, error))
    return FALSE;
  if (wf_network_lexer_is_name (&self->lexer))
    return wf_network_draft_fail (&self->draft, self->lexer.place, error, WF_ERROR_UNSUPPORTED,
                                  _ ("a table of several variables at once; give each a table of its own"));
  if (is_mark (self, '|') && !advance (self, error))
    return FALSE;
  while (!is_mark (self, ')'))
    {
      if (!find_node (self, &parent, error))
        return FALSE;
      g_array_append_val (self->parents, parent);
    }
  return advance (self, error) &&
         wf_network_draft_define (&self->draft, *child, (const guint *) self->parents->data,
                                  self->parents->len, place, error);
}

/* (( 0.1 0.9 )( 0.2 0.8 )); the order of the numbers says it all */
static gboolean
read_data (Reader *self, guint variable, GError **error)
{
  const char *place = self->lexer.place;
  gsize depth = 0;

  g_array_set_size (self->numbers, 0);
  do
    {
      double value;

      if (is_mark (self, '(') || is_mark (self, ')'))
        {
          depth = is_mark (self, '(') ? depth + 1 : depth - 1;
          if (!advance (self, error))
            return FALSE;
          continue;
        }
      if (depth == 0)
        return wf_network_lexer_expected (&self->lexer, "“(”", error);
      if (!wf_network_lexer_take_number (&self->lexer, &value, error))
        return FALSE;
      g_array_append_val (self->numbers, value);
    }
  while (depth > 0);
  return take_mark (self, ';', error) &&
         wf_network_draft_set_table (&self->draft, variable, (const double *) self->numbers->data,
                                     self->numbers->len, FALSE, place, error);
}

/* without data every state is as likely as any other, says Hugin */
static gboolean
set_even (Reader *self, guint variable, const char *place, GError **error)
{
  guint n = wf_network_draft_get (&self->draft, variable)->states->len;

  g_array_set_size (self->numbers, n);
  for (guint i = 0; i < n; i++)
    g_array_index (self->numbers, double, i) = 1.0 / n;
  return wf_network_draft_set_default (&self->draft, variable, (const double *) self->numbers->data, n, place,
                                       error);
}

static gboolean
read_potential (Reader *self, GError **error)
{
  const char *place = self->lexer.place;
  gboolean has_data = FALSE;
  guint variable = 0;

  if (!advance (self, error) || !read_family (self, &variable, error) || !take_mark (self, '{', error))
    return FALSE;
  while (!is_mark (self, '}'))
    {
      g_autofree char *attribute = NULL;
      const char *start = self->lexer.place;

      if (!take_attribute (self, &attribute, error))
        return FALSE;
      if (g_str_has_prefix (attribute, "model_"))
        return wf_network_draft_fail (&self->draft, start, error, WF_ERROR_UNSUPPORTED,
                                      _ ("a table that is given by an expression; save the network with "
                                         "its tables (data = ...)"));
      if (g_str_equal (attribute, "data"))
        has_data = TRUE;
      if (!(g_str_equal (attribute, "data") ? read_data (self, variable, error) : skip_value (self, error)))
        return FALSE;
    }
  return advance (self, error) && (has_data || set_even (self, variable, place, error));
}

/* net { ... } and whatever has a block */
static gboolean
skip_definition (Reader *self, GError **error)
{
  while (!is_mark (self, '{') && self->lexer.kind != NETWORK_END)
    if (!advance (self, error))
      return FALSE;
  return wf_network_lexer_skip_block (&self->lexer, error);
}

static gboolean
read_definition (Reader *self, gboolean are_nodes, GError **error)
{
  static const char *const unknown[] = { "continuous", "utility", "decision", "function", "class" };

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    if (wf_network_lexer_is_keyword (&self->lexer, unknown[i]))
      return wf_network_draft_fail (&self->draft, self->lexer.place, error, WF_ERROR_UNSUPPORTED,
                                    _ ("“%s”: only discrete nodes with tables are read; remove it"),
                                    unknown[i]);
  if (wf_network_lexer_is_keyword (&self->lexer, "discrete") && !advance (self, error))
    return FALSE;
  if (wf_network_lexer_is_keyword (&self->lexer, "node"))
    return are_nodes ? read_node (self, error) : skip_definition (self, error);
  if (wf_network_lexer_is_keyword (&self->lexer, "potential"))
    return are_nodes ? skip_definition (self, error) : read_potential (self, error);
  if (wf_network_lexer_is_keyword (&self->lexer, "net"))
    return skip_definition (self, error);
  return wf_network_lexer_expected (&self->lexer, _ ("“net”, “node” or “potential”"), error);
}

/* Nodes first, whatever the order is. */
static gboolean
read_definitions (Reader *self, gboolean are_nodes, WfProgress *progress, GError **error)
{
  self->lexer.next = self->lexer.text->start;
  if (!advance (self, error))
    return FALSE;
  while (self->lexer.kind != NETWORK_END)
    if (!wf_progress_check (progress, error) || !read_definition (self, are_nodes, error))
      return FALSE;
  return TRUE;
}

WfModel *
wf_net_read (WfSource *source, WfProgress *progress, GError **error)
{
  g_auto (Reader) reader = { 0 };
  WfText text = { 0 };

  if (!wf_text_init (&text, source, error))
    return NULL;
  wf_network_draft_init (&reader.draft, &text, wf_network_text_set_error);
  wf_network_lexer_init (&reader.lexer, &reader.draft, WF_NET_MARKS, TRUE);
  reader.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.states = g_array_new (FALSE, FALSE, sizeof (State));
  g_array_set_clear_func (reader.states, state_clear);
  reader.parents = g_array_new (FALSE, FALSE, sizeof (guint));
  reader.numbers = g_array_new (FALSE, FALSE, sizeof (double));
  if (!read_definitions (&reader, TRUE, progress, error) ||
      !read_definitions (&reader, FALSE, progress, error))
    return NULL;
  return wf_network_draft_end (&reader.draft, error);
}
