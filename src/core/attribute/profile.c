/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/profile-private.h"

G_DEFINE_BOXED_TYPE (WfProfile, wf_profile, wf_profile_ref, wf_profile_unref)

static void
profile_clear (gpointer data)
{
  WfProfile *self = data;

  g_free (self->name);
  g_free (self->note);
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
 * wf_profile_new_prior:
 *
 * The counts of its note are those of the test of blame on the public part of Who&When.
 *
 * Returns: (transfer full): the profile "prior": tier 1 with every weight 0, so that only the place of a step
 * counts
 */
WfProfile *
wf_profile_new_prior (void)
{
  WfProfile *self = g_atomic_rc_box_new0 (WfProfile);

  self->name = g_strdup ("prior");
  self->note = g_strdup (
      _ ("Fixed prior, no trained profile: about as good as always blaming the first worker step. On public "
         "logs of failed runs (Who&When, generated and hand-crafted) the annotated step was the first "
         "suspect in 27 of 88 and 6 of 40, and among the first three in 51 and 18."));
  return self;
}

/**
 * wf_profile_choose:
 * @trace: a log
 *
 * Returns: (transfer full): the profile for logs of this shape
 */
WfProfile *
wf_profile_choose (WfTrace *trace)
{
  g_return_val_if_fail (trace != NULL, NULL);

  return wf_profile_new_prior ();
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
 * wf_profile_get_note:
 * @self: a profile
 *
 * Returns: what it can and can't do, in a sentence or two
 */
const char *
wf_profile_get_note (WfProfile *self)
{
  return self->note;
}
