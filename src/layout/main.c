/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: MIT
 */

/*
 * wherefore-layout ENGINE: one graph in the DOT language on standard input, with the sizes of its nodes;
 * positions and curves as JSON on standard output, in points with y down. One layout, then exit: Graphviz can
 * neither be called from two threads nor be interrupted, so a process is the unit that the caller runs and
 * kills.
 */

#include "output.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_LIMIT (256u << 20)

extern gvplugin_library_t gvplugin_dot_layout_LTX_library;
extern gvplugin_library_t gvplugin_neato_layout_LTX_library;

static const lt_symlist_t plugins[] = {
  { "gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library },
  { "gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library },
  { NULL, NULL },
};

static const char *const engines[] = { "dot",   "sfdp",  "neato",     "fdp", "twopi",
                                       "circo", "osage", "patchwork", NULL };

static int
fail (const char *what, const char *detail)
{
  fprintf (stderr, "wherefore-layout: %s%s%s\n", what, detail != NULL ? ": " : "",
           detail != NULL ? detail : "");
  return EXIT_FAILURE;
}

static GString *
read_input (const char **message)
{
  GString *input = g_string_new (NULL);
  char buffer[65536];
  size_t n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0 && input->len <= INPUT_LIMIT)
    g_string_append_len (input, buffer, (gssize) n);

  if (ferror (stdin))
    *message = "standard input can't be read";
  else if (input->len > INPUT_LIMIT)
    *message = "the graph is larger than 256 MB";
  else if (memchr (input->str, '\0', input->len) != NULL)
    *message = "the graph has a NUL byte";
  else
    return input;
  g_string_free (input, TRUE);
  return NULL;
}

static int
write_output (Agraph_t *graph, const char *engine)
{
  const char *message = NULL;
  GString *output = output_new (graph, engine, &message);
  gboolean is_written;

  if (output == NULL)
    return fail (message, NULL);
  is_written = fwrite (output->str, 1, output->len, stdout) == output->len && fflush (stdout) == 0;
  g_string_free (output, TRUE);
  return is_written ? EXIT_SUCCESS : fail ("standard output can't be written", NULL);
}

static int
lay_out (const char *input, const char *engine)
{
  GVC_t *context = gvContextPlugins (plugins, 0);
  Agraph_t *graph = agmemread (input);
  int status;

  if (graph == NULL)
    {
      gvFreeContext (context);
      return fail ("the input is not a graph in the DOT language", NULL);
    }
  if (gvLayout (context, graph, engine) != 0)
    status = fail ("the layout failed", engine);
  else
    {
      status = write_output (graph, engine);
      gvFreeLayout (context, graph);
    }
  agclose (graph);
  gvFreeContext (context);
  return status;
}

static int
refuse_engine (void)
{
  g_autofree char *list = g_strjoinv (" ", (char **) engines);

  return fail ("one argument is needed, the engine; one of", list);
}

int
main (int argc, char **argv)
{
  const char *message = NULL;
  GString *input;
  int status;

  setlocale (LC_ALL, "C");
  if (argc != 2)
    return refuse_engine ();
  /* all of the input, whatever comes of it: who wrote it must not find the pipe closed */
  input = read_input (&message);
  if (input == NULL)
    return fail (message, NULL);
  if (!g_strv_contains (engines, argv[1]))
    {
      g_string_free (input, TRUE);
      return refuse_engine ();
    }
  status = lay_out (input->str, argv[1]);
  g_string_free (input, TRUE);
  return status;
}
