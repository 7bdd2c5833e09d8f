/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/blame.h"
#include "core/base/error.h"
#include "core/trace/logs.h"
#include "tests/shared-data.h"

static WfTrace *
read_path (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  WfTrace *trace;

  g_assert_no_error (error);
  trace = wf_trace_read (source, NULL, &error);
  g_assert_no_error (error);
  return trace;
}

/* By the prior alone, whose numbers can be worked out by hand. */
static WfBlame *
attribute (WfTrace *trace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfProfile) prior = wf_profile_new_prior ();
  WfBlame *blame = wf_attribute_trace (trace, prior, 1, NULL, &error);

  g_assert_no_error (error);
  return blame;
}

static WfBlame *
attribute_sample (void)
{
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "samples", "failed-run.json", NULL);
  g_autoptr (WfTrace) trace = read_path (path);

  return attribute (trace);
}

static void
assert_near (double a, double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, 1e-9);
}

/* What must hold for every result. */
static void
check_suspects (WfBlame *blame)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  gsize n;
  const gsize *ranking = wf_blame_get_ranking (blame, &n);
  g_autofree gboolean *seen = g_new0 (gboolean, n);
  double sum = 0;

  g_assert_cmpuint (n, ==, wf_trace_get_n_steps (trace));
  for (gsize k = 0; k < n; k++)
    {
      g_assert_false (seen[ranking[k]]);
      seen[ranking[k]] = TRUE;
      sum += wf_blame_get_probability (blame, ranking[k]);
      g_assert_nonnull (wf_blame_get_reasons (blame, ranking[k])[0]);
    }
  assert_near (sum, 1);
  g_assert_cmpuint (wf_blame_get_n_suspects (blame), >=, 1);
  g_assert_cmpuint (wf_blame_get_n_suspects (blame), <=, n > 25 ? 5 : 3);
  for (gsize k = 0; k < wf_blame_get_n_suspects (blame); k++)
    {
      g_assert_true (wf_trace_can_bear_blame (trace, ranking[k]));
      if (k > 0)
        g_assert_cmpfloat (wf_blame_get_probability (blame, ranking[k - 1]), >=,
                           wf_blame_get_probability (blame, ranking[k]));
    }
  g_assert_cmpint (wf_blame_is_low_evidence (blame), ==,
                   wf_blame_get_probability (blame, ranking[0]) < 0.25 || wf_blame_is_without_choice (blame));
}

/* The control is the mean over the steps that can bear blame, for any repair. */
static void
check_control (WfBlame *blame, double keep)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  double sum = 0;
  gsize count = 0;

  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_can_bear_blame (trace, i))
      {
        sum += wf_blame_what_if (blame, i, keep);
        count++;
      }
  assert_near (wf_blame_what_if_random (blame, keep), sum / (double) count);
}

static void
check_structure (WfBlame *blame)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  gsize n_agents = g_strv_length ((char **) wf_trace_get_agents (trace));
  double failure = wf_blame_get_failure (blame);
  double shapley = 0, probability = 0, of_agents = 0;

  g_assert_cmpfloat (failure, >=, 0);
  g_assert_cmpfloat (failure, <=, 1);
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    {
      g_assert_cmpfloat (wf_blame_get_effect (blame, i), >=, -1e-12);
      assert_near (wf_blame_what_if (blame, i, 0), failure - wf_blame_get_effect (blame, i));
      assert_near (wf_blame_what_if (blame, i, 1), failure);
      if (!wf_trace_can_bear_blame (trace, i))
        g_assert_cmpfloat (wf_blame_get_fault (blame, i), ==, 0);
      else
        of_agents += wf_blame_get_probability (blame, i);
    }
  g_assert_cmpfloat (wf_blame_what_if_random (blame, 0), <=, failure + 1e-12);
  check_control (blame, 0);
  check_control (blame, 0.3);
  for (gsize a = 0; a < n_agents; a++)
    {
      g_assert_cmpfloat (wf_blame_get_agent_shapley (blame, a), >=, -1e-12);
      shapley += wf_blame_get_agent_shapley (blame, a);
      probability += wf_blame_get_agent_blame (blame, a);
      if (wf_trace_is_environment (trace, a))
        {
          assert_near (wf_blame_get_agent_shapley (blame, a), 0);
          g_assert_cmpfloat (wf_blame_get_agent_blame (blame, a), ==, 0);
        }
    }
  assert_near (shapley, failure);
  assert_near (probability, of_agents);
}

