/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/graph/knowledge.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;
  guint tier;      /* + 1; 0 = in none */
  guint n_uses;    /* tiers and ends of arrows that name it */
} WfKnownName;

/* An arrow by positions among the names. */
typedef struct
{
  guint    from, to;
  guint    order;       /* of what was said */
  gboolean is_single;   /* said by itself, not only by a group */
} WfKnownArrow;

typedef struct
{
  WfArrowRule rule;
  GArray     *from, *to;   /* of guint */
} WfKnownGroup;

struct _WfKnowledge
{
  GPtrArray  *names;          /* of WfKnownName, in the order of first mention */
  GHashTable *positions;      /* name -> position + 1 */
  GHashTable *closed_tiers;   /* set of tier + 1 */
  GHashTable *forbidden;      /* set of WfKnownArrow */
  GHashTable *required;
  GPtrArray  *groups;         /* of WfKnownGroup */
  guint       n_said;
};

static inline const WfKnownName *
wf_knowledge_name (WfKnowledge *self, guint position)
{
  return g_ptr_array_index (self->names, position);
}

/* -1 = never mentioned */
gssize     wf_knowledge_find        (WfKnowledge *self, const char *name);
/* of const WfKnownArrow *, in the order they were said */
GPtrArray *wf_knowledge_sort_arrows (GHashTable *arrows);

G_END_DECLS
