/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The model syntax of R's lavaan (Rosseel 2012, J. Stat. Software 48(2)) as a graph: y ~ x is x → y, f =~ y
 * is f → y with f latent, x ~~ y is x ↔ y. A number before a * is the coefficient; 0 * leaves the edge out.
 * Intercepts, thresholds, defined parameters and constraints name no edge. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"

#define MAX_PAIRS (1 << 22) /* edges that lists on both sides may stand for */

typedef enum
{
  OP_NONE,
  OP_REGRESSION, /* ~ */
  OP_LATENT,     /* =~ */
  OP_COMPOSITE,  /* <~ */
  OP_COVARIANCE, /* ~~ */
  OP_OTHER,      /* names no edge */
} Operator;

/* A variable with what stands before its *. */
typedef struct
{
  char *name;         /* NULL: a constant, as in y ~ 1 */
  double coefficient; /* NaN = none */
  const char *place;
} Term;

typedef struct
{
  WfText text;
  WfDraft *draft;
  const char *next;
  gsize n_pairs;
} Parser;

static void
term_clear (gpointer data)
{
  g_clear_pointer (&((Term *) data)->name, g_free);
}

static gboolean
fail (Parser *parser, GError **error, const char *message)
{
  wf_text_set_error (&parser->text, parser->next, error, WF_ERROR_PARSE, "%s", message);
  return FALSE;
}

static gboolean
is_at (const Parser *parser, char c)
{
  return parser->next < parser->text.end && *parser->next == c;
}

static void
skip_comment (Parser *parser)
{
  while (parser->next < parser->text.end && *parser->next != '\n')
    parser->next++;
}

/* white space and comments; over the ends of lines only when asked */
static void
skip_blanks (Parser *parser, gboolean over_lines)
{
  while (parser->next < parser->text.end)
    if (*parser->next == '#' || *parser->next == '!')
      skip_comment (parser);
    else if (*parser->next == ' ' || *parser->next == '\t' || *parser->next == '\r' ||
             (over_lines && *parser->next == '\n'))
      parser->next++;
    else
      return;
}

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '.' || c == '_' || (guchar) c >= 0x80;
}

/* letters, digits, dots and underscores; x:z, an interaction, is one name */
static char *
read_name (Parser *parser)
{
  const char *start = parser->next;

  while (parser->next < parser->text.end &&
         (is_name_start (*parser->next) || g_ascii_isdigit (*parser->next) ||
          (*parser->next == ':' && parser->next + 1 < parser->text.end && is_name_start (parser->next[1]))))
    parser->next++;
  return g_strndup (start, (gsize) (parser->next - start));
}

static gboolean
is_number_start (const Parser *parser)
{
  const char *p = parser->next;

  if (p < parser->text.end && (*p == '-' || *p == '+'))
    p++;
  if (p < parser->text.end && *p == '.')
    p++;
  return p < parser->text.end && g_ascii_isdigit (*p);
}

/* without a suffix; at most 64 bytes */
static gboolean
read_number (Parser *parser, double *value, GError **error)
{
  char number[65];
  char *end;
  gsize length = MIN (sizeof number - 1, (gsize) (parser->text.end - parser->next));

  memcpy (number, parser->next, length);
  number[length] = '\0';
  *value = g_ascii_strtod (number, &end);
  if (end == number || !isfinite (*value))
    return fail (parser, error, _ ("a number is missing here"));
  parser->next += end - number;
  return TRUE;
}

/* past the parenthesis that closes the one at hand */
static gboolean
skip_parentheses (Parser *parser, GError **error)
{
  const char *open = parser->next;
  gsize depth = 0;
  char quote = '\0';

  for (; parser->next < parser->text.end; parser->next++)
    {
      char c = *parser->next;

      if (quote != '\0')
        quote = c == quote ? '\0' : quote;
      else if (c == '"' || c == '\'')
        quote = c;
      else if (c == '(')
        depth++;
      else if (c == ')' && --depth == 0)
        {
          parser->next++;
          return TRUE;
        }
    }
  parser->next = open;
  return fail (parser, error, _ ("a parenthesis that isn’t closed"));
}

