//! `docs/law.md` lists every rule of the law with its article, its status and its tests; this test makes it from the data and
//! holds it to that.

mod words;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use vinhdanh::check::Strictness;
use vinhdanh::diagnostic::{Code, Severity};
use vinhdanh::fs;
use vinhdanh::law;
use vinhdanh::law::rules::example;
use vinhdanh::load::load;
use vinhdanh::model::{Date, Form, Id, Inventory, Need, Ref, ReviewNeed};
use vinhdanh::source::SourceMap;
use vinhdanh::yaml::Located;

use crate::lab::examine;

use words::{BY_HAND, HEAD, QUORUM, VOTES};

const SUITE: &str = "tests/suite/law";

fn inventory() -> Inventory {
    let folder = tempfile::tempdir().unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Vec::new());
    let loaded = load(folder.path(), "data", law::BUILT_IN, &mut sources, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    loaded.inventory
}

/// Returns the names of all cases of the suite of the law.
fn cases() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(SUITE);
    let files = fs::list(&folder).unwrap();
    let texts: Vec<String> = files.iter().map(|path| fs::read_text(path).unwrap()).collect();
    let names = texts.iter().flat_map(|text| text.lines()).filter_map(|line| line.strip_prefix("#--- "));
    names.map(str::to_owned).collect()
}

/// Returns the names of the cases that are about something of the law.
fn about<'a>(cases: &'a [String], id: &str) -> Vec<&'a str> {
    let names = |name: &&str| name.split([' ', ':', ',']).any(|word| word == id);
    cases.iter().map(String::as_str).filter(names).collect()
}

/// What the cases must show: of what only somebody can see, that it is asked; of what asks for nothing, that it lets pass; of all others,
/// both ways, and all of them at the edge if they ask for something.
fn lacking(names: &[&str], needs: Option<&[Need]>, is_held: bool) -> Vec<&'static str> {
    let only_review = needs
        .is_some_and(|needs| !needs.is_empty() && needs.iter().all(|need| matches!(need, Need::Review(_))));
    let has = |word: &str| names.iter().any(|name| name.contains(word));
    let mut wanted = Vec::new();
    if only_review {
        wanted.extend([
            ("always needs review", has("always needs review")),
            ("at the edge", has("at the edge")),
        ]);
    } else if is_held {
        wanted.push(("passes", has("passes") || has("always needs review")));
        wanted.push(("fails", has("fails") || has("needs review")));
        wanted.push(("at the edge", has("at the edge")));
    } else {
        wanted.push(("passes", has("passes")));
    }
    wanted.into_iter().filter(|(_, is_there)| !is_there).map(|(word, _)| word).collect()
}

fn days(from: &Located<Date>, to: Option<&Located<Date>>) -> String {
    to.map_or_else(|| format!("from {}", from.value), |to| format!("{} – {}", from.value, to.value))
}

fn names(inventory: &Inventory, forms: &[Ref<Form>]) -> String {
    let name = |link: &Ref<Form>| inventory.get(link).name.value.clone();
    match forms {
        [] => "everything".to_owned(),
        // Orders and the like, one by one, would fill the page.
        [first, .., last] if forms.len() > 6 => format!("{} … {}", name(first), name(last)),
        forms => forms.iter().map(name).collect::<Vec<_>>().join("; "),
    }
}

