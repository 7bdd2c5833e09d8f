/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/format.h"
#include "core/report/report-private.h"

struct _WfReportBuilder
{
  WfReport *report; /* NULL once ended */
  WfSections section; /* of the next block */
};

G_DEFINE_BOXED_TYPE (WfReportBuilder, wf_report_builder, wf_report_builder_ref, wf_report_builder_unref)

static void
block_clear (gpointer data)
{
  WfBlock *block = data;

  g_free (block->id);
  g_free (block->text);
  g_clear_pointer (&block->figure, wf_figure_unref);
  g_strfreev (block->heads);
  g_strfreev (block->units);
  g_free (block->aligns);
  g_ptr_array_unref (block->cells);
}

static void
block_unref (gpointer block)
{
  g_atomic_rc_box_release_full (block, block_clear);
}

/* Up to the first heading there is the answer, with its picture; then the evidence, until a section of
 * another sort is begun. */
static void
choose_section (WfReportBuilder *self, WfBlockKind kind)
{
  if (kind == WF_BLOCK_APPENDIX)
    self->section = WF_SECTION_APPENDICES;
  else if (kind == WF_BLOCK_HEADING && self->section != WF_SECTION_APPENDICES)
    self->section = WF_SECTION_EVIDENCE;
}

static WfBlock *
append_block (WfReportBuilder *self, WfBlockKind kind, const char *text)
{
  WfBlock *block = g_atomic_rc_box_new0 (WfBlock);

  block->kind = kind;
  block->section =
      self->section == WF_SECTION_ANSWER && kind == WF_BLOCK_FIGURE ? WF_SECTION_PICTURE : self->section;
  self->report->sections |= block->section;
  block->text = g_strdup (text);
  block->cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->report->blocks, block);
  return block;
}

static WfBlock *
add_block (WfReportBuilder *self, WfBlockKind kind, const char *text)
{
  choose_section (self, kind);
  return append_block (self, kind, text);
}

static gboolean
is_open (WfReportBuilder *self)
{
  return self != NULL && self->report != NULL;
}

/**
 * wf_report_builder_new:
 * @kind: what sort of report, for the running head: "Attribution report"; plain text
 * @title: the title, marked up
 *
 * Returns: (transfer full): a builder of a report without blocks
 */
WfReportBuilder *
wf_report_builder_new (const char *kind, const char *title)
{
  WfReportBuilder *self;

  g_return_val_if_fail (kind != NULL && title != NULL, NULL);

  self = g_atomic_rc_box_new0 (WfReportBuilder);
  self->report = g_atomic_rc_box_new0 (WfReport);
  self->report->kind = g_strdup (kind);
  self->report->title = g_strdup (title);
  self->report->blocks = g_ptr_array_new_with_free_func (block_unref);
  self->section = WF_SECTION_ANSWER;
  return self;
}

/**
 * wf_report_builder_ref:
 * @self: a builder
 *
 * Returns: (transfer full): @self
 */
WfReportBuilder *
wf_report_builder_ref (WfReportBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
builder_clear (gpointer data)
{
  WfReportBuilder *self = data;

  g_clear_pointer (&self->report, wf_report_unref);
}

/**
 * wf_report_builder_unref:
 * @self: (transfer full): a builder
 */
void
wf_report_builder_unref (WfReportBuilder *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, builder_clear);
}

/**
 * wf_report_builder_add_text:
 * @self: a builder
 * @kind: verdict, abstract, heading, prose, callout, code or appendix
 * @text: marked-up text; literal for code
 */
void
wf_report_builder_add_text (WfReportBuilder *self, WfBlockKind kind, const char *text)
{
  g_return_if_fail (is_open (self) && text != NULL);
  g_return_if_fail (kind != WF_BLOCK_TABLE && kind != WF_BLOCK_FIGURE && kind != WF_BLOCK_FACTS &&
                    kind != WF_BLOCK_LIST);
  add_block (self, kind, text);
}

