/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Rows of bits that meet, counted 64 or 512 rows an instruction. Which of the three versions runs is decided
 * by the processor; the counts are the same. */

#include "config.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "core/citest/contingency-private.h"

#define AT_ONCE 3 /* rows of y in one pass over m and z */

/* One pass: n_y is a constant where this is called, at most AT_ONCE. */
static inline __attribute__ ((always_inline)) void
count_pass (const guint64 *m,
            const guint64 *z,
            const guint64 *y,
            gsize n_words,
            const guint n_y,
            guint32 *counts,
            guint32 *total)
{
  guint64 sums[AT_ONCE + 1] = { 0 };

  for (gsize w = 0; w < n_words; w++)
    {
      guint64 both = m[w] & z[w];

      sums[AT_ONCE] += (guint64) __builtin_popcountll (both);
#pragma GCC unroll 3
      for (guint q = 0; q < n_y; q++)
        sums[q] += (guint64) __builtin_popcountll (both & y[q * n_words + w]);
    }
#pragma GCC unroll 3
  for (guint q = 0; q < n_y; q++)
    counts[q] = (guint32) sums[q];
  *total = (guint32) sums[AT_ONCE];
}

#define COUNT_ALL(pass)                                                                                      \
  do                                                                                                         \
    {                                                                                                        \
      guint32 *total = counts + n_y;                                                                         \
      guint left = n_y;                                                                                      \
                                                                                                             \
      for (; left > AT_ONCE; left -= AT_ONCE, y += AT_ONCE * n_words, counts += AT_ONCE)                     \
        pass (m, z, y, n_words, AT_ONCE, counts, total);                                                     \
      if (left == 3)                                                                                         \
        pass (m, z, y, n_words, 3, counts, total);                                                           \
      else if (left == 2)                                                                                    \
        pass (m, z, y, n_words, 2, counts, total);                                                           \
      else if (left == 1)                                                                                    \
        pass (m, z, y, n_words, 1, counts, total);                                                           \
      else                                                                                                   \
        pass (m, z, y, n_words, 0, counts, total);                                                           \
    }                                                                                                        \
  while (0)

static inline __attribute__ ((always_inline)) guint32
meet_words (guint64 *to, const guint64 *m, const guint64 *z, gsize n_words)
{
  guint64 sum = 0;

  for (gsize w = 0; w < n_words; w++)
    {
      to[w] = m[w] & z[w];
      sum += (guint64) __builtin_popcountll (to[w]);
    }
  return (guint32) sum;
}

static void
count_plain (const guint64 *m, const guint64 *z, const guint64 *y, gsize n_words, guint n_y, guint32 *counts)
{
  COUNT_ALL (count_pass);
}

static guint32
meet_plain (guint64 *to, const guint64 *m, const guint64 *z, gsize n_words)
{
  return meet_words (to, m, z, n_words);
}

static const WfBitCounter plain = { .cycles_per_word = 8, .count = count_plain, .meet = meet_plain };

#ifdef __x86_64__

static __attribute__ ((target ("popcnt"))) void
count_popcnt (const guint64 *m, const guint64 *z, const guint64 *y, gsize n_words, guint n_y, guint32 *counts)
{
  COUNT_ALL (count_pass);
}

static __attribute__ ((target ("popcnt"))) guint32
meet_popcnt (guint64 *to, const guint64 *m, const guint64 *z, gsize n_words)
{
  return meet_words (to, m, z, n_words);
}

static const WfBitCounter popcnt = { .cycles_per_word = 1, .count = count_popcnt, .meet = meet_popcnt };

#define AVX512 __attribute__ ((target ("avx512f,avx512vpopcntdq")))

typedef guint64 Lanes __attribute__ ((vector_size (64)));
typedef guint32 Counts __attribute__ ((vector_size (64)));

/* clang, which builds the fuzzer, has the newer name only, and GCC 11 the older */
#ifdef __clang__
#define SHUFFLE(a, b, ...) __builtin_shufflevector (a, b, __VA_ARGS__)
#else
#define SHUFFLE(a, b, ...) __builtin_shuffle (a, b, (Lanes){ __VA_ARGS__ })
#endif

