//! What each document of a build took: the table of `--timings`, and the slowest ones.

use std::time::Duration;

use crate::pipeline::{Made, Report};
use crate::typeset;

/// From how many documents on the slowest ones are named unasked.
const MANY: usize = 100;

/// How many of the slowest are named.
const SLOWEST: usize = 3;

const HEAD: &str = "id,path,pages,composing-ms,typesetting-ms,writing-ms,memory-kib\n";

/// Returns the table as CSV, by path. Where the memory is not known there is nothing.
pub(super) fn table(report: &Report) -> String {
    let rows = report.made.iter().map(|made| {
        let times = made.times;
        let times = [times.composing, times.typesetting, times.writing].map(milliseconds).join(",");
        let memory = made.memory.map(|bytes| (bytes / 1024).to_string()).unwrap_or_default();
        format!("{},{},{},{times},{memory}\n", quoted(&made.id), quoted(&made.path), made.pages)
    });
    HEAD.to_owned() + &rows.collect::<String>()
}

/// Says which documents took longest and how much memory was used at most; nothing where nobody would ask.
pub(super) fn summary(report: &Report, is_verbose: bool) -> Vec<String> {
    if report.made.is_empty() || (!is_verbose && report.made.len() < MANY) {
        return Vec::new();
    }
    let mut slowest: Vec<&Made> = report.made.iter().collect();
    // Of two that took the same time the first by path.
    slowest.sort_by_key(|made| std::cmp::Reverse(made.duration));
    let slowest = slowest.iter().take(SLOWEST);
    let slowest: Vec<String> =
        slowest.map(|made| format!("{} ({} ms)", made.id, made.duration.as_millis())).collect();
    let mut memory = Vec::new();
    memory.extend(typeset::peak_memory().map(|bytes| format!("{} for this program", mebibytes(bytes))));
    let largest = report.made.iter().filter_map(|made| made.memory).max();
    memory.extend(largest.map(|bytes| format!("{} for the largest of its workers", mebibytes(bytes))));
    let mut lines = vec![format!("slowest: {}", slowest.join(", "))];
    if !memory.is_empty() {
        lines.push(format!("peak memory: {}", memory.join(", ")));
    }
    lines
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}

/// Writes a time in milliseconds, with three digits after the point.
fn milliseconds(time: Duration) -> String {
    let microseconds = time.as_micros();
    format!("{}.{:03}", microseconds / 1000, microseconds % 1000)
}

fn quoted(field: &str) -> String {
    let is_plain = !field.contains([',', '"', '\n', '\r']);
    if is_plain { field.to_owned() } else { format!("\"{}\"", field.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_keeps_its_microseconds() {
        assert_eq!(milliseconds(Duration::from_micros(12_034)), "12.034");
    }

    #[test]
    fn a_field_with_a_comma_is_quoted() {
        assert_eq!([quoted("a/b"), quoted("a,\"b\"")], ["a/b", "\"a,\"\"b\"\"\""]);
    }
}
