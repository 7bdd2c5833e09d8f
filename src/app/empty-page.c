/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/empty-page.h"
#include "app/story-picture.h"

struct _WfEmptyPage
{
  GtkWidget parent_instance;

  GtkImage *picture;
  GtkLabel *hint;
  GtkWidget *recent_heading;
  GtkFlowBox *recent;
  GtkFlowBox *stories;
};

G_DEFINE_FINAL_TYPE (WfEmptyPage, wf_empty_page, GTK_TYPE_WIDGET)

typedef struct
{
  const char *sample;
  const char *graph; /* opened with it; NULL = none */
  const char *view;  /* of the page, in the end; NULL = as for any file */
  const char *title;
  const char *words;
  WfStory picture;
} Story;

static const Story stories[] = {
  { "failed-run.json", NULL, NULL, N_ ("Why did the run fail?"), N_ ("Find the step that went wrong"),
    WF_STORY_RUN },
  { "web-service.csv", NULL, NULL, N_ ("What does it do if I set it?"), N_ ("Learn a graph, set a variable"),
    WF_STORY_SET },
  { "smoking-tar-cancer.csv", "smoking-tar-cancer.dot", "diagram", N_ ("Does smoking cause cancer?"),
    N_ ("Something is hidden; cut a wire"), WF_STORY_CUT },
};

#define MAX_RECENT 3

static guint open_files_signal;

GFile *
wf_empty_page_find_sample (const char *name)
{
  static const char *const folders[] = { PKGDATADIR "/samples", SOURCEDIR "/data/samples" };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folders[i], name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_file_new_for_path (path);
    }
  return NULL;
}

static void
on_card_clicked (GtkButton *button, WfEmptyPage *self)
{
  g_signal_emit (self, open_files_signal, 0, g_object_get_data (G_OBJECT (button), "files"),
                 g_object_get_data (G_OBJECT (button), "view"));
}

/* files: opened by a click, in their order; view: nullable, static */
static GtkWidget *
card_new (WfEmptyPage *self,
          GListStore *files,
          const char *view,
          const char *style,
          GtkWidget *child,
          const char *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, style);
  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "view", (gpointer) view);
  g_object_set_data_full (G_OBJECT (button), "files", g_object_ref (files), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_card_clicked), self);
  return button;
}

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

/* the flow box' own children must not take the focus: the cards do */
static void
add_card (GtkFlowBox *box, GtkWidget *card)
{
  gtk_flow_box_append (box, card);
  gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE);
}

static void
add_story (WfEmptyPage *self, const Story *story)
{
  g_autoptr (GFile) file = wf_empty_page_find_sample (story->sample);
  g_autoptr (GFile) graph = story->graph != NULL ? wf_empty_page_find_sample (story->graph) : NULL;
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GtkWidget *box, *text, *words;

  if (file == NULL || (story->graph != NULL && graph == NULL))
    return;
  g_list_store_append (files, file);
  if (graph != NULL)
    g_list_store_append (files, graph);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (box), wf_story_picture_new (story->picture));
  gtk_widget_add_css_class (text, "story-text");
  gtk_box_append (GTK_BOX (text), label_new (_ (story->title), "heading"));
  words = label_new (_ (story->words), "caption");
  gtk_widget_add_css_class (words, "dim-label");
  gtk_box_append (GTK_BOX (text), words);
  gtk_box_append (GTK_BOX (box), text);
  add_card (self->stories, card_new (self, files, story->view, "story", box, _ (story->title)));
}

static gint
compare_visited (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_visited ((GtkRecentInfo *) b),
                              gtk_recent_info_get_visited ((GtkRecentInfo *) a));
}

static void
add_recent (WfEmptyPage *self, GtkRecentInfo *info)
{
  g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *place = folder ? g_file_get_parse_name (folder) : g_strdup ("");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *where = label_new (place, "caption");

  g_list_store_append (files, file);
  gtk_widget_add_css_class (where, "dim-label");
  gtk_box_append (GTK_BOX (box), label_new (gtk_recent_info_get_display_name (info), "heading"));
  gtk_box_append (GTK_BOX (box), where);
  add_card (self->recent,
            card_new (self, files, NULL, "recent-file", box, gtk_recent_info_get_display_name (info)));
}

static void
fill_recent (WfEmptyPage *self)
{
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint n = 0;

  items = g_list_sort (items, compare_visited);
  for (GList *l = items; l && n < MAX_RECENT; l = l->next)
    if (gtk_recent_info_has_application (l->data, APPLICATION_ID) && gtk_recent_info_exists (l->data))
      {
        add_recent (self, l->data);
        n++;
      }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->recent), n > 0);
  gtk_widget_set_visible (self->recent_heading, n > 0);
}

static void
wf_empty_page_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wf_empty_page_parent_class)->dispose (object);
}

static void
wf_empty_page_class_init (WfEmptyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_empty_page_dispose;
  open_files_signal = g_signal_new ("open-files", WF_TYPE_EMPTY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_LIST_MODEL, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/empty-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WfEmptyPage, picture);
  gtk_widget_class_bind_template_child (widget_class, WfEmptyPage, hint);
  gtk_widget_class_bind_template_child (widget_class, WfEmptyPage, recent_heading);
  gtk_widget_class_bind_template_child (widget_class, WfEmptyPage, recent);
  gtk_widget_class_bind_template_child (widget_class, WfEmptyPage, stories);
}

static void
wf_empty_page_init (WfEmptyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_image_set_from_resource (self->picture, RESOURCE_PATH "/wherefore.svg");
  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++)
    add_story (self, &stories[i]);
  fill_recent (self);
}

void
wf_empty_page_set_hint (WfEmptyPage *self, const char *hint)
{
  g_return_if_fail (WF_IS_EMPTY_PAGE (self));

  gtk_label_set_text (self->hint,
                      hint ? hint
                           : _ ("Drop a table, a graph, a model, a log or a project anywhere in the window"));
}
