/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "render/tikz-private.h"

void
wf_tikz_append_escaped (GString *text, const char *name)
{
  static const struct
  {
    char c;
    const char *text;
  } escapes[] = { { '\\', "\\textbackslash{}" },  { '~', "\\textasciitilde{}" },
                  { '^', "\\textasciicircum{}" }, { '<', "\\textless{}" },
                  { '>', "\\textgreater{}" },     { '|', "\\textbar{}" } };

  for (; *name != '\0'; name++)
    {
      gsize i = 0;

      while (i < G_N_ELEMENTS (escapes) && escapes[i].c != *name)
        i++;
      if (i < G_N_ELEMENTS (escapes))
        g_string_append (text, escapes[i].text);
      else if (strchr ("&%$#_{}", *name) != NULL)
        g_string_append_printf (text, "\\%c", *name);
      else
        g_string_append_c (text, g_ascii_isspace (*name) ? ' ' : *name);
    }
}
