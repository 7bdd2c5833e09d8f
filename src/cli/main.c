/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/text-output.h"

#define EXIT_USAGE       2
#define EXIT_INTERRUPTED 130
#define BAR_AFTER        300 /* ms: shorter work shows nothing */
#define BAR_WIDTH        24
#define MAX_WARNINGS     10 /* printed without --verbose */
#define PATIENCE         2  /* seconds a verb has to obey Ctrl-C */

/* The verb runs in a worker; the main thread shows how far it is and hears Ctrl-C. */
typedef struct
{
  WfInvocation *invocation;
  GCancellable *cancellable;
  GMainLoop *loop;
  GError *error;
  gint64 began;
  gboolean is_bar_shown;
} Session;

static gboolean
is_watched (Session *session)
{
  return isatty (STDERR_FILENO) && !session->invocation->is_quiet;
}

static gboolean
show_bar (gpointer data)
{
  Session *session = data;
  const char *stage = wf_progress_get_stage (session->invocation->progress);
  double fraction = wf_progress_get_fraction (session->invocation->progress);
  int filled = (int) (CLAMP (fraction, 0, 1) * BAR_WIDTH);

  if (g_get_monotonic_time () - session->began < BAR_AFTER * 1000)
    return G_SOURCE_CONTINUE;
  session->is_bar_shown = TRUE;
  fputs ("\r\033[K", stderr);
  if (fraction >= 0)
    {
      fputc ('[', stderr);
      for (int i = 0; i < BAR_WIDTH; i++)
        fputc (i < filled ? '#' : '.', stderr);
      fprintf (stderr, "] %3d %%  ", (int) (fraction * 100));
    }
  fprintf (stderr, "%s", stage != NULL ? stage : _ ("Working"));
  fflush (stderr);
  return G_SOURCE_CONTINUE;
}

static gboolean
give_up (gpointer data)
{
  _exit (EXIT_INTERRUPTED);
}

static gboolean
interrupt (gpointer data)
{
  Session *session = data;

  if (g_cancellable_is_cancelled (session->cancellable))
    _exit (EXIT_INTERRUPTED);
  g_cancellable_cancel (session->cancellable);
  g_timeout_add_seconds (PATIENCE, give_up, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static gpointer
work (gpointer data)
{
  Session *session = data;
  WfInvocation *invocation = session->invocation;

  if (invocation->command->run (invocation, &session->error))
    wf_progress_check (invocation->progress, &session->error);
  g_idle_add (quit, session->loop);
  return NULL;
}

static void
run_in_worker (Session *session)
{
  guint on_interrupt = g_unix_signal_add (SIGINT, interrupt, session);
  guint on_terminate = g_unix_signal_add (SIGTERM, interrupt, session);
  guint bar = is_watched (session) ? g_timeout_add (100, show_bar, session) : 0;
  GThread *thread;

  session->began = g_get_monotonic_time ();
  thread = g_thread_new ("verb", work, session);
  g_main_loop_run (session->loop);
  g_thread_join (thread);
  if (bar != 0)
    g_source_remove (bar);
  if (session->is_bar_shown)
    fputs ("\r\033[K", stderr);
  g_source_remove (on_terminate);
  g_source_remove (on_interrupt);
}

static void
print_warnings (WfInvocation *invocation)
{
  guint n = invocation->warnings->len;

  if (invocation->is_quiet)
    return;
  if (!invocation->is_verbose && n > MAX_WARNINGS + 1)
    n = MAX_WARNINGS;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *warning = wf_text_make_printable (invocation->warnings->pdata[i], FALSE);

      fprintf (stderr, "wherefore-cli: %s: %s\n", _ ("warning"), warning);
    }
  if (n < invocation->warnings->len)
    fprintf (stderr, _ ("wherefore-cli: %u more warnings; --verbose shows them\n"),
             invocation->warnings->len - n);
}

static int
print_error (const GError *error, const WfCommand *command)
{
  g_autofree char *message = wf_text_make_printable (error->message, FALSE);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return EXIT_INTERRUPTED;
  fprintf (stderr, "wherefore-cli: %s\n", message);
  if (error->domain != G_OPTION_ERROR)
    return EXIT_FAILURE;
  if (command != NULL)
    fprintf (stderr, _ ("“wherefore-cli %s --help” explains it.\n"), command->id);
  return EXIT_USAGE;
}

/* A full disk or a closed pipe is a failure, not a short answer. */
static gboolean
print_out (const GString *text)
{
  if (fwrite (text->str, 1, text->len, stdout) == text->len && fflush (stdout) == 0)
    return TRUE;
  fprintf (stderr, "wherefore-cli: %s: %s\n", _ ("standard output"), g_strerror (errno));
  return FALSE;
}

static int
finish (Session *session)
{
  WfInvocation *invocation = session->invocation;

  print_warnings (invocation);
  if (session->error != NULL)
    return print_error (session->error, invocation->command);
  if (!print_out (invocation->out))
    return EXIT_FAILURE;
  if (!invocation->is_quiet)
    fputs (invocation->told->str, stderr);
  if (invocation->is_verbose || (is_watched (session) && isatty (STDOUT_FILENO)))
    fputs (invocation->notes->str, stderr);
  return EXIT_SUCCESS;
}

static int
run_command (const WfCommand *command, char **argv)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfInvocation) invocation = wf_invocation_new (command, cancellable);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Session session = { invocation, cancellable, loop, NULL, 0, FALSE };
  int status;

  if (wf_options_parse (invocation, argv, &session.error) &&
      wf_invocation_check_outputs (invocation, &session.error))
    run_in_worker (&session);
  status = finish (&session);
  g_clear_error (&session.error);
  return status;
}

