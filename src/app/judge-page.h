/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* WfJudgePage: the page of the preferences that names a judge. Address and model are keys of the settings; its key is in the keyring. */
#define WF_TYPE_JUDGE_PAGE (wf_judge_page_get_type ())
G_DECLARE_FINAL_TYPE (WfJudgePage, wf_judge_page, WF, JUDGE_PAGE, AdwPreferencesPage)

void  wf_judge_page_set_settings (WfJudgePage *self, GSettings *settings);
/* what brought the user here, above everything else; NULL = nothing */
void  wf_judge_page_set_hint     (WfJudgePage *self, const char *hint);
/* where there is something to fill in */
void  wf_judge_page_focus        (WfJudgePage *self);

/* the address or the model as it counts, without blanks around it (transfer full) */
char *wf_judge_page_dup_setting  (GSettings *settings, const char *key);

G_END_DECLS
