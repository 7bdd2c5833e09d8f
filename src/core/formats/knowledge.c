/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"

#define MAX_TIER 1000000

typedef enum
{
  SECTION_NONE,
  SECTION_TIERS,
  SECTION_FORBIDDEN,
  SECTION_REQUIRED,
  SECTION_FORBIDDEN_GROUPS,
  SECTION_REQUIRED_GROUPS,
} Section;

typedef struct
{
  WfText text;
  WfKnowledge *knowledge;
  Section section;
  const char *place; /* start of the line at hand */
  GPtrArray *group;  /* first line of a pair of groups; NULL between pairs */
  gsize n_pairs;
} Reader;

static gboolean
fail (Reader *reader, GError **error, const char *message)
{
  wf_text_set_error (&reader->text, reader->place, error, WF_ERROR_PARSE, "%s", message);
  return FALSE;
}

/* the word in double quotes at *p, which "" stands for one of; NULL without an end */
static char *
read_quoted (const char **p)
{
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *at = *p + 1; *at != '\0'; at++)
    {
      if (*at == '"' && at[1] != '"')
        {
          *p = at + 1;
          return g_string_free (g_steal_pointer (&word), FALSE);
        }
      at += *at == '"';
      g_string_append_c (word, *at);
    }
  return NULL;
}

/* words between white space; "double quotes" keep spaces together */
static GPtrArray *
split_words (const char *line)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *p = line;

  for (;;)
    {
      const char *start;
      char *quoted;

      while (g_ascii_isspace (*p))
        p++;
      if (*p == '\0')
        return words;
      quoted = *p == '"' ? read_quoted (&p) : NULL;
      if (quoted != NULL)
        {
          g_ptr_array_add (words, quoted);
          continue;
        }
      start = p;
      while (*p != '\0' && !g_ascii_isspace (*p))
        p++;
      g_ptr_array_add (words, g_strndup (start, (gsize) (p - start)));
    }
}

