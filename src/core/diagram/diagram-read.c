/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Recursive descent that puts boxes on wires as it reads: a term takes wires from the front of a queue and
 * leaves those of its outputs. A wire without a known object gets it at the first port that has one. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/diagram/diagram-private.h"

typedef struct
{
  GArray *inputs, *outputs; /* guint: objects */
} Type;

typedef struct
{
  GScanner *scanner;
  const char *name;
  WfDiagramBuilder *builder;
  GHashTable *boxes; /* name -> Type */
  gboolean has_inputs;
  guint depth;
  GError **error;
} Reader;

static void
type_free (gpointer data)
{
  Type *self = data;

  g_array_unref (self->inputs);
  g_array_unref (self->outputs);
  g_free (self);
}

static gboolean fail (const Reader *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* at the token that comes next */
static gboolean
fail (const Reader *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  g_scanner_peek_next_token (self->scanner);
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (self->error, WF_ERROR, WF_ERROR_PARSE, "%s:%u:%u: %s", self->name, self->scanner->next_line,
               self->scanner->next_position + 1, message);
  return FALSE;
}

static gboolean
accept (Reader *self, char sign)
{
  if (g_scanner_peek_next_token (self->scanner) != (GTokenType) sign)
    return FALSE;
  g_scanner_get_next_token (self->scanner);
  return TRUE;
}

static gboolean
expect (Reader *self, char sign)
{
  return accept (self, sign) || fail (self, _ ("“%c” is missing here"), sign);
}

static gboolean
accept_word (Reader *self, const char *word)
{
  if (g_scanner_peek_next_token (self->scanner) != G_TOKEN_IDENTIFIER ||
      !g_str_equal (self->scanner->next_value.v_identifier, word))
    return FALSE;
  g_scanner_get_next_token (self->scanner);
  return TRUE;
}

static gboolean
is_name (Reader *self)
{
  GTokenType token = g_scanner_peek_next_token (self->scanner);

  return token == G_TOKEN_IDENTIFIER || token == G_TOKEN_STRING;
}

static char *
read_name (Reader *self)
{
  if (!is_name (self))
    {
      fail (self, _ ("a name is missing here"));
      return NULL;
    }
  g_scanner_get_next_token (self->scanner);
  return g_strdup (self->scanner->value.v_string);
}

static gboolean
read_object_name (Reader *self, guint *object)
{
  g_autofree char *name = NULL;
  gssize found;

  if (!is_name (self))
    return fail (self, _ ("the name of an object is missing here"));
  name = g_strdup (self->scanner->next_value.v_string);
  found = wf_diagram_parts_find_object (&self->builder->parts, name);
  if (found < 0)
    return fail (self, _ ("there is no object “%s”; declare it: object %s {no, yes}"), name, name);
  g_scanner_get_next_token (self->scanner);
  *object = (guint) found;
  return TRUE;
}

static gboolean
read_object (Reader *self, gboolean is_hidden, gboolean is_real)
{
  g_autoptr (GStrvBuilder) levels = g_strv_builder_new ();
  g_autofree char *name = read_name (self);
  g_auto (GStrv) list = NULL;
  guint object;

  if (name == NULL)
    return FALSE;
  if (wf_diagram_parts_find_object (&self->builder->parts, name) >= 0)
    return fail (self, _ ("there is an object “%s” already"), name);
  if (!is_real && !expect (self, '{'))
    return FALSE;
  while (!is_real && (is_name (self) || !is_hidden))
    {
      g_autofree char *level = read_name (self);

      if (level == NULL)
        return FALSE;
      g_strv_builder_add (levels, level);
      if (!accept (self, ','))
        break;
    }
  list = g_strv_builder_end (levels);
  object = wf_diagram_builder_add_object (self->builder, name, (const char *const *) list);
  if (is_hidden)
    wf_diagram_builder_set_hidden (self->builder, object);
  if (is_real)
    wf_diagram_builder_set_real (self->builder, object);
  return is_real || expect (self, '}');
}

/* "S * T", or "()" */
static gboolean
read_objects (Reader *self, char separator, GArray *objects)
{
  guint object;

  if (accept (self, '('))
    return expect (self, ')');
  do
    {
      if (!read_object_name (self, &object))
        return FALSE;
      g_array_append_val (objects, object);
    }
  while (accept (self, separator));
  return TRUE;
}

static gboolean
read_box (Reader *self)
{
  g_autofree char *name = read_name (self);
  Type *type;

  if (name == NULL)
    return FALSE;
  if (g_hash_table_contains (self->boxes, name))
    return fail (self, _ ("there is a box “%s” already"), name);
  type = g_new (Type, 1);
  type->inputs = g_array_new (FALSE, FALSE, sizeof (guint));
  type->outputs = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_insert (self->boxes, g_steal_pointer (&name), type);
  return expect (self, ':') && read_objects (self, '*', type->inputs) && expect (self, '-') &&
         expect (self, '>') && read_objects (self, '*', type->outputs);
}

static gboolean
read_inputs (Reader *self)
{
  g_autoptr (GArray) objects = g_array_new (FALSE, FALSE, sizeof (guint));

  if (!read_objects (self, ',', objects))
    return FALSE;
  for (guint i = 0; i < objects->len; i++)
    wf_diagram_builder_add_input (
        self->builder, wf_diagram_builder_add_wire (self->builder, g_array_index (objects, guint, i)));
  self->has_inputs = TRUE;
  return TRUE;
}

/* behind "hidden" and "real" */
static gboolean
read_marked_object (Reader *self, gboolean is_hidden, gboolean is_real)
{
  is_real = is_real || accept_word (self, "real");
  return accept_word (self, "object") ? read_object (self, is_hidden, is_real)
                                      : fail (self, _ ("“object” is missing here"));
}

static gboolean
read_declarations (Reader *self)
{
  for (;;)
    {
      gboolean is_read;

      if (accept_word (self, "hidden"))
        is_read = read_marked_object (self, TRUE, FALSE);
      else if (accept_word (self, "real"))
        is_read = read_marked_object (self, FALSE, TRUE);
      else if (accept_word (self, "object"))
        is_read = read_object (self, FALSE, FALSE);
      else if (accept_word (self, "box"))
        is_read = read_box (self);
      else if (accept_word (self, "input"))
        is_read = read_inputs (self);
      else
        return TRUE;
      if (!is_read)
        return FALSE;
    }
}

/* the next wire of the queue; a new input of the diagram when its inputs aren't declared and it is the first
 * stage */
static gboolean
take (Reader *self, GArray *queue, gboolean is_first, const char *what, guint object, guint *wire)
{
  WfDiagramWire *item;

  if (queue->len > 0)
    {
      *wire = g_array_index (queue, guint, 0);
      g_array_remove_index (queue, 0);
    }
  else if (is_first && !self->has_inputs)
    {
      *wire = wf_diagram_builder_add_wire (self->builder, WF_DIAGRAM_NONE);
      wf_diagram_builder_add_input (self->builder, *wire);
    }
  else
    return fail (self, _ ("“%s” has one wire too few to take"), what);
  item = wf_parts_wire (&self->builder->parts, *wire);
  if (item->object == WF_DIAGRAM_NONE)
    item->object = object;
  if (object == WF_DIAGRAM_NONE || item->object == object)
    return TRUE;
  return fail (self, _ ("“%s” takes %s, but the wire is of %s"), what,
               wf_parts_object (&self->builder->parts, object)->name,
               wf_parts_object (&self->builder->parts, item->object)->name);
}

/* "[S,T]" of as many objects as asked, or nothing; id[] is nothing at all */
static gboolean
read_brackets (Reader *self, guint n, guint *objects, gboolean *is_empty)
{
  *is_empty = FALSE;
  for (guint i = 0; i < n; i++)
    objects[i] = WF_DIAGRAM_NONE;
  if (!accept (self, '['))
    return TRUE;
  if (n == 1 && accept (self, ']'))
    {
      *is_empty = TRUE;
      return TRUE;
    }
  for (guint i = 0; i < n; i++)
    if ((i > 0 && !expect (self, ',')) || !read_object_name (self, &objects[i]))
      return FALSE;
  return expect (self, ']');
}

/* id, copy or discard: one wire, out as often as it says */
static gboolean
read_wire (Reader *self, GArray *queue, gboolean is_first, const char *word, guint n_outputs, GArray *outputs)
{
  guint object, wire;
  gboolean is_empty;

  if (!read_brackets (self, 1, &object, &is_empty))
    return FALSE;
  if (is_empty)
    return n_outputs == 1 || fail (self, _ ("“%s” of no object means nothing"), word);
  if (!take (self, queue, is_first, word, object, &wire))
    return FALSE;
  for (guint i = 0; i < n_outputs; i++)
    g_array_append_val (outputs, wire);
  if (n_outputs == 0)
    wf_diagram_builder_add_discard (self->builder, wire);
  return TRUE;
}

static gboolean
read_swap (Reader *self, GArray *queue, gboolean is_first, GArray *outputs)
{
  guint objects[2], wires[2];
  gboolean is_empty;

  if (!read_brackets (self, 2, objects, &is_empty) ||
      !take (self, queue, is_first, "swap", objects[0], &wires[0]) ||
      !take (self, queue, is_first, "swap", objects[1], &wires[1]))
    return FALSE;
  g_array_append_val (outputs, wires[1]);
  g_array_append_val (outputs, wires[0]);
  return TRUE;
}

static gboolean
read_uniform (Reader *self, GArray *outputs)
{
  guint object, wire;

  if (!expect (self, '[') || !read_object_name (self, &object) || !expect (self, ']'))
    return FALSE;
  wire = wf_diagram_builder_add_wire (self->builder, object);
  wf_diagram_builder_add_uniform (self->builder, wire);
  g_array_append_val (outputs, wire);
  return TRUE;
}

static gboolean
read_application (Reader *self, GArray *queue, gboolean is_first, GArray *outputs)
{
  g_autofree char *name = read_name (self);
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (guint));
  const Type *type;
  guint first = outputs->len;

  if (name == NULL)
    return FALSE;
  type = g_hash_table_lookup (self->boxes, name);
  if (type == NULL)
    return fail (self, _ ("there is no box “%s”; declare it: box %s : S -> T"), name, name);
  for (guint i = 0; i < type->inputs->len; i++)
    {
      guint wire;

      if (!take (self, queue, is_first, name, g_array_index (type->inputs, guint, i), &wire))
        return FALSE;
      g_array_append_val (inputs, wire);
    }
  for (guint i = 0; i < type->outputs->len; i++)
    {
      guint wire = wf_diagram_builder_add_wire (self->builder, g_array_index (type->outputs, guint, i));

      g_array_append_val (outputs, wire);
    }
  wf_diagram_builder_add_box (self->builder, name, (const guint *) (gpointer) inputs->data, inputs->len,
                              (const guint *) (gpointer) outputs->data + first, outputs->len - first);
  return TRUE;
}

