/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Spreadsheets made of their XML here: what Excel, LibreOffice and others write, and what is damaged. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <zip.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/import.h"
#include "core/formats/xlsx-private.h"

typedef struct
{
  const char *name;
  const char *text;
} Part;

#define N_PARTS 8
#define PART_END                                                                                             \
  {                                                                                                          \
    NULL, NULL                                                                                               \
  }

/* password: nullable */
static GBytes *
make_archive (const Part *parts, const char *password)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheets.zip", NULL);
  zip_t *archive = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  char *data;
  gsize length;

  g_assert_nonnull (archive);
  for (; parts->name != NULL; parts++)
    {
      zip_int64_t index = zip_file_add (archive, parts->name,
                                        zip_source_buffer (archive, parts->text, strlen (parts->text), 0), 0);

      g_assert_cmpint (index, >=, 0);
      if (g_str_equal (parts->name, "mimetype"))
        g_assert_cmpint (zip_set_file_compression (archive, (zip_uint64_t) index, ZIP_CM_STORE, 0), ==, 0);
      if (password != NULL)
        g_assert_cmpint (zip_file_set_encryption (archive, (zip_uint64_t) index, ZIP_EM_AES_256, password),
                         ==, 0);
    }
  g_assert_cmpint (zip_close (archive), ==, 0);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_unlink (path);
  g_rmdir (folder);
  return g_bytes_new_take (data, length);
}

static WfTable *
read_named (GBytes *bytes, const char *name, const char *sheet, WfProgress *progress, GError **error)
{
  g_autoptr (WfSource) source = wf_source_new (bytes, name);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) options = NULL;

  if (sheet != NULL)
    g_variant_dict_insert (&dict, "sheet", "s", sheet);
  options = g_variant_ref_sink (g_variant_dict_end (&dict));
  return wf_table_read (source, options, progress, error);
}

static char *
read_text (GBytes *bytes, const char *name, const char *sheet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_named (bytes, name, sheet, NULL, &error);
  char *text;

  g_assert_no_error (error);
  text = wf_table_to_text (table, "csv", &error);
  g_assert_no_error (error);
  return text;
}

