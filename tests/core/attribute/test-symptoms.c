/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/dependency-private.h"
#include "core/attribute/excerpt-private.h"
#include "core/attribute/phrases-private.h"
#include "core/attribute/symptoms-private.h"

typedef struct
{
  const char *speaker;
  WfStepRole role;
  const char *text;
} Line;

static WfTrace *
build (const Line *lines, gsize n, const char *question)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

  wf_trace_builder_set_question (builder, question);
  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i].speaker, " (", 2);

      wf_trace_builder_add_step (builder, parts[0], lines[i].speaker, WF_STEP_MESSAGE, lines[i].role,
                                 lines[i].text);
    }
  return wf_trace_builder_end (builder, NULL);
}

static WfSymptoms *
observe (const Line *lines, gsize n, const char *question)
{
  g_autoptr (WfTrace) trace = build (lines, n, question);
  g_autoptr (WfTokens) tokens = wf_tokens_new (trace, NULL, NULL);

  return wf_symptoms_new (trace, tokens, NULL, NULL, NULL);
}

/* What programs report counts, in their own letters and for the step that called them; talk about errors
 * doesn't. */
static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    gboolean is_error;
  } cases[] = {
    { "Traceback (most recent call last)", TRUE },
    { "NameError: x", TRUE },
    { "exitcode: 1 (failed)", TRUE },
    { "exit code -11", TRUE },
    { "exitcode: 0", FALSE },
    { "HTTP 404", TRUE },
    { "status code: 503", TRUE },
    { "404 visitors", FALSE },
    { "Page not found", TRUE },
    { "timed out", TRUE },
    { "we handle errors", FALSE },
    { "Errors are rare", FALSE },
    { "", FALSE },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      const Line lines[] = { { "Coder", WF_ROLE_WORK, "calls" },
                             { "Terminal", WF_ROLE_ENVIRONMENT, cases[k].text },
                             { "Coder", WF_ROLE_WORK, "goes on" } };
      g_autoptr (WfSymptoms) symptoms = observe (lines, 3, "");

      g_test_message ("%s", cases[k].text);
      g_assert_cmpfloat (wf_symptoms_get (symptoms, 1, WF_SYMPTOM_ERROR), ==, cases[k].is_error);
      g_assert_cmpfloat (wf_symptoms_get (symptoms, 0, WF_SYMPTOM_ERROR), ==, cases[k].is_error);
      g_assert_cmpfloat (wf_symptoms_get (symptoms, 2, WF_SYMPTOM_ERROR), ==, 0);
    }
}

static void
test_similarity (void)
{
  const Line lines[] = { { "A", WF_ROLE_WORK, "red green" },
                         { "B", WF_ROLE_WORK, "yellow sun" },
                         { "A", WF_ROLE_WORK, "red green" },
                         { "A", WF_ROLE_WORK, "purple moon" } };
  g_autoptr (WfSymptoms) symptoms = observe (lines, 4, "yellow sun");

  g_assert_cmpfloat (wf_symptoms_get (symptoms, 0, WF_SYMPTOM_REPETITION), ==, 0);
  g_assert_cmpfloat_with_epsilon (wf_symptoms_get (symptoms, 2, WF_SYMPTOM_REPETITION), 1, 1e-12);
  g_assert_cmpfloat (wf_symptoms_get (symptoms, 3, WF_SYMPTOM_REPETITION), ==, 0);
  g_assert_cmpfloat_with_epsilon (wf_symptoms_get (symptoms, 1, WF_SYMPTOM_DISTANCE), 0, 1e-12);
  g_assert_cmpfloat (wf_symptoms_get (symptoms, 0, WF_SYMPTOM_DISTANCE), ==, 1);
}

