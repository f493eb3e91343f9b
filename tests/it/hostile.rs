//! Data that means harm: it prints as text, or is refused in words, and nothing breaks.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use vinhdanh::diagnostic::render;
use vinhdanh::source::SourceMap;

use crate::pdf::Pdf;
use crate::project::Project;

/// A record of each type, with a place for a text in every field that is one.
const RECORDS: &str = include_str!("../hostile/records.yaml");

/// Texts that are markup, code or syntax to something on the way from YAML to PDF.
///
/// Each begins a field once, because some are markup only there; the others follow it.
const TEXTS: [&str; 28] = [
    // Typst.
    "#panic(\"x\")",
    "#read(\"/etc/passwd\")",
    "#{1+1}",
    "$x$",
    "= h",
    "+ i",
    "/ t: d",
    "@ref",
    "<l>",
    "//c",
    "/*c*/",
    "\\u{1f600}",
    // Markdown.
    "*b*",
    "_i_",
    "# h",
    "- i",
    "1. n",
    "> q",
    "```typst",
    "| a | b |",
    "[l](http://x.vn)",
    "![i](/etc/passwd)",
    // HTML, Tera, YAML, JSON.
    "<script>alert(1)</script>",
    "<!--c-->&lt;",
    "{{ 7*7 }}",
    "{% include \"x\" %}",
    ": &a *a !t {",
    "\"}],\\",
];

/// Narratives are Markdown, so only what is harmless there must print as it is.
const NARRATIVE: &str = "= h #panic(\"x\") #read(\"/etc/passwd\") #{1+1} $x$ @ref //c /*c*/ {{ 7*7 }} {% include \"x\" %} {# c #}";

/// Fields that every set of templates prints.
const MAIN_FIELDS: [&str; 24] = [
    "unit",
    "above",
    "unit-abbreviation",
    "unit-place",
    "person",
    "campaign",
    "honour",
    "granted",
    "proposed",
    "tally",
    "figure",
    "conference",
    "conference-place",
    "election-to",
    "submission-to",
    "submission-subject",
    "submission-basis",
    "decision-subject",
    "authority",
    "basis",
    "signatory-title",
    "document-recipient",
    "overview",
    "letter-text",
];

/// Returns the text that is put into a field of the set with this number.
fn text(number: usize, field: &str) -> String {
    let mut texts = TEXTS;
    texts.rotate_left(number);
    format!("{} {}", texts.join(" "), mark(field))
}

/// Returns what shows in a finished document which field a text came from.
fn mark(field: &str) -> String {
    format!("zq-{field}-qz")
}

/// Returns the records with this number.
fn records(number: usize) -> String {
    let mut yaml = String::new();
    let mut rest = RECORDS;
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    while let Some(at) = rest.find(['«', '‹', '№']) {
        yaml += &rest[..at];
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('№') {
            write!(yaml, "{number}").unwrap();
            rest = after;
        } else if let Some((field, after)) = rest.strip_prefix('«').and_then(|rest| rest.split_once('»')) {
            // The words of a vague count are one text with what is before it.
            if yaml.ends_with("hàng chục ") || yaml.ends_with("hơn 20 ") {
                let start = yaml.rfind(": ").unwrap() + 2;
                let before = yaml.split_off(start);
                yaml += &quoted(&(before + &text(number, field)));
            } else {
                yaml += &quoted(&text(number, field));
            }
            rest = after;
        } else {
            let (field, after) = rest.strip_prefix('‹').and_then(|rest| rest.split_once('›')).unwrap();
            yaml += &quoted(&format!("{NARRATIVE} {}", mark(field)));
            rest = after;
        }
    }
    yaml + rest
}

