/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/params.h"
#include "core/formats/formats-private.h"

#define HEAD_BYTES      65536 /* a first line that names thousands of variables */
#define EXTENSION_BONUS 20    /* among formats that aren't sure; among those that are, it breaks ties only */
#define SURE_SCORE      90    /* from here on no guess at foreign files is made */

/**
 * wf_formats_find: (skip)
 * @id: an id
 *
 * Returns: (nullable) (transfer none): the format
 */
const WfFormat *
wf_formats_find (const char *id)
{
  for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
    if (g_str_equal ((*format)->id, id))
      return *format;
  return NULL;
}

/* how many bytes of the name are an extension of the format: "a.tetrad.json" ends in two; 0 = none */
static gsize
match_extension (const WfFormat *format, const char *name)
{
  gsize length = strlen (name), longest = 0;

  for (gsize i = 0; format->extensions != NULL && format->extensions[i] != NULL; i++)
    {
      gsize n = strlen (format->extensions[i]);

      if (n > longest && length > n && name[length - n - 1] == '.' &&
          g_ascii_strcasecmp (name + length - n, format->extensions[i]) == 0)
        longest = n;
    }
  return longest;
}

/* "a.csv.gz" as "a.csv" (transfer full) */
static char *
drop_packing (const char *name)
{
  gsize length = strlen (name);

  return g_strndup (name,
                    length > 3 && g_ascii_strcasecmp (name + length - 3, ".gz") == 0 ? length - 3 : length);
}

static gboolean
has_prefix (const char *head, gsize length, const char *prefix)
{
  gsize n = strlen (prefix);

  return length >= n && g_ascii_strncasecmp (head, prefix, n) == 0;
}

/* "<x>" but not "<TICKER>,<DATE>", as exchanges name their columns */
static gboolean
is_xml (const char *head, gsize length)
{
  const char *close = length > 0 && *head == '<' ? memchr (head, '>', length) : NULL;

  if (close == NULL || close + 1 == head + length)
    return length > 0 && *head == '<';
  return strchr (",;\t|", close[1]) == NULL || close[1] == '\0';
}

/* "[1, ", "[{" but not "[price],[date]" */
static gboolean
is_json_list (const char *head, gsize length)
{
  gsize next = 1;

  while (next < length && g_ascii_isspace (head[next]))
    next++;
  return length > 0 && *head == '[' &&
         (next >= length || g_ascii_isdigit (head[next]) || strchr ("[{\"]-", head[next]) != NULL);
}

/* text of a known kind that this version doesn't read, or NULL */
static const char *
guess_foreign_text (const char *head, gsize length)
{
  gsize first = length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (first < length && g_ascii_isspace (head[first]))
    first++;
  head += first;
  length -= first;
  if (has_prefix (head, length, "<!doctype html") || has_prefix (head, length, "<html"))
    return _ ("a web page; download the data file itself");
  if (is_xml (head, length))
    return _ ("an XML file of a kind that isn’t read here; GraphML, XMLBIF and XDSL (GeNIe) are");
  if (is_json_list (head, length))
    return _ (
        "a JSON list of another kind than is read here; lists of objects and lists of lists are tables, an "
        "object with “edges” is a graph");
  return NULL;
}