static void
check_paths (WfBlame *blame)
{
  gsize n = wf_trace_get_n_steps (wf_blame_get_trace (blame));
  gsize outcome = wf_blame_get_outcome_step (blame);

  for (gsize i = 0; i < n; i++)
    {
      gsize length;
      const gsize *path = wf_blame_get_path (blame, i, &length);

      g_assert_cmpuint (path[0], ==, i);
      g_assert_cmpuint (path[length - 1], ==, MAX (i, outcome));
      for (gsize k = 1; k < length; k++)
        g_assert_cmpuint (path[k], >, path[k - 1]);
      g_assert_true (wf_blame_get_path (blame, i, NULL) == path);
    }
  for (gsize l = 0; l < wf_blame_get_n_links (blame); l++)
    {
      guint producer, consumer;
      double weight;

      wf_blame_get_link (blame, l, &producer, &consumer, &weight, NULL);
      g_assert_cmpuint (producer, <, consumer);
      g_assert_cmpuint (consumer, <, n);
      g_assert_cmpfloat (weight, >=, 0.4);
      g_assert_cmpfloat (weight, <=, 0.9);
    }
}

/* Several repairs at once: nothing gets worse, nothing before the first one moves, and all of them together
 * leave no failure. */
static void
test_repaired (void)
{
  g_autoptr (WfBlame) blame = attribute_sample ();
  gsize n = wf_trace_get_n_steps (wf_blame_get_trace (blame));
  g_autofree double *deficiency = g_new (double, n);
  g_autofree WfRepair *all = g_new (WfRepair, n);
  const WfRepair both[] = { { 4, 0.5 }, { 1, 0.25 } };
  const WfRepair twice[] = { { 1, 0.5 }, { 1, 0.5 } };
  double after = wf_blame_get_repaired (blame, both, 2, deficiency);

  g_assert_cmpfloat (after, ==, deficiency[wf_blame_get_outcome_step (blame)]);
  g_assert_cmpfloat (after, <, wf_blame_what_if (blame, 1, 0.25));
  g_assert_cmpfloat (after, <, wf_blame_what_if (blame, 4, 0.5));
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (deficiency[i], <=, wf_blame_get_deficiency (blame, i));
      if (i < 1)
        g_assert_cmpfloat (deficiency[i], ==, wf_blame_get_deficiency (blame, i));
      all[i] = (WfRepair){ i, 0 };
    }
  assert_near (wf_blame_get_repaired (blame, twice, 2, NULL), wf_blame_what_if (blame, 1, 0.25));
  assert_near (wf_blame_get_repaired (blame, all, n, deficiency), 0);
  assert_near (wf_blame_get_random_repaired (blame, both, 1), wf_blame_what_if_random (blame, 0.5));
  g_assert_cmpfloat (wf_blame_get_random_repaired (blame, both, 2), <, wf_blame_get_failure (blame));
  g_assert_cmpfloat (wf_blame_get_random_repaired (blame, both, 2), ==,
                     wf_blame_get_random_repaired (blame, both, 2));
  assert_near (wf_blame_get_random_repaired (blame, all, n), 0);
  g_assert_cmpfloat (wf_blame_get_repaired (blame, NULL, 0, NULL), ==, wf_blame_get_failure (blame));
}

static gboolean
has_reason (WfBlame *blame, gsize step, const char *reason)
{
  return g_strv_contains (wf_blame_get_reasons (blame, step), reason);
}

