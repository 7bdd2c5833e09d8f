/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From the observed tables to the answer, step by step with the numbers put in. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/diagram/comb-page-private.h"

#define MOST_ROWS    16 /* of a table that is shown */
#define MOST_COLUMNS 6
#define MOST_TERMS   6 /* of a sum that is written out */

/* where the context, the bridge and the outcome begin among the variables */
static gsize
get_bridge (const WfCombPage *self)
{
  return 1 + self->n_context;
}

static gsize
get_outcome (const WfCombPage *self)
{
  return self->n_wires - 1;
}

/* ---- tables ---- */

/* a table P(columns | rows): value (row, column) of `get`; the variables of both from..to */
typedef struct
{
  gsize row_from, row_to, n_rows;
  gsize column_from, column_to, n_columns;
  double (*get) (const WfCombPage *self, gsize row, gsize column);
  const char *use; /* what it feeds */
} Table;

/* a line above a table, which stays with it */
static void
add_title (WfReportBuilder *builder, const char *title)
{
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, title);
}

static void
add_rows (const WfCombPage *self, const Table *table, WfReportBuilder *builder)
{
  for (gsize r = 0; r < table->n_rows; r++)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, wf_comb_page_list_states (self, table->row_from, table->row_to, r));
      for (gsize c = 0; c < table->n_columns; c++)
        g_ptr_array_add (cells, wf_format_number (table->get (self, r, c)));
      g_ptr_array_add (cells, NULL);
      wf_report_builder_add_row (builder, (const char *const *) cells->pdata);
    }
}

/* a table of one distribution: a row a state */
static void
add_column (const WfCombPage *self, const Table *table, const char *columns, WfReportBuilder *builder)
{
  g_autofree char *share = g_strdup_printf ("P(%s)", columns);
  const char *heads[] = { columns, share, NULL };

  wf_report_builder_begin_table (builder, heads, "se", NULL);
  for (gsize c = 0; c < table->n_columns; c++)
    {
      g_autofree char *state = wf_comb_page_list_states (self, table->column_from, table->column_to, c);
      g_autofree char *value = wf_format_number (table->get (self, 0, c));
      const char *cells[] = { state, value, NULL };

      wf_report_builder_add_row (builder, cells);
    }
}

static void
add_grid (const WfCombPage *self, const Table *table, const char *rows, WfReportBuilder *builder)
{
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) aligns = g_string_new ("s");

  g_ptr_array_add (heads, g_strdup (rows));
  for (gsize i = 0; i < table->n_columns; i++)
    {
      g_ptr_array_add (heads, wf_comb_page_describe (self, table->column_from, table->column_to, i));
      g_string_append_c (aligns, 'e');
    }
  g_ptr_array_add (heads, NULL);
  wf_report_builder_begin_table (builder, (const char *const *) heads->pdata, aligns->str, NULL);
  add_rows (self, table, builder);
}

static void
add_table (const WfCombPage *self, const Table *table, WfReportBuilder *builder)
{
  gboolean is_grid = table->row_to > table->row_from;
  g_autofree char *columns = wf_comb_page_list_names (self, table->column_from, table->column_to);
  g_autofree char *rows = wf_comb_page_list_names (self, table->row_from, table->row_to);
  g_autofree char *name =
      is_grid ? g_strdup_printf ("P(%s | %s)", columns, rows) : g_strdup_printf ("P(%s)", columns);
  g_autofree char *title = g_strdup_printf ("**%s**: %s", name, table->use);

  if (table->n_rows > MOST_ROWS || table->n_columns > (is_grid ? MOST_COLUMNS : MOST_ROWS))
    {
      g_autofree char *n = wf_format_count (table->n_rows * table->n_columns);
      g_autofree char *text = g_strdup_printf (_ ("%s. It has %s numbers, too many to print."), title, n);

      add_title (builder, text);
      return;
    }
  add_title (builder, title);
  if (is_grid)
    add_grid (self, table, rows, builder);
  else
    add_column (self, table, columns, builder);
}

/* P(x, z): treatment and context */
static double
get_before (const WfCombPage *self, gsize row, gsize column)
{
  return wf_comb_page_sum (self, column / self->n_z, column % self->n_z, WF_PAGE_ANY, WF_PAGE_ANY);
}

