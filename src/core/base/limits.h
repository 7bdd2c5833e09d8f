/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

/* Every limit on the size of an input, in one place. Errors (WF_ERROR_TOO_LARGE) name the limit. */
#define WF_LIMIT_COLUMNS       100000              /* columns of a table */
#define WF_LIMIT_CELLS         ((gsize) 2 << 30)  /* rows x columns of a table */
#define WF_LIMIT_SHEET_ROWS    (1 << 24)           /* rows of a sheet of a spreadsheet, blank ones, too */
#define WF_LIMIT_EXPANDED_ROWS 10000000            /* rows of a table whose rows are repeated as often as they count */
#define WF_LIMIT_FIELD_BYTES   (1 << 20)           /* one cell of a text table */
#define WF_LIMIT_JSON_DEPTH    512                 /* nesting of a JSON document */
#define WF_LIMIT_JSON_BYTES    ((gsize) 1 << 30)
#define WF_LIMIT_JSON_LEVELS   3                   /* of names of a column from objects in records: "a.b.c" */
#define WF_LIMIT_SPARSE_CELLS  ((gsize) 1 << 24)  /* rows x columns of a table of records, where the file has fewer bytes than that */
#define WF_LIMIT_PROJECT_BYTES ((gsize) 256 << 20) /* a project file; what it refers to isn't in it */
#define WF_LIMIT_STREAM_BYTES  ((gsize) 2 << 30)  /* standard input or a remote file; local files are mapped */
#define WF_LIMIT_UNPACKED_BYTES ((gsize) 1 << 30) /* what a packed file may grow to */
#define WF_LIMIT_EXPANSION      200                /* how many times its size a packed file may grow to */
#define WF_LIMIT_EXPANSION_FREE ((gsize) 32 << 20) /* up to which the expansion doesn't matter */
#define WF_LIMIT_UTF16_BYTES   ((gsize) 256 << 20) /* above this a file in UTF-16 is to be converted outside */
#define WF_LIMIT_RUNS          100000              /* runs of a corpus */
#define WF_LIMIT_GRAPH_NODES   20000               /* marks are stored as a dense n x n matrix */
#define WF_LIMIT_KNOWN_ARROWS  (1 << 22)           /* that groups and patterns of background knowledge may stand for */
#define WF_LIMIT_GRAPH_BYTES   (64 << 20)          /* a graph file */
#define WF_LIMIT_MODEL_BYTES   ((gsize) 256 << 20) /* a model in JSON, which may hold the residuals of many rows */
#define WF_LIMIT_MODEL_ENTRIES (1 << 23)           /* probabilities of all tables of a model file */
#define WF_LIMIT_XML_ELEMENTS  (1 << 19)           /* elements of an XML file, which is held as a tree */
#define WF_LIMIT_LOGISTIC_ENTRIES (1 << 20)        /* of a logistic mechanism's table, which is left out beyond */
#define WF_LIMIT_SEARCH_COLUMNS 5000               /* columns of a search: its matrices are dense p x p */
#define WF_LIMIT_TREE_BYTES     ((gsize) 512 << 20) /* what a search over orders remembers of its scores */
#define WF_LIMIT_SAMPLES       10000               /* of a bootstrap */
#define WF_LIMIT_TRIPLES        (1 << 24)          /* pairs of edges that meet in a search's skeleton, their other ends not joined */
#define WF_LIMIT_SEPARATING_SETS (1 << 16)         /* sets beyond the skeleton's that are tried for one pair */
#define WF_LIMIT_STEPS         100000              /* steps of one agent log */
#define WF_LIMIT_COMPARED_STEPS 5000               /* steps of each of two runs that are aligned: a matrix of them */
#define WF_LIMIT_AGENTS        1000                /* speakers of one agent log */
#define WF_LIMIT_PROFILE_BYTES (1 << 20)          /* a blame profile */
#define WF_LIMIT_ROW_STEPS     ((gsize) 1 << 30)   /* of SQLite's machine for the next row of a view: some ten seconds */
#define WF_LIMIT_PREVIEW_STEPS ((gsize) 1 << 26)   /* the same where only the first rows are looked at */
#define WF_LIMIT_LEVELS        1000                /* levels of a discrete column */
#define WF_LIMIT_JUDGE_BYTES   (1 << 20)           /* what a judge answers */
#define WF_LIMIT_DRAW_BYTES     ((gsize) 2 << 30)  /* draws of all variables of a simulation, with their noise */
#define WF_LIMIT_TABLE_ENTRIES (1 << 26)           /* entries of one factor of variable elimination */
#define WF_LIMIT_JOINT_ENTRIES (1 << 20)           /* combinations of levels of a joint distribution that is asked for */
#define WF_LIMIT_EXACT_COLUMNS 25                 /* columns of the exact search: 9 bytes for every set of them */
#define WF_LIMIT_EQUATION_BITS  64                 /* of the values of all variables of a model of equations: 64 of two values */
#define WF_LIMIT_EXPRESSION_DEPTH 256              /* nesting of an expression */
#define WF_LIMIT_EQUATION_NUMBER 1000000000        /* the largest number in an expression */
#define WF_LIMIT_EQUATION_ROWS  (1 << 16)          /* combinations for which the values of an equation are checked */
#define WF_LIMIT_DRAWN_VALUES (1 << 26)           /* draws times variables of an attribution, several times 8 bytes each */
