/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/formats/network-private.h"
#include "core/formats/xml-private.h"

G_BEGIN_DECLS

/* What the formats of Bayesian networks in XML share. A place is an element. */

/* a WfPlaceErrorFunc of a WfXml */
void     wf_network_xml_set_error   (gconstpointer input, gconstpointer place, GError **error, int code, const char *message);
/* the numbers of an element: the whole table, own states fastest */
gboolean wf_network_xml_read_table  (WfNetworkDraft *draft, guint variable, const xmlNode *element, GError **error);
/* appends <tag>text</tag>, escaped, and a line break */
void     wf_network_xml_append      (GString *text, const char *indent, const char *tag, const char *value);
/* WF_ERROR_UNSUPPORTED for a name that XML can't hold */
gboolean wf_network_xml_check_names (WfModel *model, const char *format_name, GError **error);
/* the table of a node, numbers with spaces between */
void     wf_network_append_table    (WfModel *model, guint node, GString *text);

G_END_DECLS
