/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/profile-private.h"
#include "core/attribute/shape-private.h"
#include "core/base/error.h"
#include "profiles-resources.h"

#define RESOURCES "/io/github/wherefore/profiles/"
#define ANY       "default"

static const char *const names[] = { ANY, "group-chat", "orchestrated", "prior", NULL };

typedef WfProfile *Shipped[G_N_ELEMENTS (names) - 1];

static WfProfile *
load (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, ".profile", NULL);
  g_autofree char *file = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (wf_profiles_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autoptr (WfSource) source = NULL;
  WfProfile *profile = NULL;

  if (bytes != NULL)
    {
      source = wf_source_new (bytes, file);
      profile = wf_profile_read (source, &error);
    }
  if (profile == NULL)
    g_error ("%s", error->message); /* built in: a test reads them all */
  return profile;
}

/* Parsed once, then only read. */
static WfProfile *
get_shipped (gsize index)
{
  static Shipped shipped;
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      for (gsize i = 0; names[i] != NULL; i++)
        shipped[i] = g_str_equal (names[i], "prior") ? wf_profile_new_prior () : load (names[i]);
      g_once_init_leave (&done, 1);
    }
  return shipped[index];
}

/* Returns: (transfer full) (nullable) */
static WfProfile *
find (const char *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_equal (name, names[i]))
      return wf_profile_ref (get_shipped (i));
  return NULL;
}

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
  WfProfile *found;

  g_return_val_if_fail (name != NULL, NULL);

  found = find (name);
  if (found != NULL)
    return found;
  known = g_strjoinv (", ", (char **) names);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("There is no profile “%s”, nor a file of that name; there are %s"), name, known);
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
  WfProfile *found;

  g_return_val_if_fail (trace != NULL, NULL);

  found = find (wf_shape_get_id (wf_shape_of_trace (trace)));
  return found != NULL ? found : find (ANY);
}
