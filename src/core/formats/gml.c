/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GML (Himsolt 1997): lists of keys and values in brackets. Places in points with y down, as yEd has them. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"

#define MAX_DEPTH 100 /* of lists within lists */

typedef enum
{
  IN_FILE,
  IN_GRAPH,
  IN_NODE,
  IN_EDGE,
  IN_GRAPHICS,
  IN_OTHER,
} Place;

typedef struct
{
  const char *place;
  char *id, *label, *name;
  double x, y;
  gboolean is_latent;
  WfNodeRoles roles;
} Node;

typedef struct
{
  const char *place;
  char *source, *target;
  WfMark marks[2]; /* NONE = not said */
  double probability, coefficient;
} Edge;

typedef struct
{
  WfText text;
  const char *next;
  const char *place; /* of the key or value at hand */
  guint depth;
  gboolean has_graph;
  gboolean is_directed;
  WfGraphKind kind;
  Node node; /* at hand */
  Edge edge;
  GArray *nodes;
  GArray *edges;
} Parser;

static void
node_clear (gpointer data)
{
  Node *node = data;

  g_clear_pointer (&node->id, g_free);
  g_clear_pointer (&node->label, g_free);
  g_clear_pointer (&node->name, g_free);
}

static void
edge_clear (gpointer data)
{
  Edge *edge = data;

  g_clear_pointer (&edge->source, g_free);
  g_clear_pointer (&edge->target, g_free);
}

