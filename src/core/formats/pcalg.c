/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Adjacency matrices of R's pcalg, as write.table() and write.csv() leave them: names in the first line and
 * at the start of each. Its two codings (manual of pcalg, "amatType"):
 *
 *   amat.cpdag  0 nothing or a tail, 1 an arrowhead; the entry in row b and column a is the mark at b:
 *               m[a,b] = 0 and m[b,a] = 1 is a -> b; 1 and 1 is a --- b
 *   amat.pag    0 nothing, 1 a circle, 2 an arrowhead, 3 a tail; the entry in row a and column b is the mark
 *               at b: m[a,b] = 2 and m[b,a] = 3 is a -> b
 *
 * A 2 or a 3 anywhere says that it is the second; so does a first line that names it, as print() writes one
 * and the writer here does (read.table() skips it). Else it is the first. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"

typedef enum
{
  CODING_UNKNOWN,
  CODING_CPDAG,
  CODING_PAG,
} Coding;

typedef struct
{
  WfText text;
  const char *next;
  const char *line; /* start of the line at hand */
  Coding coding;
  WfGraphKind kind;
  gboolean is_named; /* a comment says that this is such a matrix */
  char separator;    /* ' ' stands for any white space */
  GPtrArray *names;
  GByteArray *entries; /* n x n, by rows */
  gsize n_rows;
  gsize n_named; /* rows that begin with their name */
} Parser;

static void
parser_clear (Parser *parser)
{
  g_clear_pointer (&parser->names, g_ptr_array_unref);
  g_clear_pointer (&parser->entries, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parser, parser_clear)

static gboolean
fail (Parser *parser, GError **error, const char *message)
{
  wf_text_set_error (&parser->text, parser->line, error, WF_ERROR_PARSE, "%s", message);
  return FALSE;
}

/* the cell at *p, in quotation marks or not; "" and \" stand for one within */
static char *
read_cell (const char **p, const char *end, char separator)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  const char *at = *p;

  if (at < end && *at == '"')
    {
      for (at++; at < end; at++)
        {
          gboolean is_escaped = at + 1 < end && ((*at == '"' && at[1] == '"') ||
                                                 (*at == '\\' && (at[1] == '"' || at[1] == '\\')));

          if (*at == '"' && !is_escaped)
            break;
          at += is_escaped;
          g_string_append_c (cell, *at);
        }
      at += at < end;
    }
  else
    for (; at < end && (separator == ' ' ? !g_ascii_isspace (*at) : *at != separator); at++)
      g_string_append_c (cell, *at);
  *p = at;
  return g_string_free (g_steal_pointer (&cell), FALSE);
}

static GPtrArray *
split_line (const char *start, const char *end, char separator)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  const char *p = start;

  for (;;)
    {
      while (p < end && g_ascii_isspace (*p) && *p != separator)
        p++;
      if (separator == ' ')
        while (p < end && g_ascii_isspace (*p))
          p++;
      if (p >= end && (separator == ' ' || cells->len == 0))
        return cells;
      g_ptr_array_add (cells, read_cell (&p, end, separator));
      if (separator == ' ')
        continue;
      while (p < end && *p != separator)
        p++;
      if (p >= end)
        return cells;
      p++;
    }
}

/* comma, tab or semicolon outside of quotation marks in the first line, else white space */
static char
find_separator (const char *start, const char *end)
{
  gboolean is_quoted = FALSE;

  for (const char *p = start; p < end; p++)
    if (*p == '\\' && is_quoted && p + 1 < end)
      p++;
    else if (*p == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && strchr (",;\t", *p) != NULL)
      return *p;
  return ' ';
}

