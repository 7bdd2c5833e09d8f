/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"

#define MAX_EDGE_BYTES 16384 /* of a line that holds an edge: every place of it may end a name */

typedef enum
{
  SECTION_NONE,
  SECTION_NODES,
  SECTION_ATTRIBUTES,
  SECTION_EDGES,
  SECTION_OTHER, /* attributes of nodes and whatever later versions add: skipped */
} Section;

typedef struct
{
  WfText *text;
  WfDraft *draft;
  Section section;
  WfGraphKind kind;
} Reader;

/* A line without its end; place is where it starts in the text. */
typedef struct
{
  char *line;
  const char *place;
} Line;

static WfMark
read_end (char c)
{
  if (c == '<' || c == '>')
    return WF_MARK_ARROW;
  return c == 'o' ? WF_MARK_CIRCLE : WF_MARK_TAIL;
}

/* three characters like --> or o-o */
static gboolean
is_endpoints (const char *text)
{
  return strchr ("-<o", text[0]) != NULL && text[0] != '\0' && text[1] == '-' && text[2] != '\0' &&
         strchr ("->o", text[2]) != NULL;
}

/* " --> " with a space on either side, at or after text; NULL when there is none */
static char *
find_endpoints (char *text)
{
  for (char *p = text; *p != '\0'; p++)
    if (*p == ' ' && is_endpoints (p + 1) && p[4] == ' ')
      return p;
  return NULL;
}

static gboolean
read_nodes (Reader *reader, const Line *line, GError **error)
{
  g_auto (GStrv) names = g_strsplit (line->line, strchr (line->line, ';') != NULL ? ";" : ",", -1);
  guint node;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_strstrip (names[i]);
      if (names[i][0] != '\0' && !wf_draft_add_node (reader->draft, names[i], line->place, &node, error))
        return FALSE;
    }
  return TRUE;
}

/* the longest known node that text starts with, followed by a space or the end; -1 = none */
static gssize
find_longest_node (Reader *reader, const char *text, gsize *length)
{
  g_autofree char *copy = g_strdup (text);
  gsize end = strlen (copy);

  for (;;)
    {
      gssize node;

      copy[end] = '\0';
      node = wf_draft_find_node (reader->draft, copy);
      if (node >= 0)
        {
          *length = end;
          return node;
        }
      while (end > 0 && copy[end - 1] != ' ')
        end--;
      if (end == 0)
        return -1;
      end--;
    }
}

/* bootstrap: "[X --> Y]:0.82;[no edge]:0.18", the part that says the same as the edge; NaN when there is none
 */
static double
read_probability (const char *attributes, const char *edge)
{
  g_autofree char *key = g_strdup_printf ("[%s]:", edge);
  const char *found = strstr (attributes, key);
  double probability;
  char *end;

  if (found == NULL)
    return NAN;
  found += strlen (key);
  probability = g_ascii_strtod (found, &end);
  return end != found && probability >= 0 && probability <= 1 ? probability : NAN;
}

static char *
skip_number (char *text)
{
  char *p = text;

  while (g_ascii_isdigit (*p))
    p++;
  return p > text && *p == '.' ? g_strchug (p + 1) : text;
}

