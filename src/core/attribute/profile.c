/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/profile-private.h"

G_DEFINE_BOXED_TYPE (WfProfile, wf_profile, wf_profile_ref, wf_profile_unref)

static void
profile_clear (gpointer data)
{
  WfProfile *self = data;

  g_free (self->name);
  g_free (self->framework);
  g_free (self->origin);
  g_free (self->command);
  g_free (self->version);
  g_free (self->labels);
  g_free (self->note);
}

WfProfile *
wf_profile_new_empty (void)
{
  WfProfile *self = g_atomic_rc_box_new0 (WfProfile);

  self->name = g_strdup ("");
  self->framework = g_strdup ("");
  self->origin = g_strdup ("");
  self->command = g_strdup ("");
  self->version = g_strdup ("");
  self->labels = g_strdup ("");
  self->tier = 1;
  for (int f = 0; f < WF_N_FEATURES; f++)
    self->sd[f] = 1;
  return self;
}

/**
 * wf_profile_ref:
 * @self: a profile
 *
 * Returns: (transfer full): @self with one more reference
 */
WfProfile *
wf_profile_ref (WfProfile *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_profile_unref:
 * @self: (transfer full): a profile
 *
 * Drops a reference.
 */
void
wf_profile_unref (WfProfile *self)
{
  g_atomic_rc_box_release_full (self, profile_clear);
}

/**
 * wf_profile_get_name:
 * @self: a profile
 *
 * Returns: its name, "prior" for the fixed prior
 */
const char *
wf_profile_get_name (WfProfile *self)
{
  return self->name;
}

/**
 * wf_profile_get_framework:
 * @self: a profile
 *
 * Returns: the shape of log it was trained for, "group-chat" or "orchestrated"; "" for any
 */
const char *
wf_profile_get_framework (WfProfile *self)
{
  return self->framework;
}

/**
 * wf_profile_get_note:
 * @self: a profile
 *
 * Returns: what it can and can't do, in a sentence or two, with the figures of its cross-validation
 */
const char *
wf_profile_get_note (WfProfile *self)
{
  return self->note;
}

/**
 * wf_profile_get_tier:
 * @self: a profile
 *
 * Returns: 1 (any framework: prior and features standardised within the log) or 2 (the framework it was
 * trained on)
 */
guint
wf_profile_get_tier (WfProfile *self)
{
  return self->tier;
}

/**
 * wf_profile_get_lambda:
 * @self: a profile
 *
 * Returns: the penalty on the squared weights it was trained with; 0 when it was not trained
 */
double
wf_profile_get_lambda (WfProfile *self)
{
  return self->lambda;
}

/**
 * wf_profile_get_n_logs:
 * @self: a profile
 *
 * Returns: number of labelled logs it was trained on; 0 when it was not trained
 */
gsize
wf_profile_get_n_logs (WfProfile *self)
{
  return self->n_logs;
}

/**
 * wf_profile_get_labels:
 * @self: a profile
 *
 * Returns: SHA-256 of the labels it was trained on, by which one can tell whether a set of logs is the same;
 * "" when it was not trained
 */
const char *
wf_profile_get_labels (WfProfile *self)
{
  return self->labels;
}

/**
 * wf_profile_get_n_weights:
 * @self: a profile
 *
 * Returns: number of features it weighs
 */
gsize
wf_profile_get_n_weights (WfProfile *self)
{
  gsize n = 0;

  for (int f = 0; f < WF_N_FEATURES; f++)
    n += self->is_used[f];
  return n;
}

/**
 * wf_profile_get_weight:
 * @self: a profile
 * @weight: index, below wf_profile_get_n_weights()
 * @feature: (out) (optional) (transfer none): name of the feature
 * @mean: (out) (optional): mean of the feature over the training logs; 0 in tier 1
 * @sd: (out) (optional): its standard deviation; 1 in tier 1
 *
 * Reads one weight.
 *
 * Returns: the weight on the standardised feature
 */
double
wf_profile_get_weight (WfProfile *self, gsize weight, const char **feature, double *mean, double *sd)
{
  int f = 0;

  g_return_val_if_fail (weight < wf_profile_get_n_weights (self), 0);

  while (!self->is_used[f] || weight-- > 0)
    f++;
  if (feature != NULL)
    *feature = wf_feature_names[f];
  if (mean != NULL)
    *mean = self->mean[f];
  if (sd != NULL)
    *sd = self->sd[f];
  return self->weights[f];
}
