/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/base/format.h"

#define MINUS     "\u2212"
#define NB_SPACE  "\u00a0"
#define NOT_KNOWN "\u2013"
#define ROUNDING  1e-12 /* of the larger of two numbers */

/**
 * wf_append_double:
 * @text: what to append to
 * @value: a number
 *
 * Appends the shortest decimal that reads back as @value, in the C locale: for files. NaN and infinities are
 * appended as "nan", "inf" and "-inf".
 */
void
wf_append_double (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (digits == 17 || !isfinite (value) || g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (text, buffer);
}

static char *
with_true_minus (const char *digits)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (; *digits != '\0'; digits++)
    if (*digits == '-')
      g_string_append (text, MINUS);
    else if (*digits != '+')
      g_string_append_c (text, *digits);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "1.50" -> "1.5", "2.00" -> "2" */
static void
strip_zeros (char *digits)
{
  gsize length = strlen (digits);

  if (strchr (digits, '.') == NULL)
    return;
  while (digits[length - 1] == '0')
    length--;
  if (digits[length - 1] == '.')
    length--;
  digits[length] = '\0';
}

static char *
format_with_exponent (double value)
{
  char mantissa[32];
  int exponent = (int) floor (log10 (fabs (value)));
  double scaled = exponent < -300 ? value * 1e300 / pow (10, exponent + 300) : value / pow (10, exponent);
  g_autofree char *text = NULL;

  if (fabs (scaled) >= 9.995)
    {
      scaled /= 10;
      exponent++;
    }
  g_ascii_formatd (mantissa, sizeof mantissa, "%.2f", scaled);
  strip_zeros (mantissa);
  text = g_strdup_printf ("%se%d", mantissa, exponent);
  return with_true_minus (text);
}

/**
 * wf_format_number:
 * @value: a number
 *
 * Three significant digits, but an integer part of up to seven digits always in full; no trailing zeros, a
 * true minus sign, an exponent only below 0.001 and from 10 million.
 *
 * Returns: (transfer full): "16.6", "7466", "−0.031", "1.2e−5"; an en dash for NaN
 */
char *
wf_format_number (double value)
{
  double size = fabs (value);
  char digits[64];
  char format[8];

  if (isnan (value))
    return g_strdup (NOT_KNOWN);
  if (isinf (value))
    return g_strdup (value > 0 ? "∞" : MINUS "∞");
  if (value == 0)
    return g_strdup ("0");
  if (size < 0.0009995 || size >= 9999999.5)
    return format_with_exponent (value);
  g_snprintf (format, sizeof format, "%%.%df",
              size >= 99.95    ? 0
              : size >= 9.995  ? 1
              : size >= 0.9995 ? 2
                               : 2 - (int) floor (log10 (size * 1.0005)));
  g_ascii_formatd (digits, sizeof digits, format, value);
  strip_zeros (digits);
  return with_true_minus (digits);
}

/**
 * wf_format_count:
 * @value: how many
 *
 * Returns: (transfer full): "7,466"
 */
char *
wf_format_count (gsize value)
{
  g_autofree char *digits = g_strdup_printf ("%zu", value);
  gsize length = strlen (digits);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_format_points:
 * @share: a share, 1 = all
 *
 * In hundredths, for a column whose unit is “%”: whole numbers from 10, one decimal below and between 99.5
 * and 100.
 *
 * Returns: (transfer full): "41", "0.4", "< 0.1", with no-break spaces; an en dash for NaN
 */
char *
wf_format_points (double share)
{
  double size = fabs (share) * 100;
  const char *sign = share < 0 && size >= 0.05 ? MINUS : "";
  gboolean has_decimal = size < 9.95 || (size >= 99.5 && size < 99.95);
  char digits[512];

  if (!isfinite (share))
    return g_strdup (NOT_KNOWN);
  if (size > 0 && size < 0.05)
    return g_strdup_printf ("<%s%s0.1", NB_SPACE, share < 0 ? MINUS : "");
  g_ascii_formatd (digits, sizeof digits, has_decimal ? "%.1f" : "%.0f", size);
  strip_zeros (digits);
  return g_strdup_printf ("%s%s", sign, digits);
}

/**
 * wf_format_percent:
 * @share: a share, 1 = all
 *
 * Returns: (transfer full): the points with their unit: "41 %", "< 0.1 %", with no-break spaces; an en dash
 * for NaN
 */
char *
wf_format_percent (double share)
{
  g_autofree char *points = wf_format_points (share);

  return isfinite (share) ? g_strdup_printf ("%s%s%%", points, NB_SPACE) : g_steal_pointer (&points);
}

/**
 * wf_format_difference:
 * @from: a number
 * @to: another
 *
 * @to - @from as wf_format_number() writes it; what rounding leaves of two equal sums is 0.
 *
 * Returns: (transfer full): "−0.031", "0"; an en dash when either is not a finite number
 */
char *
wf_format_difference (double from, double to)
{
  double difference = to - from;

  if (!isfinite (difference))
    return g_strdup (NOT_KNOWN);
  return wf_format_number (fabs (difference) > ROUNDING * MAX (fabs (from), fabs (to)) ? difference : 0.0);
}

/**
 * wf_format_change:
 * @before: a number
 * @after: the same number later
 *
 * A share of @before when both have the same sign and the change is at most threefold (anything more says
 * little as a share, and nothing when @before is nearly 0), else the difference; "≈ 0" when the share is
 * below 0.05 %.
 *
 * Returns: (transfer full): "▼ 26 %", "▲ 0.31" or "≈ 0", with no-break spaces; an en dash when either is not
 * a number
 */
char *
wf_format_change (double before, double after)
{
  double change = after - before;
  g_autofree char *size = NULL;

  if (!isfinite (change))
    return g_strdup (NOT_KNOWN);
  if (fabs (change) < 0.0005 * MAX (fabs (before), fabs (after)) || change == 0)
    return g_strdup ("≈" NB_SPACE "0");
  if (before * after > 0 && fabs (change) <= 2 * fabs (before))
    size = wf_format_percent (fabs (change / before));
  else
    size = wf_format_number (fabs (change));
  return g_strdup_printf ("%s%s%s", change < 0 ? "▼" : "▲", NB_SPACE, size);
}

/* Levenshtein 1966, in bytes; gives up above limit. row: length of b + 1 integers of scratch. */
static gsize
edit_distance (const char *a, gsize n_a, const char *b, gsize n_b, gsize limit, gsize *row)
{
  if ((n_a > n_b ? n_a - n_b : n_b - n_a) > limit)
    return limit + 1;
  for (gsize j = 0; j <= n_b; j++)
    row[j] = j;
  for (gsize i = 1; i <= n_a; i++)
    {
      gsize diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j <= n_b; j++)
        {
          gsize replaced = diagonal + (a[i - 1] != b[j - 1]);

          diagonal = row[j];
          row[j] = MIN (replaced, 1 + MIN (row[j], row[j - 1]));
        }
    }
  return row[n_b];
}

/**
 * wf_nearest_name:
 * @name: what was given
 * @candidates: (array zero-terminated=1): what there is
 *
 * For "did you mean": the smallest edit distance without regard to case, at most a third of the length.
 *
 * Returns: (nullable) (transfer none): one of @candidates
 */
const char *
wf_nearest_name (const char *name, const char *const *candidates)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  gsize n_wanted = strlen (wanted);
  gsize limit = MAX (1, n_wanted / 3);
  g_autofree gsize *row = g_new (gsize, n_wanted + limit + 1);
  const char *nearest = NULL;

  if (n_wanted == 0 || n_wanted > 256)
    return NULL;
  for (gsize i = 0; candidates != NULL && candidates[i] != NULL; i++)
    {
      g_autofree char *folded = g_utf8_casefold (candidates[i], -1);
      gsize distance = edit_distance (wanted, n_wanted, folded, strlen (folded), limit, row);

      if (distance > limit)
        continue;
      nearest = candidates[i];
      if (distance == 0)
        break;
      limit = distance - 1;
    }
  return nearest;
}
