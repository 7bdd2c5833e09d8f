/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "judge/ask-private.h"
#include "sample.h"
#include "stub.h"

#define GOOD "{\"scores\": [{\"step\": 1, \"score\": 80}, {\"step\": 4, \"score\": 20}]}"

/* Everything that could be waited for is short. */
static const WfPatience hasty = {
  .seconds = 20,
  .connect_seconds = 10,
  .first_wait = 0.05,
  .longest_wait = 2,
  .n_retries = 2,
};

static WfJudgeRequest *
request_to (const char *url)
{
  g_autoptr (WfBlame) blame = sample_blame ();
  g_autoptr (GError) error = NULL;
  WfJudgeRequest *request = wf_judge_request_new (blame, url, "tiny", &error);

  g_assert_no_error (error);
  return request;
}

static Stub *
stub_of (const char *reply)
{
  const char *const replies[] = { reply, NULL };

  return stub_new (replies, NULL);
}

static WfJudgement *
ask (Stub *stub, const WfPatience *patience, GError **error)
{
  g_autofree char *url = stub_get_url (stub);
  g_autoptr (WfJudgeRequest) request = request_to (url);

  return wf_judge_ask (request, NULL, patience, NULL, error);
}

/* No answer, for this reason and with these words. */
static void
assert_fails (Stub *stub, const WfPatience *patience, GQuark domain, int code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (stub, patience, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_good (void)
{
  g_autofree char *reply = stub_say (GOOD);
  g_autoptr (Stub) stub = stub_of (reply);
  g_autofree char *url = stub_get_url (stub);
  g_autofree char *judge = g_strconcat ("tiny-2 at ", url + strlen ("http://"), NULL);
  g_autoptr (WfJudgeRequest) request = request_to (url);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJudgement) judgement = wf_judge_score (request, NULL, NULL, &error);
  g_autoptr (WfBlame) blame = sample_blame ();
  g_autoptr (WfBlame) judged = NULL;
  const WfStepScore *scores;
  gsize n;

  g_assert_no_error (error);
  scores = wf_judgement_get_scores (judgement, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (scores[0].step, ==, 1);
  g_assert_cmpfloat (scores[0].score, ==, 80);
  g_assert_cmpuint (scores[1].step, ==, 4);
  g_assert_cmpstr (wf_judgement_get_model (judgement), ==, "tiny-2");
  g_assert_cmpstr (wf_judgement_get_judge (judgement), ==, judge);
  g_assert_cmpstr (wf_judgement_get_answer (judgement), ==, GOOD);
  g_assert_cmpfloat (wf_judgement_get_seconds (judgement), >, 0);
  g_assert_cmpstr (wf_judgement_get_notes (judgement)[0], ==,
                   "the judge scored 2 of the 5 steps it was asked about");
  g_assert_cmpuint (stub_get_n_requests (stub), ==, 1);

  judged = wf_judgement_apply (judgement, blame);
  g_assert_cmpstr (wf_blame_get_judge (judged), ==, judge);
  g_assert_cmpfloat (wf_blame_get_probability (judged, 1), >, wf_blame_get_probability (blame, 1));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* Header lines but for those that only carry the rest: Connection. */
static char **
list_headers (const char *request, const char *line_end)
{
  g_autofree char *head = g_strndup (request, strstr (request, line_end) - request);
  g_auto (GStrv) lines = g_strsplit (head, strlen (line_end) == 2 ? "\n" : "\r\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (gsize i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "Connection:", strlen ("Connection:")) != 0)
      g_ptr_array_add (kept, lines[i]);
  g_ptr_array_sort (kept, compare_lines);
  for (guint i = 0; i < kept->len; i++)
    g_strv_builder_add (builder, kept->pdata[i]);
  return g_strv_builder_end (builder);
}

/* The preview and what the server received: the same call, the same headers, the same bytes. */
static void
check_preview (const char *key)
{
  g_autofree char *reply = stub_say (GOOD);
  g_autoptr (Stub) stub = stub_of (reply);
  g_autofree char *url = stub_get_url (stub);
  g_autoptr (WfJudgeRequest) request = request_to (url);
  g_autofree char *preview = wf_judge_preview (request, key, NULL);
  g_autofree char *call = g_strconcat ("POST ", url, "/v1/chat/completions\n", NULL);
  g_autoptr (WfJudgement) judgement = NULL;
  g_autofree char *received = NULL;
  g_autoptr (GString) hidden = NULL;
  g_auto (GStrv) shown = NULL;
  g_auto (GStrv) sent = NULL;

  g_assert_cmpuint (stub_get_n_requests (stub), ==, 0);
  judgement = wf_judge_ask (request, key, &hasty, NULL, NULL);
  g_assert_nonnull (judgement);
  g_assert_cmpuint (stub_get_n_requests (stub), ==, 1);
  received = stub_get_request (stub, 0);

  g_assert_true (g_str_has_prefix (preview, call));
  g_assert_true (g_str_has_prefix (received, "POST /v1/chat/completions HTTP/1.1\r\n"));
  g_assert_cmpstr (strstr (preview, "\n\n") + 2, ==, strstr (received, "\r\n\r\n") + 4);
  hidden = g_string_new (received);
  if (key != NULL)
    g_assert_cmpuint (g_string_replace (hidden, key, "••••••••", 0), ==, 1);
  shown = list_headers (preview, "\n\n");
  sent = list_headers (hidden->str, "\r\n\r\n");
  g_assert_cmpstrv (shown, sent);
  g_assert_cmpint (strstr (received, "Authorization") != NULL, ==, key != NULL);
}

static void
test_preview (void)
{
  check_preview (NULL);
  check_preview ("sk-a-secret-of-mine");
}

/* The making of a request, its preview, a key that can't be sent: none of them reaches for the network. */
static void
test_nothing_sent (void)
{
  g_autofree char *reply = stub_say (GOOD);
  g_autoptr (Stub) stub = stub_of (reply);
  g_autofree char *url = stub_get_url (stub);
  g_autoptr (WfJudgeRequest) request = request_to (url);
  g_autofree char *preview = wf_judge_preview (request, "key", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (preview);
  g_assert_null (wf_judge_score (request, "a b", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (wf_judge_score (request, NULL, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_usleep (50000);
  g_assert_cmpuint (stub_get_n_requests (stub), ==, 0);
}

static void
test_fenced (void)
{
  g_autofree char *reply = stub_say ("Here you are:\n```json\n" GOOD "\n```\n");
  g_autoptr (Stub) stub = stub_of (reply);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJudgement) judgement = ask (stub, &hasty, &error);
  gsize n;

  g_assert_no_error (error);
  wf_judgement_get_scores (judgement, &n);
  g_assert_cmpuint (n, ==, 2);
}

/* An answer in chunks, as servers that stream inside send it. */
static void
test_chunked (void)
{
  g_autofree char *whole = stub_say (GOOD);
  const char *body = strstr (whole, "\r\n\r\n") + 4;
  g_autofree char *reply = g_strdup_printf ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                            "5\r\n%.5s\r\n%zx\r\n%s\r\n0\r\n\r\n",
                                            body, strlen (body + 5), body + 5);
  g_autoptr (Stub) stub = stub_of (reply);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJudgement) judgement = ask (stub, &hasty, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wf_judgement_get_answer (judgement), ==, GOOD);
}

static void
test_garbage (void)
{
  static const char *const garbage[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<html>Hi</html>",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"choices\":[",
  };
  g_autofree char *prose = stub_say ("Step 1, obviously.");
  g_autofree char *wrong =
      stub_say ("{\"scores\": [{\"step\": 2, \"score\": 50}, {\"step\": 77, \"score\": 3}]}");
  g_autofree char *partial = stub_say ("{\"scores\": [{\"step\": 1, \"score\": 80}, {\"st");
  g_autoptr (Stub) a = stub_of (prose);
  g_autoptr (Stub) b = stub_of (wrong);
  g_autoptr (Stub) c = stub_of (partial);

  for (gsize i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_autoptr (Stub) stub = stub_of (garbage[i]);

      assert_fails (stub, &hasty, WF_ERROR, WF_ERROR_PARSE, "OpenAI-compatible");
    }
  assert_fails (a, &hasty, WF_ERROR, WF_ERROR_PARSE, "Step 1, obviously.");
  assert_fails (b, &hasty, WF_ERROR, WF_ERROR_PARSE, "step 2");
  assert_fails (c, &hasty, WF_ERROR, WF_ERROR_PARSE, "breaks off");
}

/* No HTTP at all, or a connection that ends too early. */
static void
test_broken (void)
{
  static const char *const broken[] = {
    STUB_HANG_UP,
    "SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"choices\":",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{\"choices\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (Stub) stub = stub_of (broken[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (stub, &hasty, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "broke off"));
    }
}

static void
test_huge (void)
{
  g_autoptr (GString) reply = g_string_new ("HTTP/1.1 200 OK\r\nContent-Length: 33554432\r\n\r\n");
  gsize head = reply->len;
  g_autoptr (Stub) stub = NULL;

  g_string_set_size (reply, head + (32 << 20));
  memset (reply->str + head, ' ', 32 << 20);
  stub = stub_of (reply->str);
  assert_fails (stub, &hasty, WF_ERROR, WF_ERROR_TOO_LARGE, "limit of 1048576 bytes");
}

/* ---- statuses ---- */

static void
test_statuses (void)
{
  static const struct
  {
    guint status;
    GIOErrorEnum code;
    guint n_requests;
    const char *advice;
  } cases[] = {
    { 400, G_IO_ERROR_INVALID_ARGUMENT, 1, "the model’s name" },
    { 401, G_IO_ERROR_PERMISSION_DENIED, 1, "Check the key" },
    { 402, G_IO_ERROR_PERMISSION_DENIED, 1, "account" },
    { 403, G_IO_ERROR_PERMISSION_DENIED, 1, "Check the key" },
    { 404, G_IO_ERROR_NOT_FOUND, 1, "Check the address" },
    { 413, G_IO_ERROR_INVALID_ARGUMENT, 1, "shorter" },
    { 418, G_IO_ERROR_INVALID_ARGUMENT, 1, "Check the address" },
    { 429, G_IO_ERROR_BUSY, 3, "try again later" },
    { 500, G_IO_ERROR_FAILED, 3, "try again later" },
    { 501, G_IO_ERROR_FAILED, 1, "try again later" },
    { 503, G_IO_ERROR_FAILED, 3, "try again later" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reply = stub_respond (cases[i].status, "", "{\"error\": {\"message\": \"so it is\"}}");
      g_autoptr (Stub) stub = stub_of (reply);
      g_autofree char *number = g_strdup_printf ("status %u (so it is)", cases[i].status);

      assert_fails (stub, &hasty, G_IO_ERROR, cases[i].code, cases[i].advice);
      assert_fails (stub, &hasty, G_IO_ERROR, cases[i].code, number);
      g_assert_cmpuint (stub_get_n_requests (stub), ==, 2 * cases[i].n_requests);
    }
}

/* A server that is busy twice and then answers; it says how long to wait. */
static void
test_retry (void)
{
  g_autofree char *busy = stub_respond (429, "Retry-After: 1\r\n", "{}");
  g_autofree char *down = stub_respond (500, "", "oops");
  g_autofree char *good = stub_say (GOOD);
  const char *const replies[] = { busy, down, good, NULL };
  g_autoptr (Stub) stub = stub_new (replies, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfJudgement) judgement = ask (stub, &hasty, &error);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (stub_get_n_requests (stub), ==, 3);
  g_assert_cmpint (stub_get_time (stub, 1) - stub_get_time (stub, 0), >=, 900000);
  g_assert_cmpint (stub_get_time (stub, 2) - stub_get_time (stub, 1), >=, 90000); /* twice the first wait */
  g_assert_cmpfloat (wf_judgement_get_seconds (judgement), >=, 1);
  first = stub_get_request (stub, 0);
  last = stub_get_request (stub, 2);
  g_assert_cmpstr (first, ==, last);
}

/* A date is as good as a number; one in the past is now; one that is none counts as not said. */
static void
test_retry_dates (void)
{
  static const char *const headers[] = {
    "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n",
    "Retry-After: 0\r\n",
    "Retry-After: soon\r\n",
    "Retry-After: -5\r\n",
    "Retry-After: 99999999999999999999\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *busy = stub_respond (429, headers[i], "{}");
      g_autofree char *good = stub_say (GOOD);
      const char *const replies[] = { busy, good, NULL };
      g_autoptr (Stub) stub = stub_new (replies, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfJudgement) judgement = ask (stub, &hasty, &error);

      g_assert_no_error (error);
      g_assert_nonnull (judgement);
      g_assert_cmpint (stub_get_time (stub, 1) - stub_get_time (stub, 0), <, 2000000);
    }
}

/* A wait beyond the bound, or beyond all the time there is: the user is told at once. */
static void
test_long_wait (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_hours (now, 1);
  g_autofree char *date = g_date_time_format (later, "Retry-After: %a, %d %b %Y %H:%M:%S GMT\r\n");
  g_autofree char *by_number = stub_respond (429, "Retry-After: 3600\r\n", "{}");
  g_autofree char *by_date = stub_respond (503, date, "{}");
  g_autoptr (Stub) a = stub_of (by_number);
  g_autoptr (Stub) b = stub_of (by_date);
  WfPatience brief = hasty;

  g_test_timer_start ();
  assert_fails (a, &hasty, G_IO_ERROR, G_IO_ERROR_BUSY, "3600 seconds");
  assert_fails (b, &hasty, G_IO_ERROR, G_IO_ERROR_FAILED, "to wait 3");
  brief.longest_wait = 7200;
  assert_fails (a, &brief, G_IO_ERROR, G_IO_ERROR_BUSY, "3600 seconds");
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 5);
  g_assert_cmpuint (stub_get_n_requests (a), ==, 2);
}

/* A server that echoes the key, as some do in "incorrect API key": the message doesn't. */
static void
test_key_echoed (void)
{
  g_autofree char *reply =
      stub_respond (401, "", "{\"error\": {\"message\": \"bad key sk-mine, yes sk-mine\"}}");
  g_autoptr (Stub) stub = stub_of (reply);
  g_autofree char *url = stub_get_url (stub);
  g_autoptr (WfJudgeRequest) request = request_to (url);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_judge_ask (request, "sk-mine", &hasty, NULL, &error));
  g_assert_nonnull (strstr (error->message, "bad key ••••••••, yes ••••••••"));
  g_assert_null (strstr (error->message, "sk-mine"));
}

/* The log goes to the host that was named, and to no other. */
static void
test_redirect (void)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autofree char *good = stub_say (GOOD);
  g_autoptr (Stub) other = stub_of (good);
  g_autofree char *other_url = stub_get_url (other);
  g_autofree char *header = g_strdup_printf ("Location: %s/v1/chat/completions\r\n", other_url);

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *reply = stub_respond (statuses[i], header, "");
      g_autoptr (Stub) stub = stub_of (reply);

      assert_fails (stub, &hasty, G_IO_ERROR, G_IO_ERROR_FAILED, other_url);
      g_assert_cmpuint (stub_get_n_requests (stub), ==, 1);
    }
  g_assert_cmpuint (stub_get_n_requests (other), ==, 0);
}

/* ---- nobody there, nobody trusted ---- */

static void
test_refused (void)
{
  g_autofree char *url = NULL;
  g_autoptr (WfJudgeRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  Stub *stub = stub_of (STUB_SILENCE);

  url = stub_get_url (stub);
  stub_free (stub);
  request = request_to (url);
  g_assert_null (wf_judge_ask (request, NULL, &hasty, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_nonnull (strstr (error->message, "Start the judge’s server"));
}

static void
test_tls (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "judge", "self-signed.pem", NULL);
  g_autofree char *good = stub_say (GOOD);
  const char *const replies[] = { good, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (Stub) impostor = NULL;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("no TLS backend");
      return;
    }
  certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  impostor = stub_new (replies, certificate);
  assert_fails (impostor, &hasty, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "Nothing was sent");
  g_assert_cmpuint (stub_get_n_requests (impostor), ==, 0);
}

/* https:// asked of a server that speaks plain HTTP */
static void
test_no_tls (void)
{
  g_autofree char *reply = stub_respond (400, "", "{}");
  g_autoptr (Stub) stub = stub_of (reply);
  g_autofree char *url = stub_get_url (stub);
  g_autofree char *secure = g_strconcat ("https", url + strlen ("http"), NULL);
  g_autoptr (WfJudgeRequest) request = request_to (secure);
  WfPatience brief = hasty;
  g_autoptr (GError) error = NULL;

  brief.connect_seconds = 0.5;
  g_assert_null (wf_judge_ask (request, NULL, &brief, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_cmpuint (stub_get_n_requests (stub), ==, 0);
}

/* ---- time ---- */

static void
test_time_out (void)
{
  g_autoptr (Stub) stub = stub_of (STUB_SILENCE);
  WfPatience brief = hasty;

  brief.seconds = 0.3;
  g_test_timer_start ();
  assert_fails (stub, &brief, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "faster model");
  g_assert_cmpfloat (g_test_timer_elapsed (), >=, 0.3);
  g_assert_cmpfloat (g_test_timer_last (), <, 5);
}

/* The time is that of all attempts together. */
static void
test_time_out_of_all (void)
{
  g_autofree char *busy = stub_respond (503, "", "{}");
  const char *const replies[] = { busy, STUB_SILENCE, NULL };
  g_autoptr (Stub) stub = stub_new (replies, NULL);
  WfPatience brief = hasty;

  brief.seconds = 0.5;
  g_test_timer_start ();
  assert_fails (stub, &brief, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "time limit");
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 5);
  g_assert_cmpuint (stub_get_n_requests (stub), ==, 2);
}

typedef struct
{
  GCancellable *cancellable;
  Stub *stub;
  gint64 when;
} Canceller;

/* as soon as the request is there, so that the judge is being waited for */
static gpointer
cancel_soon (gpointer data)
{
  Canceller *self = data;

  while (stub_get_n_requests (self->stub) == 0)
    g_usleep (1000);
  g_usleep (50000);
  self->when = g_get_monotonic_time ();
  g_cancellable_cancel (self->cancellable);
  return NULL;
}

/* Within 0.2 s: while the judge thinks, while it sends, while it wants to be left alone. */
static void
test_cancel (void)
{
  g_autofree char *busy = stub_respond (429, "Retry-After: 2\r\n", "{}");
  const char *const cases[] = { STUB_SILENCE,
                                "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"choices\":" STUB_SILENCE,
                                busy };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Stub) stub = stub_of (cases[i]);
      g_autofree char *url = stub_get_url (stub);
      g_autoptr (WfJudgeRequest) request = request_to (url);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
      g_autoptr (GError) error = NULL;
      Canceller canceller = { cancellable, stub, 0 };
      GThread *thread = g_thread_new ("cancel", cancel_soon, &canceller);
      gint64 ended;

      g_assert_null (wf_judge_ask (request, NULL, &hasty, progress, &error));
      ended = g_get_monotonic_time ();
      g_thread_join (thread);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (ended - canceller.when, <, 200000);
      g_assert_nonnull (wf_progress_get_stage (progress));
    }
}

/* Several jobs at a time, as the window may have them. */
static gpointer
ask_in_thread (gpointer data)
{
  return ask (data, &hasty, NULL);
}

static void
test_threads (void)
{
  g_autofree char *reply = stub_say (GOOD);
  g_autoptr (Stub) stub = stub_of (reply);
  GThread *threads[8];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_in_thread, stub);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (WfJudgement) judgement = g_thread_join (threads[i]);

      g_assert_nonnull (judgement);
      g_assert_cmpstr (wf_judgement_get_model (judgement), ==, "tiny-2");
    }
  g_assert_cmpuint (stub_get_n_requests (stub), ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/ask/good", test_good);
  g_test_add_func ("/judge/ask/preview", test_preview);
  g_test_add_func ("/judge/ask/nothing-sent", test_nothing_sent);
  g_test_add_func ("/judge/ask/fenced", test_fenced);
  g_test_add_func ("/judge/ask/chunked", test_chunked);
  g_test_add_func ("/judge/ask/garbage", test_garbage);
  g_test_add_func ("/judge/ask/broken", test_broken);
  g_test_add_func ("/judge/ask/huge", test_huge);
  g_test_add_func ("/judge/ask/statuses", test_statuses);
  g_test_add_func ("/judge/ask/retry", test_retry);
  g_test_add_func ("/judge/ask/retry-dates", test_retry_dates);
  g_test_add_func ("/judge/ask/long-wait", test_long_wait);
  g_test_add_func ("/judge/ask/key-echoed", test_key_echoed);
  g_test_add_func ("/judge/ask/redirect", test_redirect);
  g_test_add_func ("/judge/ask/refused", test_refused);
  g_test_add_func ("/judge/ask/tls", test_tls);
  g_test_add_func ("/judge/ask/no-tls", test_no_tls);
  g_test_add_func ("/judge/ask/time-out", test_time_out);
  g_test_add_func ("/judge/ask/time-out-of-all", test_time_out_of_all);
  g_test_add_func ("/judge/ask/cancel", test_cancel);
  g_test_add_func ("/judge/ask/threads", test_threads);
  return g_test_run ();
}
