#!/bin/sh
# The bundled table is what its script writes: nobody edited it by hand. usage: samples.sh SOURCE_ROOT PYTHON
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$2" "$1/data/samples/make-web-service.py" "$folder"
cmp "$folder/web-service.csv" "$1/data/samples/web-service.csv"
cmp "$folder/web-service.dot" "$1/data/samples/web-service.dot"
echo "samples are as generated"
