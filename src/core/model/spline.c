/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* y = intercept + sum_k f_k (parent_k) + e: a smooth curve a continuous parent, an effect a level of a
 * discrete one, and noise that is drawn from the residuals (additive noise: Hoyer et al. 2009, NIPS 21;
 * penalised splines: Eilers & Marx 1996, Statistical Science 11). A continuous node with a discrete parent is
 * of this kind too: its curves may all be lines. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/model/density-private.h"
#include "core/model/numbers-private.h"
#include "core/model/spline-private.h"
#include "core/table/types.h"

#define PIECE G_N_ELEMENTS (((WfSmooth *) NULL)->pieces[0]) /* numbers of one */

static const WfParam spline_params[] = {
  { .id = "knots",
    .name = N_ ("Knots"),
    .type = WF_PARAM_INTEGER,
    .value = 12,
    .min = 3,
    .max = 60,
    .help = N_ ("Where a curve may bend, at most; how much it does is found from the data") },
  { .id = NULL },
};

typedef struct
{
  WfAdditive mean;
  double *residuals; /* n_residuals: their mean is 0 */
  gsize n_residuals;
  WfDensity *density; /* of the residuals */
} Spline;

/* Residuals with mean 0 and, as the fit has taken some of it, the variance of the noise: sum of squares over
 * n - degrees of freedom. */
static void
keep_residuals (WfMechanism *self, Spline *state, const WfFamily *family)
{
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_free);
  g_autofree const double **columns = wf_family_list_columns (family, copies);
  const double *y = family->values[family->n_parents];
  double n = family->n_rows, shift = 0.0, mean = 0.0, rss = 0.0, tss = 0.0, scale;

  state->n_residuals = family->n_rows;
  state->residuals = g_new (double, family->n_rows);
  wf_additive_predict (&state->mean, columns, family->n_rows, state->residuals);
  for (gsize i = 0; i < family->n_rows; i++)
    {
      state->residuals[i] = y[i] - state->residuals[i];
      shift += state->residuals[i] / n;
      mean += y[i] / n;
    }
  state->mean.intercept += shift;
  for (gsize i = 0; i < family->n_rows; i++)
    {
      state->residuals[i] -= shift;
      rss += state->residuals[i] * state->residuals[i];
      tss += (y[i] - mean) * (y[i] - mean);
    }
  scale = sqrt (n / fmax (n - state->mean.df, 1.0));
  for (gsize i = 0; i < family->n_rows; i++)
    state->residuals[i] *= scale;
  self->residual_sd = sqrt (rss / n) * scale;
  self->r_squared = family->n_parents > 0 && tss > 0.0 ? CLAMP (1.0 - rss / tss, 0.0, 1.0) : NAN;
}

static gboolean
spline_fit (WfMechanism *self, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error)
{
  Spline *state = g_new0 (Spline, 1);

  self->state = state;
  if (!wf_additive_fit (&state->mean, family, wf_params_get_integer (params, "knots"), progress, error))
    return FALSE;
  keep_residuals (self, state, family);
  self->intercept = state->mean.intercept;
  state->density = wf_density_new (state->residuals, state->n_residuals);
  return TRUE;
}

static void
spline_draw_noise (const WfMechanism *self, WfRng *rng, gsize n, double *noise)
{
  const Spline *state = self->state;

  for (gsize i = 0; i < n; i++)
    noise[i] = state->residuals[wf_rng_below (rng, state->n_residuals)];
}

static void
spline_predict (const WfMechanism *self, const double *const *parents, gsize n, double *out)
{
  const Spline *state = self->state;

  wf_additive_predict (&state->mean, parents, n, out);
}

static void
spline_evaluate (
    const WfMechanism *self, const double *const *parents, const double *noise, gsize n, double *out)
{
  spline_predict (self, parents, n, out);
  for (gsize i = 0; i < n; i++)
    out[i] += noise[i];
}

static void
spline_abduct (const WfMechanism *self,
               const double *const *parents,
               const double *values,
               WfRng *rng,
               gsize n,
               double *noise)
{
  spline_predict (self, parents, n, noise);
  for (gsize i = 0; i < n; i++)
    noise[i] = values[i] - noise[i];
}

static void
spline_log_density (
    const WfMechanism *self, const double *const *parents, const double *values, gsize n, double *out)
{
  const Spline *state = self->state;

  spline_abduct (self, parents, values, NULL, n, out);
  wf_density_evaluate_log (state->density, n, out);
}

static char *
spline_describe (
    const WfMechanism *self, WfTable *table, guint node, const char *name, const char *const *parents)
{
  const Spline *state = self->state;
  double intercept = self->intercept;
  g_autofree char *sd = wf_table_format_difference (table, node, self->residual_sd);
  g_autoptr (GString) terms = g_string_new (NULL);

  for (gsize k = 0; k < self->n_parents; k++)
    {
      const WfSmooth *smooth = &state->mean.smooths[k];

      if (smooth->n_levels == 0 && smooth->df == 0.0)
        {
          g_autofree char *slope = wf_mechanism_format_slope (self, table, node, k, fabs (smooth->slope));
          const double zero = 0.0;

          wf_smooth_add (smooth, &zero, 1, &intercept);
          g_string_append_printf (terms, " %s %s · %s", smooth->slope < 0.0 ? "−" : "+", slope, parents[k]);
        }
      else
        g_string_append_printf (terms, " + f(%s)", parents[k]);
    }

  g_autofree char *start = wf_mechanism_format_intercept (self, table, node, intercept);

  /* Translators: "mek = 6.75 + f(raf) − 0.39 · pkc + noise (sd 1.2)"; f(...) is a curve; sd is the standard
   * deviation */
  return g_strdup_printf (_ ("%s = %s%s + noise (sd %s)"), name, start, terms->str, sd);
}

