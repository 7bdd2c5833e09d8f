/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One reader that takes any bytes: of every format in the registry, and of what is read beside them. Aborts where it breaks a
 * promise: no error and no value, an error without the name of the file, a graph or model that doesn't come back when it is
 * written and read. */

char   **fuzz_list_targets (void);                 /* (transfer full): "format-dot", "logs" ... */
/* FALSE when there is no such target */
gboolean fuzz_run          (const char *target, const guint8 *data, gsize length);

G_END_DECLS
