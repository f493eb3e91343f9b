#!/usr/bin/env bash
# Makes the pictures of the pages in docs/: each is a page of a document that the program makes, drawn by pdftoppm.
#
#   docs/pictures.sh [DOCUMENT:PAGE ...]     such as  bao-cao-2021-2025:1 bien-ban-hoi-nghi:1
#
# Without arguments it makes those that docs/gallery.md shows. Needs pdftoppm (poppler-utils); the program is built
# with cargo, or is the one that VINHDANH names.
set -euo pipefail
cd "$(dirname "$0")/.."

pages=("$@")
if [ ${#pages[@]} -eq 0 ]; then
    mapfile -t pages < <(grep -o '([a-z0-9-]*-[0-9]*\.png)' docs/gallery.md | sed 's/^(\(.*\)-\([0-9]*\)\.png)$/\1:\2/')
fi

output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT
build() {
    if [ -n "${VINHDANH:-}" ]; then
        "$VINHDANH" --quiet "$@"
    else
        cargo run --locked --quiet -- --quiet "$@"
    fi
}
build build --output "$output/sample" >/dev/null 2>&1
for example in examples/*/; do
    # The dossiers have mistakes, which is what they are for.
    [ "$example" != examples/dossiers/ ] || continue
    build --project "$example" build --output "$output/$(basename "$example")" >/dev/null 2>&1
done

for page in "${pages[@]}"; do
    document=${page%%:*} number=${page##*:}
    files=$(find "$output" -name "$document.pdf")
    if [ -z "$files" ] || [ "$(wc -l <<<"$files")" -gt 1 ]; then
        echo "there must be one document \`$document\`: ${files:-none}" >&2
        exit 1
    fi
    # At 60 dots an inch, a page is legible and some 60 kB.
    pdftoppm -r 60 -png -f "$number" -l "$number" -singlefile "$files" "docs/$document-$number"
    echo "docs/$document-$number.png"
done