/* x, 0.5*x, a*x, start(0.5)*x, c(a,b)*x, 1 */
static gboolean
read_term (Parser *parser, Term *term, GError **error)
{
  *term = (Term){ NULL, NAN, parser->next };
  for (;;)
    {
      gboolean is_number = is_number_start (parser);
      double number = NAN;

      if (is_number)
        {
          if (!read_number (parser, &number, error))
            return FALSE;
        }
      else if (is_at (parser, '"'))
        {
          const char *close = memchr (parser->next + 1, '"', (gsize) (parser->text.end - parser->next - 1));

          if (close == NULL)
            return fail (parser, error, _ ("a label whose quotation mark isn’t closed"));
          parser->next = close + 1;
        }
      else if (parser->next < parser->text.end && is_name_start (*parser->next))
        {
          g_free (term->name);
          term->place = parser->next;
          term->name = read_name (parser);
        }
      else
        return fail (parser, error, _ ("the name of a variable is missing here"));
      skip_blanks (parser, FALSE);
      if (is_at (parser, '(') && !skip_parentheses (parser, error))
        return FALSE;
      skip_blanks (parser, FALSE);
      if (!is_at (parser, '*'))
        {
          if (is_number)
            g_clear_pointer (&term->name, g_free);
          return TRUE;
        }
      if (is_number)
        term->coefficient = number;
      parser->next++;
      skip_blanks (parser, TRUE);
    }
}

/* terms between + */
static gboolean
read_terms (Parser *parser, GArray *terms, GError **error)
{
  for (;;)
    {
      Term term;
      gboolean is_read = read_term (parser, &term, error);

      g_array_append_val (terms, term);
      if (!is_read)
        return FALSE;
      skip_blanks (parser, FALSE);
      if (!is_at (parser, '+'))
        return TRUE;
      parser->next++;
      skip_blanks (parser, TRUE);
    }
}

