/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* Whether a node comes from its parents in the same way in two tables: the p-value, 1 when the rows can't say. The three models have
 * the same graph and kinds; the table of pooled has the n_first rows of the first model and below them those of the second.
 *
 * A number: the residuals of the pooled fit, and their sizes, against the table and against its products with the parents, all without
 * what the parents explain linearly (Frisch & Waugh 1933); the largest of these scores, normal by the combinatorial limit theorem
 * (Hoeffding 1951), with Šidák's (1967) correction. It takes no shape of the noise for granted.
 * A level with levels as parents: the G² test of node and table given the parents. With numbers among them: the likelihood ratio of two
 * fits and one (Wilks 1938). Cost: O(n (parents + 1)²). */
double wf_mechanism_change_test (WfModel *pooled, WfModel *first, WfModel *second, guint node, gsize n_first);

G_END_DECLS
