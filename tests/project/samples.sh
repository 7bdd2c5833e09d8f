#!/bin/sh
# The bundled table and runs are what their scripts write: nobody edited them by hand. usage: samples.sh SOURCE_ROOT PYTHON
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$2" "$1/data/samples/make-web-service.py" "$folder"
for name in web-service web-service-experiments; do
  cmp "$folder/$name.csv" "$1/data/samples/$name.csv"
  cmp "$folder/$name.dot" "$1/data/samples/$name.dot"
done
"$2" "$1/data/samples/make-drug-marker-recovery.py" "$folder"
cmp "$folder/drug-marker-recovery.csv" "$1/data/samples/drug-marker-recovery.csv"
"$2" "$1/data/samples/make-runs.py" "$folder"
diff -r "$folder/labelled-runs" "$1/data/samples/labelled-runs"
cmp "$folder/trials.json" "$1/data/samples/trials.json"
echo "samples are as generated"