static gboolean read_sequence (Reader *self, GArray *queue, gboolean is_first, GArray *outputs);

static gboolean
read_factor (Reader *self, GArray *queue, gboolean is_first, GArray *outputs)
{
  gboolean is_read;

  if (accept (self, '('))
    {
      if (++self->depth > WF_LIMIT_EXPRESSION_DEPTH)
        return fail (self, _ ("more than %d parentheses inside each other"), WF_LIMIT_EXPRESSION_DEPTH);
      is_read = read_sequence (self, queue, is_first, outputs) && expect (self, ')');
      self->depth--;
      return is_read;
    }
  if (accept_word (self, "id"))
    return read_wire (self, queue, is_first, "id", 1, outputs);
  if (accept_word (self, "copy"))
    return read_wire (self, queue, is_first, "copy", 2, outputs);
  if (accept_word (self, "discard"))
    return read_wire (self, queue, is_first, "discard", 0, outputs);
  if (accept_word (self, "swap"))
    return read_swap (self, queue, is_first, outputs);
  if (accept_word (self, "uniform"))
    return read_uniform (self, outputs);
  return read_application (self, queue, is_first, outputs);
}

static gboolean
read_product (Reader *self, GArray *queue, gboolean is_first, GArray *outputs)
{
  do
    if (!read_factor (self, queue, is_first, outputs))
      return FALSE;
  while (accept (self, '*'));
  return TRUE;
}