static char *
report_to_text (WfReport *report)
{
  g_autoptr (GString) text = g_string_new (wf_report_get_title (report));

  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    {
      WfBlockKind kind = wf_report_get_block_kind (report, b);
      gboolean has_rows = kind == WF_BLOCK_TABLE || kind == WF_BLOCK_FACTS;
      const char *prose = wf_report_get_text (report, b);

      g_string_append_printf (text, "\n%s", prose != NULL ? prose : "");
      for (gsize r = 0; has_rows && r < wf_report_get_n_rows (report, b); r++)
        for (gsize c = 0; c < wf_report_get_n_columns (report, b); c++)
          g_string_append_printf (text, " | %s", wf_report_get_cell (report, b, r, c));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_sample (void)
{
  g_autoptr (WfBlame) blame = attribute_sample ();
  WfTrace *trace = wf_blame_get_trace (blame);
  const gsize *ranking = wf_blame_get_ranking (blame, NULL);
  const double weights[] = { 0.5, 1, 0.7, 0.49, 0.343 };
  double sum = 4 * exp (-6);
  gsize length;
  const gsize *path;
  gint64 labelled;

  check_suspects (blame);
  check_structure (blame);
  check_paths (blame);
  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += weights[i];

  g_assert_true (wf_trace_get_label (trace, NULL, &labelled));
  g_assert_cmpuint (ranking[0], ==, labelled);
  assert_near (wf_blame_get_probability (blame, 1), 1 / sum);
  assert_near (wf_blame_get_probability (blame, 0), 0.5 / sum);
  assert_near (wf_blame_get_probability (blame, 4), 0.7 / sum);
  g_assert_true (has_reason (blame, 1, "first code of the run"));
  g_assert_true (has_reason (blame, 1, "its execution failed at step 2"));
  g_assert_true (has_reason (blame, 1, "introduces 1 of the 3 numbers of the answer"));
  g_assert_true (has_reason (blame, 1, "says that values are made up or assumed: “assume”"));
  g_assert_true (has_reason (blame, 1, "first worker step"));
  g_assert_true (has_reason (blame, 2, "tool output: bears no blame"));

  g_assert_cmpuint (wf_blame_get_outcome_step (blame), ==, 8);
  g_assert_true (wf_blame_is_answer_stated (blame));
  g_assert_cmpstr (wf_blame_get_answer (blame), ==, "18.2 % (39000 of 214300 visits)");
  path = wf_blame_get_path (blame, 1, &length);
  g_assert_cmpuint (length, >=, 3);
  g_assert_cmpuint (path[1], ==, 5);
  g_assert_cmpuint (wf_blame_get_decisive_step (blame), ==, 1);
  g_assert_cmpfloat (wf_blame_what_if (blame, 1, 0), <, wf_blame_what_if_random (blame, 0));
  g_assert_true (wf_blame_is_shapley_exact (blame));
  g_assert_cmpstr (wf_blame_get_profile (blame), ==, "prior");
}

/* The profile for any framework: what speaks for a step comes in the order of its weight, and the report says
 * what the probabilities rest on. */
static void
test_trained (void)
{
  g_autoptr (WfBlame) untrained = attribute_sample ();
  g_autoptr (WfBlame) blame = wf_attribute_trace (wf_blame_get_trace (untrained), NULL, 1, NULL, NULL);
  g_autoptr (WfReport) report = wf_blame_report (blame, NULL, 0, NULL);
  g_autofree char *text = report_to_text (report);

  check_suspects (blame);
  check_structure (blame);
  g_assert_cmpstr (wf_blame_get_profile (blame), ==, "default");
  g_assert_cmpuint (wf_blame_get_tier (blame), ==, 1);
  g_assert_cmpuint (wf_blame_get_tier (untrained), ==, 0);
  g_assert_cmpuint (wf_blame_get_ranking (blame, NULL)[0], ==, 1);
  g_assert_cmpfloat (wf_blame_get_probability (blame, 1), >, wf_blame_get_probability (untrained, 1));
  g_assert_cmpstr (wf_blame_get_reasons (blame, 1)[0], ==, "first code of the run");
  g_assert_false (has_reason (blame, 5, "third worker step: the prior alone"));
  g_assert_nonnull (strstr (text, "the reasons that raise it most come first"));
  g_assert_nonnull (strstr (text, "Trained on 128 labelled logs"));
}

/* Neither the annotation, nor who is named there, nor the file's other keys change a number. */
static void
test_labels_unread (void)
{
  g_autoptr (WfBlame) blame = attribute_sample ();
  WfTrace *trace = wf_blame_get_trace (blame);
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("another");
  g_autoptr (WfTrace) stripped = NULL;
  g_autoptr (WfBlame) other = NULL;

  wf_trace_builder_set_question (builder, wf_trace_get_question (trace));
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    wf_trace_builder_add_step (builder, wf_trace_get_agent (trace, i), wf_trace_get_speaker (trace, i),
                               wf_trace_get_kind (trace, i), wf_trace_get_role (trace, i),
                               wf_trace_get_text (trace, i));
  wf_trace_builder_set_label (builder, "Orchestrator", 8);
  stripped = wf_trace_builder_end (builder, NULL);
  other = attribute (stripped);
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    {
      g_assert_cmpfloat (wf_blame_get_probability (blame, i), ==, wf_blame_get_probability (other, i));
      g_assert_cmpfloat (wf_blame_get_fault (blame, i), ==, wf_blame_get_fault (other, i));
      g_assert_true (g_strv_equal (wf_blame_get_reasons (blame, i), wf_blame_get_reasons (other, i)));
    }
}

static WfTrace *
build (const char *const *texts, gsize n, WfStepRole role)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

  for (gsize i = 0; i < n; i++)
    wf_trace_builder_add_step (builder, i % 2 ? "A" : "B", "x", WF_STEP_MESSAGE, role, texts[i]);
  return wf_trace_builder_end (builder, NULL);
}

/* Nothing but its place speaks for a step: the words say so. */
static void
test_place_alone (void)
{
  const char *const texts[] = { "hello there", "good morning", "fine weather" };
  g_autoptr (WfTrace) trace = build (texts, 3, WF_ROLE_WORK);
  g_autoptr (WfBlame) blame = attribute (trace);

  check_suspects (blame);
  g_assert_true (has_reason (blame, 1, "second worker step: the prior alone"));
}

static void
test_degenerate (void)
{
  const char *const empty[] = { "", "", "" };
  const char *const single[] = { "only this" };
  g_autoptr (WfTrace) nothing = build (empty, 3, WF_ROLE_WORK);
  g_autoptr (WfTrace) one = build (single, 1, WF_ROLE_PLAN);
  g_autoptr (WfTrace) tools = build (single, 1, WF_ROLE_ENVIRONMENT);
  g_autoptr (WfBlame) a = attribute (nothing);
  g_autoptr (WfBlame) b = attribute (one);
  g_autoptr (GError) error = NULL;

  check_suspects (a);
  check_structure (a);
  check_paths (a);
  check_suspects (b);
  check_structure (b);
  g_assert_cmpfloat (wf_blame_get_probability (b, 0), ==, 1);
  g_assert_null (wf_attribute_trace (tools, NULL, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static void
test_cancelled (void)
{
  const char *const texts[] = { "hello there", "good morning" };
  g_autoptr (WfTrace) trace = build (texts, 2, WF_ROLE_WORK);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_attribute_trace (trace, NULL, 1, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* More than twelve agents: the shares are sampled and still sum to the failure. */
static void
test_many_agents (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfBlame) blame = NULL;
  g_autoptr (WfBlame) again = NULL;

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("Agent%u", i);
      g_autofree char *text = g_strdup_printf ("Error: value %u is unknown, perhaps \"%u\"", i * 37, i * 11);

      wf_trace_builder_add_step (builder, name, name, WF_STEP_MESSAGE, WF_ROLE_WORK, text);
    }
  trace = wf_trace_builder_end (builder, NULL);
  blame = attribute (trace);
  again = attribute (trace);
  check_structure (blame);
  g_assert_false (wf_blame_is_shapley_exact (blame));
  for (gsize a = 0; a < 30; a++)
    g_assert_cmpfloat (wf_blame_get_agent_shapley (blame, a), ==, wf_blame_get_agent_shapley (again, a));
}

/* Three suspects are named, and five in a run of more than 25 steps. */
static void
test_number_of_suspects (void)
{
  for (guint n = 25; n <= 26; n++)
    {
      g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
      g_autoptr (WfTrace) trace = NULL;
      g_autoptr (WfBlame) blame = NULL;

      for (guint i = 0; i < n; i++)
        wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK, "words");
      trace = wf_trace_builder_end (builder, NULL);
      blame = attribute (trace);
      g_assert_cmpuint (wf_blame_get_n_suspects (blame), ==, n == 25 ? 3 : 5);
    }
}

/* Ten megabytes in one message, of the kinds that make careless patterns take for ever. */
static void
test_huge_message (void)
{
  static const char *const units[] = { "a", "\"", "1.", "http://a", "exit code ", "ab 12 ", "error\n" };

  for (gsize u = 0; u < G_N_ELEMENTS (units); u++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const char *texts[3] = { "plan", NULL, "FINAL ANSWER: 12" };
      g_autoptr (WfTrace) trace = NULL;
      g_autoptr (WfBlame) blame = NULL;
      gsize bytes = g_test_slow () ? 10 << 20 : 1 << 20;

      while (text->len < bytes)
        g_string_append (text, units[u]);
      texts[1] = text->str;
      trace = build (texts, 3, WF_ROLE_WORK);
      g_test_timer_start ();
      blame = attribute (trace);
      g_test_message ("“%s” x %zu MiB: %.3f s", units[u], bytes >> 20, g_test_timer_elapsed ());
      g_assert_cmpfloat (g_test_timer_last (), <, 10);
      check_suspects (blame);
    }
}

/* ---- report and figure ---- */

static void
test_figure (void)
{
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfFigure) figure = wf_blame_figure (blame, WF_BLAME_TIMELINE, -1, &(WfRepair){ 1, 0 }, 1);
  gsize n_on_path = 0, length;

  wf_blame_get_path (blame, 1, &length);
  g_assert_cmpuint (wf_figure_get_n_steps (figure), ==, 9);
  g_assert_cmpstr (wf_figure_get_lanes (figure)[0], ==, "Orchestrator");
  g_assert_cmpstr (wf_figure_get_lanes (figure)[4], ==, "Terminal");
  g_assert_cmpuint (wf_figure_get_step (figure, 1)->suspect, ==, 1);
  g_assert_true (wf_figure_get_step (figure, 1)->is_repaired);
  g_assert_cmpstr (wf_figure_get_step (figure, 1)->kind, ==, "code");
  g_assert_cmpstr (wf_figure_get_step (figure, 8)->kind, ==, "answer");
  g_assert_true (isnan (wf_figure_get_step (figure, 2)->blame));
  g_assert_cmpuint (strlen (wf_figure_get_alt (figure)), >, 0);
  for (gsize l = 0; l < wf_figure_get_n_links (figure); l++)
    {
      gboolean is_on_path;

      wf_figure_get_link (figure, l, NULL, NULL, NULL, &is_on_path);
      n_on_path += is_on_path;
    }
  g_assert_cmpuint (n_on_path, ==, length - 1);
}

/* Who else? A probability of 1 is no evidence when nobody else could be blamed. */
static void
test_without_choice (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("made");
  g_autoptr (WfBlame) sample = attribute_sample ();
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfBlame) blame = NULL;

  wf_trace_builder_add_step (builder, "a", "a", WF_STEP_MESSAGE, WF_ROLE_WORK, "I did it.");
  trace = wf_trace_builder_end (builder, NULL);
  blame = attribute (trace);
  g_assert_cmpfloat (wf_blame_get_probability (blame, 0), ==, 1);
  g_assert_true (wf_blame_is_without_choice (blame));
  g_assert_true (wf_blame_is_low_evidence (blame));
  g_assert_false (wf_blame_is_without_choice (sample));
}

/* Every link is listed at both of its steps, the strongest first, and counted by what it was taken from. */
static void
test_links (void)
{
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autofree char *words = wf_blame_describe_links (blame);
  gsize n_steps = wf_trace_get_n_steps (wf_blame_get_trace (blame)), n_found = 0, n_counted = 0;

  for (gsize step = 0; step < n_steps; step++)
    for (int is_used = 0; is_used < 2; is_used++)
      {
        gsize n;
        g_autofree gsize *links = wf_blame_list_links (blame, step, is_used, &n);
        double last = 1;

        for (gsize i = 0; i < n; i++)
          {
            guint producer, consumer;
            double weight;

            wf_blame_get_link (blame, links[i], &producer, &consumer, &weight, NULL);
            g_assert_cmpuint (is_used ? producer : consumer, ==, step);
            g_assert_cmpfloat (weight, <=, last);
            last = weight;
          }
        n_found += n;
      }
  g_assert_cmpuint (n_found, ==, 2 * wf_blame_get_n_links (blame));
  for (WfLinkSource source = 0; source < WF_N_LINK_SOURCES; source++)
    n_counted += wf_blame_count_links (blame, source);
  g_assert_cmpuint (n_counted, ==, wf_blame_get_n_links (blame));
  g_assert_cmpuint (wf_blame_count_links (blame, WF_LINK_TEXT), ==, 3);
  g_assert_cmpstr (words, ==, "10 links: 7 by order in the log, 3 by shared words");
}

/* Both directions hold the same links, one turned; only the one that can be read as causes goes without a
 * banner. */
static void
test_directions (void)
{
  g_autoptr (WfBlame) blame = attribute_sample ();
  const WfRepair repair = { 1, 0 };
  g_autoptr (WfFigure) causes = wf_blame_figure (blame, WF_BLAME_CAUSES, -1, &repair, 1);
  g_autoptr (WfFigure) needs = wf_blame_figure (blame, WF_BLAME_DEPENDENCIES, -1, &repair, 1);
  g_autofree char *quiet = wf_blame_get_direction_banner (blame, WF_EDGES_PRODUCER_TO_CONSUMER);
  g_autofree char *banner = wf_blame_get_direction_banner (blame, WF_EDGES_CONSUMER_TO_PRODUCER);
  const WfNetworkNode *node = wf_figure_get_network_node (causes, 1);
  guint on_path = 1; /* the way of step 1, the first suspect */

  g_assert_cmpuint (wf_blame_count_against_time (blame, WF_EDGES_PRODUCER_TO_CONSUMER), ==, 0);
  g_assert_cmpuint (wf_blame_count_against_time (blame, WF_EDGES_CONSUMER_TO_PRODUCER), ==,
                    wf_blame_get_n_links (blame));
  g_assert_null (quiet);
  g_assert_true (g_str_has_prefix (banner, "Edges point against time: 10 of 10 "));
  g_assert_nonnull (strstr (wf_figure_get_alt (needs), banner));
  g_assert_null (strstr (wf_figure_get_alt (causes), "against time"));

  g_assert_cmpuint (wf_figure_get_n_network_nodes (causes), ==, 9);
  g_assert_cmpuint (wf_figure_get_n_links (causes), ==, wf_figure_get_n_links (needs));
  for (gsize l = 0; l < wf_figure_get_n_links (causes); l++)
    {
      guint from, to, other_from, other_to;
      gboolean is_on_path;

      wf_figure_get_link (causes, l, &from, &to, NULL, &is_on_path);
      wf_figure_get_link (needs, l, &other_from, &other_to, NULL, NULL);
      g_assert_cmpuint (from, <, to);
      g_assert_true (from == other_to && to == other_from);
      if (is_on_path)
        {
          g_assert_cmpuint (from, ==, on_path);
          on_path = to;
        }
    }
  g_assert_cmpuint (on_path, ==, wf_blame_get_outcome_step (blame));

  g_assert_cmpstr (node->name, ==, "1 Coder");
  g_assert_true (node->is_repaired && node->is_emphasised);
  g_assert_cmpuint (node->suspect, ==, 1);
  assert_near (node->before, wf_blame_get_deficiency (blame, 1));
  g_assert_cmpfloat (node->share, <, node->before);
  g_assert_true (isnan (wf_figure_get_network_node (causes, 0)->before));
}

/* A long run shows the steps that matter, the outcome among them. */
static void
test_long_graph (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfBlame) blame = NULL;
  g_autoptr (WfFigure) figure = NULL;
  gsize n_nodes;

  for (guint i = 0; i < 500; i++)
    wf_trace_builder_add_step (builder, i % 3 ? "A" : "B", "x", WF_STEP_MESSAGE, WF_ROLE_WORK, "words");
  trace = wf_trace_builder_end (builder, NULL);
  blame = attribute (trace);
  figure = wf_blame_figure (blame, WF_BLAME_CAUSES, 300, NULL, 0);
  n_nodes = wf_figure_get_n_network_nodes (figure);
  g_assert_cmpuint (n_nodes, ==, 120);
  g_assert_true (g_str_has_prefix (wf_figure_get_network_node (figure, n_nodes - 1)->name, "499 "));
  g_assert_cmpstr (wf_figure_get_network_node (figure, 0)->name, ==, "0 B");
  g_assert_nonnull (strstr (wf_figure_get_alt (figure), "120 of the 500 steps"));
}