/* Of 7, "ten men", 3.5 and the address, all but the 7 of the question are new at step 0; at step 1 half. */
static void
test_novelty (void)
{
  const Line lines[] = { { "A", WF_ROLE_WORK, "7 \"ten men\" 3.5 https://example.org/x?y=1" },
                         { "B", WF_ROLE_WORK, "3.5 and 8" },
                         { "B", WF_ROLE_WORK, "nothing" } };
  g_autoptr (WfSymptoms) symptoms = observe (lines, 3, "7 of what?");

  g_assert_cmpfloat (wf_symptoms_get (symptoms, 0, WF_SYMPTOM_NOVELTY), ==, 0.75);
  g_assert_cmpfloat (wf_symptoms_get (symptoms, 1, WF_SYMPTOM_NOVELTY), ==, 0.5);
  g_assert_cmpfloat (wf_symptoms_get (symptoms, 2, WF_SYMPTOM_NOVELTY), ==, 0);
}

static void
test_words (void)
{
  const Line lines[] = { { "A", WF_ROLE_WORK, "Perhaps it may rain" },
                         { "A", WF_ROLE_WORK, "maybes mayor" } };
  g_autoptr (WfSymptoms) symptoms = observe (lines, 2, "");

  g_assert_cmpfloat (wf_symptoms_get (symptoms, 0, WF_SYMPTOM_HEDGING), ==, 0.5);
  g_assert_cmpfloat (wf_symptoms_get (symptoms, 1, WF_SYMPTOM_HEDGING), ==, 0);
  /* two lengths are 1/sqrt 2 standard deviations from their mean */
  g_assert_cmpfloat_with_epsilon (wf_symptoms_get (symptoms, 0, WF_SYMPTOM_LENGTH), sqrt (0.5) / 3, 1e-12);
}

static void
test_followups (void)
{
  const Line lines[] = { { "Orchestrator (-> Web)", WF_ROLE_INSTRUCT, "go" },
                         { "Web", WF_ROLE_WORK, "```x```" },
                         { "Terminal", WF_ROLE_ENVIRONMENT, "1" },
                         { "Orchestrator (-> Web)", WF_ROLE_INSTRUCT, "again" },
                         { "Coder", WF_ROLE_WORK, "```y```" },
                         { "Coder", WF_ROLE_WORK, "done" } };
  static const double expected[] = { 0, 0, 0, 1, 1, 0 };
  g_autoptr (WfSymptoms) symptoms = observe (lines, G_N_ELEMENTS (lines), "");

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_cmpfloat (wf_symptoms_get (symptoms, i, WF_SYMPTOM_NO_FOLLOWUP), ==, expected[i]);
}

/* o = logistic (-2.2 + 2 err + rep + 0.5 rel + 0.7 nov + 0.5 hedge + 0.2 len + nofollow) */
static void
test_observed (void)
{
  const Line lines[] = { { "A", WF_ROLE_WORK, "perhaps 12 or \"x\", NameError" },
                         { "A", WF_ROLE_WORK, "fine" } };
  g_autoptr (WfSymptoms) symptoms = observe (lines, 2, "what is x?");
  static const double weights[] = { 2, 1, 0.5, 0.7, 0.5, 0.2, 1 };

  for (gsize i = 0; i < 2; i++)
    {
      double score = -2.2;

      for (int s = 0; s < WF_N_SYMPTOMS; s++)
        {
          g_assert_cmpfloat (wf_symptoms_get (symptoms, i, s), >=, 0);
          g_assert_cmpfloat (wf_symptoms_get (symptoms, i, s), <=, 1);
          score += weights[s] * wf_symptoms_get (symptoms, i, s);
        }
      g_assert_cmpfloat_with_epsilon (symptoms->observed[i], 1 / (1 + exp (-score)), 1e-12);
    }
  g_assert_cmpfloat (symptoms->observed[0], >, symptoms->observed[1]);
}

/* ---- links ---- */

static const WfBlameLink *
find_link (GArray *links, guint producer, guint consumer)
{
  for (gsize l = 0; l < links->len; l++)
    {
      const WfBlameLink *link = &g_array_index (links, WfBlameLink, l);

      if (link->producer == producer && link->consumer == consumer)
        return link;
    }
  return NULL;
}