/* the first stage takes from the queue what it needs; each later one takes all that the one before it leaves
 */
static gboolean
read_sequence (Reader *self, GArray *queue, gboolean is_first, GArray *outputs)
{
  g_autoptr (GArray) stage = g_array_new (FALSE, FALSE, sizeof (guint));

  if (!read_product (self, queue, is_first, stage))
    return FALSE;
  while (accept (self, ';'))
    {
      g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (guint));

      if (!read_product (self, stage, FALSE, next))
        return FALSE;
      if (stage->len > 0)
        return fail (self,
                     _ ("%u wires of the stage before are left over; let them pass by (id) or discard them"),
                     stage->len);
      g_array_append_vals (stage, next->data, next->len);
    }
  g_array_append_vals (outputs, stage->data, stage->len);
  return TRUE;
}

static gboolean
read_term (Reader *self)
{
  const WfDiagramParts *parts = &self->builder->parts;
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_vals (queue, parts->inputs->data, parts->inputs->len);
  if (!read_sequence (self, queue, TRUE, parts->outputs))
    return FALSE;
  if (queue->len > 0)
    return fail (self, _ ("%u inputs of the diagram are left over; let them pass by (id) or discard them"),
                 queue->len);
  if (g_scanner_peek_next_token (self->scanner) != G_TOKEN_EOF)
    return fail (self, _ ("nothing is expected here but “;”, “*” or the end"));
  for (guint i = 0; i < parts->wires->len; i++)
    if (wf_parts_wire (parts, i)->object == WF_DIAGRAM_NONE)
      return fail (self, _ ("nothing says of what object an input is; write id[X], or declare it: input X"));
  return TRUE;
}

