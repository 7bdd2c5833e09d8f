/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How much room the window has: see the design's measures. */
typedef enum
{
  WF_ROOM_WIDE,   /* both panes beside the content */
  WF_ROOM_MEDIUM, /* below 900: the left pane lies over the content */
  WF_ROOM_SMALL,  /* below 720: both do */
  WF_ROOM_NARROW, /* below 500: the right pane comes from the bottom */
} WfRoom;

WfRoom wf_room_for_width (int width);

/*
 * WfPanes: content with a pane at either side. "show-start" and "show-end" are properties; a pane that lies over the
 * content starts hidden and remembers what it was when there is room again.
 */
#define WF_TYPE_PANES (wf_panes_get_type ())
G_DECLARE_FINAL_TYPE (WfPanes, wf_panes, WF, PANES, GtkWidget)

/* start and end nullable; their widths are requests */
GtkWidget *wf_panes_new (GtkWidget *start, int start_width, GtkWidget *content, GtkWidget *end, int end_width);
/* the end pane lies over the content: showing it hides something */
GtkWidget *wf_panes_get_start (WfPanes *self); /* the pane as given; nullable */
GtkWidget *wf_panes_get_content (WfPanes *self);
gboolean wf_panes_is_end_folded (WfPanes *self);
void wf_panes_set_room (WfPanes *self, WfRoom room);

G_END_DECLS
