/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the readers of Bayesian networks share. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/formats/network-private.h"

#define SILENT_TOLERANCE 1e-3 /* of the sum of a row: rounding of what was printed */
#define TOLERANCE        0.05 /* beyond, the row is wrong */

static void
variable_free (gpointer data)
{
  WfNetworkVariable *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->states);
  g_hash_table_unref (self->state_index);
  g_free (self->parents);
  g_free (self->table);
  g_free (self->kind);
  g_clear_pointer (&self->numbers, json_object_unref);
  g_free (self);
}

void
wf_network_draft_init (WfNetworkDraft *self, gconstpointer input, WfPlaceErrorFunc set_error)
{
  *self = (WfNetworkDraft){ .input = input, .set_error = set_error };
  self->variables = g_ptr_array_new_with_free_func (variable_free);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
}

void
wf_network_draft_clear (WfNetworkDraft *self)
{
  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->variables, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
}

gboolean
wf_network_draft_fail (
    WfNetworkDraft *self, gconstpointer place, GError **error, int code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->set_error (self->input, place, error, code, message);
  return FALSE;
}

WfNetworkVariable *
wf_network_draft_get (WfNetworkDraft *self, guint variable)
{
  return g_ptr_array_index (self->variables, variable);
}

gboolean
wf_network_draft_add_variable (
    WfNetworkDraft *self, const char *name, gconstpointer place, guint *variable, GError **error)
{
  WfNetworkVariable *added;

  if (*name == '\0')
    return wf_network_draft_fail (self, place, error, WF_ERROR_PARSE,
                                  _ ("a variable without a name; give it one"));
  if (g_hash_table_contains (self->index, name))
    return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                  _ ("a second variable “%s”; rename one of the two"), name);
  if (self->variables->len >= WF_LIMIT_GRAPH_NODES)
    return wf_network_draft_fail (self, place, error, WF_ERROR_TOO_LARGE,
                                  _ ("more than %d variables; leave some out"), WF_LIMIT_GRAPH_NODES);
  added = g_new0 (WfNetworkVariable, 1);
  added->name = g_strdup (name);
  added->place = place;
  added->states = g_ptr_array_new_with_free_func (g_free);
  added->state_index = g_hash_table_new (g_str_hash, g_str_equal);
  added->x = NAN;
  added->y = NAN;
  *variable = self->variables->len;
  g_ptr_array_add (self->variables, added);
  g_hash_table_insert (self->index, added->name, GUINT_TO_POINTER (*variable + 1));
  return TRUE;
}

gboolean
wf_network_draft_add_state (
    WfNetworkDraft *self, guint variable, const char *state, gconstpointer place, GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);
  char *copy;

  if (g_hash_table_contains (own->state_index, state))
    return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                  _ ("“%s” has the state “%s” twice; rename one of the two"), own->name,
                                  state);
  if (own->states->len >= WF_LIMIT_LEVELS)
    return wf_network_draft_fail (self, place, error, WF_ERROR_TOO_LARGE,
                                  _ ("“%s” has more than %d states; merge some"), own->name, WF_LIMIT_LEVELS);
  copy = g_strdup (state);
  g_ptr_array_add (own->states, copy);
  g_hash_table_insert (own->state_index, copy, GUINT_TO_POINTER (own->states->len));
  return TRUE;
}

gboolean
wf_network_parse_position (const char *text, double *x, double *y)
{
  const char *start = strstr (text, "position");
  char *end = (char *) start;
  double first, second;

  if (start == NULL)
    return FALSE;
  end += strcspn (end, "(");
  first = *end == '(' ? g_ascii_strtod (end + 1, &end) : NAN;
  second = *end == ',' ? g_ascii_strtod (end + 1, &end) : NAN;
  if (end[strspn (end, " ")] != ')' || !isfinite (first) || !isfinite (second))
    return FALSE;
  *x = first;
  *y = second;
  return TRUE;
}

/* The names of variables or states, NULL-terminated, as wf_nearest_name() takes them. */
static const char **
list_names (GPtrArray *items, gboolean are_variables)
{
  const char **names = g_new0 (const char *, items->len + 1);

  for (guint i = 0; i < items->len; i++)
    names[i] = are_variables ? ((WfNetworkVariable *) g_ptr_array_index (items, i))->name
                             : g_ptr_array_index (items, i);
  return names;
}

gboolean
wf_network_draft_find (
    WfNetworkDraft *self, const char *name, gconstpointer place, guint *variable, GError **error)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, name));
  g_autofree const char **names = NULL;
  const char *nearest;

  *variable = found - 1;
  if (found > 0)
    return TRUE;
  names = list_names (self->variables, TRUE);
  nearest = wf_nearest_name (name, names);
  return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                nearest != NULL ? _ ("there is no variable “%s”; did you mean “%s”?")
                                                : _ ("there is no variable “%s”; declare it"),
                                name, nearest);
}