static void
test_links (void)
{
  const Line lines[] = { { "Web", WF_ROLE_WORK, "kestrel population" },
                         { "Coder", WF_ROLE_WORK, "loops" },
                         { "Checker", WF_ROLE_WORK, "kestrel population" },
                         { "Boss", WF_ROLE_WORK, "Coder, not Webby, decides" },
                         { "Web", WF_ROLE_WORK, "unrelated" } };
  g_autoptr (WfTrace) trace = build (lines, G_N_ELEMENTS (lines), "");
  g_autoptr (WfTokens) tokens = wf_tokens_new (trace, NULL, NULL);
  g_autoptr (GArray) links = wf_dependency_find_links (trace, tokens, NULL, NULL);

  /* the chain of neighbours */
  for (guint i = 0; i + 1 < G_N_ELEMENTS (lines); i++)
    g_assert_nonnull (find_link (links, i, i + 1));
  g_assert_cmpint (find_link (links, 0, 1)->source, ==, WF_LINK_SEQUENCE);
  g_assert_cmpfloat (find_link (links, 0, 1)->weight, ==, 0.4);
  /* the same rare words: cosine 1, weight 0.9 */
  g_assert_cmpint (find_link (links, 0, 2)->source, ==, WF_LINK_TEXT);
  g_assert_cmpfloat_with_epsilon (find_link (links, 0, 2)->weight, 0.9, 1e-12);
  /* a name as a word, not as a part of one */
  g_assert_nonnull (find_link (links, 1, 3));
  g_assert_null (find_link (links, 0, 3));
  g_assert_cmpuint (links->len, ==, 6);
}

/* The link from the first to the last of steps that say these texts, each by an agent of its own; NULL =
 * none. */
static gboolean
has_text_link (const char *const *texts, guint n, double *weight)
{
  Line lines[8];
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfTokens) tokens = NULL;
  g_autoptr (GArray) links = NULL;
  const WfBlameLink *link;

  for (guint i = 0; i < n; i++)
    lines[i] = (Line){ (const char *const[]){ "Ada", "Ben", "Cyd", "Dee", "Eve", "Fay", "Gus", "Hal" }[i],
                       WF_ROLE_WORK, texts[i] };
  trace = build (lines, n, "");
  tokens = wf_tokens_new (trace, NULL, NULL);
  links = wf_dependency_find_links (trace, tokens, NULL, NULL);
  link = find_link (links, 0, n - 1);
  *weight = link != NULL ? link->weight : 0;
  return link != NULL;
}

/* Rare words, of at most three steps, link two steps from a cosine of 0.15 on. Of four steps a word that two
 * of them say weighs ln (5/2), one that one of them says ln 5. */
static void
test_overlap (void)
{
  static const char *const near[] = { "kestrel red", "loops", "notes", "kestrel blue green" };
  static const char *const far[] = { "kestrel red brown", "loops", "notes", "kestrel blue green" };
  static const char *const rare[] = { "kestrel", "loops", "kestrel", "notes", "kestrel" };
  static const char *const common[] = {
    "kestrel", "loops", "kestrel", "notes", "kestrel", "words", "kestrel"
  };
  double shared = pow (log (2.5), 2), own = pow (log (5), 2), weight;

  g_assert_true (has_text_link (near, G_N_ELEMENTS (near), &weight));
  g_assert_cmpfloat_with_epsilon (weight, 0.4 + 0.5 * shared / sqrt ((shared + own) * (shared + 2 * own)),
                                  1e-12);
  g_assert_false (has_text_link (far, G_N_ELEMENTS (far), &weight)); /* 0.14 */
  g_assert_true (has_text_link (rare, G_N_ELEMENTS (rare), &weight));
  g_assert_false (has_text_link (common, G_N_ELEMENTS (common), &weight));
}

/* A link of the log wins over what the text says, and keeps its weight in bounds where the steps share
 * nothing. */
