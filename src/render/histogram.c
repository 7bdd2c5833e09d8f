/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/picture.h"
#include "render/shapes-private.h"

#define MAX_BARS  28  /* more levels are counted together with their neighbours */
#define OVERSHOOT 2.5 /* a narrow "after" is cut at this many times the peak of "before" */

typedef struct
{
  double low, high;     /* axis */
  double peak;          /* density at the top */
  double width, height; /* of the box */
} Frame;

static double
get_density (WfMarginal *marginal, double *low, double *high)
{
  gsize n;
  const double *bins = wf_marginal_get_bins (marginal, &n);
  double peak = 0;

  *low = wf_marginal_get_low (marginal);
  *high = wf_marginal_get_high (marginal);
  for (gsize i = 0; i < n; i++)
    peak = MAX (peak, bins[i]);
  return n > 0 && *high > *low ? peak * (double) n / (*high - *low) : 0;
}

static gboolean
find_frame (WfMarginal *before, WfMarginal *after, double width, double height, Frame *frame)
{
  double low = NAN, high = NAN, peak = 0, peak_after;

  *frame = (Frame){ NAN, NAN, 0, width, height };
  if (before != NULL)
    {
      peak = get_density (before, &low, &high);
      frame->low = low;
      frame->high = high;
      frame->peak = peak;
    }
  if (after != NULL)
    {
      peak_after = get_density (after, &low, &high);
      frame->low = fmin (frame->low, low);
      frame->high = fmax (frame->high, high);
      frame->peak = MAX (peak, peak > 0 ? MIN (peak_after, OVERSHOOT * peak) : peak_after);
    }
  return frame->peak > 0 && isfinite (frame->low) && frame->high > frame->low;
}

static double
get_x (const Frame *frame, double value)
{
  return (value - frame->low) / (frame->high - frame->low) * frame->width;
}

/* The outline of the bins, from the base line and back to it. */
static void
path_steps (cairo_t *cr, const Frame *frame, WfMarginal *marginal)
{
  gsize n;
  const double *bins = wf_marginal_get_bins (marginal, &n);
  double low = wf_marginal_get_low (marginal), step = (wf_marginal_get_high (marginal) - low) / (double) n;

  cairo_move_to (cr, get_x (frame, low), frame->height);
  for (gsize i = 0; i < n; i++)
    {
      double share = MIN (bins[i] / step / frame->peak, 1);
      double y = frame->height - share * (frame->height - 1);

      cairo_line_to (cr, get_x (frame, low + (double) i * step), y);
      cairo_line_to (cr, get_x (frame, low + (double) (i + 1) * step), y);
    }
  cairo_line_to (cr, get_x (frame, low + (double) n * step), frame->height);
  cairo_close_path (cr);
}

static void
fill_before (cairo_t *cr, const WfTheme *theme)
{
  wf_set_color (cr, &theme->before);
  cairo_fill (cr);
}