gboolean
wf_network_draft_find_state (WfNetworkDraft *self,
                             guint variable,
                             const char *state,
                             gconstpointer place,
                             guint *number,
                             GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (own->state_index, state));
  g_autofree const char **names = NULL;
  g_autofree char *list = NULL;

  *number = found - 1;
  if (found > 0)
    return TRUE;
  names = list_names (own->states, FALSE);
  list = g_strjoinv (", ", (char **) names);
  if (g_utf8_strlen (list, -1) > 100)
    g_clear_pointer (&list, g_free);
  return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                list != NULL ? _ ("“%s” has no state “%s”; it has %s")
                                             : _ ("“%s” has no state “%s”"),
                                own->name, state, list);
}

/* Entries of the table of a variable, or more than the limit; 0 where a parent or itself has no states. */
static gsize
count_entries (WfNetworkDraft *self, const WfNetworkVariable *own)
{
  gsize n = own->states->len;

  for (gsize k = 0; k < own->n_parents; k++)
    n = n <= WF_LIMIT_MODEL_ENTRIES ? n * wf_network_draft_get (self, own->parents[k])->states->len : n;
  return n;
}

/* FALSE with an error beyond the limit of them all */
static gboolean
add_entries (WfNetworkDraft *self, const WfNetworkVariable *own, gsize n, gconstpointer place, GError **error)
{
  if (n > WF_LIMIT_MODEL_ENTRIES || self->n_entries + n > WF_LIMIT_MODEL_ENTRIES)
    return wf_network_draft_fail (self, place, error, WF_ERROR_TOO_LARGE,
                                  _ ("with the table of “%s” the probabilities are more than %d; remove "
                                     "parents or merge states"),
                                  own->name, WF_LIMIT_MODEL_ENTRIES);
  self->n_entries += n;
  return TRUE;
}

static gboolean
check_parents (WfNetworkDraft *self,
               guint variable,
               const guint *parents,
               gsize n_parents,
               gconstpointer place,
               GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (gsize k = 0; k < n_parents; k++)
    {
      const WfNetworkVariable *parent = wf_network_draft_get (self, parents[k]);

      if (parents[k] == variable)
        return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                      _ ("“%s” is its own parent; a causal graph has no loops"), own->name);
      if (!g_hash_table_add (seen, GUINT_TO_POINTER (parents[k] + 1)))
        return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                      _ ("“%s” is a parent of “%s” twice; name it once"), parent->name,
                                      own->name);
    }
  return TRUE;
}

static gboolean
set_parents (WfNetworkDraft *self,
             guint variable,
             const guint *parents,
             gsize n_parents,
             gconstpointer place,
             GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);

  if (own->is_defined)
    return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                  _ ("the probabilities of “%s” are given twice; remove one"), own->name);
  if (!check_parents (self, variable, parents, n_parents, place, error))
    return FALSE;
  own->parents = g_memdup2 (parents, n_parents * sizeof (guint));
  own->n_parents = n_parents;
  own->is_defined = TRUE;
  own->definition = place;
  return TRUE;
}

gboolean
wf_network_draft_define (WfNetworkDraft *self,
                         guint variable,
                         const guint *parents,
                         gsize n_parents,
                         gconstpointer place,
                         GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);

  if (own->states->len == 0)
    return wf_network_draft_fail (self, place, error, WF_ERROR_DATA, _ ("“%s” has no states; give it some"),
                                  own->name);
  if (!set_parents (self, variable, parents, n_parents, place, error))
    return FALSE;
  for (gsize k = 0; k < n_parents; k++)
    {
      const WfNetworkVariable *parent = wf_network_draft_get (self, parents[k]);

      if (parent->states->len == 0)
        return wf_network_draft_fail (self, place, error, WF_ERROR_UNSUPPORTED,
                                      _ ("“%s”, a parent of “%s”, has no states; give it some"), parent->name,
                                      own->name);
    }
  own->n_entries = count_entries (self, own);
  if (!add_entries (self, own, own->n_entries, place, error))
    return FALSE;
  own->table = g_try_new (double, own->n_entries);
  if (own->table == NULL)
    return wf_network_draft_fail (self, place, error, WF_ERROR_TOO_LARGE,
                                  _ ("not enough memory for the table of “%s”"), own->name);
  for (gsize i = 0; i < own->n_entries; i++)
    own->table[i] = NAN;
  return TRUE;
}

gboolean
wf_network_draft_define_mechanism (WfNetworkDraft *self,
                                   guint variable,
                                   const guint *parents,
                                   gsize n_parents,
                                   const char *kind,
                                   JsonObject *numbers,
                                   gconstpointer place,
                                   GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);
  gsize n_entries;

  for (gsize k = 1; k < n_parents; k++)
    if (parents[k] < parents[k - 1])
      return wf_network_draft_fail (
          self, place, error, WF_ERROR_UNSUPPORTED,
          _ ("the parents of “%s” are in another order than the variables, on which "
             "its numbers depend; list them in that order"),
          own->name);
  if (!set_parents (self, variable, parents, n_parents, place, error))
    return FALSE;
  own->kind = g_strdup (kind);
  own->numbers = json_object_ref (numbers);
  /* a logistic mechanism makes its table from few numbers */
  n_entries = count_entries (self, own);
  return n_entries > WF_LIMIT_LOGISTIC_ENTRIES || add_entries (self, own, n_entries, place, error);
}

