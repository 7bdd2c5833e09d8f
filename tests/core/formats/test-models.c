/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What holds for every format of models. */

#include "model-fixture.h"

#define N_MODELS      1000
#define N_ASSIGNMENTS 100
#define N_MUTATIONS   2000

/* every format that holds a discrete model */
static GPtrArray *
list_formats (void)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
    if ((*format)->write_model != NULL)
      {
        g_assert_nonnull ((*format)->read_model);
        g_ptr_array_add (ids, (gpointer) (*format)->id);
      }
  g_assert_cmpuint (ids->len, >, 0);
  return ids;
}

/* formats of programs whose pages have whole points */
static double
get_tolerance (const char *format)
{
  return g_str_equal (format, "net") || g_str_equal (format, "xdsl") ? 0.5 : 0.0;
}

static void
test_random_models (void)
{
  g_autoptr (GPtrArray) formats = list_formats ();

  for (guint i = 0; i < N_MODELS; i++)
    {
      WfRng rng;
      g_autoptr (WfModel) model = NULL;

      wf_rng_init (&rng, 7, i);
      model = make_discrete_model (&rng, 1 + (guint) wf_rng_below (&rng, 8), wf_rng_uniform (&rng));
      for (guint f = 0; f < formats->len; f++)
        {
          g_autoptr (WfModel) read = pass_through (model, formats->pdata[f]);

          check_same_tables (model, read);
          check_same_positions (wf_model_get_graph (model), wf_model_get_graph (read),
                                get_tolerance (formats->pdata[f]));
        }
    }
}

/* what the list of networks says of one of them */
static gsize
get_count (WfTable *networks, gsize row, const char *column)
{
  gssize index = wf_table_find_column (networks, column);
  g_autofree char *cell = NULL;

  g_assert_cmpint (index, >=, 0);
  cell = wf_table_dup_cell (networks, row, (gsize) index);
  return (gsize) g_ascii_strtoull (cell, NULL, 10);
}

static gsize
count_parameters (WfModel *model)
{
  gsize sum = 0, n;

  for (guint i = 0; i < wf_graph_get_n_nodes (wf_model_get_graph (model)); i++)
    {
      gsize n_levels = wf_table_get_n_levels (wf_model_get_table (model), i);

      g_assert_nonnull (wf_model_get_cpt (model, i, &n));
      sum += n / n_levels * (n_levels - 1);
    }
  return sum;
}

/* P of an assignment, found by names: of: one level a node of the model */
static double
multiply (WfModel *model, GHashTable *assignment)
{
  WfGraph *graph = wf_model_get_graph (model);
  WfTable *table = wf_model_get_table (model);
  double log_p = 0.0;

  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      gsize n_parents, n, index = 0;
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
      const double *cpt = wf_model_get_cpt (model, i, &n);

      for (gsize k = 0; k <= n_parents; k++)
        {
          guint node = k < n_parents ? parents[k] : i;
          const char *level = g_hash_table_lookup (assignment, wf_graph_get_name (graph, node));
          gssize number = wf_table_find_level (table, node, level);

          g_assert_cmpint (number, >=, 0);
          index = index * wf_table_get_n_levels (table, node) + (gsize) number;
        }
      log_p += log (cpt[index]);
    }
  return log_p;
}

static void
check_joint (WfModel *a, WfModel *b, WfRng *rng)
{
  WfGraph *graph = wf_model_get_graph (a);
  WfTable *table = wf_model_get_table (a);

  for (guint draw = 0; draw < N_ASSIGNMENTS; draw++)
    {
      g_autoptr (GHashTable) assignment = g_hash_table_new (g_str_hash, g_str_equal);
      double p, q;

      for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
        g_hash_table_insert (
            assignment, (gpointer) wf_graph_get_name (graph, i),
            (gpointer) wf_table_get_level (table, i, wf_rng_below (rng, wf_table_get_n_levels (table, i))));
      p = multiply (a, assignment);
      q = multiply (b, assignment);
      if (isfinite (p))
        g_assert_cmpfloat_with_epsilon (p, q, 1e-12 * fmax (1.0, fabs (p)));
      else
        g_assert_cmpfloat (p, ==, q);
    }
}

