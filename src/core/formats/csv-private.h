/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/base/source.h"
#include "core/formats/import-private.h"
#include "core/table/type-list.h"

G_BEGIN_DECLS

/* ---- settings (csv.c), also of other formats whose rows are read as text ---- */

extern const char *const wf_csv_headers[];

#define WF_CSV_HEADER_PARAM \
  { .id = "header", \
    .name = N_ ("Header"), \
    .type = WF_PARAM_CHOICE, \
    .choices = wf_csv_headers, \
    .help = N_ ("Whether the first line holds the names of the columns.") }
#define WF_CSV_SKIP_PARAM \
  { .id = "skip", \
    .name = N_ ("Lines to skip"), \
    .type = WF_PARAM_INTEGER, \
    .value = -1, \
    .min = -1, \
    .max = 1000000, \
    .help = N_ ("Lines before the table; −1: those at the beginning that are unlike the rest.") }
#define WF_CSV_MISSING_PARAM \
  { .id = "missing", \
    .name = N_ ("Missing markers"), \
    .type = WF_PARAM_TEXT, \
    .help = N_ ("Further texts that mean missing, such as “-999”, separated by commas or spaces. An empty " \
                "cell, NA, N/A, n/a, #N/A, <NA>, NaN, nan, NAN, -nan, NULL, null, ? and . always do, and so does a dash among numbers.") }
#define WF_CSV_WEIGHT_PARAM \
  { .id = "weight", \
    .name = N_ ("Weights"), \
    .type = WF_PARAM_TEXT, \
    .help = \
        N_ ("The column that says how many units each row stands for, or which share of the whole. “none”: " \
            "every row counts once. Unless given, such a column is found in a table of counts or " \
            "probabilities: one called count, n, frequency, weight, probability, p or the like, beside " \
            "discrete columns none of whose combinations comes twice.") }

/* options: complete, of CSV's parameters; notes: of the table, before those of reading it; nullable */
WfTable *wf_csv_read (GBytes *bytes,
                      const char *name,
                      GVariant *options,
                      const char *const *notes,
                      WfProgress *progress,
                      GError **error);
/* fills the import with how the text would be read; is_whole: else the bytes are its beginning */
gboolean wf_csv_preview_bytes (WfImport *import,
                               GBytes *bytes,
                               gboolean is_whole,
                               const char *name,
                               GVariant *options,
                               const char *const *notes,
                               WfProgress *progress,
                               GError **error);

/* ---- numbers (csv-number.c) ---- */

/* The decimal number at text, correctly rounded (an infinity beyond the range of a double); returns the byte
 * behind it, NULL when no number begins here. The text must end in a byte that is no part of a number, such
 * as a newline or NUL. */
const char *wf_csv_parse_number (const char *text, char decimal, double *value);

/* ---- the levels of one text column in one chunk (csv-levels.c) ---- */

typedef struct _WfCsvLevels WfCsvLevels;

WfCsvLevels *wf_csv_levels_new (void);
void wf_csv_levels_free (WfCsvLevels *self);
/* the code of the text, in order of first appearance; -1 once there are more than WF_LIMIT_LEVELS */
gint32 wf_csv_levels_add (WfCsvLevels *self, const char *text, gsize length);
gboolean wf_csv_levels_is_full (WfCsvLevels *self);
gsize wf_csv_levels_get_n (WfCsvLevels *self);
const char *wf_csv_levels_get (WfCsvLevels *self, gsize level); /* NUL-terminated, as in the file */

typedef enum
{
  WF_CSV_READ_NUMBERS,
  WF_CSV_READ_TIMES,
  WF_CSV_READ_LEVELS,
  WF_CSV_READ_TEXTS, /* which become levels if they are few */
  WF_CSV_SKIP,
} WfCsvMode;

