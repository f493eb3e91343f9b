//! Charts: what is drawn is what the table says, whatever the words and numbers are.

use std::collections::BTreeSet;

use lopdf::{Document as PdfFile, Object};
use proptest::prelude::*;
use vinhdanh::chart::svg;
use vinhdanh::document::{Block, Chart, ChartKind, Document, Frame, Inline, Series};
use vinhdanh::typeset::external::Program;

use crate::examples::unbuilt_sample;
use crate::pdf::squeezed;
use crate::project::Project;
use crate::typst_project::skip;

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn chart(kind: ChartKind, categories: &[&str], series: &[(&str, &[Option<u64>])]) -> Chart {
    Chart {
        kind,
        caption: None,
        unit: Some(words("lượt người")),
        head: words("Cấp"),
        categories: categories.iter().map(|name| words(name)).collect(),
        series: series
            .iter()
            .map(|(name, values)| Series { name: words(name), values: values.to_vec() })
            .collect(),
        total: None,
        note: None,
        alt: "Biểu đồ".to_owned(),
    }
}

/// Returns the labels of a picture, in the order in which they are drawn.
fn labels(svg: &str) -> Vec<String> {
    let texts = svg.split("<text ").skip(1);
    let content = texts.map(|text| text.split_once('>').unwrap().1.split_once("</text>").unwrap().0.trim());
    content.map(plain).collect()
}

/// Reads what the crate writes for the five signs of XML.
fn plain(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}

/// Returns the names of all elements of a picture; fails where one is not closed or an attribute is not in quotes.
fn elements(svg: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        assert!(!text.contains(['>', '"', '\'']), "{text:?}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.split(' ').next().unwrap().to_owned();
        if !tag.ends_with('/') {
            open.push(name.clone());
        }
        names.insert(name);
    }
    assert_eq!(open, Vec::<String>::new());
    names
}

#[test]
fn every_number_of_the_table_stands_on_its_bar() {
    // None of them is a number of the scale.
    let first = [Some(1_234), Some(11), None];
    let second = [Some(7), Some(56), Some(890)];
    let chart = chart(ChartKind::Bars, &["2021", "2022", "2023"], &[("A", &first), ("B", &second)]);
    let rows = chart.table().rows;
    let cells = rows.iter().flat_map(|row| &row[1..]).map(|cell| text(&cell.content));
    let mut expected: Vec<String> = cells.collect();
    let mut found = labels(&svg(&chart));
    found.retain(|label| expected.contains(label));
    expected.sort();
    found.sort();
    assert_eq!(expected, ["1.234", "11", "56", "7", "890", "…"]);
    assert_eq!(found, expected);
}

