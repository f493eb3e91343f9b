//! `docs/law.md` lists every rule of the law with its article, its status and its tests; this test makes it from the data and
//! holds it to that.

use std::fmt::Write as _;
use std::path::Path;

use vinhdanh::fs;
use vinhdanh::law;
use vinhdanh::load::load;
use vinhdanh::model::{Date, Inventory};
use vinhdanh::source::SourceMap;
use vinhdanh::yaml::Located;

const SUITE: &str = "tests/suite/law/rules.yaml";

const HEAD: &str = "# The law as data

`vinhdanh check` holds the rules below against what the decisions of a project grant and its submissions propose. They are data
(`data/law/rules.yaml`); a project replaces or adds files of the same lists in its own `data/`, such as the stricter rules of a unit
(its quy chế). `vinhdanh law list [--on DATE]` lists them, `vinhdanh explain law/N-05` says what one means, `vinhdanh eligible --on DATE`
turns them round: who qualifies, and who is one step short in that year or the next. `examples/dossiers` shows typical mistakes.

- **Which rules hold** is said by the day of the decision; from 01/10/2026 on by the day on which the dossier was `received`, where that is
  given. The years that count are those of the honour.
- **Status.** `pinned`: the text of the article, or an official reply that quotes it, was seen; only such a rule can be an error, and
  only on a day whose regime is pinned. `second-hand` and `general` warn.
- **What is absent proves nothing.** Without a rating, an initiative or an earlier honour in the data, a rule *needs review*, which is
  a note. A unit that says `complete-since: 2021` vouches that from then on every honour of its people is in the data: then what is missing
  was not given.
- A rule for one kind of merit (`merit: regular`) is held only against honours that say so, since a form may be given on other
  grounds as well.
- **Beside the rules** (`tests/suite/law/once.yaml`): an open case holds an award up (`pending-case`, Điều 4 of the decrees since 2024); an
  initiative counts once (`initiative-reused`); what was given in a campaign or unscheduled does not count for regular merit; until 2023
  at most 15 % of those with “Lao động tiên tiến” could be “Chiến sĩ thi đua cơ sở” (`over-quota`); from 15/10/2014 to 30/9/2017
  one honour of the State a person and year (`second-in-year`).

Every rule has cases that pass, that fail or need review, and at the edge, in `tests/suite/law/rules.yaml`.

| rule | about | article | days of decisions | status | cases |
|---|---|---|---|---|---|
";

fn inventory() -> Inventory {
    let folder = tempfile::tempdir().unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Vec::new());
    let loaded = load(folder.path(), "data", law::BUILT_IN, &mut sources, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    loaded.inventory
}

/// Returns the names of the cases that are about a rule.
fn cases<'a>(suite: &'a str, id: &str) -> Vec<&'a str> {
    let names = suite.lines().filter_map(|line| line.strip_prefix("#--- "));
    names.filter(|name| name.split([' ', ':']).any(|word| word == id)).collect()
}

fn days(from: &Located<Date>, to: Option<&Located<Date>>) -> String {
    to.map_or_else(|| format!("from {}", from.value), |to| format!("{} – {}", from.value, to.value))
}

#[test]
fn every_rule_is_listed_and_has_its_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let inventory = inventory();
    // The Party's own awards have a file of their own.
    let suite = fs::read_text(&root.join(SUITE)).unwrap()
        + "\n"
        + &fs::read_text(&root.join("tests/suite/law/party.yaml")).unwrap();
    let mut page = HEAD.to_owned();
    let mut lacking = Vec::new();
    for rule in &inventory.records().rules {
        let id = rule.id.value.as_str();
        let found = cases(&suite, id);
        let has = |word: &str| found.iter().any(|name| name.contains(word));
        let only_review = has("always needs review") || (rule.needs.is_empty() && has("passes"));
        if !only_review && !(has("passes") && (has("fails") || has("needs review")) && has("at the edge")) {
            lacking.push(id);
        }
        let about: Vec<&str> = rule
            .forms
            .iter()
            .map(|form| {
                let forms = inventory.records().forms.iter();
                forms
                    .clone()
                    .find(|known| known.id.value == form.id)
                    .map_or("", |known| known.name.value.as_str())
            })
            .collect();
        let class = rule.class.as_ref().map_or_else(String::new, |class| format!(" hạng {}", class.as_str()));
        let kind = rule.recipients.as_ref().map_or_else(String::new, |kind| format!(", {}", kind.as_str()));
        writeln!(
            page,
            "| `law/{id}` | {}{class}{kind} | {} | {} | {} | {} |",
            about.join("; "),
            rule.article.value,
            days(&rule.from, rule.to.as_ref()),
            rule.status.as_str(),
            found.len()
        )
        .unwrap();
    }
    assert_eq!(lacking, Vec::<&str>::new(), "rules without cases that pass, fail and stand at the edge");
    page.push_str("\n## Votes\n\nCases: `tests/suite/law/decisions.yaml`.\n\n| rule | share of all members | article | days of votes | status |\n|---|---|---|---|---|\n");
    for rule in &inventory.records().vote_rules {
        writeln!(
            page,
            "| `{}` | {} % | {} | {} | {} |",
            rule.id.value.as_str(),
            rule.percent.value,
            rule.article.value,
            days(&rule.from, rule.to.as_ref()),
            rule.status.as_str()
        )
        .unwrap();
    }
    let path = root.join("docs/law.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, page.as_bytes()).unwrap();
    }
    assert_eq!(fs::read_text(&path).unwrap(), page, "UPDATE_DOCS=1 cargo test rulebook makes it again");
}