static void
parser_clear (Parser *parser)
{
  node_clear (&parser->node);
  edge_clear (&parser->edge);
  g_clear_pointer (&parser->nodes, g_array_unref);
  g_clear_pointer (&parser->edges, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parser, parser_clear)

static gboolean
fail (Parser *parser, GError **error, const char *message)
{
  wf_text_set_error (&parser->text, parser->place, error, WF_ERROR_PARSE, "%s", message);
  return FALSE;
}

/* to the next key, value or bracket; lines that begin with # are comments */
static void
skip_blanks (Parser *parser)
{
  const char *end = parser->text.end;

  for (;;)
    {
      while (parser->next < end && g_ascii_isspace (*parser->next))
        parser->next++;
      if (parser->next == end || *parser->next != '#')
        break;
      while (parser->next < end && *parser->next != '\n')
        parser->next++;
    }
  parser->place = parser->next;
}

static gboolean
is_at (const Parser *parser, char c)
{
  return parser->next < parser->text.end && *parser->next == c;
}

/* the character of an entity such as &quot; or &#233;, and its length; 0 when it is none */
static gunichar
read_entity (const char *text, gsize length, gsize *used)
{
  static const struct
  {
    const char *name;
    gunichar c;
  } names[] = { { "&quot;", '"' }, { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&apos;", '\'' } };
  gboolean is_hex = length > 3 && text[1] == '#' && (text[2] == 'x' || text[2] == 'X');
  gunichar c = 0;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (names); i++)
    if (length >= strlen (names[i].name) && strncmp (text, names[i].name, strlen (names[i].name)) == 0)
      {
        *used = strlen (names[i].name);
        return names[i].c;
      }
  if (length < 4 || text[1] != '#')
    return 0;
  for (i = is_hex ? 3 : 2; i < length && c < 0x110000; i++)
    {
      int digit = is_hex ? g_ascii_xdigit_value (text[i]) : g_ascii_digit_value (text[i]);

      if (digit < 0)
        break;
      c = c * (is_hex ? 16 : 10) + (gunichar) digit;
    }
  *used = i + 1;
  return i < length && text[i] == ';' && g_unichar_validate (c) ? c : 0;
}

/* (transfer full): what stands between the quotation marks */
static char *
read_string (Parser *parser, GError **error)
{
  const char *end = memchr (parser->next + 1, '"', (gsize) (parser->text.end - parser->next - 1));
  g_autoptr (GString) value = g_string_new (NULL);

  if (end == NULL)
    {
      fail (parser, error, _ ("a text whose quotation mark isn’t closed"));
      return NULL;
    }
  for (const char *p = parser->next + 1; p < end; p++)
    {
      gsize used = 0;
      gunichar c = *p == '&' ? read_entity (p, (gsize) (end - p), &used) : 0;

      if (c == 0)
        {
          g_string_append_c (value, *p);
          continue;
        }
      g_string_append_unichar (value, c);
      p += used - 1;
    }
  parser->next = end + 1;
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* (transfer full): a key or a number */
static char *
read_word (Parser *parser)
{
  const char *start = parser->next;

  while (parser->next < parser->text.end && !g_ascii_isspace (*parser->next) &&
         strchr ("[]\"", *parser->next) == NULL)
    parser->next++;
  return g_strndup (start, (gsize) (parser->next - start));
}

static void
take (char **member, const char *value)
{
  g_free (*member);
  *member = g_strdup (value);
}

static gboolean
take_number (Parser *parser, const char *value, double *number, GError **error)
{
  if (wf_number_from_text (value, number))
    return TRUE;
  wf_text_set_error (&parser->text, parser->place, error, WF_ERROR_PARSE, _ ("“%s” isn’t a number"), value);
  return FALSE;
}

static gboolean
take_roles (Parser *parser, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);
  WfNodeRoles role;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (!wf_role_from_text (words[i], &role))
        return fail (parser, error, _ ("a role that isn’t exposure, outcome, adjusted or selected"));
      parser->node.roles |= role;
    }
  return TRUE;
}

static gboolean
use_graph_value (Parser *parser, const char *key, const char *value, GError **error)
{
  if (g_str_equal (key, "directed"))
    parser->is_directed = !g_str_equal (value, "0");
  if (!g_str_equal (key, "kind") || wf_graph_kind_from_text (value, &parser->kind))
    return TRUE;
  wf_text_set_error (&parser->text, parser->place, error, WF_ERROR_PARSE,
                     _ ("“%s” isn’t a kind of graph; use dag, cpdag, mag, pag, admg or unknown"), value);
  return FALSE;
}

static gboolean
use_node_value (Parser *parser, const char *key, const char *value, GError **error)
{
  if (g_str_equal (key, "id"))
    take (&parser->node.id, value);
  else if (g_str_equal (key, "label"))
    take (&parser->node.label, value);
  else if (g_str_equal (key, "name"))
    take (&parser->node.name, value);
  else if (g_str_equal (key, "latent"))
    parser->node.is_latent = !g_str_equal (value, "0");
  else if (g_str_equal (key, "roles"))
    return take_roles (parser, value, error);
  return TRUE;
}

static gboolean
use_edge_value (Parser *parser, const char *key, const char *value, GError **error)
{
  Edge *edge = &parser->edge;

  if (g_str_equal (key, "source"))
    take (&edge->source, value);
  else if (g_str_equal (key, "target"))
    take (&edge->target, value);
  else if (g_str_equal (key, "sourceMark") || g_str_equal (key, "targetMark"))
    {
      if (!wf_mark_from_text (value, &edge->marks[*key == 't']))
        return fail (parser, error, _ ("a mark that isn’t tail, arrow or circle"));
    }
  else if (g_str_equal (key, "coefficient"))
    return take_number (parser, value, &edge->coefficient, error);
  else if (g_str_equal (key, "probability"))
    return take_number (parser, value, &edge->probability, error) &&
           ((edge->probability >= 0 && edge->probability <= 1) ||
            fail (parser, error, _ ("a probability that isn’t between 0 and 1")));
  return TRUE;
}

static gboolean
use_value (Parser *parser, Place place, const char *key, const char *value, GError **error)
{
  switch (place)
    {
      case IN_GRAPH:
        return use_graph_value (parser, key, value, error);
      case IN_NODE:
        return use_node_value (parser, key, value, error);
      case IN_EDGE:
        return use_edge_value (parser, key, value, error);
      case IN_GRAPHICS:
        if (g_str_equal (key, "x"))
          return take_number (parser, value, &parser->node.x, error);
        return !g_str_equal (key, "y") || take_number (parser, value, &parser->node.y, error);
      case IN_FILE:
      case IN_OTHER:
      default:
        return TRUE;
    }
}

static gboolean
begin_list (Parser *parser, Place around, const char *key, Place *place, GError **error)
{
  *place = IN_OTHER;
  if (around == IN_FILE && g_str_equal (key, "graph"))
    {
      if (parser->has_graph)
        return fail (parser, error, _ ("a second graph; only one graph a file is read"));
      parser->has_graph = TRUE;
      *place = IN_GRAPH;
    }
  else if (around == IN_GRAPH && g_str_equal (key, "node"))
    {
      *place = IN_NODE;
      parser->node = (Node){ .place = parser->place, .x = NAN, .y = NAN };
    }
  else if (around == IN_GRAPH && g_str_equal (key, "edge"))
    {
      *place = IN_EDGE;
      parser->edge = (Edge){ .place = parser->place, .probability = NAN, .coefficient = NAN };
    }
  else if (around == IN_NODE && g_str_equal (key, "graphics"))
    *place = IN_GRAPHICS;
  return TRUE;
}

static gboolean
end_list (Parser *parser, Place place, GError **error)
{
  if (place == IN_NODE)
    {
      if (parser->node.id == NULL)
        return fail (parser, error, _ ("the node that ends here lacks its id"));
      g_array_append_val (parser->nodes, parser->node);
      parser->node = (Node){ 0 };
    }
  if (place == IN_EDGE)
    {
      if (parser->edge.source == NULL || parser->edge.target == NULL)
        return fail (parser, error, _ ("the edge that ends here lacks its source or target"));
      g_array_append_val (parser->edges, parser->edge);
      parser->edge = (Edge){ 0 };
    }
  return TRUE;
}

static gboolean parse_list (Parser *parser, Place place, GError **error);

/* a key and its value */
static gboolean
parse_pair (Parser *parser, Place around, GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;
  Place place;

  if (!g_ascii_isalpha (*parser->next) && *parser->next != '_')
    return fail (parser, error, _ ("a key is missing here, for example “node”"));
  key = read_word (parser);
  skip_blanks (parser);
  if (is_at (parser, '['))
    {
      if (++parser->depth > MAX_DEPTH)
        return fail (parser, error, _ ("the lists are nested too deeply"));
      if (!begin_list (parser, around, key, &place, error))
        return FALSE;
      parser->next++;
      if (!parse_list (parser, place, error))
        return FALSE;
      parser->depth--;
      return TRUE;
    }
  if (parser->next == parser->text.end || is_at (parser, ']'))
    return fail (parser, error, _ ("the value of the last key is missing"));
  value = is_at (parser, '"') ? read_string (parser, error) : read_word (parser);
  return value != NULL && use_value (parser, around, key, value, error);
}

/* pairs to the closing bracket, or to the end of the file */
static gboolean
parse_list (Parser *parser, Place place, GError **error)
{
  for (;;)
    {
      skip_blanks (parser);
      if (parser->next == parser->text.end)
        return place == IN_FILE ||
               fail (parser, error, _ ("the file ends before the list does; ] is missing"));
      if (is_at (parser, ']') && place != IN_FILE)
        {
          if (!end_list (parser, place, error))
            return FALSE;
          parser->next++;
          return TRUE;
        }
      if (!parse_pair (parser, place, error))
        return FALSE;
    }
}

static const char *
get_name (const Node *node, gsize which)
{
  return which == 0 ? node->label : which == 1 ? node->name : node->id;
}

/* labels, names or ids: the first of them that all nodes have and that differ */
static gsize
find_names (Parser *parser)
{
  for (gsize which = 0; which < 2; which++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      guint i = 0;

      for (; i < parser->nodes->len; i++)
        {
          const char *name = get_name (&g_array_index (parser->nodes, Node, i), which);

          if (name == NULL || !g_hash_table_add (seen, (gpointer) name))
            break;
        }
      if (i == parser->nodes->len)
        return which;
    }
  return 2;
}

static gboolean
build_nodes (Parser *parser, WfDraft *draft, GHashTable *ids, GError **error)
{
  gsize which = find_names (parser);

  for (guint i = 0; i < parser->nodes->len; i++)
    {
      const Node *node = &g_array_index (parser->nodes, Node, i);
      guint index;

      if (!g_hash_table_insert (ids, node->id, GUINT_TO_POINTER (i)))
        {
          wf_text_set_error (&parser->text, node->place, error, WF_ERROR_PARSE,
                             _ ("a second node with the id %s; ids must differ"), node->id);
          return FALSE;
        }
      if (!wf_draft_add_node (draft, get_name (node, which), node->place, &index, error))
        return FALSE;
      if (isfinite (node->x) && isfinite (node->y))
        wf_draft_set_position (draft, index, node->x, node->y);
      if (node->is_latent)
        wf_draft_set_latent (draft, index);
      wf_draft_add_roles (draft, index, node->roles);
    }
  return TRUE;
}

static gboolean
find_end (Parser *parser, GHashTable *ids, const Edge *edge, const char *id, guint *node, GError **error)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (ids, id, NULL, &found))
    {
      wf_text_set_error (&parser->text, edge->place, error, WF_ERROR_PARSE,
                         _ ("an edge ends at %s, which isn’t the id of a node"), id);
      return FALSE;
    }
  *node = GPOINTER_TO_UINT (found);
  return TRUE;
}