fn text(content: &[Inline]) -> String {
    match content {
        [Inline::Text(text)] => text.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_that_would_not_stand_side_by_side_stand_one_below_the_other() {
    let years: Vec<String> = (2001..=2024).map(|year| year.to_string()).collect();
    let years: Vec<&str> = years.iter().map(String::as_str).collect();
    let values: Vec<Option<u64>> = (0..24).map(|at| Some(at * 1_000_000)).collect();
    let wide = chart(ChartKind::Bars, &years, &[("A", &values), ("B", &values)]).table();
    assert_eq!((wide.columns.len(), wide.rows.len()), (3, 24));
    let last: Vec<String> = wide.rows[23].iter().map(|cell| text(&cell.content)).collect();
    assert_eq!(last, ["2024", "23.000.000", "23.000.000"]);
    let narrow = chart(ChartKind::Bars, &years[..5], &[("A", &values[..5]), ("B", &values[..5])]).table();
    assert_eq!((narrow.columns.len(), narrow.rows.len()), (6, 2));
}

#[test]
fn bars_are_as_high_as_their_values() {
    let chart = chart(ChartKind::Bars, &["2021", "2022", "2023"], &[("A", &[Some(10), Some(20), None])]);
    let svg = svg(&chart);
    let heights: Vec<u32> = svg
        .lines()
        .filter(|line| line.starts_with("<rect") && line.contains("#595959"))
        .map(|line| line.split_once("height=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap())
        .collect();
    assert_eq!(heights.len(), 2, "what is not known has no bar");
    assert!(heights[1].abs_diff(2 * heights[0]) <= 1, "{heights:?}");
}

#[test]
fn words_of_the_data_are_no_markup() {
    let hostile = "<script>alert(\"1\")</script> & ]]> '";
    let drawn = svg(&chart(ChartKind::Bars, &[hostile], &[("A", &[Some(1)]), (hostile, &[Some(2)])]));
    assert!(!elements(&drawn).contains("script"), "{drawn}");
    assert!(labels(&drawn).contains(&hostile.to_owned()), "{drawn}");
}

#[test]
fn a_name_that_is_too_long_is_cut_in_the_picture_and_whole_in_the_table() {
    let long = "Phòng ".repeat(60);
    let chart = chart(ChartKind::Stacked, &["2021"], &[(&long, &[Some(1)]), ("B", &[Some(2)])]);
    let drawn = labels(&svg(&chart));
    assert!(drawn.iter().any(|label| label.starts_with("Phòng Phòng") && label.ends_with('…')), "{drawn:?}");
    assert_eq!(chart.table().rows[0][0].content, words(&long));
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let value = prop_oneof![1 => Just(None), 3 => (0..50_u64).prop_map(Some), 2 => (0..=999_999_999_999_u64).prop_map(Some)];
    let name = prop_oneof![any::<String>(), "[a-zA-ZạộƯđ <>&\"'\\]\n]{0,80}"];
    let stacked = any::<bool>();
    (1..=24_usize, 1..=6_usize, stacked).prop_flat_map(move |(categories, series, stacked)| {
        let values = prop::collection::vec(value.clone(), categories);
        let series = prop::collection::vec((name.clone(), values), series);
        let categories = prop::collection::vec(name.clone(), categories);
        (categories, series).prop_map(move |(categories, series)| {
            let categories: Vec<&str> = categories.iter().map(String::as_str).collect();
            let series: Vec<(&str, &[Option<u64>])> =
                series.iter().map(|(name, values)| (name.as_str(), values.as_slice())).collect();
            let kind = if stacked { ChartKind::Stacked } else { ChartKind::Bars };
            chart(kind, &categories, &series)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_chart_is_drawn_and_always_the_same(chart in any_chart()) {
        let drawn = svg(&chart);
        prop_assert_eq!(&drawn, &svg(&chart.clone()));
        let allowed = ["line", "polyline", "rect", "svg", "text"].map(str::to_owned);
        prop_assert!(elements(&drawn).is_subset(&allowed.into()), "{}", drawn);
    }

    #[test]
    fn any_values_that_are_read_are_drawn(values in prop::collection::vec(any::<i64>(), 1..8)) {
        let categories: Vec<String> = values.iter().map(i64::to_string).collect();
        let yaml = format!("kind: bars\ncategories: {categories:?}\nseries: [{{name: a, values: {values:?}}}]");
        let read = Document::parse(Frame::new("state"), &format!("```chart\n{yaml}\n```\n"));
        if values.iter().all(|value| (0..=999_999_999_999).contains(value)) {
            let Ok([Block::Chart(chart)]) = read.as_ref().map(|document| &document.body[..]) else {
                panic!("{read:?}");
            };
            prop_assert!(svg(chart).ends_with("</svg>\n"));
        } else {
            prop_assert!(read.is_err());
        }
    }
}

const TEMPLATE: &str = r#"---
layout: state
title: BÁO CÁO
---

```chart
kind: bars
caption: "Biểu đồ 1. Khen thưởng theo cấp"
unit: lượt người
head: Cấp khen thưởng
categories: ["2021", "2022"]
series:
  - {name: "Cấp bộ, ban, ngành, tỉnh", values: [1234, 5678]}
  - {name: "<b>ỡ</b> & Ợ", values: [3, null]}
```
"#;

#[test]
fn a_chart_in_a_pdf_is_text_with_an_alternative_and_a_table() {
    let project = Project::new()
        .with("data/units.yaml", "units: [{id: van-phong, name: Văn phòng}]\n")
        .with("data/documents.yaml", "documents: [{id: chart, template: chart, unit: van-phong}]\n")
        .with("templates/chart.md", TEMPLATE);
    let Some(pdf) = built(&project, "van-phong/chart") else { return };
    let text = squeezed(&pdf.extract_text(&[1]).unwrap());
    for words in ["Biểu đồ 1. Khen thưởng theo cấp", "lượt người"] {
        assert_eq!(text.matches(&squeezed(words)).count(), 1, "{words}: {text}");
    }
    // In the picture, and in the table.
    for words in ["2021", "1.234", "5.678", "Cấp bộ, ban, ngành, tỉnh", "<b>ỡ</b> & Ợ"] {
        assert_eq!(text.matches(&squeezed(words)).count(), 2, "{words}: {text}");
    }
    let alternatives = alternatives(&pdf);
    let [alternative] = &alternatives[..] else { panic!("{alternatives:?}") };
    assert!(alternative.contains("Cấp bộ, ban, ngành, tỉnh: 2021 là 1.234, 2022 là 5.678."), "{alternative}");
    assert!(alternative.contains("<b>ỡ</b> & Ợ: 2021 là 3, chưa có số liệu 2022."), "{alternative}");
}

#[test]
fn the_sample_shows_the_growth_that_a_unit_declares_as_a_chart() {
    let Some(pdf) = built(&unbuilt_sample(), "vu-tccb/vu-tccb-report") else { return };
    let alternatives = alternatives(&pdf);
    let [alternative] = &alternatives[..] else { panic!("{alternatives:?}") };
    assert!(alternative.contains("lượt người"), "{alternative}");
    assert!(alternative.ends_with(": 2006 - 2010 là 39, 2015 - 2020 là 55."), "{alternative}");
}

#[test]
fn a_number_that_no_chart_takes_leaves_out_the_chart_and_not_the_report() {
    let records = |count: &str| {
        format!(
            "units: [{{id: so, name: Sở Thử, abbreviation: ST, place: Hà Nội}}]\n\
             reviews: [{{id: r, unit: so, kind: five-year, period: 2021–2025, overview: [x]}}]\n\
             tallies:\n  - {{id: t1, unit: so, forms: [giay-khen], count: 3 người, year: 2021}}\n  \
             - {{id: t2, unit: so, forms: [giay-khen], count: {count} người, year: 2022}}\n\
             claims: [{{id: c, unit: so, kind: growth, value: hơn 1%, of: [t2], base: 1 người, base-period: 2016–2020}}]\n\
             documents: [{{id: bc, template: report, unit: so, review: r}}]\n"
        )
    };
    for (count, charts) in [("5", 2), ("999999999999999", 0)] {
        let project = Project::new().with("data/records.yaml", records(count));
        let Some(pdf) = built(&project, "so/bc") else { return };
        assert_eq!(alternatives(&pdf).len(), charts, "{count}");
    }
}

/// Builds one document with the program `typst`; `None` where that is missing.
fn built(project: &Project, document: &str) -> Option<PdfFile> {
    let typst = std::env::var_os("VINHDANH_TYPST").unwrap_or_else(|| "typst".into());
    let Ok(program) = Program::find(typst.as_ref()) else {
        skip("Typst is not there: put `typst` on the PATH or name it in VINHDANH_TYPST");
        return None;
    };
    let settings = project.text("vinhdanh.yaml");
    project.write("vinhdanh.yaml", format!("{settings}\ntypst: {}\n", program.path.display()));
    let id = document.rsplit('/').next().unwrap();
    let mut command = project.command(&["build", "--engine", "typst", "--only", id]);
    project.finish(command.env("PATH", std::env::var_os("PATH").unwrap_or_default())).done();
    Some(PdfFile::load_mem(&project.read(&format!("output/{document}.pdf"))).unwrap())
}

/// Returns what is said of each picture to those who can't see it; fails where a picture says nothing.
fn alternatives(pdf: &PdfFile) -> Vec<String> {
    let tags = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    tags.filter(|tag| matches!(tag.get(b"S"), Ok(Object::Name(name)) if name == b"Figure"))
        .map(|tag| lopdf::decode_text_string(tag.get(b"Alt").unwrap()).unwrap())
        .collect()
}
