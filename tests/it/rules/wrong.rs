//! Wrong layouts: each breaks the rules that it should, and no others, and together they break every rule.
//!
//! A layout of the project takes the place of the built-in one; it is that with some measures changed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::rule::Finding;
use super::{Paper, office, papers, rules};
use crate::fonts::renamed;
use crate::project::{Project, repository};

/// A change in a layout or template: what stands there, and what takes its place.
type Change = (&'static str, &'static str);

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
        &[("left: 30mm, right: 15mm", "left: 29mm, right: 14mm")],
        &["margin-left", "margin-right"],
    ),
    state(
        REPORT,
        &[("(top: 20mm, bottom: 20mm", "(top: 15mm, bottom: 10mm")],
        &["margin-bottom", "margin-top"],
    ),
    state(DECISION, &[("paper: \"a4\"", "width: 209mm, height: 296mm")], &["paper-height", "paper-width"]),
    state(
        REPORT,
        &[("font: fonts, size: style.text, lang", "font: fonts, fill: luma(20%), size: style.text, lang")],
        &["black"],
    ),
    state(
        REPORT,
        &[
            ("page-number: (top: 10mm, size: 14pt)", "page-number: (top: 0mm, size: 11pt)"),
            ("if number > 1 { align(center, text(", "if number > 0 { align(right, text("),
        ],
        &["page-number-centred", "page-number-order", "page-number-size", "page-number-top"],
    ),
    // The head.
    state(
        DECISION,
        &[
            ("country: 13pt, words: 14pt", "country: 11pt, words: 12pt"),
            ("issuer: 13pt", "issuer: 11pt"),
            ("number: 13pt", "number: 12pt"),
            ("date: 13pt", "date: 12pt"),
            ("title: 14pt", "title: 15pt"),
            ("subject: 14pt", "subject: 12pt"),
            ("label: (size: 12pt", "label: (size: 11pt"),
            ("    size: 11pt", "    size: 10pt"),
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
            ("centred(width, upper(frame.superior))", "strong(centred(width, frame.superior))"),
            (
                "alone(weight: \"bold\", underlined(style.rule, width, style.rule.share, upper(frame.issuer)))",
                "alone(style: \"italic\", underlined(style.rule, width, style.rule.share, frame.issuer))",
            ),
            (
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
            ("\"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\"", "\"CỘNG HÒA xã hội chủ nghĩa Việt Nam\""),
            ("Tự do - Hạnh phúc", "tự do - hạnh phúc"),
        ],
        &["country-words", "motto-words"],
    ),
    state(
        DECISION,
        &[
            ("style.rule.share, upper(", "100%, upper("),
            ("100%, \"Độc lập", "50%, \"Độc lập"),
            (
                "underlined(style.rule, width, style.rule.share, words)",
                "underlined(style.rule, width, 60%, words)",
            ),
        ],
        &["issuer-rule", "motto-rule", "subject-rule"],
    ),
    state(
        DECISION,
        &[(
            "pdf.artifact(line(length: fitted.width * share, stroke: rule.stroke))",
            "pdf.artifact(move(dx: 1mm, line(length: fitted.width * share, stroke: rule.stroke)))",
        )],
        &["issuer-rule-centred", "motto-rule-centred", "subject-rule-centred"],
    ),
    state(
        DECISION,
        &[(
            "left(style.head.left), right(room),",
            "move(dx: 9cm, left(style.head.left)), move(dx: -6.5cm, right(room)),",
        )],
        &["country-place", "date-centred", "issuer-place", "number-centred"],
    ),
    state(
        DECISION,
        &[
            ("centred(width, republic))", "move(dx: 1mm, centred(width, republic)))\n  v(8pt)"),
            ("centred(width, upper(frame.superior))", "move(dx: 1mm, centred(width, upper(frame.superior)))"),
            ("centred(style.head.left, number))", "move(dx: 1mm, centred(style.head.left, number)))"),
            (
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
            ("set text(size: style.date, style: \"italic\")", "set text(size: style.date)"),
            ("alone(size: style.number, centred", "alone(size: style.number, weight: \"bold\", centred"),
            (
                "number: frame.at(\"number\", default: none)",
                "number: frame.at(\"number\", default: \"\").replace(\"/\", \" / \")",
            ),
            (
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
                "show title: set text(size: style.title, weight: \"bold\")",
                "show title: set text(size: style.title, weight: \"regular\")",
            ),
            ("sticky: true, alone(weight: \"bold\", {", "sticky: true, alone(weight: \"regular\", {"),
            ("frame.title, draw: title", "lower(frame.title), draw: title"),
            (
                "draw(width - 2 * style.indent, frame.subject)",
                "draw(width - 2 * style.indent, upper(frame.subject))",
            ),
        ],
        &["subject-bold", "subject-case", "title-bold", "title-capitals"],
    ),
    state(
        DECISION,
        &[
            ("alone(size: style.title, centred(", "move(dx: 1mm, alone(size: style.title, centred("),
            ("draw: title))", "draw: title)))"),
            ("alone(size: style.subject, subject)", "move(dx: 1mm, alone(size: style.subject, subject))"),
        ],
        &["subject-centred", "title-centred"],
    ),
    state(
        DECISION,
        &[
            ("grounds(style, frame, emph)", "grounds(style, frame, it => text(size: 12pt, it))"),
            ("all.len() { \".\" } else { \";\" }", "all.len() { \";\" } else { \".\" }"),
        ],
        &["bases-end", "bases-italic", "bases-size", "recipients-end"],
    ),
    // The text.
    state(
        REPORT,
        &[("text: 14pt", "text: 12pt")],
        &["addressee-size", "appendix-note-size", "appendix-title-size", "body-size", "heading-size"],
    ),
    state(
        DECISION,
        &[("pitch: 1.3em", "pitch: 1.1em"), ("gap: 6pt", "gap: 5pt"), ("indent: 1cm", "indent: 0.8cm")],
        &["first-line-indent", "line-spacing", "paragraph-gap"],
    ),
    state(REPORT, &[("indent: 1cm", "indent: 1.5cm")], &["first-line-indent", "list-indent"]),
    state(REPORT, &[("pitch: 1.3em", "pitch: 1.8em")], &["line-spacing"]),
    state(
        DECISION,
        &[
            ("justify: true, leading: leading", "justify: false, hanging-indent: 3mm, leading: leading"),
            (
                "first-line-indent: 0pt, leading: 0.15em, spacing: 0.15em",
                "hanging-indent: 0pt, first-line-indent: 0pt, leading: 0.15em, spacing: 0.15em",
            ),
        ],
        &["body-justified", "body-left"],
    ),
    state(
        DECISION,
        &[("set smartquote(enabled: false)", "set smartquote(enabled: false)\n  show strong: it => it.body")],
        &["article-bold"],
    ),
    state(
        REPORT,
        &[("font: fonts, size: style.text, lang", "style: \"italic\", font: fonts, size: style.text, lang")],
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
            ("signature: (size: 14pt, post: \"bold\"", "signature: (size: 12pt, post: \"regular\""),
            (
                "alone(weight: \"bold\", centred(width, it.name))",
                "alone(weight: \"regular\", centred(width, upper(it.name)))",
            ),
            ("row(it.title, weight:", "row(lower(it.title), weight:"),
        ],
        &["name-bold", "name-case", "name-size", "post-bold", "post-capitals", "post-size"],
    ),
    state(
        DECISION,
        &[
            (
                "alone(weight: \"bold\", centred(width, it.name))",
                "alone(weight: \"bold\", move(dx: 1mm, centred(width, it.name)))",
            ),
            (
                "beside, if signatures.len() == 1 { signature-cells(style, right, signatures) }",
                "if signatures.len() == 1 { signature-cells(style, left, signatures) }, beside",
            ),
            ("v((style.signature.size - label.size) * 0.8)", "v(6pt)"),
        ],
        &["name-centred", "recipients-left", "recipients-level", "signature-right"],
    ),
    state(
        DECISION,
        &[
            ("text.with(weight: \"bold\", style: \"italic\")", "text"),
            ("text(size: size, dashes(", "text(size: size, weight: \"bold\", dashes("),
        ],
        &["recipients-label-looks", "recipients-upright"],
    ),
    // Appendices.
    state(
        DECISION,
        &[
            ("alone(size: style.text, weight: \"bold\", {", "alone(size: style.text, weight: \"regular\", {"),
            ("{ upper(plain(title)) } else", "{ plain(title) } else"),
            (
                "size: style.text, style: \"italic\", underlined(",
                "size: 12pt, style: \"normal\", underlined(",
            ),
        ],
        &["appendix-note", "appendix-note-size", "appendix-title"],
    ),
    state(
        DECISION,
        &[
            ("if title != none { centred(", "if title != none { move(dx: 1mm, centred("),
            ("else { upper(title) }) }", "else { upper(title) })) }"),
        ],
        &["appendix-title-centred"],
    ),
    // The Party.
    party(
        DECISION,
        &[("left: 30mm, right: 15mm", "left: 31mm, right: 16mm")],
        &["party-margin-left", "party-margin-right"],
    ),
    party(
        LONG_REPORT,
        &[
            ("(top: 20mm, bottom: 20mm", "(top: 21mm, bottom: 16mm"),
            ("page-number: (top: 10mm", "page-number: (top: 9mm"),
            ("size: size(\"page-number\")", "size: 13pt"),
        ],
        &["party-margin-bottom", "party-margin-top", "party-page-number-size", "party-page-number-top"],
    ),
    party(
        DECISION,
        &[
            ("country: 15pt", "country: 14pt"),
            ("issuer: 14pt", "issuer: 13pt"),
            ("number: 14pt", "number: 13pt"),
            ("date: 14pt", "date: 13pt"),
            ("title: size(\"title\")", "title: 14pt"),
            ("subject: size(\"subject\")", "subject: 16pt"),
            ("label: (size: 14pt", "label: (size: 12pt"),
            ("offset: 2pt)), size: 12pt", "offset: 2pt)), size: 11pt"),
            ("signature: (size: 14pt", "signature: (size: 13pt"),
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
            ("100%, \"ĐẢNG CỘNG SẢN VIỆT NAM\"", "50%, \"Đảng Cộng sản Việt Nam\""),
            ("alone(size: style.country, weight: \"bold\"", "alone(size: style.country, weight: \"regular\""),
            ("centred(width, upper(frame.superior))", "strong(centred(width, upper(frame.superior)))"),
            ("centred(width, upper(frame.issuer))", "centred(width, frame.issuer)"),
            ("    centred(width, \"*\")\n", ""),
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
                "pdf.artifact(line(length: fitted.width * share, stroke: rule.stroke))",
                "pdf.artifact(move(dx: 1mm, line(length: fitted.width * share, stroke: rule.stroke)))",
            ),
            ("centred(width, \"*\")", "move(dx: 1mm, centred(width, \"*\"))"),
            ("centred(style.head.left, number))", "move(dx: 1mm, centred(style.head.left, number)))"),
            (
                "pad(left: room - width, centred(width, date))",
                "move(dx: -6cm, pad(left: room - width, centred(width, date)))",
            ),
            ("centred(width, \"-----\")", "move(dx: 1mm, centred(width, \"-----\"))"),
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
            ("set text(size: style.date, style: \"italic\")", "set text(size: style.date)"),
            ("alone(size: style.number, centred", "alone(size: style.number, weight: \"bold\", centred"),
            (
                "number: frame.at(\"number\", default: none)",
                "number: frame.at(\"number\", default: \"\").replace(\"/\", \" /\")",
            ),
            (
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
                "show title: set text(size: style.title, weight: \"bold\")",
                "show title: set text(size: style.title, weight: \"regular\")",
            ),
            ("sticky: true, alone(weight: \"bold\", {", "sticky: true, alone(weight: \"regular\", {"),
            ("alone(size: style.title, centred(", "move(dx: 1mm, alone(size: style.title, centred("),
            ("draw: title))", "draw: title)))"),
            (" centred(width, \"-----\")", ""),
        ],
        &["party-hyphens", "party-subject-bold", "party-title-centred", "party-type-bold"],
    ),
    party(DECISION, &[("it => \"- \" + it", "emph")], &["party-bases-dash", "party-bases-upright"]),
    party(
        REPORT,
        &[("text: size(\"text\"),", "text: 13pt,")],
        &["party-addressee-size", "party-body-size", "party-heading-size", "party-line-pitch"],
    ),
    party(REPORT, &[("pitch: size(\"line\") /", "pitch: 23pt /")], &["party-line-pitch"]),
    party(
        REPORT,
        &[
            (
                "if \"title\" in it { row(it.title, weight: style.signature.post) }",
                "if \"title\" in it { row(it.title, weight: \"bold\") }",
            ),
            ("row(line, weight: \"bold\")", "row(lower(line), weight: \"regular\")"),
            ("draw: underline.with(offset: 2pt)", "draw: text.with(weight: \"bold\")"),
            ("text(size: size, dashes(", "text(size: size, weight: \"bold\", dashes("),
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
            ("{{ \"-\" if unit.style == \"party\" else \".\" }}", "."),
            ("{{ \".\" if unit.style == \"party\" else \"./.\" }}", "./."),
        ],
        &["party-end", "party-heading-form"],
    ),
    party(SUBMISSION, &[("{ \"Kính trình\" } else", "{ \"Kính gửi\" } else")], &["party-submission-address"]),
];

fn broken_by(wrong: &Wrong) -> BTreeSet<&'static str> {
    let style = if wrong.party { "party" } else { "state" };
    let project = office(style);
    for (right, wrong) in wrong.changes {
        change(&project, style, right, wrong);
    }
    broken_in(&project, wrong.document)
}

/// Changes the first of the files that a style is made of that has these words.
fn change(project: &Project, style: &str, right: &str, wrong: &str) {
    let files = [style, "base", "frame", "body", "alone"].map(|name| format!("templates/typst/{name}.typ"));
    let files = files.into_iter().chain(["templates/_words.md".to_owned()]);
    let has = |path: &String| {
        if !project.path(path).exists() {
            project.copy(&repository().join(path), path);
        }
        project.text(path).contains(right)
    };
    let path = files.into_iter().find(has).unwrap_or_else(|| panic!("no layout has `{right}`"));
    project.edit(&path, right, wrong);
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
