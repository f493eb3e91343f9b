//! Tables of awards: rows add up to totals, and every number is that of the ledger.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use serde_json::Value;
use vinhdanh::check::{Checked, Strictness, check};
use vinhdanh::figures::{Grid, Ledger};
use vinhdanh::law;
use vinhdanh::load::load;
use vinhdanh::plan::Plan;
use vinhdanh::source::SourceMap;

use crate::pdf::{Pdf, squeezed};
use crate::project::{Project, repository};

/// The data of a project that may be printed.
struct Data {
    checked: Checked,
    sources: SourceMap,
}

impl Data {
    #[track_caller]
    fn of_folder(folder: &Path) -> Self {
        let (mut sources, mut diagnostics) = (SourceMap::default(), Vec::new());
        let loaded = load(folder, "data", law::BUILT_IN, &mut sources, &mut diagnostics);
        let checked = check(loaded, Strictness::Draft, &mut diagnostics);
        Self { checked: checked.unwrap_or_else(|| panic!("{}: {diagnostics:?}", folder.display())), sources }
    }

    #[track_caller]
    fn of(yaml: &str) -> Self {
        let project = tempfile::tempdir().unwrap();
        File::create(project.path().join("case.yaml")).unwrap().write_all(yaml.as_bytes()).unwrap();
        Self::of_folder(project.path())
    }

    /// Returns what the template of each document sees, by id.
    fn views(&self) -> BTreeMap<String, Value> {
        let plan = Plan::new(&self.checked);
        let view = |document| plan.content(document, &self.sources).view;
        plan.documents().iter().map(|document| (document.id().into_owned(), view(*document))).collect()
    }

    #[track_caller]
    fn view(&self, id: &str) -> Value {
        self.views().remove(id).unwrap()
    }
}

/// The texts of the cells of a table.
struct Cells(Vec<Vec<String>>);

impl Cells {
    fn of(table: &Value) -> Self {
        let text = |cell: &Value| cell.as_str().or_else(|| cell["text"].as_str()).unwrap().to_owned();
        let rows = table["rows"].as_array().unwrap();
        Self(rows.iter().map(|row| row.as_array().unwrap().iter().map(text).collect()).collect())
    }

    /// Returns the row with these words, without the sign and the words.
    #[track_caller]
    fn row(&self, words: &str) -> Vec<&str> {
        let row =
            self.0.iter().find(|row| row[1] == words).unwrap_or_else(|| panic!("no `{words}`: {:?}", self.0));
        row[2..].iter().map(String::as_str).collect()
    }

    /// Returns the row of a form with this code, without its words.
    #[track_caller]
    fn code(&self, code: &str) -> Vec<&str> {
        let row = self.0.iter().find(|row| row.len() > 1 && row[1] == code).unwrap();
        row[3..].iter().map(String::as_str).collect()
    }
}

/// Reads a number as it is printed; nothing for what has a hedge or a unit of its own.
fn number(text: &str) -> Option<u64> {
    if text == "-" { Some(0) } else { text.replace('.', "").parse().ok() }
}

/// Demands that the rows of a table by year add up to its totals, down and across.
#[track_caller]
fn adds_up(table: &Value, kinds: usize) {
    let Cells(rows) = Cells::of(table);
    let numbers =
        |row: &Vec<String>| -> Vec<u64> { row[2..].iter().map(|cell| number(cell).unwrap()).collect() };
    let sum = |rows: Vec<&Vec<String>>| {
        rows.into_iter()
            .map(numbers)
            .reduce(|left, right| left.iter().zip(&right).map(|(left, right)| left + right).collect())
    };
    let is_group = |row: &&Vec<String>| row[0].starts_with(['I', 'V']);
    let groups: Vec<usize> =
        rows.iter().enumerate().filter(|(_, row)| is_group(row)).map(|(at, _)| at).collect();
    let lines = rows.iter().skip(1).filter(|row| !is_group(row) && !row[0].is_empty()).collect();
    assert_eq!(sum(lines), Some(numbers(&rows[0])), "{rows:?}");
    for (at, start) in groups.iter().enumerate() {
        let end = groups.get(at + 1).copied().unwrap_or(rows.len());
        let lines = rows[start + 1..end].iter().filter(|row| !row[0].is_empty()).collect();
        assert_eq!(sum(lines), Some(numbers(&rows[*start])), "{rows:?}");
    }
    for row in &rows {
        let numbers = numbers(row);
        let (years, total) = numbers.split_at(numbers.len() - kinds);
        let across: Vec<u64> = (0..kinds).map(|kind| years.iter().skip(kind).step_by(kinds).sum()).collect();
        assert_eq!(across, total, "{row:?}");
    }
}

