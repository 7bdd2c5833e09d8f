/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/judge-dialog.h"
#include "app/judge-page.h"
#include "app/preferences.h"
#include "app/window-private.h"

static void
open_preferences (WfWindow *self, const char *hint)
{
  GtkWidget *preferences = wf_preferences_new (GTK_WINDOW (self), self->settings);

  wf_preferences_show_judge (WF_PREFERENCES (preferences), hint);
  gtk_window_present (GTK_WINDOW (preferences));
}

/* Nobody is asked until the user names whom, and sees what would be sent. */
void
wf_window_ask_judge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfWindow *self = WF_WINDOW (widget);
  g_autofree char *address = wf_judge_page_dup_setting (self->settings, "judge-address");
  g_autofree char *model = wf_judge_page_dup_setting (self->settings, "judge-model");
  g_autoptr (WfJudgeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (*address == '\0' || *model == '\0')
    {
      open_preferences (self,
                        _ ("To ask a judge, name the address of its server and the model here, close this "
                           "window, and choose “Ask a Judge…” again."));
      return;
    }
  request = wf_judge_request_new (wf_document_get_blame (self->document), address, model, &error);
  if (request == NULL)
    open_preferences (self, error->message);
  else
    gtk_window_present (GTK_WINDOW (wf_judge_dialog_new (GTK_WINDOW (self), self->document, request)));
}
