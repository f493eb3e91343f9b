//! `docs/data.md` lists every key that the data may have; it is made from the model, and this test holds it to that.

use std::fmt::Write as _;

use vinhdanh::fs;

/// The files of the model in the order in which a reader meets them.
const FILES: [&str; 15] = [
    "unit",
    "person",
    "campaign",
    "honour",
    "review",
    "conference",
    "decision",
    "document",
    "pattern",
    "form",
    "stock",
    "standing",
    "law",
    "rule",
    "need",
];

const HEAD: &str = "# The data, key by key

Any file below `data/` may hold any of the lists `units`, `people`, `campaigns`, `honours`, `tallies`, `claims`, `figures`, `reviews`,
`conferences`, `submissions`, `decisions`, `documents`, what the law asks beside honours (`ratings`, `initiatives`, `disciplines`, `absences`), and
those of the law itself: `forms`, `stocks`, `legal-texts`, `regimes`, `base-salaries`, `bonuses`, `rules`, `quotas`, `limits`,
`vote-rules`. This page lists what an entry of each may have; `vinhdanh check` says what is wrong with one. It is made from the model (`UPDATE_DOCS=1 cargo test reference`).

- *text*: one line, printed as it is. *Markdown*: a narrative, in which `*`, `#` and the like are markup.
- *date*: `13/4/2015`, or a part of it: `31/7`, `4/2015`, `2015`. *period*: `2011–2015` or `2012`. *time*: `8:30`.
- *quantity*: a number with its hedge and unit, such as `427 lượt người`, `gần 97 %`, `hơn 13 tỷ đồng`, `hàng chục`, `hằng năm`. The comma
  begins the decimals, so put one in quotes inside `{…}`.
- *actor*: a name, `{unit: ID}` or `{person: ID}`.
";

/// Returns the reference as the model has it.
fn reference() -> String {
    let mut page = HEAD.to_owned();
    for file in FILES {
        let text =
            fs::read_text(format!("{}/src/model/{file}.rs", env!("CARGO_MANIFEST_DIR")).as_ref()).unwrap();
        for declaration in text.split("\nrecord! {").skip(1) {
            record(declaration, &mut page);
        }
        for declaration in text.split("\nchoices! {").skip(1) {
            words(declaration, &mut page);
        }
    }
    page
}

fn record(declaration: &str, page: &mut String) {
    let mut docs = Vec::new();
    for line in declaration.lines().map(str::trim).take_while(|line| *line != "}") {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
        } else if let Some(name) = line.strip_prefix("pub struct ") {
            let shown = name.split('"').nth(1).unwrap();
            write!(
                page,
                "\n## {shown}\n\n{}\n\n| key | value | what it is |\n|---|---|---|\n",
                docs.join(" ")
            )
            .unwrap();
            docs.clear();
        } else if let Some((key, kind)) = line.strip_prefix("pub ").and_then(|line| line.split_once(": ")) {
            let value = value(kind.trim_end_matches(','));
            writeln!(
                page,
                "| `{}` | {value} | {} |",
                key.trim_start_matches("r#").replace('_', "-"),
                docs.join(" ")
            )
            .unwrap();
            docs.clear();
        }
    }
}

fn words(declaration: &str, page: &mut String) {
    let mut docs = Vec::new();
    for line in declaration.lines().map(str::trim).take_while(|line| *line != "}") {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
        } else if let Some(name) = line.strip_prefix("pub enum ") {
            let shown = name.split('"').nth(1).unwrap();
            write!(page, "\n## {shown}\n\n{}\n\n| word | what it is |\n|---|---|\n", docs.join(" ")).unwrap();
            docs.clear();
        } else if let Some((_, word)) = line.split_once(" = ") {
            writeln!(page, "| `{}` | {} |", word.trim_matches(['"', ',']), docs.join(" ")).unwrap();
            docs.clear();
        }
    }
}

/// Returns what a key's value is, from the type of its field.
fn value(kind: &str) -> String {
    let inside = |outer: &str| kind.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inside("Option<") {
        return format!("{}, optional", value(inner));
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of: {}", value(inner));
    }
    if let Some(inner) = inside("Located<").or_else(|| inside("Box<")) {
        return value(inner);
    }
    if let Some(target) = inside("Ref<") {
        return match target {
            "Recipient" => "id of a person or unit".to_owned(),
            other => format!("id of a {}", spaced(other)),
        };
    }
    match kind {
        "String" => "text".to_owned(),
        "u16" | "u32" => "whole number".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "Markdown" => "Markdown".to_owned(),
        "Each" => "`recipients of` and the id of a decision".to_owned(),
        "PathPattern" => "text".to_owned(),
        other => spaced(other),
    }
}

/// Returns the name of a type in words: `CountUnit` → `count unit`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words.trim_end_matches(" record").to_owned()
}

#[test]
fn the_reference_of_the_data_is_that_of_the_model() {
    let path = format!("{}/docs/data.md", env!("CARGO_MANIFEST_DIR"));
    let made = reference();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path.as_ref(), made.as_bytes()).unwrap();
    }
    let written = fs::read_text(path.as_ref()).unwrap_or_default().replace('\r', "");
    assert!(written == made, "docs/data.md is out of date: UPDATE_DOCS=1 cargo test reference");
}
