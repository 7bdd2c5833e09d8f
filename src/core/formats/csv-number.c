/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Decimal to double, correctly rounded. Three ways, the cheapest that is exact: one floating-point operation
 * (Clinger 1990, "How to read floating point numbers accurately", PLDI), one operation of 128-bit integers,
 * g_ascii_strtod(). */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/formats/csv-private.h"

/* clang-format off */
static const double exact_powers[] = {
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
};
static const guint64 integer_powers[] = {
  1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u, 10000000000u, 100000000000u,
  1000000000000u, 10000000000000u, 100000000000000u, 1000000000000000u, 10000000000000000u, 100000000000000000u,
  1000000000000000000u, 10000000000000000000u,
};
/* clang-format on */

typedef unsigned __int128 Wide;

/* significand 10^exponent, 0 <= exponent <= 19: the product is exact in 128 bits, its top 64 with a sticky
 * bit round to 53 as the whole would */
static double
multiply (guint64 significand, int exponent)
{
  Wide product = (Wide) significand * integer_powers[exponent];
  guint64 top = (guint64) (product >> 64);
  int shift;

  if (top == 0)
    return (double) (guint64) product;
  shift = __builtin_clzll (top);
  product <<= shift;
  top = (guint64) (product >> 64);
  return ldexp ((double) (top | ((guint64) product != 0)), 64 - shift);
}

/* significand 10^-exponent, 1 <= exponent <= 19: a quotient of at least 62 bits with a sticky bit for the
 * remainder */
static double
divide (guint64 significand, int exponent)
{
  int shift = __builtin_clzll (significand);
  int divisor_shift = __builtin_clzll (integer_powers[exponent]);
  guint64 divisor = integer_powers[exponent] << divisor_shift;
  Wide dividend = (Wide) (significand << shift) << 63;
  guint64 quotient = (guint64) (dividend / divisor);

  return ldexp ((double) (quotient | (dividend % divisor != 0)), divisor_shift - shift - 63);
}

/* the stock way; its buffer must end with NUL and have a point */
static double
parse_slowly (const char *text, gsize length, char decimal)
{
  char buffer[64];
  g_autofree char *large = NULL;
  char *copy = buffer;
  char *comma;

  if (length >= sizeof buffer)
    copy = large = g_malloc (length + 1);
  memcpy (copy, text, length);
  copy[length] = '\0';
  comma = decimal == '.' ? NULL : strchr (copy, decimal);
  if (comma != NULL)
    *comma = '.';
  return g_ascii_strtod (copy, NULL);
}

static inline guint
digit (const char *text)
{
  return (guint) (guchar) *text - '0';
}

/* behind the exponent part at text, which stays where it is when there is none; exponents beyond a million
 * saturate */
static const char *
parse_exponent (const char *text, int *exponent)
{
  const char *p = text + 1;
  gboolean is_negative = *p == '-';
  int number = 0;

  p += *p == '-' || *p == '+';
  if (digit (p) > 9)
    return text;
  for (; digit (p) <= 9; p++)
    if (number < 1000000)
      number = 10 * number + (int) digit (p);
  *exponent += is_negative ? -number : number;
  return p;
}

const char *
wf_csv_parse_number (const char *text, char decimal, double *value)
{
  const char *p = text + (*text == '-' || *text == '+');
  const char *first = p;
  guint64 significand = 0;
  int exponent = 0;
  gsize n_digits;
  double size;

  for (; digit (p) <= 9; p++)
    significand = 10 * significand + digit (p);
  n_digits = (gsize) (p - first);
  if (*p == decimal)
    {
      const char *point = p;

      for (p++; digit (p) <= 9; p++)
        significand = 10 * significand + digit (p);
      exponent = (int) MAX (point + 1 - p, -1000000);
      n_digits += (gsize) (p - point - 1);
    }
  if (n_digits == 0)
    return NULL;
  if ((*p | 0x20) == 'e')
    p = parse_exponent (p, &exponent);

  if (n_digits <= 19 && significand <= (guint64) 1 << 53 && exponent >= -22 && exponent <= 22)
    size = exponent < 0 ? (double) significand / exact_powers[-exponent]
                        : (double) significand * exact_powers[exponent];
  else if (n_digits <= 19 && exponent >= -19 && exponent <= 19)
    size = exponent < 0 ? divide (significand, -exponent) : multiply (significand, exponent);
  else
    size = fabs (parse_slowly (text, (gsize) (p - text), decimal));
  *value = *text == '-' ? -size : size;
  return p;
}