static void
write_smooth (const WfSmooth *smooth, JsonBuilder *builder)
{
  gsize n_knots = 0;

  json_builder_begin_object (builder);
  if (smooth->n_levels > 0)
    wf_numbers_write (builder, "effects", smooth->effects, smooth->n_levels);
  else
    {
      while (n_knots + 1 < smooth->n_places && isfinite (smooth->knots[n_knots]))
        n_knots++;
      wf_numbers_write (builder, "knots", smooth->knots, n_knots);
      wf_numbers_write (builder, "pieces", smooth->pieces[0], PIECE * (n_knots + 1));
      wf_numbers_write_one (builder, "df", smooth->df);
      wf_numbers_write_one (builder, "slope", smooth->slope);
    }
  json_builder_end_object (builder);
}

static void
spline_write (const WfMechanism *self, JsonBuilder *builder)
{
  const Spline *state = self->state;

  wf_numbers_write_one (builder, "intercept", self->intercept);
  json_builder_set_member_name (builder, "terms");
  json_builder_begin_array (builder);
  for (gsize k = 0; k < self->n_parents; k++)
    write_smooth (&state->mean.smooths[k], builder);
  json_builder_end_array (builder);
  wf_numbers_write (builder, "residuals", state->residuals, state->n_residuals);
  wf_numbers_write_one (builder, "sd", self->residual_sd);
}

/* a straight or bent line */
static gboolean
read_curve (WfSmooth *smooth, JsonObject *object, GError **error)
{
  g_autofree double *knots = NULL;
  g_autofree double *pieces = NULL;
  JsonArray *list = wf_json_get_array (object, "knots");
  gsize n = list != NULL ? json_array_get_length (list) : 0;

  knots = wf_numbers_read (object, "knots", n, error);
  pieces = knots != NULL ? wf_numbers_read (object, "pieces", PIECE * (n + 1), error) : NULL;
  if (pieces == NULL || !wf_numbers_read_sd (object, "df", &smooth->df, error) ||
      !wf_numbers_read_one (object, "slope", &smooth->slope, error))
    return FALSE;
  for (gsize j = 1; j < n; j++)
    if (!(knots[j] > knots[j - 1]))
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“knots” must rise"));
        return FALSE;
      }
  wf_smooth_set_pieces (smooth, knots, n, pieces);
  return TRUE;
}

static gboolean
read_terms (WfMechanism *self, WfAdditive *mean, JsonObject *object, GError **error)
{
  JsonArray *terms = wf_numbers_read_list (object, "terms", self->n_parents, error);

  mean->n_parents = self->n_parents;
  mean->smooths = g_new0 (WfSmooth, self->n_parents + 1);
  for (gsize k = 0; terms != NULL && k < self->n_parents; k++)
    {
      JsonObject *term = json_array_get_object_element (terms, (guint) k);
      WfSmooth *smooth = &mean->smooths[k];

      smooth->n_levels = self->parent_levels[k];
      if (smooth->n_levels > 0)
        smooth->effects = wf_numbers_read (term, "effects", smooth->n_levels, error);
      if (smooth->n_levels > 0 ? smooth->effects == NULL : !read_curve (smooth, term, error))
        {
          g_prefix_error (error, _ ("“terms”[%zu]: "), k);
          return FALSE;
        }
    }
  return terms != NULL;
}

static gboolean
spline_read (WfMechanism *self, JsonObject *object, GError **error)
{
  Spline *state = g_new0 (Spline, 1);

  self->state = state;
  if (!wf_numbers_read_one (object, "intercept", &self->intercept, error) ||
      !wf_numbers_read_sd (object, "sd", &self->residual_sd, error) ||
      !read_terms (self, &state->mean, object, error))
    return FALSE;
  state->mean.intercept = self->intercept;
  state->residuals = wf_numbers_read_all (object, "residuals", &state->n_residuals, error);
  if (state->residuals == NULL)
    return FALSE;
  state->density = wf_density_new (state->residuals, state->n_residuals);
  return TRUE;
}

static void
spline_clear (WfMechanism *self)
{
  Spline *state = self->state;

  wf_additive_clear (&state->mean);
  g_free (state->residuals);
  g_clear_pointer (&state->density, wf_density_free);
  g_free (state);
}

const WfMechanismKind wf_mechanism_spline = {
  .id = "spline",
  .name = N_ ("Curves and additive noise"),
  .summary =
      N_ ("Each variable is a sum of smooth curves of its causes, plus noise drawn from the residuals"),
  .citation = "Hoyer et al. 2009, NIPS 21; Eilers & Marx 1996, Statistical Science 11",
  .nodes = WF_DATA_CONTINUOUS,
  .parents = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE,
  .params = spline_params,
  .fit = spline_fit,
  .draw_noise = spline_draw_noise,
  .evaluate = spline_evaluate,
  .predict = spline_predict,
  .abduct = spline_abduct,
  .log_density = spline_log_density,
  .describe = spline_describe,
  .write = spline_write,
  .read = spline_read,
  .clear = spline_clear,
};