/**
 * wf_report_builder_add_figure:
 * @self: a builder
 * @figure: a figure, complete
 * @caption: (nullable): marked-up text
 */
void
wf_report_builder_add_figure (WfReportBuilder *self, WfFigure *figure, const char *caption)
{
  g_return_if_fail (is_open (self) && figure != NULL);
  add_block (self, WF_BLOCK_FIGURE, caption)->figure = wf_figure_ref (figure);
}

/* A sentence has an end of its own. */
static gboolean
has_end (const char *text)
{
  static const gunichar ends[] = { '.', '!', '?', ':', 0x2026, 0x3002, 0x061F, 0x06D4, 0 };
  const char *last = g_utf8_find_prev_char (text, text + strlen (text));

  for (gsize i = 0; last != NULL && ends[i] != 0; i++)
    if (g_utf8_get_char (last) == ends[i])
      return TRUE;
  return last == NULL;
}

/**
 * wf_report_builder_add_note:
 * @self: a builder
 * @kind: %WF_BLOCK_CALLOUT or %WF_BLOCK_PROSE
 * @note: plain text, as commands print it after “warning:”: without a full stop at its end, as a rule
 *
 * Adds it as a sentence.
 */
void
wf_report_builder_add_note (WfReportBuilder *self, WfBlockKind kind, const char *note)
{
  g_autofree char *escaped = wf_report_escape (note);
  g_autofree char *sentence = has_end (note) ? g_strdup (escaped) : g_strconcat (escaped, ".", NULL);

  wf_report_builder_add_text (self, kind, sentence);
}

/**
 * wf_report_builder_begin_section:
 * @self: a builder
 * @section: one of %WfSections
 * @heading: (nullable): marked-up text; %NULL = the section goes on under the heading that is there
 *
 * Begins a section that can be left out. A heading without one begins evidence.
 */
void
wf_report_builder_begin_section (WfReportBuilder *self, WfSections section, const char *heading)
{
  g_return_if_fail (is_open (self));

  self->section = section;
  if (heading != NULL)
    append_block (self, WF_BLOCK_HEADING, heading);
}

/**
 * wf_report_builder_begin_table:
 * @self: a builder
 * @heads: (array zero-terminated=1): marked-up heads of the columns, at least one
 * @aligns: one letter a column: `s` = start, `e` = end (numbers)
 * @caption: (nullable): marked-up text
 *
 * Starts a table; wf_report_builder_add_row() fills it until another block begins.
 */
void
wf_report_builder_begin_table (WfReportBuilder *self,
                               const char *const *heads,
                               const char *aligns,
                               const char *caption)
{
  WfBlock *block;

  g_return_if_fail (is_open (self) && heads != NULL && heads[0] != NULL && aligns != NULL);
  g_return_if_fail (strlen (aligns) == g_strv_length ((char **) heads) &&
                    strspn (aligns, "se") == strlen (aligns));

  block = add_block (self, WF_BLOCK_TABLE, caption);
  block->heads = g_strdupv ((char **) heads);
  block->aligns = g_strdup (aligns);
  block->n_columns = strlen (aligns);
}

static WfBlock *
get_last (WfReportBuilder *self)
{
  GPtrArray *blocks = self->report->blocks;

  return blocks->len > 0 ? blocks->pdata[blocks->len - 1] : NULL;
}

/**
 * wf_report_builder_set_units:
 * @self: a builder whose last block is a table
 * @units: (array): one a column, plain text: "mg"; %NULL or empty for none
 */
void
wf_report_builder_set_units (WfReportBuilder *self, const char *const *units)
{
  WfBlock *block;

  g_return_if_fail (is_open (self) && units != NULL);
  block = get_last (self);
  g_return_if_fail (block != NULL && block->kind == WF_BLOCK_TABLE && block->units == NULL);

  block->units = g_new0 (char *, block->n_columns + 1);
  for (gsize i = 0; i < block->n_columns; i++)
    block->units[i] = g_strdup (units[i] != NULL ? units[i] : "");
}

