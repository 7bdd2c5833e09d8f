/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* clang-format off
 * The grammar of interventions as typed:
 *
 *   intervention = action [ " if " name relation value ]
 *   action       = name "=" value | name "+=" number | name "-=" number | name "*=" number
 *                | name "=[" number "," number "]"
 *                | name "~" distribution
 *                | name ":=" term { ("+" | "-") term }
 *                | name "-/->" name
 *   distribution = "normal(" mean "," sd ")" | "uniform(" low "," high ")" | "uniform" | "observed"
 *                | "{" level ":" probability { "," level ":" probability } "}"
 *   term         = number | [ number "*" ] name | name "*" number | [ number "*" ] "normal(" mean "," sd ")"
 *   relation     = "=" | "!=" | "<" | "<=" | ">" | ">="
 *
 *
 * Where the variable has dates, a date stands for a number: X=2024-03-01, X=[2024-01,2024-03-01], X~uniform(2024-01,2024-03-01),
 * "if X>2024-03-01"; and a span of time for what it is shifted by and for a standard deviation: X+=30 days, X~normal(2024-03-01,10 days).
 *
 * Blanks around the parts are ignored; the first sign ends the name; a name in a term that has signs stands in ``.
 * clang-format on */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/inference/intervention-private.h"
#include "core/table/calendar.h"

#define CUT_SIGN "-/->"
#define IF_WORD  " if "

typedef WfIntervention Intervention;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Intervention, wf_intervention_unref)

double
wf_intervention_read_number (const char *text)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (value) ? value : NAN;
}

/* likewise, or a date, or where is_span a span of time: is_calendar tells */
static double
read_value (const char *text, gboolean is_span, gboolean *is_calendar)
{
  double value = wf_intervention_read_number (text);
  double seconds;

  *is_calendar = isnan (value) && (is_span ? wf_calendar_parse_span (text, &seconds)
                                           : wf_calendar_parse (text, strlen (text), &seconds));
  return *is_calendar ? seconds : value;
}

/* from .. to without blanks at the ends */
static char *
dup_part (const char *from, const char *to)
{
  return g_strstrip (g_strndup (from, to - from));
}

static void
set_syntax_error (const char *text, GError **error)
{
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("“%s” is not an intervention: write X=v to set, X+=d to shift, X*=k to scale, X=[a,b] to keep "
         "within bounds, X~normal(m,s) to draw, X:=2+0.5*Z to replace or Z-/->X to cut an edge"),
      text);
}

/* "(5, 2)" -> two numbers, or two dates, or with is_span a date and a span; FALSE when it is anything else */
static gboolean
read_pair (const char *text, char open, char close, gboolean is_span, WfIntervention *pair)
{
  gsize length = strlen (text);
  const char *comma = strchr (text, ',');
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;
  gboolean is_calendar;

  if (length < 5 || text[0] != open || text[length - 1] != close || comma == NULL)
    return FALSE;
  left = dup_part (text + 1, comma);
  right = dup_part (comma + 1, text + length - 1);
  pair->first = read_value (left, FALSE, &pair->is_calendar);
  pair->second = read_value (right, is_span, &is_calendar);
  return !isnan (pair->first) && !isnan (pair->second) && is_calendar == pair->is_calendar;
}

/* "{yes:0.3, no:0.7}": a level may hold colons, the last one counts */
static gboolean
read_levels (WfIntervention *self, const char *text, GError **error)
{
  g_autofree char *inner = dup_part (text + 1, text + strlen (text) - 1);
  g_auto (GStrv) parts = g_strsplit (inner, ",", -1);
  gsize n = g_strv_length (parts);
  double total = 0.0;

  self->names = g_new0 (char *, n + 1);
  self->numbers = g_new0 (double, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      const char *colon = strrchr (parts[i], ':');
      g_autofree char *number = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : g_strdup ("");
      double p = wf_intervention_read_number (number);

      if (colon == NULL || isnan (p) || p < 0.0 || p > 1.0)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("“%s”: write each level with its probability, for example {yes:0.3,no:0.7}"), text);
          return FALSE;
        }
      self->names[i] = dup_part (parts[i], colon);
      self->numbers[i] = p;
      self->n_names++;
      total += p;
    }
  if (fabs (total - 1.0) > 1e-6)
    {
      g_autofree char *sum = wf_format_number (total);

      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The probabilities of “%s” sum to %s; they must sum to 1"), text, sum);
      return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    self->numbers[i] /= total;
  return TRUE;
}

