/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/draft-private.h"
#include "core/formats/xml-private.h"

/* What the callbacks of the parser leave behind; its _private. */
typedef struct
{
  gsize n_elements;
  gboolean has_entities;
} Watch;

/* Elements remember in their _private where their start tag ends, in bytes of the file. */
static void
start_element (void *data,
               const xmlChar *name,
               const xmlChar *prefix,
               const xmlChar *uri,
               int n_namespaces,
               const xmlChar **namespaces,
               int n_attributes,
               int n_defaulted,
               const xmlChar **attributes)
{
  xmlParserCtxt *context = data;
  Watch *watch = context->_private;

  xmlSAX2StartElementNs (data, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted,
                         attributes);
  if (++watch->n_elements > WF_LIMIT_XML_ELEMENTS)
    {
      xmlStopParser (context);
      return;
    }
  if (context->node != NULL)
    context->node->_private =
        (void *) (context->input->consumed + (gsize) (context->input->cur - context->input->base));
}

static void
refuse_entity (void *data,
               const xmlChar *name,
               int type,
               const xmlChar *public_id,
               const xmlChar *system_id,
               xmlChar *content)
{
  xmlParserCtxt *context = data;
  Watch *watch = context->_private;

  watch->has_entities = TRUE;
  xmlStopParser (context);
}

static gboolean
check_outcome (WfXml *self, xmlParserCtxt *context, const Watch *watch, GError **error)
{
  const xmlError *fault = xmlCtxtGetLastError (context);
  g_autofree char *words = NULL;

  if (watch->n_elements > WF_LIMIT_XML_ELEMENTS)
    g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("%s: more than %d elements; leave out nodes"),
                 self->name, WF_LIMIT_XML_ELEMENTS);
  else if (watch->has_entities)
    g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                 _ ("%s:%d: the file declares entities, which aren’t read; replace them by their text"),
                 self->name, context->input != NULL ? context->input->line : 1);
  else if (!context->wellFormed || self->doc == NULL)
    {
      words = g_strdup (fault != NULL && fault->message != NULL ? fault->message : "");
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE, _ ("%s:%d:%d: not well-formed XML: %s"), self->name,
                   fault != NULL ? MAX (fault->line, 1) : 1, fault != NULL ? MAX (fault->int2, 1) : 1,
                   g_strstrip (words));
    }
  else if (xmlDocGetRootElement (self->doc) == NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_PARSE, _ ("%s:1:1: no element in the file"), self->name);
  else
    return TRUE;
  return FALSE;
}

gboolean
wf_xml_init (WfXml *self, WfSource *source, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (wf_source_get_bytes (source), &length);
  xmlParserCtxt *context;
  Watch watch = { 0, FALSE };
  gboolean is_read;

  if (length == 0)
    data = "";
  *self = (WfXml){ wf_source_get_name (source), data, data + length, NULL };
  if (length > WF_LIMIT_GRAPH_BYTES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s: %zu bytes; a graph file may have at most %d. Leave out attributes or nodes."),
                   self->name, length, WF_LIMIT_GRAPH_BYTES);
      return FALSE;
    }
  context = length > 0 ? xmlCreateMemoryParserCtxt (data, (int) length) : NULL;
  if (context == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE, _ ("%s:1:1: no element in the file"), self->name);
      return FALSE;
    }
  xmlCtxtUseOptions (context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
                                  XML_PARSE_BIG_LINES);
  context->_private = &watch;
  context->sax->startElementNs = start_element;
  context->sax->entityDecl = refuse_entity;
  xmlParseDocument (context);
  self->doc = context->myDoc;
  context->myDoc = NULL;
  is_read = check_outcome (self, context, &watch, error);
  xmlFreeParserCtxt (context);
  return is_read;
}

void
wf_xml_clear (WfXml *self)
{
  g_clear_pointer (&self->doc, xmlFreeDoc);
}

const char *
wf_xml_get_place (const WfXml *self, const xmlNode *element)
{
  const char *place = self->start + MIN ((gsize) element->_private, (gsize) (self->end - self->start));

  /* from the end of the start tag back to its <; in another encoding than UTF-8 the places are rough */
  while (place > self->start && (place == self->end || *place != '<'))
    place--;
  return place;
}

void
wf_xml_set_error (
    const WfXml *self, const xmlNode *element, GError **error, int code, const char *format, ...)
{
  WfText text = { self->name, self->start, self->end };
  const char *place = wf_xml_get_place (self, element);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  wf_text_set_error (&text, place, error, code, "%s", message);
}

gboolean
wf_xml_is (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, name);
}

xmlNode *
wf_xml_find (xmlNode *node, const char *name)
{
  while (node != NULL && (node->type != XML_ELEMENT_NODE || (name != NULL && !wf_xml_is (node, name))))
    node = node->next;
  return node;
}

static char *
take_string (xmlChar *string)
{
  char *copy = g_strdup ((const char *) string);

  xmlFree (string);
  return copy;
}

char *
wf_xml_dup_attribute (const xmlNode *element, const char *name)
{
  return take_string (xmlGetNoNsProp (element, (const xmlChar *) name));
}

char *
wf_xml_dup_content (const xmlNode *element)
{
  char *text = take_string (xmlNodeGetContent (element));

  return text != NULL ? text : g_strdup ("");
}

char *
wf_xml_dup_text (const xmlNode *element)
{
  return g_strstrip (wf_xml_dup_content (element));
}

/* behind what may stand before the root: white space, <?...?>, <!--...-->, <!DOCTYPE ...[...]> */
static const char *
skip_prologue (const char *p, const char *end)
{
  for (;;)
    {
      const char *close = NULL;

      while (p < end && g_ascii_isspace (*p))
        p++;
      if (g_str_has_prefix (p, "<?"))
        close = strstr (p, "?>");
      else if (g_str_has_prefix (p, "<!--"))
        close = strstr (p, "-->");
      else if (g_str_has_prefix (p, "<!"))
        {
          const char *bracket = strpbrk (p, "[>");

          close = bracket != NULL && *bracket == '[' ? strstr (bracket, "]") : p;
        }
      else
        return p;
      close = close != NULL ? strchr (close, '>') : NULL;
      if (close == NULL)
        return end;
      p = close + 1;
    }
}

gboolean
wf_xml_sniff (const char *head, gsize length, const char *name)
{
  g_autofree char *copy = g_strndup (head, length);
  const char *end = copy + strlen (copy);
  const char *p = g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy;
  gsize n;

  p = skip_prologue (p, end);
  if (*p != '<')
    return FALSE;
  p++;
  n = strcspn (p, " \t\r\n/>");
  if (memchr (p, ':', n) != NULL)
    {
      const char *local = (const char *) memchr (p, ':', n) + 1;

      n -= (gsize) (local - p);
      p = local;
    }
  return n == strlen (name) && strncmp (p, name, n) == 0;
}

gboolean
wf_xml_can_hold (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c < 0x20 && strchr ("\t\n\r", (int) c) == NULL) || c == 0xfffe || c == 0xffff)
        return FALSE;
    }
  return TRUE;
}
