/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/json.h"

G_BEGIN_DECLS

typedef struct _WfJsonPlace WfJsonPlace;

/**
 * WfJsonPlace: (skip)
 *
 * Where in a JSON document a value is, for messages: a list on the stack that leads outwards. "p.json: graph.edges[3]: ...", or
 * "p.json:12:5: graph.edges[3]: ..." where the document has its text.
 */
struct _WfJsonPlace
{
  const WfJsonPlace *parent; /* NULL = the document */
  const char        *name;   /* of the document or of a member; NULL = an element */
  guint              index;
  const char        *text;   /* of the document: what was parsed, found good; NULL = not known */
  gsize              length;
};

#define WF_JSON_DOCUMENT(name)          ((WfJsonPlace){ NULL, (name), 0, NULL, 0 })
#define WF_JSON_MEMBER(place, name)     ((WfJsonPlace){ (place), (name), 0, NULL, 0 })
#define WF_JSON_ELEMENT(place, index)   ((WfJsonPlace){ (place), NULL, (index), NULL, 0 })

/* the document of a text that wf_json_parse() took, which outlives it */
WF_API WfJsonPlace wf_json_document (const char *name, const char *text, gsize length);
/* "name:line:column: message", "name: message" without the text; code: a WfError */
WF_API void wf_json_set_error_at (const WfJsonPlace *place, GError **error, int code, const char *message);

/* WF_ERROR_PARSE; always FALSE */
WF_API gboolean wf_json_fail (const WfJsonPlace *place, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
WF_API char    *wf_json_place_to_text (const WfJsonPlace *place);   /* "graph.edges[3]", without the document; "" = the document */

/* whether there is such a member, and it isn't null */
WF_API gboolean wf_json_has (JsonObject *object, const char *member);

/* Members of an object at `place`: FALSE with WF_ERROR_PARSE that names the member when it is missing or of another type. What is given
 * out belongs to the document. */
WF_API gboolean wf_json_read_string  (JsonObject *object, const char *member, const WfJsonPlace *place, const char **value, GError **error);
WF_API gboolean wf_json_read_number  (JsonObject *object, const char *member, const WfJsonPlace *place, double *value, GError **error);   /* null = NaN */
WF_API gboolean wf_json_read_integer (JsonObject *object, const char *member, const WfJsonPlace *place, gint64 min, gint64 max, gint64 *value, GError **error);
WF_API gboolean wf_json_read_boolean (JsonObject *object, const char *member, const WfJsonPlace *place, gboolean *value, GError **error);
WF_API gboolean wf_json_read_array   (JsonObject *object, const char *member, const WfJsonPlace *place, JsonArray **value, GError **error);
WF_API gboolean wf_json_read_object  (JsonObject *object, const char *member, const WfJsonPlace *place, JsonObject **value, GError **error);
/* a list of texts (transfer full) */
WF_API gboolean wf_json_read_strings (JsonObject *object, const char *member, const WfJsonPlace *place, GStrv *value, GError **error);

/* The same for elements of an array at `place`. */
WF_API gboolean wf_json_take_string  (JsonArray *array, guint i, const WfJsonPlace *place, const char **value, GError **error);
WF_API gboolean wf_json_take_number  (JsonArray *array, guint i, const WfJsonPlace *place, double *value, GError **error);
WF_API gboolean wf_json_take_integer (JsonArray *array, guint i, const WfJsonPlace *place, gint64 min, gint64 max, gint64 *value, GError **error);
WF_API gboolean wf_json_take_array   (JsonArray *array, guint i, const WfJsonPlace *place, JsonArray **value, GError **error);
WF_API gboolean wf_json_take_object  (JsonArray *array, guint i, const WfJsonPlace *place, JsonObject **value, GError **error);

/* Parameters and settings. b, integers, d, s, as, and dictionaries and lists of these become the JSON of the same shape; (transfer full) */
WF_API JsonNode *wf_json_from_variant (GVariant *value);
/* the other way: b, x, d, s, as, av, a{ss} where all members are texts, else a{sv}; (transfer full), never floating */
WF_API GVariant *wf_json_to_variant   (JsonNode *node);
/* an object as a{sv} */
WF_API GVariant *wf_json_to_vardict   (JsonObject *object);

G_END_DECLS