/* Who uses whose output: counts, both ways, and back to oneself. */
static void
test_agent_graph (void)
{
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfFigure) figure = wf_blame_figure (blame, WF_BLAME_AGENTS, -1, NULL, 0);
  double sum = 0;
  gsize count = 0, n_loops = 0;

  g_assert_cmpuint (wf_figure_get_n_network_nodes (figure), ==, 5);
  for (gsize a = 0; a < 4; a++)
    sum += wf_figure_get_network_node (figure, a)->share;
  g_assert_cmpstr (wf_figure_get_network_node (figure, 1)->name, ==, "Coder");
  g_assert_cmpstr (wf_figure_get_network_node (figure, 1)->caption, ==, "2 steps");
  g_assert_true (wf_figure_get_network_node (figure, 1)->is_emphasised);
  g_assert_true (isnan (wf_figure_get_network_node (figure, 4)->share));
  g_assert_cmpfloat (sum, >, 0.99);
  for (gsize l = 0; l < wf_figure_get_n_links (figure); l++)
    {
      guint from, to;
      double weight;

      wf_figure_get_link (figure, l, &from, &to, &weight, NULL);
      n_loops += from == to;
      count += g_ascii_strtoull (wf_figure_get_link_text (figure, l), NULL, 10);
      g_assert_cmpfloat (weight, >=, 0.4);
    }
  g_assert_cmpuint (count, ==, wf_blame_get_n_links (blame));
  g_assert_cmpuint (n_loops, ==, 2);
}

