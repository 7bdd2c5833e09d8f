/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  WF_STORY_RUN,
  WF_STORY_SET,
  WF_STORY_CUT,
} WfStory;

/* WfStoryPicture: the small drawing on top of a story's card, in the colours of the style. */
#define WF_TYPE_STORY_PICTURE (wf_story_picture_get_type ())
G_DECLARE_FINAL_TYPE (WfStoryPicture, wf_story_picture, WF, STORY_PICTURE, GtkWidget)

GtkWidget *wf_story_picture_new (WfStory story);

G_END_DECLS
