/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/params.h"
#include "core/base/json-place.h"
#include "core/base/source.h"
#include "core/graph/knowledge.h"
#include "core/model/model.h"
#include "core/report/report.h"
#include "core/table/covariance.h"
#include "core/table/table.h"

G_BEGIN_DECLS

typedef enum /*< flags >*/
{
  WF_CONTENT_TABLE     = 1 << 0,
  WF_CONTENT_GRAPH     = 1 << 1,
  WF_CONTENT_KNOWLEDGE = 1 << 2,
  WF_CONTENT_COVARIANCE = 1 << 3,
  WF_CONTENT_MODEL     = 1 << 4,
  WF_CONTENT_PROJECT   = 1 << 5,
} WfContent;

/* what a graph may carry that a format may have no place for */
typedef enum /*< flags >*/
{
  WF_GRAPH_PART_KIND          = 1 << 0,
  WF_GRAPH_PART_POSITIONS     = 1 << 1,
  WF_GRAPH_PART_LATENT        = 1 << 2,
  WF_GRAPH_PART_ROLES         = 1 << 3,
  WF_GRAPH_PART_PROBABILITIES = 1 << 4,
  WF_GRAPH_PART_COEFFICIENTS  = 1 << 5,
} WfGraphParts;

struct _WfImport;   /* import.h */

/* project files: core/project reads and writes them */
#define WF_PROJECT_FORMAT    "wherefore-project"
#define WF_PROJECT_EXTENSION "wherefore"
#define WF_PROJECT_MIME_TYPE "application/x-wherefore"

/**
 * WfFormat: (skip)
 *
 * One file format. A file is recognised by sniffing its first bytes; the extension only breaks ties.
 */
typedef struct
{
  const char        *id;           /* "csv" */
  const char        *name;         /* N_("Comma-separated values") */
  const char        *summary;      /* N_("...") what the dialect is */
  WfContent          content;
  const char        *loses;        /* N_("...") what reading and writing loses of the file; NULL = nothing */
  WfGraphParts       graph_loses;  /* what writing a graph and reading it again loses of it */
  const char *const *extensions;   /* without the dot */
  const char *const *mime_types;
  const WfParam     *params;        /* reading options; nullable */
  gboolean           obeys_types;   /* read_table obeys the parameter "type" itself */
  /* 0 = surely not, 100 = surely; head: up to 65536 bytes */
  int          (*sniff)          (const char *head, gsize length);
  WfTable     *(*read_table)     (WfSource *source, GVariant *params, WfProgress *progress, GError **error);
  /* how a table would be read, from the file's beginning; nullable */
  struct _WfImport *(*preview)   (WfSource *source, GVariant *params, WfProgress *progress, GError **error);
  WfGraph     *(*read_graph)     (WfSource *source, GError **error);
  WfKnowledge *(*read_knowledge) (WfSource *source, GError **error);
  WfCovariance *(*read_covariance) (WfSource *source, GVariant *params, WfProgress *progress, GError **error);
  WfModel     *(*read_model)     (WfSource *source, WfProgress *progress, GError **error);
  /* append to text; return FALSE when the value can't be written in this format */
  gboolean     (*write_table)    (WfTable *table, GString *text, GError **error);
  gboolean     (*write_graph)    (WfGraph *graph, GString *text, GError **error);
  gboolean     (*write_knowledge) (WfKnowledge *knowledge, GString *text, GError **error);
  gboolean     (*write_model)    (WfModel *model, GString *text, GError **error);
} WfFormat;