static Section
find_section (const char *word)
{
  static const struct
  {
    const char *word;
    Section section;
  } sections[] = {
    { "addtemporal", SECTION_TIERS },
    { "forbiddirect", SECTION_FORBIDDEN },
    { "requiredirect", SECTION_REQUIRED },
    { "forbiddengroup", SECTION_FORBIDDEN_GROUPS },
    { "requiredgroup", SECTION_REQUIRED_GROUPS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_ascii_strcasecmp (word, sections[i].word) == 0)
      return sections[i].section;
  return SECTION_NONE;
}

/* is the second word of the line a bare asterisk? */
static gboolean
has_lone_asterisk (const char *line)
{
  while (*line != '\0' && !g_ascii_isspace (*line))
    line++;
  while (g_ascii_isspace (*line))
    line++;
  return *line == '*' && (line[1] == '\0' || g_ascii_isspace (line[1]));
}

/* "2 dose tar", or "2* dose tar": no arrow among the names */
static gboolean
read_tier (Reader *reader, const char *line, GPtrArray *words, GError **error)
{
  const char *number = g_ptr_array_index (words, 0);
  guint first = 1;
  gboolean is_closed = g_str_has_suffix (number, "*");
  guint64 tier;
  char *end;

  tier = g_ascii_strtoull (number, &end, 10);
  if (!g_ascii_isdigit (*number) || tier < 1 || tier > MAX_TIER || strlen (end) != (is_closed ? 1 : 0))
    return fail (reader, error, _ ("a tier starts with its number (1, 2, …), then names"));
  if (!is_closed && has_lone_asterisk (line))
    {
      is_closed = TRUE;
      first = 2;
    }
  if (is_closed)
    wf_knowledge_forbid_within_tier (reader->knowledge, (guint) tier - 1);
  for (guint i = first; i < words->len; i++)
    wf_knowledge_set_tier (reader->knowledge, g_ptr_array_index (words, i), (guint) tier - 1);
  return TRUE;
}

static gboolean
read_arrow (Reader *reader, GPtrArray *words, GError **error)
{
  if (words->len != 2)
    return fail (reader, error, _ ("two names are expected in this line: from, to"));
  if (reader->section == SECTION_REQUIRED)
    wf_knowledge_require (reader->knowledge, g_ptr_array_index (words, 0), g_ptr_array_index (words, 1));
  else
    wf_knowledge_forbid (reader->knowledge, g_ptr_array_index (words, 0), g_ptr_array_index (words, 1));
  return TRUE;
}

/* two lines: every name of the first to every name of the second */
static gboolean
read_group (Reader *reader, GPtrArray *words, GError **error)
{
  if (reader->group == NULL)
    {
      reader->group = g_ptr_array_ref (words);
      return TRUE;
    }
  reader->n_pairs += (gsize) reader->group->len * words->len;
  if (reader->n_pairs > WF_LIMIT_KNOWN_ARROWS)
    {
      wf_text_set_error (&reader->text, reader->place, error, WF_ERROR_TOO_LARGE,
                         _ ("the groups stand for more than %d arrows; use smaller groups or tiers"),
                         WF_LIMIT_KNOWN_ARROWS);
      return FALSE;
    }
  g_ptr_array_add (reader->group, NULL);
  g_ptr_array_add (words, NULL);
  if (reader->section == SECTION_REQUIRED_GROUPS)
    wf_knowledge_require_group (reader->knowledge, (const char *const *) reader->group->pdata,
                                (const char *const *) words->pdata);
  else
    wf_knowledge_forbid_group (reader->knowledge, (const char *const *) reader->group->pdata,
                               (const char *const *) words->pdata);
  g_clear_pointer (&reader->group, g_ptr_array_unref);
  return TRUE;
}

static gboolean
check_group_is_complete (Reader *reader, GError **error)
{
  return reader->group == NULL ||
         fail (reader, error, _ ("a group needs two lines: the causes, then the effects"));
}

gboolean
wf_knowledge_is_section (const char *line)
{
  return find_section (line) != SECTION_NONE;
}

static gboolean
read_line (Reader *reader, const char *line, GError **error)
{
  g_autoptr (GPtrArray) words = split_words (line);
  Section section;

  if (words->len == 0 || g_str_has_prefix (line, "//"))
    return TRUE;
  if (g_ascii_strcasecmp (line, "/knowledge") == 0)
    return TRUE;
  section = find_section (line);
  if (section != SECTION_NONE)
    {
      reader->section = section;
      return check_group_is_complete (reader, error);
    }
  switch (reader->section)
    {
      case SECTION_TIERS:
        return read_tier (reader, line, words, error);
      case SECTION_FORBIDDEN:
      case SECTION_REQUIRED:
        return read_arrow (reader, words, error);
      case SECTION_FORBIDDEN_GROUPS:
      case SECTION_REQUIRED_GROUPS:
        return read_group (reader, words, error);
      case SECTION_NONE:
      default:
        return fail (reader, error,
                     _ ("a section is missing before this line: addtemporal, forbiddirect, requiredirect, "
                        "forbiddengroup "
                        "or requiredgroup"));
    }
}

static gboolean
read_lines (Reader *reader, GError **error)
{
  for (const char *p = reader->text.start; p < reader->text.end;)
    {
      const char *end = memchr (p, '\n', (gsize) (reader->text.end - p));
      g_autofree char *line = NULL;

      if (end == NULL)
        end = reader->text.end;
      line = g_strndup (p, (gsize) (end - p));
      reader->place = p;
      if (!read_line (reader, g_strstrip (line), error))
        return FALSE;
      p = end + 1;
    }
  return check_group_is_complete (reader, error);
}

static WfKnowledge *
read_knowledge (WfSource *source, GError **error)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  Reader reader = { .knowledge = knowledge };
  gboolean is_read;

  if (!wf_text_init (&reader.text, source, error))
    return NULL;
  is_read = read_lines (&reader, error);
  g_clear_pointer (&reader.group, g_ptr_array_unref);
  return is_read ? g_steal_pointer (&knowledge) : NULL;
}

static int
sniff (const char *head, gsize length)
{
  g_autofree char *copy = g_strndup (head, length);
  g_auto (GStrv) lines = NULL;
  const char *start = g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy;

  lines = g_strsplit (start, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (lines[i][0] == '\0' || g_str_has_prefix (lines[i], "//"))
        continue;
      if (g_ascii_strcasecmp (lines[i], "/knowledge") == 0)
        return 98;
      return find_section (lines[i]) != SECTION_NONE ? 90 : 0;
    }
  return 0;
}

static const char *const extensions[] = { "knowledge", "txt", NULL };
static const char *const mime_types[] = { "text/plain", NULL };

const WfFormat wf_format_knowledge = {
  .id = "knowledge",
  .name = N_ ("Tetrad knowledge"),
  .summary = N_ ("Tiers, forbidden and required arrows, and groups of them"),
  .content = WF_CONTENT_KNOWLEDGE,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_knowledge = read_knowledge,
  .write_knowledge = wf_knowledge_write_text,
};