/* "# pcalg amat.pag; kind: mag" or what print() writes: "Adjacency Matrix 'amat' (5 x 5) of type 'pag':" */
static gboolean
read_comment (Parser *parser, const char *end)
{
  g_autofree char *line = g_strndup (parser->line, (gsize) (end - parser->line));
  const char *kind = strstr (line, "kind: ");
  g_autofree char *word = NULL;
  gboolean is_printed = g_str_has_prefix (line, "Adjacency Matrix");

  if (*line != '#' && !is_printed)
    return FALSE;
  if (strstr (line, "amat.pag") != NULL || (is_printed && (strstr (line, "pag") || strstr (line, "mag"))))
    parser->coding = CODING_PAG;
  else if (strstr (line, "amat.") != NULL || is_printed)
    parser->coding = CODING_CPDAG;
  parser->is_named |= parser->coding != CODING_UNKNOWN;
  if (kind != NULL)
    {
      word = g_strdup (kind + strlen ("kind: "));
      wf_graph_kind_from_text (g_strstrip (word), &parser->kind);
    }
  return TRUE;
}

static gboolean
read_entry (Parser *parser, const char *cell, GError **error)
{
  static const char *const words[][2] = { { "0", "." }, { "1", "TRUE" }, { "2", NULL }, { "3", NULL } };

  for (guint8 k = 0; k < G_N_ELEMENTS (words); k++)
    if (g_str_equal (cell, words[k][0]) || g_strcmp0 (cell, words[k][1]) == 0 ||
        (k == 0 && g_str_equal (cell, "FALSE")))
      {
        g_byte_array_append (parser->entries, &k, 1);
        return TRUE;
      }
  wf_text_set_error (&parser->text, parser->line, error, WF_ERROR_PARSE,
                     _ ("“%s” isn’t an entry of an adjacency matrix; 0, 1, 2 and 3 are"), cell);
  return FALSE;
}

/* an entry for every name, with the name of the row before them or not */
static gboolean
read_row (Parser *parser, GPtrArray *cells, GError **error)
{
  gsize n = parser->names->len;
  gsize first = cells->len == n + 1 ? 1 : 0;

  if (parser->n_rows == n)
    return fail (parser, error, _ ("more rows than columns; an adjacency matrix is square"));
  if (cells->len != n + first)
    {
      wf_text_set_error (&parser->text, parser->line, error, WF_ERROR_PARSE,
                         _ ("%u entries in this row, but %zu columns"), cells->len, n);
      return FALSE;
    }
  if (first == 1 &&
      !g_str_equal (g_ptr_array_index (cells, 0), g_ptr_array_index (parser->names, parser->n_rows)))
    {
      wf_text_set_error (&parser->text, parser->line, error, WF_ERROR_PARSE,
                         _ ("this row is called “%s”, but the column of the same number “%s”"),
                         (char *) g_ptr_array_index (cells, 0),
                         (char *) g_ptr_array_index (parser->names, parser->n_rows));
      return FALSE;
    }
  parser->n_named += first;
  for (gsize i = first; i < cells->len; i++)
    if (!read_entry (parser, g_ptr_array_index (cells, i), error))
      return FALSE;
  parser->n_rows++;
  return TRUE;
}

/* the names; a corner cell that is empty, as write.csv() has it, is none of them */
static gboolean
read_header (Parser *parser, GPtrArray *cells, GError **error)
{
  if (cells->len > 1 && *(char *) g_ptr_array_index (cells, 0) == '\0')
    g_ptr_array_remove_index (cells, 0);
  if (cells->len > WF_LIMIT_GRAPH_NODES)
    {
      wf_text_set_error (&parser->text, parser->line, error, WF_ERROR_TOO_LARGE,
                         _ ("more than %d nodes; leave out variables"), WF_LIMIT_GRAPH_NODES);
      return FALSE;
    }
  parser->names = g_ptr_array_ref (cells);
  return TRUE;
}

static gboolean
read_line (Parser *parser, const char *end, GError **error)
{
  g_autoptr (GPtrArray) cells = NULL;

  if (parser->names == NULL && read_comment (parser, end))
    return TRUE;
  if (parser->names == NULL)
    parser->separator = find_separator (parser->line, end);
  cells = split_line (parser->line, end, parser->separator);
  if (cells->len == 0)
    return TRUE;
  return parser->names == NULL ? read_header (parser, cells, error) : read_row (parser, cells, error);
}

