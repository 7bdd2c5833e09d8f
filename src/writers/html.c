/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/report/markup.h"
#include "writers/html-private.h"
#include "writers/writers-private.h"

#define FEW_HEADINGS 4 /* a report of fewer needs no contents */
#define SHORT_CELL   3 /* bytes */
#define LONG_WORD    20 /* bytes: may be broken to fit a table in */
#define MANY_COLUMNS 5 /* on a narrow screen they are scrolled */

/* One file that needs nothing else: no script, no font, no picture from elsewhere, and a policy that would
 * stop a browser from fetching any. */

typedef struct
{
  WfReport *report;
  GString *text;
  WfProgress *progress;
  guint n_figures, n_appendices, n_sections;
} Document;

/* What HTML allows of a character: no controls but line ends and tabs. */
static void
add_range (GString *text, const char *p, const char *end)
{
  for (; p < end; p++)
    switch (*p)
      {
        case '&':
          g_string_append (text, "&amp;");
          break;
        case '<':
          g_string_append (text, "&lt;");
          break;
        case '>':
          g_string_append (text, "&gt;");
          break;
        case '"':
          g_string_append (text, "&quot;");
          break;
        default:
          if ((guchar) *p >= 0x20 ? *p != 0x7F : strchr ("\n\t", *p) != NULL)
            g_string_append_c (text, *p);
          else
            g_string_append (text, "\357\277\275"); /* U+FFFD */
      }
}

void
wf_html_add_plain (GString *text, const char *plain)
{
  g_autofree char *valid = g_utf8_make_valid (plain, -1);

  add_range (text, valid, valid + strlen (valid));
}

static const char *
get_tag (WfSpanKind kind)
{
  switch (kind)
    {
      case WF_SPAN_STRONG:
        return "strong";
      case WF_SPAN_EMPHASIS:
        return "em";
      case WF_SPAN_LINK:
        return "a";
      case WF_SPAN_CODE:
      default:
        return "code";
    }
}

/* The plain text from `from` to `to` with its spans, the first of which is *next; elements nest. */
static void
add_spans (GString *text, const char *plain, gsize from, gsize to, GArray *spans, guint *next)
{
  while (*next < spans->len && g_array_index (spans, WfSpan, *next).start < to)
    {
      WfSpan span = g_array_index (spans, WfSpan, (*next)++);

      span.start = MAX (span.start, from);
      span.end = CLAMP (span.end, span.start, to);
      if (span.start == span.end)
        continue;
      add_range (text, plain + from, plain + span.start);
      g_string_append_printf (text, "<%s", get_tag (span.kind));
      if (span.target != NULL)
        {
          g_autofree char *address = wf_writer_get_address (span.target);

          g_string_append (text, " href=\"");
          wf_html_add_plain (text, address);
          g_string_append_c (text, '"');
        }
      g_string_append_c (text, '>');
      add_spans (text, plain, span.start, span.end, spans, next);
      g_string_append_printf (text, "</%s>", get_tag (span.kind));
      from = span.end;
    }
  add_range (text, plain + from, plain + to);
}

void
wf_html_add_marked_up (GString *text, const char *marked_up)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *isolated = wf_writer_isolate (marked_up);
  g_autofree char *plain = wf_markup_parse (isolated, &spans);
  guint next = 0;

  add_spans (text, plain, 0, strlen (plain), spans, &next);
}

static gboolean
has_long_word (const char *text)
{
  gsize run = 0;

  for (; *text != '\0' && run <= LONG_WORD; text++)
    run = g_ascii_isspace (*text) ? 0 : run + 1;
  return run > LONG_WORD;
}

static void
add_cell (GString *text, const char *tag, const char *marked_up, gboolean is_plain, gboolean is_number)
{
  gboolean is_short = strlen (marked_up) <= SHORT_CELL;

  g_string_append_printf (text, "<%s%s>", tag,
                          is_number                   ? " class=\"number\""
                          : is_short                  ? " class=\"short\""
                          : has_long_word (marked_up) ? " class=\"long\""
                                                      : "");
  if (is_plain)
    wf_html_add_plain (text, marked_up);
  else
    wf_html_add_marked_up (text, marked_up);
  g_string_append_printf (text, "</%.2s>", tag);
}

void
wf_html_add_cell (GString *text, const char *marked_up, gboolean is_plain, gboolean is_number)
{
  add_cell (text, "td", marked_up, is_plain, is_number);
}

/* A head that says nothing is none. */
void
wf_html_add_head_cell (GString *text, const char *marked_up, gboolean is_plain, gboolean is_number)
{
  add_cell (text, *marked_up != '\0' ? "th scope=\"col\"" : "td", marked_up, is_plain, is_number);
}

void
wf_html_begin_scroll (GString *text, gsize n_columns)
{
  if (n_columns >= MANY_COLUMNS)
    g_string_append (text, "<div class=\"scroll\" tabindex=\"0\">\n");
}

