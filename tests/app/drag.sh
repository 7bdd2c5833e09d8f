#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Drags a file from one program onto the empty window, with a real pointer, and waits for the window to take it.
# usage: drag.sh WHEREFORE DRAG-SOURCE FILE
set -e
wherefore=$1 source=$2 file=$3
name=$(basename "$file")
XDG_DATA_HOME=$(mktemp -d); export XDG_DATA_HOME
"$wherefore" & program=$!
"$source" "$file" & offer=$!
trap 'kill $program $offer 2>/dev/null || true; rm -rf "$XDG_DATA_HOME"' EXIT

find_window() {
  i=0
  while [ $i -lt 60 ]; do
    found=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | tail -1)
    [ -n "$found" ] && { echo "$found"; return 0; }
    sleep 0.25; i=$((i + 1))
  done
  return 1
}

find_window '^Wherefore$' >/dev/null || { echo "Bail out! no window"; exit 1; }
offered=$(find_window '^drag source$') || { echo "Bail out! no drag source"; exit 1; }
xdotool windowmove "$offered" 1000 600; xdotool windowraise "$offered"
sleep 1
xdotool mousemove 1070 650; sleep 0.3
xdotool mousedown 1
for step in 1 2 3 4 5 6 7 8 9 10; do
  xdotool mousemove $((1070 - 50 * step)) $((650 - 35 * step)); sleep 0.15
done
sleep 0.3
[ -n "$WHEREFORE_SHOT" ] && import -window root "$WHEREFORE_SHOT"
xdotool mouseup 1
# the window takes the name of what it shows
if find_window "^$name\$" >/dev/null; then echo "1..1"; echo "ok 1 - dropped $name"; else echo "1..1"; echo "not ok 1 - the window did not take $name"; fi