static void
check_refused (GBytes *bytes, const char *name, const char *sheet, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_named (bytes, name, sheet, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, WF_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” has no “%s”", error->message, words);
}

/* ---- Excel ---- */

#define TYPES "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
#define RELATION(id, type, target)                                                                           \
  "<Relationship Id='" id                                                                                    \
  "' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type "' Target='" target    \
  "'/>"
#define RELATIONS(list) "<Relationships>" list "</Relationships>"
#define ROOT            RELATIONS (RELATION ("a", "officeDocument", "xl/workbook.xml"))
#define ONE_SHEET                                                                                            \
  "<workbook xmlns:r='r'><sheets><sheet name='R&amp;D' sheetId='1' r:id='s1'/></sheets></workbook>"
#define ONE_RELATION                                                                                         \
  RELATIONS (RELATION ("s1", "worksheet", "worksheets/sheet1.xml") RELATION (                                \
      "t", "sharedStrings", "/xl/sharedStrings.xml") RELATION ("y", "styles", "styles.xml"))
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData><junk>&lt;</junk></worksheet>"

/* sheet, strings, styles: XML; the latter nullable */
static GBytes *
make_workbook (const char *sheet, const char *strings, const char *styles)
{
  Part parts[N_PARTS] = { { "[Content_Types].xml", TYPES },
                          { "_rels/.rels", ROOT },
                          { "xl/workbook.xml", ONE_SHEET },
                          { "xl/_rels/workbook.xml.rels", ONE_RELATION },
                          { "xl/worksheets/sheet1.xml", sheet } };
  gsize n = 5;

  if (strings != NULL)
    parts[n++] = (Part){ "xl/sharedStrings.xml", strings };
  if (styles != NULL)
    parts[n++] = (Part){ "xl/styles.xml", styles };
  return make_archive (parts, NULL);
}

#define STRINGS                                                                                              \
  "<sst><si><t>name</t></si><si><t>size</t></si><si><t xml:space='preserve'>  Ann, the first </t></si>"      \
  "<si><r><t>B</t></r><r><rPr/><t>o_x0021_</t></r><rPh sb='0' eb='1'><t>say</t></rPh></si>"                  \
  "<si><t>Cy &quot;C&quot;\nx_x000D_y &amp; _x12</t></si><si/></sst>"
#define STYLES                                                                                               \
  "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='[$-409]d\\-mmm;@'/>"                              \
  "<numFmt numFmtId='171' formatCode='0.0 \"days\"'/><numFmt numFmtId='100' formatCode='d.m.'/>"             \
  "<numFmt numFmtId='15' formatCode='0'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"                        \
  "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='171'/>"    \
  "<xf numFmtId='100'/><xf numFmtId='15'/></cellXfs></styleSheet>"

/* Shared and own texts, numbers, dates, truth values and errors; cells and rows that are left out. */
static void
test_excel (void)
{
  g_autoptr (GBytes) bytes = make_workbook (
      SHEET (
          "<row r='1'><c r='B1' t='s'><v>0</v></c><c r='C1' t='s'><v>1</v></c>"
          "<c r='E1' t='inlineStr'><is><t>when</t></is></c><c r='F1' t='str'><f>A1&amp;A2</f><v>true?</v></c>"
          "<c r='G1' t='str'><v>days</v></c></row>"
          "<row r='3' spans='1:7'><c r='A3' s='1'/><c r='B3' t='s'><v>2</v></c><c r='C3'><v>1.5</v></c>"
          "<c r='E3' s='1'><v>45352</v></c><c r='F3' t='b'><v>1</v></c><c r='G3' s='3'><v>45352</v></c></row>"
          "<row><c r='B4' t='s'><v>3</v></c><c><v>-2E-3</v></c><c/><c s='2'><v>45352.5</v></c>"
          "<c t='b'><v>0</v></c><c t='e'><v>#DIV/0!</v></c></row>"
          "<row r='5'><c r='B5' t='s'><v>4</v></c><c r='C5' t='e'><v>#N/A</v></c><c r='E5' t='d'>"
          "<v>2024-03-02T00:00:00.250</v></c><c r='F5' t='b'><f>A1=1</f></c><c "
          "r='G5'><f>1+1</f><v>2</v></c></row>"),
      STRINGS, STYLES);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_named (bytes, "a.xlsx", NULL, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = wf_table_to_text (table, "csv", &error);
  g_assert_cmpstr (text, ==,
                   "name,size,when,true?,days\n"
                   "\"Ann, the first\",1.5,2024-03-01,TRUE,45352\n"
                   "Bo!,-0.002,2024-03-01T12:00Z,FALSE,\n"
                   "\"Cy \"\"C\"\" x y & _x12\",,2024-03-02T00:00:00.250Z,,2\n");
  g_assert_cmpint (wf_table_get_kind (table, 0), ==, WF_COLUMN_DISCRETE);
  g_assert_nonnull (strstr (wf_table_get_notes (table)[0], "1 cell with the error of a formula"));
  g_assert_nonnull (strstr (wf_table_get_notes (table)[1], "1 cell is missing whose formula has no result"));
}

/* Numbers below 164 are Excel's own formats, unless the file says what they are. */
static void
test_own_formats (void)
{
  g_autoptr (GBytes) bytes = make_workbook (
      SHEET ("<row><c t='str'><v>a</v></c><c t='str'><v>b</v></c><c t='str'><v>c</v></c></row>"
             "<row><c s='4'><v>45352</v></c><c s='5'><v>45352</v></c><c t='b'><v>true</v></c></row>"
             "<row><c s='4'><v>45353</v></c><c s='5'><v>45353</v></c><c t='b'><v>false</v></c></row>"),
      NULL, STYLES);
  g_autofree char *text = read_text (bytes, "a.xlsx", NULL);

  g_assert_cmpstr (text, ==, "a,b,c\n2024-03-01,45352,TRUE\n2024-03-02,45353,FALSE\n");
}

/* Nothing says that the parts lie in folders. */
static void
test_flat (void)
{
  const Part parts[] = { { "[Content_Types].xml", TYPES },
                         { "_rels/.rels", RELATIONS (RELATION ("a", "officeDocument", "book.xml")) },
                         { "book.xml", ONE_SHEET },
                         { "_rels/book.xml.rels", RELATIONS (RELATION ("s1", "worksheet", "s.xml")) },
                         { "s.xml", SHEET ("<row><c><v>1</v></c><c><v>2</v></c></row>") },
                         PART_END };
  g_autoptr (GBytes) bytes = make_archive (parts, NULL);
  g_autofree char *text = read_text (bytes, "a.xlsx", NULL);

  g_assert_cmpstr (text, ==, "column 1,column 2\n1,2\n");
}

static void
test_date_codes (void)
{
  static const char *const dates[] = { "yyyy-mm-dd", "m/d/yy h:mm", "[$-F800]dddd\\, mmmm dd", "D.M.",
                                       "\"on\" d" };
  static const char *const others[] = { "General", "0.00",          "\"day\" 0", "0\\d", "[Red]0", "[h]:mm",
                                        "h:mm",    "#,##0;[Red]-d", "_d0",       "*d0",  "\"d",    "[d",
                                        "\\" };

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    if (!wf_xlsx_is_date_code (dates[i]))
      g_error ("“%s” shows a date", dates[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (wf_xlsx_is_date_code (others[i]))
      g_error ("“%s” shows no date", others[i]);
}

/* Excel has a 29 February 1900, which never was. */
static void
test_dates (void)
{
  static const struct
  {
    double days;
    gboolean is_1904;
    const char *text;
  } known[] = {
    { 1, FALSE, "1900-01-01" },
    { 59, FALSE, "1900-02-28" },
    { 61, FALSE, "1900-03-01" },
    { 36526, FALSE, "2000-01-01" },
    { 36526.999999999, FALSE, "2000-01-02" },
    { 45352.25, FALSE, "2024-03-01T06:00:00" },
    { 45352 + 1.5 / 86400, FALSE, "2024-03-01T00:00:01.500" },
    { 2958465, FALSE, "9999-12-31" },
    { 0, TRUE, "1904-01-01" },
    { 43890, TRUE, "2024-03-01" },
    { 0.5, FALSE, NULL },
    { -3, FALSE, NULL },
    { 2958466, FALSE, NULL },
    { 1e300, FALSE, NULL },
    { NAN, FALSE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *text = wf_xlsx_date_to_text (known[i].days, known[i].is_1904);

      g_assert_cmpstr (text, ==, known[i].text);
    }
}

#define THREE_SHEETS                                                                                         \
  "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='Hidden' r:id='h' state='hidden'/>"   \
  "<sheet name='Read me' r:id='n'/><sheet name='Chart' r:id='c'/><sheet name='Täble' r:id='t'/>"            \
  "<sheet name='Empty' r:id='e'/></sheets><extLst><ext><x15:workbookPr xmlns:x15='x'/></ext></extLst>"       \
  "</workbook>"
#define THREE_RELATIONS                                                                                      \
  RELATIONS (RELATION ("h", "worksheet", "h.xml") RELATION ("n", "worksheet", "n.xml")                       \
                 RELATION ("t", "worksheet", "../t.xml") RELATION ("c", "chartsheet", "c.xml")               \
                     RELATION ("e", "worksheet", "e.xml") RELATION ("y", "styles", "y.xml"))

static GBytes *
make_sheets (void)
{
  const Part parts[] = {
    { "[Content_Types].xml", TYPES },
    { "_rels/.rels", ROOT },
    { "xl/workbook.xml", THREE_SHEETS },
    { "xl/_rels/workbook.xml.rels", THREE_RELATIONS },
    { "xl/h.xml",
      SHEET ("<row><c><v>7</v></c><c><v>8</v></c></row><row><c><v>9</v></c><c><v>9</v></c></row>") },
    { "xl/n.xml", SHEET ("<row><c t='str'><v>about</v></c></row><row><c t='str'><v>this</v></c></row>") },
    { "t.xml",
      SHEET ("<row><c t='str'><v>Title, 2024</v></c></row><row r='3'><c t='str'><v>a</v></c><c t='str'>"
             "<v>b</v></c><c t='str'><v>c</v></c></row><row><c><v>1.5</v></c><c/><c><v>3</v></c></row>"
             "<row><c><v>2.5</v></c><c s='1'><v>43890</v></c></row>") },
    { "xl/e.xml", SHEET ("<row r='1'><c r='A1' s='2'/></row>") },
    { "xl/y.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='15'/></cellXfs></styleSheet>" },
    PART_END,
  };

  return make_archive (parts, NULL);
}

/* The first that holds a table and isn't hidden, or the one asked for. */
static void
test_choice (void)
{
  g_autoptr (GBytes) bytes = make_sheets ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_named (bytes, "a.xlsx", NULL, NULL, &error);
  g_autofree char *first = read_text (bytes, "a.xlsx", NULL);
  g_autofree char *hidden = read_text (bytes, "a.xlsx", "Hidden");
  g_autofree char *prose = read_text (bytes, "a.xlsx", "Read me");

  g_assert_cmpstr (first, ==, "a,b,c\n1.5,,3\n2.5,2024-03-01,\n");
  g_assert_cmpstr (hidden, ==, "column 1,column 2\n7,8\n9,9\n");
  g_assert_true (g_str_has_prefix (prose, "about\n"));
  g_assert_no_error (error);
  g_assert_nonnull (
      strstr (wf_table_get_notes (table)[0],
              "the sheet “Täble” was read; name another as “sheet” (--sheet NAME on the command "
              "line): “Read me”, “Täble”, “Empty”, “Hidden”"));
  g_assert_nonnull (strstr (wf_table_get_notes (table)[1], "2 lines before the table were skipped"));
  check_refused (bytes, "a.xlsx", "Chart", WF_ERROR_DATA,
                 "a.xlsx has no sheet “Chart”; it has “Read me”, “Täble”, “Empty”, “Hidden”");
  check_refused (bytes, "a.xlsx", "Empty", WF_ERROR_DATA, "the sheet “Empty” is empty");
}

static void
test_preview (void)
{
  g_autoptr (GBytes) bytes = make_sheets ();
  g_autoptr (WfSource) source = wf_source_new (bytes, "a.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfImport) import = wf_import_preview (source, NULL, NULL, &error);
  gsize n;
  const WfFinding *findings = wf_import_get_findings (import, &n);

  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (findings[i].id, "sheet"))
      {
        g_assert_cmpstr (findings[i].value, ==, "Täble");
        g_assert_false (findings[i].is_sure);
        g_assert_cmpuint (g_strv_length ((char **) findings[i].choices), ==, 4);
      }
    else
      {
        g_assert_true (wf_params_find (wf_import_get_format (import)->params, findings[i].id) != NULL);
        if (g_str_equal (findings[i].id, "skip"))
          g_assert_cmpstr (findings[i].value, ==, "2");
      }
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpstr (wf_import_get_names (import)[2], ==, "c");
}

/* ---- OpenDocument ---- */

#define ODS_MARK "application/vnd.oasis.opendocument.spreadsheet"
#define ODS(tables)                                                                                          \
  "<o:document-content xmlns:o='a' xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s' "         \
  "xmlns:draw='d' xmlns:calcext='c'>"                                                                        \
  "<office:body><office:spreadsheet><table:calculation-settings/>" tables                                    \
  "</office:spreadsheet></office:body></o:document-content>"
#define CELL(text) "<table:table-cell office:value-type='string'><text:p>" text "</text:p></table:table-cell>"
#define NUMBER(value)                                                                                        \
  "<table:table-cell office:value-type='float' office:value='" value                                         \
  "'><text:p>shown</text:p></table:table-cell>"
#define TIME(value)                                                                                          \
  "<table:table-cell office:value-type='time' office:time-value='" value                                     \
  "'><text:p>shown</text:p></table:table-cell>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"

static GBytes *
make_ods (const char *content, const char *manifest)
{
  const Part parts[] = { { "mimetype", ODS_MARK },
                         { "content.xml", content },
                         { manifest != NULL ? "META-INF/manifest.xml" : NULL, manifest },
                         PART_END };

  return make_archive (parts, NULL);
}

/* clang-format off */
#define NOTES  "<table:table table:name='Notes'>" ROW (CELL ("only words")) "</table:table>"
#define HEADS  "<table:table-header-rows>" ROW (CELL ("who") CELL ("size") CELL ("when") CELL ("ok") CELL ("time") \
               CELL ("gap") CELL ("half")) "</table:table-header-rows>"
#define PERSON "<table:table-cell office:value-type='string'><office:annotation><text:p>a remark</text:p></office:annotation>" \
               "<text:p>Ann<text:s text:c='2'/>B<text:span>.</text:span></text:p>" \
               "<draw:custom-shape><text:p>a note</text:p></draw:custom-shape>" \
               "<text:p>C</text:p></table:table-cell>"
#define FIRST  ROW (PERSON NUMBER ("1.5") \
               "<table:table-cell office:value-type='date' office:date-value='2024-03-01'/>" \
               "<table:table-cell office:value-type='boolean' office:boolean-value='true' office:value='1'/>" \
               TIME ("PT06H00M00S") \
               "<table:covered-table-cell/>" \
               "<table:table-cell office:value-type='percentage' office:value='0.5'><text:p>50 %</text:p></table:table-cell>" \
               "<table:table-cell table:formula='of:=1+1'/><table:table-cell table:number-columns-repeated='16000'/>")
#define OTHERS "<table:table-row table:number-rows-repeated='3'>" CELL ("Bo") \
               "<table:table-cell table:number-columns-repeated='1' office:value-type='float' office:value='2'/>" \
               "<table:table-cell table:number-columns-repeated='2'/>" \
               "<table:table-cell office:value-type='string' office:string-value='' calcext:value-type='error'><text:p>#N/A</text:p></table:table-cell>" \
               "<table:table-cell office:value-type='string' calcext:value-type='error'><text:p>#DIV/0!</text:p></table:table-cell>" \
               NUMBER ("0.25") "</table:table-row>"
#define BLANKS "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row>"
/* clang-format on */

static void
test_open_document (void)
{
  g_autoptr (GBytes) bytes =
      make_ods (ODS (NOTES "<table:table table:name='One'><table:table-column/>" HEADS FIRST OTHERS BLANKS
                           "</table:table>"),
                "<manifest><file-entry/></manifest>");
  g_autofree char *text = read_text (bytes, "a.ods", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_named (bytes, "a.ods", "One", NULL, &error);

  g_assert_cmpstr (text, ==,
                   "who,size,when,ok,time,gap,half\n"
                   "Ann  B. C,1.5,2024-03-01,TRUE,0.25,,0.5\n"
                   "Bo,2,,,,,0.25\nBo,2,,,,,0.25\nBo,2,,,,,0.25\n");
  g_assert_no_error (error);
  g_assert_nonnull (strstr (wf_table_get_notes (table)[0], "1 cell with the error of a formula"));
  g_assert_nonnull (strstr (wf_table_get_notes (table)[1], "1 cell is missing whose formula has no result"));
}

/* Times are parts of a day, as in Excel, also those beyond one; what is none stays what it is. */
static void
test_times (void)
{
  g_autoptr (GBytes) bytes = make_ods (
      ODS ("<table:table>" ROW (CELL ("a") CELL ("b")) ROW (TIME ("PT12H30M00.0S") TIME ("-PT36H00M00S"))
               ROW (TIME ("PT45M") TIME ("P1DT6H")) ROW (TIME ("PT27S") TIME ("PT0S")) "</table:table>"),
      NULL);
  g_autoptr (GBytes) others =
      make_ods (ODS ("<table:table>" ROW (CELL ("a") CELL ("b")) ROW (TIME ("P1M") TIME ("12:00"))
                         ROW (TIME ("PT1H2") TIME ("PT1D")) "</table:table>"),
                NULL);
  g_autofree char *text = read_text (bytes, "a.ods", NULL);
  g_autofree char *words = read_text (others, "a.ods", NULL);

  g_assert_cmpstr (text, ==, "a,b\n0.5208333333333334,-1.5\n0.03125,1.25\n0.0003125,0\n");
  g_assert_cmpstr (words, ==, "a,b\nP1M,12:00\nPT1H2,PT1D\n");
}

#define STYLE(name, display)                                                                                 \
  "<style:style style:name='" name "' style:family='table'><style:table-properties table:display='" display  \
  "'/></style:style>"
#define STYLED(name, style, cells)                                                                           \
  "<table:table table:name='" name "' table:style-name='" style "'>" cells "</table:table>"

/* A sheet is hidden by its style; LibreOffice keeps what it needs of other files in such ones. */
static void
test_hidden (void)
{
  g_autoptr (GBytes) bytes = make_ods (
      ODS (STYLE ("s1", "true") STYLE ("s2", "false")
               STYLED ("Secret", "s2", ROW (CELL ("a") CELL ("b")) ROW (NUMBER ("1") NUMBER ("2")))
                   STYLED ("Shown", "s1", ROW (CELL ("c") CELL ("d")) ROW (NUMBER ("3") NUMBER ("4")))
                       STYLED ("Other", "s3", ROW (CELL ("e") CELL ("f")) ROW (NUMBER ("5") NUMBER ("6")))),
      NULL);
  g_autofree char *first = read_text (bytes, "a.ods", NULL);
  g_autofree char *hidden = read_text (bytes, "a.ods", "Secret");
  g_autofree char *other = read_text (bytes, "a.ods", "Other");

  g_assert_cmpstr (first, ==, "c,d\n3,4\n");
  g_assert_cmpstr (hidden, ==, "a,b\n1,2\n");
  g_assert_cmpstr (other, ==, "e,f\n5,6\n");
  check_refused (bytes, "a.ods", "None", WF_ERROR_DATA, "it has “Shown”, “Other”, “Secret”");
}

/* A cell that stands for several, and nothing but blank rows between two others. */
/* clang-format off */
#define THREE  ROW ("<table:table-cell table:number-columns-repeated='3' office:value-type='float' office:value='4'/>")
#define BLANK  "<table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='9'/></table:table-row>"
/* clang-format on */

static void
test_repeats (void)
{
  g_autoptr (GBytes) bytes =
      make_ods (ODS ("<table:table table:name='One'>" ROW (CELL ("a") CELL ("b") CELL (
                    "c")) "<table:table-row table:number-rows-repeated='5'/>" THREE BLANK
                         ROW (NUMBER ("1") NUMBER ("2") NUMBER ("3.5")) "</table:table>"),
                NULL);
  g_autofree char *text = read_text (bytes, "a.ods", NULL);

  g_assert_cmpstr (text, ==, "a,b,c\n4,4,4\n1,2,3.5\n");
}

/* ---- the same table in each ---- */

static void
append_cell (GString *excel, GString *document, GString *csv, GRand *rand, gsize column)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (column > 0)
    g_string_append_c (csv, ',');
  if (column > 0 && g_rand_double (rand) < 0.1) /* a blank row would be none */
    {
      g_string_append (document, "<table:table-cell/>");
      return;
    }
  if (column == 2)
    {
      int level = g_rand_int_range (rand, 0, 3);

      g_string_append_printf (csv, "level %d", level);
      g_string_append_printf (document, CELL ("level %d"), level);
      g_string_append_printf (excel, "<c r='%c%%d' t='s'><v>%d</v></c>", (char) ('A' + column), level);
      return;
    }
  g_ascii_dtostr (number, sizeof number, g_rand_double_range (rand, -1e6, 1e6));
  g_string_append (csv, number);
  g_string_append_printf (document, NUMBER ("%s"), number);
  g_string_append_printf (excel, "<c r='%c%%d'><v>%s</v></c>", (char) ('A' + column), number);
}

static void
assert_same (GBytes *bytes, const char *name, const char *csv)
{
  g_autofree char *text = read_text (bytes, name, NULL);
  g_autoptr (GBytes) plain = g_bytes_new (csv, strlen (csv));
  g_autofree char *expected = read_text (plain, "a.csv", NULL);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_same (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 20; round++)
    {
      g_autoptr (GString) excel = g_string_new ("<worksheet><sheetData><row r='1'><c r='A1' "
                                                "t='inlineStr'><is><t>a</t></is></c><c t='inlineStr'><is>"
                                                "<t>b</t></is></c><c t='inlineStr'><is><t>c</t></is></c><c "
                                                "t='inlineStr'><is><t>d</t></is></c></row>");
      g_autoptr (GString) document = g_string_new (NULL);
      g_autoptr (GString) csv = g_string_new ("a,b,c,d\n");
      g_autofree char *content = NULL;
      g_autoptr (GBytes) workbook = NULL;
      g_autoptr (GBytes) other = NULL;

      for (int row = 2; row < 200; row++)
        {
          g_autoptr (GString) cells = g_string_new (NULL);
          g_autofree char *number = g_strdup_printf ("%d", row);

          g_string_append (document, "<table:table-row>");
          for (gsize j = 0; j < 4; j++)
            append_cell (cells, document, csv, rand, j);
          g_string_replace (cells, "%d", number, 0);
          g_string_append_printf (excel, "<row r='%d'>%s</row>", row, cells->str);
          g_string_append (document, "</table:table-row>");
          g_string_append_c (csv, '\n');
        }
      g_string_append (excel, "</sheetData></worksheet>");
      content = g_strdup_printf (ODS ("<table:table table:name='x'>" ROW (CELL ("a") CELL ("b") CELL ("c")
                                                                              CELL ("d")) "%s</table:table>"),
                                 document->str);
      workbook = make_workbook (
          excel->str, "<sst><si><t>level 0</t></si><si><t>level 1</t></si><si><t>level 2</t></si></sst>",
          NULL);
      other = make_ods (content, NULL);
      assert_same (workbook, "a.xlsx", csv->str);
      assert_same (other, "a.ods", csv->str);
    }
}

/* ---- what is damaged, or made to harm ---- */

static void
check_sheet (const char *sheet, int code, const char *words)
{
  g_autoptr (GBytes) bytes = make_workbook (sheet, STRINGS, NULL);

  check_refused (bytes, "a.xlsx", NULL, code, words);
}

static void
test_damaged (void)
{
  check_sheet (SHEET ("<row r='1'><c r='A1' t='s'><v>6</v></c></row>"), WF_ERROR_PARSE,
               "a.xlsx: row 1 of the sheet refers to text 6, which isn’t there");
  check_sheet (SHEET ("<row r='1'><c r='A1' t='s'><v>-1</v></c></row>"), WF_ERROR_PARSE, "refers to text -1");
  check_sheet (SHEET ("<row r='1'><c r='1A'><v>6</v></c></row>"), WF_ERROR_PARSE,
               "row 1 of the sheet has a cell at “1A”, which is no place");
  check_sheet (SHEET ("<row r='1'><c r='AAAA1'><v>6</v></c></row>"), WF_ERROR_PARSE, "a cell at “AAAA1”");
  check_sheet (SHEET ("<row r='2'><c><v>1</v></c></row><row r='2'><c><v>1</v></c></row>"), WF_ERROR_PARSE,
               "row 2 of the sheet stands behind row 2");
  check_sheet (SHEET ("<row r='2'><c r='B2'><v>1</v></c><c r='A2'><v>1</v></c></row>"), WF_ERROR_PARSE,
               "row 2 of the sheet has its cells out of order");
  check_sheet (SHEET ("<row r='20000000'><c><v>1</v></c></row>"), WF_ERROR_TOO_LARGE,
               "row 20000000 of the sheet is beyond the limit of 16777216");
  check_sheet (SHEET ("<row r='1'><c><v>1</w></c></row>"), WF_ERROR_PARSE,
               "of its part “xl/worksheets/sheet1.xml” is no well-formed XML");
  check_sheet ("<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" SHEET (""), WF_ERROR_UNSUPPORTED, "declares entities");
  check_sheet (SHEET ("<c><v>7</v></c><row r='1'><c><v>1</v></c></row>"), WF_ERROR_PARSE,
               "row 1 of the sheet stands behind row 1");
  check_sheet (SHEET (""), WF_ERROR_DATA, "a.xlsx holds no cells");
}

/* What is decoded once isn't decoded again by the text about it: the texts' ends would go back. */
static void
test_nested_texts (void)
{
  g_autoptr (GBytes) bytes =
      make_workbook (SHEET ("<row><c t='str'><v>h</v></c><c t='str'><v>i</v></c></row>"
                            "<row><c t='s'><v>0</v></c><c t='s'><v>2</v></c></row>"
                            "<row><c t='s'><v>2</v></c><c t='s'><v>1</v></c></row>"),
                     "<sst><si><si><t>_x005F_x0041_</t></si><t> </t></si><si><t>b</t></si></sst>", NULL);
  g_autofree char *text = read_text (bytes, "a.xlsx", NULL);

  g_assert_cmpstr (text, ==, "h,i\n_x0041_,b\nb,\n");
}

static void
test_no_workbook (void)
{
  const Part binary[] = { { "[Content_Types].xml", TYPES },
                          { "_rels/.rels", RELATIONS (RELATION ("a", "officeDocument", "xl/workbook.bin")) },
                          { "xl/workbook.bin", "x" },
                          PART_END };
  const Part other[] = { { "[Content_Types].xml", TYPES }, { "_rels/.rels", RELATIONS ("") }, PART_END };
  const Part words[] = { { "[Content_Types].xml", TYPES }, { "word/document.xml", "x" }, PART_END };
  const Part hollow[] = { { "[Content_Types].xml", TYPES },
                          { "_rels/.rels", ROOT },
                          { "xl/workbook.xml", ONE_SHEET },
                          { "xl/_rels/workbook.xml.rels", ONE_RELATION },
                          PART_END };
  const Part archive[] = { { "a.txt", "a,b\n1,2\n" }, PART_END };
  g_autoptr (GBytes) binary_bytes = make_archive (binary, NULL);
  g_autoptr (GBytes) other_bytes = make_archive (other, NULL);
  g_autoptr (GBytes) words_bytes = make_archive (words, NULL);
  g_autoptr (GBytes) hollow_bytes = make_archive (hollow, NULL);
  g_autoptr (GBytes) archive_bytes = make_archive (archive, NULL);

  check_refused (binary_bytes, "a.xlsb", NULL, WF_ERROR_UNSUPPORTED, "binary workbook of Excel (.xlsb)");
  check_refused (other_bytes, "a.xlsx", NULL, WF_ERROR_UNSUPPORTED, "a.xlsx is no workbook of Excel");
  check_refused (words_bytes, "a.docx", NULL, WF_ERROR_UNSUPPORTED, "a ZIP archive that is no spreadsheet");
  check_refused (hollow_bytes, "a.xlsx", NULL, WF_ERROR_PARSE,
                 "its part “xl/worksheets/sheet1.xml” is damaged");
  check_refused (archive_bytes, "a.zip", NULL, WF_ERROR_UNSUPPORTED, "a ZIP archive that is no spreadsheet");
}

static void
test_protected (void)
{
  const Part parts[] = { { "xl/workbook.xml", ONE_SHEET }, { "_rels/.rels", ROOT }, PART_END };
  g_autoptr (GBytes) archive = make_archive (parts, "secret");
  g_autoptr (GBytes) document =
      make_ods ("\x01\x02", "<manifest><file-entry><encryption-data/></file-entry></manifest>");

  check_refused (archive, "a.xlsx", NULL, WF_ERROR_UNSUPPORTED, "a.xlsx is protected by a password");
  check_refused (document, "a.ods", NULL, WF_ERROR_UNSUPPORTED, "a.ods is protected by a password");
}

/* Whatever a byte becomes, and wherever the file ends, there is a table or an error. */
static void
test_changed (void)
{
  g_autoptr (GBytes) workbook = make_sheets ();
  g_autoptr (GBytes) document =
      make_ods (ODS ("<table:table>" ROW (CELL ("a") CELL ("b")) ROW (NUMBER ("1")) "</table:table>"), NULL);
  GBytes *files[] = { workbook, document };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (gsize file = 0; file < G_N_ELEMENTS (files); file++)
    for (int round = 0; round < 2000; round++)
      {
        gsize length;
        const char *data = g_bytes_get_data (files[file], &length);
        gsize n = round % 4 == 0 ? (gsize) g_rand_int_range (rand, 4, (gint32) length) : length;
        char *copy = g_memdup2 (data, n);
        g_autoptr (GBytes) bytes = g_bytes_new_take (copy, n);
        g_autoptr (GError) error = NULL;
        g_autoptr (WfTable) table = NULL;

        for (int i = round % 3; i >= 0; i--)
          copy[g_rand_int_range (rand, 0, (gint32) n)] = (char) g_rand_int_range (rand, 0, 256);
        table = read_named (bytes, file == 0 ? "a.xlsx" : "a.ods", NULL, NULL, &error);
        g_assert_true ((table == NULL) == (error != NULL));
      }
}

/* behind the element that begins there */
static const char *
find_end (const char *element)
{
  int depth = 0;
  const char *p = element;

  do
    {
      gboolean is_end = p[1] == '/';

      p = strchr (p, '>');
      depth += is_end ? -1 : p[-1] != '/';
      p = depth > 0 ? strchr (p, '<') : p + 1;
    }
  while (depth > 0);
  return p;
}

/* a random tag but the first; a whole element: one that begins there */
static gsize
pick_tag (const GString *xml, GRand *rand, gboolean is_whole)
{
  for (;;)
    {
      gsize i = (gsize) g_rand_int_range (rand, 1, (gint32) xml->len);

      if (xml->str[i] == '<' && !(is_whole && xml->str[i + 1] == '/'))
        return i;
    }
}

/* one element less, once more at another place, or with another figure: XML still */
static void
change_xml (GString *xml, GRand *rand)
{
  gsize start = pick_tag (xml, rand, TRUE);
  g_autofree char *element =
      g_strndup (xml->str + start, (gsize) (find_end (xml->str + start) - (xml->str + start)));

  switch (g_rand_int_range (rand, 0, 4))
    {
      case 0:
        if (4 * strlen (element) < xml->len) /* something is left */
          g_string_erase (xml, (gssize) start, (gssize) strlen (element));
        break;
      case 1:
        for (gsize i = start; xml->str[i] != '\0'; i++)
          if (g_ascii_isdigit (xml->str[i]))
            {
              xml->str[i] = (char) ('0' + g_rand_int_range (rand, 0, 10));
              break;
            }
        break;
      default:
        g_string_insert (xml, (gssize) pick_tag (xml, rand, FALSE), element);
        break;
    }
}

/* Whatever stands in whatever, there is a table or an error. */
static void
test_changed_parts (void)
{
  static const char *const texts[] = {
    SHEET ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
           "<row r='3'><c r='A3'><f>1</f><v>2</v></c><c t='inlineStr'><is><t>x</t></is></c></row>"
           "<row><c s='1'><v>45352</v></c><c r='B4' t='b'><v>1</v></c></row>"),
    STRINGS, STYLES,
    ODS (STYLE ("s1", "false") STYLED (
        "One", "s1", FIRST OTHERS "<table:table-row table:number-rows-repeated='7'/>" OTHERS BLANKS)
             STYLED ("Two", "s2", HEADS FIRST OTHERS))
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint n_read[2] = { 0 };

  for (int round = 0; round < 2000; round++)
    {
      GString *xml[G_N_ELEMENTS (texts)];
      gboolean is_excel = round % 2 == 0;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        xml[i] = g_string_new (texts[i]);
      for (int i = round % 5; i >= 0; i--)
        change_xml (xml[is_excel ? g_rand_int_range (rand, 0, 3) : 3], rand);
      bytes = is_excel ? make_workbook (xml[0]->str, xml[1]->str, xml[2]->str) : make_ods (xml[3]->str, NULL);
      table = read_named (bytes, is_excel ? "a.xlsx" : "a.ods", NULL, NULL, &error);
      g_assert_true ((table == NULL) == (error != NULL));
      n_read[is_excel] += table != NULL;
      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        g_string_free (xml[i], TRUE);
    }
  g_assert_cmpuint (MIN (n_read[0], n_read[1]), >, 200);
}

/* A few bytes that stand for more than there is room for. */
static void
test_bombs (void)
{
  g_autoptr (GBytes) columns =
      make_ods (ODS ("<table:table>" ROW (
                    "<table:table-cell table:number-columns-repeated='200000' office:value-type='float' "
                    "office:value='1'/>") "</table:table>"),
                NULL);
  g_autoptr (GBytes) cells =
      make_ods (ODS ("<table:table><table:table-row table:number-rows-repeated='16000000'><table:table-cell "
                     "table:number-columns-repeated='90000' office:value-type='float' "
                     "office:value='1'/></table:table-row>"
                     "</table:table>"),
                NULL);
  g_autofree char *blanks = g_strnfill (100 << 20, ' ');
  g_autoptr (GBytes) packed = make_ods (blanks, NULL);
  gint64 start = g_get_monotonic_time ();

  check_refused (columns, "a.ods", NULL, WF_ERROR_TOO_LARGE,
                 "a.ods has 100001 columns; the limit is 100000. Are rows and columns exchanged?");
  check_refused (cells, "a.ods", NULL, WF_ERROR_TOO_LARGE, "a.ods: the sheet needs more than the limit of");
  check_refused (packed, "a.ods", NULL, WF_ERROR_TOO_LARGE,
                 "unpacks to more than the limit of 200 times its size");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

/* the element so often */
static char *
repeat (const char *element, gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, element);
  return g_string_free (text, FALSE);
}

/* What cells share, blanks, spaces and values that are declared once, all of them in place of more. */
static void
test_multiples (void)
{
  g_autofree char *blanks = g_strnfill (8 << 20, ' ');
  g_autofree char *letters = g_strnfill (1 << 20, 'x');
  g_autofree char *blank_text = g_strdup_printf ("<sst><si><t>%s</t></si></sst>", blanks);
  g_autofree char *long_text = g_strdup_printf ("<sst><si><t>%s</t></si></sst>", letters);
  g_autofree char *shared = repeat ("<c t='s'><v>0</v></c>", 50000);
  g_autofree char *sheet = g_strdup_printf (SHEET ("<row>%s</row>"), shared);
  g_autofree char *spaces = repeat ("<text:s text:c='2000000000'/>", 4000);
  g_autofree char *content =
      g_strdup_printf (ODS ("<table:table>" ROW (CELL ("%s")) "</table:table>"), spaces);
  g_autofree char *last =
      repeat (ROW ("<table:table-cell table:number-columns-repeated='9999'/>" NUMBER ("1")), 9000);
  g_autofree char *wide = g_strdup_printf (
      ODS ("<table:table>" ROW (
          "<table:table-cell table:number-columns-repeated='10000' office:value='1'/>") "%s</table:table>"),
      last);
  g_autofree char *cells = repeat ("<table:table-cell/>", 50000);
  g_autofree char *declared =
      g_strdup_printf ("<!DOCTYPE x [<!ATTLIST table:table-cell office:value CDATA '%sx'>]>" ODS (
                           "<table:table>" ROW ("%s") "</table:table>"),
                       blanks, cells);
  g_autoptr (GBytes) blank_bytes = make_workbook (sheet, blank_text, NULL);
  g_autoptr (GBytes) long_bytes = make_workbook (sheet, long_text, NULL);
  g_autoptr (GBytes) spaces_bytes = make_ods (content, NULL);
  g_autoptr (GBytes) wide_bytes = make_ods (wide, NULL);
  g_autoptr (GBytes) declared_bytes = make_ods (declared, NULL);
  gint64 start = g_get_monotonic_time ();

  check_refused (blank_bytes, "a.xlsx", NULL, WF_ERROR_DATA, "a.xlsx holds no cells");
  check_refused (long_bytes, "a.xlsx", NULL, WF_ERROR_TOO_LARGE,
                 "the sheet needs more than the limit of 200 times the size of the file");
  check_refused (spaces_bytes, "a.ods", NULL, WF_ERROR_DATA, "a.ods holds no cells");
  check_refused (wide_bytes, "a.ods", NULL, WF_ERROR_TOO_LARGE, "the limit of 200 times");
  check_refused (declared_bytes, "a.ods", NULL, WF_ERROR_UNSUPPORTED, "declares entities or attributes");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_USEC_PER_SEC);
}

/* A cell in the last row of a sheet and a hundred columns in the first ones are no reason to refuse it. */
static void
test_stray (void)
{
  g_autofree char *row = repeat ("<c><v>1.5</v></c>", 100);
  g_autofree char *sheet = g_strdup_printf (
      SHEET ("<row>%s</row><row>%s</row><row r='1048576'><c r='A1048576'><v>2</v></c></row>"), row, row);
  g_autoptr (GBytes) bytes = make_workbook (sheet, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_named (bytes, "a.xlsx", NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_table_get_n_rows (table), ==, 3);
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 100);
}

static gpointer
cancel (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet><sheetData>");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  GThread *thread;
  gboolean is_cancelled = FALSE;
  gint64 start;

  for (int i = 0; i < 200000; i++)
    g_string_append_printf (sheet, "<row><c><v>%d</v></c><c><v>%d.5</v></c><c><v>%d</v></c></row>", i, i,
                            i % 7);
  g_string_append (sheet, "</sheetData></worksheet>");
  bytes = make_workbook (sheet->str, NULL, NULL);
  thread = g_thread_new ("cancel", cancel, cancellable);
  start = g_get_monotonic_time ();
  while (!is_cancelled)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTable) table = read_named (bytes, "a.xlsx", NULL, progress, &error);

      is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/sheets/excel", test_excel);
  g_test_add_func ("/formats/sheets/own-formats", test_own_formats);
  g_test_add_func ("/formats/sheets/flat", test_flat);
  g_test_add_func ("/formats/sheets/date-codes", test_date_codes);
  g_test_add_func ("/formats/sheets/dates", test_dates);
  g_test_add_func ("/formats/sheets/choice", test_choice);
  g_test_add_func ("/formats/sheets/preview", test_preview);
  g_test_add_func ("/formats/sheets/open-document", test_open_document);
  g_test_add_func ("/formats/sheets/times", test_times);
  g_test_add_func ("/formats/sheets/hidden", test_hidden);
  g_test_add_func ("/formats/sheets/repeats", test_repeats);
  g_test_add_func ("/formats/sheets/same", test_same);
  g_test_add_func ("/formats/sheets/damaged", test_damaged);
  g_test_add_func ("/formats/sheets/nested-texts", test_nested_texts);
  g_test_add_func ("/formats/sheets/no-workbook", test_no_workbook);
  g_test_add_func ("/formats/sheets/protected", test_protected);
  g_test_add_func ("/formats/sheets/changed", test_changed);
  g_test_add_func ("/formats/sheets/changed-parts", test_changed_parts);
  g_test_add_func ("/formats/sheets/bombs", test_bombs);
  g_test_add_func ("/formats/sheets/multiples", test_multiples);
  g_test_add_func ("/formats/sheets/stray", test_stray);
  g_test_add_func ("/formats/sheets/cancel", test_cancel);
  return g_test_run ();
}