/// Returns a text as it can be found again: without white space, which lines and pages change, and in small letters, since
/// some fields print in capitals.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[test]
fn hostile_texts_print_as_text_in_every_field() {
    let project = Project::new();
    for number in 0..TEXTS.len() {
        project.write(format!("data/{number}.yaml"), records(number));
    }
    project.run(&["build"]).done();

    let manifest = project.manifest();
    assert_eq!(manifest.documents.len(), 6 * TEXTS.len());
    let mut found = String::new();
    for entry in &manifest.documents {
        let number = entry.id.rsplit_once('-').unwrap().1.parse().unwrap();
        let printed = squeezed(&Pdf::read(&project.read(&format!("output/{}", entry.path))).text());
        let fields = RECORDS.split(['«', '‹']).skip(1).map(|rest| rest.split(['»', '›']).next().unwrap());
        for field in fields {
            let (mark, whole) = (squeezed(&mark(field)), squeezed(&text(number, field)));
            let narrative = squeezed(&format!("{NARRATIVE} {}", self::mark(field)));
            for (at, _) in printed.match_indices(&mark) {
                let before = &printed[..at + mark.len()];
                assert!(
                    before.ends_with(&whole) || before.ends_with(&narrative),
                    "{}: {field}: {before}",
                    entry.id
                );
            }
        }
        found += &printed;
    }
    let absent: Vec<&str> =
        MAIN_FIELDS.into_iter().filter(|field| !found.contains(&squeezed(&mark(field)))).collect();
    assert_eq!(absent, Vec::<&str>::new());
}

/// Builds a letter whose text is a narrative, and returns what is said about it in one line each.
fn refused(narrative: &str) -> String {
    let yaml = records(0).replace(
        &format!("'{NARRATIVE} {}'", mark("letter-text")),
        &format!("'{}'", narrative.replace('\n', "\n\n")),
    );
    let project = Project::new().with("data/a.yaml", yaml);
    let run = project.run(&["build", "--only", "letter-*", "--message-format", "short"]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""), "{narrative}: {}", run.stderr);
    run.stderr
}

#[test]
fn a_narrative_can_not_bring_in_files_or_programs() {
    for (narrative, reason) in [
        ("![x](/etc/passwd.png)", "image `/etc/passwd.png` is not a path inside the project"),
        ("![x](../secret.png)", "image `../secret.png` is not a path inside the project"),
        ("![x](a/../../secret.png)", "image `a/../../secret.png` is not a path inside the project"),
        ("![x](https://x.vn/a.png)", "image with the scheme `https`"),
        ("![x](file:///etc/passwd)", "image with the scheme `file`"),
        ("![x](vinhdanh.yaml)", "image `vinhdanh.yaml` has no known format"),
        ("[x](javascript:alert%281%29)", "link with the scheme `javascript`"),
        ("[x](file:///etc/passwd)", "link with the scheme `file`"),
        ("<script>alert(1)</script>", "raw HTML is not printed"),
        ("a <img src=/etc/passwd> b", "raw HTML is not printed"),
    ] {
        let said = refused(narrative);
        assert!(said.contains("error[refused-markup]") && said.contains(reason), "{narrative}: {said}");
    }
}

/// Checks a project with this data file, and returns what is said about it in one line each.
#[track_caller]
fn findings(data: impl AsRef<[u8]>) -> String {
    let project = Project::new().with("data/a.yaml", data);
    let begun = Instant::now();
    let run = project.run(&["check", "--message-format", "short"]);
    assert!(begun.elapsed() < Duration::from_secs(10), "it took {:?}", begun.elapsed());
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    run.at_fault().to_owned()
}

#[test]
fn aliases_do_not_explode() {
    let mut bomb = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        writeln!(bomb, "b{level}: &a{level} [{}]", [alias.as_str(); 10].join(", ")).unwrap();
    }
    assert_eq!(findings(bomb), "data/a.yaml:5:9: error[too-much]: aliases add more than 10000 values\n");
}

#[test]
fn nesting_ends_at_a_depth() {
    let expected = "error[too-much]: lists and mappings are nested more than 64 deep\n";
    for (open, columns) in [("[", 1), ("{a: ", 4), ("- ", 2), ("? ", 2), ("!t [", 4)] {
        let said = findings(
            format!("units: {}", open.repeat(100_000)).replace("units: - ", "- ").replace("units: ? ", "? "),
        );
        assert!(said.ends_with(expected), "{open}: {columns} {said}");
    }
}

#[test]
fn a_text_of_ten_megabytes_is_refused() {
    let said = findings(format!("units:\n  - id: vu\n    name: {}\n", "Vụ ".repeat(2_500_000)));
    assert_eq!(said, "data/a.yaml:3:11: error[too-much]: a text is longer than 100000 bytes\n");
}

