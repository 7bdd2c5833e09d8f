/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/json.h"
#include "render/layout-private.h"

#define POLL_MS 10

typedef struct
{
  GMainLoop *loop;
  GSubprocess *process;
  WfProgress *progress;
  gint64 deadline; /* monotonic time, microseconds */
  gboolean is_late;
  GBytes *output;
  GBytes *messages;
  GError *error;
} Job;

static void
append_size (GString *dot, const char *name, double points)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (dot, "%s=%s ", name, g_ascii_formatd (buffer, sizeof buffer, "%.6f", points / 72));
}

/* An arrow points down; an edge without a direction goes from the lower index to the higher. */
static gboolean
is_upward (const WfEdge *edge)
{
  return edge->mark_a == WF_MARK_ARROW && edge->mark_b != WF_MARK_ARROW;
}

/* Nodes are called by their index, so that no name needs quoting; nodes without an edge stay at home. */
static char *
make_dot (WfSketch *self)
{
  GString *dot = g_string_new ("digraph {\noverlap=prism outputorder=edgesfirst ");
  g_autofree gboolean *is_linked = g_new0 (gboolean, self->n_nodes + 1);

  g_string_append (dot, self->is_sideways ? "rankdir=LR " : "rankdir=TB ");
  append_size (dot, "nodesep", WF_LAYOUT_COLUMN_GAP);
  append_size (dot, "ranksep", self->graph != NULL ? WF_LAYOUT_ROW_GAP : WF_LAYOUT_NETWORK_GAP);
  g_string_append (dot, "sep=\"+18\"\nnode [shape=box fixedsize=true label=\"\"] edge [dir=none]\n");
  for (gsize e = 0; e < self->n_edges; e++)
    is_linked[self->edges[e].a] = is_linked[self->edges[e].b] = TRUE;
  for (gsize i = 0; i < self->n_nodes; i++)
    if (is_linked[i])
      {
        g_string_append_printf (dot, "%" G_GSIZE_FORMAT " [", i);
        append_size (dot, "width", self->widths[i]);
        append_size (dot, "height", self->heights[i]);
        g_string_append (dot, "]\n");
      }
  for (gsize e = 0; e < self->n_edges; e++)
    {
      const WfEdge *edge = &self->edges[e];
      gboolean up = is_upward (edge);

      g_string_append_printf (dot, "%u -> %u\n", up ? edge->b : edge->a, up ? edge->a : edge->b);
    }
  g_string_append (dot, "}\n");
  return g_string_free (dot, FALSE);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;

  g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &job->output, &job->messages, &job->error);
  g_main_loop_quit (job->loop);
}

/* Kills the program when the caller cancels or time is up; on_ended() follows. */
static gboolean
on_poll (gpointer data)
{
  Job *job = data;

  job->is_late = g_get_monotonic_time () > job->deadline;
  if (!job->is_late && !(job->progress != NULL && wf_progress_is_cancelled (job->progress)))
    return G_SOURCE_CONTINUE;
  g_subprocess_force_exit (job->process);
  return G_SOURCE_REMOVE;
}

static gboolean
check_ended (Job *job, guint limit_ms, GError **error)
{
  if (job->progress != NULL && !wf_progress_check (job->progress, error))
    return FALSE;
  if (job->is_late)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_BUDGET, _ ("The layout was stopped after %.3g s."),
                   limit_ms / 1000.0);
      return FALSE;
    }
  if (job->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&job->error));
      return FALSE;
    }
  if (!g_subprocess_get_successful (job->process))
    {
      gsize size = 0;
      const char *text = job->messages != NULL ? g_bytes_get_data (job->messages, &size) : NULL;
      g_autofree char *message = g_utf8_make_valid (text != NULL ? text : "", (gssize) size);

      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The layout program failed: %s"), g_strstrip (message));
      return FALSE;
    }
  return TRUE;
}

/* Input by a file that has no name any more, not by a pipe: a program that ends early would raise SIGPIPE in
 * ours. */
static int
make_input (const char *dot, GError **error)
{
  g_autofree char *path = NULL;
  gsize length = strlen (dot), written = 0;
  int file = g_file_open_tmp ("wherefore-XXXXXX.gv", &path, error);

  if (file < 0)
    return -1;
  g_unlink (path);
  while (written < length)
    {
      gssize n = write (file, dot + written, length - written);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                       _ ("The graph can't be handed to the layout program: %s"), g_strerror (errno));
          close (file);
          return -1;
        }
      written += (gsize) n;
    }
  lseek (file, 0, SEEK_SET);
  return file;
}

static GSubprocess *
start (const char *program, const char *engine, const char *dot, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  int input = make_input (dot, error);

  if (input < 0)
    return NULL;
  g_subprocess_launcher_take_stdin_fd (launcher, input);
  return g_subprocess_launcher_spawn (launcher, error, program, engine, NULL);
}

