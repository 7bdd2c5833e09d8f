/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/tokens-private.h"

#define CHECK_EVERY 16384 /* tokens between two looks at the cancellable */

/* These are the first words of every log, so that the number of any other, less as many, is its id. */
static const char *const stop_words[] = {
  "a",     "about",   "after", "all",    "also",   "an",    "and",    "any",   "are",   "as",    "at",
  "be",    "because", "been",  "before", "but",    "by",    "can",    "could", "did",   "do",    "does",
  "each",  "else",    "for",   "from",   "had",    "has",   "have",   "he",    "her",   "here",  "his",
  "how",   "i",       "if",    "in",     "into",   "is",    "it",     "its",   "just",  "let",   "may",
  "me",    "might",   "more",  "most",   "must",   "my",    "no",     "not",   "of",    "on",    "or",
  "other", "our",     "out",   "over",   "please", "she",   "should", "so",    "some",  "such",  "than",
  "that",  "the",     "their", "them",   "then",   "there", "these",  "they",  "this",  "those", "to",
  "under", "up",      "us",    "was",    "we",     "were",  "what",   "when",  "where", "which", "while",
  "who",   "will",    "with",  "would",  "you",    "your",
};

/* Lower case character by character: the same in every locale. The longest growth is from two bytes to three.
 */
static char *
to_lower (const char *text, gsize *n_chars)
{
  gsize length = strlen (text);
  char *lower = g_malloc (length + length / 2 + 1);
  char *q = lower;

  *n_chars = 0;
  for (const char *p = text; *p != '\0'; (*n_chars)++)
    if ((guchar) *p < 0x80)
      {
        *q++ = *p >= 'A' && *p <= 'Z' ? (char) (*p - 'A' + 'a') : *p;
        p++;
      }
    else
      {
        q += g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (p)), q);
        p = g_utf8_next_char (p);
      }
  *q = '\0';
  return lower;
}

static gboolean
is_word_char (char c)
{
  return (c >= 'a' && c <= 'z') || g_ascii_isdigit (c);
}

/* The next token or stop word at or after *p; NULL at the end. */
static const char *
next_token (const char **p, const char *end, gsize *length)
{
  while (*p < end)
    {
      const char *begin, *q;

      while (*p < end && !is_word_char (**p))
        (*p)++;
      begin = q = *p;
      while (q < end && is_word_char (*q))
        q++;
      if (q > begin && q + 1 < end && *q == '.' && g_ascii_isdigit (q[1]))
        for (q++; q < end && g_ascii_isdigit (*q);)
          q++;
      *p = q;
      *length = (gsize) (q - begin);
      if (*length > 1 || (*length == 1 && g_ascii_isdigit (*begin)))
        return begin;
    }
  return NULL;
}

static void
add_stop_words (WfWords *words)
{
  for (gsize k = 0; k < G_N_ELEMENTS (stop_words); k++)
    wf_words_add (words, stop_words[k], strlen (stop_words[k]));
}

static gboolean
is_stop_word (guint number)
{
  return number < G_N_ELEMENTS (stop_words);
}

/* The id of a word that the log says first at this step. */
static void
add_id (WfTokens *self, gboolean is_number, guint step)
{
  guint8 byte = (guint8) is_number;
  guint none = 0;

  g_array_append_val (self->df, none);
  g_array_append_val (self->first, step);
  g_array_append_val (self->is_number, byte);
}

/* where: for each id, 1 + its place in self->tokens if the current step has it already. */
static gboolean
add_step (WfTokens *self, gsize step, GArray *where, WfProgress *progress, GError **error)
{
  const char *p = self->lower[step];
  const char *end = p + strlen (p);
  const char *word;
  gsize begin = self->tokens->len;
  gsize length;

  for (gsize n = 1; (word = next_token (&p, end, &length)) != NULL; n++)
    {
      guint number = wf_words_add (self->words, word, length);
      guint id = number - (guint) G_N_ELEMENTS (stop_words);
      guint *place;

      if (n % CHECK_EVERY == 0 && !wf_progress_check (progress, error))
        return FALSE;
      if (is_stop_word (number))
        continue;
      if (id == self->df->len)
        add_id (self, g_ascii_isdigit (*word), (guint) step);
      if (id >= where->len)
        g_array_set_size (where, id + 1);
      place = &g_array_index (where, guint, id);
      if (*place <= begin)
        {
          WfToken token = { id, 0 };

          g_array_append_val (self->tokens, token);
          g_array_index (self->df, guint, id)++;
          *place = self->tokens->len;
        }
      g_array_index (self->tokens, WfToken, *place - 1).count++;
    }
  self->start[step + 1] = self->tokens->len;
  return TRUE;
}

