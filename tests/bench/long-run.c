/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time from the steps of a long run to its suspects, one JSON line a size: 100, 1,000, 10,000 and 100,000
 * steps by eight agents, made up here, in which most steps use the one before and some use an older one. */

#include "config.h"

#include <stdlib.h>

#include "core/base/rng.h"
#include "core/wherefore.h"

#define N_AGENTS 8

/* A number that this step brings in, one of an earlier step, and the words that everybody says. */
static char *
make_text (WfRng *rng, gsize step)
{
  gsize back = MIN (step, 1 + (gsize) (wf_rng_uniform (rng) * (wf_rng_uniform (rng) < 0.1 ? 2000 : 4)));
  gboolean has_error = wf_rng_uniform (rng) < 0.05;

  return g_strdup_printf ("The total of part %" G_GSIZE_FORMAT "00%d follows from %" G_GSIZE_FORMAT "00%d%s.",
                          step, 7, step - back, 7, has_error ? "; Error: exit code 1" : "");
}

static WfTrace *
make_run (gsize n_steps)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("made");
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  wf_trace_builder_set_question (builder, "What is the total of all parts?");
  for (gsize i = 0; i < n_steps; i++)
    {
      gsize agent = (gsize) (N_AGENTS * wf_rng_uniform (&rng));
      g_autofree char *name = g_strdup_printf ("agent_%" G_GSIZE_FORMAT, agent);
      g_autofree char *text = make_text (&rng, i);

      wf_trace_builder_add_step (builder, name, name, WF_STEP_MESSAGE, i == 0 ? WF_ROLE_TASK : WF_ROLE_WORK,
                                 text);
    }
  return wf_trace_builder_end (builder, NULL);
}

int
main (void)
{
  static const gsize sizes[] = { 100, 1000, 10000, 100000 };

  for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      g_autoptr (WfTrace) trace = make_run (sizes[k]);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (WfBlame) blame = wf_attribute_trace (trace, NULL, 1, NULL, NULL);

      g_print ("{\"bench\":\"long-run\",\"steps\":%" G_GSIZE_FORMAT ",\"links\":%" G_GSIZE_FORMAT
               ",\"attribute_ms\":%.2f}\n",
               sizes[k], wf_blame_get_n_links (blame), (double) (g_get_monotonic_time () - start) / 1000);
    }
  return EXIT_SUCCESS;
}
