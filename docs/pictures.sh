#!/usr/bin/env bash
# Makes the pictures of the pages in docs/: each is a page of a document that the program makes, drawn by pdftoppm.
#
#   docs/pictures.sh [DOCUMENT:PAGE ...]     such as  bao-cao-2021-2025:1 bien-ban-hoi-nghi:1
#
# Without arguments it makes those that the README and the docs show. Needs pdftoppm (poppler-utils); the program is built
# with cargo, or is the one that VINHDANH names.
set -euo pipefail
cd "$(dirname "$0")/.."

pages=("$@")
if [ ${#pages[@]} -eq 0 ]; then
    pages=(
        bao-cao-2021-2025:1 bao-cao-2021-2025:2
        bien-ban-hoi-nghi:1
        quyet-dinh-giay-khen-2025:1 quyet-dinh-giay-khen-2025:2
        to-trinh-khen-thuong-2025:1
        thu-khen-y-khoa-nie:1 so-vang-2021-2025:1 thong-ke-2025:2
        khoi-dang-tw-minutes:1
        giay-khen-2025:1
    )
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
    build --project "$example" build --output "$output/$(basename "$example")" >/dev/null 2>&1
done

for page in "${pages[@]}"; do
    document=${page%%:*} number=${page##*:}
    files=$(find "$output" -name "$document.pdf")
    if [ -z "$files" ] || [ "$(wc -l <<<"$files")" -gt 1 ]; then
        echo "there must be one document \`$document\`: ${files:-none}" >&2
        exit 1
    fi
    # Grey and at 75 dots an inch, a page is legible and some 100 kB.
    pdftoppm -r 75 -gray -png -f "$number" -l "$number" -singlefile "$files" "docs/$document-$number"
    echo "docs/$document-$number.png"
done