/* P(b | x, z) */
static double
get_channel (const WfCombPage *self, gsize row, gsize column)
{
  return wf_comb_page_sum (self, row / self->n_z, row % self->n_z, column, WF_PAGE_ANY) /
         get_before (self, 0, row);
}

/* P(c | x, z, b) */
static double
get_last (const WfCombPage *self, gsize row, gsize column)
{
  gsize b = row % self->n_b, a = row / self->n_b;

  return wf_comb_page_sum (self, a / self->n_z, a % self->n_z, b, column) /
         wf_comb_page_sum (self, a / self->n_z, a % self->n_z, b, WF_PAGE_ANY);
}

/* P(z) */
static double
get_context (const WfCombPage *self, gsize row, gsize column)
{
  return wf_comb_page_sum (self, WF_PAGE_ANY, column, WF_PAGE_ANY, WF_PAGE_ANY);
}

/* the observed tables that the answer is made of */
void
wf_comb_page_add_tables (const WfCombPage *self)
{
  gsize n_a = self->n_x * self->n_z, b = get_bridge (self), c = get_outcome (self);
  const Table comb[] = {
    { b, b, 1, 0, b, n_a, get_before, _ ("part of f") },
    { 0, b, n_a, b, c, self->n_b, get_channel, _ ("this is g") },
    { 0, c, n_a * self->n_b, c, c + 1, self->n_c, get_last, _ ("part of f") },
  };
  const Table back_door[] = {
    { b, b, 1, 1, b, self->n_z, get_context, _ ("how common each case is") },
    { 0, c, n_a * self->n_b, c, c + 1, self->n_c, get_last, _ ("the outcome within each case") },
  };

  if (self->table == NULL)
    return;
  if (wf_bridge_get_kind (self->bridge) == WF_BRIDGE_COMB)
    for (gsize i = 0; i < G_N_ELEMENTS (comb); i++)
      add_table (self, &comb[i], self->builder);
  else if (wf_bridge_get_kind (self->bridge) == WF_BRIDGE_BACK_DOOR)
    for (gsize i = self->n_context > 0 ? 0 : 1; i < G_N_ELEMENTS (back_door); i++)
      add_table (self, &back_door[i], self->builder);
}

/* ---- steps ---- */

/* "0.37 · 0.667 + 0.63 · 0.833", and what it is */
typedef struct
{
  GString *text;
  gsize n;
  double value;
} Sum;

static void
add_term (Sum *self, double first, double second)
{
  g_autofree char *a = wf_format_number (first);
  g_autofree char *b = wf_format_number (second);

  self->value += first * second;
  if (self->n < MOST_TERMS)
    g_string_append_printf (self->text, "%s%s · %s", self->n > 0 ? " + " : "", a, b);
  else if (self->n == MOST_TERMS)
    g_string_append (self->text, " + …");
  self->n++;
}

static void
add_sum_row (WfReportBuilder *builder, char *label, Sum *sum)
{
  g_autofree char *owned = label;
  g_autofree char *value = wf_format_number (sum->value);
  const char *cells[] = { owned, sum->text->str, value, NULL };

  wf_report_builder_add_row (builder, cells);
  g_string_free (sum->text, TRUE);
}

/* that a table goes on */
static void
add_rest (WfReportBuilder *builder, gsize n_rows)
{
  g_autofree char *n = NULL;
  g_autofree char *text = NULL;

  if (n_rows <= MOST_ROWS)
    return;
  n = wf_format_count (n_rows - MOST_ROWS);
  text = g_strdup_printf (_ ("And so on for %s other combinations."), n);
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text);
}

/* sum over the treatment: P(c | the bridge is set) of each case */
static double
sum_inside (const WfCombPage *self, gsize z, gsize b, gsize c, Sum *sum)
{
  for (gsize x = 0; x < self->n_x; x++)
    {
      double share = get_before (self, 0, x * self->n_z + z);
      double last = get_last (self, (x * self->n_z + z) * self->n_b + b, c);

      add_term (sum, share, last);
    }
  return sum->value;
}

static double
get_inside (const WfCombPage *self, gsize z, gsize b, gsize c)
{
  Sum sum = { g_string_new (NULL), MOST_TERMS + 1 };

  sum_inside (self, z, b, c, &sum);
  g_string_free (sum.text, TRUE);
  return sum.value;
}