static gboolean
build_edges (Parser *parser, WfDraft *draft, GHashTable *ids, GError **error)
{
  for (guint i = 0; i < parser->edges->len; i++)
    {
      const Edge *edge = &g_array_index (parser->edges, Edge, i);
      WfEdge e = { .mark_a = WF_MARK_TAIL,
                   .mark_b = parser->is_directed ? WF_MARK_ARROW : WF_MARK_TAIL,
                   .probability = edge->probability };

      if (edge->marks[0] != WF_MARK_NONE)
        e.mark_a = edge->marks[0];
      if (edge->marks[1] != WF_MARK_NONE)
        e.mark_b = edge->marks[1];
      if (!find_end (parser, ids, edge, edge->source, &e.a, error) ||
          !find_end (parser, ids, edge, edge->target, &e.b, error) ||
          !wf_draft_add_edge (draft, &e, edge->place, error))
        return FALSE;
      if (!isnan (edge->coefficient))
        wf_draft_set_coefficient (draft, &e, edge->coefficient);
    }
  return TRUE;
}

static WfGraph *
read_graph (WfSource *source, GError **error)
{
  g_auto (Parser) parser = { .kind = WF_GRAPH_UNKNOWN };
  g_auto (WfDraft) draft = { 0 };
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  parser.nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  parser.edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  g_array_set_clear_func (parser.nodes, node_clear);
  g_array_set_clear_func (parser.edges, edge_clear);
  wf_draft_init (&draft, &parser.text);
  if (!wf_text_init (&parser.text, source, error))
    return NULL;
  parser.next = parser.place = parser.text.start;
  if (!parse_list (&parser, IN_FILE, error))
    return NULL;
  if (!parser.has_graph)
    {
      fail (&parser, error, _ ("“graph [” is missing"));
      return NULL;
    }
  if (!build_nodes (&parser, &draft, ids, error) || !build_edges (&parser, &draft, ids, error))
    return NULL;
  return wf_draft_end (&draft, parser.kind, error);
}

