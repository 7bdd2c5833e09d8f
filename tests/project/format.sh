#!/bin/sh
# clang-format on the lines of .c files (headers are laid out by hand, in columns) that changed since the base: FORMAT_BASE, the branch point from origin/main, or the commit before.
# usage: format.sh SOURCE_ROOT. Exit 77 = skipped.
set -eu
cd "$1"
git rev-parse --git-dir >/dev/null 2>&1 || { echo "not a git checkout"; exit 77; }
tool=$(command -v git-clang-format || command -v git-clang-format-14) || { echo "git-clang-format is not installed"; exit 77; }
case $(clang-format --version 2>/dev/null) in
  *'version 14.'*) ;;
  *) echo "clang-format 14 decides; this one would format otherwise"; exit 77 ;;
esac

base=${FORMAT_BASE:-}
if [ -z "$base" ]; then
  base=$(git merge-base HEAD origin/main 2>/dev/null || true)
  if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ]; then
    base=$(git rev-parse --verify -q HEAD~1 || true)
  fi
fi
[ -n "$base" ] || { echo "the first commit has nothing before it"; exit 77; }

changes=$("$tool" --diff --extensions c "$base" -- src tests)
case $changes in
  ''|*'no modified files to format'*|*'did not modify any files'*)
    echo "changed lines since $base are formatted"
    ;;
  *)
    printf '%s\n' "$changes"
    echo "run: git clang-format $base"
    exit 1
    ;;
esac
