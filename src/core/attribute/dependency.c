/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/dependency-private.h"

#define RARE            3    /* a token is rare when at most so many steps say it */
#define OVERLAP         0.15 /* of rare tokens, for a link */
#define MAX_NAME_AGENTS 64   /* runs of more agents: their names aren't looked for in the text */
#define LEAST_WEIGHT    0.4
#define LARGEST_WEIGHT  0.9

/* The earlier steps that say a rare token. */
typedef struct
{
  guint n;
  WfToken said[RARE - 1]; /* id: the step */
} Posting;

/* What speaks for a producer of the consumer at hand. */
typedef struct
{
  double overlap;
  gboolean is_touched;
  gboolean is_linked;
  WfLinkSource source;
} Evidence;

typedef struct
{
  WfTrace *trace;
  const WfTokens *tokens;
  double *rare_norm;      /* of each step */
  Posting *postings;      /* by token */
  Evidence *evidence;     /* by producer; zero outside `touched` */
  GArray *touched;        /* of guint */
  gsize *latest;          /* by agent: 1 + its latest step */
  GArray *explicit_links; /* of WfBlameLink, by consumer */
  gsize next_explicit;
  GArray *links; /* of WfBlameLink: the result */
} Finder;

static gboolean
is_rare (const WfTokens *tokens, guint id)
{
  return g_array_index (tokens->df, guint, id) <= RARE;
}

static Evidence *
touch (Finder *f, guint producer)
{
  Evidence *evidence = &f->evidence[producer];

  if (!evidence->is_touched)
    g_array_append_val (f->touched, producer);
  evidence->is_touched = TRUE;
  return evidence;
}

static void
link_producer (Finder *f, guint producer, WfLinkSource source)
{
  Evidence *evidence = touch (f, producer);

  if (!evidence->is_linked)
    evidence->source = source;
  evidence->is_linked = TRUE;
}

/* Cosine of (1 + ln tf) idf over the rare tokens, with every earlier step that shares one. */
static void
add_overlaps (Finder *f, gsize j)
{
  const WfTokens *tokens = f->tokens;

  for (gsize k = tokens->start[j]; k < tokens->start[j + 1]; k++)
    {
      const WfToken *token = wf_tokens_get (tokens, k);
      const Posting *posting = &f->postings[token->id];
      double weight = wf_token_weight (tokens, token);

      for (guint p = 0; p < posting->n; p++)
        {
          WfToken other = { token->id, posting->said[p].count };

          touch (f, posting->said[p].id)->overlap += weight * wf_token_weight (tokens, &other);
        }
    }
  for (gsize t = 0; t < f->touched->len; t++)
    {
      guint i = g_array_index (f->touched, guint, t);

      if (f->evidence[i].overlap == 0)
        continue;
      f->evidence[i].overlap /= f->rare_norm[i] * f->rare_norm[j];
      if (f->evidence[i].overlap >= OVERLAP)
        link_producer (f, i, WF_LINK_TEXT);
    }
}

static gboolean
is_name_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

static gboolean
has_name (const char *text, const char *name)
{
  gsize length = strlen (name);

  if (length == 0)
    return FALSE;
  for (const char *p = text; (p = strstr (p, name)) != NULL; p += length)
    if ((p == text || !is_name_byte (p[-1])) && !is_name_byte (p[length]))
      return TRUE;
  return FALSE;
}

/* A step that names or addresses another agent uses what that agent did last. */
static void
add_names (Finder *f, gsize j)
{
  const char *const *agents = wf_trace_get_agents (f->trace);
  gsize n_agents = g_strv_length ((char **) agents);

  if (n_agents > MAX_NAME_AGENTS)
    return;
  for (gsize a = 0; a < n_agents; a++)
    if (f->latest[a] > 0 && a != wf_trace_get_agent_index (f->trace, j) &&
        (has_name (wf_trace_get_text (f->trace, j), agents[a]) ||
         has_name (wf_trace_get_speaker (f->trace, j), agents[a])))
      link_producer (f, (guint) f->latest[a] - 1, WF_LINK_TEXT);
}

