#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# An installed tree is whole: a C program builds and runs against it with pkg-config alone, the command line answers, and
# the files that the window needs are in place.
# usage: install.sh BUILD_ROOT PREFIX LIBDIR LIBEXECDIR DATADIR APPLICATION_ID HAS_APP
set -eu
build=$1 prefix=$2 libdir=$3 libexecdir=$4 datadir=$5 id=$6 has_app=$7
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

meson install -C "$build" --no-rebuild --quiet --destdir "$work/root" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
installed=$work/root$prefix

cat >"$work/use.c" <<'C'
#include <core/wherefore.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (argv[argc - 1], NULL, &error);
  g_autoptr (WfTable) table = source != NULL ? wf_table_read (source, NULL, NULL, &error) : NULL;

  if (table == NULL)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "no table");
      return 1;
    }
  return wf_table_get_n_columns (table) == 9 ? 0 : 2;
}
C
samples=$installed/$datadir/wherefore/samples
export LD_LIBRARY_PATH="$installed/$libdir"
export PKG_CONFIG_PATH="$installed/$libdir/pkgconfig"
sed -i "s|^prefix=.*|prefix=$installed|" "$PKG_CONFIG_PATH/wherefore-1.pc"
# shellcheck disable=SC2046
cc -Wall -Werror "$work/use.c" -o "$work/use" $(pkg-config --cflags --libs wherefore-1)
"$work/use" "$samples/web-service.csv"
for header in $(cd "$installed/include/wherefore-1" && find . -name '*.h'); do
  echo "#include \"${header#./}\""
done >"$work/headers.c"
# shellcheck disable=SC2046
cc -fsyntax-only "$work/headers.c" $(pkg-config --cflags wherefore-1)

WHEREFORE_LAYOUT=$installed/$libexecdir/wherefore-layout "$installed/bin/wherefore-cli" \
  attribute "$samples/failed-run.json" --report "$work/blame.pdf" >/dev/null
[ -s "$work/blame.pdf" ]

if [ "$has_app" = true ]; then
  for file in "bin/wherefore" "$datadir/applications/$id.desktop" "$datadir/metainfo/$id.metainfo.xml" \
    "$datadir/glib-2.0/schemas/$id.gschema.xml" "$datadir/dbus-1/services/$id.service" \
    "$datadir/icons/hicolor/scalable/apps/$id.svg" "$datadir/icons/hicolor/symbolic/apps/$id-symbolic.svg"; do
    [ -s "$installed/$file" ] || { echo "not installed: $file"; exit 1; }
  done
fi