static void
check_network (WfTable *networks, gsize row, const char *folder)
{
  g_autoptr (GPtrArray) formats = list_formats ();
  g_autoptr (GError) error = NULL;
  g_autofree char *name = wf_table_dup_cell (networks, row, 0);
  g_autofree char *file = g_strdup_printf ("%s.bif", name);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfModel) model = NULL;
  WfRng rng;

  g_assert_no_error (error);
  model = wf_model_read (source, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wf_graph_get_n_nodes (wf_model_get_graph (model)), ==,
                    get_count (networks, row, "nodes"));
  g_assert_cmpuint (wf_graph_get_n_edges (wf_model_get_graph (model)), ==,
                    get_count (networks, row, "edges"));
  g_assert_cmpuint (count_parameters (model), ==, get_count (networks, row, "parameters"));
  wf_rng_init (&rng, 11, row);
  for (guint f = 0; f < formats->len; f++)
    {
      g_autoptr (WfModel) read = pass_through (model, formats->pdata[f]);

      check_joint (model, read, &rng);
      check_same_tables (model, read);
    }
}

static void
test_networks (void)
{
  g_autofree char *path = shared_data_path ("bn/networks.csv");
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = path != NULL ? wf_source_open_path (path, NULL, NULL) : NULL;
  g_autoptr (WfTable) networks = NULL;

  if (path == NULL)
    return;
  networks = wf_table_read (source, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (networks), >=, 13);
  for (gsize row = 0; row < wf_table_get_n_rows (networks); row++)
    check_network (networks, row, folder);
}

/* reading ends, with a model or an error that begins with the file's name */
static void
check_survives (const char *text, gssize length, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = read_model_text (text, length, name, &error);

  g_assert_true ((model == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_true (g_str_has_prefix (error->message, name));
}

static char *
make_small_text (const char *format)
{
  WfRng rng;
  g_autoptr (WfModel) model = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  wf_rng_init (&rng, 3, 0);
  model = make_discrete_model (&rng, 4, 0.6);
  text = wf_model_to_text (model, format, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_every_prefix (void)
{
  g_autoptr (GPtrArray) formats = list_formats ();

  for (guint f = 0; f < formats->len; f++)
    {
      g_autofree char *text = make_small_text (formats->pdata[f]);
      g_autofree char *name = name_file (formats->pdata[f]);

      for (gsize n = 0; n < strlen (text); n++)
        check_survives (text, (gssize) n, name);
    }
}

static void
test_mutations (void)
{
  g_autoptr (GPtrArray) formats = list_formats ();
  static const char marks[] = "{}[]()|,;<>\"=/* \n0-9.eE%&\\:\0\xff";

  for (guint f = 0; f < formats->len; f++)
    {
      g_autofree char *text = make_small_text (formats->pdata[f]);
      g_autofree char *name = name_file (formats->pdata[f]);
      gsize length = strlen (text);
      WfRng rng;

      wf_rng_init (&rng, 5, f);
      for (guint i = 0; i < N_MUTATIONS; i++)
        {
          g_autofree char *copy = g_strdup (text);
          gsize n_changes = 1 + wf_rng_below (&rng, 4);

          for (gsize k = 0; k < n_changes; k++)
            {
              gsize at = wf_rng_below (&rng, length), from = wf_rng_below (&rng, length);
              gsize n = wf_rng_below (&rng, 30);

              if (wf_rng_uniform (&rng) < 0.5)
                copy[at] = marks[wf_rng_below (&rng, sizeof marks - 1)];
              else
                memmove (copy + at, copy + from, MIN (n, length - MAX (at, from)));
            }
          check_survives (copy, (gssize) length, name);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/models/random-models", test_random_models);
  g_test_add_func ("/formats/models/networks", test_networks);
  g_test_add_func ("/formats/models/every-prefix", test_every_prefix);
  g_test_add_func ("/formats/models/mutations", test_mutations);
  return g_test_run ();
}