/* as _mm512_reduce_add_epi64(), of which GCC 12 warns wrongly */
static inline AVX512 __attribute__ ((always_inline)) guint32
add_lanes (__m512i sums)
{
  Lanes lanes = (Lanes) sums;

  lanes += SHUFFLE (lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3);
  lanes += SHUFFLE (lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5);
  return (guint32) (lanes[0] + lanes[1]);
}

/* Four sums at once, none of which needs more than the lower half of its lanes. */
static inline AVX512 __attribute__ ((always_inline)) Counts
add_lanes_of_four (const __m512i sums[4])
{
  Lanes a = (Lanes) sums[0] | (Lanes) sums[1] << 32;
  Lanes b = (Lanes) sums[2] | (Lanes) sums[3] << 32;
  Lanes lanes = SHUFFLE (a, b, 0, 8, 2, 10, 4, 12, 6, 14) + SHUFFLE (a, b, 1, 9, 3, 11, 5, 13, 7, 15);

  lanes += SHUFFLE (lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3);
  lanes += SHUFFLE (lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5);
  return (Counts) lanes;
}

static inline AVX512 __attribute__ ((always_inline)) void
count_pass_avx512 (const guint64 *m,
                   const guint64 *z,
                   const guint64 *y,
                   gsize n_words,
                   const guint n_y,
                   guint32 *counts,
                   guint32 *total)
{
  __m512i sums[AT_ONCE + 1] = { _mm512_setzero_si512 (), _mm512_setzero_si512 (), _mm512_setzero_si512 (),
                                _mm512_setzero_si512 () };
  Counts added;

  for (gsize w = 0; w < n_words; w += WF_SLICE_WORDS)
    {
      __m512i both = _mm512_and_si512 (_mm512_loadu_si512 (m + w), _mm512_loadu_si512 (z + w));

      sums[AT_ONCE] = _mm512_add_epi64 (sums[AT_ONCE], _mm512_popcnt_epi64 (both));
#pragma GCC unroll 3
      for (guint q = 0; q < n_y; q++)
        {
          __m512i met = _mm512_and_si512 (both, _mm512_loadu_si512 (y + q * n_words + w));

          sums[q] = _mm512_add_epi64 (sums[q], _mm512_popcnt_epi64 (met));
        }
    }
  added = add_lanes_of_four (sums);
#pragma GCC unroll 3
  for (guint q = 0; q < n_y; q++)
    counts[q] = added[q];
  *total = added[AT_ONCE];
}

static AVX512 void
count_avx512 (const guint64 *m, const guint64 *z, const guint64 *y, gsize n_words, guint n_y, guint32 *counts)
{
  COUNT_ALL (count_pass_avx512);
}

static AVX512 guint32
meet_avx512 (guint64 *to, const guint64 *m, const guint64 *z, gsize n_words)
{
  __m512i sum = _mm512_setzero_si512 ();

  for (gsize w = 0; w < n_words; w += WF_SLICE_WORDS)
    {
      __m512i both = _mm512_and_si512 (_mm512_loadu_si512 (m + w), _mm512_loadu_si512 (z + w));

      _mm512_storeu_si512 (to + w, both);
      sum = _mm512_add_epi64 (sum, _mm512_popcnt_epi64 (both));
    }
  return add_lanes (sum);
}

static const WfBitCounter avx512 = { .cycles_per_word = 0.25, .count = count_avx512, .meet = meet_avx512 };

#endif

const WfBitCounter *const *
wf_bit_counters_get (void)
{
  static const WfBitCounter *const all[] = {
#ifdef __x86_64__
    &avx512, &popcnt,
#endif
    &plain, NULL
  };
  const WfBitCounter *const *fastest = all;

#ifdef __x86_64__
  if (!__builtin_cpu_supports ("avx512vpopcntdq"))
    fastest++;
  if (fastest > all && !__builtin_cpu_supports ("popcnt"))
    fastest++;
#endif
  return fastest;
}
