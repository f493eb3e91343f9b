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
# Runs a command and notes the seconds in best[NAME] if they are fewer than before, and those of the processors in cpu[NAME],
# which other work on the machine disturbs less.
declare -A best cpu
TIMEFORMAT='%R %U %S'
# Out of the way, and removed at the end: ext4 looks at every file that was removed in the last minutes when it makes one.
trash=0
away() {
    local path
    for path in "$@"; do
        if [ -e "$path" ]; then trash=$((trash + 1)) && mv "$path" "$work/trash-$trash"; fi
    done
}
measure() {
    local name=$1 seconds user system
    shift
    { time "$@" >"$work/said" 2>&1; } 2>"$work/time" || { cat "$work/said" >&2; return 1; }
    read -r seconds user system <"$work/time"
    say "$name: $seconds s, processors $user + $system s"
    note best "$name" "$seconds"
    note cpu "$name" "$(calculate "$user + $system")"
}
note() {
    local -n noted=$1
    if [ -z "${noted[$2]:-}" ] || [ "$(calculate "$3 < ${noted[$2]}")" = 1 ]; then noted[$2]=$3; fi
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
    away "$work/loop"
    measure loop-processes "$typst_loop" processes 2 "$work/root/letters" "$work/loop"
    away "$work/letters/output"
    measure embedded build "$work/letters" --engine embedded
    measure nothing build "$work/letters" --engine embedded
    nothing=$(typeset_by_last_build)
    sed -i "0,/reason: đã/s//reason: đã sáng tạo,/" "$work/letters/data/honours-001.yaml"
    measure one build "$work/letters" --engine embedded
    one=$(typeset_by_last_build)
    away "$work/loop"
    measure loop-threads "$typst_loop" threads 2 "$work/root/letters" "$work/loop"
    measure check check "$work/honours"
    measure parse "$parse_only" "$work/honours/data"
    measure check-fewer check "$work/fewer-honours"
done
measure one-by-one one_by_one
mkdir "$work/run"
cp -r "$work"/letters/{data,vinhdanh.yaml} "$work/run"
# Only the run: its pages, not those of the letters, which are made already in the other folder.
awk '/- id: thu-khen/ { print "  - {id: in-" $3 ", template: print-run, unit: so-gd, of: " $3 ", parts-of: 100}" }' \
    "$work"/letters/data/*.yaml >"$work/run/runs"
{ echo "documents:"; cat "$work/run/runs"; } >"$work/run/data/print-run.yaml"
measure run build "$work/run" --engine embedded --only 'in-*'
away "$work/letters/output"
measure typst build "$work/letters" --engine typst
measure more build "$work/more" --engine embedded

say "measuring memory"
away "$work/letters/output" "$work/more/output"
memory() { (cd "$1" && "${peak[@]}" "$vinhdanh" build --jobs 2 --engine embedded); }
memory=$(memory "$work/letters")
memory_more=$(memory "$work/more")

bare=loop-processes
if [ "$(calculate "${best[loop-threads]} < ${best[$bare]}")" = 1 ]; then bare=loop-threads; fi
# What one kind of run takes in seconds of the other, by the clock and in seconds of the processors.
ratio() { printf '%s (%s)' "$(calculate "${best[$1]} / ${best[$2]}")" "$(calculate "${cpu[$1]} / ${cpu[$2]}")"; }
row() { printf '| %s | %s | %s | %s | %s |\n' "$1" "${best[$2]}" "${cpu[$2]}" "${3:+$(calculate "$3 / ${best[$2]}")}" "$4"; }
echo "$letters letters, two at a time, best of $rounds. In brackets the ratio of the processors' seconds."
echo
echo "| what | seconds | of the processors | letters a second | ratio |"
echo "|---|--:|--:|--:|---|"
row "Typst in a loop (${bare#loop-})" "$bare" "$letters" ""
row "vinhdanh build, embedded" embedded "$letters" "the loop takes $(ratio "$bare" embedded) of its time; at least 0.85"
row "typst compile a letter" one-by-one "$letters" "$(ratio one-by-one embedded) times the embedded build; at least 3"
row "the print run, in parts of 100" run "$letters" "$(ratio embedded run) times the pages a second of separate letters; at least 1"
row "vinhdanh build, --engine typst" typst "$letters" "$(ratio typst embedded) times the embedded build"
row "nothing changed, $nothing typeset" nothing "" "$(ratio nothing embedded) of the first build; at most 0.03"
row "one record changed, $one typeset" one "" "$(ratio one embedded) of the first build"
row "$more letters" more "$more" "$(ratio more embedded) times the time of $letters; at most 11"
row "check, $honours honours" check "" "$(ratio check parse) times parsing alone; at most 3"
row "only parsing them" parse "" ""
row "check, $((honours / 10)) honours" check-fewer "" "ten times as many take $(ratio check check-fewer) times the time; at most 11"
echo
echo "Memory of all processes at the most: $memory MiB for $letters letters, $memory_more MiB for $more, which is"
echo "$(calculate "$memory_more / $memory") times as much; at most 1.2, and under 1024 MiB."
