/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Spans that went through a data frame (Phoenix's export): a map from column, "context.span_id" or
 * "attributes.llm.model_name", to its values, in a list or by row label; or one row, from column to value.
 */
gboolean   wf_span_frame_detect  (JsonNode *record);
/* its rows as spans with "context" and "attributes" (transfer full). Cost: rows x columns */
JsonArray *wf_span_frame_to_list (JsonNode *record);

G_END_DECLS
