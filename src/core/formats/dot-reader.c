/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/dot-lexer-private.h"

#define MAX_DEPTH 200 /* of subgraphs within subgraphs */
#define MAX_PAIRS                                                                                            \
  (1 << 24) /* nodes and edges that groups like {a b} -> {c d} may stand for, counted each time */

/* What the attributes of an edge say about its ends; NULL = not said. The strings live as long as the parser.
 */
typedef struct
{
  const char *direction;   /* dir */
  const char *head, *tail; /* arrowhead, arrowtail */
  double probability;      /* NaN = not said */
  double coefficient;      /* NaN = not said */
} EdgeStyle;

/* between two operands; the marks are those of DAGitty */
typedef struct
{
  const char *place;
  WfMark left, right;
} Operator;

/* Nodes named within a pair of braces, each once. */
typedef struct
{
  GArray *nodes; /* of guint */
  GHashTable *seen;
} NodeSet;

typedef struct
{
  WfDotLexer lexer;
  WfDraft *draft;
  GStringChunk *strings;
  GHashTable *subgraphs; /* name -> NodeSet */
  gboolean is_directed;
  WfGraphKind kind;
  double box[4]; /* bb of DAGitty; NaN = not said */
  guint depth;
  gsize n_pairs;
} Parser;

typedef enum
{
  OF_GRAPH,
  OF_NODE,
  OF_EDGE,
} Owner;

/* Where the values of an attribute list go. */
typedef struct
{
  Owner owner;
  EdgeStyle *style;      /* of an edge */
  gboolean has_position; /* of a node */
  double x, y;
  gboolean is_latent; /* of a node */
  WfNodeRoles roles;
} Attributes;

static gboolean parse_statements (Parser *parser, NodeSet *set, EdgeStyle style, GError **error);

static NodeSet *
node_set_new (void)
{
  NodeSet *self = g_new (NodeSet, 1);

  self->nodes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->seen = g_hash_table_new (NULL, NULL);
  return self;
}

static void
node_set_free (NodeSet *self)
{
  g_array_unref (self->nodes);
  g_hash_table_unref (self->seen);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NodeSet, node_set_free)

static void
node_set_add (NodeSet *self, guint node)
{
  if (g_hash_table_add (self->seen, GUINT_TO_POINTER (node)))
    g_array_append_val (self->nodes, node);
}

static void
node_set_add_all (NodeSet *self, const NodeSet *others)
{
  for (guint i = 0; i < others->nodes->len; i++)
    node_set_add (self, g_array_index (others->nodes, guint, i));
}