static void
mark_question (WfTokens *self, const char *question)
{
  gsize n_chars, length;
  g_autofree char *lower = to_lower (question, &n_chars);
  g_autoptr (WfWords) seen = wf_words_new ();
  const char *p = lower;
  const char *end = p + strlen (p);
  const char *word;

  self->in_question = g_new0 (guint8, MAX (1, self->df->len));
  while ((word = next_token (&p, end, &length)) != NULL)
    {
      guint number = wf_words_find (self->words, word, length);

      if (number == WF_WORD_NONE)
        wf_words_add (seen, word, length);
      else if (!is_stop_word (number))
        {
          wf_words_add (seen, word, length);
          self->in_question[number - G_N_ELEMENTS (stop_words)] = TRUE;
        }
    }
  self->n_question = wf_words_count (seen);
}

static void
find_weights (WfTokens *self)
{
  for (guint count = 1; count < WF_TOKENS_FEW; count++)
    self->log_tf[count] = 1 + log (count);
  self->idf = g_new (double, MAX (1, self->df->len));
  for (guint id = 0; id < self->df->len; id++)
    self->idf[id] = log (((double) self->n_steps + 1) / g_array_index (self->df, guint, id));
}

/* Splits every step of the log and its question into tokens. Cost: linear in the text. NULL when cancelled.
 */
WfTokens *
wf_tokens_new (WfTrace *trace, WfProgress *progress, GError **error)
{
  g_autoptr (WfTokens) self = g_new0 (WfTokens, 1);
  g_autoptr (GArray) where = g_array_new (FALSE, TRUE, sizeof (guint));
  gsize n = wf_trace_get_n_steps (trace);

  self->n_steps = n;
  self->lower = g_new0 (char *, n + 1);
  self->n_chars = g_new0 (gsize, n);
  self->start = g_new0 (gsize, n + 1);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (WfToken));
  self->words = wf_words_new ();
  add_stop_words (self->words);
  self->df = g_array_new (FALSE, TRUE, sizeof (guint));
  self->first = g_array_new (FALSE, TRUE, sizeof (guint));
  self->is_number = g_array_new (FALSE, TRUE, sizeof (guint8));

  for (gsize i = 0; i < n; i++)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      self->lower[i] = to_lower (wf_trace_get_text (trace, i), &self->n_chars[i]);
      if (!add_step (self, i, where, progress, error))
        return NULL;
    }
  mark_question (self, wf_trace_get_question (trace));
  find_weights (self);
  return g_steal_pointer (&self);
}

void
wf_tokens_free (WfTokens *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->lower);
  g_free (self->n_chars);
  g_free (self->start);
  g_clear_pointer (&self->tokens, g_array_unref);
  g_clear_pointer (&self->words, wf_words_free);
  g_clear_pointer (&self->df, g_array_unref);
  g_clear_pointer (&self->first, g_array_unref);
  g_clear_pointer (&self->is_number, g_array_unref);
  g_free (self->idf);
  g_free (self->in_question);
  g_free (self);
}

/* The id of a token in lower case; WF_WORD_NONE when no step says it or it is a stop word. */
guint
wf_tokens_look_up (const WfTokens *self, const char *word, gsize length)
{
  guint number = wf_words_find (self->words, word, length);

  if (number == WF_WORD_NONE || is_stop_word (number))
    return WF_WORD_NONE;
  return number - (guint) G_N_ELEMENTS (stop_words);
}

/* The distinct tokens of a piece of text in lower case that occur in the log: an array of guint ids (transfer
 * full). */
GArray *
wf_tokens_find (const WfTokens *self, const char *lower, gsize length)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const char *p = lower;
  const char *word;
  gsize n_bytes;

  while ((word = next_token (&p, lower + length, &n_bytes)) != NULL)
    {
      guint id = wf_tokens_look_up (self, word, n_bytes);

      if (id != WF_WORD_NONE && g_hash_table_add (seen, GUINT_TO_POINTER (id)))
        g_array_append_val (found, id);
    }
  return found;
}

/* |question|^2: idf of each of its tokens, ln (T + 1) for one that no step says. */
double
wf_tokens_get_question_square (const WfTokens *self)
{
  double unseen = log ((double) self->n_steps + 1);
  double sum = 0;
  gsize n_seen = 0;

  for (guint id = 0; id < self->df->len; id++)
    if (self->in_question[id])
      {
        sum += wf_tokens_idf (self, id) * wf_tokens_idf (self, id);
        n_seen++;
      }
  return sum + (double) (self->n_question - n_seen) * unseen * unseen;
}