static GScanner *
create_scanner (const char *text, gsize length)
{
  static const char characters[] = G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_";
  GScanner *scanner = g_scanner_new (NULL);
  GScannerConfig *config = scanner->config;

  config->cset_identifier_first = (char *) characters;
  config->cset_identifier_nth = (char *) characters;
  config->scan_identifier_1char = TRUE;
  config->scan_symbols = FALSE;
  config->scan_string_sq = FALSE;
  config->skip_comment_multi = FALSE;
  config->scan_comment_multi = FALSE;
  config->char_2_token = TRUE;
  g_scanner_input_text (scanner, text, (guint) length);
  return scanner;
}

/**
 * wf_diagram_read_text:
 * @source: the text
 * @error: return location for an error
 *
 * Errors: #WF_ERROR_PARSE with file:line:column: what is missing or unknown there, a port that is of another
 * object, wires too few or left over; #WF_ERROR_TOO_LARGE beyond WF_LIMIT_GRAPH_BYTES.
 *
 * Returns: (transfer full): the diagram, or %NULL with an error
 */
WfDiagram *
wf_diagram_read_text (WfSource *source, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (wf_source_get_bytes (source), &length);
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  g_autoptr (GHashTable) boxes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, type_free);
  GScanner *scanner;
  Reader reader = { .name = wf_source_get_name (source), .builder = builder, .boxes = boxes, .error = error };
  gboolean is_read;

  if (length > WF_LIMIT_GRAPH_BYTES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("%s: larger than %d bytes (WF_LIMIT_GRAPH_BYTES)"),
                   reader.name, WF_LIMIT_GRAPH_BYTES);
      return NULL;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE, _ ("%s:1:1: this isn’t text in UTF-8"), reader.name);
      return NULL;
    }
  scanner = create_scanner (text, length);
  reader.scanner = scanner;
  is_read = read_declarations (&reader) && read_term (&reader);
  g_scanner_destroy (scanner);
  return is_read ? wf_diagram_builder_end (builder, error) : NULL;
}