static void
test_explicit_links (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfTokens) tokens = NULL;
  g_autoptr (GArray) links = NULL;

  for (guint i = 0; i < 4; i++)
    wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK, i == 3 ? "word" : "");
  wf_trace_builder_add_link (builder, 1, 3, WF_LINK_EXPLICIT);
  wf_trace_builder_add_link (builder, 0, 1, WF_LINK_PARENT);
  trace = wf_trace_builder_end (builder, NULL);
  tokens = wf_tokens_new (trace, NULL, NULL);
  links = wf_dependency_find_links (trace, tokens, NULL, NULL);
  g_assert_cmpuint (links->len, ==, 4);
  g_assert_cmpint (find_link (links, 0, 1)->source, ==, WF_LINK_PARENT);
  g_assert_cmpint (find_link (links, 1, 3)->source, ==, WF_LINK_EXPLICIT);
  g_assert_cmpfloat (find_link (links, 1, 3)->weight, ==, 0.4);
}

/* ---- words ---- */

static void
test_phrases (void)
{
  static const char *const approximations[] = { "approximat", NULL };
  g_autofree char *assumed = wf_phrases_quote ("xassum, we assumed it", wf_phrases_placeholder);
  g_autofree char *cut = wf_phrases_quote ("simulatxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xc3\xa9\xc3\xa9\xc3\xa9",
                                           wf_phrases_placeholder);
  /* a typographic mark ends a word, a letter of any alphabet doesn't */
  g_autofree char *marked = wf_phrases_quote ("\xe2\x80\x9cunable\xe2\x80\x9dsecret", wf_phrases_unable);
  g_autofree char *accented = wf_phrases_quote ("approximativ\xc3\xa9\xe2\x80\xa6x", approximations);

  g_assert_cmpstr (assumed, ==, "assumed");
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_null (wf_phrases_quote ("nothing of the kind", wf_phrases_placeholder));
  g_assert_cmpstr (marked, ==, "unable");
  g_assert_cmpstr (accented, ==, "approximativ\xc3\xa9");
  g_assert_null (wf_phrases_quote ("\xc3\xa9mock", wf_phrases_placeholder));
}

/* Occurrences of one phrase, without overlap. */
static guint
count_one (const char *text, const char *phrase)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, phrase)) != NULL; p += strlen (phrase))
    n++;
  return n;
}

static void
check_counts (const char *text)
{
  guint counts[WF_N_TOPICS];

  wf_phrases_count (text, counts);
  for (guint t = 0; t < WF_N_TOPICS; t++)
    {
      guint expected = 0;

      for (gsize k = 0; wf_phrases_of_topic[t][k] != NULL; k++)
        expected += count_one (text, wf_phrases_of_topic[t][k]);
      g_assert_cmpuint (counts[t], ==, expected);
    }
}

static void
assert_counted (const char *const *quoted, const char *const *counted)
{
  for (gsize k = 0; quoted[k] != NULL; k++)
    g_assert_true (g_strv_contains (counted, quoted[k]));
}

/* What reasons quote is looked for only where its topic was counted. */
static void
test_quoted_are_counted (void)
{
  assert_counted (wf_phrases_placeholder, wf_phrases_of_topic[WF_TOPIC_ASSUME]);
  assert_counted (wf_phrases_unable, wf_phrases_of_topic[WF_TOPIC_UNABLE]);
  assert_counted (wf_phrases_request, wf_phrases_of_topic[WF_TOPIC_MANUAL]);
  assert_counted (wf_phrases_error, wf_phrases_of_topic[WF_TOPIC_ERROR]);
}

