#!/bin/sh
# Fetches the CommonMark specification, whose 652 examples `tests/it/commonmark.rs` converts.
# It is not part of this repository: it has a licence of its own (CC-BY-SA 4.0).
set -eu

version=0.31.2
root=$(cd "$(dirname "$0")/../.." && pwd)
# Where the test looks, unless VINHDANH_COMMONMARK names another file.
place=${CARGO_TARGET_DIR:-$root/target}/commonmark-spec

if [ -s "$place/spec-$version.txt" ]; then
    exit 0
fi
mkdir -p "$place"
work=$(mktemp -d "$place/fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "commonmark-spec@$version" >/dev/null
tar -xzf "commonmark-spec-$version.tgz" package/spec.txt
# Moved at the end, so that a broken download never looks like the specification.
mv package/spec.txt "$place/spec-$version.txt"