#[test]
fn every_rule_is_listed_and_has_its_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inventory = inventory();
    let records = inventory.records();
    let cases = cases();
    let mut page = HEAD.to_owned();
    let mut all_lacking = Vec::new();
    let mut row =
        |page: &mut String, id: &Located<Id>, what: String, rest: String, needs: Option<&[Need]>, held| {
            let found = about(&cases, id.value.as_str());
            let lacking = lacking(&found, needs, held);
            if !lacking.is_empty() {
                all_lacking.push(format!("{}: {}", id.value, lacking.join(", ")));
            }
            writeln!(page, "| `law/{}` | {what} | {rest} | {} |", id.value, found.len()).unwrap();
        };
    for rule in &records.rules {
        let class = rule.class.as_ref().map_or_else(String::new, |class| format!(" hạng {}", class.as_str()));
        let kind = rule.recipients.as_ref().map_or_else(String::new, |kind| format!(", {}", kind.as_str()));
        let merit = rule.merit.as_ref().map_or_else(String::new, |merit| format!(", {}", merit.as_str()));
        let what = format!("{}{class}{kind}{merit}", names(&inventory, &rule.forms));
        let days = days(&rule.from, rule.to.as_ref());
        let rest = format!("{} | {days} | {}", rule.article.value, rule.status.as_str());
        let held = !rule.needs.is_empty() || rule.found_as.is_some();
        row(&mut page, &rule.id, what, rest, Some(&rule.needs), held);
    }
    page.push_str("\n## Quotas and limits\n\n| quota or limit | about | article | days of decisions | status | cases |\n|---|---|---|---|---|---|\n");
    for quota in &records.quotas {
        let of = if quota.of.is_empty() { "all people".to_owned() } else { names(&inventory, &quota.of) };
        let what = format!("{}: at most {} % of {of}", names(&inventory, &quota.forms), quota.percent.value);
        let days = days(&quota.from, quota.to.as_ref());
        let rest = format!("{} | {days} | {}", quota.article.value, quota.status.as_str());
        row(&mut page, &quota.id, what, rest, None, true);
    }
    for limit in &records.limits {
        let times = limit.times.as_ref().map_or(1, |times| times.value);
        let what = format!("{}: {times} a year", names(&inventory, &limit.forms));
        let days = days(&limit.from, limit.to.as_ref());
        let rest = format!("{} | {days} | {}", limit.article.value, limit.status.as_str());
        row(&mut page, &limit.id, what, rest, None, true);
    }
    page.push_str(BY_HAND);
    for rule in &records.rules {
        for review in rule.needs.iter().flat_map(reviews) {
            let why = review.why.as_ref().unwrap_or_else(|| panic!("{} does not say why", rule.id.value));
            writeln!(page, "| `law/{}` | {} | {why} |", rule.id.value, review.what.value).unwrap();
        }
    }
    page.push_str(VOTES);
    for rule in &records.vote_rules {
        let offices: Vec<&str> = rule.councils.iter().map(|office| office.as_str()).collect();
        let council = if offices.is_empty() { "any".to_owned() } else { offices.join(", ") };
        let forms = names(&inventory, &rule.forms);
        let days = days(&rule.from, rule.to.as_ref());
        let (id, percent, article) = (&rule.id.value, rule.percent.value, &rule.article.value);
        let status = rule.status.as_str();
        writeln!(page, "| `law/{id}` | {forms} | {council} | {percent} % | {article} | {days} | {status} |")
            .unwrap();
    }
    page.push_str(QUORUM);
    for rule in &records.quorum_rules {
        let forms = if rule.forms.is_empty() { "any".to_owned() } else { names(&inventory, &rule.forms) };
        let council = rule.of.as_ref().map_or("any", |of| &of.value);
        let days = days(&rule.from, rule.to.as_ref());
        let (id, share, article) = (&rule.id.value, rule.share.value, &rule.article.value);
        let status = rule.status.as_str();
        writeln!(page, "| `law/{id}` | {forms} | {council} | {share} | {article} | {days} | {status} |")
            .unwrap();
    }
    assert_eq!(all_lacking, Vec::<String>::new(), "rules without cases of these kinds");
    let path = root.join("docs/law.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, page.as_bytes()).unwrap();
    }
    assert_eq!(fs::read_text(&path).unwrap(), page, "UPDATE_DOCS=1 cargo test rulebook makes it again");
}

