/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/project/project.h"

G_BEGIN_DECLS

#define WF_PROJECT_MAX_FILES 1000 /* a role each */

typedef struct
{
  WfIntervention *intervention;
  gboolean is_active;
} WfProjectWorld;

typedef struct
{
  WfRepair repair;
  gboolean is_active;
} WfProjectRepair;

struct _WfProject
{
  gint64 version;
  char *program;   /* nullable */
  char *path;      /* of the file it was read from, absolute; nullable */
  GPtrArray *files;        /* WfProjectFile */
  GHashTable *relocated;   /* role -> path */
  WfGraph *graph;
  WfGraph *beside;
  WfDiscoveryResult *discovery;
  guint64 seed;
  double seconds;
  char *learned_by; /* nullable */
  WfKnowledge *knowledge;
  GArray *worlds;  /* WfProjectWorld */
  GArray *repairs; /* WfProjectRepair */
  JsonObject *parts;
  GPtrArray *part_names; /* for wf_project_list_parts(); NULL = not listed yet */
};

G_END_DECLS