/// Returns how many columns stand below a year.
fn kinds(table: &Value) -> usize {
    let span = &table["head"][0][2]["span"];
    usize::try_from(span.as_u64().unwrap()).unwrap()
}

#[test]
fn every_table_by_year_of_every_example_adds_up() {
    let mut found = 0;
    for folder in ["data", "examples/office/data", "examples/minimal/data"] {
        for view in Data::of_folder(&repository().join(folder)).views().values() {
            let Some(levels) = view["review"]["honours"]["by_year"].as_array() else { continue };
            for table in levels.iter().flat_map(|level| level["tables"].as_array().unwrap()) {
                adds_up(table, kinds(table));
                found += 1;
            }
        }
    }
    assert_eq!(found, 3, "the report of the office has one for each of three levels");
}

#[test]
fn every_number_by_year_is_that_of_the_ledger() {
    let data = Data::of_folder(&repository().join("examples/office/data"));
    let inventory = data.checked.inventory();
    let review =
        inventory.records().reviews.iter().find(|it| it.id.as_str() == "tong-ket-2021-2025").unwrap();
    let ledger = Ledger::of(inventory, inventory.get(&review.unit), review.period.value);
    let mut expected: BTreeMap<(String, Option<u16>), u64> = BTreeMap::new();
    for entry in ledger.awarded() {
        if entry.tally.is_some() {
            let count = entry.count.number().and_then(|number| number.to_count()).unwrap();
            *expected.entry((entry.name.clone(), entry.year())).or_default() += count;
        }
        for named in entry.named.iter().filter(|_| entry.tally.is_none()) {
            *expected.entry((entry.name.clone(), named.year)).or_default() += 1;
        }
    }
    let mut found: BTreeMap<(String, Option<u16>), u64> = BTreeMap::new();
    for row in Grid::awarded(&ledger).rows {
        for ((year, _), amounts) in row.cells {
            *found.entry((row.name.clone(), year)).or_default() += amounts.count().unwrap();
        }
    }
    assert_eq!(found, expected);
    assert_eq!(expected.values().sum::<u64>(), 619);
}

/// A unit with whatever a table may hold: years, no year, hedges, words, households, parts, and names inside of counts.
const UNIT: &str = "
units:
  - {id: vp, name: Văn phòng, abbreviation: VP, place: Hà Nội, head-title: Chánh Văn phòng}
  - {id: ho, name: Gia đình ông Tư, kind: household, parent: vp}
people:
  - {id: an, name: Trần Văn An, posts: [{title: Chuyên viên, unit: vp}]}
reviews:
  - {id: tk, unit: vp, kind: five-year, period: 2011–2015}
documents:
  - {id: bc, template: report, unit: vp, review: tk}
";

fn case(records: &str) -> Value {
    let honours = &Data::of(&format!("{UNIT}{records}")).view("bc")["review"]["honours"];
    honours["by_year"].clone()
}