/**
 * wf_report_builder_begin_list:
 * @self: a builder
 * @is_numbered: whether the items are numbered, rather than have bullets
 *
 * Starts a list; wf_report_builder_add_item() fills it until another block begins.
 */
void
wf_report_builder_begin_list (WfReportBuilder *self, gboolean is_numbered)
{
  WfBlock *block;

  g_return_if_fail (is_open (self));

  block = add_block (self, WF_BLOCK_LIST, NULL);
  block->aligns = g_strdup ("s");
  block->n_columns = 1;
  block->is_numbered = is_numbered;
}

/**
 * wf_report_builder_add_item:
 * @self: a builder whose last block is a list
 * @text: marked-up text
 */
void
wf_report_builder_add_item (WfReportBuilder *self, const char *text)
{
  g_return_if_fail (is_open (self) && text != NULL);
  wf_report_builder_add_row (self, &text);
}

static gboolean
is_id (WfReport *report, const char *id)
{
  for (guint i = 0; i < report->blocks->len; i++)
    if (g_strcmp0 (((WfBlock *) report->blocks->pdata[i])->id, id) == 0)
      return FALSE;
  return *id != '\0' && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (id);
}

/**
 * wf_report_builder_set_id:
 * @self: a builder with a block
 * @id: small letters a-z, digits and "-"; no other block's
 *
 * Names the last block: `[words](#id)` in any text of the report leads to it.
 */
void
wf_report_builder_set_id (WfReportBuilder *self, const char *id)
{
  g_return_if_fail (is_open (self) && get_last (self) != NULL);
  g_return_if_fail (id != NULL && is_id (self->report, id));

  g_free (get_last (self)->id);
  get_last (self)->id = g_strdup (id);
}

/**
 * wf_report_builder_begin_facts:
 * @self: a builder
 *
 * Starts a list of facts; wf_report_builder_add_row() with a name and a value fills it until another block
 * begins.
 */
void
wf_report_builder_begin_facts (WfReportBuilder *self)
{
  WfBlock *block;

  g_return_if_fail (is_open (self));

  block = add_block (self, WF_BLOCK_FACTS, NULL);
  block->aligns = g_strdup ("ss");
  block->n_columns = 2;
}

/**
 * wf_report_builder_add_row:
 * @self: a builder whose last block is a table or facts
 * @cells: (array): marked-up text, one a column; %NULL counts as empty
 */
void
wf_report_builder_add_row (WfReportBuilder *self, const char *const *cells)
{
  WfBlock *block;

  g_return_if_fail (is_open (self) && self->report->blocks->len > 0 && cells != NULL);
  block = get_last (self);
  g_return_if_fail (block->n_columns > 0);

  for (gsize i = 0; i < block->n_columns; i++)
    g_ptr_array_add (block->cells, g_strdup (cells[i] != NULL ? cells[i] : ""));
}

static void
add_fact (WfReportBuilder *self, const char *name, const char *value)
{
  const char *cells[] = { name, value };

  wf_report_builder_add_row (self, cells);
}

static void
add_input (WfReportBuilder *self, WfProvenance *provenance, gsize i)
{
  const char *facts = wf_provenance_get_input_facts (provenance, i);
  const char *sha256 = wf_provenance_get_input_sha256 (provenance, i);
  const char *const *notes = wf_provenance_get_input_notes (provenance, i);
  g_autofree char *name = wf_report_escape (wf_provenance_get_input_name (provenance, i));
  g_autoptr (GString) value = g_string_new (name);

  if (facts != NULL)
    {
      g_autofree char *escaped = wf_report_escape (facts);

      g_string_append_printf (value, " (%s)", escaped);
    }
  add_fact (self, _ ("Input"), value->str);
  if (sha256 != NULL)
    {
      g_autofree char *digest = g_strdup_printf ("`%s`", sha256);

      add_fact (self, _ ("SHA-256"), digest);
    }
  for (gsize k = 0; notes != NULL && notes[k] != NULL; k++)
    {
      g_autofree char *note = wf_report_escape (notes[k]);

      /* Translators: what was noticed when a file was read, “2 lines before the table were skipped” */
      add_fact (self, _ ("Reading"), note);
    }
}

