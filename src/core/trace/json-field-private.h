/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/trace/span-private.h"

G_BEGIN_DECLS

/* a string, number or truth value as text; NULL when missing, null or of another type (transfer full) */
char         *wf_json_dup_text   (JsonObject *object, const char *member);
/* the same, NULL also for "" */
char         *wf_json_dup_id     (JsonObject *object, const char *member);
/* a number, or a string that is one; fallback otherwise, and for what is beyond a double */
double        wf_json_get_number (JsonObject *object, const char *member, double fallback);
/* a count of tokens; -1 for one that can't be */
gint64        wf_tokens_from_number (double number);
/* a count since 1970 of a unit of so many ns, as a number or text -> ns; WF_TIME_UNKNOWN when missing, 0 or no number; what lies
 * beyond 64 bits becomes the nearest time */
gint64        wf_json_get_count_time (JsonObject *object, const char *member, gint64 unit);
/* ISO 8601, or a count of s, ms, us or ns since 1970, told apart by its size -> ns, or WF_TIME_UNKNOWN; what lies beyond
 * 64 bits becomes the nearest time */
gint64        wf_json_get_time   (JsonObject *object, const char *member);
/* ns since 1970 after a duration in ns; WF_TIME_UNKNOWN when either is unknown (NAN) or the sum beyond 64 bits */
gint64        wf_time_add        (gint64 start, double duration);
/* "ok", "STATUS_CODE_ERROR", 2 ...; anything else is unknown */
WfStepStatus  wf_json_get_status (JsonObject *object, const char *member);
WfStepStatus  wf_status_from_text (const char *text);   /* nullable */
/* the list under a member of a record, when its first element is of the kind; else NULL */
JsonArray    *wf_json_get_list_of (JsonNode *record, const char *member, gboolean (*is_one) (JsonNode *node));
/* another text in place of one; NULL leaves it. with: (transfer full) */
void          wf_replace_text    (char **text, char *with);
/* whether a record is an object with all of the members; NULL-terminated */
gboolean      wf_json_has_all    (JsonNode *record, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