static void
add_explicit (Finder *f, gsize j)
{
  for (; f->next_explicit < f->explicit_links->len; f->next_explicit++)
    {
      const WfBlameLink *link = &g_array_index (f->explicit_links, WfBlameLink, f->next_explicit);

      if (link->consumer != j)
        return;
      link_producer (f, link->producer, link->source);
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

/* Writes out the links into step j, by producer, and forgets the evidence. */
static void
flush (Finder *f, gsize j)
{
  g_array_sort (f->touched, compare_numbers);
  for (gsize t = 0; t < f->touched->len; t++)
    {
      guint i = g_array_index (f->touched, guint, t);
      Evidence *evidence = &f->evidence[i];
      WfBlameLink link = { i, (guint) j, 0, evidence->source };

      link.weight = CLAMP (LEAST_WEIGHT + 0.5 * evidence->overlap, LEAST_WEIGHT, LARGEST_WEIGHT);
      if (evidence->is_linked)
        g_array_append_val (f->links, link);
      memset (evidence, 0, sizeof *evidence);
    }
  g_array_set_size (f->touched, 0);
}

static void
remember (Finder *f, gsize j)
{
  const WfTokens *tokens = f->tokens;

  for (gsize k = tokens->start[j]; k < tokens->start[j + 1]; k++)
    {
      const WfToken *token = wf_tokens_get (tokens, k);
      Posting *posting = &f->postings[token->id];

      if (is_rare (tokens, token->id) && posting->n < G_N_ELEMENTS (posting->said))
        posting->said[posting->n++] = (WfToken){ (guint) j, token->count };
    }
  f->latest[wf_trace_get_agent_index (f->trace, j)] = j + 1;
}

static void
find_norms (Finder *f)
{
  const WfTokens *tokens = f->tokens;

  for (gsize i = 0; i < tokens->n_steps; i++)
    {
      double sum = 0;

      for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
        if (is_rare (tokens, wf_tokens_get (tokens, k)->id))
          sum += pow (wf_token_weight (tokens, wf_tokens_get (tokens, k)), 2);
      f->rare_norm[i] = sqrt (sum);
    }
}

static int
compare_consumers (gconstpointer a, gconstpointer b)
{
  return compare_numbers (&((const WfBlameLink *) a)->consumer, &((const WfBlameLink *) b)->consumer);
}

static GArray *
get_explicit_links (WfTrace *trace)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (WfBlameLink));

  for (gsize l = 0; l < wf_trace_get_n_links (trace); l++)
    {
      WfBlameLink link = { 0 };

      wf_trace_get_link (trace, l, &link.producer, &link.consumer, &link.source);
      g_array_append_val (links, link);
    }
  g_array_sort (links, compare_consumers);
  return links;
}

/* Which steps use which: explicit links of the log; rare words in common; the latest step of an agent that is
 * named or addressed; the step before. Weight clip (0.4 + 0.5 overlap, 0.4, 0.9). Result: an array of
 * WfBlameLink by consumer and producer (transfer full). Cost: linear in the text, times the agents for their
 * names. NULL when cancelled. */
GArray *
wf_dependency_find_links (WfTrace *trace, const WfTokens *tokens, WfProgress *progress, GError **error)
{
  gsize n = tokens->n_steps;
  g_autofree double *rare_norm = g_new0 (double, n);
  g_autofree Posting *postings = g_new0 (Posting, MAX (1, tokens->df->len));
  g_autofree Evidence *evidence = g_new0 (Evidence, n);
  g_autofree gsize *latest = g_new0 (gsize, g_strv_length ((char **) wf_trace_get_agents (trace)));
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) explicit_links = get_explicit_links (trace);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (WfBlameLink));
  Finder f = { trace, tokens, rare_norm, postings, evidence, touched, latest, explicit_links, 0, links };

  find_norms (&f);
  for (gsize j = 0; j < n; j++)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      add_explicit (&f, j);
      add_overlaps (&f, j);
      add_names (&f, j);
      if (j > 0)
        link_producer (&f, (guint) j - 1, WF_LINK_SEQUENCE);
      flush (&f, j);
      remember (&f, j);
    }
  return g_steal_pointer (&links);
}