void
wf_html_end_scroll (GString *text, gsize n_columns)
{
  if (n_columns >= MANY_COLUMNS)
    g_string_append (text, "</div>\n");
}

/* id, where the block has one: ` id="x"` */
static void
begin_element (Document *self, const char *tag, const char *attributes, gsize block)
{
  const char *id = wf_report_get_id (self->report, block);

  g_string_append_printf (self->text, "<%s%s", tag, attributes);
  if (id != NULL)
    g_string_append_printf (self->text, " id=\"%s\"", id);
  g_string_append_c (self->text, '>');
}

static void
add_element (Document *self, const char *tag, const char *attributes, gsize block, const char *marked_up)
{
  begin_element (self, tag, attributes, block);
  wf_html_add_marked_up (self->text, marked_up);
  g_string_append_printf (self->text, "</%s>\n", tag);
}

static gboolean
is_heading (WfReport *report, gsize block)
{
  WfBlockKind kind = wf_report_get_block_kind (report, block);

  return kind == WF_BLOCK_HEADING || kind == WF_BLOCK_APPENDIX;
}

static char *
get_heading_id (WfReport *report, gsize block, guint section)
{
  const char *id = wf_report_get_id (report, block);

  return id != NULL ? g_strdup (id) : g_strdup_printf ("section_%u", section);
}

/* A heading begins a section, which lasts up to the next. */
static void
add_heading (Document *self, gsize block, const char *class, const char *marked_up)
{
  g_autofree char *id = get_heading_id (self->report, block, ++self->n_sections);

  if (self->n_sections > 1)
    g_string_append (self->text, "</section>\n");
  g_string_append_printf (self->text, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\"%s>", id, id, class);
  wf_html_add_marked_up (self->text, marked_up);
  g_string_append (self->text, "</h2>\n");
}

static void
add_contents (Document *self)
{
  WfReport *report = self->report;
  guint n = 0, n_appendices = 0;

  for (gsize block = 0; block < wf_report_get_n_blocks (report); block++)
    n += is_heading (report, block);
  if (n < FEW_HEADINGS)
    return;
  g_string_append_printf (self->text, "<nav aria-label=\"%s\">\n<ol>\n", _ ("Contents"));
  n = 0;
  for (gsize block = 0; block < wf_report_get_n_blocks (report); block++)
    if (is_heading (report, block))
      {
        const char *heading = wf_report_get_text (report, block);
        gboolean is_appendix = wf_report_get_block_kind (report, block) == WF_BLOCK_APPENDIX;
        g_autofree char *appendix = is_appendix ? wf_writer_appendix (heading, ++n_appendices) : NULL;
        g_autofree char *id = get_heading_id (report, block, ++n);
        g_autofree char *plain = wf_report_strip (is_appendix ? appendix : heading);

        g_string_append_printf (self->text, "<li><a href=\"#%s\">", id);
        wf_html_add_plain (self->text, plain);
        g_string_append (self->text, "</a></li>\n");
      }
  g_string_append (self->text, "</ol>\n</nav>\n");
}

static void
add_table (Document *self, gsize block)
{
  WfReport *report = self->report;
  const char *caption = wf_report_get_text (report, block);
  gsize n = wf_report_get_n_columns (report, block);

  wf_html_begin_scroll (self->text, n);
  begin_element (self, "table", "", block);
  if (caption != NULL && *caption != '\0')
    {
      g_string_append (self->text, "<caption>");
      wf_html_add_marked_up (self->text, caption);
      g_string_append (self->text, "</caption>");
    }
  g_string_append (self->text, "\n<thead><tr>");
  for (gsize c = 0; c < n; c++)
    {
      g_autofree char *head = wf_writer_get_head (report, block, c);

      wf_html_add_head_cell (self->text, head, FALSE, wf_report_get_align (report, block, c) == WF_ALIGN_END);
    }
  g_string_append (self->text, "</tr></thead>\n<tbody>\n");
  for (gsize row = 0; row < wf_report_get_n_rows (report, block); row++)
    {
      g_string_append (self->text, "<tr>");
      for (gsize c = 0; c < n; c++)
        wf_html_add_cell (self->text, wf_report_get_cell (report, block, row, c), FALSE,
                          wf_report_get_align (report, block, c) == WF_ALIGN_END);
      g_string_append (self->text, "</tr>\n");
    }
  g_string_append (self->text, "</tbody>\n</table>\n");
  wf_html_end_scroll (self->text, n);
}

static void
add_facts (Document *self, gsize block)
{
  begin_element (self, "dl", " class=\"facts\"", block);
  g_string_append_c (self->text, '\n');
  for (gsize row = 0; row < wf_report_get_n_rows (self->report, block); row++)
    {
      g_string_append (self->text, "<dt>");
      wf_html_add_marked_up (self->text, wf_report_get_cell (self->report, block, row, 0));
      g_string_append (self->text, "</dt><dd>");
      wf_html_add_marked_up (self->text, wf_report_get_cell (self->report, block, row, 1));
      g_string_append (self->text, "</dd>\n");
    }
  g_string_append (self->text, "</dl>\n");
}

