/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "judge/judge.h"
#include "sample.h"
#include "stub.h"

typedef struct
{
  WfBlame *blame;
  Stub *stub;
  WfJudgeRequest *request;
} Fixture;

/* one reply for the server's first visitor, another for the next; second: nullable */
static void
start (Fixture *f, const char *first, const char *second)
{
  const char *const replies[] = { first, second, NULL };
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  f->blame = sample_blame ();
  f->stub = stub_new (replies, NULL);
  url = stub_get_url (f->stub);
  f->request = wf_judge_request_new (f->blame, url, "tiny", &error);
  g_assert_no_error (error);
}

static void
stop (Fixture *f)
{
  g_clear_pointer (&f->request, wf_judge_request_unref);
  g_clear_pointer (&f->stub, stub_free);
  g_clear_pointer (&f->blame, wf_blame_unref);
}

/* the words of a model that scores every step of the short list */
static char *
score_all (Fixture *f, int score)
{
  g_autoptr (GString) words = g_string_new ("{\"scores\":[");
  gsize n;
  const gsize *steps = wf_judge_request_get_steps (f->request, &n);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (words, "%s{\"step\":%zu,\"score\":%d}", i > 0 ? "," : "", steps[i], score);
  g_string_append (words, "]}");
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
good_reply (void)
{
  g_autoptr (WfBlame) blame = sample_blame ();
  g_autoptr (WfJudgeRequest) request = wf_judge_request_new (blame, "http://127.0.0.1:1", "tiny", NULL);
  Fixture f = { NULL, NULL, request };
  g_autofree char *words = score_all (&f, 80);

  return stub_say (words);
}

/* What the preview shows is what the server receives, to the byte, but for the key; and nothing came before
 * it was asked. */
static void
test_good (void)
{
  Fixture f = { 0 };
  g_autofree char *reply = good_reply ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJudgement) judgement = NULL;
  g_autoptr (WfBlame) judged = NULL;
  g_autofree char *received = NULL;
  g_autofree char *preview = NULL;
  gsize n_scores, n_steps;

  start (&f, reply, NULL);
  preview = wf_judge_preview (f.request, "secret-key", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stub_get_n_requests (f.stub), ==, 0);
  g_assert_null (strstr (preview, "secret-key"));
  judgement = wf_judge_score (f.request, "secret-key", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stub_get_n_requests (f.stub), ==, 1);
  received = stub_get_request (f.stub, 0);
  g_assert_nonnull (strstr (received, "Bearer secret-key"));
  g_assert_true (g_str_has_suffix (received, wf_judge_request_get_body (f.request)));
  g_assert_nonnull (strstr (preview, wf_judge_request_get_body (f.request)));
  wf_judge_request_get_steps (f.request, &n_steps);
  g_assert_cmpfloat (wf_judgement_get_scores (judgement, &n_scores)[0].score, ==, 80);
  g_assert_cmpuint (n_scores, ==, n_steps);
  judged = wf_judgement_apply (judgement, f.blame);
  g_assert_nonnull (strstr (wf_blame_get_judge (judged), "127.0.0.1"));
  stop (&f);
}

/* Every way in which it can go wrong is an error that says what happened; the result without the judge is
 * untouched. */
static void
test_faults (void)
{
  g_autofree char *garbage = stub_say ("I think it went wrong somewhere.");
  g_autofree char *server = stub_respond (500, "", "{\"error\":{\"message\":\"out of memory\"}}");
  g_autofree char *denied = stub_respond (401, "", "{\"error\":{\"message\":\"bad key\"}}");
  g_autofree char *page = stub_respond (200, "", "<html>hello</html>");
  g_autofree char *good = good_reply ();
  g_autofree char *cut = g_strndup (good, strlen (good) - 20);
  g_autofree char *late = stub_respond (429, "Retry-After: 9999\r\n", "{}");
  const char *const replies[] = { garbage, server, denied, page, cut, late, STUB_HANG_UP };

  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      Fixture f = { 0 };
      g_autoptr (GError) error = NULL;
      double before;

      start (&f, replies[i], NULL);
      before = wf_blame_get_probability (f.blame, 0);
      g_assert_null (wf_judge_score (f.request, NULL, NULL, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (strlen (error->message), >, 20);
      g_assert_cmpfloat (wf_blame_get_probability (f.blame, 0), ==, before);
      g_assert_cmpuint (stub_get_n_requests (f.stub), <=, 3);
      stop (&f);
    }
}

/* Asked to come again in a second, it does. */
static void
test_retry (void)
{
  Fixture f = { 0 };
  g_autofree char *busy = stub_respond (429, "Retry-After: 1\r\n", "{}");
  g_autofree char *good = good_reply ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJudgement) judgement = NULL;

  start (&f, busy, good);
  judgement = wf_judge_score (f.request, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (judgement);
  g_assert_cmpuint (stub_get_n_requests (f.stub), ==, 2);
  g_assert_cmpint (stub_get_time (f.stub, 1) - stub_get_time (f.stub, 0), >=, G_USEC_PER_SEC * 9 / 10);
  stop (&f);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (200000);
  g_cancellable_cancel (data);
  return NULL;
}

/* A server that never answers is left within 0.2 s of a cancel. */
static void
test_cancel (void)
{
  Fixture f = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  GThread *thread;
  gint64 began;

  start (&f, STUB_SILENCE, NULL);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  began = g_get_monotonic_time ();
  g_assert_null (wf_judge_score (f.request, NULL, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 600 * 1000);
  g_thread_join (thread);
  stop (&f);
}

static void
test_nobody_there (void)
{
  g_autoptr (WfBlame) blame = sample_blame ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJudgeRequest) request = wf_judge_request_new (blame, "http://127.0.0.1:9", "tiny", &error);

  g_assert_no_error (error);
  g_assert_null (wf_judge_score (request, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/score/good", test_good);
  g_test_add_func ("/judge/score/faults", test_faults);
  g_test_add_func ("/judge/score/retry", test_retry);
  g_test_add_func ("/judge/score/cancel", test_cancel);
  g_test_add_func ("/judge/score/nobody-there", test_nobody_there);
  return g_test_run ();
}