/* where two known nodes are joined, whatever spaces their names have */
static gboolean
split_edge (Reader *reader, char *text, WfEdge *edge, char **rest)
{
  for (char *ends = find_endpoints (text); ends != NULL; ends = find_endpoints (ends + 1))
    {
      g_autofree char *left = g_strndup (text, (gsize) (ends - text));
      gssize a = wf_draft_find_node (reader->draft, g_strstrip (left));
      gsize length = 0;
      gssize b = a < 0 ? -1 : find_longest_node (reader, ends + 5, &length);

      if (b < 0)
        continue;
      *edge = (WfEdge){ (guint) a, (guint) b, read_end (ends[1]), read_end (ends[3]), NAN };
      *rest = ends + 5 + length;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_edge (Reader *reader, const Line *line, GError **error)
{
  char *text = skip_number (line->line);
  char *rest;
  WfEdge edge;

  if (strlen (text) > MAX_EDGE_BYTES)
    {
      wf_text_set_error (reader->text, line->place, error, WF_ERROR_TOO_LARGE,
                         _ ("a line of more than %d bytes is no edge; write one edge a line"),
                         MAX_EDGE_BYTES);
      return FALSE;
    }
  if (!split_edge (reader, text, &edge, &rest))
    {
      wf_text_set_error (
          reader->text, line->place, error, WF_ERROR_PARSE,
          _ ("“%s” isn’t an edge between two of the graph’s nodes; write for example “1. a --> b”"),
          line->line);
      return FALSE;
    }
  if (*rest != '\0')
    {
      g_autofree char *joined = g_strndup (text, (gsize) (rest - text));

      edge.probability = read_probability (rest, joined);
    }
  return wf_draft_add_edge (reader->draft, &edge, line->place, error);
}

static gboolean
read_attribute (Reader *reader, const Line *line, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (line->line, ":", 2);

  if (g_strv_length (parts) < 2 || !g_str_equal (g_strstrip (parts[0]), "kind"))
    return TRUE;
  if (wf_graph_kind_from_text (g_strstrip (parts[1]), &reader->kind))
    return TRUE;
  wf_text_set_error (reader->text, line->place, error, WF_ERROR_PARSE,
                     _ ("“%s” isn’t a kind of graph; use dag, cpdag, mag, pag, admg or unknown"), parts[1]);
  return FALSE;
}

static gboolean
is_heading (const char *line, Section *section)
{
  static const struct
  {
    const char *words;
    Section section;
  } headings[] = {
    { "Graph Nodes:", SECTION_NODES },
    { "Graph Attributes:", SECTION_ATTRIBUTES },
    { "Graph Edges:", SECTION_EDGES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    if (g_ascii_strcasecmp (line, headings[i].words) == 0)
      {
        *section = headings[i].section;
        return TRUE;
      }
  if (!g_str_has_prefix (line, "Graph ") || !g_str_has_suffix (line, "Attributes:"))
    return FALSE;
  *section = SECTION_OTHER;
  return TRUE;
}

static gboolean
read_line (Reader *reader, const Line *line, GError **error)
{
  if (line->line[0] == '\0' || is_heading (line->line, &reader->section))
    return TRUE;
  switch (reader->section)
    {
      case SECTION_NODES:
        return read_nodes (reader, line, error);
      case SECTION_EDGES:
        return read_edge (reader, line, error);
      case SECTION_ATTRIBUTES:
        return read_attribute (reader, line, error);
      case SECTION_NONE:
        wf_text_set_error (reader->text, line->place, error, WF_ERROR_PARSE,
                           _ ("“Graph Nodes:” is missing before this line"));
        return FALSE;
      case SECTION_OTHER:
      default:
        return TRUE;
    }
}

static WfGraph *
read_graph (WfSource *source, GError **error)
{
  g_auto (WfDraft) draft = { 0 };
  WfText text = { 0 };
  Reader reader = { &text, &draft, SECTION_NONE, WF_GRAPH_UNKNOWN };

  wf_draft_init (&draft, &text);
  if (!wf_text_init (&text, source, error))
    return NULL;
  for (const char *p = text.start; p < text.end;)
    {
      const char *end = memchr (p, '\n', (gsize) (text.end - p));
      g_autofree char *copy = NULL;

      if (end == NULL)
        end = text.end;
      copy = g_strndup (p, (gsize) (end - p));
      if (!read_line (&reader, &(Line){ g_strstrip (copy), p }, error))
        return NULL;
      p = end + 1;
    }
  if (reader.section == SECTION_NONE)
    {
      wf_text_set_error (&text, text.end, error, WF_ERROR_PARSE, _ ("“Graph Nodes:” is missing"));
      return NULL;
    }
  return wf_draft_end (&draft, reader.kind, error);
}

static int
sniff (const char *head, gsize length)
{
  const char *found = g_strstr_len (head, (gssize) length, "Graph Nodes:");

  if (found == NULL)
    return 0;
  return found == head || g_ascii_isspace (found[-1]) || (guchar) found[-1] == 0xbf ? 98 : 0;
}

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *copy = g_strdup (name);
  gboolean is_fit = *name != '\0' && strpbrk (name, ";\r\n") == NULL &&
                    g_str_equal (g_strstrip (copy), name) && find_endpoints (copy) == NULL;

  if (!is_fit)
    g_set_error (
        error, WF_ERROR, WF_ERROR_UNSUPPORTED,
        _ ("The name “%s” can’t be written in Tetrad’s format. Rename the node or choose another format."),
        name);
  return is_fit;
}

static void
append_edge (WfGraph *graph, gsize number, const WfEdge *edge, GString *text)
{
  gboolean is_turned = edge->mark_a == WF_MARK_ARROW && edge->mark_b != WF_MARK_ARROW;
  WfMark left = is_turned ? edge->mark_b : edge->mark_a;
  WfMark right = is_turned ? edge->mark_a : edge->mark_b;
  g_autofree char *words =
      g_strdup_printf ("%s %c-%c %s", wf_graph_get_name (graph, is_turned ? edge->b : edge->a),
                       left == WF_MARK_ARROW    ? '<'
                       : left == WF_MARK_CIRCLE ? 'o'
                                                : '-',
                       right == WF_MARK_ARROW    ? '>'
                       : right == WF_MARK_CIRCLE ? 'o'
                                                 : '-',
                       wf_graph_get_name (graph, is_turned ? edge->a : edge->b));

  g_string_append_printf (text, "%" G_GSIZE_FORMAT ". %s", number, words);
  if (!isnan (edge->probability))
    {
      g_string_append_printf (text, " [%s]:", words);
      wf_append_double (text, edge->probability);
      g_string_append (text, ";[no edge]:");
      wf_append_double (text, 1 - edge->probability);
    }
  g_string_append_c (text, '\n');
}

static gboolean
write_graph (WfGraph *graph, GString *text, GError **error)
{
  gsize n_edges, n = wf_graph_get_n_nodes (graph);
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (guint v = 0; v < n; v++)
    if (!check_name (wf_graph_get_name (graph, v), error))
      return FALSE;
  g_string_append (text, "Graph Nodes:\n");
  for (guint v = 0; v < n; v++)
    g_string_append_printf (text, "%s%s", v > 0 ? ";" : "", wf_graph_get_name (graph, v));
  /* a name with a comma by itself needs the other separator */
  if (n == 1)
    g_string_append_c (text, ';');
  g_string_append_printf (text, "\n\nGraph Attributes:\nkind: %s\n\nGraph Edges:\n",
                          wf_graph_kind_to_text (wf_graph_get_kind (graph)));
  for (gsize i = 0; i < n_edges; i++)
    append_edge (graph, i + 1, &edges[i], text);
  return TRUE;
}

static const char *const extensions[] = { "txt", "tetrad", NULL };
static const char *const mime_types[] = { "text/plain", NULL };

const WfFormat wf_format_tetrad = {
  .id = "tetrad",
  .name = N_ ("Tetrad graph"),
  .summary = N_ ("Text as Tetrad saves it, with the frequencies of a bootstrap"),
  .content = WF_CONTENT_GRAPH,
  .loses = N_ ("attributes of nodes and edges, and frequencies of edges that aren’t drawn"),
  .graph_loses =
      WF_GRAPH_PART_POSITIONS | WF_GRAPH_PART_LATENT | WF_GRAPH_PART_ROLES | WF_GRAPH_PART_COEFFICIENTS,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = read_graph,
  .write_graph = write_graph,
};
