/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/formats/formats-private.h"

/* properties of ours; parents must come before their children in the file */
#define WF_XDSL_STATE "wherefore_state_"   /* and the number of the state: its name that is no identifier */
#define WF_XDSL_INDEX "wherefore_index"    /* the place of the node among the variables */

gboolean wf_xdsl_write (WfModel *model, GString *text, GError **error);
