/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "render/picture-private.h"
#include "render/text-private.h"
#include "render/timeline-private.h"

#define ROOMY_PITCH   36.0 /* the least for the page's usual boxes */
#define WIDEST_PITCH  56.0
#define COMPACT_PITCH 27.0
#define BAND_GAP      12.0
#define ELIDED_HEIGHT 22.0

static void
clear_band (gpointer data)
{
  WfTimelineBand *band = data;

  g_clear_pointer (&band->lanes, g_free);
}

static double
measure_labels (WfTimelinePlan *self)
{
  const char *const *lanes = wf_figure_get_lanes (self->figure);
  WfTextStyle style = { self->theme, &self->theme->text, self->text_size, FALSE };
  double widest = wf_text_get_width (&style, _ ("blame, %"));

  for (gsize i = 0; lanes[i] != NULL; i++)
    widest = MAX (widest, wf_text_get_width (&style, lanes[i]));
  return MIN (widest, 0.24 * self->width) + 14 * self->unit;
}

static void
choose_sizes (WfTimelinePlan *self, gsize n_steps)
{
  double u = self->unit, room;
  gboolean is_roomy;

  self->text_size = 11.5 * u;
  self->label_width = measure_labels (self);
  room = MAX (self->width - self->label_width - 44 * u, COMPACT_PITCH * u);
  is_roomy = (double) n_steps * ROOMY_PITCH * u <= room;
  self->box_width = (is_roomy ? 28 : 23) * u;
  self->box_height = (is_roomy ? 20 : 16) * u;
  self->lane_height = (is_roomy ? 31 : 24) * u;
  self->head_height = is_roomy ? 24 * u : 8 * u;
  self->foot_height = isnan (self->max_blame) ? 6 * u : (is_roomy ? 34 : 24) * u;
  self->n_per_band = n_steps;
  if (!is_roomy)
    {
      gsize fit = (gsize) MAX (1, floor (room / (COMPACT_PITCH * u)));
      gsize n_bands = (n_steps + fit - 1) / fit;

      self->n_per_band = (n_steps + n_bands - 1) / n_bands;
      self->text_size = 10.5 * u;
    }
  self->pitch = MIN (WIDEST_PITCH * u, room / (double) MAX (self->n_per_band, 1));
}

/* A single band shows every lane; one of several only the lanes that somebody works in. */
static void
choose_lanes (WfTimelinePlan *self, WfTimelineBand *band, gboolean show_all)
{
  gsize n_lanes = g_strv_length ((char **) wf_figure_get_lanes (self->figure));
  g_autofree gboolean *is_used = g_new0 (gboolean, n_lanes + 1);

  for (gsize i = band->first; i < band->end; i++)
    {
      guint lane = wf_figure_get_step (self->figure, i)->lane;
      if (lane < n_lanes)
        is_used[lane] = TRUE;
    }
  band->lanes = g_new (guint, n_lanes + 1);
  for (guint lane = 0; lane < n_lanes; lane++)
    if (show_all || is_used[lane])
      band->lanes[band->n_lanes++] = lane;
}

static gboolean
is_important (WfTimelinePlan *self, const WfTimelineBand *band, gsize n_steps)
{
  if (band->first == 0 || band->end == n_steps)
    return TRUE;
  for (gsize i = band->first; i < band->end; i++)
    {
      const WfTimelineStep *step = wf_figure_get_step (self->figure, i);
      if (step->suspect > 0 || step->is_on_path || step->is_repaired)
        return TRUE;
    }
  return FALSE;
}

static void
add_bands (WfTimelinePlan *self, gsize n_steps)
{
  for (gsize first = 0; first < n_steps; first += self->n_per_band)
    {
      WfTimelineBand band = { first, MIN (first + self->n_per_band, n_steps), FALSE };

      choose_lanes (self, &band, self->n_per_band >= n_steps);
      band.height = self->head_height + (double) band.n_lanes * self->lane_height + self->foot_height;
      g_array_append_val (self->bands, band);
    }
}

static double
sum_heights (WfTimelinePlan *self)
{
  double sum = 0;

  for (guint i = 0; i < self->bands->len; i++)
    sum += g_array_index (self->bands, WfTimelineBand, i).height + (i > 0 ? BAND_GAP * self->unit : 0);
  return sum;
}

/* What a page can't hold: stretches without a suspect and off the path become one line each. */
static void
elide_bands (WfTimelinePlan *self, gsize n_steps)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (WfTimelineBand));

  for (guint i = 0; i < self->bands->len; i++)
    {
      WfTimelineBand *band = &g_array_index (self->bands, WfTimelineBand, i);
      WfTimelineBand *last = kept->len > 0 ? &g_array_index (kept, WfTimelineBand, kept->len - 1) : NULL;

      if (is_important (self, band, n_steps))
        g_array_append_val (kept, *band);
      else if (last != NULL && last->is_elided)
        {
          last->end = band->end;
          g_free (band->lanes);
        }
      else
        {
          band->is_elided = TRUE;
          band->height = ELIDED_HEIGHT * self->unit;
          g_array_append_val (kept, *band);
        }
      band->lanes = NULL;
    }
  g_array_set_clear_func (kept, clear_band);
  g_array_unref (self->bands);
  self->bands = g_steal_pointer (&kept);
}

void
wf_timeline_plan_init (WfTimelinePlan *self, WfFigure *figure, const WfTheme *theme, double width)
{
  gsize n_steps = wf_figure_get_n_steps (figure);
  double y = 0;

  *self = (WfTimelinePlan){ .figure = figure, .theme = theme, .width = width, .max_blame = NAN };
  self->unit = theme->font_size / 12.5;
  self->bands = g_array_new (FALSE, FALSE, sizeof (WfTimelineBand));
  g_array_set_clear_func (self->bands, clear_band);
  for (gsize i = 0; i < n_steps; i++)
    self->max_blame = fmax (self->max_blame, wf_figure_get_step (figure, i)->blame);
  choose_sizes (self, n_steps);
  add_bands (self, n_steps);
  if (sum_heights (self) > wf_picture_max_height (width))
    elide_bands (self, n_steps);
  for (guint i = 0; i < self->bands->len; i++)
    {
      WfTimelineBand *band = &g_array_index (self->bands, WfTimelineBand, i);

      band->y = y;
      y += band->height + BAND_GAP * self->unit;
    }
  self->height = sum_heights (self);
}

void
wf_timeline_plan_clear (WfTimelinePlan *self)
{
  g_clear_pointer (&self->bands, g_array_unref);
}

const WfTimelineBand *
wf_timeline_plan_find_band (const WfTimelinePlan *self, gsize step)
{
  for (guint i = 0; i < self->bands->len; i++)
    {
      const WfTimelineBand *band = &g_array_index (self->bands, WfTimelineBand, i);
      if (step >= band->first && step < band->end)
        return band->is_elided ? NULL : band;
    }
  return NULL;
}

double
wf_timeline_plan_get_x (const WfTimelinePlan *self, const WfTimelineBand *band, gsize step)
{
  return self->label_width + self->pitch / 2 + (double) (step - band->first) * self->pitch;
}

double
wf_timeline_plan_get_y (const WfTimelinePlan *self, const WfTimelineBand *band, guint lane)
{
  gsize row = 0;

  while (row + 1 < band->n_lanes && band->lanes[row] != lane)
    row++;
  return band->y + self->head_height + ((double) row + 0.5) * self->lane_height;
}
