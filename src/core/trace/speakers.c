/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/trace/log-input-private.h"
#include "core/trace/logs-private.h"
#include "core/trace/role-private.h"
#include "core/trace/speakers-private.h"

#define LOG_MATCHES     2 /* speaker lines make a text a log */
#define GENERIC_MATCHES 3 /* and lines "Name:", which other texts have too */
#define SPOKEN_WORDS    4 /* on average behind the colon, where nobody speaks again: settings have fewer */
#define BRACE_BYTES     256

/* How a framework writes who speaks. who: the named group of the speaker; lines of which only the environment
 * pattern holds are by tools and the framework itself. */
typedef struct
{
  const char *name;
  const char *line;        /* multi-line */
  const char *environment; /* of the speaker; nullable */
  gboolean is_generic;     /* too common to take a file for a log */
} Layout;

#define LOGGED_AT "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?Z? +"
#define LEVEL     "(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL)"

static const Layout layouts[] = {
  { "AutoGen", "^-{6,} (?<who>[^-\\n][^\\n]*?) -{6,}\\r?$", NULL, FALSE },
  { "ChatDev",
    "^\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\w+\\] (?:(?<who>[A-Z][A-Za-z ]{2,40}): (?=\\*\\*)|)",
    "^(System|)$", FALSE },
  { "HyperAgent",
    "^\\S+ - (?:INFO|WARNING|ERROR|DEBUG) - (?:(?<who>[A-Z][\\w-]*)(?:'s Response|->[\\w-]+): |)", "^$",
    FALSE },
  { "MetaGPT",
    "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ \\| \\w+ +\\| \\S+:\\d+ - "
    "(?<who>[A-Z]\\w*)\\(\\w+\\): ",
    NULL, FALSE },
  { "loguru", "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ \\| \\w+ +\\| (?<who>[\\w.]+):\\w+:\\d+ - ",
    "(^|\\.)(tool|llm)(\\.|$)|^__main__$", FALSE },
  { "AppWorld",
    "^ *(?:Response from (?<who>\\w+) Agent|Message to \\w+ Agent|Reply from (?<who>\\w+) "
    "Agent[^\\n]*|(?<who>Code "
    "Execution) Output|Response from (?<who>\\w+) API|Entering \\w+ Agent message loop|Exiting \\w+ Agent "
    "message "
    "loop)\\r?$",
    "^(Code Execution|send_message|)$", FALSE },
  { "Python’s logging",
    "^(?:" LOGGED_AT "(?:\\[?" LEVEL "\\]? +(?<who>[\\w.-]+): |- (?<who>[\\w.-]+) - " LEVEL " - )|" LEVEL
    ":(?<who>[\\w.-]+):)",
    "^(root|httpx|httpcore|urllib3|requests|openai|anthropic|asyncio|uvicorn|werkzeug)(\\.|$)|"
    "(^|[._-])tools?([._-]|$)",
    FALSE },
  { NULL, "^(?<who>[A-Z_a-z][\\w .-]{0,40}?)(?: \\(to [\\w ]+\\))?:(?: |\\r?$)", NULL, TRUE },
};

static GRegex *
compile (const char *pattern)
{
  return g_regex_new (pattern, G_REGEX_MULTILINE | G_REGEX_DUPNAMES | G_REGEX_OPTIMIZE, 0, NULL);
}

static guint
count_matches (const Layout *layout, const char *text, gsize length, guint enough)
{
  g_autoptr (GRegex) regex = compile (layout->line);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  if (g_regex_match_full (regex, text, (gssize) length, 0, 0, &match, NULL))
    do
      n++;
    while (n < enough && g_match_info_next (match, NULL));
  return n;
}

static gsize
count_words (const char *from, const char *to)
{
  gsize n = 0;

  for (const char *p = from; p < to; p++)
    n += !g_ascii_isspace (*p) && (p == from || g_ascii_isspace (p[-1]));
  return n;
}

