/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/features-private.h"
#include "core/attribute/profile.h"

G_BEGIN_DECLS

struct _WfProfile
{
  char *name;
  char *note;
  double weights[WF_N_FEATURES];
};

G_END_DECLS