/* what the first records say of a column, and what was asked for */
typedef struct
{
  WfCsvMode mode;
  gboolean is_asked; /* a type was asked for: not to be changed by what the rest of the file holds */
  gboolean is_asked_number; /* whose numbers stay numbers, however few */
  gsize n_numbers, n_texts, n_times, n_missing;
  gsize n_rounded; /* of the numbers: whole, and more than a double holds */
} WfCsvColumn;

/* ---- the text (csv-text.c) ---- */

typedef enum
{
  WF_CSV_UTF8,   /* a cell that is none is read as Windows-1252 unless UTF-8 was asked for */
  WF_CSV_UTF16,  /* converted */
  WF_CSV_LATIN1, /* Windows-1252 */
} WfCsvEncoding;

typedef struct
{
  GBytes *bytes;
  const char *text; /* without a byte-order mark; of UTF-16 the same in UTF-8 */
  gsize length;
  gboolean is_whole; /* else the beginning of a file */
  WfCsvEncoding encoding;
  const char *encoding_reason;
} WfCsvText;

/* is_whole: else the bytes are the beginning of a file. FALSE: broken UTF-16, or cancelled */
gboolean wf_csv_text_init (WfCsvText *self,
                           GBytes *bytes,
                           gboolean is_whole,
                           const char *name,
                           GVariant *params,
                           WfProgress *progress,
                           GError **error);
void wf_csv_text_clear (WfCsvText *self);
/* runs of blanks outside quotes as one tab, none at the ends of a line; FALSE when cancelled */
gboolean wf_csv_text_squeeze (WfCsvText *self, char quote, WfProgress *progress, GError **error);

/* ---- what stands between fields (csv-delimiter.c) ---- */

#define WF_CSV_BLANKS ' ' /* as a delimiter: any number of blanks and tabs */

typedef struct
{
  char delimiter; /* '\0': there is only one column */
  gsize skip;     /* lines before the table */
  gsize n_records;
  gsize n_agree;  /* of them with as many fields as the first */
  gsize n_fields; /* of the first */
  gboolean is_sure;
} WfCsvSplit;

/* of the first records; what stands before the table is skipped */
WfCsvSplit wf_csv_find_split (const char *text, gsize length, char quote, char comment);
/* '#' or '%' when the first line begins with it, else '\0' */
char wf_csv_find_comment (const char *text, gsize length);
/* '"', or '\'' when fields are enclosed in those and not in the others */
char wf_csv_find_quote (const char *text, gsize length);

/* ---- the first records (csv-sample.c) ---- */

#define WF_CSV_SAMPLE_RECORDS 100

typedef struct
{
  GString *text;        /* of the cells, with a NUL behind each; a cell may hold one, too */
  GArray *cells;        /* of gsize: where each begins in it, record by record */
  GArray *ends;         /* of guint: behind the last cell of each record */
  gsize start;          /* offset behind the lines that are skipped */
  gsize first_end;      /* offset behind the first record */
  gsize first_end_line; /* the line that follows it */
  gsize open_quote;     /* the line of a quote that keeps the first record from ending, or 0 */
  gboolean has_more;    /* the text goes on */
} WfCsvSample;

void wf_csv_sample_init (
    WfCsvSample *self, const char *text, gsize length, gsize skip, char delimiter, char quote, char comment);
void wf_csv_sample_clear (WfCsvSample *self);
guint wf_csv_sample_count_fields (const WfCsvSample *self, guint record);
/* with a NUL behind it; empty where the record has fewer fields */
const char *wf_csv_sample_get_cell (const WfCsvSample *self, guint record, gsize column, gsize *length);

/* ---- how the file is written (csv-dialect.c) ---- */

