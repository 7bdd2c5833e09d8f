/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/report/figure-private.h"

static gboolean
is_network (WfFigure *self)
{
  return self != NULL && self->kind == WF_FIGURE_NETWORK;
}

/**
 * wf_figure_new_network:
 *
 * A picture of things and of arrows between them that is no causal graph: arrows may go both ways between two
 * things, and from a thing back to itself.
 *
 * Returns: (transfer full): a network without nodes
 */
WfFigure *
wf_figure_new_network (void)
{
  WfFigure *self = wf_figure_new (WF_FIGURE_NETWORK);

  self->alt = g_strdup (_ ("A network."));
  return self;
}

/**
 * wf_figure_add_network_node: (skip)
 * @self: a network
 * @node: the node; its strings are copied (%NULL counts as empty)
 *
 * Adds a node after those there are.
 */
void
wf_figure_add_network_node (WfFigure *self, const WfNetworkNode *node)
{
  WfNetworkNode copy;

  g_return_if_fail (is_network (self) && node != NULL);

  copy = *node;
  copy.name = g_strdup (node->name != NULL ? node->name : "");
  copy.caption = g_strdup (node->caption != NULL ? node->caption : "");
  g_array_append_val (self->things, copy);
}

/**
 * wf_figure_get_n_network_nodes:
 * @self: a network
 *
 * Returns: the number of nodes
 */
gsize
wf_figure_get_n_network_nodes (WfFigure *self)
{
  g_return_val_if_fail (is_network (self), 0);
  return self->things->len;
}

/**
 * wf_figure_get_network_node: (skip)
 * @self: a network
 * @i: position of a node
 *
 * Returns: (transfer none): the node; its strings are never %NULL
 */
const WfNetworkNode *
wf_figure_get_network_node (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_network (self) && i < self->things->len, NULL);
  return &g_array_index (self->things, WfNetworkNode, i);
}

/**
 * wf_figure_set_link_text:
 * @self: a network
 * @i: position of a link
 * @text: (nullable): what stands beside it, a few characters
 */
void
wf_figure_set_link_text (WfFigure *self, gsize i, const char *text)
{
  WfFigureLink *link;
  char *copy;

  g_return_if_fail (is_network (self) && i < self->links->len);

  link = &g_array_index (self->links, WfFigureLink, i);
  copy = g_strdup (text);
  g_free (link->text);
  link->text = copy;
}

/**
 * wf_figure_get_link_text:
 * @self: a network
 * @i: position of a link
 *
 * Returns: (transfer none) (nullable): what stands beside it
 */
const char *
wf_figure_get_link_text (WfFigure *self, gsize i)
{
  g_return_val_if_fail (is_network (self) && i < self->links->len, NULL);
  return g_array_index (self->links, WfFigureLink, i).text;
}
