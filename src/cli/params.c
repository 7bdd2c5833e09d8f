/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "core/base/format.h"
#include "core/formats/formats.h"

static void
param_set_clear (gpointer data)
{
  g_free ((char *) ((WfParamSet *) data)->title);
}

void
wf_params_add_set (GArray *sets, const char *id, const char *name, const WfParam *params)
{
  WfParamSet set = { id, NULL, params };

  if (params == NULL || params[0].id == NULL)
    return;
  set.title = g_strdup_printf (_ ("Parameters of %s (%s)"), id, name);
  g_array_append_val (sets, set);
}

void
wf_params_add_formats (GArray *sets)
{
  const WfFormat *const *formats = wf_formats_get_all ();

  for (gsize i = 0; formats[i] != NULL; i++)
    if ((formats[i]->content & WF_CONTENT_TABLE) != 0)
      wf_params_add_set (sets, formats[i]->id, _ (formats[i]->name), formats[i]->params);
}

void
wf_params_add_covariance (GArray *sets)
{
  const WfFormat *format = wf_formats_find ("covariance");

  wf_params_add_set (sets, format->id, _ (format->name), format->params);
}

char *
wf_params_list_owners (GArray *sets, const char *param)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint s = 0; s < sets->len; s++)
    {
      const WfParamSet *set = &g_array_index (sets, WfParamSet, s);

      for (gsize p = 0; set->params[p].id != NULL; p++)
        if (g_str_equal (set->params[p].id, param))
          g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", set->id);
    }
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

GArray *
wf_command_list_params (const WfCommand *command)
{
  GArray *sets = g_array_new (FALSE, FALSE, sizeof (WfParamSet));

  g_array_set_clear_func (sets, param_set_clear);
  if (command->list_params != NULL)
    command->list_params (sets);
  return sets;
}

static void
append_number (GString *text, const WfParam *param, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (param->type == WF_PARAM_INTEGER)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, (gint64) value);
  else
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%g", value));
}

static void
append_range (GString *text, const WfParam *param)
{
  switch (param->type)
    {
      case WF_PARAM_BOOLEAN:
        g_string_append_printf (text, "yes, no; %s %s", _ ("default"), param->value != 0 ? "yes" : "no");
        break;
      case WF_PARAM_CHOICE:
        for (gsize i = 0; param->choices[i] != NULL; i++)
          g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ", param->choices[i]);
        g_string_append_printf (text, "; %s %s", _ ("default"), param->choices[(gsize) param->value]);
        break;
      case WF_PARAM_TEXT:
        g_string_append (text, _ ("any text"));
        break;
      case WF_PARAM_INTEGER:
      case WF_PARAM_REAL:
      default:
        append_number (text, param, param->min);
        g_string_append_printf (text, " %s ", _ ("to"));
        append_number (text, param, param->max);
        g_string_append_printf (text, "; %s ", _ ("default"));
        append_number (text, param, param->value);
        break;
    }
}

/* "Significance level: ... (0 to 1; default 0.01)" */
char *
wf_param_get_help (const WfParam *param)
{
  g_autoptr (GString) text = g_string_new (_ (param->help != NULL ? param->help : param->name));

  if (text->len > 0 && text->str[text->len - 1] == '.')
    g_string_truncate (text, text->len - 1);
  if (param->unit != NULL)
    g_string_append_printf (text, " [%s]", _ (param->unit));
  g_string_append (text, " (");
  append_range (text, param);
  g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}