typedef struct
{
  char delimiter; /* a tab for blanks, which were squeezed */
  gboolean is_squeezed;
  char quote;     /* '\0' = none */
  char comment;   /* begins a line that is skipped; '\0' = none */
  char decimal;   /* '.' or ',' */
  gsize skip;     /* lines before the table */
  gboolean has_header;
  char **extra_missing;  /* markers beyond the usual ones */
  GArray *extra_numbers; /* (element-type double) those of them that are numbers */
  WfCsvEncoding encoding;
  gboolean is_strict;    /* UTF-8 was asked for */
  GPtrArray *names;      /* of char*, UTF-8, all different */
  GArray *rules;         /* types asked for, of WfTypeRule */
  WfCsvColumn *columns;  /* what the first records say, one a column */
  gsize body;            /* offset of the first byte of data */
  gsize body_line;       /* its line, from 1 */
  gboolean is_latin;     /* a name was not UTF-8 */
  GPtrArray *notes;      /* of char* */
  /* for a preview */
  WfCsvSample sample;
  WfCsvSplit split;
  gboolean is_header_sure, is_decimal_sure;
  const char *header_reason, *decimal_reason;
} WfCsvDialect;

/* squeezes the text where blanks stand between the fields */
WfCsvDialect *wf_csv_dialect_new (
    WfCsvText *text, const char *name, GVariant *params, WfProgress *progress, GError **error);
void wf_csv_dialect_free (WfCsvDialect *self);
/* the choice of a parameter that stands for a sign */
const char *wf_csv_name_sign (const char *param, char sign);
/* (transfer full): valid UTF-8 without NUL */
char *wf_csv_to_utf8 (const WfCsvDialect *dialect, const char *text, gsize length, gboolean *is_latin);
/* how many different texts a column has in the first records */
gsize wf_csv_count_texts (const WfCsvDialect *self, gsize column);
/* how many records of the sample are no data */
guint wf_csv_dialect_count_heads (const WfCsvDialect *self);
/* whether so many different texts in so many rows are free text: names, remarks; no variable */
gboolean wf_csv_is_free_text (gsize n_texts, gsize n_rows);
/* how the text would be read (csv-preview.c); params: complete, of CSV */
void wf_csv_preview (WfImport *import, const WfCsvText *text, const WfCsvDialect *dialect, GVariant *params);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCsvDialect, wf_csv_dialect_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfCsvText, wf_csv_text_clear)

/* ---- cells (csv-cell.c) ---- */

typedef enum
{
  WF_CSV_TEXT,     /* neither number nor missing */
  WF_CSV_INFINITE, /* "inf": missing */
  WF_CSV_OVERFLOW, /* beyond the range of a double: missing */
  WF_CSV_NUL,      /* holds a NUL byte: missing */
  WF_CSV_ROUNDED,  /* a whole number beyond 2^53 that a double doesn't hold: the nearest one */
  WF_CSV_MISSING,
  WF_CSV_NUMBER,
} WfCsvCell;
#define WF_CSV_N_FAULTS (WF_CSV_ROUNDED + 1)

/* cell: as wf_csv_parse_number(), spaces around it don't count; value: of a number, also one that is rounded */
WfCsvCell wf_csv_read_cell (const WfCsvDialect *dialect, const char *cell, gsize length, double *value);
gboolean wf_csv_is_extra (const WfCsvDialect *dialect, double value);
/* without the spaces around it */
const char *wf_csv_trim (const char *cell, gsize *length);
/* a date or a time in ISO 8601 as seconds since 1970: WF_CSV_NUMBER */
WfCsvCell wf_csv_read_time (const WfCsvDialect *dialect, const char *cell, gsize length, double *value);
/* whether a cell is a missing marker, usual or extra */
gboolean wf_csv_is_missing (const WfCsvDialect *dialect, const char *cell, gsize length);
gboolean wf_csv_is_usual_missing (const char *cell, gsize length);
/* whether a number that is written as digits alone isn't the value it was read as */
gboolean wf_csv_is_rounded (const char *cell, gsize length, double value);

/* ---- reading (csv-columns.c, csv-plain.c, csv-quoted.c) ---- */

typedef struct
{
  gsize n;
  gsize line; /* the first */
} WfCsvTally;

