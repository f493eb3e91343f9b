//! Wrong layouts: each breaks the rules that it should, and no others, and together they break every rule.
//!
//! A layout of the project takes the place of the built-in one; it is that with some measures changed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::rule::Finding;
use super::{Paper, office, papers, rules};
use crate::fonts::renamed;
use crate::project::{Project, repository};

/// A change in a layout or template: the file, what stands there, and what takes its place.
type Change = (&'static str, &'static str, &'static str);

/// Layouts with changes, and the rules that they break in a document.
struct Wrong {
    party: bool,
    document: &'static str,
    changes: &'static [Change],
    breaks: &'static [&'static str],
}

const DECISION: &str = "quyet-dinh-giay-khen-2025";
const REPORT: &str = "bao-cao-2025";
const LONG_REPORT: &str = "bao-cao-2021-2025";
const SUBMISSION: &str = "to-trinh-khen-thuong-2025";

const fn state(document: &'static str, changes: &'static [Change], breaks: &'static [&'static str]) -> Wrong {
    Wrong { party: false, document, changes, breaks }
}

const fn party(document: &'static str, changes: &'static [Change], breaks: &'static [&'static str]) -> Wrong {
    Wrong { party: true, document, changes, breaks }
}

const WRONG: &[Wrong] = &[
    // The page.
    state(
        DECISION,
        &[("typst/base.typ", "left: 30mm, right: 15mm", "left: 29mm, right: 14mm")],
        &["margin-left", "margin-right"],
    ),
    state(
        REPORT,
        &[("typst/base.typ", "(top: 20mm, bottom: 20mm", "(top: 15mm, bottom: 10mm")],
        &["margin-bottom", "margin-top"],
    ),
    state(
        DECISION,
        &[("typst/base.typ", "paper: \"a4\"", "width: 209mm, height: 296mm")],
        &["paper-height", "paper-width"],
    ),
    state(
        REPORT,
        &[(
            "typst/base.typ",
            "font: fonts, size: style.text, lang",
            "font: fonts, fill: luma(20%), size: style.text, lang",
        )],
        &["black"],
    ),
    state(
        REPORT,
        &[
            ("typst/base.typ", "page-number: (top: 10mm, size: 14pt)", "page-number: (top: 0mm, size: 11pt)"),
            ("typst/base.typ", "if number > 1 { align(center, text(", "if number > 0 { align(right, text("),
        ],
        &["page-number-centred", "page-number-order", "page-number-size", "page-number-top"],
    ),
    // The head.
    state(
        DECISION,
        &[
            ("typst/state.typ", "country: 13pt, words: 14pt", "country: 11pt, words: 12pt"),
            ("typst/state.typ", "issuer: 13pt", "issuer: 11pt"),
            ("typst/state.typ", "number: 13pt", "number: 12pt"),
            ("typst/state.typ", "date: 13pt", "date: 12pt"),
            ("typst/state.typ", "title: 14pt", "title: 15pt"),
            ("typst/state.typ", "subject: 14pt", "subject: 12pt"),
            ("typst/state.typ", "label: (size: 12pt", "label: (size: 11pt"),
            ("typst/state.typ", "    size: 11pt", "    size: 10pt"),
        ],
        &[
            "country-size",
            "date-size",
            "issuer-size",
            "motto-size",
            "number-size",
            "recipients-label-size",
            "recipients-size",
            "subject-size",
            "superior-size",
            "title-size",
        ],
    ),
    state(
        DECISION,
        &[
            (
                "typst/state.typ",
                "centred(width, upper(frame.superior))",
                "strong(centred(width, frame.superior))",
            ),
            (
                "typst/state.typ",
                "alone(weight: \"bold\", underlined(style.rule, width, style.rule.share, upper(frame.issuer)))",
                "alone(style: \"italic\", underlined(style.rule, width, style.rule.share, frame.issuer))",
            ),
            (
                "typst/state.typ",
                "#let motto(style, width) = alone(weight: \"bold\"",
                "#let motto(style, width) = alone(weight: \"regular\"",
            ),
        ],
        &[
            "country-bold",
            "issuer-bold",
            "issuer-capitals",
            "motto-bold",
            "superior-capitals",
            "superior-upright",
        ],
    ),
    state(
        DECISION,
        &[
            ("typst/state.typ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            ("typst/state.typ", "Tự do - Hạnh phúc", "tự do - hạnh phúc"),
        ],
        &["country-words", "motto-words"],
    ),
    state(
        DECISION,
        &[
            ("typst/state.typ", "style.rule.share, upper(", "100%, upper("),
            ("typst/state.typ", "100%, \"Độc lập", "50%, \"Độc lập"),
            (
                "typst/state.typ",
                "underlined(style.rule, width, style.rule.share, words)",
                "underlined(style.rule, width, 60%, words)",
            ),
        ],
        &["issuer-rule", "motto-rule", "subject-rule"],
    ),
    state(
        DECISION,
        &[(
            "typst/alone.typ",
            "pdf.artifact(line(length: fitted.width * share, stroke: rule.stroke))",
            "pdf.artifact(move(dx: 1mm, line(length: fitted.width * share, stroke: rule.stroke)))",
        )],
        &["issuer-rule-centred", "motto-rule-centred", "subject-rule-centred"],
    ),
    state(
        DECISION,
        &[(
            "typst/base.typ",
            "left(style.head.left), right(room),",
            "move(dx: 9cm, left(style.head.left)), move(dx: -6.5cm, right(room)),",
        )],
        &["country-place", "date-centred", "issuer-place", "number-centred"],
    ),
    state(
        DECISION,
        &[
            ("typst/state.typ", "centred(width, \"CỘNG", "move(dx: 1mm, centred(width, \"CỘNG"),
            ("typst/state.typ", "VIỆT NAM\"))", "VIỆT NAM\")))\n  v(8pt)"),
            (
                "typst/state.typ",
                "centred(width, upper(frame.superior))",
                "move(dx: 1mm, centred(width, upper(frame.superior)))",
            ),
            (
                "typst/base.typ",
                "centred(style.head.left, number))",
                "move(dx: 1mm, centred(style.head.left, number)))",
            ),
            (
                "typst/base.typ",
                "pad(left: room - width, centred(width, date))",
                "move(dx: 1mm, dy: 1mm, pad(left: room - width, centred(width, date)))",
            ),
        ],
        &[
            "date-centred",
            "date-level",
            "motto-centred",
            "motto-spacing",
            "number-centred",
            "superior-centred",
        ],
    ),
    state(
        DECISION,
        &[
            ("typst/base.typ", "set text(size: style.date, style: \"italic\")", "set text(size: style.date)"),
            (
                "typst/base.typ",
                "alone(size: style.number, centred",
                "alone(size: style.number, weight: \"bold\", centred",
            ),
            (
                "typst/state.typ",
                "number: frame.at(\"number\", default: none)",
                "number: frame.at(\"number\", default: \"\").replace(\"/\", \" / \")",
            ),
            (
                "typst/state.typ",
                "date: frame.at(\"place-date\", default: none)",
                "date: frame.at(\"place-date\", default: \"\").replace(\"tháng\", \"Tháng\")",
            ),
        ],
        &["date-form", "date-italic", "number-form", "number-upright"],
    ),
    // The type, the subject, the grounds.
    state(
        DECISION,
        &[
            (
                "typst/base.typ",
                "show title: set text(size: style.title, weight: \"bold\")",
                "show title: set text(size: style.title, weight: \"regular\")",
            ),
            (
                "typst/base.typ",
                "sticky: true, alone(weight: \"bold\", {",
                "sticky: true, alone(weight: \"regular\", {",
            ),
            ("typst/base.typ", "frame.title, draw: title", "lower(frame.title), draw: title"),
            (
                "typst/base.typ",
                "draw(width - 2 * style.indent, frame.subject)",
                "draw(width - 2 * style.indent, upper(frame.subject))",
            ),
        ],
        &["subject-bold", "subject-case", "title-bold", "title-capitals"],
    ),
    state(
        DECISION,
        &[
            (
                "typst/base.typ",
                "alone(size: style.title, centred(",
                "move(dx: 1mm, alone(size: style.title, centred(",
            ),
            ("typst/base.typ", "draw: title))", "draw: title)))"),
            (
                "typst/base.typ",
                "alone(size: style.subject, subject)",
                "move(dx: 1mm, alone(size: style.subject, subject))",
            ),
        ],
        &["subject-centred", "title-centred"],
    ),
    state(
        DECISION,
        &[
            (
                "typst/state.typ",
                "grounds(style, frame, emph)",
                "grounds(style, frame, it => text(size: 12pt, it))",
            ),
            ("typst/base.typ", "all.len() { \".\" } else { \";\" }", "all.len() { \";\" } else { \".\" }"),
        ],
        &["bases-end", "bases-italic", "bases-size", "recipients-end"],
    ),
    // The text.
    state(
        REPORT,
        &[("typst/base.typ", "text: 14pt", "text: 12pt")],
        &["addressee-size", "appendix-note-size", "appendix-title-size", "body-size", "heading-size"],
    ),
    state(
        DECISION,
        &[
            ("typst/base.typ", "pitch: 1.3em", "pitch: 1.1em"),
            ("typst/base.typ", "gap: 6pt", "gap: 5pt"),
            ("typst/base.typ", "indent: 1cm", "indent: 0.8cm"),
        ],
        &["first-line-indent", "line-spacing", "paragraph-gap"],
    ),
    state(
        REPORT,
        &[("typst/base.typ", "indent: 1cm", "indent: 1.5cm")],
        &["first-line-indent", "list-indent"],
    ),
    state(DECISION, &[("typst/base.typ", "pitch: 1.3em", "pitch: 1.8em")], &["line-spacing"]),
    state(
        DECISION,
        &[
            (
                "typst/base.typ",
                "justify: true, leading: leading",
                "justify: false, hanging-indent: 3mm, leading: leading",
            ),
            (
                "typst/alone.typ",
                "set par(justify: false, first",
                "set par(justify: false, hanging-indent: 0pt, first",
            ),
        ],
        &["body-justified", "body-left"],
    ),
    state(
        DECISION,
        &[(
            "typst/base.typ",
            "set smartquote(enabled: false)",
            "set smartquote(enabled: false)\n  show strong: it => it.body",
        )],
        &["article-bold"],
    ),
    state(
        REPORT,
        &[(
            "typst/base.typ",
            "font: fonts, size: style.text, lang",
            "style: \"italic\", font: fonts, size: style.text, lang",
        )],
        &[
            "addressee-upright",
            "appendix-title",
            "body-upright",
            "country-bold",
            "issuer-bold",
            "motto-bold",
            "name-bold",
            "number-upright",
            "page-number-upright",
            "post-bold",
            "recipients-upright",
            "subject-bold",
            "superior-upright",
            "title-bold",
        ],
    ),
    // Signatures and recipients.
    state(
        DECISION,
        &[
            (
                "typst/base.typ",
                "signature: (size: 14pt, post: \"bold\"",
                "signature: (size: 12pt, post: \"regular\"",
            ),
            (
                "typst/body.typ",
                "alone(weight: \"bold\", centred(width, it.name))",
                "alone(weight: \"regular\", centred(width, upper(it.name)))",
            ),
            ("typst/body.typ", "row(it.title, weight:", "row(lower(it.title), weight:"),
        ],
        &["name-bold", "name-case", "name-size", "post-bold", "post-capitals", "post-size"],
    ),
    state(
        DECISION,
        &[
            (
                "typst/body.typ",
                "alone(weight: \"bold\", centred(width, it.name))",
                "alone(weight: \"bold\", move(dx: 1mm, centred(width, it.name)))",
            ),
            (
                "typst/body.typ",
                "beside, if signatures.len() == 1 { signature-cells(style, right, signatures) }",
                "if signatures.len() == 1 { signature-cells(style, left, signatures) }, beside",
            ),
            ("typst/base.typ", "v((style.signature.size - label.size) * 0.8)", "v(6pt)"),
        ],
        &["name-centred", "recipients-left", "recipients-level", "signature-right"],
    ),
    state(
        DECISION,
        &[
            ("typst/state.typ", "text.with(weight: \"bold\", style: \"italic\")", "text"),
            ("typst/base.typ", "text(size: size, dashes(", "text(size: size, weight: \"bold\", dashes("),
        ],
        &["recipients-label-looks", "recipients-upright"],
    ),
    // Appendices.
    state(
        DECISION,
        &[
            (
                "typst/body.typ",
                "alone(size: style.text, weight: \"bold\", {",
                "alone(size: style.text, weight: \"regular\", {",
            ),
            ("typst/body.typ", "{ upper(plain(title)) } else", "{ plain(title) } else"),
            (
                "typst/body.typ",
                "size: style.text, style: \"italic\", underlined(",
                "size: 12pt, style: \"normal\", underlined(",
            ),
        ],
        &["appendix-note", "appendix-note-size", "appendix-title"],
    ),
    state(
        DECISION,
        &[
            ("typst/body.typ", "if title != none { centred(", "if title != none { move(dx: 1mm, centred("),
            ("typst/body.typ", "else { upper(title) }) }", "else { upper(title) })) }"),
        ],
        &["appendix-title-centred"],
    ),
    // The Party.
    party(
        DECISION,
        &[("typst/base.typ", "left: 30mm, right: 15mm", "left: 31mm, right: 16mm")],
        &["party-margin-left", "party-margin-right"],
    ),
    party(
        LONG_REPORT,
        &[
            ("typst/base.typ", "(top: 20mm, bottom: 20mm", "(top: 21mm, bottom: 16mm"),
            ("typst/base.typ", "page-number: (top: 10mm, size: 14pt)", "page-number: (top: 9mm, size: 13pt)"),
        ],
        &["party-margin-bottom", "party-margin-top", "party-page-number-size", "party-page-number-top"],
    ),
    party(
        DECISION,
        &[
            ("typst/party.typ", "country: 15pt", "country: 14pt"),
            ("typst/party.typ", "issuer: 14pt", "issuer: 13pt"),
            ("typst/party.typ", "number: 14pt", "number: 13pt"),
            ("typst/party.typ", "date: 14pt", "date: 13pt"),
            ("typst/party.typ", "title: 16pt", "title: 14pt"),
            ("typst/party.typ", "subject: 14pt", "subject: 16pt"),
            ("typst/party.typ", "label: (size: 14pt", "label: (size: 12pt"),
            ("typst/party.typ", "size: 12pt),\n)", "size: 11pt),\n)"),
            ("typst/base.typ", "signature: (size: 14pt", "signature: (size: 13pt"),
        ],
        &[
            "party-date-size",
            "party-issuer-size",
            "party-number-size",
            "party-recipients-label-size",
            "party-recipients-size",
            "party-signature-size",
            "party-subject-size",
            "party-superior-size",
            "party-title-size",
            "party-type-size",
        ],
    ),
    party(
        DECISION,
        &[
            ("typst/party.typ", "100%, \"ĐẢNG CỘNG SẢN VIỆT NAM\"", "50%, \"Đảng Cộng sản Việt Nam\""),
            (
                "typst/party.typ",
                "alone(size: style.country, weight: \"bold\"",
                "alone(size: style.country, weight: \"regular\"",
            ),
            (
                "typst/party.typ",
                "centred(width, upper(frame.superior))",
                "strong(centred(width, upper(frame.superior)))",
            ),
            ("typst/party.typ", "centred(width, upper(frame.issuer))", "centred(width, frame.issuer)"),
            ("typst/party.typ", "    centred(width, \"*\")\n", ""),
        ],
        &[
            "party-asterisk",
            "party-issuer-bold",
            "party-superior-upright",
            "party-title-bold",
            "party-title-rule",
            "party-title-words",
        ],
    ),
    party(
        DECISION,
        &[
            (
                "typst/alone.typ",
                "pdf.artifact(line(length: fitted.width * share, stroke: rule.stroke))",
                "pdf.artifact(move(dx: 1mm, line(length: fitted.width * share, stroke: rule.stroke)))",
            ),
            ("typst/party.typ", "centred(width, \"*\")", "move(dx: 1mm, centred(width, \"*\"))"),
            (
                "typst/base.typ",
                "centred(style.head.left, number))",
                "move(dx: 1mm, centred(style.head.left, number)))",
            ),
            (
                "typst/base.typ",
                "pad(left: room - width, centred(width, date))",
                "move(dx: -6cm, pad(left: room - width, centred(width, date)))",
            ),
            ("typst/party.typ", "centred(width, \"-----\")", "move(dx: 1mm, centred(width, \"-----\"))"),
        ],
        &[
            "party-asterisk-centred",
            "party-date-right",
            "party-hyphens-centred",
            "party-number-centred",
            "party-title-rule-centred",
        ],
    ),
    party(
        DECISION,
        &[
            ("typst/base.typ", "set text(size: style.date, style: \"italic\")", "set text(size: style.date)"),
            (
                "typst/base.typ",
                "alone(size: style.number, centred",
                "alone(size: style.number, weight: \"bold\", centred",
            ),
            (
                "typst/party.typ",
                "number: frame.at(\"number\", default: none)",
                "number: frame.at(\"number\", default: \"\").replace(\"/\", \" /\")",
            ),
            (
                "typst/party.typ",
                "date: frame.at(\"place-date\", default: none)",
                "date: frame.at(\"place-date\", default: \"\").replace(\"tháng\", \"Tháng\")",
            ),
        ],
        &["party-date-form", "party-date-italic", "party-number-form", "party-number-upright"],
    ),
    party(
        DECISION,
        &[
            (
                "typst/base.typ",
                "show title: set text(size: style.title, weight: \"bold\")",
                "show title: set text(size: style.title, weight: \"regular\")",
            ),
            (
                "typst/base.typ",
                "sticky: true, alone(weight: \"bold\", {",
                "sticky: true, alone(weight: \"regular\", {",
            ),
            (
                "typst/base.typ",
                "alone(size: style.title, centred(",
                "move(dx: 1mm, alone(size: style.title, centred(",
            ),
            ("typst/base.typ", "draw: title))", "draw: title)))"),
            ("typst/party.typ", " centred(width, \"-----\")", ""),
        ],
        &["party-hyphens", "party-subject-bold", "party-title-centred", "party-type-bold"],
    ),
    party(
        DECISION,
        &[("typst/party.typ", "it => \"- \" + it", "emph")],
        &["party-bases-dash", "party-bases-upright"],
    ),
    party(
        REPORT,
        &[("typst/base.typ", "text: 14pt", "text: 13pt")],
        &["party-addressee-size", "party-body-size", "party-heading-size", "party-line-pitch"],
    ),
    party(
        REPORT,
        &[("typst/party.typ", "pitch: 19pt / 14pt * 1em", "pitch: 23pt / 14pt * 1em")],
        &["party-line-pitch"],
    ),
    party(
        REPORT,
        &[
            (
                "typst/body.typ",
                "if \"title\" in it { row(it.title, weight: style.signature.post) }",
                "if \"title\" in it { row(it.title, weight: \"bold\") }",
            ),
            ("typst/body.typ", "row(line, weight: \"bold\")", "row(lower(line), weight: \"regular\")"),
            ("typst/party.typ", "draw: underline.with(offset: 2pt)", "draw: text.with(weight: \"bold\")"),
            ("typst/base.typ", "text(size: size, dashes(", "text(size: size, weight: \"bold\", dashes("),
        ],
        &[
            "party-capacity-bold",
            "party-post-upright",
            "party-recipients-label-rule",
            "party-recipients-label-upright",
            "party-recipients-upright",
        ],
    ),
    party(
        LONG_REPORT,
        &[
            ("_words.md", "{{ \"-\" if unit.style == \"party\" else \".\" }}", "."),
            ("_words.md", "{{ \".\" if unit.style == \"party\" else \"./.\" }}", "./."),
        ],
        &["party-end", "party-heading-form"],
    ),
    party(
        SUBMISSION,
        &[("typst/party.typ", "{ \"Kính trình\" } else", "{ \"Kính gửi\" } else")],
        &["party-submission-address"],
    ),
];

fn broken_by(wrong: &Wrong) -> BTreeSet<&'static str> {
    let project = office(if wrong.party { "party" } else { "state" });
    for (file, right, wrong) in wrong.changes {
        let path = format!("templates/{file}");
        if !project.path(&path).exists() {
            project.copy(&repository().join(&path), &path);
        }
        project.edit(&path, right, wrong);
    }
    broken_in(&project, wrong.document)
}

