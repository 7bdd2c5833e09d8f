/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/score/score.h"

/* Ten rows of two columns of two levels and one of three, for scores worked out apart from the program. */
static inline WfTable *
create_discrete (void)
{
  static const gint32 a[] = { 0, 0, 1, 1, 0, 1, 1, 0, 1, 0 }, b[] = { 1, 0, 1, 1, 1, 0, 1, 1, 1, 0 },
                      c[] = { 2, 1, 0, 2, 2, 0, 1, 0, 2, 1 };
  static const char *const levels[] = { "none", "some", "many", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (10);

  wf_table_builder_add_discrete (builder, "a", a, 10, levels);
  wf_table_builder_add_discrete (builder, "b", b, 10, levels);
  wf_table_builder_add_discrete (builder, "c", c, 10, levels);
  return wf_table_builder_end (builder);
}

/* Six rows of three columns. */
static inline WfTable *
create_continuous (void)
{
  static const double x[] = { 1, 2, 3, 4, 6, 5 }, y[] = { 2, 1, 5, 3, 7, 4 }, z[] = { 0, 1, 1, 5, 2, 8 };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (6);

  wf_table_builder_add_continuous (builder, "x", x, 6);
  wf_table_builder_add_continuous (builder, "y", y, 6);
  wf_table_builder_add_continuous (builder, "z", z, 6);
  return wf_table_builder_end (builder);
}

/* Ten rows of two continuous columns, x and y, one of three levels, c, and one of two, a. */
static inline WfTable *
create_mixed (void)
{
  static const double x[] = { 1.0, 2.5, 0.3, 4.1, 3.3, 2.2, 0.9, 5.0, 1.7, 3.9 },
                      y[] = { 0.2, 1.9, 1.1, 3.0, 4.2, 1.0, 0.1, 3.5, 2.8, 2.0 };
  static const gint32 c[] = { 2, 1, 0, 2, 2, 0, 1, 0, 2, 1 }, a[] = { 0, 0, 1, 1, 0, 1, 1, 0, 1, 0 };
  static const char *const levels[] = { "none", "some", "many", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (10);

  wf_table_builder_add_continuous (builder, "x", x, 10);
  wf_table_builder_add_continuous (builder, "y", y, 10);
  wf_table_builder_add_discrete (builder, "c", c, 10, levels);
  wf_table_builder_add_discrete (builder, "a", a, 10, levels);
  return wf_table_builder_end (builder);
}

/* params: text of an a{sv}, nullable */
static inline WfScore *
create_score (const char *id, WfTable *table, const char *params)
{
  g_autoptr (GVariant) values =
      params != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, params, NULL, NULL, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  WfScore *score = wf_score_new (id, table, values, 1, NULL, &error);

  g_assert_no_error (error);
  return score;
}