/* keys with values, then "graph [" */
static int
sniff (const char *head, gsize length)
{
  g_autofree char *copy = g_strndup (head, length);
  Parser parser = { .text = { "", copy, copy + strlen (copy) } };
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;
  gboolean is_text;
  double number;

  parser.next = g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy;
  for (guint i = 0; i < 10; i++)
    {
      skip_blanks (&parser);
      g_free (key);
      key = read_word (&parser);
      skip_blanks (&parser);
      if (is_at (&parser, '['))
        return g_str_equal (key, "graph") ? 96 : 0;
      g_free (value);
      is_text = is_at (&parser, '"');
      value = is_text ? read_string (&parser, NULL) : read_word (&parser);
      if (value == NULL || (!is_text && !wf_number_from_text (value, &number)))
        return 0;
    }
  return 0;
}

/* entities for what a GML text can't hold: quotation marks and whatever isn't ASCII */
static void
append_string (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"')
        g_string_append (text, "&quot;");
      else if (c == '&')
        g_string_append (text, "&amp;");
      else if (c < 0x80)
        g_string_append_c (text, (char) c);
      else
        g_string_append_printf (text, "&#%u;", c);
    }
  g_string_append_c (text, '"');
}

static void
append_number (GString *text, const char *key, double value)
{
  if (isnan (value))
    return;
  g_string_append_printf (text, " %s ", key);
  wf_append_double (text, value);
}