static Operator
read_operator (Parser *parser)
{
  static const struct
  {
    const char *text;
    Operator operator;
  } operators[] = {
    { "=~", OP_LATENT }, { "<~", OP_COMPOSITE }, { "~*~", OP_OTHER },    { "~~", OP_COVARIANCE },
    { ":=", OP_OTHER },  { "==", OP_OTHER },     { "~", OP_REGRESSION }, { "|", OP_OTHER },
    { "<", OP_OTHER },   { ">", OP_OTHER },      { ":", OP_OTHER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      gsize length = strlen (operators[i].text);

      if ((gsize) (parser->text.end - parser->next) >= length &&
          memcmp (parser->next, operators[i].text, length) == 0)
        {
          parser->next += length;
          return operators[i].operator;
        }
    }
  return OP_NONE;
}

static gboolean
add_edge (Parser *parser, Operator operator, const Term * left, const Term *right, GError **error)
{
  gboolean is_from_left = operator== OP_LATENT;
  WfEdge edge = { .mark_a = WF_MARK_TAIL, .mark_b = WF_MARK_ARROW, .probability = NAN };

  if (!wf_draft_add_node (parser->draft, left->name, left->place, &edge.a, error))
    return FALSE;
  if (operator== OP_LATENT)
    wf_draft_set_latent (parser->draft, edge.a);
  if (right->name == NULL)
    return TRUE; /* an intercept */
  if (!wf_draft_add_node (parser->draft, right->name, right->place, &edge.b, error))
    return FALSE;
  if (operator== OP_COVARIANCE && edge.a == edge.b)
    return TRUE; /* a variance */
  if (operator== OP_COVARIANCE)
    edge.mark_a = WF_MARK_ARROW;
  else if (!is_from_left)
    {
      edge.mark_a = WF_MARK_ARROW;
      edge.mark_b = WF_MARK_TAIL;
    }
  if (right->coefficient == 0)
    return TRUE; /* fixed to nothing */
  if (!wf_draft_add_edge (parser->draft, &edge, right->place, error))
    return FALSE;
  if (!isnan (right->coefficient))
    wf_draft_set_coefficient (parser->draft, &edge, right->coefficient);
  return TRUE;
}

static gboolean
add_edges (Parser *parser, Operator operator, GArray * lefts, GArray *rights, GError **error)
{
  parser->n_pairs += (gsize) lefts->len * rights->len;
  if (parser->n_pairs > MAX_PAIRS)
    {
      wf_text_set_error (&parser->text, parser->next, error, WF_ERROR_TOO_LARGE,
                         _ ("the lists of variables stand for more than %d edges; use shorter lists"),
                         MAX_PAIRS);
      return FALSE;
    }
  for (guint i = 0; i < lefts->len; i++)
    for (guint k = 0; k < rights->len; k++)
      {
        const Term *left = &g_array_index (lefts, Term, i);

        if (left->name == NULL)
          {
            wf_text_set_error (&parser->text, left->place, error, WF_ERROR_PARSE,
                               _ ("the name of a variable is missing here"));
            return FALSE;
          }
        if (!add_edge (parser, operator, left, &g_array_index (rights, Term, k), error))
          return FALSE;
      }
  return TRUE;
}

/* to the end of a statement that names no edge */
static void
skip_statement (Parser *parser)
{
  while (parser->next < parser->text.end && *parser->next != '\n' && *parser->next != ';')
    if (*parser->next == '#' || *parser->next == '!')
      skip_comment (parser);
    else
      parser->next++;
}

static gboolean
is_at_end (const Parser *parser)
{
  return parser->next == parser->text.end || *parser->next == '\n' || *parser->next == ';';
}

static gboolean
read_statement (Parser *parser, GError **error)
{
  g_autoptr (GArray) lefts = g_array_new (FALSE, FALSE, sizeof (Term));
  g_autoptr (GArray) rights = g_array_new (FALSE, FALSE, sizeof (Term));
  Operator operator;

  g_array_set_clear_func (lefts, term_clear);
  g_array_set_clear_func (rights, term_clear);
  if (!read_terms (parser, lefts, error))
    return FALSE;
  operator= read_operator (parser);
  if (operator== OP_NONE)
    return fail (parser, error, _ ("an operator is missing here: ~, =~ or ~~"));
  if (operator== OP_OTHER)
    {
      skip_statement (parser);
      return TRUE;
    }
  skip_blanks (parser, TRUE);
  if (!read_terms (parser, rights, error))
    return FALSE;
  if (!is_at_end (parser))
    return fail (parser, error, _ ("the end of the line, ; or + is missing here"));
  return add_edges (parser, operator, lefts, rights, error);
}

static gboolean
read_statements (Parser *parser, gsize n_most, gsize *n, GError **error)
{
  for (*n = 0; *n < n_most; (*n)++)
    {
      do
        skip_blanks (parser, TRUE);
      while (is_at (parser, ';') && parser->next++ != NULL);
      if (parser->next == parser->text.end)
        return TRUE;
      if (!read_statement (parser, error))
        return FALSE;
    }
  return TRUE;
}

static WfGraph *
read_graph (WfSource *source, GError **error)
{
  g_auto (WfDraft) draft = { 0 };
  Parser parser = { .draft = &draft };
  gsize n;

  wf_draft_init (&draft, &parser.text);
  draft.splits_bows = TRUE;
  if (!wf_text_init (&parser.text, source, error))
    return NULL;
  parser.next = parser.text.start;
  if (!read_statements (&parser, G_MAXSIZE, &n, error))
    return NULL;
  return wf_draft_end (&draft, WF_GRAPH_UNKNOWN, error);
}

/* the first statements; the very last may be cut */
static int
sniff (const char *head, gsize length)
{
  g_autofree char *copy = g_strndup (head, length);
  g_auto (WfDraft) draft = { 0 };
  Parser parser = { .draft = &draft };
  gsize n = 0;
  gboolean is_read;

  parser.text = (WfText){ "", copy, copy + strlen (copy) };
  parser.next = g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy;
  wf_draft_init (&draft, &parser.text);
  draft.splits_bows = TRUE;
  is_read = read_statements (&parser, 5, &n, NULL);
  return draft.names->len == 0 ? 0 : is_read ? 93 : n > 0 ? 60 : 0;
}

/* what lavaan takes for a name and the reader here as well */
static gboolean
is_fit (const char *name)
{
  if (!g_ascii_isalpha (*name) && *name != '.' && (guchar) *name < 0x80)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!is_name_start (*p) && !g_ascii_isdigit (*p))
      return FALSE;
  return TRUE;
}

