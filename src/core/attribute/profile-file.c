/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/profile-private.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"

#define COMMENT_WIDTH 100
#define SNIFFED       4096 /* bytes in which the head must begin */

#define HEAD       "profile"
#define VALIDATED  "cross-validation"
#define UNFAMILIAR "left-out-frameworks"
#define WEIGHTS    "weights"
#define MEAN       "mean"
#define SD         "sd"

typedef struct
{
  GKeyFile *file;
  const char *name; /* of the file, for messages */
  GError **error;
  gboolean has_failed;
} Reader;

/* ---- reading ---- */

static void
fail (Reader *r, const char *group, const char *key, const char *reason)
{
  if (!r->has_failed)
    g_set_error (r->error, WF_ERROR, WF_ERROR_DATA, _ ("%s: [%s] %s: %s"), r->name, group, key, reason);
  r->has_failed = TRUE;
}

static char *
get_string (Reader *r, const char *group, const char *key, const char *fallback)
{
  g_autoptr (GError) error = NULL;
  char *value;

  if (fallback != NULL && !g_key_file_has_key (r->file, group, key, NULL))
    return g_strdup (fallback);
  value = g_key_file_get_string (r->file, group, key, &error);
  if (value == NULL)
    fail (r, group, key, error->message);
  return value != NULL ? value : g_strdup ("");
}

static double
get_number (Reader *r, const char *group, const char *key, double min, double max)
{
  g_autoptr (GError) error = NULL;
  double value = g_key_file_get_double (r->file, group, key, &error);
  g_autofree char *reason = NULL;

  if (error != NULL)
    fail (r, group, key, error->message);
  else if (!(value >= min && value <= max))
    {
      g_autofree char *low = wf_format_number (min);
      g_autofree char *high = wf_format_number (max);

      reason = g_strdup_printf (_ ("must be a number from %s to %s"), low, high);
      fail (r, group, key, reason);
    }
  return value;
}

static guint64
get_count (Reader *r, const char *group, const char *key)
{
  g_autofree char *text = get_string (r, group, key, NULL);
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &value, NULL))
    fail (r, group, key, _ ("must be a whole number from 0"));
  return value;
}

static void
read_figures (Reader *r, const char *group, WfProfileFigures *figures)
{
  if (!g_key_file_has_group (r->file, group))
    return;
  figures->n_logs = get_count (r, group, "logs");
  figures->n_repeats = (guint) get_count (r, group, "repeats");
  figures->step = get_number (r, group, "step-accuracy", 0, 1);
  figures->step_low = get_number (r, group, "interval-low", 0, 1);
  figures->step_high = get_number (r, group, "interval-high", 0, 1);
  figures->agent = get_number (r, group, "agent-accuracy", 0, 1);
  figures->top3 = get_number (r, group, "top3", 0, 1);
  figures->log_loss = get_number (r, group, "log-loss", 0, 1e9);
  figures->constant = get_count (r, group, "constant-step");
  figures->constant_step = get_number (r, group, "constant-step-accuracy", 0, 1);
  figures->first_worker = get_number (r, group, "first-worker-accuracy", 0, 1);
}

static void
read_head (Reader *r, WfProfile *self)
{
  g_free (self->name);
  g_free (self->framework);
  g_free (self->origin);
  g_free (self->command);
  g_free (self->version);
  g_free (self->labels);
  self->name = get_string (r, HEAD, "name", NULL);
  self->framework = get_string (r, HEAD, "framework", "");
  self->origin = get_string (r, HEAD, "origin", "");
  self->command = get_string (r, HEAD, "command", "");
  self->version = get_string (r, HEAD, "program-version", "");
  self->labels = get_string (r, HEAD, "labels-sha256", "");
  self->tier = (guint) get_number (r, HEAD, "tier", 1, 2);
  self->lambda = get_number (r, HEAD, "lambda", 0, 1e12);
  self->n_logs = get_count (r, HEAD, "logs");
  self->n_questions = get_count (r, HEAD, "questions");
  self->seed = get_count (r, HEAD, "seed");
}