/* Runs the program in a main context of its own, so that any thread may call it. */
static GBytes *
run_program (const char *program,
             const char *engine,
             const char *dot,
             guint limit_ms,
             WfProgress *progress,
             GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GSource) timer = g_timeout_source_new (POLL_MS);
  g_autoptr (GSubprocess) process = NULL;
  Job job = { loop, NULL, progress, g_get_monotonic_time () + limit_ms * (gint64) 1000 };
  gboolean is_good;

  g_main_context_push_thread_default (context);
  process = start (program, engine, dot, error);
  if (process != NULL)
    {
      job.process = process;
      g_source_set_callback (timer, on_poll, &job, NULL);
      g_source_attach (timer, context);
      g_subprocess_communicate_async (process, NULL, NULL, on_ended, &job);
      g_main_loop_run (loop);
      g_source_destroy (timer);
      g_subprocess_wait (process, NULL, NULL);
    }
  g_main_context_pop_thread_default (context);
  is_good = process != NULL && check_ended (&job, limit_ms, error);
  g_clear_error (&job.error);
  g_clear_pointer (&job.messages, g_bytes_unref);
  if (!is_good)
    g_clear_pointer (&job.output, g_bytes_unref);
  return job.output;
}

static gboolean
read_number (JsonArray *pair, guint i, double *value)
{
  JsonNode *node = json_array_get_element (pair, i);

  *value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
  return isfinite (*value);
}

static gboolean
read_point (JsonNode *node, double *x, double *y)
{
  JsonArray *pair = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return pair != NULL && json_array_get_length (pair) == 2 && read_number (pair, 0, x) &&
         read_number (pair, 1, y);
}

static gboolean
read_nodes (WfSketch *self, JsonObject *nodes)
{
  for (gsize e = 0; e < self->n_edges; e++)
    for (int end = 0; end < 2; end++)
      {
        guint node = end == 0 ? self->edges[e].a : self->edges[e].b;
        char id[16];

        g_snprintf (id, sizeof id, "%u", node);
        if (!read_point (json_object_get_member (nodes, id), &self->xy[2 * node], &self->xy[2 * node + 1]))
          return FALSE;
      }
  return TRUE;
}

static gssize
find_link (WfSketch *self, guint from, guint to)
{
  gint64 ends = (gint64) from << 32 | to;

  return (gssize) GPOINTER_TO_SIZE (g_hash_table_lookup (self->by_ends, &ends)) - 1;
}

/* The edges of a graph are sorted by (a, b). */
static gssize
find_edge (WfSketch *self, guint a, guint b)
{
  gsize low = 0, high = self->n_edges;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      const WfEdge *edge = &self->edges[middle];

      if (edge->a < a || (edge->a == a && edge->b < b))
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n_edges && self->edges[low].a == a && self->edges[low].b == b ? (gssize) low : -1;
}

static gboolean
read_curve (GArray *curve, JsonArray *points, gboolean is_reversed)
{
  guint n = json_array_get_length (points);

  g_array_set_size (curve, 0);
  if (n % 3 != 1 || n < 4)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      double xy[2];

      if (!read_point (json_array_get_element (points, is_reversed ? n - 1 - i : i), &xy[0], &xy[1]))
        return FALSE;
      g_array_append_vals (curve, xy, 2);
    }
  return TRUE;
}

static gboolean
read_edge (WfSketch *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *a = object != NULL ? wf_json_get_string (object, "a") : NULL;
  const char *b = object != NULL ? wf_json_get_string (object, "b") : NULL;
  JsonArray *points = object != NULL ? wf_json_get_array (object, "points") : NULL;
  guint64 tail, head;
  gboolean is_reversed;
  gssize edge;

  if (a == NULL || b == NULL || points == NULL ||
      !g_ascii_string_to_unsigned (a, 10, 0, G_MAXUINT, &tail, NULL) ||
      !g_ascii_string_to_unsigned (b, 10, 0, G_MAXUINT, &head, NULL))
    return FALSE;
  is_reversed = self->graph != NULL && tail > head;
  if (self->graph == NULL)
    edge = find_link (self, (guint) tail, (guint) head);
  else
    edge = find_edge (self, (guint) MIN (tail, head), (guint) MAX (tail, head));
  /* an edge that the engine drew no curve for gets one of ours later */
  return edge >= 0 &&
         (json_array_get_length (points) == 0 || read_curve (self->curves[edge], points, is_reversed));
}

static gboolean
read_layout (WfSketch *self, GBytes *output, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (output, &size);
  g_autoptr (JsonNode) root =
      wf_json_parse (text != NULL ? text : "", (gssize) size, "wherefore-layout", error);
  JsonObject *object, *nodes;
  JsonArray *edges;
  gboolean is_good;

  if (root == NULL)
    return FALSE;
  object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  nodes = object != NULL ? wf_json_get_object (object, "nodes") : NULL;
  edges = object != NULL ? wf_json_get_array (object, "edges") : NULL;
  is_good = nodes != NULL && edges != NULL && read_nodes (self, nodes);
  for (guint e = 0; is_good && e < json_array_get_length (edges); e++)
    is_good = read_edge (self, json_array_get_element (edges, e));
  if (!is_good)
    g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                         _ ("The layout program answered with something else than a layout."));
  return is_good;
}

gboolean
wf_sketch_run (WfSketch *self,
               const char *program,
               const char *engine,
               guint limit_ms,
               WfProgress *progress,
               GError **error)
{
  g_autofree char *dot = make_dot (self);
  g_autoptr (GBytes) output = run_program (program, engine, dot, limit_ms, progress, error);

  wf_sketch_clear_curves (self);
  return output != NULL && read_layout (self, output, error);
}