/* how f closes over the treatment, then how g and it give the answer */
static void
add_comb_steps (const WfCombPage *self, gsize c, const char *event, WfReportBuilder *builder)
{
  gsize end = get_outcome (self);
  g_autofree char *x = wf_comb_page_list_names (self, 0, 1);
  g_autofree char *a = wf_comb_page_list_names (self, 0, get_bridge (self));
  g_autofree char *zb = wf_comb_page_list_names (self, 1, end);
  g_autofree char *b = wf_comb_page_list_names (self, get_bridge (self), end);
  g_autofree char *first = g_strdup_printf (
      _ ("Step 1: close f. In each state of %s, the sum over every %s of P(%s) · P(%s | %s, %s)."), zb, x, a,
      event, a, b);
  g_autofree char *second = g_strdup_printf (
      _ ("Step 2: put g in front. For each %s, the sum over %s of g times what step 1 gave."), x, zb);
  const char *heads[] = { zb, _ ("With the numbers put in"), _ ("Sum"), NULL };
  const char *last_heads[] = { x, _ ("With the numbers put in"), event, NULL };

  add_title (builder, first);
  wf_report_builder_begin_table (builder, heads, "sse", NULL);
  for (gsize i = 0; i < self->n_z * self->n_b && i < MOST_ROWS; i++)
    {
      Sum sum = { g_string_new (NULL) };

      sum_inside (self, i / self->n_b, i % self->n_b, c, &sum);
      add_sum_row (builder, wf_comb_page_list_states (self, 1, end, i), &sum);
    }
  add_rest (builder, self->n_z * self->n_b);
  add_title (builder, second);
  wf_report_builder_begin_table (builder, last_heads, "sse", NULL);
  for (gsize i = 0; i < self->n_x; i++)
    {
      Sum sum = { g_string_new (NULL) };

      for (gsize k = 0; k < self->n_z * self->n_b; k++)
        add_term (&sum, get_channel (self, i * self->n_z + k / self->n_b, k % self->n_b),
                  get_inside (self, k / self->n_b, k % self->n_b, c));
      add_sum_row (builder, wf_comb_page_list_states (self, 0, 1, i), &sum);
    }
}

static void
add_back_door_steps (const WfCombPage *self, gsize c, const char *event, WfReportBuilder *builder)
{
  g_autofree char *x = wf_comb_page_list_names (self, 0, 1);
  g_autofree char *z = wf_comb_page_list_names (self, 1, get_bridge (self));
  g_autofree char *title =
      self->n_context > 0
          ? g_strdup_printf (_ ("For each %s, the sum over every %s of P(%s) · P(%s | %s, %s)."), x, z, z,
                             event, x, z)
          : g_strdup_printf (_ ("For each %s, P(%s | %s) as it was observed."), x, event, x);
  const char *heads[] = { x, _ ("With the numbers put in"), event, NULL };

  add_title (builder, title);
  wf_report_builder_begin_table (builder, heads, "sse", NULL);
  for (gsize i = 0; i < self->n_x; i++)
    {
      Sum sum = { g_string_new (NULL) };

      for (gsize k = 0; k < self->n_z; k++)
        {
          double share = get_context (self, 0, k);

          /* a case that never occurs adds nothing */
          if (share > WF_COMB_SUPPORT_TOLERANCE)
            add_term (&sum, share, get_last (self, i * self->n_z + k, c));
        }
      add_sum_row (builder, wf_comb_page_list_states (self, 0, 1, i), &sum);
    }
}

/* for the last state of the outcome, the one that is told of */
void
wf_comb_page_add_derivation (const WfCombPage *self)
{
  gsize c = self->n_c - 1;
  g_autofree char *event = wf_comb_page_describe_event (self);
  WfBridgeKind kind = wf_bridge_get_kind (self->bridge);

  if (self->table == NULL || (kind != WF_BRIDGE_COMB && kind != WF_BRIDGE_BACK_DOOR))
    return;
  wf_report_builder_add_text (self->builder, WF_BLOCK_HEADING, _ ("The answer, step by step"));
  if (kind == WF_BRIDGE_COMB)
    add_comb_steps (self, c, event, self->builder);
  else
    add_back_door_steps (self, c, event, self->builder);
}