static gssize
find_feature (Reader *r, const char *group, const char *key)
{
  const char *known[WF_N_FEATURES + 1] = { NULL };
  const char *nearest;
  g_autofree char *reason = NULL;

  for (gssize f = 0; f < WF_N_FEATURES; f++)
    {
      if (g_str_equal (wf_feature_names[f], key))
        return f;
      known[f] = wf_feature_names[f];
    }
  nearest = wf_nearest_name (key, known);
  if (nearest != NULL)
    reason = g_strdup_printf (_ ("is no feature that this version knows; did you mean “%s”?"), nearest);
  else
    reason = g_strdup (_ ("is no feature that this version knows; train the profile again with it"));
  fail (r, group, key, reason);
  return -1;
}

static void
read_weights (Reader *r, WfProfile *self)
{
  gsize n = 0;
  g_auto (GStrv) keys = g_key_file_get_keys (r->file, WEIGHTS, &n, NULL);

  if (keys == NULL && !r->has_failed)
    fail (r, WEIGHTS, "", _ ("the group is missing"));
  for (gsize k = 0; k < n && !r->has_failed; k++)
    {
      gssize f = find_feature (r, WEIGHTS, keys[k]);

      if (f < 0)
        return;
      self->is_used[f] = TRUE;
      self->weights[f] = get_number (r, WEIGHTS, keys[k], -1e6, 1e6);
      if (self->tier == 1)
        continue;
      self->mean[f] = get_number (r, MEAN, keys[k], -1e12, 1e12);
      self->sd[f] = get_number (r, SD, keys[k], 1e-12, 1e12);
    }
}

static void
check_scales (Reader *r, const WfProfile *self, const char *group)
{
  g_auto (GStrv) keys = g_key_file_get_keys (r->file, group, NULL, NULL);

  for (gsize k = 0; keys != NULL && keys[k] != NULL && !r->has_failed; k++)
    {
      gssize f = find_feature (r, group, keys[k]);

      if (f >= 0 && !self->is_used[f])
        fail (r, group, keys[k], _ ("has no weight in [weights]"));
    }
}

/**
 * wf_profile_is_profile:
 * @source: any file
 *
 * Returns: whether its first line that is neither empty nor a comment opens the group of a profile's head
 */
gboolean
wf_profile_is_profile (WfSource *source)
{
  gsize size;
  const char *text = g_bytes_get_data (wf_source_get_bytes (source), &size);
  const char *end;

  if (size == 0)
    return FALSE;
  end = text + MIN (size, SNIFFED);
  while (text < end)
    {
      const char *line_end = memchr (text, '\n', (gsize) (end - text));
      gsize n = (gsize) ((line_end != NULL ? line_end : end) - text);

      if (n > 0 && *text != '#' && *text != '\r')
        return n >= strlen ("[" HEAD "]") && memcmp (text, "[" HEAD "]", strlen ("[" HEAD "]")) == 0;
      text += n + 1;
    }
  return FALSE;
}

/**
 * wf_profile_read:
 * @source: a profile file: groups profile, weights, mean, sd of a GLib key file
 * @error: return location
 *
 * Errors: WF_ERROR_PARSE when it is no key file, WF_ERROR_DATA for a value that is missing, no number or out
 * of range, or a feature this version doesn't know; the message names file, group and key. WF_ERROR_TOO_LARGE
 * above WF_LIMIT_PROFILE_BYTES.
 *
 * Returns: (transfer full): the profile, or %NULL
 */
WfProfile *
wf_profile_read (WfSource *source, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (WfProfile) self = wf_profile_new_empty ();
  g_autoptr (GError) failure = NULL;
  Reader reader = { file, wf_source_get_name (source), error, FALSE };

  if (g_bytes_get_size (wf_source_get_bytes (source)) > WF_LIMIT_PROFILE_BYTES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("%s is no profile: it is larger than %d bytes"),
                   reader.name, WF_LIMIT_PROFILE_BYTES);
      return NULL;
    }
  if (!g_key_file_load_from_bytes (file, wf_source_get_bytes (source), G_KEY_FILE_NONE, &failure) ||
      !g_key_file_has_group (file, HEAD))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                   _ ("%s is no profile: %s. “wherefore-cli train” writes profiles."), reader.name,
                   failure != NULL ? failure->message : _ ("it has no group [profile]"));
      return NULL;
    }
  read_head (&reader, self);
  read_figures (&reader, VALIDATED, &self->validated);
  read_figures (&reader, UNFAMILIAR, &self->unfamiliar);
  read_weights (&reader, self);
  check_scales (&reader, self, MEAN);
  check_scales (&reader, self, SD);
  if (reader.has_failed)
    return NULL;
  wf_profile_make_note (self);
  return g_steal_pointer (&self);
}

