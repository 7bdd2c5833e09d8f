/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libxml/tree.h>

#include "core/base/source.h"

G_BEGIN_DECLS

/* A document read by libxml2: no network, no entities of its own, no files beside it. Spaces as in the file. */
typedef struct
{
  const char *name;     /* for messages; borrowed from the source, as the text */
  const char *start;
  const char *end;
  xmlDoc     *doc;
} WfXml;

/* WF_ERROR_PARSE with line and column when it isn't well-formed or declares entities; WF_ERROR_TOO_LARGE beyond
 * WF_LIMIT_GRAPH_BYTES or WF_LIMIT_XML_ELEMENTS. Clear it in either case. */
gboolean    wf_xml_init          (WfXml *self, WfSource *source, GError **error);
void        wf_xml_clear         (WfXml *self);
/* `name:line:column: message`, at the start tag of the element */
void        wf_xml_set_error     (const WfXml *self, const xmlNode *element, GError **error, int code, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

/* where its start tag begins, for messages */
const char *wf_xml_get_place     (const WfXml *self, const xmlNode *element);

/* whatever its namespace */
gboolean    wf_xml_is            (const xmlNode *node, const char *name);
/* the first child element at or after the node of that name (NULL: any), NULL without one; for (x = wf_xml_find (parent->children,
 * "a"); x != NULL; x = wf_xml_find (x->next, "a")) */
xmlNode    *wf_xml_find          (xmlNode *node, const char *name);
/* (transfer full), nullable: NULL without the attribute */
char       *wf_xml_dup_attribute (const xmlNode *element, const char *name);
/* (transfer full): all text within, as it is, and without the spaces around it */
char       *wf_xml_dup_content   (const xmlNode *element);
char       *wf_xml_dup_text      (const xmlNode *element);
/* what the file starts with, after declarations and comments: is it <name ...? */
gboolean    wf_xml_sniff         (const char *head, gsize length, const char *name);
/* FALSE where XML can't hold the text: characters below the space other than tab and line breaks, and U+FFFE, U+FFFF */
gboolean    wf_xml_can_hold      (const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfXml, wf_xml_clear)

G_END_DECLS