static void
test_report (void)
{
  static const char *const expected[] = {
    "Why did the run fail? “Which share of the visits",
    "**Most likely step 1, by Coder:** probability 0.32",
    "The odds are still against it; the first 3 suspects together hold 0.7",
    "Question of the run: *Which share",
    "Answer given: 18.2 % (39000 of 214300 visits)",
    "First code of the run; its execution failed at step 2",
    "What if step 1 had been right?",
    "not a replay of the run",
    "may_visits = 39000     # assumed",
    "step 1, Coder, as annotated by people",
    "“prior”. Fixed prior",
  };
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfReport) report = wf_blame_report (blame, NULL, 0, NULL);
  g_autofree char *text = report_to_text (report);

  g_test_message ("%s", text);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    if (strstr (text, expected[i]) == NULL)
      g_error ("the report lacks “%s”", expected[i]);
}

/* Marks of the report's text that come from the log stay what they are: characters. */
static void
test_hostile_report (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfBlame) blame = NULL;
  g_autoptr (WfReport) report = NULL;
  g_autofree char *text = NULL;

  wf_trace_builder_set_question (builder, "**bold** `code` <b>");
  wf_trace_builder_add_step (builder, "A*B*", "A*B*", WF_STEP_MESSAGE, WF_ROLE_WORK,
                             "\x01\x02 simulat`ed ``` \xe2\x80\xae");
  wf_trace_builder_add_step (builder, "", "", WF_STEP_MESSAGE, WF_ROLE_WORK, "");
  trace = wf_trace_builder_end (builder, NULL);
  blame = attribute (trace);
  report = wf_blame_report (blame, &(WfRepair){ 1, 0 }, 1, NULL);
  text = report_to_text (report);
  g_assert_nonnull (strstr (text, "by A\\*B\\*:"));
  g_assert_nonnull (strstr (text, "\\*\\*bold\\*\\* \\`code\\`"));
  g_assert_null (strchr (text, '\x01'));
  g_assert_nonnull (strstr (text, "What if step 1 had been right?"));
}