#[test]
fn a_key_of_ten_megabytes_is_refused_in_few_words() {
    let said = findings(format!("{}: x\n", "a".repeat(10_000_000)));
    assert!(said.len() < 300, "{}", said.len());
}

#[test]
fn ids_can_not_leave_their_folder() {
    for id in ["../../etc/passwd", "/etc/passwd", "a/b", "..", "C:x", "vũ", "A", "-a", "a b", "con.pdf", ""]
    {
        let said = findings(format!("units:\n  - id: '{id}'\n    name: Vụ\n"));
        assert_eq!(said, format!("data/a.yaml:2:9: error[bad-id]: `{id}` can't be an id\n"));
    }
}

#[test]
fn broken_files_are_said_with_the_place_where_they_break() {
    for (data, expected) in [
        (&b"units:\n  - id: \"vu\n    name: V\xe1\xbb\xa5\n"[..], ""),
        (b"units:\n  - {id: 'vu\n", ""),
        (b"units: [\n", ""),
        (b"units:\n\t- id: vu\n", ""),
        (b"units:\n  - id: vu\n    name: V\0u\n", ""),
        (b"units:\n  - id: vu\n    name: \"V\\0u\"\n", ""),
        (b"units: *nowhere\n", ""),
        (b"units: &a [*a]\n", ""),
        (b"%YAML 9.9\n---\nunits: x\n", ""),
        (b"---\nunits: []\n---\nunits: []\n", ""),
        (b"units: !!binary x\n", ""),
        (b"<<: {units: []}\n", ""),
        (b"? [a, b]\n: c\n", ""),
        (b"\xff\xfeu\0n\0", ""),
    ] {
        assert_eq!(findings(data), expected, "{}", String::from_utf8_lossy(data));
    }
}

#[test]
fn huge_numbers_are_no_numbers() {
    let digits = "9".repeat(100_000);
    for (record, expected) in [
        ("headcount: 99999999999999999999".to_owned(), ""),
        ("headcount: -1".to_owned(), ""),
        ("headcount: 1e9".to_owned(), ""),
        ("headcount: .inf".to_owned(), ""),
        (format!("headcount: {digits}"), ""),
        ("dissolved: 1/1/99999".to_owned(), ""),
        ("dissolved: 0/0/0000".to_owned(), ""),
    ] {
        assert_eq!(findings(format!("units:\n  - id: vu\n    name: Vụ\n    {record}\n")), expected);
    }
    for count in [
        format!("{digits} người"),
        "1e999 người".to_owned(),
        "-- người".to_owned(),
        "1.2.3,4,5 người".to_owned(),
    ] {
        let said = findings(format!(
            "units:\n  - {{id: vu, name: Vụ}}\ntallies:\n  - {{id: t, unit: vu, forms: [giay-khen], count: '{count}'}}\n"
        ));
        assert!(said.starts_with("data/a.yaml:4:55: error[bad-quantity]: "), "{said}");
    }
}

#[test]
fn a_file_full_of_mistakes_is_said_in_time() {
    let said = findings(format!("units: [{}]\n", "x, ".repeat(10_000)));
    assert_eq!(said.lines().count(), 10_000);
}

/// Reads a data file and draws what is wrong with it.
fn read(data: &[u8]) {
    let project = Project::new().with("data/a.yaml", data);
    let (mut sources, mut diagnostics) = (SourceMap::default(), Vec::new());
    drop(vinhdanh::load::load(&project.path("data"), "data", &[], &mut sources, &mut diagnostics));
    render::human(&diagnostics, &sources, false, &mut Vec::new()).unwrap();
    render::json(&diagnostics, &sources, &mut Vec::new()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_read(data in proptest::collection::vec(any::<u8>(), 0..200)) {
        read(&data);
    }

    #[test]
    fn any_records_with_a_hole_or_a_lump_can_be_read(
        from in 0..RECORDS.len(),
        length in 0..40_usize,
        lump in "[\\[\\]{}:&*!|>'\"%@`#, \\n\\t-]{0,8}|\\PC{0,4}",
    ) {
        let mut data = RECORDS.as_bytes().to_vec();
        let end = (from + length).min(data.len());
        data.splice(from..end, lump.into_bytes());
        read(&data);
    }
}
