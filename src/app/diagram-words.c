/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Which observed table feeds which formula, in words and in letters. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/diagram-words.h"

static void
source_free (gpointer data)
{
  WfDiagramSource *self = data;

  g_free (self->of);
  g_strfreev (self->given);
  g_free (self->values);
  g_free (self);
}

char *
wf_diagram_source_to_text (const WfDiagramSource *self)
{
  g_autofree char *given = g_strjoinv (", ", self->given);

  return *given != '\0' ? g_strdup_printf ("P(%s | %s)", self->of, given)
                        : g_strdup_printf ("P(%s)", self->of);
}

/* takes given over */
static void
add_source (GPtrArray *sources, const char *of, char **given)
{
  WfDiagramSource *source = g_new0 (WfDiagramSource, 1);

  source->of = g_strdup (of);
  source->given = given;
  g_ptr_array_add (sources, source);
}

/* names of both, nullable, and of each list */
static char **
join (const char *first, const char *const *second, const char *const *third)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (first)
    g_strv_builder_add (names, first);
  if (second)
    g_strv_builder_addv (names, (const char **) second);
  if (third)
    g_strv_builder_addv (names, (const char **) third);
  return g_strv_builder_end (names);
}

/* P(b1 | first, context), P(b2 | first, context, b1): a joint table by the chain rule; what it is given
 * nullable */
static void
add_chain (GPtrArray *sources, const char *const *names, const char *first, const char *const *context)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree const char **before = g_new0 (const char *, i + 1);

      for (gsize k = 0; k < i; k++)
        before[k] = names[k];
      add_source (sources, names[i], join (first, context, before));
    }
}

GPtrArray *
wf_diagram_answer_list_sources (WfDiagramAnswer *self)
{
  GPtrArray *sources;
  const char *x = self->treatment, *c = self->outcome;
  const char *const *z, *const *b;

  if (self->comb == NULL || self->effect == NULL)
    return NULL;
  sources = g_ptr_array_new_with_free_func (source_free);
  z = wf_bridge_get_context (self->bridge);
  b = wf_bridge_get_nodes (self->bridge);
  switch (wf_bridge_get_kind (self->bridge))
    {
      case WF_BRIDGE_COMB:
        add_chain (sources, b, x, z);
        add_source (sources, x, join (NULL, z, NULL));
        add_chain (sources, z, NULL, NULL);
        add_source (sources, c, join (x, z, b));
        break;
      case WF_BRIDGE_BACK_DOOR:
        add_chain (sources, z, NULL, NULL);
        add_source (sources, c, join (x, z, NULL));
        break;
      case WF_BRIDGE_NO_PATH:
        add_source (sources, c, join (NULL, NULL, NULL));
        break;
      case WF_BRIDGE_NONE:
      default:
        break;
    }
  return sources;
}

char *
wf_diagram_answer_list_tables (WfDiagramAnswer *self, guint from, guint to)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      g_autofree char *one = wf_diagram_source_to_text (g_ptr_array_index (self->sources, i));

      g_string_append_printf (text, "%s%s", i > from ? ", " : "", one);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "from P(T | S)", in markup */
static char *
list_from (WfDiagramAnswer *self, guint from, guint to)
{
  g_autofree char *tables = wf_diagram_answer_list_tables (self, from, to);

  return g_markup_printf_escaped (_ ("from %s"), tables);
}

static char *
explain_comb (WfDiagramAnswer *self)
{
  gboolean has_context = *wf_bridge_get_context (self->bridge) != NULL;
  guint n_bridge = g_strv_length ((GStrv) wf_bridge_get_nodes (self->bridge));
  g_autofree char *g_line = list_from (self, 0, n_bridge);
  g_autofree char *f_line = list_from (self, n_bridge, self->sources->len);
  const char *formula = has_context
                            ? "P(c | do x) = Σ<sub>z,b</sub> g(b | x, z) · Σ<sub>x′</sub> f(x′, z, c | b)"
                            : "P(c | do x) = Σ<sub>b</sub> g(b | x) · Σ<sub>x′</sub> f(x′, c | b)";

  return g_strdup_printf ("<b>g</b>  %s\n<b>f</b>  %s\n<b>%s</b>", g_line, f_line, formula);
}

char *
wf_diagram_answer_explain (WfDiagramAnswer *self)
{
  g_autofree char *line = NULL;

  if (self->sources == NULL)
    return NULL;
  line = list_from (self, 0, self->sources->len);
  switch (wf_bridge_get_kind (self->bridge))
    {
      case WF_BRIDGE_COMB:
        return explain_comb (self);
      case WF_BRIDGE_BACK_DOOR:
        if (*wf_bridge_get_context (self->bridge) != NULL)
          return g_strdup_printf ("%s\n<b>P(c | do x) = Σ<sub>z</sub> P(z) · P(c | x, z)</b>", line);
        return g_strdup_printf ("%s\n<b>P(c | do x) = P(c | x)</b>", line);
      case WF_BRIDGE_NO_PATH:
      case WF_BRIDGE_NONE:
      default:
        return g_strdup_printf ("%s\n<b>P(c | do x) = P(c)</b>", line);
    }
}

const char *
wf_diagram_answer_name_way (WfDiagramAnswer *self)
{
  if (self->bridge == NULL)
    return "";
  switch (wf_bridge_get_kind (self->bridge))
    {
      case WF_BRIDGE_COMB:
        return _ ("How the Comb Does It");
      case WF_BRIDGE_BACK_DOOR:
        return _ ("By Adjusting");
      case WF_BRIDGE_NO_PATH:
      case WF_BRIDGE_NONE:
      default:
        return _ ("No Way Leads There");
    }
}
