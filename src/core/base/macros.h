/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* WF_API marks what the shared library exports; everything else is hidden. */
#define WF_API __attribute__ ((visibility ("default"))) extern
