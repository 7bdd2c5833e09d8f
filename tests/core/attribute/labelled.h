/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/rng.h"
#include "core/trace/corpus.h"

/* A labelled run of 6 to 12 steps by three agents, one of which assumes a value: that is the mistake. Every fourth question is asked
 * twice, once cut off. is_orchestrated: an orchestrator with a ledger; else a group chat. */
static inline WfTrace *
labelled_run (guint64 index, gboolean is_orchestrated)
{
  static const char *const agents[] = { "Ada", "Ben", "Cleo" };
  static const char *const words[] = { "river", "mountain", "lamp", "window", "paper", "engine", "garden", "bridge" };
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  guint64 topic = index % 4 == 3 ? index - 1 : index;
  g_autofree char *question =
      g_strdup_printf ("What is the number of things of kind %u that were counted in the year before?%s", (guint) topic,
                       index % 4 == 3 ? "" : " Answer with a single number.");
  gsize n, mistake;
  WfRng rng;

  wf_rng_init (&rng, 77, index + 1);
  n = 6 + wf_rng_below (&rng, 7);
  mistake = 1 + wf_rng_below (&rng, n - 1);
  wf_trace_builder_set_question (builder, question);
  for (gsize i = 0; i < n; i++)
    {
      const char *agent = i == 0 && is_orchestrated ? "Boss" : agents[(i + index) % 3];
      WfStepRole role = i > 0 ? WF_ROLE_WORK : is_orchestrated ? WF_ROLE_THINK : WF_ROLE_PLAN;
      g_autofree char *text = g_strdup_printf (
          "%s %s %s %u", i == 0 ? (is_orchestrated ? "\"is_request_satisfied\"" : question) : words[wf_rng_below (&rng, 8)],
          words[wf_rng_below (&rng, 8)], i == mistake ? "I assume a placeholder, for example" : "I found", (guint) (i * 7));

      wf_trace_builder_add_step (builder, agent, agent, WF_STEP_MESSAGE, role, text);
    }
  wf_trace_builder_set_label (builder, is_orchestrated && mistake == 0 ? "Boss" : agents[(mistake + index) % 3], (gint64) mistake);
  return wf_trace_builder_end (builder, NULL);
}

/* n runs, every third one orchestrated when is_mixed */
static inline WfCorpus *
labelled_corpus (gsize n, gboolean is_mixed)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_trace_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n; i++)
    {
      g_ptr_array_add (runs, labelled_run (i, is_mixed && i % 3 == 0));
      g_ptr_array_add (names, g_strdup_printf ("run-%u", (guint) i));
    }
  return wf_corpus_new ((WfTrace *const *) runs->pdata, (const char *const *) names->pdata, n);
}
