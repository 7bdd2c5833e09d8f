/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "judge/endpoint-private.h"

#define CALL         "/chat/completions"
#define NEEDS_SCHEME _ ("it has to begin with https:// or http://")

static gboolean
refuse (const char *url, const char *why, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s” is not the address of a judge: %s"), url, why);
  return FALSE;
}

/* The user's name and password would end up in reports. */
static gboolean
check (GUri *uri, const char *url, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return refuse (url, NEEDS_SCHEME, error);
  if (host == NULL || *host == '\0')
    return refuse (url, _ ("it names no host"), error);
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("An address with a user or password in it is not used for a judge: give the "
                              "address without them, and the key by itself."));
      return FALSE;
    }
  return TRUE;
}

/* "" -> "/v1/chat/completions", "/api/v1/" -> "/api/v1/chat/completions" */
static char *
complete_path (const char *path)
{
  gsize length = strlen (path);

  while (length > 0 && path[length - 1] == '/')
    length--;
  if (length == 0)
    return g_strdup ("/v1" CALL);
  if (length >= strlen (CALL) && strncmp (path + length - strlen (CALL), CALL, strlen (CALL)) == 0)
    return g_strndup (path, length);
  return g_strdup_printf ("%.*s" CALL, (int) length, path);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static char *
name_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  gboolean is_v6 = strchr (host, ':') != NULL;
  int usual = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
  int port = g_uri_get_port (uri);
  g_autofree char *name = g_strdup_printf (is_v6 ? "[%s]" : "%s", host);

  return port <= 0 || port == usual ? g_steal_pointer (&name) : g_strdup_printf ("%s:%d", name, port);
}

/* Where the address of a server, of its API or of the very call leads. NULL with WF_ERROR_DATA. */
WfEndpoint *
wf_endpoint_new (const char *url, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, &failure);
  g_autofree char *path = NULL;
  WfEndpoint *self;

  if (uri == NULL)
    {
      refuse (url, strstr (url, "://") != NULL ? failure->message : NEEDS_SCHEME, error);
      return NULL;
    }
  if (!check (uri, url, error))
    return NULL;
  path = complete_path (g_uri_get_path (uri));
  self = g_new0 (WfEndpoint, 1);
  self->uri = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                           g_uri_get_port (uri), path, g_uri_get_query (uri), NULL);
  self->url = g_uri_to_string (self->uri);
  self->host = name_host (uri);
  self->is_loopback = is_loopback (g_uri_get_host (uri));
  self->is_encrypted = g_str_equal (g_uri_get_scheme (uri), "https");
  return self;
}

void
wf_endpoint_free (WfEndpoint *self)
{
  g_uri_unref (self->uri);
  g_free (self->url);
  g_free (self->host);
  g_free (self);
}

/* A key goes nowhere in the clear, and into a header only as one word. */
gboolean
wf_endpoint_check_key (const WfEndpoint *self, const char *key, GError **error)
{
  gsize length = strlen (key);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (key[i]))
      {
        g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                             _ ("The judge’s key holds a blank, a line break or another character that no "
                                "key has: copy it again."));
        return FALSE;
      }
  if (length == 0)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("The judge’s key is empty: set it, or give none at all."));
      return FALSE;
    }
  if (!self->is_encrypted && !self->is_loopback)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The key would travel to %s unencrypted: use the judge’s https:// address, or give no "
                      "key."),
                   self->host);
      return FALSE;
    }
  return TRUE;
}
