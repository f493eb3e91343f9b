#!/usr/bin/env bash
# Measures what the issue of speed promises, side by side in one run on the same letters, and prints it as Markdown.
#
# benches/compare.sh [N] [10N] [HONOURS]: letters (2000), letters for growth (20000), honours to check (100000).
# Needs Linux, Python 3 and `typst` on the search path. ROUNDS=3 is how often each is measured; the best counts, since
# other work on the machine only ever makes a run slower.
set -euo pipefail
cd "$(dirname "$0")/.."

letters=${1:-2000} more=${2:-$((letters * 10))} honours=${3:-100000} rounds=${ROUNDS:-3}
target=${CARGO_TARGET_DIR:-target}
cargo build --release --locked --quiet --bins --examples
vinhdanh=$target/release/vinhdanh make_letters=$target/release/examples/make_letters
typst_loop=$target/release/examples/typst_loop parse_only=$target/release/examples/parse_only
peak=(python3 "$PWD/benches/peak.py")
vinhdanh=$(realpath "$vinhdanh") typst_loop=$(realpath "$typst_loop") repository=$PWD
parse_only=$(realpath "$parse_only") make_letters=$(realpath "$make_letters")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { echo "$*" >&2; }
# Runs a command and notes the seconds in best[NAME] if they are fewer than before.
declare -A best
measure() {
    local name=$1 begun ended seconds
    shift
    begun=$EPOCHREALTIME
    "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; return 1; }
    ended=$EPOCHREALTIME
    seconds=$(calculate "$ended - $begun")
    say "$name: $seconds s"
    if [ -z "${best[$name]:-}" ] || [ "$(calculate "$seconds < ${best[$name]}")" = 1 ]; then
        best[$name]=$seconds
    fi
}
calculate() { python3 -c "import sys; x = eval(sys.argv[1]); print(int(x) if isinstance(x, bool) else f'{x:.3f}')" "$1"; }
typeset_by_last_build() { sed -nE 's/^([0-9]+) documents?, .*/\1/p' "$work/said"; }

build() { (cd "$1" && shift && "$vinhdanh" build --jobs 2 "$@"); }
check() { (cd "$1" && "$vinhdanh" check); }
one_by_one() {
    mkdir -p "$work/one-by-one"
    (cd "$work/root/letters" && find . -mindepth 2 -maxdepth 2 -type d) | xargs -P 2 -I LETTER sh -c '
        name=$(echo LETTER | tr / _)
        typst compile --root "$0" --jobs 1 --ignore-system-fonts --ignore-embedded-fonts --font-path "$1" \
            --creation-timestamp 0 --pdf-standard a-2a,ua-1 --input "fonts=Liberation Serif" \
            "$0/letters/LETTER/main.typ" "$2/$name.pdf"' "$work/root" "$repository/templates/fonts" "$work/one-by-one"
}

say "making the projects"
"$make_letters" "$letters" "$work/letters"
"$make_letters" "$more" "$work/more"
"$make_letters" "$honours" "$work/honours" --honours
"$make_letters" "$((honours / 10))" "$work/fewer-honours" --honours
build "$work/letters" --engine embedded --keep-sources "$work/root/letters" >"$work/said" 2>&1
cp -r templates/typst "$work/root/layout"

for _ in $(seq "$rounds"); do
    rm -rf "$work/loop"
    measure loop-processes "$typst_loop" processes 2 "$work/root/letters" "$work/loop"
    rm -rf "$work/letters/output"
    measure embedded build "$work/letters" --engine embedded
    measure nothing build "$work/letters" --engine embedded
    nothing=$(typeset_by_last_build)
    sed -i "0,/reason: đã/s//reason: đã sáng tạo,/" "$work/letters/data/honours-001.yaml"
    measure one build "$work/letters" --engine embedded
    one=$(typeset_by_last_build)
    rm -rf "$work/loop"
    measure loop-threads "$typst_loop" threads 2 "$work/root/letters" "$work/loop"
    measure check check "$work/honours"
    measure parse "$parse_only" "$work/honours/data"
    measure check-fewer check "$work/fewer-honours"
done
measure one-by-one one_by_one
rm -rf "$work/letters/output"
measure typst build "$work/letters" --engine typst
measure more build "$work/more" --engine embedded

say "measuring memory"
rm -rf "$work/letters/output" "$work/more/output"
memory() { (cd "$1" && "${peak[@]}" "$vinhdanh" build --jobs 2 --engine embedded); }
memory=$(memory "$work/letters")
memory_more=$(memory "$work/more")

loop=${best[loop-processes]}
if [ "$(calculate "${best[loop-threads]} < $loop")" = 1 ]; then loop=${best[loop-threads]}; fi
rate() { calculate "$letters / $1"; }
row() { printf '| %s | %s | %s | %s |\n' "$@"; }
echo "$letters letters, two at a time, best of $rounds."
echo
row what seconds "letters a second" ratio
row --- ---: ---: ---
row "Typst in a loop (bare)" "$loop" "$(rate "$loop")" "1"
row "vinhdanh build, embedded" "${best[embedded]}" "$(rate "${best[embedded]}")" "$(calculate "$loop / ${best[embedded]}") of the loop (at least 0.85)"
row "typst compile a letter" "${best[one-by-one]}" "$(rate "${best[one-by-one]}")" "embedded is $(calculate "${best[one-by-one]} / ${best[embedded]}") times as fast (at least 3)"
row "vinhdanh build, --engine typst" "${best[typst]}" "$(rate "${best[typst]}")" "embedded is $(calculate "${best[typst]} / ${best[embedded]}") times as fast"
row "nothing changed" "${best[nothing]}" "" "$(calculate "${best[nothing]} / ${best[embedded]}") of the first build (at most 0.03); typeset: $nothing"
row "one record changed" "${best[one]}" "" "$(calculate "${best[one]} / ${best[embedded]}") of the first build; typeset: $one"
row "$more letters" "${best[more]}" "$(calculate "$more / ${best[more]}")" "$(calculate "${best[more]} / ${best[embedded]}") times the time (at most 11)"
row "check, $honours honours" "${best[check]}" "" "$(calculate "${best[check]} / ${best[parse]}") times parsing alone, ${best[parse]} s (at most 3)"
row "check, $((honours / 10)) honours" "${best[check-fewer]}" "" "$(calculate "${best[check]} / ${best[check-fewer]}") times the time for ten times the honours (at most 11)"
echo
echo "Memory of all processes at the most: $memory MiB for $letters letters, $memory_more MiB for $more:"
echo "$(calculate "$memory_more / $memory") times (at most 1.2, and under 1024 MiB)."
