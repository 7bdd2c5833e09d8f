/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How the table was read, and reading it once more in another way. */

#include "config.h"

#include "app/document-private.h"

WfImport *
wf_document_get_import (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  return self->state->import;
}

GVariant *
wf_document_get_import_params (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  return self->state->import_params;
}

void
wf_document_import (WfDocument *self, GVariant *params)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->import != NULL);
  g_return_if_fail (params != NULL);

  if (!g_variant_equal (params, self->state->import_params))
    wf_document_start_import (self, params);
}