static gboolean
read_lines (Parser *parser, GError **error)
{
  while (parser->next < parser->text.end)
    {
      const char *end = memchr (parser->next, '\n', (gsize) (parser->text.end - parser->next));

      if (end == NULL)
        end = parser->text.end;
      parser->line = parser->next;
      parser->next = end < parser->text.end ? end + 1 : end;
      if (end > parser->line && end[-1] == '\r')
        end--;
      if (!read_line (parser, end, error))
        return FALSE;
    }
  return TRUE;
}

static WfMark
get_mark (const Parser *parser, gsize from, gsize at)
{
  static const WfMark marks[] = { WF_MARK_NONE, WF_MARK_CIRCLE, WF_MARK_ARROW, WF_MARK_TAIL };
  gsize n = parser->names->len;
  guint8 mark = parser->entries->data[from * n + at], other = parser->entries->data[at * n + from];

  if (parser->coding == CODING_PAG)
    return marks[mark];
  /* 1 at both ends is a line */
  if (mark == other)
    return mark == 0 ? WF_MARK_NONE : WF_MARK_TAIL;
  return other == 1 ? WF_MARK_ARROW : WF_MARK_TAIL;
}

static gboolean
build (Parser *parser, WfDraft *draft, GError **error)
{
  gsize n = parser->names->len;
  guint node;

  for (gsize v = 0; v < n; v++)
    {
      const char *name = g_ptr_array_index (parser->names, v);

      if (wf_draft_find_node (draft, name) >= 0)
        {
          wf_text_set_error (&parser->text, parser->text.start, error, WF_ERROR_PARSE,
                             _ ("the name “%s” is there twice; rename one column"), name);
          return FALSE;
        }
      if (!wf_draft_add_node (draft, name, parser->text.start, &node, error))
        return FALSE;
    }
  for (gsize a = 0; a < n; a++)
    for (gsize b = a; b < n; b++)
      {
        WfEdge edge = { (guint) a, (guint) b, get_mark (parser, b, a), get_mark (parser, a, b), NAN };

        if (edge.mark_a == WF_MARK_NONE && edge.mark_b == WF_MARK_NONE)
          continue;
        if (a == b || edge.mark_a == WF_MARK_NONE || edge.mark_b == WF_MARK_NONE)
          {
            wf_text_set_error (&parser->text, parser->text.start, error, WF_ERROR_DATA,
                               _ ("the entries of “%s” and “%s” don’t say an edge: one is 0 and one isn’t"),
                               (char *) g_ptr_array_index (parser->names, a),
                               (char *) g_ptr_array_index (parser->names, b));
            return FALSE;
          }
        if (!wf_draft_add_edge (draft, &edge, parser->text.start, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
has_large_entry (const Parser *parser)
{
  for (guint i = 0; i < parser->entries->len; i++)
    if (parser->entries->data[i] > 1)
      return TRUE;
  return FALSE;
}

static WfGraph *
read_graph (WfSource *source, GError **error)
{
  g_auto (Parser) parser = { .kind = WF_GRAPH_UNKNOWN };
  g_auto (WfDraft) draft = { 0 };

  parser.entries = g_byte_array_new ();
  wf_draft_init (&draft, &parser.text);
  if (!wf_text_init (&parser.text, source, error))
    return NULL;
  parser.next = parser.line = parser.text.start;
  if (!read_lines (&parser, error))
    return NULL;
  if (parser.names == NULL)
    parser.names = g_ptr_array_new ();
  if (parser.n_rows != parser.names->len)
    {
      wf_text_set_error (&parser.text, parser.text.end, error, WF_ERROR_PARSE,
                         _ ("%zu rows, but %u columns; an adjacency matrix is square"), parser.n_rows,
                         parser.names->len);
      return NULL;
    }
  if (has_large_entry (&parser))
    parser.coding = CODING_PAG;
  if (!build (&parser, &draft, error))
    return NULL;
  return wf_draft_end (&draft, parser.kind, error);
}

/* Rows that are called as the columns are make an adjacency matrix of a table of small numbers. */
static int
sniff (const char *head, gsize length)
{
  g_autofree char *copy = g_strndup (head, length);
  g_auto (Parser) parser = { .kind = WF_GRAPH_UNKNOWN };
  const char *last;
  gboolean is_read;

  parser.text = (WfText){ "", copy, copy + strlen (copy) };
  /* where the head is cut, the last line may be */
  last = length >= 65536 ? strrchr (copy, '\n') : NULL;
  if (last != NULL)
    parser.text.end = last;
  parser.next = parser.line = g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy;
  parser.entries = g_byte_array_new ();
  is_read = read_lines (&parser, NULL);
  if (parser.is_named)
    return 96;
  if (!is_read || parser.names == NULL || parser.n_rows == 0)
    return 0;
  if (parser.n_named == parser.n_rows)
    return last != NULL || parser.n_rows == parser.names->len ? 95 : 0;
  return parser.n_rows == parser.names->len ? 30 : 0;
}

static void
append_name (GString *text, const char *name)
{
  g_string_append_c (text, '"');
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

/* whether arrows and lines are all there is */
static gboolean
fits_cpdag (WfGraph *graph)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n_edges; i++)
    if (edges[i].mark_a == WF_MARK_CIRCLE || edges[i].mark_b == WF_MARK_CIRCLE ||
        (edges[i].mark_a == WF_MARK_ARROW && edges[i].mark_b == WF_MARK_ARROW))
      return FALSE;
  return TRUE;
}

static char
get_entry (WfGraph *graph, guint row, guint column, gboolean is_cpdag)
{
  WfMark mark = is_cpdag ? wf_graph_get_mark (graph, column, row) : wf_graph_get_mark (graph, row, column);
  WfMark other = is_cpdag ? wf_graph_get_mark (graph, row, column) : WF_MARK_NONE;

  if (is_cpdag)
    return mark == WF_MARK_ARROW || (mark == WF_MARK_TAIL && other == WF_MARK_TAIL) ? '1' : '0';
  return mark == WF_MARK_CIRCLE ? '1' : mark == WF_MARK_ARROW ? '2' : mark == WF_MARK_TAIL ? '3' : '0';
}

static gboolean
write_graph (WfGraph *graph, GString *text, GError **error)
{
  gboolean is_cpdag = fits_cpdag (graph);
  gsize n = wf_graph_get_n_nodes (graph);

  for (guint v = 0; v < n; v++)
    if (strpbrk (wf_graph_get_name (graph, v), "\r\n") != NULL)
      {
        g_set_error (
            error, WF_ERROR, WF_ERROR_UNSUPPORTED,
            _ ("The name “%s” has a line break, which a matrix can’t hold. Rename the node or choose "
               "another format."),
            wf_graph_get_name (graph, v));
        return FALSE;
      }
  g_string_append_printf (text, "# pcalg %s; kind: %s\n", is_cpdag ? "amat.cpdag" : "amat.pag",
                          wf_graph_kind_to_text (wf_graph_get_kind (graph)));
  for (guint v = 0; v < n; v++)
    {
      if (v > 0)
        g_string_append_c (text, ' ');
      append_name (text, wf_graph_get_name (graph, v));
    }
  g_string_append_c (text, '\n');
  for (guint v = 0; v < n; v++)
    {
      append_name (text, wf_graph_get_name (graph, v));
      for (guint w = 0; w < n; w++)
        g_string_append_printf (text, " %c", get_entry (graph, v, w, is_cpdag));
      g_string_append_c (text, '\n');
    }
  return TRUE;
}

static const char *const extensions[] = { "amat", NULL };
static const char *const mime_types[] = { "text/plain", NULL };

const WfFormat wf_format_pcalg = {
  .id = "pcalg",
  .name = N_ ("Adjacency matrix of pcalg"),
  .summary = N_ ("Types amat.cpdag and amat.pag; rows must be called as the columns are"),
  .content = WF_CONTENT_GRAPH,
  .graph_loses = WF_GRAPH_PART_POSITIONS | WF_GRAPH_PART_LATENT | WF_GRAPH_PART_ROLES |
                 WF_GRAPH_PART_PROBABILITIES | WF_GRAPH_PART_COEFFICIENTS,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = read_graph,
  .write_graph = write_graph,
};