static void
print_global_help (FILE *stream)
{
  const WfCommand *const *commands = wf_commands_get_all ();

  fprintf (stream, "%s\n  wherefore-cli %s\n\n%s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [INPUT…] [OPTION…]"),
           _ ("Causal graphs: discovery, interventions, attribution."), _ ("Commands:"));
  for (gsize i = 0; commands[i] != NULL; i++)
    fprintf (stream, "  %-16s  %s\n", commands[i]->id, _ (commands[i]->summary));
  fprintf (
      stream, "\n%s\n",
      _ ("A project of the window (.wherefore) goes in the place of any table, graph, model or log: what it "
         "refers to is used,\nwith its graph and what was chosen and changed in it. --data says where "
         "moved data are."));
  fprintf (stream, "\n%s\n",
           _ ("“wherefore-cli COMMAND --help” explains a command, “wherefore-cli list KIND” what it can "
              "choose from.\n"
              "“-” is standard input. Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted."));
}

static gboolean
asks_for_help (char **argv)
{
  for (; *argv != NULL && !g_str_equal (*argv, "--"); argv++)
    if (g_str_equal (*argv, "--help") || g_str_equal (*argv, "-h"))
      return TRUE;
  return FALSE;
}

static int
dispatch (const char *name, char **argv)
{
  g_autoptr (GError) error = NULL;
  const WfCommand *command = wf_command_find (name, &error);

  if (command == NULL)
    return print_error (error, NULL);
  if (asks_for_help (argv))
    {
      g_autofree char *help = wf_options_get_help (command);

      return fputs (help, stdout) != EOF && fflush (stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    }
  return run_command (command, argv);
}

int
main (int argc, char **argv)
{
  const char *catalogs = g_getenv ("WHEREFORE_LOCALEDIR"); /* to try translations that aren't installed */

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, catalogs != NULL ? catalogs : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("wherefore-cli");

  if (argc < 2)
    {
      print_global_help (stderr);
      return EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") ||
      (g_str_equal (argv[1], "help") && argc == 2))
    {
      print_global_help (stdout);
      return EXIT_SUCCESS;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      printf ("Wherefore %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }
  if (g_str_equal (argv[1], "help"))
    {
      char option[] = "--help";
      char *help[] = { option, NULL };

      return dispatch (argv[2], help);
    }
  return dispatch (argv[1], argv + 2);
}
