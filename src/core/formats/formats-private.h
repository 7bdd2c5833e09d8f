/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/formats/formats.h"

G_BEGIN_DECLS

/* One declaration a format, one line in registry.c. */

extern const WfFormat wf_format_bif;
extern const WfFormat wf_format_covariance;
extern const WfFormat wf_format_csv;
extern const WfFormat wf_format_tsv;
extern const WfFormat wf_format_dagitty;
extern const WfFormat wf_format_dot;
extern const WfFormat wf_format_gml;
extern const WfFormat wf_format_graphml;
extern const WfFormat wf_format_json;
extern const WfFormat wf_format_json_table;
extern const WfFormat wf_format_lavaan;
extern const WfFormat wf_format_pcalg;
extern const WfFormat wf_format_tetrad_json;
extern const WfFormat wf_format_knowledge;
extern const WfFormat wf_format_knowledge_json;
extern const WfFormat wf_format_knowledge_tetrad_json;
extern const WfFormat wf_format_project;
extern const WfFormat wf_format_model;
extern const WfFormat wf_format_ods;
extern const WfFormat wf_format_sas;
extern const WfFormat wf_format_sas_transport;
extern const WfFormat wf_format_spss;
extern const WfFormat wf_format_spss_portable;
extern const WfFormat wf_format_sqlite;
extern const WfFormat wf_format_stata;
extern const WfFormat wf_format_net;
extern const WfFormat wf_format_tetrad;
extern const WfFormat wf_format_xdsl;
extern const WfFormat wf_format_xlsx;
extern const WfFormat wf_format_xmlbif;

const WfFormat *wf_formats_find_writer (const char *id, WfContent content, GError **error);

/* ---- models in JSON ---- */
#define WF_MODEL_FORMAT_NAME    "wherefore-model"
#define WF_MODEL_FORMAT_VERSION 1
#define WF_MODEL_TABLE_KIND     "categorical"   /* the kind of mechanism whose rows are told by the names of levels */

WfGraph *wf_graphml_read (WfSource *source, GError **error);

/* ---- Tetrad's knowledge files ---- */
/* does the line begin a section? */
gboolean wf_knowledge_is_section (const char *line);
gboolean wf_knowledge_write_text (WfKnowledge *knowledge, GString *text, GError **error);

/* ---- knowledge in JSON ---- */
/* the file as read_object() takes its object: (transfer full), or NULL with the error */
WfKnowledge *wf_knowledge_read_json_file (WfSource *source, WfKnowledge *(*read_object) (JsonObject *, const WfJsonPlace *, GError **),
                                          GError **error);
/* [["a", "b"], ...], each pair said of the knowledge; none where there is no such member */
gboolean wf_knowledge_read_json_arrows (WfKnowledge *knowledge, JsonObject *object, const char *member,
                                        void (*say) (WfKnowledge *, const char *, const char *), const WfJsonPlace *place, GError **error);

G_END_DECLS