/* Nothing but "Name: what is said", by two at least: a short talk in which nobody needs to speak again. */
static gboolean
is_all_talk (const Layout *layout, const char *text, gsize length)
{
  g_autoptr (GRegex) regex = compile (layout->line);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *end = text + length;
  gsize n = 0, n_words = 0;

  for (const char *line = text; line < end;)
    {
      g_autoptr (GMatchInfo) match = NULL;
      const char *stop = memchr (line, '\n', (gsize) (end - line));
      int said;

      stop = stop == NULL ? end : stop;
      if (count_words (line, stop) > 0)
        {
          if (!g_regex_match_full (regex, line, stop - line, 0, 0, &match, NULL))
            return FALSE;
          g_match_info_fetch_pos (match, 0, NULL, &said);
          g_hash_table_add (seen, g_match_info_fetch_named (match, "who"));
          n_words += count_words (line + said, stop);
          n++;
        }
      line = stop < end ? stop + 1 : end;
    }
  return n >= GENERIC_MATCHES && g_hash_table_size (seen) >= 2 && n_words >= SPOKEN_WORDS * n;
}

/* "Name:" lines are speakers when somebody speaks again. */
static gboolean
has_repeated_speakers (const Layout *layout, const char *text, gsize length)
{
  g_autoptr (GRegex) regex = compile (layout->line);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0, n_again = 0;

  if (g_regex_match_full (regex, text, (gssize) length, 0, 0, &match, NULL))
    do
      {
        n++;
        n_again += !g_hash_table_add (seen, g_match_info_fetch_named (match, "who"));
      }
    while (g_match_info_next (match, NULL));
  return n >= GENERIC_MATCHES && g_hash_table_size (seen) >= 2 && 2 * n_again >= n;
}

static const Layout *
find_layout (const char *text, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (layouts[i].is_generic
            ? has_repeated_speakers (&layouts[i], text, length) || is_all_talk (&layouts[i], text, length)
            : count_matches (&layouts[i], text, length, LOG_MATCHES) >= LOG_MATCHES)
      return &layouts[i];
  return NULL;
}

/* the speaker lines of a known framework */
static gboolean
has_known_speakers (const char *text, gsize length)
{
  const Layout *layout = find_layout (text, length);

  return layout != NULL && !layout->is_generic;
}

typedef struct
{
  WfTraceBuilder *builder;
  GRegex *environment; /* nullable */
  gsize line;          /* of the text so far */
} Splitter;

static void
add_part (Splitter *s, const char *who, const char *from, const char *to, gboolean is_spoken)
{
  g_autofree char *text = g_strstrip (g_strndup (from, (gsize) (to - from)));
  g_autofree char *line = g_strdup_printf ("%zu", s->line);
  gboolean is_environment = s->environment != NULL && g_regex_match (s->environment, who, 0, NULL);
  const char *speaker = *who == '\0' ? _ ("log") : who;
  gsize index = wf_trace_builder_get_n_steps (s->builder);
  WfStepRole role;
  gsize step;

  for (const char *p = from; p < to; p++)
    s->line += *p == '\n';
  if (*text == '\0' && !is_spoken)
    return;
  role = is_environment || !is_spoken ? WF_ROLE_ENVIRONMENT : wf_role_of_message (speaker, index, text);
  step = wf_trace_builder_add_step (s->builder, speaker, speaker, wf_role_get_kind (role), role, text);
  wf_trace_builder_add_attribute (s->builder, step, "line", line);
}

static void
note_layout (WfTraceBuilder *builder, const Layout *layout)
{
  g_autofree char *note = NULL;

  if (layout == NULL)
    note = g_strdup (_ ("No speaker lines were found in this text: it is one step."));
  else if (layout->name == NULL)
    note = g_strdup (
        _ ("The text was split at lines that begin with a name and a colon; who spoke is a guess."));
  else
    note = g_strdup_printf (_ ("The text was split at the speaker lines of %s; who spoke is read from them."),
                            layout->name);
  wf_trace_builder_add_note (builder, note);
}