/* The one pass against a search for every phrase, on texts of pieces of phrases that run into each other. */
static void
test_phrase_counts (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint counts[WF_N_TOPICS];

  wf_phrases_count ("incorrect is not correct", counts);
  g_assert_cmpuint (counts[WF_TOPIC_CORRECT], ==, 3);
  wf_phrases_count ("40404 ``````` \xc3\xa9", counts);
  g_assert_cmpuint (counts[WF_TOPIC_ERROR], ==, 1);
  g_assert_cmpuint (counts[WF_TOPIC_CODE], ==, 2);
  check_counts ("");
  for (int trial = 0; trial < 200; trial++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int piece = 0; piece < 40; piece++)
        {
          const char *const *phrases = wf_phrases_of_topic[g_rand_int_range (rand, 0, WF_N_TOPICS)];
          gint32 n_phrases = (gint32) g_strv_length ((char **) phrases);
          const char *phrase = phrases[g_rand_int_range (rand, 0, n_phrases)];
          gint32 from = g_rand_int_range (rand, 0, 2) * g_rand_int_range (rand, 0, (gint32) strlen (phrase));

          g_string_append (text, phrase + from);
          g_string_truncate (text, text->len - (gsize) g_rand_int_range (rand, 0, 2));
        }
      check_counts (text->str);
    }
}

static void
assert_line (const char *text, gsize max_chars, const char *expected)
{
  g_autofree char *line = wf_excerpt_line (text, max_chars);

  g_assert_cmpstr (line, ==, expected);
  g_assert_cmpint (g_utf8_strlen (line, -1), <=, (glong) max_chars + 1);
}

static void
test_excerpts (void)
{
  g_autofree char *lines = wf_excerpt_lines ("one\ntwo\x01\nthree\n", 2, 100);
  g_autofree char *all = wf_excerpt_lines ("one\ntwo\n", 2, 100);
  g_autofree char *chars = wf_excerpt_lines ("\xc3\xa4\xc3\xb6\xc3\xbc", 9, 2);

  assert_line ("", 5, "");
  assert_line (" \n\t ", 5, "");
  assert_line ("  a \n\n b\x02", 9, "a b");
  assert_line ("one two", 7, "one two");
  assert_line ("one two three", 9, "one two…");
  assert_line ("one twothreefour", 9, "one twoth…");
  assert_line ("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f", 2, "\xc3\xa4\xc3\xb6…");
  g_assert_cmpstr (lines, ==, "one\ntwo \n…");
  g_assert_cmpstr (all, ==, "one\ntwo");
  g_assert_cmpstr (chars, ==, "\xc3\xa4\xc3\xb6…");
}

/* Other weights make another deficiency of the same signs. */
static void
test_weights (void)
{
  static const Line lines[] = { { "Coder", WF_ROLE_WORK, "NameError: x" },
                                { "Critic", WF_ROLE_WORK, "fine" } };
  const WfSymptomWeights weights = { .bias = -1, .of = { [WF_SYMPTOM_ERROR] = 3 } };
  g_autoptr (WfTrace) trace = build (lines, G_N_ELEMENTS (lines), "");
  g_autoptr (WfTokens) tokens = wf_tokens_new (trace, NULL, NULL);
  g_autoptr (WfSymptoms) symptoms = wf_symptoms_new (trace, tokens, &weights, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (symptoms->observed[0], 1 / (1 + exp (-2)), 1e-12);
  g_assert_cmpfloat_with_epsilon (symptoms->observed[1], 1 / (1 + exp (1)), 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/symptoms/errors", test_errors);
  g_test_add_func ("/symptoms/similarity", test_similarity);
  g_test_add_func ("/symptoms/novelty", test_novelty);
  g_test_add_func ("/symptoms/words", test_words);
  g_test_add_func ("/symptoms/follow-ups", test_followups);
  g_test_add_func ("/symptoms/observed", test_observed);
  g_test_add_func ("/dependency/links", test_links);
  g_test_add_func ("/dependency/overlap", test_overlap);
  g_test_add_func ("/dependency/explicit", test_explicit_links);
  g_test_add_func ("/words/phrases", test_phrases);
  g_test_add_func ("/words/phrase-counts", test_phrase_counts);
  g_test_add_func ("/words/quoted-are-counted", test_quoted_are_counted);
  g_test_add_func ("/words/excerpts", test_excerpts);
  g_test_add_func ("/symptoms/weights", test_weights);
  return g_test_run ();
}