/* ---- the public logs ---- */

typedef struct
{
  guint n, n_first, n_first_three;
} Hits;

static void
add_log (const char *path, Hits *hits)
{
  g_autoptr (WfTrace) trace = read_path (path);
  g_autoptr (WfBlame) blame = attribute (trace);
  const gsize *ranking = wf_blame_get_ranking (blame, NULL);
  gint64 labelled;

  check_suspects (blame);
  check_structure (blame);
  check_paths (blame);
  g_assert_true (wf_trace_get_label (trace, NULL, &labelled));
  hits->n++;
  hits->n_first += ranking[0] == (gsize) labelled;
  for (gsize k = 0; k < 3 && k < wf_trace_get_n_steps (trace); k++)
    hits->n_first_three += ranking[k] == (gsize) labelled;
}

static void
add_folder (const char *folder, const char *name, Hits *hits)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *log = g_build_filename (path, entry, NULL);

      if (g_str_has_suffix (entry, ".json"))
        add_log (log, hits);
    }
  g_test_message ("%s: %u logs, first %u, first three %u", name, hits->n, hits->n_first, hits->n_first_three);
}

/* The counts that the note about the profile quotes. */
static void
test_public_logs (void)
{
  g_autofree char *folder = shared_data_path ("who-and-when");
  Hits generated = { 0 }, crafted = { 0 };
  g_autoptr (WfBlame) sample = attribute_sample ();
  g_autofree char *quoted = NULL;

  if (folder == NULL)
    return;
  add_folder (folder, "Algorithm-Generated", &generated);
  add_folder (folder, "Hand-Crafted", &crafted);
  quoted = g_strdup_printf ("first suspect in %u of %u and %u of %u, and among the first three in %u and %u",
                            generated.n_first, generated.n, crafted.n_first, crafted.n,
                            generated.n_first_three, crafted.n_first_three);
  g_test_message ("%s", quoted);
  g_assert_nonnull (strstr (wf_blame_get_profile_note (sample), quoted));
}

