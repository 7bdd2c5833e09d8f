/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/formats/xml-stream-private.h"

typedef struct
{
  const char *name;
  const char *entry;
  const WfXmlEvents *events;
  gpointer data;
  xmlParserCtxt *context;
  gboolean is_over; /* nothing more is needed */
  gboolean has_declarations;
  GError *error;
} Stream;

/* ---- attributes: five pointers each: name, prefix, address of the namespace, value, its end ---- */

#define FIELDS 5

gboolean
wf_xml_attributes_find (
    const WfXmlAttributes *self, const char *prefix, const char *name, const char **value, gsize *length)
{
  for (int i = 0; i < self->n; i++)
    {
      const xmlChar **field = self->raw + (gsize) i * FIELDS;

      if (!g_str_equal ((const char *) field[0], name) ||
          (prefix != NULL && g_strcmp0 ((const char *) field[1], prefix) != 0))
        continue;
      *value = (const char *) field[3];
      *length = (gsize) (field[4] - field[3]);
      return TRUE;
    }
  return FALSE;
}

char *
wf_xml_attributes_dup (const WfXmlAttributes *self, const char *name)
{
  const char *value;
  gsize length;

  return wf_xml_attributes_find (self, NULL, name, &value, &length) ? g_strndup (value, length) : NULL;
}

gboolean
wf_xml_attributes_is (const WfXmlAttributes *self, const char *prefix, const char *name, const char *value)
{
  const char *found;
  gsize length;

  return wf_xml_attributes_find (self, prefix, name, &found, &length) && length == strlen (value) &&
         memcmp (found, value, length) == 0;
}

gint64
wf_xml_attributes_get_whole (const WfXmlAttributes *self, const char *name, gint64 least, gint64 fallback)
{
  g_autofree char *text = wf_xml_attributes_dup (self, name);
  gint64 value;

  return text != NULL && g_ascii_string_to_signed (text, 10, least, G_MAXINT32, &value, NULL) ? value
                                                                                              : fallback;
}

/* ---- the parser ---- */

static void
settle (Stream *self, gboolean goes_on)
{
  if (goes_on)
    return;
  self->is_over = TRUE;
  xmlStopParser (self->context);
}

static void
on_start (void *data,
          const xmlChar *name,
          const xmlChar *prefix,
          const xmlChar *uri,
          int n_namespaces,
          const xmlChar **namespaces,
          int n_attributes,
          int n_defaulted,
          const xmlChar **attributes)
{
  Stream *self = data;
  WfXmlAttributes found = { attributes, n_attributes };

  if (!self->is_over)
    settle (self, self->events->start (self->data, (const char *) name, &found, &self->error));
}

static void
on_end (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Stream *self = data;

  if (!self->is_over && self->events->end != NULL)
    settle (self, self->events->end (self->data, (const char *) name, &self->error));
}

static void
on_text (void *data, const xmlChar *text, int length)
{
  Stream *self = data;

  if (!self->is_over && self->events->text != NULL)
    self->events->text (self->data, (const char *) text, (gsize) length);
}

static void
on_entity (void *data,
           const xmlChar *name,
           int type,
           const xmlChar *public_id,
           const xmlChar *system_id,
           xmlChar *content)
{
  Stream *self = data;

  self->has_declarations = TRUE;
  settle (self, FALSE);
}

/* the value that it declares would come again with every element: a few bytes stand for many */
static void
on_attribute (void *data,
              const xmlChar *element,
              const xmlChar *name,
              int type,
              int use,
              const xmlChar *value,
              xmlEnumerationPtr choices)
{
  Stream *self = data;

  xmlFreeEnumeration (choices);
  self->has_declarations = TRUE;
  settle (self, FALSE);
}

static gboolean
check_outcome (Stream *self, GError **error)
{
  const xmlError *fault = xmlCtxtGetLastError (self->context);
  g_autofree char *words = NULL;

  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (self->has_declarations)
    g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                 _ ("%s: its part “%s” declares entities or attributes, which isn’t read; save it with "
                    "another program"),
                 self->name, self->entry);
  else if (!self->is_over && !self->context->wellFormed)
    {
      words = g_strdup (fault != NULL && fault->message != NULL ? fault->message : "");
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                   _ ("%s: line %d, column %d of its part “%s” is no well-formed XML: %s"), self->name,
                   fault != NULL ? MAX (fault->line, 1) : 1, fault != NULL ? MAX (fault->int2, 1) : 1,
                   self->entry, g_strstrip (words));
    }
  else
    return TRUE;
  return FALSE;
}

static gboolean
receive (const char *bytes, gsize length, gpointer data, GError **error)
{
  Stream *self = data;

  xmlParseChunk (self->context, bytes, (int) length, length == 0);
  return check_outcome (self, error) && !self->is_over;
}

gboolean
wf_xml_stream (WfZip *zip,
               const char *name,
               const char *entry,
               const WfXmlEvents *events,
               gpointer data,
               WfProgress *progress,
               GError **error)
{
  Stream self = { .name = name, .entry = entry, .events = events, .data = data };
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC,
                            .startElementNs = on_start,
                            .endElementNs = on_end,
                            .characters = on_text,
                            .ignorableWhitespace = on_text,
                            .cdataBlock = on_text,
                            .entityDecl = on_entity,
                            .attributeDecl = on_attribute };
  gboolean is_read;

  self.context = xmlCreatePushParserCtxt (&handler, &self, NULL, 0, NULL);
  /* what XML itself has entities for stands in values as it is meant */
  xmlCtxtUseOptions (self.context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                       XML_PARSE_NOENT | XML_PARSE_BIG_LINES);
  is_read = wf_zip_read (zip, entry, receive, &self, progress, error);
  if (self.context->myDoc != NULL)
    xmlFreeDoc (self.context->myDoc);
  xmlFreeParserCtxt (self.context);
  return is_read;
}
