/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/wherefore.h"

static const char *const bits[] = { "0", "1", NULL };
static const char *const thirds[] = { "a", "b", "c", NULL };

#define DECLARATIONS                                                                                         \
  "object S {0, 1}\nobject T {0, 1}\nobject C {0, 1}\n"                                                      \
  "box f : S -> T\nbox g : T -> C\nbox h : S * T -> C\nbox s : () -> S\nbox k : T -> T\n"

static WfDiagram *
read_or_fail (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "d.txt");

  return wf_diagram_read_text (source, error);
}

static WfDiagram *
read_term (const char *term)
{
  g_autofree char *text = g_strconcat (DECLARATIONS, term, NULL);
  g_autoptr (GError) error = NULL;
  WfDiagram *self = read_or_fail (text, &error);

  g_assert_no_error (error);
  return self;
}

static void
assert_error (const char *term, const char *message)
{
  g_autofree char *text = g_strconcat (DECLARATIONS, term, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiagram) self = read_or_fail (text, &error);

  g_assert_null (self);
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, message));
  g_assert_true (g_str_has_prefix (error->message, "d.txt:"));
}

/* pairs of terms, and whether they are one diagram */
static void
test_laws (void)
{
  static const struct
  {
    const char *a, *b;
    gboolean is_equal;
  } cases[] = {
    { "copy[S] ; (discard * id)", "id[S]", TRUE },                   /* counit */
    { "copy[S] ; (copy * id)", "copy[S] ; (id * copy)", TRUE },      /* coassociative */
    { "copy[S] ; swap", "copy[S]", TRUE },                           /* cocommutative */
    { "swap[S,T] ; swap", "id[S] * id[T]", TRUE },                   /* symmetry */
    { "(f * id[C]) ; swap", "swap[S,C] ; (id * f)", TRUE },          /* natural */
    { "f * g", "(f * id[T]) ; (id * g)", TRUE },                     /* interchange */
    { "f ; (g)", "f ; g", TRUE },                                    /* associative */
    { "f ; k", "f", FALSE },                                         /* another box */
    { "f ; copy", "copy[S] ; (f * f)", FALSE },                      /* boxes aren't copied */
    { "f ; discard", "discard[S]", FALSE },                          /* totality isn't a law of syntax */
    { "copy[S] ; (f * f)", "copy[S] ; (f * f) ; swap", TRUE },       /* alike boxes */
    { "copy[S] ; ((f ; k) * f)", "copy[S] ; (f * (f ; k))", FALSE }, /* told apart by what follows */
    { "copy[S] ; ((f ; k) * f)", "copy[S] ; (f * (f ; k)) ; swap", TRUE }, /* … and swapped back */
    { "s ; copy ; (f * id) ; swap ; h", "s ; copy ; (id * f) ; h", TRUE },
    { "(s * s) ; (f * f) ; (discard * discard)", "(s ; f ; discard) * (s ; f ; discard)", TRUE },
    { "(s * s) ; (f * discard) ; discard", "s ; f ; discard", FALSE },
    { "uniform[S]", "s", FALSE },
    { "id[S] * id[T]", "id[T] * id[S]", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfDiagram) a = read_term (cases[i].a);
      g_autoptr (WfDiagram) b = read_term (cases[i].b);

      if (wf_diagram_equal (a, b, NULL) != cases[i].is_equal ||
          wf_diagram_equal (b, a, NULL) != cases[i].is_equal)
        g_error ("%s = %s: expected %d", cases[i].a, cases[i].b, cases[i].is_equal);
    }
}

static void
test_compose (void)
{
  g_autoptr (WfDiagram) f = read_term ("f");
  g_autoptr (WfDiagram) g = read_term ("g * id[S]");
  g_autoptr (WfDiagram) id = wf_diagram_new_identity ("S", bits);
  g_autoptr (WfDiagram) both = wf_diagram_juxtapose (f, id, NULL);
  g_autoptr (WfDiagram) copy = wf_diagram_new_copy ("S", bits);
  g_autoptr (WfDiagram) first = wf_diagram_compose (copy, both, NULL);
  g_autoptr (WfDiagram) all = wf_diagram_compose (first, g, NULL);
  g_autoptr (WfDiagram) expected = read_term ("copy[S] ; ((f ; g) * id)");
  g_autoptr (WfDiagram) swap = wf_diagram_new_swap ("S", bits, "T", bits, NULL);
  g_autoptr (WfDiagram) swapped = read_term ("swap[S,T]");
  g_autoptr (WfDiagram) uniform = wf_diagram_new_uniform ("S", bits);
  g_autoptr (WfDiagram) discard = wf_diagram_new_discard ("S", bits);
  g_autoptr (WfDiagram) nothing = wf_diagram_compose (uniform, discard, NULL);

  g_assert_true (wf_diagram_equal (all, expected, NULL));
  g_assert_true (wf_diagram_equal (swap, swapped, NULL));
  g_assert_cmpuint (wf_diagram_get_n_boxes (nothing), ==, 2);
}