static gboolean
read_distribution (WfIntervention *self, const char *text, GError **error)
{
  gsize length = strlen (text);

  if (g_str_equal (text, "observed"))
    {
      self->draw = WF_DRAW_OBSERVED;
      return TRUE;
    }
  if (g_str_equal (text, "uniform"))
    {
      self->draw = WF_DRAW_EVEN;
      return TRUE;
    }
  if (length > 2 && text[0] == '{' && text[length - 1] == '}')
    {
      self->draw = WF_DRAW_LEVELS;
      return read_levels (self, text, error);
    }
  self->draw = g_str_has_prefix (text, "uniform") ? WF_DRAW_UNIFORM : WF_DRAW_NORMAL;
  if ((g_str_has_prefix (text, "normal") && read_pair (text + 6, '(', ')', TRUE, self) &&
       self->second >= 0.0) ||
      (g_str_has_prefix (text, "uniform") && read_pair (text + 7, '(', ')', FALSE, self) &&
       self->first <= self->second))
    return TRUE;
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("“%s” is not a distribution: write normal(mean,sd), uniform(low,high), {level:probability,…}, "
         "uniform or observed"),
      text);
  return FALSE;
}

/* One term of a sum, its sign put in. */
static gboolean
add_term (WfIntervention *self, GStrvBuilder *names, GArray *coefficients, char *term, double sign)
{
  char *star = strpbrk (term, "*`");
  WfIntervention noise = { 0 };
  double factor = 1.0, number;
  char *rest;

  g_strstrip (term);
  number = wf_intervention_read_number (term);
  if (!isnan (number))
    {
      self->intercept += sign * number;
      return TRUE;
    }
  if (*term == '-' || *term == '+')
    {
      sign = *term == '-' ? -sign : sign;
      term += 1 + strspn (term + 1, " \t");
    }
  rest = term;
  if (star != NULL && *star == '*')
    {
      g_autofree char *left = dup_part (term, star);

      factor = wf_intervention_read_number (left);
      rest = g_strstrip (star + 1);
      if (isnan (factor) && !isnan (wf_intervention_read_number (rest)))
        {
          factor = wf_intervention_read_number (rest);
          *star = '\0';
          rest = g_strstrip (term);
        }
    }
  if (isnan (factor) || *rest == '\0')
    return FALSE;
  factor *= sign;
  if (strlen (rest) > 2 && rest[0] == '`' && g_str_has_suffix (rest, "`"))
    {
      rest[strlen (rest) - 1] = '\0';
      rest++;
    }
  if (g_str_has_prefix (rest, "normal(") && read_pair (rest + 6, '(', ')', FALSE, &noise) &&
      !noise.is_calendar && noise.second >= 0.0)
    {
      self->intercept += factor * noise.first;
      self->sd = hypot (self->sd, factor * noise.second);
      return TRUE;
    }
  g_strv_builder_add (names, rest);
  g_array_append_val (coefficients, factor);
  return TRUE;
}

