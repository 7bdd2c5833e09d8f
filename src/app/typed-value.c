/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "app/typed-value.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/table/calendar.h"

#define SECONDS_A_DAY 86400

/* "−5" -> "-5" */
static char *
make_plain (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "−", -1);

  return g_strstrip (g_strjoinv ("-", parts));
}

gboolean
wf_typed_number (const char *text, double *value)
{
  g_autofree char *plain = make_plain (text);
  char *start = plain;
  char *end = NULL;

  if (*start == '=')
    start = g_strchug (start + 1);
  /* people type numbers as their language writes them, with or without a point */
  if (g_str_equal (nl_langinfo (RADIXCHAR), ",") && strchr (start, '.') == NULL)
    g_strdelimit (start, ",", '.');
  *value = g_ascii_strtod (start, &end);
  return end != start && *end == '\0' && isfinite (*value);
}

gboolean
wf_typed_date (const char *text, double *seconds)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));

  return wf_calendar_parse (plain, strlen (plain), seconds);
}

char *
wf_typed_value (double value, gboolean is_calendar)
{
  GString *text;

  if (!is_calendar || !isfinite (value))
    return wf_format_number (value);
  text = g_string_new (NULL);
  wf_calendar_append (text, value);
  return g_string_free (text, FALSE);
}

static gboolean
begins_with_sign (const char *text)
{
  static const char *const signs[] = { "=", "+=", "-=", "*=", "~", ":=" };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i]))
      return TRUE;
  return FALSE;
}

static gboolean
begins_with_name (const char *text, const char *node)
{
  const char *rest = g_str_has_prefix (text, node) ? text + strlen (node) : NULL;

  while (rest != NULL && *rest == ' ')
    rest++;
  return rest != NULL && begins_with_sign (rest);
}

WfIntervention *
wf_typed_intervention (
    const char *node, WfInterventionKind kind, gboolean is_calendar, const char *text, GError **error)
{
  g_autofree char *plain = make_plain (text);
  g_autofree char *source = NULL;
  double value;

  if (is_calendar && kind == WF_INTERVENTION_SHIFT && wf_typed_number (plain, &value))
    return wf_intervention_new_date (node, kind, value * SECONDS_A_DAY);
  if (is_calendar && kind == WF_INTERVENTION_SET && wf_typed_number (plain, &value))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s has dates: type one, for example 2024-03-01, or “+=30 days”."), node);
      return NULL;
    }
  if (wf_typed_number (plain, &value))
    return wf_intervention_new (node, kind, value);
  if (begins_with_name (plain, node))
    source = g_strdup (plain);
  else if (begins_with_sign (plain))
    source = g_strconcat (node, plain, NULL);
  else
    source = g_strconcat (node, kind == WF_INTERVENTION_SHIFT ? "+=" : "=", plain, NULL);
  return wf_intervention_parse (source, error);
}

char *
wf_typed_text (WfIntervention *intervention, WfInterventionKind kind)
{
  g_autofree char *source = wf_intervention_to_source (intervention);
  const char *sign = kind == WF_INTERVENTION_SHIFT ? "+=" : kind == WF_INTERVENTION_DRAW ? "~" : "=";
  const char *rest = source + strlen (wf_intervention_get_node (intervention));
  double value = wf_intervention_get_value (intervention);
  g_autofree char *number = wf_format_number (value);
  WfRelation relation;
  const char *threshold;

  g_return_val_if_fail (wf_intervention_get_parent (intervention) == NULL, g_steal_pointer (&source));

  if (wf_intervention_get_condition (intervention, &relation, &threshold) == NULL &&
      wf_intervention_get_kind (intervention) == kind && !isnan (value) &&
      !wf_intervention_is_calendar (intervention))
    return g_strconcat (kind == WF_INTERVENTION_SHIFT && value > 0 ? "+" : "", number, NULL);
  return g_strdup (g_str_has_prefix (rest, sign) ? rest + strlen (sign) : rest);
}