static void
parser_clear (Parser *parser)
{
  wf_dot_lexer_clear (&parser->lexer);
  g_string_chunk_free (parser->strings);
  g_hash_table_unref (parser->subgraphs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parser, parser_clear)

static gboolean
advance (Parser *parser, GError **error)
{
  return wf_dot_lexer_advance (&parser->lexer, error);
}

static gboolean
is_mark (const Parser *parser, char mark)
{
  return wf_dot_lexer_is_mark (&parser->lexer, mark);
}

static gboolean
is_keyword (const Parser *parser, const char *keyword)
{
  return wf_dot_lexer_is_keyword (&parser->lexer, keyword);
}

static gboolean
fail (const Parser *parser, GError **error, const char *message)
{
  wf_text_set_error (parser->lexer.text, parser->lexer.place, error, WF_ERROR_PARSE, "%s", message);
  return FALSE;
}

static gboolean
expect (Parser *parser, char mark, const char *message, GError **error)
{
  if (!is_mark (parser, mark))
    return fail (parser, error, message);
  return advance (parser, error);
}

/* a name, where "a" + "b" is "ab"; the value lives as long as the parser */
static gboolean
parse_name (Parser *parser, const char **name, GError **error)
{
  g_autoptr (GString) value = NULL;
  gboolean is_bare = parser->lexer.is_bare;

  if (parser->lexer.kind != DOT_ID)
    return fail (parser, error,
                 parser->lexer.kind == DOT_HTML
                     ? _ ("HTML can’t be a name here; use a name in double quotes")
                     : _ ("a name is missing here; add it, or remove what it belongs to"));
  value = g_string_new (parser->lexer.value->str);
  if (!advance (parser, error))
    return FALSE;
  while (!is_bare && is_mark (parser, '+'))
    {
      if (!advance (parser, error))
        return FALSE;
      if (parser->lexer.kind != DOT_ID || parser->lexer.is_bare)
        return fail (parser, error, _ ("a name in double quotes is missing after +"));
      g_string_append (value, parser->lexer.value->str);
      if (!advance (parser, error))
        return FALSE;
    }
  *name = g_string_chunk_insert_len (parser->strings, value->str, (gssize) value->len);
  return TRUE;
}

/* "x,y", "x,y!", "x,y,z!" */
static gboolean
parse_position (const char *text, double *x, double *y)
{
  char *end;

  *x = g_ascii_strtod (text, &end);
  if (end == text || *end != ',')
    return FALSE;
  text = end + 1;
  *y = g_ascii_strtod (text, &end);
  return end != text && (*end == '\0' || *end == '!' || *end == ',') && isfinite (*x) && isfinite (*y);
}

static gboolean
parse_probability (const char *text, double *probability)
{
  char *end;

  *probability = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && *probability >= 0 && *probability <= 1;
}

/* "left,top,right,bottom" */
static gboolean
parse_box (const char *text, double *box)
{
  for (guint i = 0; i < 4; i++)
    {
      char *end;

      box[i] = g_ascii_strtod (text, &end);
      if (end == text || !isfinite (box[i]) || *end != (i < 3 ? ',' : '\0'))
        return FALSE;
      text = end + 1;
    }
  return TRUE;
}

/* a node that is latent, or what it is in the question; the short words are DAGitty's */
static void
use_flag (const Parser *parser, Attributes *attributes, const char *name)
{
  static const struct
  {
    const char *words[4];
    WfNodeRoles role;
  } roles[] = {
    { { "exposure", "e", "source" }, WF_ROLE_EXPOSURE },
    { { "outcome", "o", "target" }, WF_ROLE_OUTCOME },
    { { "adjusted", "a" }, WF_ROLE_ADJUSTED },
    { { "selected", "s" }, WF_ROLE_SELECTED },
    { { "latent", "l", "u", "unobserved" }, WF_ROLE_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    for (gsize k = 0; k < (parser->lexer.is_dagitty ? 4 : 1); k++)
      if (g_strcmp0 (roles[i].words[k], name) == 0)
        {
          attributes->is_latent |= roles[i].role == WF_ROLE_NONE;
          attributes->roles |= roles[i].role;
        }
}

static gboolean
use_node_attribute (Parser *parser,
                    Attributes *attributes,
                    const char *name,
                    const char *value,
                    const char *place,
                    GError **error)
{
  if (g_ascii_strcasecmp (value, "true") == 0 || g_ascii_strcasecmp (value, "yes") == 0 ||
      g_str_equal (value, "1"))
    use_flag (parser, attributes, name);
  if (!g_str_equal (name, "pos"))
    return TRUE;
  attributes->has_position = parse_position (value, &attributes->x, &attributes->y);
  if (!parser->lexer.is_dagitty)
    attributes->y = 0 - attributes->y; /* DOT has y up */
  if (!attributes->has_position)
    wf_text_set_error (parser->lexer.text, place, error, WF_ERROR_PARSE,
                       _ ("“%s” isn’t a position; write \"x,y\""), value);
  return attributes->has_position;
}

static gboolean
use_edge_attribute (
    Parser *parser, EdgeStyle *style, const char *name, const char *value, const char *place, GError **error)
{
  if (g_str_equal (name, "dir"))
    style->direction = value;
  else if (g_str_equal (name, "arrowhead"))
    style->head = value;
  else if (g_str_equal (name, "arrowtail"))
    style->tail = value;
  else if (g_str_equal (name, "probability") && !parse_probability (value, &style->probability))
    {
      wf_text_set_error (parser->lexer.text, place, error, WF_ERROR_PARSE,
                         _ ("“%s” isn’t a probability between 0 and 1"), value);
      return FALSE;
    }
  else if (g_str_equal (name, parser->lexer.is_dagitty ? "beta" : "coefficient") &&
           !wf_number_from_text (value, &style->coefficient))
    {
      wf_text_set_error (parser->lexer.text, place, error, WF_ERROR_PARSE, _ ("“%s” isn’t a number"), value);
      return FALSE;
    }
  return TRUE;
}

static gboolean
use_graph_attribute (Parser *parser, const char *name, const char *value, const char *place, GError **error)
{
  if (parser->lexer.is_dagitty && g_str_equal (name, "bb") && !parse_box (value, parser->box))
    {
      wf_text_set_error (parser->lexer.text, place, error, WF_ERROR_PARSE,
                         _ ("“%s” isn’t a box; write \"left,top,right,bottom\""), value);
      return FALSE;
    }
  if (!parser->lexer.is_dagitty && g_str_equal (name, "kind") &&
      !wf_graph_kind_from_text (value, &parser->kind))
    {
      wf_text_set_error (parser->lexer.text, place, error, WF_ERROR_PARSE,
                         _ ("“%s” isn’t a kind of graph; use dag, cpdag, mag, pag, admg or unknown"), value);
      return FALSE;
    }
  return TRUE;
}

static gboolean
use_attribute (Parser *parser,
               Attributes *attributes,
               const char *name,
               const char *value,
               const char *place,
               GError **error)
{
  switch (attributes->owner)
    {
      case OF_GRAPH:
        return use_graph_attribute (parser, name, value, place, error);
      case OF_NODE:
        return use_node_attribute (parser, attributes, name, value, place, error);
      case OF_EDGE:
      default:
        return use_edge_attribute (parser, attributes->style, name, value, place, error);
    }
}

/* name [= value], after the name has been read */
static gboolean
parse_value (Parser *parser, Attributes *attributes, const char *name, GError **error)
{
  const char *value = "true";
  const char *place;

  if (!is_mark (parser, '='))
    {
      if (attributes->owner == OF_NODE)
        use_flag (parser, attributes, name);
      return TRUE;
    }
  if (!advance (parser, error))
    return FALSE;
  place = parser->lexer.place;
  if (parser->lexer.kind == DOT_HTML)
    return advance (parser, error); /* labels in HTML aren't kept */
  return parse_name (parser, &value, error) && use_attribute (parser, attributes, name, value, place, error);
}

static gboolean
parse_attributes (Parser *parser, Attributes *attributes, GError **error)
{
  while (is_mark (parser, '['))
    {
      if (!advance (parser, error))
        return FALSE;
      while (!is_mark (parser, ']'))
        {
          const char *name;

          if (parser->lexer.kind != DOT_ID)
            return fail (parser, error, _ ("an attribute or ] is missing here"));
          if (!parse_name (parser, &name, error) || !parse_value (parser, attributes, name, error))
            return FALSE;
          if ((is_mark (parser, ',') || is_mark (parser, ';')) && !advance (parser, error))
            return FALSE;
        }
      if (!advance (parser, error))
        return FALSE;
    }
  return TRUE;
}

static WfMark
read_mark (gboolean is_drawn, const char *shape)
{
  if (!is_drawn || g_strcmp0 (shape, "none") == 0)
    return WF_MARK_TAIL;
  return g_strcmp0 (shape, "odot") == 0 ? WF_MARK_CIRCLE : WF_MARK_ARROW;
}

static void
read_style (const Parser *parser, const EdgeStyle *style, WfEdge *edge)
{
  const char *direction = style->direction;
  gboolean is_both, is_forward, is_back;

  if (direction == NULL)
    direction = parser->is_directed ? "forward" : "none";
  is_both = g_str_equal (direction, "both");
  is_forward = g_str_equal (direction, "forward");
  is_back = g_str_equal (direction, "back");
  edge->mark_a = read_mark (is_both || is_back, style->tail);
  edge->mark_b = read_mark (is_both || is_forward, style->head);
  edge->probability = style->probability;
}

static gboolean
count_pairs (Parser *parser, gsize n, const char *place, GError **error)
{
  parser->n_pairs += n;
  if (parser->n_pairs <= MAX_PAIRS)
    return TRUE;
  wf_text_set_error (parser->lexer.text, place, error, WF_ERROR_TOO_LARGE,
                     _ ("the groups of nodes stand for more than %d edges; use smaller groups"), MAX_PAIRS);
  return FALSE;
}

static gboolean
add_edges (Parser *parser,
           const NodeSet *from,
           const NodeSet *to,
           const EdgeStyle *style,
           const Operator *
           operator,
           GError ** error)
{
  WfEdge edge;

  if (!count_pairs (parser, (gsize) from->nodes->len * to->nodes->len, operator->place, error))
    return FALSE;
  read_style (parser, style, &edge);
  if (parser->lexer.is_dagitty)
    edge = (WfEdge){ 0, 0, operator->left, operator->right, NAN };
  for (guint i = 0; i < from->nodes->len; i++)
    for (guint k = 0; k < to->nodes->len; k++)
      {
        edge.a = g_array_index (from->nodes, guint, i);
        edge.b = g_array_index (to->nodes, guint, k);
        if (!wf_draft_add_edge (parser->draft, &edge, operator->place, error))
          return FALSE;
        if (!isnan (style->coefficient))
          wf_draft_set_coefficient (parser->draft, &edge, style->coefficient);
      }
  return TRUE;
}

/* [subgraph [name]] { ... }; a name without braces stands for the subgraph of that name */
static NodeSet *
parse_subgraph (Parser *parser, EdgeStyle style, GError **error)
{
  g_autoptr (NodeSet) set = node_set_new ();
  const char *name = NULL;
  NodeSet *known;

  if (is_keyword (parser, "subgraph"))
    {
      if (!advance (parser, error))
        return NULL;
      if (parser->lexer.kind == DOT_ID && !parse_name (parser, &name, error))
        return NULL;
    }
  known = name != NULL ? g_hash_table_lookup (parser->subgraphs, name) : NULL;
  if (known != NULL)
    node_set_add_all (set, known);
  if (is_mark (parser, '{'))
    {
      if (++parser->depth > MAX_DEPTH)
        {
          fail (parser, error, _ ("the subgraphs are nested too deeply; flatten them"));
          return NULL;
        }
      if (!advance (parser, error) || !parse_statements (parser, set, style, error) ||
          !expect (parser, '}', _ ("} is missing here"), error))
        return NULL;
      parser->depth--;
    }
  else if (name == NULL)
    {
      fail (parser, error, _ ("{ is missing here"));
      return NULL;
    }
  if (!count_pairs (parser, set->nodes->len, parser->lexer.place, error))
    return NULL;
  if (name != NULL)
    {
      NodeSet *copy = node_set_new ();

      node_set_add_all (copy, set);
      g_hash_table_replace (parser->subgraphs, (gpointer) name, copy);
    }
  return g_steal_pointer (&set);
}

/* the ports of a node: ignored */
static gboolean
skip_ports (Parser *parser, GError **error)
{
  const char *port;

  while (is_mark (parser, ':'))
    if (!advance (parser, error) || !parse_name (parser, &port, error))
      return FALSE;
  return TRUE;
}

/* a node or a group; *is_node says which */
static NodeSet *
parse_operand (Parser *parser, EdgeStyle style, gboolean *is_node, GError **error)
{
  g_autoptr (NodeSet) set = NULL;
  const char *place = parser->lexer.place;
  const char *name;
  guint node;

  *is_node = !is_mark (parser, '{') && !is_keyword (parser, "subgraph");
  if (!*is_node)
    return parse_subgraph (parser, style, error);
  if (!parse_name (parser, &name, error) || !skip_ports (parser, error) ||
      !wf_draft_add_node (parser->draft, name, place, &node, error))
    return NULL;
  set = node_set_new ();
  node_set_add (set, node);
  return g_steal_pointer (&set);
}

static gboolean
check_operator (Parser *parser, GError **error)
{
  if (parser->lexer.is_dagitty)
    return TRUE;
  if (parser->lexer.kind == DOT_ARROW && !parser->is_directed)
    return fail (parser, error, _ ("-> in an undirected graph; write -- here, or digraph at the start"));
  if (parser->lexer.kind == DOT_LINE && parser->is_directed)
    return fail (parser, error, _ ("-- in a digraph; write -> with [dir=none] for an undirected edge"));
  return TRUE;
}

static void
clear_node_set (gpointer data)
{
  node_set_free (*(NodeSet **) data);
}

/* operands and the operators between them, as far as the statement goes */
static gboolean
parse_chain (
    Parser *parser, GArray *operands, GArray *operators, EdgeStyle style, gboolean *is_node, GError **error)
{
  for (;;)
    {
      NodeSet *operand = parse_operand (parser, style, is_node, error);
      Operator operator;

      if (operand == NULL)
        return FALSE;
      g_array_append_val (operands, operand);
      if (!wf_dot_lexer_is_edge (&parser->lexer))
        return TRUE;
      if (!check_operator (parser, error))
        return FALSE;
      operator= (Operator){ parser->lexer.place, parser->lexer.left, parser->lexer.right };
      g_array_append_val (operators, operator);
      if (!advance (parser, error))
        return FALSE;
    }
}

/* what is said of one node */
static void
set_node (Parser *parser, guint node, const Attributes *attributes)
{
  if (attributes->has_position)
    wf_draft_set_position (parser->draft, node, attributes->x, attributes->y);
  if (attributes->is_latent)
    wf_draft_set_latent (parser->draft, node);
  wf_draft_add_roles (parser->draft, node, attributes->roles);
}

static gboolean
parse_node_or_edge (Parser *parser, NodeSet *set, EdgeStyle style, GError **error)
{
  g_autoptr (GArray) operands = g_array_new (FALSE, FALSE, sizeof (NodeSet *));
  g_autoptr (GArray) operators = g_array_new (FALSE, FALSE, sizeof (Operator));
  Attributes attributes = { .owner = OF_NODE, .style = &style };
  gboolean is_node;

  g_array_set_clear_func (operands, clear_node_set);
  if (!parse_chain (parser, operands, operators, style, &is_node, error))
    return FALSE;
  if (operators->len > 0)
    attributes.owner = OF_EDGE;
  if ((operators->len > 0 || is_node) && !parse_attributes (parser, &attributes, error))
    return FALSE;

  for (guint i = 0; i < operands->len; i++)
    {
      const NodeSet *operand = g_array_index (operands, NodeSet *, i);

      node_set_add_all (set, operand);
      if (i > 0 && !add_edges (parser, g_array_index (operands, NodeSet *, i - 1), operand, &style,
                               &g_array_index (operators, Operator, i - 1), error))
        return FALSE;
    }
  if (attributes.owner == OF_NODE && is_node)
    set_node (parser, g_array_index (g_array_index (operands, NodeSet *, 0)->nodes, guint, 0), &attributes);
  return TRUE;
}

/* graph [...], node [...], edge [...]; the last sets what the edges after it look like */
static gboolean
parse_defaults (Parser *parser, Owner owner, EdgeStyle *style, GError **error)
{
  Attributes attributes = { .owner = owner, .style = style };

  if (!advance (parser, error))
    return FALSE;
  if (!is_mark (parser, '['))
    return fail (parser, error, _ ("[ is missing here; put a name like “node” in double quotes"));
  return parse_attributes (parser, &attributes, error);
}

/* name = value, an attribute of the graph; TRUE with *is_done FALSE when it isn't one */
static gboolean
parse_assignment (Parser *parser, gboolean *is_done, GError **error)
{
  WfDotLexer ahead = parser->lexer;
  Attributes attributes = { .owner = OF_GRAPH };
  const char *name;
  gboolean is_read;

  *is_done = FALSE;
  if (parser->lexer.kind != DOT_ID)
    return TRUE;
  ahead.value = g_string_new (NULL);
  is_read = wf_dot_lexer_advance (&ahead, NULL);
  g_string_free (ahead.value, TRUE);
  if (!is_read || !wf_dot_lexer_is_mark (&ahead, '='))
    return TRUE;
  *is_done = TRUE;
  return parse_name (parser, &name, error) && parse_value (parser, &attributes, name, error);
}

static gboolean
parse_statement (Parser *parser, NodeSet *set, EdgeStyle *style, GError **error)
{
  gboolean is_done;

  if (is_keyword (parser, "graph"))
    return parse_defaults (parser, OF_GRAPH, style, error);
  if (is_keyword (parser, "node"))
    return parse_defaults (parser, OF_NODE, style, error);
  if (is_keyword (parser, "edge"))
    return parse_defaults (parser, OF_EDGE, style, error);
  if (!parse_assignment (parser, &is_done, error))
    return FALSE;
  return is_done || parse_node_or_edge (parser, set, *style, error);
}

static gboolean
parse_statements (Parser *parser, NodeSet *set, EdgeStyle style, GError **error)
{
  while (!is_mark (parser, '}'))
    {
      if (parser->lexer.kind == DOT_END)
        return fail (parser, error, _ ("the file ends before the graph does; } is missing"));
      if (is_mark (parser, ';'))
        {
          if (!advance (parser, error))
            return FALSE;
          continue;
        }
      if (!parse_statement (parser, set, &style, error))
        return FALSE;
    }
  return TRUE;
}

/* "digraph", "graph", or the words of DAGitty */
static gboolean
parse_type (Parser *parser, GError **error)
{
  static const struct
  {
    const char *word;
    WfGraphKind kind;
    gboolean is_dagitty;
  } types[] = {
    { "digraph", WF_GRAPH_UNKNOWN, FALSE }, { "graph", WF_GRAPH_UNKNOWN, FALSE },
    { "dag", WF_GRAPH_DAG, TRUE },          { "pdag", WF_GRAPH_CPDAG, TRUE },
    { "mag", WF_GRAPH_MAG, TRUE },          { "pag", WF_GRAPH_PAG, TRUE },
  };

  parser->is_directed = is_keyword (parser, "digraph");
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (is_keyword (parser, types[i].word) && (parser->lexer.is_dagitty || !types[i].is_dagitty))
      {
        parser->kind = types[i].kind;
        return advance (parser, error);
      }
  return fail (parser, error,
               parser->lexer.is_dagitty ? _ ("“dag”, “pdag”, “mag”, “pag” or “graph” is missing here")
                                        : _ ("“graph” or “digraph” is missing here"));
}

static gboolean
parse_graph (Parser *parser, GError **error)
{
  static const EdgeStyle plain = { NULL, NULL, NULL, NAN, NAN };
  g_autoptr (NodeSet) set = node_set_new ();
  const char *name;

  if (!advance (parser, error) || (is_keyword (parser, "strict") && !advance (parser, error)) ||
      !parse_type (parser, error) || (parser->lexer.kind == DOT_ID && !parse_name (parser, &name, error)) ||
      !expect (parser, '{', _ ("{ is missing here"), error) ||
      !parse_statements (parser, set, plain, error) || !expect (parser, '}', _ ("} is missing here"), error))
    return FALSE;
  if (parser->lexer.kind != DOT_END)
    return fail (parser, error, _ ("the graph has ended before; only one graph a file is read"));
  return TRUE;
}

static gboolean
read_graph (
    Parser *parser, WfDraft *draft, WfText *text, gboolean is_dagitty, WfSource *source, GError **error)
{
  parser->strings = g_string_chunk_new (4096);
  parser->subgraphs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) node_set_free);
  parser->kind = WF_GRAPH_UNKNOWN;
  parser->draft = draft;
  for (guint i = 0; i < 4; i++)
    parser->box[i] = NAN;
  wf_draft_init (draft, text);
  wf_dot_lexer_init (&parser->lexer, text);
  parser->lexer.is_dagitty = is_dagitty;
  draft->splits_bows = is_dagitty;
  if (!wf_text_init (text, source, error))
    return FALSE;
  parser->lexer.next = parser->lexer.place = text->start;
  return parse_graph (parser, error);
}

/**
 * wf_dot_read: (skip)
 *
 * Reads a graph by recursive descent (Graphviz, "The DOT Language").
 */
WfGraph *
wf_dot_read (WfSource *source, GError **error)
{
  g_auto (WfDraft) draft = { 0 };
  g_auto (Parser) parser = { 0 };
  WfText text = { 0 };

  if (!read_graph (&parser, &draft, &text, FALSE, source, error))
    return NULL;
  return wf_draft_end (&draft, parser.kind, error);
}

/**
 * wf_dagitty_read: (skip)
 *
 * Reads DAGitty's dialect (Textor et al. 2016, Int. J. Epidemiology 45): edges with their marks, several
 * kinds of graphs, places in the units of its canvas.
 */
WfGraph *
wf_dagitty_read (WfSource *source, GError **error)
{
  g_auto (WfDraft) draft = { 0 };
  g_auto (Parser) parser = { 0 };
  WfText text = { 0 };

  if (!read_graph (&parser, &draft, &text, TRUE, source, error))
    return NULL;
  wf_dagitty_scale (&draft, parser.box);
  return wf_draft_end (&draft, wf_dagitty_find_kind (&draft, parser.kind), error);
}
