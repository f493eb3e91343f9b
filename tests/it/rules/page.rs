//! `docs/rules.md` shows the table of rules; it is made from the table, and this test holds it to that.

use std::fmt::Write as _;

use vinhdanh::fs;

use super::rule::Rule;
use super::{common, party, state};

const HEAD: &str = "# The rules that the pages are measured by

`cargo test rules` builds the sample and the examples, reads the finished PDF files back (where each run of letters stands, its size and its
font; where each drawn rule begins and ends) and holds every document to these rules. A test with wrong layouts shows that each of them can be
broken. This page is made from the table of the tests (`UPDATE_DOCS=1 cargo test rules`).

A measure may be off by the tolerance (±), which is for rounding and not a freedom of the layout. Sources: Nghị định 30/2020/NĐ-CP, phụ lục I,
with the numbers of its diagram in brackets; for the Party, HD 36-HD/VPTW (2018) and HD 05-HD/VPTW (2026), of which the value that both allow is
kept. Times New Roman sets single lines 1.15 times its size apart.
";

fn table(title: &str, rules: &[Rule], page: &mut String) {
    write!(page, "\n## {title}\n\n| rule | what it asks | allowed | source |\n|---|---|---|---|\n").unwrap();
    for rule in rules {
        writeln!(page, "| `{}` | {} | {} | {} |", rule.name, rule.asks, rule.allowed(), rule.source).unwrap();
    }
}

#[test]
fn the_page_of_rules_is_the_table_of_the_tests() {
    let mut made = HEAD.to_owned();
    table("Every document", common::RULES, &mut made);
    table("The State style", state::RULES, &mut made);
    table("The Party style", party::RULES, &mut made);
    let path = format!("{}/docs/rules.md", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path.as_ref(), made.as_bytes()).unwrap();
    }
    let written = fs::read_text(path.as_ref()).unwrap_or_default().replace('\r', "");
    assert!(written == made, "docs/rules.md is out of date: UPDATE_DOCS=1 cargo test rules");
}
