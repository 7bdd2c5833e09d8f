/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The Interchange Format for Bayesian networks, version 0.15 (Cozman 1998), as the Bayesian Network
 * Repository and its users write it. Rows are found by the names of states; “table” lists the own states
 * slowest, as that text says. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/formats/network-lexer-private.h"

typedef struct
{
  WfNetworkDraft draft;
  WfNetworkLexer lexer;
  GArray *parents; /* guint: of the block at hand */
  GArray *states;  /* guint: of the row at hand */
  GArray *numbers; /* double */
  GArray *default_row;
} Reader;

static void
reader_clear (Reader *self)
{
  wf_network_lexer_clear (&self->lexer);
  wf_network_draft_clear (&self->draft);
  g_clear_pointer (&self->parents, g_array_unref);
  g_clear_pointer (&self->states, g_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_pointer (&self->default_row, g_array_unref);
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

/* Past a comma, where there is one: the format takes it for white space. */
static gboolean
skip_comma (Reader *self, GError **error)
{
  return !is_mark (self, ',') || advance (self, error);
}

/* property ... ;  of a variable (else NULL) "position = (x, y)" is kept */
static gboolean
read_property (Reader *self, WfNetworkVariable *variable, GError **error)
{
  const char *place = self->lexer.place;
  const char *start = self->lexer.next;
  g_autofree char *text = NULL;

  do
    {
      if (!advance (self, error))
        return FALSE;
      if (self->lexer.kind == NETWORK_END)
        return wf_network_draft_fail (&self->draft, place, error, WF_ERROR_PARSE,
                                      _ ("this property does not end; close it with ;"));
    }
  while (!is_mark (self, ';'));
  text = g_strndup (start, self->lexer.place - start);
  if (variable != NULL)
    wf_network_parse_position (text, &variable->x, &variable->y);
  return advance (self, error);
}

/* { a, b, c } after [ n ] */
static gboolean
read_states (Reader *self, guint variable, GError **error)
{
  const char *place = self->lexer.place;
  double n_declared;
  guint n;

  if (!take_mark (self, '[', error) || !wf_network_lexer_take_number (&self->lexer, &n_declared, error) ||
      !take_mark (self, ']', error) || !take_mark (self, '{', error))
    return FALSE;
  while (!is_mark (self, '}'))
    if (!wf_network_lexer_check_name (&self->lexer, _ ("the name of a state"), error) ||
        !wf_network_draft_add_state (&self->draft, variable, self->lexer.value->str, self->lexer.place,
                                     error) ||
        !advance (self, error) || !skip_comma (self, error))
      return FALSE;
  n = wf_network_draft_get (&self->draft, variable)->states->len;
  if (n_declared != n)
    return wf_network_draft_fail (&self->draft, place, error, WF_ERROR_DATA,
                                  _ ("“%s” is said to have %g states and lists %u; correct one of the two"),
                                  wf_network_draft_get (&self->draft, variable)->name, n_declared, n);
  return advance (self, error) && (!is_mark (self, ';') || advance (self, error));
}

/* variable NAME { type discrete [ n ] { ... }; property ...; } */
static gboolean
read_variable (Reader *self, GError **error)
{
  guint variable;

  if (!advance (self, error) ||
      !wf_network_lexer_check_name (&self->lexer, _ ("the name of a variable"), error) ||
      !wf_network_draft_add_variable (&self->draft, self->lexer.value->str, self->lexer.place, &variable,
                                      error) ||
      !advance (self, error) || !take_mark (self, '{', error))
    return FALSE;
  while (!is_mark (self, '}'))
    if (wf_network_lexer_is_keyword (&self->lexer, "property"))
      {
        if (!read_property (self, wf_network_draft_get (&self->draft, variable), error))
          return FALSE;
      }
    else if (!wf_network_lexer_is_keyword (&self->lexer, "type"))
      return wf_network_lexer_expected (&self->lexer, _ ("“type”, “property” or “}”"), error);
    else
      {
        if (!advance (self, error))
          return FALSE;
        if (!wf_network_lexer_is_keyword (&self->lexer, "discrete"))
          return wf_network_lexer_expected (&self->lexer, _ ("“discrete”, the only type that is read,"),
                                            error);
        if (!advance (self, error) || !read_states (self, variable, error))
          return FALSE;
      }
  return advance (self, error);
}

/* network NAME { property ...; } */
static gboolean
read_network (Reader *self, GError **error)
{
  if (!advance (self, error))
    return FALSE;
  while (wf_network_lexer_is_name (&self->lexer))
    if (!advance (self, error))
      return FALSE;
  if (!take_mark (self, '{', error))
    return FALSE;
  while (!is_mark (self, '}'))
    {
      if (!wf_network_lexer_is_keyword (&self->lexer, "property"))
        return wf_network_lexer_expected (&self->lexer, _ ("“property” or “}”"), error);
      if (!read_property (self, NULL, error))
        return FALSE;
    }
  return advance (self, error);
}

/* numbers up to ; */
static gboolean
read_numbers (Reader *self, GError **error)
{
  double value;

  g_array_set_size (self->numbers, 0);
  while (!is_mark (self, ';'))
    {
      if (!wf_network_lexer_take_number (&self->lexer, &value, error) || !skip_comma (self, error))
        return FALSE;
      g_array_append_val (self->numbers, value);
    }
  return advance (self, error);
}

/* (yes, low) 0.1, 0.9; */
static gboolean
read_row (Reader *self, guint variable, GError **error)
{
  const char *place = self->lexer.place;
  const WfNetworkVariable *own = wf_network_draft_get (&self->draft, variable);

  g_array_set_size (self->states, 0);
  if (!take_mark (self, '(', error))
    return FALSE;
  while (!is_mark (self, ')'))
    {
      guint state;

      if (!wf_network_lexer_check_name (&self->lexer, _ ("the state of a parent"), error))
        return FALSE;
      if (self->states->len == own->n_parents)
        return wf_network_draft_fail (&self->draft, self->lexer.place, error, WF_ERROR_DATA,
                                      _ ("more states than the %zu parents of “%s”"), own->n_parents,
                                      own->name);
      if (!wf_network_draft_find_state (&self->draft, own->parents[self->states->len], self->lexer.value->str,
                                        self->lexer.place, &state, error) ||
          !advance (self, error) || !skip_comma (self, error))
        return FALSE;
      g_array_append_val (self->states, state);
    }
  if (self->states->len < own->n_parents)
    return wf_network_draft_fail (&self->draft, place, error, WF_ERROR_DATA,
                                  _ ("%u states for the %zu parents of “%s”; name one a parent"),
                                  self->states->len, own->n_parents, own->name);
  return advance (self, error) && read_numbers (self, error) &&
         wf_network_draft_set_row (&self->draft, variable, (const guint *) self->states->data,
                                   (const double *) self->numbers->data, self->numbers->len, place, error);
}

/* ( child | parents ), also without the bar */
static gboolean
read_family (Reader *self, guint *child, GError **error)
{
  const char *place = self->lexer.place;
  gboolean has_child = FALSE;
  guint variable;

  g_array_set_size (self->parents, 0);
  if (!take_mark (self, '(', error))
    return FALSE;
  while (!is_mark (self, ')'))
    {
      if (is_mark (self, '|') && has_child && self->parents->len == 0)
        {
          if (!advance (self, error))
            return FALSE;
          continue;
        }
      if (is_mark (self, '|') && self->parents->len > 0)
        return wf_network_draft_fail (
            &self->draft, self->lexer.place, error, WF_ERROR_UNSUPPORTED,
            _ ("a table of several variables at once; give each a table of its own"));
      if (!wf_network_lexer_check_name (&self->lexer, _ ("the name of a variable"), error) ||
          !wf_network_draft_find (&self->draft, self->lexer.value->str, self->lexer.place, &variable,
                                  error) ||
          !advance (self, error) || !skip_comma (self, error))
        return FALSE;
      if (has_child)
        g_array_append_val (self->parents, variable);
      else
        *child = variable;
      has_child = TRUE;
    }
  if (!has_child)
    return wf_network_lexer_expected (&self->lexer, _ ("the name of a variable"), error);
  return advance (self, error) &&
         wf_network_draft_define (&self->draft, *child, (const guint *) self->parents->data,
                                  self->parents->len, place, error);
}

/* table ...; */
static gboolean
read_table (Reader *self, guint variable, GError **error)
{
  const char *place = self->lexer.place;

  return advance (self, error) && read_numbers (self, error) &&
         wf_network_draft_set_table (&self->draft, variable, (const double *) self->numbers->data,
                                     self->numbers->len, TRUE, place, error);
}

/* default ...;  it is for the rows that are not given, which may come after it */
static gboolean
read_default (Reader *self, const char **place, GError **error)
{
  *place = self->lexer.place;
  if (!advance (self, error) || !read_numbers (self, error))
    return FALSE;
  g_array_set_size (self->default_row, 0);
  g_array_append_vals (self->default_row, self->numbers->data, self->numbers->len);
  return TRUE;
}

/* probability ( A | B ) { ... } */
static gboolean
read_probability (Reader *self, GError **error)
{
  const char *default_place = NULL;
  guint variable = 0;

  if (!advance (self, error) || !read_family (self, &variable, error) || !take_mark (self, '{', error))
    return FALSE;
  while (!is_mark (self, '}'))
    {
      gboolean is_good;

      if (is_mark (self, '('))
        is_good = read_row (self, variable, error);
      else if (wf_network_lexer_is_keyword (&self->lexer, "table"))
        is_good = read_table (self, variable, error);
      else if (wf_network_lexer_is_keyword (&self->lexer, "default"))
        is_good = read_default (self, &default_place, error);
      else if (wf_network_lexer_is_keyword (&self->lexer, "property"))
        is_good = read_property (self, NULL, error);
      else
        is_good = wf_network_lexer_expected (&self->lexer,
                                             _ ("a row (“(” states “)”), “table”, “default” or “}”"), error);
      if (!is_good)
        return FALSE;
    }
  if (default_place != NULL &&
      !wf_network_draft_set_default (&self->draft, variable, (const double *) self->default_row->data,
                                     self->default_row->len, default_place, error))
    return FALSE;
  return advance (self, error);
}

/* Variables first, whatever the order of the blocks is. */
static gboolean
read_blocks (Reader *self, gboolean are_variables, WfProgress *progress, GError **error)
{
  self->lexer.next = self->lexer.text->start;
  if (!advance (self, error))
    return FALSE;
  while (self->lexer.kind != NETWORK_END)
    {
      gboolean is_variable = wf_network_lexer_is_keyword (&self->lexer, "variable");
      gboolean is_table = wf_network_lexer_is_keyword (&self->lexer, "probability");
      gboolean is_good;

      if (!wf_progress_check (progress, error))
        return FALSE;
      if (wf_network_lexer_is_keyword (&self->lexer, "network"))
        is_good = read_network (self, error);
      else if (wf_network_lexer_is_keyword (&self->lexer, "property"))
        is_good = read_property (self, NULL, error);
      else if (!is_variable && !is_table)
        is_good =
            wf_network_lexer_expected (&self->lexer, _ ("“network”, “variable” or “probability”"), error);
      else if (is_variable == are_variables)
        is_good = is_variable ? read_variable (self, error) : read_probability (self, error);
      else
        {
          while (!is_mark (self, '{') && self->lexer.kind != NETWORK_END)
            if (!advance (self, error))
              return FALSE;
          is_good = wf_network_lexer_skip_block (&self->lexer, error);
        }
      if (!is_good)
        return FALSE;
    }
  return TRUE;
}

WfModel *
wf_bif_read (WfSource *source, WfProgress *progress, GError **error)
{
  g_auto (Reader) reader = { 0 };
  WfText text = { 0 };

  if (!wf_text_init (&text, source, error))
    return NULL;
  wf_network_draft_init (&reader.draft, &text, wf_network_text_set_error);
  wf_network_lexer_init (&reader.lexer, &reader.draft, WF_BIF_MARKS, FALSE);
  reader.parents = g_array_new (FALSE, FALSE, sizeof (guint));
  reader.states = g_array_new (FALSE, FALSE, sizeof (guint));
  reader.numbers = g_array_new (FALSE, FALSE, sizeof (double));
  reader.default_row = g_array_new (FALSE, FALSE, sizeof (double));
  if (!read_blocks (&reader, TRUE, progress, error) || !read_blocks (&reader, FALSE, progress, error))
    return NULL;
  return wf_network_draft_end (&reader.draft, error);
}