/* A plus or minus that separates two terms: not one in brackets, in front, after "*" or in "1e-5". */
static gboolean
is_separator (const char *text, const char *at, int depth)
{
  const char *before = at;

  if ((*at != '+' && *at != '-') || depth > 0)
    return FALSE;
  while (before > text && g_ascii_isspace (before[-1]))
    before--;
  if (before == text || before[-1] == '*')
    return FALSE;
  return !(at - text >= 2 && (at[-1] == 'e' || at[-1] == 'E') &&
           (g_ascii_isdigit (at[-2]) || at[-2] == '.') && g_ascii_isdigit (at[1]));
}

static gboolean
read_sum (WfIntervention *self, const char *text, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GArray) coefficients = g_array_new (FALSE, FALSE, sizeof (double));
  const char *start = text;
  double sign = 1.0;
  int depth = 0;
  gboolean is_quoted = FALSE;
  gboolean is_read = TRUE;

  for (const char *at = text; is_read; at++)
    {
      depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
      is_quoted ^= *at == '`';
      if (*at != '\0' && (is_quoted || !is_separator (text, at, depth)))
        continue;

      g_autofree char *term = dup_part (start, at);

      is_read = *term != '\0' && add_term (self, names, coefficients, term, sign);
      sign = *at == '-' ? -1.0 : 1.0;
      start = at + 1;
      if (*at == '\0')
        break;
    }
  self->names = g_strv_builder_end (names);
  self->n_names = coefficients->len;
  self->numbers = (double *) g_array_free (g_steal_pointer (&coefficients), FALSE);
  if (!is_read)
    g_set_error (
        error, WF_ERROR, WF_ERROR_DATA,
        _ ("“%s” is not a sum of numbers, variables with a factor, and normal(mean,sd): write, for example, "
           "2+0.5*Z+normal(0,1)"),
        text);
  return is_read;
}

/* "z-/->x" at the sign */
static WfIntervention *
parse_cut (const char *text, const char *sign, GError **error)
{
  g_autofree char *parent = dup_part (text, sign);
  g_autofree char *node = g_strstrip (g_strdup (sign + strlen (CUT_SIGN)));

  if (*parent != '\0' && *node != '\0')
    return wf_intervention_new_cut (parent, node);
  set_syntax_error (text, error);
  return NULL;
}

/* "x=v" and its kin, at the "=" */
static WfIntervention *
parse_assignment (const char *text, const char *equals, GError **error)
{
  char sign = equals > text && strchr ("+-*:", equals[-1]) != NULL ? equals[-1] : '\0';
  g_autofree char *node = dup_part (text, equals - (sign != '\0' ? 1 : 0));
  g_autofree char *level = g_strstrip (g_strdup (equals + 1));
  gboolean is_shift = sign == '+' || sign == '-', is_calendar;
  double value = read_value (level, is_shift, &is_calendar);
  g_autoptr (Intervention) self = NULL;

  if (*node == '\0' || *level == '\0')
    {
      set_syntax_error (text, error);
      return NULL;
    }
  if (sign != '\0' && sign != ':')
    {
      if (is_shift && is_calendar)
        return wf_intervention_new_date (node, WF_INTERVENTION_SHIFT, sign == '-' ? -value : value);
      if (!isnan (value) && !is_calendar)
        return wf_intervention_new (node, is_shift ? WF_INTERVENTION_SHIFT : WF_INTERVENTION_SCALE,
                                    sign == '-' ? -value : value);
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s”: a shift or a scale needs a number, not “%s”"),
                   text, level);
      return NULL;
    }
  self = wf_intervention_new_empty (sign == ':' ? WF_INTERVENTION_REPLACE : WF_INTERVENTION_SET, node);
  self->level = g_steal_pointer (&level);
  if (sign == '\0' && read_pair (self->level, '[', ']', FALSE, self) && self->first <= self->second)
    {
      self->kind = WF_INTERVENTION_CLAMP;
      return g_steal_pointer (&self);
    }
  self->first = self->second = NAN;
  self->is_calendar = is_calendar && sign == '\0';
  if (sign == ':' && !read_sum (self, self->level, error))
    return NULL;
  if (sign == '\0')
    self->value = value;
  return g_steal_pointer (&self);
}