WF_API const WfFormat *const *wf_formats_get_all (void);                    /* NULL-terminated; (skip) */
WF_API const WfFormat *wf_formats_find   (const char *id);                  /* (skip) */
/* what the source holds, or NULL with WF_ERROR_UNSUPPORTED that says what it looks like and which formats are read */
WF_API const WfFormat *wf_formats_detect (WfSource *source, WfContent wanted, GError **error);   /* (skip) */
/* whether a file of the format answers a question for the content: a model has a graph */
WF_API gboolean        wf_format_holds   (const WfFormat *format, WfContent content);   /* (skip) */
/* the parts that the graph has and the format has no place for */
WF_API WfGraphParts    wf_format_list_lost_parts (const WfFormat *format, WfGraph *graph);   /* (skip) */
/* "positions, roles": for people; (transfer full) */
WF_API char           *wf_graph_parts_to_text (WfGraphParts parts);
/* by the extension of the path */
WF_API const WfFormat *wf_formats_find_for_writing (const char *path, WfContent content, GError **error);   /* (skip) */

/* options: a{sv} of the format's params, or NULL. The format is detected. */
WF_API WfTable     *wf_table_read       (WfSource *source, GVariant *options, WfProgress *progress, GError **error);
/* the same with the settings of another file, as far as this one has them and the columns they are about */
WF_API WfTable     *wf_table_read_alike (WfSource *source, GVariant *settings, WfProgress *progress, GError **error);
/* the table of a file with the rows of further ones, of WfSource, read with its settings (nullable): wf_table_pool(). (skip) */
WF_API WfTable     *wf_table_pool_sources (WfTable *table,
                                           WfSource *source,
                                           GPtrArray *further,
                                           GVariant *settings,
                                           WfProgress *progress,
                                           GError **error);
WF_API WfGraph     *wf_graph_read       (WfSource *source, GError **error);   /* of a model: its graph */
WF_API WfModel     *wf_model_read       (WfSource *source, WfProgress *progress, GError **error);
WF_API WfKnowledge *wf_knowledge_read   (WfSource *source, GError **error);
WF_API WfCovariance *wf_covariance_read (WfSource *source, GVariant *options, WfProgress *progress, GError **error);
/* format: an id, for example "csv", "dot", "tetrad", "json", "knowledge" */
WF_API char        *wf_table_to_text    (WfTable *table, const char *format, GError **error);
WF_API char        *wf_graph_to_text    (WfGraph *graph, const char *format, GError **error);
WF_API char        *wf_model_to_text    (WfModel *model, const char *format, GError **error);
WF_API char        *wf_knowledge_to_text (WfKnowledge *knowledge, const char *format, GError **error);
/* the format by the extension of the file */
WF_API gboolean     wf_table_write      (WfTable *table, GFile *file, GError **error);
WF_API gboolean     wf_graph_write      (WfGraph *graph, GFile *file, GError **error);
WF_API gboolean     wf_model_write      (WfModel *model, GFile *file, GError **error);
WF_API gboolean     wf_knowledge_write  (WfKnowledge *knowledge, GFile *file, GError **error);   /* .knowledge or .txt */

/* the value that stands for a graph in every JSON of the program */
WF_API JsonNode    *wf_graph_to_json   (WfGraph *graph);
WF_API WfGraph     *wf_graph_from_json (JsonObject *object, const WfJsonPlace *place, GError **error);   /* (skip) */
/* likewise for knowledge */
WF_API JsonNode    *wf_knowledge_to_json   (WfKnowledge *knowledge);
WF_API WfKnowledge *wf_knowledge_from_json (JsonObject *object, const WfJsonPlace *place, GError **error);   /* (skip) */
/* a whole model as a value: data/schemas/wherefore-model.schema.json; name: for errors, what the value is called */
WF_API JsonNode    *wf_model_to_json   (WfModel *model);
WF_API WfModel     *wf_model_from_json (JsonObject *object, const WfJsonPlace *place, GError **error);   /* (skip) */

/* what a table or a graph holds, as a report (the report of `convert`) */
WF_API WfReport    *wf_table_report     (WfTable *table, WfProvenance *provenance);
WF_API WfReport    *wf_graph_report     (WfGraph *graph, WfProvenance *provenance);

G_END_DECLS