static void
append_node (WfGraph *graph, guint node, GString *text)
{
  g_autoptr (GString) roles = g_string_new (NULL);
  double x, y;

  g_string_append_printf (text, "  node [ id %u label ", node);
  append_string (text, wf_graph_get_name (graph, node));
  if (wf_graph_is_latent (graph, node))
    g_string_append (text, " latent 1");
  for (gsize i = 0; i < WF_N_ROLES; i++)
    if (wf_graph_get_roles (graph, node) & wf_role_names[i].role)
      g_string_append_printf (roles, "%s%s", roles->len > 0 ? " " : "", wf_role_names[i].name);
  if (roles->len > 0)
    g_string_append_printf (text, " roles \"%s\"", roles->str);
  if (wf_graph_get_position (graph, node, &x, &y))
    {
      g_string_append (text, " graphics [");
      append_number (text, "x", x);
      append_number (text, "y", y);
      g_string_append (text, " ]");
    }
  g_string_append (text, " ]\n");
}

static void
append_edge (WfGraph *graph, const WfEdge *edge, GString *text)
{
  gboolean is_turned = edge->mark_a == WF_MARK_ARROW && edge->mark_b != WF_MARK_ARROW;
  WfMark source = is_turned ? edge->mark_b : edge->mark_a;
  WfMark target = is_turned ? edge->mark_a : edge->mark_b;

  g_string_append_printf (text, "  edge [ source %u target %u", is_turned ? edge->b : edge->a,
                          is_turned ? edge->a : edge->b);
  if (source != WF_MARK_TAIL || target != WF_MARK_ARROW)
    g_string_append_printf (text, " sourceMark \"%s\" targetMark \"%s\"", wf_mark_to_text (source),
                            wf_mark_to_text (target));
  append_number (text, "probability", edge->probability);
  append_number (text, "coefficient", wf_graph_get_coefficient (graph, edge->a, edge->b));
  g_string_append (text, " ]\n");
}

static gboolean
write_graph (WfGraph *graph, GString *text, GError **error)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_string_append_printf (text, "graph [\n  directed 1\n  kind \"%s\"\n",
                          wf_graph_kind_to_text (wf_graph_get_kind (graph)));
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    append_node (graph, v, text);
  for (gsize i = 0; i < n_edges; i++)
    append_edge (graph, &edges[i], text);
  g_string_append (text, "]\n");
  return TRUE;
}

static const char *const extensions[] = { "gml", NULL };
static const char *const mime_types[] = { "text/x-gml", NULL };

const WfFormat wf_format_gml = {
  .id = "gml",
  .name = N_ ("GML"),
  .summary =
      N_ ("Marks as “sourceMark” and “targetMark”; without them “directed” says whether edges are arrows"),
  .content = WF_CONTENT_GRAPH,
  .loses = N_ ("other keys and comments"),
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = read_graph,
  .write_graph = write_graph,
};
