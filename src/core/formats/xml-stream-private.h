/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libxml/parser.h>

#include "core/base/zip.h"

G_BEGIN_DECLS

/* XML out of an archive, element by element: no tree, no network, no entities of its own. Names are without their prefix. */

typedef struct
{
  const xmlChar **raw; /* as libxml2 has them */
  int n;
} WfXmlAttributes;

/* FALSE without it, or with another prefix (NULL: any); the value isn't terminated */
gboolean wf_xml_attributes_find (const WfXmlAttributes *self, const char *prefix, const char *name, const char **value, gsize *length);
/* (transfer full), nullable */
char    *wf_xml_attributes_dup  (const WfXmlAttributes *self, const char *name);
gboolean wf_xml_attributes_is   (const WfXmlAttributes *self, const char *prefix, const char *name, const char *value);
/* a whole number of at least least; without one the fallback */
gint64   wf_xml_attributes_get_whole (const WfXmlAttributes *self, const char *name, gint64 least, gint64 fallback);

/* FALSE: with an error, or no more of the entry is needed */
typedef struct
{
  gboolean (*start) (gpointer data, const char *name, const WfXmlAttributes *attributes, GError **error);
  gboolean (*end)   (gpointer data, const char *name, GError **error);   /* nullable */
  void     (*text)  (gpointer data, const char *text, gsize length);   /* nullable */
} WfXmlEvents;

/* The errors of wf_zip_read(), WF_ERROR_PARSE with the line and column in the entry when it isn't well-formed, WF_ERROR_UNSUPPORTED when
 * it declares entities or values of attributes */
gboolean wf_xml_stream (WfZip             *zip,
                        const char        *name,
                        const char        *entry,
                        const WfXmlEvents *events,
                        gpointer           data,
                        WfProgress        *progress,
                        GError           **error);

G_END_DECLS