#[test]
fn what_counts_something_else_stands_beside_the_sum_and_not_in_it() {
    let levels = case("
tallies:
  - {id: a, unit: vp, forms: [giay-khen], recipients: persons, count: 7 lượt người, year: 2011}
  - {id: b, unit: vp, forms: [giay-khen], recipients: persons, count: hơn 30 lượt người, year: 2012}
  - {id: c, unit: vp, forms: [giay-khen], recipients: persons, count: 4 người, year: 2013}
  - {id: d, unit: vp, forms: [giay-khen], recipients: collectives, count: hàng chục}
  - {id: e, unit: vp, forms: [giay-khen], recipients: persons, count: 5 lượt người, year: 2014, state: proposed}
  - {id: f, unit: vp, forms: [giay-khen], recipients: persons, count: 6 lượt người, year: 2014, state: elected}
");
    let table = &levels[0]["tables"][0];
    let row = [
        "-",
        "7",
        "-",
        "hơn 30",
        "-",
        "4 người",
        "-",
        "-",
        "-",
        "-",
        "hàng chục",
        "-",
        "hàng chục",
        "hơn 37 lượt người; 4 người",
    ];
    assert_eq!(Cells::of(table).row("Giấy khen"), row);
    assert_eq!(Cells::of(table).row("Tổng cộng"), row);
}

#[test]
fn parts_and_names_inside_of_a_count_are_not_counted_again() {
    let levels = case("
honours:
  - {recipient: an, form: giay-khen, year: 2011}
  - {recipient: an, form: lao-dong-tien-tien, year: 2012}
  - {recipient: ho, form: gia-dinh-van-hoa, year: 2012}
tallies:
  - {id: a, unit: vp, forms: [giay-khen], recipients: persons, count: 7 lượt người, year: 2011, named-inside: true}
  - {id: b, unit: vp, forms: [giay-khen], recipients: persons, count: 3 lượt người, year: 2011, part-of: a}
");
    let table = &levels[0]["tables"][0];
    let cells = Cells::of(table);
    let in_years = |row: Vec<&str>| row[..6].join(" ");
    let rest = Cells::of(&levels[0]["tables"][1]);
    assert_eq!(
        rest.row("Tổng cộng").join(" "),
        "- - - - - - - 8 1",
        "three kinds leave room for three years"
    );
    assert_eq!(in_years(cells.row("Giấy khen")), "- 7 - - - -");
    assert_eq!(in_years(cells.row("Trong đó: Giấy khen")), "- 3 - - - -");
    assert_eq!(in_years(cells.row("“Gia đình văn hóa”")), "- - - - - 1");
    assert_eq!(in_years(cells.row("Tổng cộng")), "- 7 - - 1 1");
}

#[test]
fn what_was_received_several_times_is_counted_as_often() {
    let levels = case(
        "
honours:
  - {recipient: an, form: giay-khen, year: 2011, count: 2 lần}
  - {recipient: an, form: giay-khen, year: 2012}
  - {recipient: an, form: giay-khen, year: 2012}
",
    );
    let table = &levels[0]["tables"][0];
    assert_eq!(Cells::of(table).row("Giấy khen")[..4].join(" "), "- 2 lần - 2");
}

#[test]
fn many_years_take_several_tables_and_only_the_last_one_has_the_total() {
    let records = "
tallies:
  - {id: a, unit: vp, forms: [giay-khen], recipients: persons, count: 7 lượt người, year: 2011}
  - {id: b, unit: vp, forms: [giay-khen], recipients: persons, count: 8 lượt người, year: 2018}
";
    let levels = Data::of(&format!("{}{records}", UNIT.replace("2011–2015", "2011–2018"))).view("bc");
    let tables = levels["review"]["honours"]["by_year"][0]["tables"].as_array().unwrap().clone();
    let heads: Vec<String> = tables
        .iter()
        .map(|table| {
            let head = table["head"][0].as_array().unwrap();
            head[2..].iter().map(|cell| cell["text"].as_str().unwrap()).collect::<Vec<_>>().join(", ")
        })
        .collect();
    assert_eq!(heads, ["2011, 2012, 2013, 2014, 2015", "2016, 2017, 2018, Tổng cộng 2011 - 2018"]);
    assert_eq!(Cells::of(&tables[1]).row("Giấy khen"), ["-", "-", "-", "-", "-", "8", "-", "15"]);
}

#[test]
fn one_known_year_makes_no_table_by_year() {
    let levels = case(
        "
tallies:
  - {id: a, unit: vp, forms: [giay-khen], recipients: persons, count: 7 lượt người, year: 2011}
  - {id: b, unit: vp, forms: [giay-khen], recipients: persons, count: 8 lượt người}
",
    );
    assert_eq!(levels, Value::Array(Vec::new()));
}

/// The same unit with statistics of a year.
fn statistics(records: &str) -> Value {
    let document = "  - {id: tk-2025, template: statistics, unit: vp, period: 2025}\n";
    Data::of(&format!("{UNIT}{document}{records}")).view("tk-2025")["statistics"].clone()
}

#[test]
fn the_statistics_of_the_office_add_up() {
    let view = Data::of_folder(&repository().join("examples/office/data")).view("thong-ke-2025");
    for (form, wholes) in [
        (
            "campaigns",
            &[
                ("01", &["02", "03", "04", "05"][..]),
                ("01", &["06", "07", "08", "09", "10"]),
                ("01", &["11", "12"]),
            ][..],
        ),
        (
            "state",
            &[
                ("01", &["02", "04", "05"]),
                ("05", &["06", "07", "08", "09", "10"]),
                ("01", &["11", "12", "13", "14", "15", "16", "17"]),
            ],
        ),
        (
            "ministry",
            &[
                ("01", &["02", "04", "05"]),
                ("05", &["06", "07", "08", "09", "10"]),
                ("01", &["11", "12", "13", "14", "15", "16", "17"]),
            ],
        ),
    ] {
        let cells = Cells::of(&view["statistics"][form]["table"]);
        for (whole, parts) in wholes {
            let numbers = |code: &str| -> Vec<u64> {
                cells.code(code).iter().map(|cell| number(cell).unwrap()).collect()
            };
            let sum = parts
                .iter()
                .map(|code| numbers(code))
                .reduce(|left, right| left.iter().zip(&right).map(|(left, right)| left + right).collect());
            assert_eq!(sum, Some(numbers(whole)), "{form}: {parts:?} make {whole}");
        }
    }
    let ministry = Cells::of(&view["statistics"]["ministry"]["table"]);
    assert_eq!(ministry.code("01"), ["7", "3", "-", "-", "4"]);
    assert_eq!(ministry.code("10"), ["2", "1", "-", "-", "1"], "those who work without a post of a leader");
    assert_eq!(Cells::of(&view["statistics"]["state"]["table"]).code("01")[0], "1");
}

#[test]
fn what_is_not_known_is_not_nought_and_has_a_row_of_its_own() {
    let view = statistics(
        "
honours:
  - {recipient: an, form: bang-khen-bo, year: 2025, merit: thematic}
  - {recipient: vp, form: bang-khen-bo, year: 2025}
  - {recipient: vp, form: tap-the-lao-dong-xuat-sac, year: 2025, merit: regular}
  - {recipient: vp, form: co-thi-dua-bo}
  - {recipient: vp, form: bang-khen-bo, year: 2024}
  - {recipient: vp, form: bang-khen-bo, year: 2025, state: proposed, submission: tt}
submissions:
  - {id: tt, unit: vp, to: Bộ X, subject: khen}
",
    );
    let form = &view["ministry"];
    let cells = Cells::of(&form["table"]);
    assert_eq!(cells.code("01"), ["2", "2", "-", "-", "-"]);
    assert_eq!(cells.code("10"), ["…", "…", "-", "-", "-"], "nobody knows what Trần Văn An is");
    assert_eq!(cells.code("11"), ["…", "…", "-", "-", "-"], "the second may have been regular");
    assert_eq!(cells.code("12"), ["1", "1", "-", "-", "-"]);
    let rest = |words: &str| cells.0.iter().find(|row| row[0] == words).map(|row| row[3..].join(" "));
    assert_eq!(rest("- Chưa rõ chức vụ").as_deref(), Some("1 1 - - -"));
    assert_eq!(rest("- Chưa rõ loại hình").as_deref(), Some("1 1 - - -"));
    assert_eq!(rest("- Chưa rõ đối tượng"), None, "an empty one is not printed");
    assert_eq!(form["outside"], serde_json::json!(["“Tập thể lao động xuất sắc”: 1"]));
    assert_eq!(form["undated"], serde_json::json!(["Cờ thi đua của bộ, ban, ngành, tỉnh: 1"]));
}

#[test]
fn the_forms_of_2018_are_used_until_2022() {
    let with = |year: &str| {
        let document = format!("  - {{id: tk, template: statistics, unit: vp, period: {year}}}\n");
        let records = format!(
            "{}{document}campaigns: [{{id: xanh, name: Cơ quan xanh, units: [vp], years: hằng năm}}]\n",
            UNIT.replace("id: tk,", "id: review,").replace("review: tk", "review: review")
        );
        Data::of(&records).view("tk")["statistics"]["is_old"].clone()
    };
    assert_eq!((with("2022"), with("2023")), (Value::Bool(true), Value::Bool(false)));
}

#[test]
fn the_lists_of_names_keep_collectives_and_persons_apart_in_their_order() {
    let view = Data::of_folder(&repository().join("examples/office/data")).view("bao-cao-2021-2025");
    let lists = view["review"]["honours"]["names"].as_array().unwrap();
    let titles: Vec<&str> = lists.iter().map(|list| list["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Tập thể", "Cá nhân"]);
    let names = |list: &Value| -> Vec<String> {
        let rows = list["table"]["rows"].as_array().unwrap().iter();
        rows.filter(|row| row[0]["text"].as_str().is_some_and(|sign| !sign.is_empty()))
            .map(|row| row[1]["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&lists[0])[..2], ["Sở Tư pháp", "Văn phòng Sở"]);
    // By the given name: An, Ánh, Bảo; the tone comes after the letter.
    assert_eq!(names(&lists[1])[..3], ["Dương Khánh An", "Doãn Thị Ánh", "Từ Gia Bảo"]);
    let person =
        lists[1]["table"]["rows"].as_array().unwrap().iter().find(|row| row[1]["text"] == "Từ Gia Bảo");
    assert_eq!(person.unwrap()[3], "“Lao động tiên tiến” (2025)");
    assert_eq!(person.unwrap()[4], "142/QĐ-STP\u{a0}ngày\u{a0}02/12/2025 của Giám đốc Sở Tư pháp");
}

#[test]
fn the_appendix_of_the_office_reads_back_from_its_pdf() {
    let project = Project::copy_of(&repository().join("examples/office"));
    project.run(&["build", "--only", "{bao-cao-2021-2025,thong-ke-2025}"]).done();
    let text = |id: &str| Pdf::read(&project.read(&format!("output/so-tu-phap/{id}.pdf"))).squeezed();
    let report = text("bao-cao-2021-2025");
    for row in [
        "Tổng cộng 7 47 8 49 8 51 9 53 11 69 - 268 43 537",
        "“Lao động tiên tiến” - 36 - 37 - 38 - 38 - 38 - - - 187",
        "“Tập thể lao động xuất sắc” 3 - 3 - 3 - 4 - - - 13 -",
    ] {
        assert!(report.contains(&squeezed(row)), "{row}: {report}");
    }
    let statistics = text("thong-ke-2025");
    for words in [
        "Biểu số 0601.N",
        "Ngày nhận báo cáo: ngày 15 tháng 12 năm 2025",
        "- Cá nhân 05 Lượt 6 2 - - 4",
        "NGƯỜI LẬP BIỂU",
    ] {
        assert!(statistics.contains(&squeezed(words)), "{words}: {statistics}");
    }
}
