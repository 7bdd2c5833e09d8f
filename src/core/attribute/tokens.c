/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/attribute/tokens-private.h"

#define CHECK_EVERY 16384 /* tokens between two looks at the cancellable */

/* Sorted, for bsearch(). */
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

static int
compare_words (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
is_stop_word (const char *word)
{
  return bsearch (&word, stop_words, G_N_ELEMENTS (stop_words), sizeof *stop_words, compare_words) != NULL;
}

/* Lower case character by character: the same in every locale. */
static char *
to_lower (const char *text, gsize *n_chars)
{
  g_autoptr (GString) lower = g_string_sized_new (strlen (text) + 1);

  *n_chars = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), (*n_chars)++)
    if ((guchar) *p < 0x80)
      g_string_append_c (lower, g_ascii_tolower (*p));
    else
      g_string_append_unichar (lower, g_unichar_tolower (g_utf8_get_char (p)));
  return g_string_free (g_steal_pointer (&lower), FALSE);
}

static gboolean
is_word_char (char c)
{
  return g_ascii_islower (c) || g_ascii_isdigit (c);
}

/* The next token at or after *p, copied to `word`; FALSE at the end. */
static gboolean
next_token (const char **p, const char *end, GString *word)
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
      g_string_truncate (word, 0);
      g_string_append_len (word, begin, q - begin);
      if ((word->len > 1 || (word->len == 1 && g_ascii_isdigit (*begin))) && !is_stop_word (word->str))
        return TRUE;
    }
  return FALSE;
}

static guint
intern (WfTokens *self, const char *word, guint step)
{
  gsize known = GPOINTER_TO_SIZE (g_hash_table_lookup (self->ids, word));
  guint8 is_number = g_ascii_isdigit (*word);
  guint none = 0;

  if (known > 0)
    return (guint) (known - 1);
  g_array_append_val (self->df, none);
  g_array_append_val (self->first, step);
  g_array_append_val (self->is_number, is_number);
  g_hash_table_insert (self->ids, g_string_chunk_insert (self->names, word),
                       GSIZE_TO_POINTER (self->df->len));
  return self->df->len - 1;
}

/* where: for each id, 1 + its place in self->tokens if the current step has it already. */
static gboolean
add_step (WfTokens *self, gsize step, GString *word, GArray *where, WfProgress *progress, GError **error)
{
  const char *p = self->lower[step];
  const char *end = p + strlen (p);
  gsize begin = self->tokens->len;

  for (gsize n = 1; next_token (&p, end, word); n++)
    {
      guint id = intern (self, word->str, (guint) step);
      guint *place;

      if (n % CHECK_EVERY == 0 && !wf_progress_check (progress, error))
        return FALSE;
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
mark_question (WfTokens *self, const char *question, GString *word)
{
  gsize n_chars;
  g_autofree char *lower = to_lower (question, &n_chars);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *p = lower;
  const char *end = p + strlen (p);

  self->in_question = g_new0 (guint8, MAX (1, self->df->len));
  while (next_token (&p, end, word))
    {
      gsize known = GPOINTER_TO_SIZE (g_hash_table_lookup (self->ids, word->str));

      if (known > 0)
        self->in_question[known - 1] = TRUE;
      g_hash_table_add (seen, g_strdup (word->str));
    }
  self->n_question = g_hash_table_size (seen);
}

static void
find_idf (WfTokens *self)
{
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
  g_autoptr (GString) word = g_string_new (NULL);
  g_autoptr (GArray) where = g_array_new (FALSE, TRUE, sizeof (guint));
  gsize n = wf_trace_get_n_steps (trace);

  self->n_steps = n;
  self->lower = g_new0 (char *, n + 1);
  self->n_chars = g_new0 (gsize, n);
  self->start = g_new0 (gsize, n + 1);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (WfToken));
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_string_chunk_new (4096);
  self->df = g_array_new (FALSE, TRUE, sizeof (guint));
  self->first = g_array_new (FALSE, TRUE, sizeof (guint));
  self->is_number = g_array_new (FALSE, TRUE, sizeof (guint8));

  for (gsize i = 0; i < n; i++)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      self->lower[i] = to_lower (wf_trace_get_text (trace, i), &self->n_chars[i]);
      if (!add_step (self, i, word, where, progress, error))
        return NULL;
    }
  mark_question (self, wf_trace_get_question (trace), word);
  find_idf (self);
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
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->names, g_string_chunk_free);
  g_clear_pointer (&self->df, g_array_unref);
  g_clear_pointer (&self->first, g_array_unref);
  g_clear_pointer (&self->is_number, g_array_unref);
  g_free (self->idf);
  g_free (self->in_question);
  g_free (self);
}

/* The distinct tokens of a piece of text in lower case that occur in the log: an array of guint ids (transfer
 * full). */
GArray *
wf_tokens_find (WfTokens *self, const char *lower, gsize length)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) word = g_string_new (NULL);
  const char *p = lower;

  while (next_token (&p, lower + length, word))
    {
      gsize known = GPOINTER_TO_SIZE (g_hash_table_lookup (self->ids, word->str));
      guint id = (guint) (known - 1);

      if (known > 0 && g_hash_table_add (seen, GSIZE_TO_POINTER (known)))
        g_array_append_val (found, id);
    }
  return found;
}

/* (1 + ln tf) idf */
double
wf_token_weight (const WfTokens *self, const WfToken *token)
{
  double idf = wf_tokens_idf (self, token->id);

  return token->count == 1 ? idf : (1 + log (token->count)) * idf;
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