/* What the first bytes of a file that is no text of ours say it is. */
static const char *
guess_foreign (const char *head, gsize length)
{
  static const struct
  {
    const char *magic;
    gsize length;
    const char *what;
  } known[] = {
    { "PK\x03\x04", 4, N_ ("a ZIP archive that is no spreadsheet of Excel or LibreOffice; unpack it first") },
    { "\xd0\xcf\x11\xe0", 4,
      N_ ("an old Excel workbook, or one with a password; save it as .xlsx without one") },
    { "\x1f\x8b", 2, N_ ("a gzip archive inside another; unpack it first (gunzip)") },
    { "BZh", 3, N_ ("a bzip2 archive; unpack it first") },
    { "\xfd"
      "7zXZ",
      5, N_ ("an xz archive; unpack it first") },
    { "\x28\xb5\x2f\xfd", 4, N_ ("a zstd archive; unpack it first") },
    { "PAR1", 4, N_ ("a Parquet file; convert it to CSV first") },
    { "ARROW1", 6, N_ ("an Arrow file; convert it to CSV first") },
    { "\x89HDF", 4, N_ ("an HDF5 file; convert it to CSV first") },
    { "%PDF", 4, N_ ("a PDF document; save the table in it as CSV first") },
    { "\x89PNG", 4, N_ ("a picture; the file that it was drawn from is needed") },
    { "\xff\xd8\xff", 3, N_ ("a picture; the file that it was drawn from is needed") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (length >= known[i].length && memcmp (head, known[i].magic, known[i].length) == 0)
      return _ (known[i].what);
  return guess_foreign_text (head, length);
}

static const char *
name_content (WfContent content)
{
  if (content & WF_CONTENT_TABLE)
    /* Translators: stands for %s in “which holds %s; %s is needed here” and “no format that holds %s” */
    return _ ("a table");
  if (content & WF_CONTENT_MODEL)
    return _ ("a model");
  if (content & WF_CONTENT_GRAPH)
    return _ ("a graph");
  if (content & WF_CONTENT_COVARIANCE)
    return _ ("a matrix of covariances");
  return _ ("background knowledge");
}

static gboolean
can_write (const WfFormat *format, WfContent content)
{
  return (content & WF_CONTENT_TABLE && format->write_table != NULL) ||
         (content & WF_CONTENT_GRAPH && format->write_graph != NULL) ||
         (content & WF_CONTENT_MODEL && format->write_model != NULL) ||
         (content & WF_CONTENT_KNOWLEDGE && format->write_knowledge != NULL);
}

/**
 * wf_format_holds: (skip)
 * @format: a format
 * @content: one or more contents
 *
 * Returns: whether a file of the format gives one of them; a model gives its graph
 */
gboolean
wf_format_holds (const WfFormat *format, WfContent content)
{
  return (format->content & content) != 0 ||
         (content & WF_CONTENT_GRAPH && format->content & WF_CONTENT_MODEL);
}

/* "Comma-separated values, Tetrad": the formats that hold what is wanted and, for writing, can be written */
static char *
list_formats (WfContent content, gboolean is_for_writing)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
    {
      if (!wf_format_holds (*format, content))
        continue;
      if (is_for_writing && !can_write (*format, content))
        continue;
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", _ ((*format)->name));
      if (is_for_writing)
        g_string_append_printf (list, " (.%s)", (*format)->extensions[0]);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
refuse (const char *name, const WfFormat *other, const char *foreign, WfContent wanted, GError **error)
{
  g_autofree char *list = list_formats (wanted, FALSE);

  if (foreign != NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED, _ ("%s looks like %s"), name, foreign);
  else if (other != NULL && other->content == WF_CONTENT_COVARIANCE && wanted & WF_CONTENT_TABLE)
    g_set_error (
        error, WF_ERROR, WF_ERROR_UNSUPPORTED,
        _ ("%s holds a matrix of covariances and no rows, which is enough for a search with a test or "
           "a score of continuous data only (“discover” on the command line); the table behind it is "
           "needed here"),
        name);
  else if (other != NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                 _ ("%s looks like %s, which holds %s; %s is needed here. Formats read: %s"), name,
                 _ (other->name), name_content (other->content), name_content (wanted), list);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED, _ ("%s is in no format known here. Formats read: %s"),
                 name, list);
}

/**
 * wf_formats_detect: (skip)
 * @source: a file
 * @wanted: what it should hold
 * @error: return location
 *
 * Recognises a file by its first bytes; the extension only breaks ties.
 *
 * Returns: (transfer none): the format, or %NULL with %WF_ERROR_UNSUPPORTED that says what the file looks
 * like, %WF_ERROR_DATA for an empty file
 */
const WfFormat *
wf_formats_detect (WfSource *source, WfContent wanted, GError **error)
{
  g_autoptr (GBytes) bytes = wf_source_read_head (source, HEAD_BYTES);
  gsize length;
  const char *head = g_bytes_get_data (bytes, &length);
  const char *name = wf_source_get_name (source);
  g_autofree char *plain_name = drop_packing (name);
  const WfFormat *best = NULL;
  const WfFormat *other = NULL;
  int best_score = 0;
  int other_score = 0;
  const char *foreign;

  if (length == 0)
    {
      /* a packed file without content may be a damaged one */
      g_autoptr (WfSource) content = wf_source_unpack (source, NULL, error);

      if (content != NULL)
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is empty"), name);
      return NULL;
    }
  for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
    {
      int score = (*format)->sniff (head, length);

      if (score > 0 && match_extension (*format, plain_name) > 0)
        score += score < SURE_SCORE ? EXTENSION_BONUS : 1;
      if (wf_format_holds (*format, wanted) && score > best_score)
        {
          best = *format;
          best_score = score;
        }
      else if (!wf_format_holds (*format, wanted) && score > other_score)
        {
          other = *format;
          other_score = score;
        }
    }
  foreign = MAX (best_score, other_score) < SURE_SCORE ? guess_foreign (head, length) : NULL;
  if (foreign != NULL || best == NULL || other_score > best_score)
    {
      refuse (name, other, foreign, wanted, error);
      return NULL;
    }
  return best;
}

/**
 * wf_formats_find_for_writing: (skip)
 * @path: where to write
 * @content: what to write
 * @error: return location
 *
 * Returns: (transfer none): the format by the extension of @path, or %NULL with %WF_ERROR_UNSUPPORTED that
 * lists the extensions
 */
const WfFormat *
wf_formats_find_for_writing (const char *path, WfContent content, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *list = NULL;
  const WfFormat *best = NULL;
  gsize longest = 0;

  for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
    {
      gsize length = can_write (*format, content) ? match_extension (*format, name) : 0;

      if (length > longest)
        {
          best = *format;
          longest = length;
        }
    }
  if (best != NULL)
    return best;
  list = list_formats (content, TRUE);
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
               _ ("The extension of “%s” is no format that holds %s; write one of: %s"), name,
               name_content (content), list);
  return NULL;
}

/* by id, or NULL with WF_ERROR_UNSUPPORTED that lists what there is */
const WfFormat *
wf_formats_find_writer (const char *id, WfContent content, GError **error)
{
  const WfFormat *format = wf_formats_find (id);
  g_autofree char *list = NULL;

  if (format != NULL && can_write (format, content))
    return format;
  list = list_formats (content, TRUE);
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED, _ ("No format “%s” holds %s; write one of: %s"), id,
               name_content (content), list);
  return NULL;
}