/* The redacted result has the same numbers and not a word of the log, nor has a report of it. */
static void
test_redact (void)
{
  g_autoptr (WfBlame) blame = attribute_sample ();
  g_autoptr (WfBlame) redacted = wf_blame_redact (blame);
  g_autoptr (WfBlame) again = wf_blame_redact (redacted);
  g_autoptr (WfReport) report = wf_blame_report (redacted, NULL, 0, NULL);
  WfTrace *trace = wf_blame_get_trace (blame);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (again == redacted);
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    {
      g_assert_cmpfloat (wf_blame_get_probability (redacted, i), ==, wf_blame_get_probability (blame, i));
      g_assert_cmpfloat (wf_blame_get_effect (redacted, i), ==, wf_blame_get_effect (blame, i));
      g_assert_true (g_str_has_prefix (wf_trace_get_text (wf_blame_get_trace (redacted), i), "["));
    }
  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    {
      if (wf_report_get_text (report, b) != NULL)
        g_string_append (text, wf_report_get_text (report, b));
      for (gsize r = 0; r < wf_report_get_n_rows (report, b); r++)
        for (gsize c = 0; c < wf_report_get_n_columns (report, b); c++)
          g_string_append (text, wf_report_get_cell (report, b, r, c));
    }
  g_assert_null (strstr (text->str, "reserve"));
  g_assert_null (strstr (text->str, "visits"));
  g_assert_nonnull (strstr (text->str, "characters, "));
}