/* What one chunk knows of one column. */
typedef struct
{
  WfCsvTally faults[WF_CSV_N_FAULTS];
  WfCsvLevels *levels; /* WF_CSV_READ_LEVELS */
} WfCsvPart;

#define WF_CSV_N_RAGGED 5

/* A run of whole lines; chunks are read in parallel into disjoint rows of the columns. */
typedef struct
{
  const char *start;
  const char *end;
  gsize first_line;
  gsize first_row; /* where its rows begin; rows that are skipped leave a gap at the end */
  gsize n_rows;
  WfCsvPart *parts; /* one a column */
  gsize n_blank;
  gsize first_blank;
  gsize n_comments;
  gsize n_ragged;
  struct
  {
    gsize line;
    gsize n_fields;
  } ragged[WF_CSV_N_RAGGED];
  gsize too_long_line; /* a cell beyond WF_LIMIT_FIELD_BYTES */
  GStringChunk *texts; /* WF_CSV_READ_TEXTS, of all columns; nullable */
  gboolean is_latin;   /* one of them was not UTF-8 */
} WfCsvChunk;

typedef struct
{
  const char *name;
  const char *text; /* the whole file, UTF-8 or nearly */
  gsize length;
  const WfCsvDialect *dialect;
  gsize n_columns;
  gsize capacity; /* rows there is room for */
  gsize n_rows;
  WfCsvMode *modes; /* one a column */
  double **values;  /* one a column, WF_CSV_READ_NUMBERS */
  gint32 **codes;   /* one a column, WF_CSV_READ_LEVELS: codes of the chunk until merged */
  const char ***cells; /* one a column, WF_CSV_READ_TEXTS */
  WfCsvChunk *chunks;
  gsize n_chunks;
  WfProgress *progress;
} WfCsvReading;

/* one cell into its column; cell: as wf_csv_parse_number() */
void wf_csv_add_cell (WfCsvReading *self,
                      WfCsvChunk *chunk,
                      gsize column,
                      gsize row,
                      gsize line,
                      const char *cell,
                      gsize length);
/* the fields from column on are not there */
void wf_csv_fill_row (WfCsvReading *self, gsize column, gsize row);
void wf_csv_add_ragged (WfCsvChunk *chunk, gsize line, gsize n_fields);
void wf_csv_add_blank (WfCsvChunk *chunk, gsize line);

/* The body cut into chunks, with the lines before each. is_plain: no quote and no lone carriage return;
 * n_lines: at least the number of records. NULL when cancelled. */
WfCsvChunk *wf_csv_split (const char *text,
                          gsize length,
                          const WfCsvDialect *dialect,
                          gsize *n_chunks,
                          gsize *n_lines,
                          gboolean *is_plain,
                          WfProgress *progress,
                          GError **error);
/* without a quote in the body: all cores */
gboolean wf_csv_read_plain (WfCsvReading *self, GError **error);
gboolean wf_csv_fail_open_quote (const char *name, gsize line, GError **error);
/* with quotes: libcsv, one chunk on one core */
gboolean wf_csv_read_quoted (WfCsvReading *self, GError **error);

/* the table (csv-table.c) */
WfTable *wf_csv_read_table (const char *name,
                            const char *text,
                            gsize length,
                            const WfCsvDialect *dialect,
                            WfProgress *progress,
                            GError **error);
/* merges the levels of the chunks into the codes; (transfer full): the sorted levels, NULL when there are too
 * many */
char **wf_csv_merge_levels (WfCsvReading *self, gsize column, gboolean *is_latin);
/* what was noticed, as notes of the table; identifiers: where whole numbers beyond 2^53 made free text of a column (lines), else 0 */
void wf_csv_add_notes (WfCsvReading *self,
                       const WfCsvPart *totals,
                       const gsize *identifiers,
                       WfTableBuilder *builder);

/* ---- writing (csv-write.c) ---- */
void wf_csv_write (WfTable *table, char delimiter, GString *text);

G_END_DECLS
