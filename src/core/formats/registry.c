/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/formats/formats-private.h"

/* One line a format. */
/* clang-format off */
static const WfFormat *const formats[] = {
  &wf_format_csv,
  &wf_format_tsv,
  &wf_format_xlsx,
  &wf_format_ods,
  &wf_format_stata,
  &wf_format_spss,
  &wf_format_spss_portable,
  &wf_format_sas,
  &wf_format_sas_transport,
  &wf_format_sqlite,
  &wf_format_json_table,
  &wf_format_covariance,
  &wf_format_dagitty,
  &wf_format_dot,
  &wf_format_graphml,
  &wf_format_gml,
  &wf_format_lavaan,
  &wf_format_pcalg,
  &wf_format_tetrad,
  &wf_format_tetrad_json,
  &wf_format_json,
  &wf_format_knowledge,
  &wf_format_knowledge_json,
  &wf_format_knowledge_tetrad_json,
  &wf_format_bif,
  &wf_format_xmlbif,
  &wf_format_xdsl,
  &wf_format_net,
  &wf_format_model,
  &wf_format_project,
  NULL,
};
/* clang-format on */

/**
 * wf_formats_get_all: (skip)
 *
 * Returns: (transfer none): every format, %NULL-terminated
 */
const WfFormat *const *
wf_formats_get_all (void)
{
  return formats;
}
