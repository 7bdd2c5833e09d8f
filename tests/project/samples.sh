#!/bin/sh
# The bundled table and runs are what their scripts write: nobody edited them by hand. usage: samples.sh SOURCE_ROOT PYTHON
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$2" "$1/data/samples/make-web-service.py" "$folder"
cmp "$folder/web-service.csv" "$1/data/samples/web-service.csv"
cmp "$folder/web-service.dot" "$1/data/samples/web-service.dot"
"$2" "$1/data/samples/make-runs.py" "$folder"
diff -r "$folder/labelled-runs" "$1/data/samples/labelled-runs"
cmp "$folder/trials.json" "$1/data/samples/trials.json"
echo "samples are as generated"
