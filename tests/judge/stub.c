/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "stub.h"

typedef struct
{
  char *text;
  gint64 time;
} Request;

struct _Stub
{
  GMutex lock;
  GSocketListener *listener;
  GCancellable *stop;
  GTlsCertificate *certificate;
  GPtrArray *threads;  /* GThread */
  GPtrArray *replies;  /* char * */
  GPtrArray *requests; /* Request */
  guint16 port;
};

typedef struct
{
  Stub *stub;
  GSocketConnection *connection;
} Visit;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->text);
  g_free (request);
}

static gsize
get_content_length (const char *headers)
{
  const char *found = strcasestr (headers, "content-length:");

  return found != NULL ? strtoul (found + strlen ("content-length:"), NULL, 10) : 0;
}

/* NULL when the connection ends before the request does. */
static char *
receive (GInputStream *stream, GCancellable *stop)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];

  for (;;)
    {
      const char *end = strstr (text->str, "\r\n\r\n");
      gssize n;

      if (end != NULL && text->len >= (gsize) (end + 4 - text->str) + get_content_length (text->str))
        return g_string_free (g_steal_pointer (&text), FALSE);
      n = g_input_stream_read (stream, buffer, sizeof buffer, stop, NULL);
      if (n <= 0)
        return NULL;
      g_string_append_len (text, buffer, n);
    }
}

static const char *
remember (Stub *self, char *text)
{
  Request *request = g_new (Request, 1);
  const char *reply;

  *request = (Request){ text, g_get_monotonic_time () };
  g_mutex_lock (&self->lock);
  reply = self->replies->pdata[MIN (self->requests->len, self->replies->len - 1)];
  g_ptr_array_add (self->requests, request);
  g_mutex_unlock (&self->lock);
  return reply;
}

static void
wait_for_stop (GCancellable *stop)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (stop, &fd))
    g_poll (&fd, 1, -1);
  g_cancellable_release_fd (stop);
}

static void
serve (Stub *self, GIOStream *stream)
{
  char *text = receive (g_io_stream_get_input_stream (stream), self->stop);
  const char *reply = text != NULL ? remember (self, text) : STUB_HANG_UP;
  gboolean stalls = g_str_has_suffix (reply, STUB_SILENCE);
  gsize length = strlen (reply) - (stalls ? strlen (STUB_SILENCE) : 0);

  if (!g_str_equal (reply, STUB_HANG_UP))
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), reply, length, NULL, self->stop, NULL);
  if (stalls)
    wait_for_stop (self->stop);
  g_io_stream_close (stream, NULL, NULL);
}

static gpointer
visit (gpointer data)
{
  Visit *visit = data;
  Stub *self = visit->stub;
  g_autoptr (GSocketConnection) connection = visit->connection;
  g_autoptr (GIOStream) secure =
      self->certificate != NULL
          ? g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL)
          : NULL;

  g_free (visit);
  serve (self, secure != NULL ? secure : G_IO_STREAM (connection));
  return NULL;
}

static gpointer
listen_on (gpointer data)
{
  Stub *self = data;

  for (;;)
    {
      GSocketConnection *connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL);
      Visit *guest;

      if (connection == NULL)
        return NULL;
      guest = g_new (Visit, 1);
      *guest = (Visit){ self, connection };
      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->threads, g_thread_new ("visit", visit, guest));
      g_mutex_unlock (&self->lock);
    }
}

Stub *
stub_new (const char *const *replies, GTlsCertificate *certificate)
{
  Stub *self = g_new0 (Stub, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  self->listener = g_socket_listener_new ();
  self->stop = g_cancellable_new ();
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->threads = g_ptr_array_new ();
  self->replies = g_ptr_array_new_with_free_func (g_free);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  for (gsize i = 0; replies[i] != NULL; i++)
    g_ptr_array_add (self->replies, g_strdup (replies[i]));
  g_socket_listener_add_address (self->listener, any_port, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &address, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  g_ptr_array_add (self->threads, g_thread_new ("stub", listen_on, self));
  return self;
}

void
stub_free (Stub *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->threads->pdata[0]);
  for (guint i = 1; i < self->threads->len; i++)
    g_thread_join (self->threads->pdata[i]);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->threads);
  g_ptr_array_unref (self->replies);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->lock);
  g_free (self);
}

char *
stub_get_url (Stub *self)
{
  return g_strdup_printf ("%s://127.0.0.1:%u", self->certificate != NULL ? "https" : "http", self->port);
}

guint
stub_get_n_requests (Stub *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->requests->len;
  g_mutex_unlock (&self->lock);
  return n;
}

char *
stub_get_request (Stub *self, guint index)
{
  char *text;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (index, <, self->requests->len);
  text = g_strdup (((Request *) self->requests->pdata[index])->text);
  g_mutex_unlock (&self->lock);
  return text;
}

gint64
stub_get_time (Stub *self, guint index)
{
  gint64 time;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (index, <, self->requests->len);
  time = ((Request *) self->requests->pdata[index])->time;
  g_mutex_unlock (&self->lock);
  return time;
}

char *
stub_respond (guint status, const char *headers, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %u Whatever\r\nContent-Type: application/json\r\n%s"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          status, headers, strlen (body), body);
}

char *
stub_say (const char *words)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), words);
  g_autofree char *quoted = json_to_string (node, FALSE);
  g_autofree char *body =
      g_strdup_printf ("{\"id\": \"x\", \"model\": \"tiny-2\", \"choices\": [{\"index\": 0, "
                       "\"finish_reason\": \"stop\", \"message\": {\"role\": "
                       "\"assistant\", \"content\": %s}}]}",
                       quoted);

  return stub_respond (200, "", body);
}