/* Words that stand behind a quotation mark where a quoted word ends don't get out with it. */
static void
test_redact_quotation (void)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfBlame) blame = NULL;
  g_autoptr (WfBlame) redacted = NULL;

  wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK,
                             "It was unable\xe2\x80\x9dsecret\xe2\x80\x9d, a mock\xc2\xbbsecret, so: "
                             "error\xe2\x80\x9csecret");
  wf_trace_builder_add_step (builder, "B", "B", WF_STEP_MESSAGE, WF_ROLE_WORK,
                             "That is wrong\xe2\x80\x9dsecret");
  trace = wf_trace_builder_end (builder, NULL);
  blame = attribute (trace);
  redacted = wf_blame_redact (blame);
  for (gsize i = 0; i < 2; i++)
    {
      g_autofree char *before = g_strjoinv ("; ", (char **) wf_blame_get_reasons (blame, i));
      g_autofree char *after = g_strjoinv ("; ", (char **) wf_blame_get_reasons (redacted, i));

      g_test_message ("%s -> %s", before, after);
      g_assert_nonnull (strstr (before, i == 0 ? "\xe2\x80\x9cunable\xe2\x80\x9d" : "worker"));
      g_assert_null (strstr (after, "secret"));
      g_assert_null (strstr (after, "unable"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blame/sample", test_sample);
  g_test_add_func ("/blame/repaired", test_repaired);
  g_test_add_func ("/blame/trained", test_trained);
  g_test_add_func ("/blame/labels-unread", test_labels_unread);
  g_test_add_func ("/blame/place-alone", test_place_alone);
  g_test_add_func ("/blame/degenerate", test_degenerate);
  g_test_add_func ("/blame/cancelled", test_cancelled);
  g_test_add_func ("/blame/many-agents", test_many_agents);
  g_test_add_func ("/blame/number-of-suspects", test_number_of_suspects);
  g_test_add_func ("/blame/huge-message", test_huge_message);
  g_test_add_func ("/blame/figure", test_figure);
  g_test_add_func ("/blame/directions", test_directions);
  g_test_add_func ("/blame/long-graph", test_long_graph);
  g_test_add_func ("/blame/without-choice", test_without_choice);
  g_test_add_func ("/blame/links", test_links);
  g_test_add_func ("/blame/agent-graph", test_agent_graph);
  g_test_add_func ("/blame/report", test_report);
  g_test_add_func ("/blame/hostile-report", test_hostile_report);
  g_test_add_func ("/blame/public-logs", test_public_logs);
  g_test_add_func ("/blame/redact", test_redact);
  g_test_add_func ("/blame/redact-quotation", test_redact_quotation);
  return g_test_run ();
}