void
wf_speakers_split (WfTraceBuilder *builder, const char *text, gsize length)
{
  const Layout *layout = find_layout (text, length);
  g_autoptr (GRegex) regex = layout == NULL ? NULL : compile (layout->line);
  g_autoptr (GRegex) environment =
      layout == NULL || layout->environment == NULL ? NULL : compile (layout->environment);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *who = g_strdup ("");
  Splitter s = { builder, environment, 1 };
  const char *from = text;
  gboolean is_spoken = layout == NULL;
  gboolean has_match = regex != NULL && g_regex_match_full (regex, text, (gssize) length, 0, 0, &match, NULL);

  note_layout (builder, layout);
  while (has_match)
    {
      int start, end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      add_part (&s, who, from, text + start, is_spoken);
      g_free (who);
      who = g_match_info_fetch_named (match, "who");
      if (who == NULL)
        who = g_strdup ("");
      is_spoken = TRUE;
      from = text + start;
      for (; from < text + end; from++)
        s.line += *from == '\n';
      has_match = g_match_info_next (match, NULL);
    }
  add_part (&s, who, from, text + length, is_spoken);
}

/* ---- formats ---- */

static gboolean
read_as (const char *format, WfLogInput *input, GPtrArray *runs, GError **error)
{
  WfTraceBuilder *builder = wf_trace_builder_new (format);
  gsize length;
  const char *text = wf_log_input_get_text (input, &length);

  wf_speakers_split (builder, text, length);
  g_ptr_array_add (runs, builder);
  return wf_log_input_finish (input, error);
}

static gboolean
read_log (WfLogInput *input, GPtrArray *runs, GError **error)
{
  return read_as (wf_log_speakers.id, input, runs, error);
}

const WfLogFormat wf_log_speakers = {
  .id = "speakers",
  .name = N_ ("text with speakers"),
  .summary = N_ ("Text logs of AutoGen, ChatDev, HyperAgent, MetaGPT, AppWorld, Python’s logging and others, "
                 "split at speaker lines"),
  .detect_text = has_known_speakers,
  .read = read_log,
};

/* Whether the text begins like a graph or a document of markup. The names of graphs are words, too: a brace
 * follows them soon. */
static gboolean
opens_with (const char *text, const char *end, const char *opening)
{
  gsize n = strlen (opening), n_left = (gsize) (end - text);

  if (n_left < n || g_ascii_strncasecmp (text, opening, n) != 0)
    return FALSE;
  return !g_ascii_isalpha (*opening) || opening[n - 1] == ':' ||
         ((n_left == n || !g_ascii_isalnum (text[n])) &&
          memchr (text, '{', MIN (n_left, BRACE_BYTES)) != NULL);
}

/* Names with a comma, a semicolon or a tab between them and no space: the header of a table. */
static gboolean
begins_table (const char *text, const char *end)
{
  const char *stop = memchr (text, '\n', (gsize) (end - text));
  gsize n_separators = 0;

  for (const char *p = text; stop != NULL && p < stop; p++)
    {
      if (*p == ' ')
        return FALSE;
      n_separators += strchr (",;\t", *p) != NULL;
    }
  return n_separators > 0;
}

/* Words rather than a graph, a document of markup, rows of a table or bytes of a program. */
static gboolean
detect_prose (const char *text, gsize length)
{
  static const char *const openings[] = { "digraph", "graph", "strict",       "dag",     "pdag",       "mag",
                                          "pag",     "<",     "Graph Nodes:", "network", "/knowledge", "net",
                                          "{",       "[" };
  gsize n_lines = 0, n_rows = 0;
  const char *end = text + length;

  while (text < end && g_ascii_isspace (*text))
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (openings); i++)
    if (opens_with (text, end, openings[i]))
      return FALSE;
  if (begins_table (text, end) || memchr (text, '\0', (gsize) (end - text)) != NULL)
    return FALSE;
  for (const char *line = text; line < end;)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));

      stop = stop == NULL ? end : stop;
      n_lines += stop > line;
      n_rows += stop > line && memchr (line, ' ', (gsize) (stop - line)) == NULL;
      line = stop + 1;
    }
  return n_lines > 0 && 2 * n_rows < n_lines;
}

static gboolean
read_text (WfLogInput *input, GPtrArray *runs, GError **error)
{
  return read_as (wf_log_text.id, input, runs, error);
}

const WfLogFormat wf_log_text = {
  .id = "text",
  .name = N_ ("text"),
  .summary = N_ ("Any other text: lines that begin with a name and a colon, else one step"),
  .detect_text = detect_prose,
  .is_last_resort = TRUE,
  .read = read_text,
};