/* "“B” given A = y, C = low"; or only the name without parents */
static char *
describe_row (WfNetworkDraft *self, const WfNetworkVariable *own, gsize row)
{
  g_autoptr (GString) given = g_string_new (NULL);

  for (gsize k = own->n_parents; k-- > 0;)
    {
      const WfNetworkVariable *parent = wf_network_draft_get (self, own->parents[k]);
      const char *state = g_ptr_array_index (parent->states, row % parent->states->len);
      g_autofree char *item = g_strdup_printf ("%s = %s%s", parent->name, state, given->len > 0 ? ", " : "");

      g_string_prepend (given, item);
      row /= parent->states->len;
    }
  if (own->n_parents == 0)
    return g_strdup_printf (_ ("“%s”"), own->name);
  /* Translators: a variable, then what others are: “Cancer” given Smoker = True */
  return g_strdup_printf (_ ("“%s” given %s"), own->name, given->str);
}

/* Checks a row, and makes it sum to 1 where it was only rounded. */
static gboolean
check_row (WfNetworkDraft *self, WfNetworkVariable *own, gsize row, gconstpointer place, GError **error)
{
  gsize n = own->states->len;
  double *p = own->table + row * n, sum = 0.0;
  g_autofree char *what = NULL;
  g_autofree char *total = NULL;

  for (gsize i = 0; i < n; i++)
    {
      if (!(p[i] >= 0.0 && p[i] <= 1.0 + TOLERANCE))
        {
          what = describe_row (self, own, row);
          return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                        _ ("the probability %g of %s is not from 0 to 1; correct it"), p[i],
                                        what);
        }
      sum += p[i];
    }
  if (fabs (sum - 1.0) <= SILENT_TOLERANCE)
    return TRUE;
  what = describe_row (self, own, row);
  total = wf_format_number (sum);
  if (fabs (sum - 1.0) > TOLERANCE)
    return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                  _ ("the probabilities of %s sum to %s, not to 1; correct them"), what,
                                  total);
  for (gsize i = 0; i < n; i++)
    p[i] /= sum;
  g_ptr_array_add (
      self->warnings,
      g_strdup_printf (_ ("the probabilities of %s sum to %s; they were scaled to 1"), what, total));
  return TRUE;
}

static gboolean
check_count (WfNetworkDraft *self, WfNetworkVariable *own, gsize n, gconstpointer place, GError **error)
{
  if (n == own->states->len)
    return TRUE;
  return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                _ ("%zu probabilities for “%s”, which has %u states; give one a state"), n,
                                own->name, own->states->len);
}

gboolean
wf_network_draft_set_row (WfNetworkDraft *self,
                          guint variable,
                          const guint *states,
                          const double *p,
                          gsize n,
                          gconstpointer place,
                          GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);
  gsize row = 0;

  if (!check_count (self, own, n, place, error))
    return FALSE;
  for (gsize k = 0; k < own->n_parents; k++)
    row = row * wf_network_draft_get (self, own->parents[k])->states->len + states[k];
  if (!isnan (own->table[row * n]))
    {
      g_autofree char *what = describe_row (self, own, row);

      return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                    _ ("the probabilities of %s are given twice; remove one row"), what);
    }
  for (gsize i = 0; i < n; i++)
    own->table[row * n + i] = p[i];
  return check_row (self, own, row, place, error);
}

gboolean
wf_network_draft_set_default (
    WfNetworkDraft *self, guint variable, const double *p, gsize n, gconstpointer place, GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);
  gboolean is_checked = FALSE;

  if (!check_count (self, own, n, place, error))
    return FALSE;
  for (gsize first = 0; first < own->n_entries; first += n)
    {
      const double *checked = own->table + first;

      if (!isnan (own->table[first]))
        continue;
      for (gsize i = 0; i < n; i++)
        own->table[first + i] = p[i];
      if (!is_checked && !check_row (self, own, first / n, place, error))
        return FALSE;
      if (!is_checked)
        p = checked;
      is_checked = TRUE;
    }
  return TRUE;
}

gboolean
wf_network_draft_set_table (WfNetworkDraft *self,
                            guint variable,
                            const double *p,
                            gsize n,
                            gboolean is_slowest,
                            gconstpointer place,
                            GError **error)
{
  WfNetworkVariable *own = wf_network_draft_get (self, variable);
  gsize n_states = own->states->len, n_rows = own->n_entries / n_states;

  if (n != own->n_entries)
    return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                  _ ("%zu probabilities for “%s”; its states and those of its parents make "
                                     "%zu"),
                                  n, own->name, own->n_entries);
  for (gsize row = 0; row < n_rows; row++)
    {
      if (!isnan (own->table[row * n_states]))
        return wf_network_draft_fail (self, place, error, WF_ERROR_DATA,
                                      _ ("the probabilities of “%s” are given twice; remove one"), own->name);
      for (gsize i = 0; i < n_states; i++)
        own->table[row * n_states + i] = is_slowest ? p[i * n_rows + row] : p[row * n_states + i];
      if (!check_row (self, own, row, place, error))
        return FALSE;
    }
  return TRUE;
}
