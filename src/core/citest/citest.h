/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/params.h"
#include "core/base/progress.h"
#include "core/graph/graph.h"
#include "core/table/covariance.h"
#include "core/table/table.h"

G_BEGIN_DECLS

typedef struct _WfCiTest WfCiTest;

/**
 * WfCiSweep: (skip)
 *
 * Every set of a size out of some candidates, for one pair of columns: a question that a test may answer faster than set by set.
 */
typedef struct
{
  guint         x, y;
  const guint  *candidates;   /* without x and y; increasing for tests with a measure */
  const guint8 *is_known;     /* nullable; a flag a candidate: sets of such alone are left out */
  guint         n;
  guint         size;         /* at least 1 */
  double        threshold;
  /* nullable: told every set below the threshold; without it the first one ends the sweep */
  void        (*found)        (const guint *set, double measure, gpointer data);
  gpointer      data;
  WfProgress   *progress;     /* nullable; obeyed: a cancelled sweep ends early */
  /* both ways; several sweeps may share them */
  guint64       n_tests;
  double        least;        /* the least measure so far; INFINITY = nothing tested */
  guint        *set;          /* its set, room for size */
} WfCiSweep;

/**
 * WfCiTestKind: (skip)
 *
 * A conditional-independence test. prepare() does once what every test of a search shares (correlations, codes);
 * test() may then be called from several threads.
 */
typedef struct
{
  const char    *id;         /* "fisher-z" */
  const char    *name;
  const char    *summary;
  const char    *citation;
  WfDataKind     accepts;
  const WfParam *params;     /* nullable */
  gpointer     (*prepare)    (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error);
  /* nullable: the same without a table; the test takes no more of it than this */
  gpointer     (*prepare_covariance) (WfCovariance *covariance, GVariant *params, GError **error);
  void         (*release)    (gpointer state);
  /* nullable, all three or none, for tests that decide faster than by their p-value. measure: larger = more dependent, comparable
   * between sets of one size, never NaN; below threshold: p_value() > alpha */
  double       (*measure)    (gpointer state, guint x, guint y, const guint *given, gsize n_given);
  double       (*threshold)  (gpointer state, gsize n_given, double alpha);
  double       (*measure_to_p) (gpointer state, double measure, gsize n_given);
  /* nullable: the same sets in the same order as by measure(); FALSE = these are to be asked one by one */
  gboolean     (*sweep)      (gpointer state, WfCiSweep *sweep);
  /* two-sided p-value in [0, 1]; 1 when the stratum is too thin to say anything */
  double       (*p_value)    (gpointer state, guint x, guint y, const guint *given, gsize n_given);
  /* nullable: the largest conditioning set the rows can judge; a search doesn't ask beyond it */
  gsize        (*get_max_given) (gpointer state);
  /* nullable: what people should know about the data, NULL-terminated */
  const char *const *(*get_warnings) (gpointer state);
} WfCiTestKind;

/* The parameter of tests that take missing values; choices: "test-wise", "list-wise" or both. (skip) */
#define WF_CI_TEST_PARAM_MISSING(choices_array)                                                                         \
  { .id = "missing-values", .name = N_ ("Missing values"), .type = WF_PARAM_CHOICE, .choices = (choices_array),                \
    .help = N_ ("test-wise: each test takes the rows that have all of its columns; list-wise: only rows without a "     \
                "missing value are used") }

#define WF_TYPE_CI_TEST (wf_ci_test_get_type ())

WF_API const WfCiTestKind *const *wf_ci_tests_get_all (void);   /* (skip) */
WF_API const WfCiTestKind *wf_ci_test_find (const char *id, GError **error);   /* (skip); WF_ERROR_DATA lists what there is */
WF_API const WfCiTestKind *wf_ci_test_find_fitting (WfTable *table, GError **error);   /* (skip); by the kind of data */
WF_API GType       wf_ci_test_get_type       (void);
/* kind: an id, or NULL = by the table's data: fisher-z for continuous, g-square for discrete, degenerate-gaussian for
 * mixed ones. WF_ERROR_DATA: not for this data, an empty column, too few rows. Constant and collinear columns are warnings */
WF_API WfCiTest   *wf_ci_test_new            (const char *kind, WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error);
/* "wilks" on variables of several columns: v is the columns starts[v] .. starts[v + 1] - 1; a discrete column counts as one
 * indicator a level. (skip) */
WF_API WfCiTest   *wf_ci_test_new_blocks     (WfTable *table, const guint *starts, gsize n_variables, guint n_threads, WfProgress *progress, GError **error);
/* without a table; kind: an id, or NULL = fisher-z. WF_ERROR_DATA: a test that needs the rows, too few of them */
WF_API WfCiTest   *wf_ci_test_new_covariance (const char *kind, WfCovariance *covariance, GVariant *params, GError **error);
/* a test of the caller's own; takes the state. (skip) */
WF_API WfCiTest   *wf_ci_test_new_custom     (const WfCiTestKind *kind, gpointer state);
/* what d-separation in a DAG says of the observed nodes (NULL = all); no data, so not in the registry */
WF_API WfCiTest   *wf_ci_test_new_oracle     (WfGraph *graph, const char *const *observed);
WF_API const WfCiTestKind *wf_ci_test_get_oracle (void);   /* (skip); its descriptor */
WF_API WfCiTest   *wf_ci_test_ref            (WfCiTest *self);
WF_API void        wf_ci_test_unref          (WfCiTest *self);
WF_API const WfCiTestKind *wf_ci_test_get_kind (WfCiTest *self);   /* (skip) */
WF_API const char *wf_ci_test_get_id         (WfCiTest *self);
WF_API gsize       wf_ci_test_get_max_given  (WfCiTest *self);   /* G_MAXSIZE = no limit */
WF_API const char *const *wf_ci_test_get_warnings (WfCiTest *self);   /* NULL-terminated, may be empty */
WF_API gboolean    wf_ci_test_is_independent (WfCiTest *self, guint x, guint y, const guint *given, gsize n_given, double alpha);
WF_API double      wf_ci_test_get_p_value    (WfCiTest *self, guint x, guint y, const guint *given, gsize n_given);
/* what to compare sets of one size by, the p-value itself where the test has nothing faster: negated, so that larger is more dependent */
WF_API double      wf_ci_test_get_measure    (WfCiTest *self, guint x, guint y, const guint *given, gsize n_given);
WF_API double      wf_ci_test_get_threshold  (WfCiTest *self, gsize n_given, double alpha);   /* independent: measure below it */
WF_API double      wf_ci_test_measure_to_p   (WfCiTest *self, double measure, gsize n_given);
/* the sets of a sweep in lexicographic order of their candidates' places; the test is asked about increasing columns. (skip) */
WF_API void        wf_ci_test_sweep          (WfCiTest *self, WfCiSweep *sweep);
WF_API gboolean    wf_ci_test_has_measure    (WfCiTest *self);   /* one faster than the p-value */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCiTest, wf_ci_test_unref)

G_END_DECLS