fn broken_in(project: &Project, document: &str) -> BTreeSet<&'static str> {
    let broken = |paper: &Paper| {
        let rules = rules().filter(|rule| rule.is_for(paper));
        let rules = rules.filter(|rule| matches!(rule.hold(paper), Finding::Broken(_)));
        rules.map(|rule| rule.name).collect::<Vec<_>>()
    };
    papers(project, &[document]).iter().flat_map(broken).collect()
}

#[test]
fn each_wrong_layout_breaks_the_rules_that_it_should_and_no_others() {
    // A build takes a second or two, and there are many.
    let threads = std::thread::available_parallelism().unwrap().get();
    let faults: String = std::thread::scope(|scope| {
        let parts: Vec<_> = WRONG.chunks(WRONG.len().div_ceil(threads)).collect();
        let parts: Vec<_> = parts.into_iter().map(|part| scope.spawn(|| faults(part))).collect();
        parts.into_iter().map(|part| part.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{faults}");
}

fn faults(part: &[Wrong]) -> String {
    let mut faults = String::new();
    for wrong in part {
        let expected: BTreeSet<&str> = wrong.breaks.iter().copied().collect();
        let found = broken_by(wrong);
        if found != expected {
            writeln!(faults, "{:?}\n  breaks {found:?}, not {expected:?}", wrong.changes).unwrap();
        }
    }
    faults
}

#[test]
fn every_rule_can_be_broken() {
    let breakable: BTreeSet<&str> =
        WRONG.iter().flat_map(|wrong| wrong.breaks).copied().chain(["font"]).collect();
    let others: Vec<&str> = rules().map(|rule| rule.name).filter(|name| !breakable.contains(name)).collect();
    assert_eq!(others, Vec::<&str>::new());
}

#[test]
fn letters_of_another_family_break_the_rule_of_the_font() {
    let project = office("state");
    for font in vinhdanh::typeset::builtin_fonts() {
        let style = font.name.trim_start_matches("LiberationSerif-").trim_end_matches(".ttf");
        let style = style.replace("BoldItalic", "Bold Italic");
        project.write(format!("own/{}", font.name), renamed(&font.data, "Rockwell", &style));
    }
    project.write("vinhdanh.yaml", "vinhdanh: 1\nfonts: [own]\n");
    project.copy(&repository().join("templates/typst/base.typ"), "templates/typst/base.typ");
    let families = "sys.inputs.at(\"fonts\", default: \"Liberation Serif\").split(\",\")";
    project.edit("templates/typst/base.typ", families, "(\"Rockwell\",)");
    assert_eq!(broken_in(&project, DECISION), BTreeSet::from(["font"]));
}