#[test]
fn every_id_of_the_law_can_be_explained() {
    let inventory = inventory();
    let records = inventory.records();
    let known: BTreeSet<&str> = (records.rules.iter().map(|rule| rule.id.value.as_str()))
        .chain(records.quotas.iter().map(|quota| quota.id.value.as_str()))
        .chain(records.limits.iter().map(|limit| limit.id.value.as_str()))
        .collect();
    let numbered = |letter: char, last: u16| (1..=last).map(move |number| format!("{letter}-{number:02}"));
    let more = ["o-01b", "o-05b", "o-12b", "o-16a", "o-16b", "o-16c"].map(str::to_owned);
    // Of O-16, the parts are rules of their own.
    let old = numbered('o', 19).filter(|id| id != "o-16");
    let all = numbered('n', 23).chain(numbered('d', 9)).chain(old).chain(more);
    let missing: Vec<String> = all.filter(|id| !known.contains(id.as_str())).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_rule_that_names_a_finding_names_one_that_there_is() {
    for rule in &inventory().records().rules {
        if let Some(code) = &rule.found_as {
            assert!(Code::of(&code.value).is_some(), "{} is found as {}", rule.id.value, code.value);
        }
    }
}

/// The example of a rule is data that meets it; what only somebody can see stays open.
#[test]
fn the_example_of_a_rule_meets_it() {
    let inventory = inventory();
    for rule in &inventory.records().rules {
        let text = example(rule, &inventory).unwrap();
        let found = examine(text.as_bytes(), Strictness::Draft);
        let of_rule = |headline: &str| headline.contains(&format!("law/{} ", rule.id.value));
        let told: Vec<&str> =
            found.diagnostics.iter().map(|diagnostic| diagnostic.headline.as_str()).collect();
        let errors: Vec<&str> = (found.diagnostics.iter())
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|diagnostic| diagnostic.headline.as_str())
            .collect();
        assert_eq!(errors, Vec::<&str>::new(), "{}\n{text}", rule.id.value);
        let open = told
            .into_iter()
            .filter(|headline| of_rule(headline) && !headline.contains("somebody has to see"));
        assert_eq!(open.collect::<Vec<_>>(), Vec::<&str>::new(), "{}\n{text}", rule.id.value);
    }
}

/// D-01: a lower form is no condition of a higher one, unless the standard says so. So a rule that asks for one says it.
#[test]
fn a_rule_asks_for_an_earlier_honour_only_where_its_words_do() {
    const WORDS: &[(&str, &[&str])] = &[
        ("bang-khen-bo", &["certificate of merit of the ministry", "certificates of merit of the ministry"]),
        (
            "bang-khen-thu-tuong",
            &["certificate of merit of the Prime Minister", "certificate of\nmerit of the Prime Minister"],
        ),
        ("co-thi-dua-bo", &["of the ministry or province"]),
        ("co-thi-dua-chinh-phu", &["of the Government"]),
        ("chien-si-thi-dua-co-so", &["“Chiến sĩ thi đua cơ sở”"]),
        ("chien-si-thi-dua-bo", &["“Chiến sĩ thi đua” of the ministry"]),
        ("chien-si-thi-dua-toan-quoc", &["“Chiến sĩ thi đua toàn quốc”"]),
        ("tap-the-lao-dong-xuat-sac", &["“Tập thể lao động xuất sắc”", "excellent"]),
        ("huan-chuong-lao-dong", &["the order"]),
        ("huan-chuong-doc-lap", &["the order"]),
        ("huan-chuong-ho-chi-minh", &["the order"]),
        ("lao-dong-tien-tien", &["“Lao động tiên tiến”"]),
    ];
    for rule in &inventory().records().rules {
        for form in asked(&rule.needs) {
            let words = WORDS.iter().find(|(known, _)| *known == form).map(|(_, words)| *words);
            let words =
                words.unwrap_or_else(|| panic!("{} asks for {form}, which has no words here", rule.id.value));
            let says = &rule.says.value;
            assert!(
                words.iter().any(|word| says.contains(word)),
                "{} asks for {form}, but says: {says}",
                rule.id.value
            );
        }
    }
}

/// Returns what somebody has to look at, in a need or inside it.
fn reviews(need: &Need) -> Vec<&ReviewNeed> {
    match need {
        Need::Review(review) => vec![review],
        need => need.inside().flat_map(reviews).collect(),
    }
}

/// Returns the first of the forms that each need asks for.
fn asked(needs: &[Need]) -> Vec<String> {
    let earlier = needs.iter().flat_map(Need::all_earlier);
    earlier.filter_map(|earlier| Some(earlier.forms.first()?.id.to_string())).collect()
}