/* "x~normal(5,2)" at the "~" */
static WfIntervention *
parse_draw (const char *text, const char *tilde, GError **error)
{
  g_autofree char *node = dup_part (text, tilde);
  g_autoptr (Intervention) self = wf_intervention_new_empty (WF_INTERVENTION_DRAW, node);

  self->level = g_strstrip (g_strdup (tilde + 1));
  if (*node == '\0' || *self->level == '\0')
    {
      set_syntax_error (text, error);
      return NULL;
    }
  return read_distribution (self, self->level, error) ? g_steal_pointer (&self) : NULL;
}

static WfIntervention *
parse_action (const char *text, GError **error)
{
  const char *cut = strstr (text, CUT_SIGN), *equals = strchr (text, '='), *tilde = strchr (text, '~');

  if (cut != NULL && (equals == NULL || cut < equals) && (tilde == NULL || cut < tilde))
    return parse_cut (text, cut, error);
  if (tilde != NULL && (equals == NULL || tilde < equals))
    return parse_draw (text, tilde, error);
  if (equals != NULL)
    return parse_assignment (text, equals, error);
  set_syntax_error (text, error);
  return NULL;
}

/* "z>3" -> its parts; FALSE when there is no comparison with something at both sides */
static gboolean
read_condition (const char *text, char **tested, WfRelation *relation, char **threshold)
{
  static const struct
  {
    const char *sign;
    WfRelation relation;
  } signs[] = {
    { "!=", WF_RELATION_UNEQUAL }, { "<=", WF_RELATION_AT_MOST }, { ">=", WF_RELATION_AT_LEAST },
    { "<", WF_RELATION_LESS },     { ">", WF_RELATION_MORE },     { "=", WF_RELATION_EQUAL },
  };
  const char *at = strpbrk (text, "!<>=");

  for (gsize i = 0; at != NULL && i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (at, signs[i].sign))
      {
        *tested = dup_part (text, at);
        *relation = signs[i].relation;
        *threshold = g_strstrip (g_strdup (at + strlen (signs[i].sign)));
        if (**tested != '\0' && **threshold != '\0')
          return TRUE;
        g_clear_pointer (tested, g_free);
        g_clear_pointer (threshold, g_free);
        return FALSE;
      }
  return FALSE;
}

/**
 * wf_intervention_parse:
 * @text: `X=v` sets, `X+=d` and `X-=d` shift, `X*=k` scales, `X=[a,b]` keeps within bounds, `X~normal(m,s)`,
 * `X~uniform(a,b)`, `X~{yes:0.3,no:0.7}` and `X~observed` draw, `X:=2+0.5*Z+normal(0,1)` replaces the
 * mechanism, `Z-/->X` cuts the edge; each may be followed by ` if Z>3` or ` if Z=yes`; blanks around the
 * parts are ignored
 * @error: return location for an error
 *
 * Reads an intervention as typed. The first sign ends the name. #WF_ERROR_DATA says what is missing.
 *
 * Returns: (transfer full): the intervention, or %NULL with an error
 */
WfIntervention *
wf_intervention_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  const char *word = g_strrstr (text, IF_WORD);
  g_autofree char *action = NULL;
  g_autofree char *tested = NULL;
  g_autofree char *threshold = NULL;
  WfRelation relation = WF_RELATION_EQUAL;
  WfIntervention *self;

  /* without a comparison after it, the word belongs to a name or a level */
  if (word == NULL || !read_condition (word + strlen (IF_WORD), &tested, &relation, &threshold))
    return parse_action (text, error);
  action = dup_part (text, word);
  self = parse_action (action, error);
  if (self == NULL)
    return NULL;
  self->tested = g_steal_pointer (&tested);
  self->relation = relation;
  self->threshold = g_steal_pointer (&threshold);
  return self;
}
