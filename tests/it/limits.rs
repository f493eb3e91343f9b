//! Files that would exhaust the machine are refused where the limit is passed.

use std::fmt::Write as _;

use vinhdanh::check::Strictness;

use crate::lab::{Found, Place, examine};

fn only(found: &Found) -> (&'static str, String, Place) {
    assert_eq!(found.diagnostics.len(), 1, "{:?}", found.diagnostics);
    let diagnostic = &found.diagnostics[0];
    (
        diagnostic.code.as_str(),
        diagnostic.headline.clone(),
        found.place(diagnostic.primary.as_ref().unwrap().span),
    )
}

fn line(line: usize, first: usize, last: usize) -> Place {
    Place { line, first, last_line: line, last }
}

#[test]
fn a_text_may_have_a_hundred_thousand_characters_and_no_more() {
    let file = |length: usize| {
        format!("campaigns:\n  - id: xe\n    name: Giữ gìn\n    narrative: {}\n", "ợ".repeat(length))
    };
    assert_eq!(examine(file(100_000).as_bytes(), Strictness::Draft).diagnostics, []);
    let found = examine(file(100_001).as_bytes(), Strictness::Draft);
    let headline = "a text has 100001 characters; 100000 is the most".to_owned();
    assert_eq!(only(&found), ("too-much", headline, line(4, 16, 100_016)));
}

#[test]
fn a_text_of_ten_megabytes_is_one_mistake() {
    let text = format!("units:\n  - id: vp\n    name: {}\n", "Văn phòng ".repeat(1_000_000));
    let found = examine(text.as_bytes(), Strictness::Draft);
    assert_eq!(only(&found).0, "too-much");
    assert!(!found.passed);
}

#[test]
fn a_mapping_may_have_a_thousand_keys_and_no_more() {
    let file = |count: usize| {
        let mut text = "units:\n  - id: vp\n    name: Văn phòng\n    former-names:\n      -\n".to_owned();
        (0..count).for_each(|number| writeln!(text, "        k{number}: 1").unwrap());
        text
    };
    let found = examine(file(1_001).as_bytes(), Strictness::Draft);
    let headline = "a mapping has more than 1000 keys".to_owned();
    assert_eq!(only(&found), ("too-much", headline, line(1_006, 9, 13)));
    let found = examine(file(1_000).as_bytes(), Strictness::Draft);
    assert!(found.diagnostics.iter().all(|diagnostic| diagnostic.code.as_str() != "too-much"));
}

#[test]
fn ten_thousand_nested_lists_are_one_mistake() {
    let text = format!("units: {}", "[".repeat(10_000));
    let found = examine(text.as_bytes(), Strictness::Draft);
    let headline = "lists and mappings are nested more than 64 deep".to_owned();
    assert_eq!(only(&found), ("too-much", headline, line(1, 263, 263)));
}

#[test]
fn aliases_may_add_ten_thousand_values_and_no_more() {
    let mut text = "units:\n  - &u {id: vp, name: Văn phòng}\n".to_owned();
    (0..4_000).for_each(|_| text.push_str("  - *u\n"));
    let found = examine(text.as_bytes(), Strictness::Draft);
    assert_eq!(
        only(&found),
        ("too-much", "aliases add more than 10000 values".to_owned(), line(3_336, 5, 6))
    );
}

#[test]
fn a_chain_of_a_hundred_thousand_links_is_walked_without_a_crash() {
    let mut text = "units:\n  - {id: u0, name: Phòng, parent: u99999}\n".to_owned();
    for number in 1..100_000 {
        writeln!(text, "  - {{id: u{number}, name: Phòng, parent: u{}}}", number - 1).unwrap();
    }
    let found = examine(text.as_bytes(), Strictness::Draft);
    let (code, headline, place) = only(&found);
    assert_eq!((code, headline.as_str()), ("cycle", "the key `parent` of `u0` leads back to `u0`"));
    assert_eq!(place, line(2, 35, 40));
}

#[test]
fn a_key_of_ten_megabytes_is_one_mistake() {
    let key = "k".repeat(10_000_000);
    let text = format!("units:\n  - ? {key}\n    : 1\n    id: vp\n    name: Văn phòng\n");
    let found = examine(text.as_bytes(), Strictness::Draft);
    assert_eq!(only(&found).0, "unknown-key");
}
