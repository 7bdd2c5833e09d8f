/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Where in the text of a document a value is. json-glib forgets it; so when there is something to tell, the
 * text, which was found to be JSON, is walked once more. */

#include "config.h"

#include <string.h>

#include "core/base/json-scan-private.h"

typedef struct
{
  const char *at, *end;
} Walk;

static void
skip_space (Walk *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

static void
skip_string (Walk *self)
{
  for (self->at++; self->at < self->end && *self->at != '"'; self->at++)
    if (*self->at == '\\')
      self->at++;
  self->at = MIN (self->at + 1, self->end);
}

/* without recursion, as deep as it may be */
static void
skip_value (Walk *self)
{
  gsize depth = 0;

  do
    switch (*self->at)
      {
        case '"':
          skip_string (self);
          break;
        case '[':
        case '{':
          depth++;
          self->at++;
          break;
        case ']':
        case '}':
          depth--;
          self->at++;
          break;
        default:
          self->at++;
          while (self->at < self->end && strchr ("\"[]{},:", *self->at) == NULL &&
                 !g_ascii_isspace (*self->at))
            self->at++;
      }
  while (depth > 0 && self->at < self->end);
}

/* the name with its quotes at which the walk stands; steps behind it */
static gboolean
is_name (Walk *self, const char *name)
{
  const char *start = self->at;
  gsize length;

  skip_string (self);
  length = (gsize) (self->at - start);
  if (memchr (start, '\\', length) == NULL)
    return length == strlen (name) + 2 && memcmp (start + 1, name, length - 2) == 0;
  else
    {
      g_autoptr (JsonNode) node = wf_json_parse (start, (gssize) length, "", NULL);

      return node != NULL && g_strcmp0 (json_node_get_string (node), name) == 0;
    }
}

/* The walk stands at the opening bracket. NULL = there is no such member or element. Of members of one name
 * json-glib takes the last. */
static const char *
find_inside (Walk *self, const WfJsonPlace *place)
{
  char bracket = *self->at;
  const char *found = NULL;

  if (bracket != (place->name != NULL ? '{' : '['))
    return NULL;
  self->at++;
  for (guint i = 0; self->at < self->end; i++)
    {
      gboolean is_meant = place->name == NULL && i == place->index;

      skip_space (self);
      if (self->at == self->end || *self->at == ']' || *self->at == '}')
        return found;
      if (bracket == '{')
        {
          is_meant = is_name (self, place->name);
          skip_space (self);
          self->at++; /* the colon */
          skip_space (self);
        }
      if (is_meant)
        found = self->at;
      if (is_meant && bracket == '[')
        return found;
      skip_value (self);
      skip_space (self);
      if (self->at < self->end && *self->at == ',')
        self->at++;
    }
  return found;
}

static const char *
find (const WfJsonPlace *document, const WfJsonPlace *place)
{
  Walk walk = { document->text, document->text + document->length };
  const char *outer, *inner;

  if (place == document)
    {
      skip_space (&walk);
      return walk.at;
    }
  outer = find (document, place->parent);
  walk.at = outer;
  inner = outer < walk.end ? find_inside (&walk, place) : NULL;
  return inner != NULL ? inner : outer;
}

gsize
wf_json_locate (const WfJsonPlace *document, const WfJsonPlace *place)
{
  return (gsize) (find (document, place) - document->text);
}