static void
fill_after (cairo_t *cr, const WfTheme *theme)
{
  wf_set_color_alpha (cr, &theme->accent, 0.22);
  cairo_fill_preserve (cr);
  wf_set_color (cr, &theme->accent);
  cairo_set_line_width (cr, theme->is_high_contrast ? 2 : 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
draw_set_value (cairo_t *cr, const WfTheme *theme, const Frame *frame, double value)
{
  double x = CLAMP (get_x (frame, value), 2, frame->width - 2);

  wf_set_color (cr, &theme->accent);
  cairo_rectangle (cr, x - 2, 0, 4, frame->height);
  cairo_fill (cr);
}

static void
draw_continuous (cairo_t *cr,
                 const WfTheme *theme,
                 WfMarginal *before,
                 WfMarginal *after,
                 double set_to,
                 double width,
                 double height)
{
  Frame frame;

  if (!find_frame (before, after, width, height, &frame))
    return;
  if (before != NULL && wf_marginal_get_high (before) > wf_marginal_get_low (before))
    {
      path_steps (cr, &frame, before);
      fill_before (cr, theme);
    }
  if (after != NULL && wf_marginal_get_high (after) > wf_marginal_get_low (after))
    {
      path_steps (cr, &frame, after);
      fill_after (cr, theme);
    }
  if (isfinite (set_to))
    draw_set_value (cr, theme, &frame, set_to);
}

static double
sum_group (const double *probabilities, gsize n, gsize n_bars, gsize bar)
{
  gsize first = bar * n / n_bars, end = (bar + 1) * n / n_bars;
  double sum = 0;

  for (gsize i = first; i < end; i++)
    sum += probabilities[i];
  return sum;
}

static void
draw_discrete (cairo_t *cr,
               const WfTheme *theme,
               WfMarginal *before,
               WfMarginal *after,
               double set_to,
               double width,
               double height)
{
  gsize n = 0, n_after = 0, n_bars;
  const double *first = before != NULL ? wf_marginal_get_probabilities (before, &n) : NULL;
  const double *second = after != NULL ? wf_marginal_get_probabilities (after, &n_after) : NULL;
  double slot, gap, peak = 0;

  if (first != NULL && n_after != n)
    second = NULL;
  n = MAX (n, n_after);
  n_bars = MIN (n, MAX_BARS);
  if (n_bars == 0)
    return;
  for (gsize i = 0; i < n_bars; i++)
    peak = MAX (peak, MAX (first != NULL ? sum_group (first, n, n_bars, i) : 0,
                           second != NULL ? sum_group (second, n, n_bars, i) : 0));
  if (peak <= 0)
    return;
  slot = width / (double) n_bars;
  gap = n_bars <= 8 ? MIN (6, slot / 4) : 0.5;
  for (gsize i = 0; i < n_bars; i++)
    {
      double x = (double) i * slot + gap / 2;
      gboolean is_set = isfinite (set_to) && i == (gsize) (set_to * (double) n_bars / (double) n);

      if (first != NULL)
        {
          double share = sum_group (first, n, n_bars, i) / peak * (height - 1);
          cairo_rectangle (cr, x, height - share, slot - gap, share);
          fill_before (cr, theme);
        }
      if (second != NULL)
        {
          double share = sum_group (second, n, n_bars, i) / peak * (height - 1);
          cairo_rectangle (cr, x + 1, height - share, slot - gap - 2, share);
          fill_after (cr, theme);
        }
      if (is_set)
        {
          cairo_rectangle (cr, x + (slot - gap) / 2 - 2, 0, 4, height);
          wf_set_color (cr, &theme->accent);
          cairo_fill (cr);
        }
    }
}

/**
 * wf_histogram_draw:
 * @cr: where
 * @theme: colours
 * @before: (nullable): the distribution as observed, a grey area
 * @after: (nullable): in this world, an accent outline on top, on the same axis
 * @set_to: a bar at this value (for a discrete variable at this level's index), or NaN
 * @width: of the box whose corner is the origin
 * @height: of the box
 *
 * Heights are densities on one scale; an "after" more than 2.5 times as high as "before" is cut at the top.
 */
void
wf_histogram_draw (cairo_t *cr,
                   const WfTheme *theme,
                   WfMarginal *before,
                   WfMarginal *after,
                   double set_to,
                   double width,
                   double height)
{
  WfMarginal *any = before != NULL ? before : after;

  cairo_save (cr);
  cairo_new_path (cr);
  if (any != NULL && wf_marginal_get_kind (any) == WF_COLUMN_CONTINUOUS)
    draw_continuous (cr, theme, before, after, set_to, width, height);
  else if (any != NULL)
    draw_discrete (cr, theme, before, after, set_to, width, height);
  wf_set_color (cr, &theme->card_border);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, height - 0.5);
  cairo_line_to (cr, width, height - 0.5);
  cairo_stroke (cr);
  cairo_restore (cr);
}