static void
test_compose_errors (void)
{
  g_autoptr (WfDiagram) f = read_term ("f");
  g_autoptr (WfDiagram) both = read_term ("f * g");
  g_autoptr (WfDiagram) other = wf_diagram_new_identity ("T", thirds);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_diagram_compose (f, f, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_cmpstr (error->message, ==,
                   "Output 1 of the first diagram is of T, but the second takes S there; swap or rename one");
  g_clear_error (&error);
  g_assert_null (wf_diagram_compose (both, f, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_diagram_compose (f, other, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "T has the states {0, 1} in one diagram and {a, b, c}"));
  g_clear_error (&error);
  g_assert_null (wf_diagram_new_swap ("T", bits, "T", thirds, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static void
test_simplify (void)
{
  g_autoptr (WfDiagram) self =
      read_term ("copy[S] ; (id * f) ; (id * copy) ; (id * g * discard) ; (id * discard)");
  g_autoptr (WfDiagram) expected = read_term ("id[S]");
  g_autoptr (WfDiagram) none = read_term ("(uniform[S] ; f ; discard) * f");
  g_autoptr (WfDiagram) one = read_term ("f");
  g_auto (GStrv) laws = NULL;
  g_auto (GStrv) more = NULL;
  g_autoptr (WfDiagram) simple = wf_diagram_simplify (self, &laws);
  g_autoptr (WfDiagram) rest = wf_diagram_simplify (none, &more);
  g_auto (GStrv) nothing = NULL;
  g_autoptr (WfDiagram) again = wf_diagram_simplify (simple, &nothing);

  g_assert_true (wf_diagram_equal (simple, expected, NULL));
  g_assert_cmpuint (wf_diagram_get_n_boxes (simple), ==, 0);
  g_assert_cmpstr (laws[0], ==, "A copy that is discarded is no copy: T");
  g_assert_cmpstr (laws[1], ==, "A box whose outputs are all discarded only discards its inputs: g");
  g_assert_cmpstr (laws[2], ==, "A box whose outputs are all discarded only discards its inputs: f");
  g_assert_cmpstr (laws[3], ==, "A copy that is discarded is no copy: S");
  g_assert_cmpuint (g_strv_length (laws), ==, 4);
  g_assert_true (wf_diagram_equal (rest, one, NULL));
  g_assert_cmpstr (more[1], ==, "A discarded uniform state is nothing: S");
  g_assert_cmpuint (g_strv_length (nothing), ==, 0);
}

static void
assert_round_trip (WfDiagram *self)
{
  g_autofree char *text = wf_diagram_to_text (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiagram) read = read_or_fail (text, &error);
  g_autoptr (JsonNode) json = wf_diagram_to_json (self);
  g_autoptr (WfDiagram) parsed = NULL;
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_true (wf_diagram_equal (self, read, NULL));
  parsed = wf_diagram_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_true (wf_diagram_equal (self, parsed, NULL));
  again = wf_diagram_to_text (parsed);
  g_assert_cmpstr (text, ==, again);
}

/* boxes with any ports over any wires there are */
static WfDiagram *
make_random (WfRng *rng)
{
  static const char *const names[] = { "x", "y z", "hidden", "é\n\"" };
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  guint n_wires = 0, n_boxes = (guint) wf_rng_below (rng, 8);

  for (guint i = 0; i < 4; i++)
    wf_diagram_builder_add_object (builder, names[i], i % 2 == 0 ? bits : thirds);
  wf_diagram_builder_set_hidden (builder, 3);
  for (guint n = (guint) wf_rng_below (rng, 3); n > 0; n--, n_wires++)
    wf_diagram_builder_add_input (builder,
                                  wf_diagram_builder_add_wire (builder, (guint) wf_rng_below (rng, 4)));
  for (guint i = 0; i < n_boxes; i++)
    {
      g_autofree char *name = g_strdup_printf ("b%u", i);
      guint inputs[3], outputs[2], n_in = 0, n_out = (guint) wf_rng_below (rng, 3);

      while (n_wires > 0 && n_in < 3 && wf_rng_below (rng, 4) > 0)
        inputs[n_in++] = (guint) wf_rng_below (rng, n_wires);
      for (guint k = 0; k < n_out; k++)
        outputs[k] = wf_diagram_builder_add_wire (builder, (guint) wf_rng_below (rng, 4));
      n_wires += n_out;
      wf_diagram_builder_add_box (builder, name, inputs, n_in, outputs, n_out);
      if (n_wires > 0 && wf_rng_below (rng, 3) == 0)
        wf_diagram_builder_add_discard (builder, (guint) wf_rng_below (rng, n_wires));
    }
  for (guint n = (guint) wf_rng_below (rng, 4); n > 0 && n_wires > 0; n--)
    wf_diagram_builder_add_output (builder, (guint) wf_rng_below (rng, n_wires));
  return wf_diagram_builder_end (builder, NULL);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 500; i++)
    {
      WfRng rng;
      g_autoptr (WfDiagram) self = NULL;

      wf_rng_init (&rng, 11, i + 1);
      self = make_random (&rng);
      assert_round_trip (self);
    }
}

static void
test_text_errors (void)
{
  assert_error ("f ; f", "“f” takes S, but the wire is of T");
  assert_error ("f ; (g * id)", "has one wire too few");
  assert_error ("copy[S] ; f", "1 wires of the stage before are left over");
  assert_error ("q", "there is no box “q”");
  assert_error ("id", "nothing says of what object");
  assert_error ("id[Q]", "there is no object “Q”");
  assert_error ("f )", "nothing is expected here");
  assert_error ("(f", "“)” is missing");
  assert_error ("input S, T f", "1 inputs of the diagram are left over");
  assert_error ("object S {0, 1} f", "there is an object “S” already");
}

static void
test_loop (void)
{
  static const char text[] =
      "{\"objects\":[{\"name\":\"S\",\"levels\":[\"0\",\"1\"]}],\"wires\":[\"S\",\"S\"],"
      "\"boxes\":[{\"kind\":\"box\",\"name\":\"a\",\"inputs\":[0],\"outputs\":[1]},"
      "{\"kind\":\"box\",\"name\":\"b\",\"inputs\":[1],\"outputs\":[0]}],"
      "\"inputs\":[],\"outputs\":[1]}";
  g_autoptr (JsonNode) node = wf_json_parse (text, -1, "d.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_diagram_from_json (node, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_cmpstr (error->message, ==,
                   "The diagram has a loop: b → a and back again; a causal diagram has none");
}

static void
test_builder_errors (void)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  guint object = wf_diagram_builder_add_object (builder, "S", bits);
  guint a = wf_diagram_builder_add_wire (builder, object), b = wf_diagram_builder_add_wire (builder, object);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_diagram_builder_end (builder, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "comes from nowhere"));
  g_clear_error (&error);
  wf_diagram_builder_add_box (builder, "f", NULL, 0, &a, 1);
  wf_diagram_builder_add_box (builder, "f", &a, 1, &b, 1);
  g_assert_null (wf_diagram_builder_end (builder, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“f” is both -> S and S -> S"));
  g_clear_error (&error);
  wf_diagram_builder_add_uniform (builder, a);
  g_assert_null (wf_diagram_builder_end (builder, &error));
  g_assert_nonnull (strstr (error->message, "comes from two places"));
}

/* points with arrows between them in rings of three and of six */
static WfDiagram *
make_rings (guint n_threes, guint n_sixes)
{
  static const char *const binary[] = { "0", "1", NULL };
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  guint object = wf_diagram_builder_add_object (builder, "X", binary);
  GError *error = NULL;
  WfDiagram *diagram;

  for (guint i = 0; i < n_threes + n_sixes; i++)
    {
      guint size = i < n_threes ? 3 : 6, wires[6];

      for (guint k = 0; k < size; k++)
        {
          wires[k] = wf_diagram_builder_add_wire (builder, object);
          wf_diagram_builder_add_box (builder, "point", NULL, 0, &wires[k], 1);
        }
      for (guint k = 0; k < size; k++)
        {
          guint ends[] = { wires[k], wires[(k + 1) % size] };

          wf_diagram_builder_add_box (builder, "arrow", ends, 2, NULL, 0);
        }
    }
  diagram = wf_diagram_builder_end (builder, &error);
  g_assert_no_error (error);
  return diagram;
}

/* every point has an arrow in and one out, so that all are alike until one is chosen */
static void
test_undecided (void)
{
  g_autoptr (WfDiagram) few = make_rings (2, 0);
  g_autoptr (WfDiagram) other = make_rings (0, 1);
  g_autoptr (WfDiagram) many = make_rings (12, 6);
  g_autoptr (WfDiagram) same = make_rings (12, 6);
  g_autoptr (WfDiagram) unlike = make_rings (10, 7);
  g_autoptr (GError) error = NULL;

  g_assert_false (wf_diagram_equal (few, other, &error));
  g_assert_no_error (error);
  g_assert_true (wf_diagram_equal (many, same, &error));
  g_assert_no_error (error);
  g_assert_false (wf_diagram_equal (many, unlike, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_BUDGET);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram/laws", test_laws);
  g_test_add_func ("/diagram/compose", test_compose);
  g_test_add_func ("/diagram/compose-errors", test_compose_errors);
  g_test_add_func ("/diagram/simplify", test_simplify);
  g_test_add_func ("/diagram/round-trip", test_round_trip);
  g_test_add_func ("/diagram/text-errors", test_text_errors);
  g_test_add_func ("/diagram/loop", test_loop);
  g_test_add_func ("/diagram/builder-errors", test_builder_errors);
  g_test_add_func ("/diagram/undecided", test_undecided);
  return g_test_run ();
}
