/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "judge/http-private.h"

#define CHUNK 16384

/* One call, from the connection to the last byte of the answer, on a main context of its own. */
typedef struct
{
  const WfHttpCall *call;
  GMainContext *context;
  SoupMessage *message;
  GCancellable *stop; /* the user's wish, or a limit of time */
  GByteArray *body;
  gboolean is_connected;
  gboolean is_late;
  gboolean is_done;
  GError *error;
} Exchange;

gsize
wf_http_list_headers (const char *authorization, WfHttpHeader *headers)
{
  gsize n = 0;

  headers[n++] = (WfHttpHeader){ "User-Agent", "Wherefore/" PACKAGE_VERSION };
  headers[n++] = (WfHttpHeader){ "Content-Type", "application/json" };
  headers[n++] = (WfHttpHeader){ "Accept", "application/json" };
  if (authorization != NULL)
    headers[n++] = (WfHttpHeader){ "Authorization", authorization };
  return n;
}

static void
end (Exchange *self, GError *error)
{
  self->error = error;
  self->is_done = TRUE;
}

static void read_on (Exchange *self, GInputStream *stream);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *self = data;
  GInputStream *stream = G_INPUT_STREAM (source);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (stream, result, &error);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      end (self, error);
      return;
    }
  if (self->body->len + g_bytes_get_size (bytes) > self->call->max_bytes)
    {
      end (self, g_error_new (WF_ERROR, WF_ERROR_TOO_LARGE,
                              _ ("The judge’s answer is longer than the limit of %zu bytes; it was not read "
                                 "to its end. Is %s a language model?"),
                              self->call->max_bytes, self->call->endpoint->host));
      return;
    }
  g_byte_array_append (self->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  read_on (self, stream);
}

static void
read_on (Exchange *self, GInputStream *stream)
{
  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, self->stop, on_read, self);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *self = data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL)
    end (self, error);
  else
    read_on (self, stream);
}

static void
on_wrote_headers (SoupMessage *message, gpointer data)
{
  Exchange *self = data;

  self->is_connected = TRUE;
}

static gboolean
on_deadline (gpointer data)
{
  Exchange *self = data;

  self->is_late = TRUE;
  g_cancellable_cancel (self->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_connect_deadline (gpointer data)
{
  Exchange *self = data;

  return self->is_connected ? G_SOURCE_REMOVE : on_deadline (self);
}

static GSource *
add_timer (Exchange *self, double seconds, GSourceFunc function)
{
  GSource *source = g_timeout_source_new ((guint) (MAX (0, seconds) * 1000));

  g_source_set_callback (source, function, self, NULL);
  g_source_attach (source, self->context);
  return source;
}

/* Nothing beyond what the preview shows, and nobody but the named host: no redirects, no cookies, no
 * compression, and no proxy between this machine and itself. */
static SoupSession *
create_session (const WfEndpoint *endpoint)
{
  SoupSession *session = soup_session_new ();

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  if (endpoint->is_loopback)
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

static SoupMessage *
create_message (const WfHttpCall *call)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_POST, call->endpoint->uri);
  g_autoptr (GBytes) body = g_bytes_new (call->body, strlen (call->body));
  g_autofree char *authorization = call->key != NULL ? g_strconcat (WF_HTTP_BEARER, call->key, NULL) : NULL;
  WfHttpHeader headers[WF_HTTP_MAX_HEADERS];
  gsize n_headers = wf_http_list_headers (authorization, headers);

  soup_message_set_request_body_from_bytes (message, NULL, body);
  for (gsize i = 0; i < n_headers; i++)
    soup_message_headers_replace (soup_message_get_request_headers (message), headers[i].name,
                                  headers[i].value);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

static void
run (Exchange *self)
{
  g_autoptr (SoupSession) session = create_session (self->call->endpoint);
  double left = (double) (self->call->deadline - g_get_monotonic_time ()) / G_USEC_PER_SEC;
  g_autoptr (GSource) deadline = add_timer (self, left, on_deadline);
  g_autoptr (GSource) connect = add_timer (self, self->call->connect_seconds, on_connect_deadline);

  self->message = create_message (self->call);
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (on_wrote_headers), self);
  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, self->stop, on_sent, self);
  while (!self->is_done)
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (deadline);
  g_source_destroy (connect);
  soup_session_abort (session);
  while (g_main_context_iteration (self->context, FALSE))
    ;
}

static double
get_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = NULL;
  guint64 seconds;

  if (text == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return (double) seconds;
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;
  now = g_date_time_new_now_utc ();
  return MAX (0, (double) g_date_time_difference (date, now) / G_USEC_PER_SEC);
}

static WfHttpReply *
create_reply (Exchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  WfHttpReply *reply = g_new0 (WfHttpReply, 1);

  reply->status = soup_message_get_status (self->message);
  reply->reason = g_utf8_make_valid (soup_message_get_reason_phrase (self->message), -1);
  reply->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  reply->retry_after = get_retry_after (headers);
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  return reply;
}

static gboolean
explain_lateness (Exchange *self, GError **error)
{
  const char *host = self->call->endpoint->host;

  if (!self->is_connected)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                 _ ("The judge at %s can’t be reached: no connection within the time limit. Check the "
                    "address and the network."),
                 host);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                 _ ("The judge at %s has not answered within the time limit: try again, or ask a faster "
                    "model."),
                 host);
  return FALSE;
}

static gboolean
succeed (Exchange *self, WfProgress *progress, GError **error)
{
  if (!wf_progress_check (progress, error))
    return FALSE;
  if (self->is_late)
    return explain_lateness (self, error);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static void
pass_on (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

/* One call of an endpoint: blocks until the answer is there, the deadline is over or the user cancels. */
WfHttpReply *
wf_http_post (const WfHttpCall *call, WfProgress *progress, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  GCancellable *cancellable = wf_progress_get_cancellable (progress);
  Exchange self = { .call = call, .context = context, .stop = stop, .body = g_byte_array_new () };
  gulong passing = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (pass_on),
                                                                g_object_ref (stop), g_object_unref)
                                       : 0;
  WfHttpReply *reply = NULL;

  g_main_context_push_thread_default (context);
  run (&self);
  g_main_context_pop_thread_default (context);
  g_cancellable_disconnect (cancellable, passing);
  if (succeed (&self, progress, error))
    reply = create_reply (&self);
  g_clear_object (&self.message);
  g_clear_pointer (&self.body, g_byte_array_unref);
  g_clear_error (&self.error);
  return reply;
}

void
wf_http_reply_free (WfHttpReply *self)
{
  g_free (self->reason);
  g_free (self->location);
  g_bytes_unref (self->body);
  g_free (self);
}
