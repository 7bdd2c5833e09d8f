/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

typedef enum
{
  WF_PARAM_BOOLEAN,
  WF_PARAM_INTEGER,
  WF_PARAM_REAL,
  WF_PARAM_CHOICE,
  WF_PARAM_TEXT,     /* any text; the default is empty */
} WfParamType;

/**
 * WfParam: (skip)
 *
 * One parameter of a descriptor. Command-line options, forms, reports and documentation are made from it.
 * An array of them ends with an entry whose id is NULL.
 */
typedef struct
{
  const char        *id;          /* "alpha": also the option --alpha and the key in a GVariant dictionary */
  const char        *name;        /* N_("Significance level") */
  WfParamType        type;
  double             value;       /* default; for CHOICE the index, for BOOLEAN 0 or 1 */
  double             min, max;    /* inclusive; for INTEGER and REAL */
  const char *const *choices;     /* NULL-terminated ids, for CHOICE */
  const char        *unit;        /* nullable */
  const char        *help;        /* N_("...") one sentence */
} WfParam;

/* given: a{sv} or NULL. Result: floating-free a{sv} with every parameter, in the order of the descriptor; types b, x, d, s, s.
 * WF_ERROR_DATA names the parameter, what was given and what is allowed. */
WF_API GVariant   *wf_params_complete    (const WfParam *params, GVariant *given, GError **error);
/* text as typed on a command line -> the value as GVariant (full reference) */
WF_API GVariant   *wf_param_parse        (const WfParam *param, const char *text, GError **error);
WF_API const WfParam *wf_params_find     (const WfParam *params, const char *id);
WF_API gboolean    wf_params_get_boolean (GVariant *values, const char *id);
WF_API gint64      wf_params_get_integer (GVariant *values, const char *id);
WF_API double      wf_params_get_real    (GVariant *values, const char *id);
WF_API const char *wf_params_get_choice  (GVariant *values, const char *id);
WF_API const char *wf_params_get_text    (GVariant *values, const char *id);
WF_API char       *wf_params_to_text     (GVariant *values);   /* "alpha = 0.01, max-degree = -1" */

G_END_DECLS
