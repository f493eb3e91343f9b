//! Data that means harm: it prints as text, or is refused in words, and nothing breaks.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use snapbox::{IntoData as _, str};
use vinhdanh::diagnostic::render;
use vinhdanh::source::SourceMap;

use crate::pdf::{Pdf, squeezed};
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
const NARRATIVE: &str = "= h #panic(\"x\") #read(\"/etc/passwd\") #{1+1} $x$ @ref //c /* c */ {{ 7+7 }} {% include \"x\" %} {# c #}";

/// Fields that every set of templates prints.
const MAIN_FIELDS: [&str; 27] = [
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
    "chair-title",
    "election-to",
    "vote-called",
    "submission-to",
    "submission-subject",
    "submission-basis",
    "decision-subject",
    "authority",
    "basis",
    "signatory-title",
    "document-recipient",
    "overview",
    "address",
    "letter-text",
];

/// Returns the text that is put into a field of the set with this number.
fn text(number: usize, field: &str) -> String {
    let texts: Vec<&str> = TEXTS.into_iter().cycle().skip(number).take(4).collect();
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
            if yaml.ends_with("hàng chục ") || yaml.ends_with("hơn 20 lượt ") {
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

#[test]
fn hostile_texts_print_as_text_in_every_field() {
    let project = Project::new();
    for number in 0..TEXTS.len() {
        project.write(format!("data/{number}.yaml"), records(number));
    }
    project.run(&["build"]).done();

    let documents = project.manifest().documents;
    assert_eq!(documents.len(), 7 * TEXTS.len());
    let mut all = String::new();
    for entry in &documents {
        let number = entry.id.rsplit_once('-').unwrap().1.parse().unwrap();
        let printed = Pdf::read(&project.read(&format!("output/{}", entry.path))).squeezed().to_lowercase();
        for field in fields() {
            let literal = [text(number, field), format!("{NARRATIVE} {}", mark(field))];
            let literal = literal.map(|text| squeezed(&text).to_lowercase());
            for (at, mark) in printed.match_indices(&mark(field)) {
                let before = &printed[..at + mark.len()];
                let is_literal = literal.iter().any(|text| before.ends_with(text));
                let near = before.floor_char_boundary(before.len().saturating_sub(200));
                assert!(is_literal, "{}: {field}: …{}", entry.id, &before[near..]);
            }
        }
        all += &printed;
    }
    let absent: Vec<&str> = MAIN_FIELDS.into_iter().filter(|field| !all.contains(&mark(field))).collect();
    assert_eq!(absent, Vec::<&str>::new());
}

/// Returns the names of the fields of the records.
fn fields() -> impl Iterator<Item = &'static str> {
    RECORDS.split(['«', '‹']).skip(1).map(|rest| rest.split(['»', '›']).next().unwrap())
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
    assert_eq!(findings(bomb), "data/a.yaml:4:45: error[too-much]: aliases add more than 10000 values\n");
}

#[test]
fn nesting_ends_at_a_depth() {
    let expected = "error[too-much]: lists and mappings are nested more than 64 deep\n";
    for open in ["[", "{a: ", "- ", "? ", "!t ["] {
        let said = findings(open.repeat(100_000));
        assert!(said.ends_with(expected) && said.lines().count() == 1, "{open}: {said}");
    }
}

#[test]
fn a_text_of_ten_megabytes_is_refused() {
    let said = findings(format!("units:\n  - id: vu\n    name: {}\n", "Vụ ".repeat(2_500_000)));
    assert_eq!(
        said,
        "data/a.yaml:3:11: error[too-much]: a text has 7499999 characters; 100000 is the most\n"
    );
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

/// Lists what is said about each of these files.
fn all_findings<'a>(files: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut all = String::new();
    for data in files {
        let shown: String = data.escape_ascii().to_string().chars().take(60).collect();
        write!(all, "{shown}\n    {}", findings(data).replace("data/a.yaml", "")).unwrap();
    }
    all
}

#[test]
fn broken_files_are_said_with_the_place_where_they_break() {
    let files: [&[u8]; 16] = [
        b"units:\n  - id: \"vu\n    name: x\n",
        b"units:\n  - {id: 'vu\n",
        b"units: [\n",
        b"units:\n\t- id: vu\n",
        b"units:\n  - id: vu\n    name: V\0u\n",
        b"units:\n  - id: vu\n    name: \"V\\0u\"\n",
        b"units:\n  - id: vu\n    name: \"\\ud800\"\n",
        b"units: *nowhere\n",
        b"units: &a [*a]\n",
        b"%YAML 9.9\n---\nunits: x\n",
        b"---\nunits: []\n---\nunits: []\n",
        b"units: !!binary x\n",
        b"<<: {units: []}\n",
        b"? [a, b]\n: c\n",
        b"\xff\xfeu\0n\0",
        b"units: []\n  - x\n",
    ];
    snapbox::assert_data_eq!(all_findings(files), str![[r#"
units:\n  - id: \"vu\n    name: x\n
    :2:9: error[invalid-yaml]: this is not YAML: unclosed quote
units:\n  - {id: \'vu\n
    :2:10: error[invalid-yaml]: this is not YAML: unclosed quote
units: [\n
    :1:8: error[invalid-yaml]: this is not YAML: unclosed bracket '['
units:\n\t- id: vu\n
    :2:2: error[invalid-yaml]: this is not YAML: tabs disallowed within this context (block indentation)
units:\n  - id: vu\n    name: V\x00u\n
    :3:12: error[control-character]: the text holds the control character U+0000
units:\n  - id: vu\n    name: \"V\\0u\"\n
    :3:11: error[control-character]: the text holds the control character U+0000
units:\n  - id: vu\n    name: \"\\ud800\"\n
    :3:11: error[invalid-yaml]: this is not YAML: while parsing a quoted scalar, found high surrogate without following low surrogate
units: *nowhere\n
    :1:8: error[invalid-yaml]: this is not YAML: while parsing node, found unknown anchor
units: &a [*a]\n
    :1:12: error[invalid-yaml]: an alias stands inside the value it names
%YAML 9.9\n---\nunits: x\n
    :1:1: error[invalid-yaml]: this is not YAML: unsupported YAML major version
---\nunits: []\n---\nunits: []\n
    :3:1: error[invalid-yaml]: the file holds a second YAML document
units: !!binary x\n
    :1:17: error[wrong-type]: expected a list (lines that begin with `- `), found `x`
<<: {units: []}\n
    :1:1: error[unknown-key]: a data file has no list `<<`
? [a, b]\n: c\n
    :1:3: error[invalid-yaml]: a key must be a text, found a list
\xff\xfeu\x00n\x00
    : error[not-utf8]: `` is not UTF-8 text: byte 1 does not fit
units: []\n  - x\n
    :2:3: error[invalid-yaml]: this is not YAML: while parsing a block mapping, did not find expected key

"#]].raw());
}

#[test]
fn huge_numbers_are_no_numbers() {
    let unit = |record: &str| format!("units: [{{id: vu, name: x, {record}}}]\n").into_bytes();
    let tally = |count: &str| {
        format!("tallies: [{{id: t, unit: v, forms: [], count: '{count}'}}]\nunits: [{{id: v, name: x}}]\n")
            .into_bytes()
    };
    let digits = "9".repeat(99_999);
    let files = [
        unit("headcount: 99999999999999999999"),
        unit("headcount: -1"),
        unit("headcount: 1e9"),
        unit("headcount: .inf"),
        unit("headcount: 0x10"),
        unit(&format!("headcount: {digits}")),
        unit("dissolved: 1/1/99999"),
        unit("dissolved: 0/0/0000"),
        tally(&digits),
        tally("99999999999999999999 x"),
        tally("-- x"),
        tally("1.2.3,4,5 x"),
    ];
    snapbox::assert_data_eq!(all_findings(files.iter().map(Vec::as_slice)), str![[r#"
units: [{id: vu, name: x, headcount: 99999999999999999999}]\
    :1:38: error[wrong-type]: expected a whole number up to 4294967295, found `99999999999999999999`
units: [{id: vu, name: x, headcount: -1}]\n
    :1:38: error[wrong-type]: expected a whole number such as 12, found `-1`
units: [{id: vu, name: x, headcount: 1e9}]\n
    :1:38: error[wrong-type]: expected a whole number such as 12, found `1e9`
units: [{id: vu, name: x, headcount: .inf}]\n
    :1:38: error[wrong-type]: expected a whole number such as 12, found `.inf`
units: [{id: vu, name: x, headcount: 0x10}]\n
    :1:38: error[wrong-type]: expected a whole number such as 12, found `0x10`
units: [{id: vu, name: x, headcount: 99999999999999999999999
    :1:38: error[wrong-type]: expected a whole number up to 4294967295, found `999999999999999999999999999999999999999999999999999999999999…`
units: [{id: vu, name: x, dissolved: 1/1/99999}]\n
    :1:38: error[bad-date]: `1/1/99999` is not a date
units: [{id: vu, name: x, dissolved: 0/0/0000}]\n
    :1:38: error[bad-date]: `0/0/0000` is not a date
tallies: [{id: t, unit: v, forms: [], count: \'9999999999999
    :1:46: error[bad-quantity]: `999999999999999999999999999999999999999999999999999999999999…` is not a quantity
tallies: [{id: t, unit: v, forms: [], count: \'9999999999999
    :1:46: error[bad-quantity]: `99999999999999999999 x` is not a quantity
tallies: [{id: t, unit: v, forms: [], count: \'-- x\'}]\nuni
    :1:46: error[bad-quantity]: `-- x` is not a quantity
tallies: [{id: t, unit: v, forms: [], count: \'1.2.3,4,5 x\'
    :1:46: error[bad-quantity]: `1.2.3,4,5 x` is not a quantity

"#]].raw());
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