static gboolean
check_nodes (WfGraph *graph, GError **error)
{
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      const char *name = wf_graph_get_name (graph, v);
      gsize n_children;
      g_autofree guint *children = wf_graph_list_children (graph, v, &n_children);

      if (!is_fit (name))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                       _ ("The name “%s” can’t be written for lavaan: letters, digits, dots and _ are taken. "
                          "Rename the node or choose another format."),
                       name);
          return FALSE;
        }
      if (wf_graph_is_latent (graph, v) && n_children == 0)
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_UNSUPPORTED,
              _ ("The hidden variable “%s” has no effect, and lavaan knows hidden variables by their "
                 "effects. Leave it out or choose another format."),
              name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_edges (WfGraph *graph, GError **error)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n_edges; i++)
    if (edges[i].mark_a == WF_MARK_CIRCLE || edges[i].mark_b == WF_MARK_CIRCLE ||
        (edges[i].mark_a == WF_MARK_TAIL && edges[i].mark_b == WF_MARK_TAIL))
      {
        g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                     _ ("lavaan knows → and ↔ only; the graph has %s %s %s. Choose another format."),
                     wf_graph_get_name (graph, edges[i].a),
                     wf_marks_to_text (edges[i].mark_a, edges[i].mark_b),
                     wf_graph_get_name (graph, edges[i].b));
        return FALSE;
      }
  return TRUE;
}

static void
append_term (WfGraph *graph, GString *text, guint node, double coefficient)
{
  if (!isnan (coefficient) && coefficient != 0)
    {
      wf_append_double (text, coefficient);
      g_string_append_c (text, '*');
    }
  g_string_append_printf (text, "%s\n", wf_graph_get_name (graph, node));
}

/* a line an edge; the nodes that no edge names by their variances */
static void
append_node (WfGraph *graph, guint node, GString *text)
{
  gsize n_neighbours;
  g_autofree guint *neighbours = wf_graph_list_neighbours (graph, node, &n_neighbours);
  const char *name = wf_graph_get_name (graph, node);

  if (n_neighbours == 0)
    g_string_append_printf (text, "%s ~~ %s\n", name, name);
  for (gsize i = 0; i < n_neighbours; i++)
    {
      guint other = neighbours[i];
      double coefficient = wf_graph_get_coefficient (graph, node, other);
      gboolean is_latent = wf_graph_is_latent (graph, node);

      if (is_latent && wf_graph_is_parent (graph, node, other))
        {
          g_string_append_printf (text, "%s =~ ", name);
          append_term (graph, text, other, coefficient);
        }
      else if (wf_graph_is_parent (graph, other, node) && !wf_graph_is_latent (graph, other))
        {
          g_string_append_printf (text, "%s ~ ", name);
          append_term (graph, text, other, coefficient);
        }
      else if (other > node && wf_graph_get_mark (graph, node, other) == WF_MARK_ARROW &&
               wf_graph_get_mark (graph, other, node) == WF_MARK_ARROW)
        {
          g_string_append_printf (text, "%s ~~ ", name);
          append_term (graph, text, other, coefficient);
        }
    }
}

static gboolean
write_graph (WfGraph *graph, GString *text, GError **error)
{
  if (wf_graph_get_n_nodes (graph) == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   _ ("The graph has no node, and lavaan has no empty model. Choose another format."));
      return FALSE;
    }
  if (!check_nodes (graph, error) || !check_edges (graph, error))
    return FALSE;
  g_string_append (text, "# lavaan model syntax\n");
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    append_node (graph, v, text);
  return TRUE;
}

static const char *const extensions[] = { "lavaan", "lav", NULL };
static const char *const mime_types[] = { "text/plain", NULL };

const WfFormat wf_format_lavaan = {
  .id = "lavaan",
  .name = N_ ("lavaan model syntax"),
  .summary = N_ ("y ~ x, f =~ y and x ~~ y as x → y, f → y and x ↔ y; fixed numbers as coefficients"),
  .content = WF_CONTENT_GRAPH,
  .loses = N_ ("labels, intercepts, thresholds, constraints, groups, and coefficients of exactly 0"),
  .graph_loses =
      WF_GRAPH_PART_KIND | WF_GRAPH_PART_POSITIONS | WF_GRAPH_PART_ROLES | WF_GRAPH_PART_PROBABILITIES,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = read_graph,
  .write_graph = write_graph,
};
