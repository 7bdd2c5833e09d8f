/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/error.h"
#include "core/base/source.h"
#include "core/base/format.h"
#include "core/base/gzip.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/macros.h"
#include "core/base/parallel.h"
#include "core/base/params.h"
#include "core/base/progress.h"
#include "core/base/rng.h"
#include "core/table/marginal.h"
#include "core/table/table.h"
#include "core/graph/compare.h"
#include "core/graph/graph.h"
#include "core/graph/knowledge.h"
#include "core/report/figure.h"
#include "core/report/provenance.h"
#include "core/report/report.h"
#include "core/formats/formats.h"
#include "core/trace/corpus.h"
#include "core/trace/logs.h"
#include "core/trace/trace.h"
#include "core/citest/citest.h"
#include "core/discovery/discovery.h"
#include "core/model/model.h"
#include "core/inference/inference.h"
#include "core/inference/intervention.h"
#include "core/attribute/blame.h"
#include "core/attribute/corpus-blame.h"
#include "core/attribute/judged.h"
#include "core/attribute/profile.h"
