/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/trace/spans-private.h"

/* Chat messages in a span's attributes: as JSON in one attribute, or flattened over many. */

char *
wf_span_text_to_words (const char *value, WfToText to_text)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_string (node, value);
  return to_text (node);
}

static char *
choose_from_json (const char *value, WfSpanMessages which)
{
  switch (which)
    {
      case WF_SPAN_MESSAGES_USER:
        return wf_span_text_to_words (value, wf_question_to_text);
      case WF_SPAN_MESSAGES_LAST:
        return wf_span_text_to_words (value, wf_input_to_text);
      case WF_SPAN_MESSAGES_ALL:
      default:
        return wf_span_text_to_words (value, wf_output_to_text);
    }
}

char *
wf_span_dup_messages (const WfSpan *span, const char *const *keys, WfSpanMessages which)
{
  for (; *keys != NULL; keys++)
    {
      const char *value = wf_span_get (span, *keys);
      g_autofree char *text = NULL;

      if (value != NULL && *value != '\0')
        text = choose_from_json (value, which);
      else if (value == NULL)
        text = wf_span_join_flat (span, *keys, which);
      if (text != NULL && *text != '\0')
        return g_steal_pointer (&text);
    }
  return NULL;
}
