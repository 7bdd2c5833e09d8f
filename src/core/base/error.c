/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gsl/gsl_errno.h>

#include "core/base/error.h"

/**
 * wf_error_quark:
 *
 * Returns: the domain of #WfError
 */
/* clang-format off */
G_DEFINE_QUARK (wf-error-quark, wf_error)
/* clang-format on */

/* GSL's own handler ends the program. Once off, every status is checked and becomes a #GError. */
__attribute__ ((constructor)) static void
switch_off_gsl_handler (void)
{
  gsl_set_error_handler_off ();
}