static void
add_list (Document *self, gsize block)
{
  const char *tag = wf_report_is_numbered (self->report, block) ? "ol" : "ul";

  begin_element (self, tag, "", block);
  g_string_append_c (self->text, '\n');
  for (gsize row = 0; row < wf_report_get_n_rows (self->report, block); row++)
    {
      g_string_append (self->text, "<li>");
      wf_html_add_marked_up (self->text, wf_report_get_cell (self->report, block, row, 0));
      g_string_append (self->text, "</li>\n");
    }
  g_string_append_printf (self->text, "</%s>\n", tag);
}

static void
add_code (Document *self, gsize block, const char *code)
{
  begin_element (self, "pre", " dir=\"auto\"", block);
  g_string_append (self->text, "<code>");
  wf_html_add_plain (self->text, code);
  g_string_append (self->text, "</code></pre>\n");
}

static gboolean
add_figure (Document *self, gsize block, GError **error)
{
  g_autofree char *caption = wf_writer_caption (wf_report_get_text (self->report, block), ++self->n_figures);

  return wf_html_add_figure (self->text, wf_report_get_figure (self->report, block), self->n_figures,
                             wf_report_get_id (self->report, block), caption, self->progress, error);
}

static gboolean
add_block (Document *self, gsize block, GError **error)
{
  const char *marked_up = wf_report_get_text (self->report, block);
  g_autofree char *appendix = NULL;

  switch (wf_report_get_block_kind (self->report, block))
    {
      case WF_BLOCK_FIGURE:
        return add_figure (self, block, error);
      case WF_BLOCK_HEADING:
        add_heading (self, block, "", marked_up);
        break;
      case WF_BLOCK_APPENDIX:
        appendix = wf_writer_appendix (marked_up, ++self->n_appendices);
        add_heading (self, block, " class=\"appendix\"", appendix);
        break;
      case WF_BLOCK_TABLE:
        add_table (self, block);
        break;
      case WF_BLOCK_FACTS:
        add_facts (self, block);
        break;
      case WF_BLOCK_LIST:
        add_list (self, block);
        break;
      case WF_BLOCK_CODE:
        add_code (self, block, marked_up);
        break;
      case WF_BLOCK_CALLOUT:
        add_element (self, "div", " class=\"callout\" role=\"note\"", block, marked_up);
        break;
      case WF_BLOCK_VERDICT:
        add_element (self, "p", " class=\"verdict\"", block, marked_up);
        break;
      case WF_BLOCK_ABSTRACT:
        add_element (self, "p", " class=\"abstract\"", block, marked_up);
        break;
      case WF_BLOCK_PROSE:
      default:
        add_element (self, "p", "", block, marked_up);
        break;
    }
  return TRUE;
}

static void
add_beginning (Document *self, const char *title, const char *made)
{
  /* Translators: the code of the language that you translate into, as in <html lang="en"> */
  g_string_append_printf (self->text, "<!DOCTYPE html>\n<html lang=\"%s\"%s>\n<head>\n",
                          C_ ("language", "en"), wf_writer_is_mirrored (self->report) ? " dir=\"rtl\"" : "");
  g_string_append (self->text,
                   "<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"generator\" content=\"Wherefore " PACKAGE_VERSION "\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                   "'unsafe-inline'\">\n<title>");
  wf_html_add_plain (self->text, title);
  g_string_append_printf (self->text, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>\n<p><span>",
                          wf_html_style);
  wf_html_add_plain (self->text, wf_report_get_kind (self->report));
  g_string_append (self->text, "</span> <span>");
  wf_html_add_plain (self->text, made);
  g_string_append (self->text, "</span></p>\n<h1>");
  wf_html_add_marked_up (self->text, wf_report_get_title (self->report));
  g_string_append (self->text, "</h1>\n</header>\n");
}

static GBytes *
html_write (WfReport *report, WfPaper paper, WfBeside *beside, WfProgress *progress, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Document self = { report, text, progress, 0, 0, 0 };
  g_autofree char *title = wf_report_strip (wf_report_get_title (report));
  g_autofree char *made = wf_writer_get_made ();
  const char *source = wf_writer_get_source_name (report);

  add_beginning (&self, title, made);
  add_contents (&self);
  g_string_append (text, "<main>\n");
  for (gsize block = 0; block < wf_report_get_n_blocks (report); block++)
    if (!wf_progress_check (progress, error) || !add_block (&self, block, error))
      return NULL;
  g_string_append_printf (text, "%s</main>\n<footer>\n<p>", self.n_sections > 0 ? "</section>\n" : "");
  wf_html_add_plain (text, source != NULL ? source : title);
  g_string_append (text, "</p>\n</footer>\n</body>\n</html>\n");
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

const WfWriter wf_writer_html = {
  .id = "html",
  .name = N_ ("Web page"),
  .extension = "html",
  .mime_type = "text/html",
  .write = html_write,
};