/**
 * wf_report_builder_add_provenance:
 * @self: a builder
 * @provenance: where the result comes from
 *
 * Adds the blocks every report ends with: facts without a heading (each input with its digest and what was
 * noticed on reading it, the seed, the time if measured, the program's version), then, when there is a
 * command, the heading "Reproduce" and the command as code.
 */
void
wf_report_builder_add_provenance (WfReportBuilder *self, WfProvenance *provenance)
{
  g_autofree char *seed = NULL;
  double seconds;

  g_return_if_fail (is_open (self) && provenance != NULL);

  seconds = wf_provenance_get_seconds (provenance);
  seed = g_strdup_printf ("%" G_GUINT64_FORMAT, wf_provenance_get_seed (provenance));
  wf_report_builder_begin_section (self, WF_SECTION_METHOD, NULL);
  wf_report_builder_begin_facts (self);
  for (gsize i = 0; i < wf_provenance_get_n_inputs (provenance); i++)
    add_input (self, provenance, i);
  add_fact (self, _ ("Seed"), seed);
  if (isfinite (seconds))
    {
      g_autofree char *number = wf_format_number (MAX (seconds, 0.001));
      g_autofree char *time = g_strdup_printf (seconds < 0.001 ? _ ("less than %s s") : _ ("%s s"), number);

      add_fact (self, _ ("Time"), time);
    }
  add_fact (self, _ ("Program"), "Wherefore " PACKAGE_VERSION);
  if (wf_provenance_get_command (provenance) != NULL)
    {
      wf_report_builder_begin_section (self, WF_SECTION_REPRODUCE, _ ("Reproduce"));
      wf_report_builder_add_text (self, WF_BLOCK_CODE, wf_provenance_get_command (provenance));
    }

  g_clear_pointer (&self->report->provenance, wf_provenance_unref);
  self->report->provenance = wf_provenance_ref (provenance);
}

/**
 * wf_report_builder_end:
 * @self: a builder
 *
 * Freezes the report; the builder may only be unreffed after that.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_report_builder_end (WfReportBuilder *self)
{
  g_return_val_if_fail (is_open (self), NULL);
  return g_steal_pointer (&self->report);
}

/**
 * wf_report_select:
 * @self: a report
 * @sections: those to keep; the answer is always kept
 *
 * Leaves sections out. Links to what is left out become plain words; figures, and appendices, are counted
 * anew by the writers.
 *
 * Returns: (transfer full): the rest; shares its blocks with @self
 */
WfReport *
wf_report_select (WfReport *self, WfSections sections)
{
  WfReport *rest;

  g_return_val_if_fail (self != NULL, NULL);

  if (((self->sections & ~WF_SECTION_ANSWER) & ~sections) == 0)
    return wf_report_ref (self);
  rest = g_atomic_rc_box_new0 (WfReport);
  rest->kind = g_strdup (self->kind);
  rest->title = g_strdup (self->title);
  rest->provenance = self->provenance != NULL ? wf_provenance_ref (self->provenance) : NULL;
  rest->sections = self->sections;
  rest->blocks = g_ptr_array_new_with_free_func (block_unref);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      WfBlock *block = self->blocks->pdata[i];

      if (block->section & (sections | WF_SECTION_ANSWER))
        g_ptr_array_add (rest->blocks, g_atomic_rc_box_acquire (block));
    }
  return rest;
}
