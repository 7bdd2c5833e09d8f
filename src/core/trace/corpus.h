/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "core/base/progress.h"
#include "core/base/source.h"
#include "core/trace/trace.h"

G_BEGIN_DECLS

/**
 * WfCorpus:
 *
 * Immutable: the runs of one or more files and folders, in the order of their names ("2.json" before "10.json"). Files of a
 * folder that are no logs are left out and counted; logs that can't be read are kept as problems, with the reason.
 */
typedef struct _WfCorpus WfCorpus;

#define WF_TYPE_CORPUS (wf_corpus_get_type ())

WF_API GType       wf_corpus_get_type      (void);
/* Folders are searched to any depth; every core reads. Errors: WF_ERROR_DATA when not one run could be read, with the first reason;
 * of a single file, its own error; TOO_LARGE above WF_LIMIT_RUNS */
WF_API WfCorpus   *wf_corpus_read          (GFile *const *files, gsize n_files, WfProgress *progress, GError **error);
WF_API WfCorpus   *wf_corpus_new           (WfTrace *const *runs, const char *const *names, gsize n_runs);
/* of one file that was read: traces: of WfTrace */
WF_API WfCorpus   *wf_corpus_new_from_source (WfSource *source, GPtrArray *traces);
WF_API WfCorpus   *wf_corpus_ref           (WfCorpus *self);
WF_API void        wf_corpus_unref         (WfCorpus *self);
WF_API gsize       wf_corpus_get_n_runs    (WfCorpus *self);
WF_API WfTrace    *wf_corpus_get_run       (WfCorpus *self, gsize run);      /* (transfer none) */
/* "Hand-Crafted/12.json", "airline.json#3" (the runs of a file count from 0) */
WF_API const char *wf_corpus_get_name      (WfCorpus *self, gsize run);
WF_API const char *wf_corpus_get_group     (WfCorpus *self, gsize run);      /* the folder of its file below the one named, "" at the top */
WF_API const char *wf_corpus_get_path      (WfCorpus *self, gsize run);      /* of its file, "" when it came from none */
WF_API gssize      wf_corpus_get_place     (WfCorpus *self, gsize run);      /* among the runs of its file; -1 = the only one */
WF_API const char *wf_corpus_get_file_sha256 (WfCorpus *self, gsize run);    /* of its file alone, "" when it came from none */
WF_API gsize       wf_corpus_get_n_in_file (WfCorpus *self, gsize run);      /* runs that its file holds, itself among them */
WF_API gsize       wf_corpus_get_n_files   (WfCorpus *self);                 /* that at least one run came from */
WF_API gsize       wf_corpus_get_n_others  (WfCorpus *self);                 /* files of folders that are no logs */
/* "x.json: why it could not be read"; NULL-terminated */
WF_API const char *const *wf_corpus_get_problems (WfCorpus *self);
/* SHA-256 over the digests of the files, in order: one line that pins the whole corpus */
WF_API const char *wf_corpus_get_sha256    (WfCorpus *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCorpus, wf_corpus_unref)

G_END_DECLS