/* ---- writing ---- */

static void
set_number (GKeyFile *file, const char *group, const char *key, double value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  wf_append_double (text, value);
  g_key_file_set_value (file, group, key, text->str);
}

static void
write_figures (GKeyFile *file, const char *group, const WfProfileFigures *figures)
{
  if (figures->n_logs == 0)
    return;
  g_key_file_set_uint64 (file, group, "logs", figures->n_logs);
  g_key_file_set_uint64 (file, group, "repeats", figures->n_repeats);
  set_number (file, group, "step-accuracy", figures->step);
  set_number (file, group, "interval-low", figures->step_low);
  set_number (file, group, "interval-high", figures->step_high);
  set_number (file, group, "agent-accuracy", figures->agent);
  set_number (file, group, "top3", figures->top3);
  set_number (file, group, "log-loss", figures->log_loss);
  g_key_file_set_uint64 (file, group, "constant-step", figures->constant);
  set_number (file, group, "constant-step-accuracy", figures->constant_step);
  set_number (file, group, "first-worker-accuracy", figures->first_worker);
}

static void
write_weights (GKeyFile *file, const WfProfile *self)
{
  for (int f = 0; f < WF_N_FEATURES; f++)
    if (self->is_used[f])
      {
        set_number (file, WEIGHTS, wf_feature_names[f], self->weights[f]);
        if (self->tier == 1)
          continue;
        set_number (file, MEAN, wf_feature_names[f], self->mean[f]);
        set_number (file, SD, wf_feature_names[f], self->sd[f]);
      }
}

/* The note, in lines that fit a screen. */
static char *
make_comment (const WfProfile *self)
{
  g_autoptr (GString) text =
      g_string_new (" Blame profile of Wherefore, for “wherefore-cli attribute --profile”.\n");
  g_auto (GStrv) words = g_strsplit (self->note, " ", -1);
  gsize width = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      gsize n = (gsize) g_utf8_strlen (words[i], -1) + 1;

      if (width + n > COMMENT_WIDTH)
        {
          g_string_append_c (text, '\n');
          width = 0;
        }
      g_string_append_printf (text, " %s", words[i]);
      width += n;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_profile_to_text:
 * @self: a profile
 *
 * The text of a profile file. wf_profile_read() gives the same profile back, bit by bit.
 *
 * Returns: (transfer full): the text
 */
char *
wf_profile_to_text (WfProfile *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *comment = NULL;

  g_key_file_set_string (file, HEAD, "name", self->name);
  g_key_file_set_string (file, HEAD, "framework", self->framework);
  g_key_file_set_uint64 (file, HEAD, "tier", self->tier);
  set_number (file, HEAD, "lambda", self->lambda);
  g_key_file_set_uint64 (file, HEAD, "logs", self->n_logs);
  g_key_file_set_uint64 (file, HEAD, "questions", self->n_questions);
  g_key_file_set_uint64 (file, HEAD, "seed", self->seed);
  g_key_file_set_string (file, HEAD, "program-version", self->version);
  g_key_file_set_string (file, HEAD, "labels-sha256", self->labels);
  g_key_file_set_string (file, HEAD, "origin", self->origin);
  g_key_file_set_string (file, HEAD, "command", self->command);
  write_figures (file, VALIDATED, &self->validated);
  write_figures (file, UNFAMILIAR, &self->unfamiliar);
  write_weights (file, self);
  comment = make_comment (self);
  g_key_file_set_comment (file, NULL, NULL, comment, NULL);
  return g_key_file_to_data (file, NULL, NULL);
}
