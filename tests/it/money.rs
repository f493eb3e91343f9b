//! The bonuses that the law's data gives, held to amounts that were worked out by hand.

use vinhdanh::law;
use vinhdanh::load::load;
use vinhdanh::model::{Class, Date, Granter, Inventory, RecipientKind};
use vinhdanh::source::SourceMap;

/// The catalogue alone, without any project.
fn catalogue() -> Inventory {
    let folder = tempfile::tempdir().unwrap();
    let (mut sources, mut diagnostics) = (SourceMap::default(), Vec::new());
    let loaded = load(folder.path(), "data", law::BUILT_IN, &mut sources, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    loaded.inventory
}

fn day(day: u8, month: u8, year: u16) -> Date {
    Date { day: Some(day), month: Some(month), year: Some(year) }
}

fn amount(
    inventory: &Inventory,
    (form, class, kind): (&str, Option<Class>, RecipientKind),
    on: Date,
) -> Result<u64, law::NoBonus> {
    let forms = &inventory.records().forms;
    let form =
        forms.iter().find(|known| known.id.as_str() == form).unwrap_or_else(|| panic!("no form {form}"));
    law::bonus(inventory, form, class, kind, None, on).map(|grant| grant.amount)
}

#[test]
fn the_amounts_of_four_base_salaries_are_those_worked_out_by_hand() {
    use RecipientKind::{Collectives as C, Persons as P};
    let inventory = catalogue();
    let days = [day(1, 7, 2024), day(15, 9, 2026)];
    let older = [day(30, 6, 2023), day(31, 12, 2023)];
    // Each with the base salaries 1.490.000, 1.800.000, 2.340.000 and 2.530.000; the first two under Nghị định
    // 91/2017, where a ministry's certificate was 1,0 and not 1,5.
    let table = [
        (("lao-dong-tien-tien", None, P), [450_000, 540_000, 710_000, 760_000]),
        (("chien-si-thi-dua-co-so", None, P), [1_490_000, 1_800_000, 2_340_000, 2_530_000]),
        (("chien-si-thi-dua-bo", None, P), [4_470_000, 5_400_000, 7_020_000, 7_590_000]),
        (("chien-si-thi-dua-toan-quoc", None, P), [6_710_000, 8_100_000, 10_530_000, 11_390_000]),
        (("tap-the-lao-dong-tien-tien", None, C), [1_200_000, 1_440_000, 1_880_000, 2_030_000]),
        (("tap-the-lao-dong-xuat-sac", None, C), [2_240_000, 2_700_000, 3_510_000, 3_800_000]),
        (("co-thi-dua-bo", None, C), [11_920_000, 14_400_000, 18_720_000, 20_240_000]),
        (("co-thi-dua-chinh-phu", None, C), [17_880_000, 21_600_000, 28_080_000, 30_360_000]),
        (("giay-khen", None, P), [450_000, 540_000, 710_000, 760_000]),
        (("giay-khen", None, C), [900_000, 1_080_000, 1_410_000, 1_520_000]),
        (("bang-khen-bo", None, P), [1_490_000, 1_800_000, 3_510_000, 3_800_000]),
        (("bang-khen-bo", None, C), [2_980_000, 3_600_000, 7_020_000, 7_590_000]),
        (("bang-khen-thu-tuong", None, P), [5_220_000, 6_300_000, 8_190_000, 8_860_000]),
        (("bang-khen-thu-tuong", None, C), [10_430_000, 12_600_000, 16_380_000, 17_710_000]),
        (("huan-chuong-lao-dong", Some(Class::Third), P), [6_710_000, 8_100_000, 10_530_000, 11_390_000]),
        (("huan-chuong-lao-dong", Some(Class::Second), P), [11_180_000, 13_500_000, 17_550_000, 18_980_000]),
        (("huan-chuong-lao-dong", Some(Class::First), P), [13_410_000, 16_200_000, 21_060_000, 22_770_000]),
    ];
    for (award, expected) in table {
        let found: Vec<u64> =
            older.iter().chain(&days).map(|on| amount(&inventory, award, *on).unwrap()).collect();
        assert_eq!(found, expected, "{award:?}");
    }
}

#[test]
fn a_household_gets_one_and_a_half_times_what_a_person_gets() {
    let inventory = catalogue();
    for (form, expected) in [
        ("bang-khen-thu-tuong", [12_290_000, 13_290_000]),
        ("bang-khen-bo", [5_270_000, 5_700_000]),
        ("giay-khen", [1_060_000, 1_140_000]),
    ] {
        let award = (form, None, RecipientKind::Households);
        let found = [day(1, 7, 2025), day(1, 7, 2026)].map(|on| amount(&inventory, award, on).unwrap());
        assert_eq!(found, expected, "{form}");
    }
}

#[test]
fn the_day_of_the_decision_decides() {
    let inventory = catalogue();
    let award = ("bang-khen-bo", None, RecipientKind::Persons);
    for (on, expected) in [
        // The last day under the old decree and the first under the new law.
        (day(31, 12, 2023), Ok(1_800_000)),
        (day(1, 1, 2024), Ok(2_700_000)),
        // The rise that was planned for this day never ruled.
        (day(1, 7, 2020), Ok(1_490_000)),
        (day(30, 6, 2026), Ok(3_510_000)),
        (day(1, 7, 2026), Ok(3_800_000)),
        // No multiples are known before October 2017.
        (day(30, 9, 2017), Err(law::NoBonus::Multiple)),
        (Date { day: None, month: None, year: Some(2024) }, Err(law::NoBonus::BaseSalary)),
        (Date { day: None, month: Some(8), year: Some(2024) }, Ok(3_510_000)),
        (Date { day: Some(1), month: Some(8), year: None }, Err(law::NoBonus::Date)),
    ] {
        assert_eq!(amount(&inventory, award, on), expected, "{on}");
    }
}

#[test]
fn a_certificate_of_a_commune_was_worth_half_until_the_middle_of_2025() {
    let inventory = catalogue();
    let form = inventory.records().forms.iter().find(|form| form.id.as_str() == "giay-khen").unwrap();
    let of = |granter, kind, on| {
        law::bonus(&inventory, form, None, kind, Some(granter), on).map(|grant| grant.multiple.0)
    };
    let (before, after) = (day(30, 6, 2025), day(1, 7, 2025));
    assert_eq!(of(Granter::Commune, RecipientKind::Persons, before), Ok(15));
    assert_eq!(of(Granter::Entity, RecipientKind::Persons, before), Ok(30));
    assert_eq!(of(Granter::Commune, RecipientKind::Persons, after), Ok(30));
    assert_eq!(of(Granter::Commune, RecipientKind::Households, after), Ok(45));
}

/// A decision with money from a fund, for the honours of `HONOURS`.
const DECISION: &str =
    "units: [{id: so, name: Sở Nội vụ, abbreviation: SNV, place: Huế, head-title: Giám đốc, office: OFFICE}]
people:
  - {id: an, name: Trần Văn An, sex: male, posts: [{title: Chuyên viên, unit: so}]}
  - {id: binh, name: Lê Thị Bình, sex: female, posts: [{title: Chuyên viên, unit: so}]}
decisions:
  - {id: qd, issuer: so, number: 9, date: DATE, subject: công nhận danh hiệu thi đua, money: Quỹ thi đua}
honours:
HONOURS
documents: [{id: qd-in, template: decision, unit: so, decision: qd}]
";

/// Returns the text of a decision, all white space left out.
fn decision(office: &str, date: &str, honours: &str) -> String {
    let project = crate::project::Project::new();
    let records = DECISION.replace("OFFICE", office).replace("DATE", date).replace("HONOURS", honours);
    project.write("data/a.yaml", records);
    project.run(&["build"]).done();
    crate::pdf::Pdf::read(&project.read("output/so/qd-in.pdf")).squeezed()
}

#[track_caller]
fn shows(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(&crate::pdf::squeezed(words)), "no `{words}` in {text}");
    }
}

const TWO_TITLES: &str = "  - {form: lao-dong-tien-tien, year: 2025, recipients: [an, binh], decision: qd}
  - {form: chien-si-thi-dua-co-so, year: 2025, recipient: an, decision: qd}";

#[test]
fn a_decision_tells_every_amount_and_the_sum_in_figures_and_words() {
    let text = decision("entity", "15/12/2025", TWO_TITLES);
    // Of two titles for the same year the higher one is paid: 2.340.000 + 710.000.
    shows(
        &text,
        &[
            "Tổng số tiền thưởng là 3.050.000 đồng (Bằng chữ: Ba triệu không trăm năm mươi nghìn đồng), trích từ Quỹ thi đua",
            "Mức thưởng (đồng)",
            "Ông Trần Văn An Chuyên viên Sở Nội vụ -",
            "Bà Lê Thị Bình Chuyên viên Sở Nội vụ 710.000",
            "Ông Trần Văn An Chuyên viên Sở Nội vụ 2.340.000",
            "nhận tiền thưởng của danh hiệu cao nhất",
        ],
    );
}

#[test]
fn before_july_2025_each_title_is_paid() {
    let honours = TWO_TITLES.replace("2025", "2024");
    let text = decision("entity", "15/12/2024", &honours);
    shows(&text, &["Tổng số tiền thưởng là 3.760.000 đồng"]);
    assert!(!text.contains(&crate::pdf::squeezed("danh hiệu cao nhất")), "{text}");
}

#[test]
fn an_amount_that_is_not_sure_is_not_told() {
    // What a certificate of merit of this kind of office was worth under Nghị định 98/2023 was seen second-hand only.
    let honours = "  - {form: giay-khen, year: 2024, recipient: an, decision: qd}";
    let text = decision("entity", "15/12/2024", honours);
    shows(&text, &["Mức tiền thưởng thực hiện theo quy định hiện hành, trích từ Quỹ thi đua"]);
    assert!(!text.contains(&crate::pdf::squeezed("Mức thưởng (đồng)")), "{text}");
}

#[test]
fn a_stated_bonus_is_told_where_the_law_leaves_it_open() {
    let honours = "  - {form: ky-niem-chuong, year: 2025, recipient: an, decision: qd, bonus: 940000}";
    let text = decision("ministry", "15/12/2025", honours);
    shows(&text, &["Tổng số tiền thưởng là 940.000 đồng (Bằng chữ: Chín trăm bốn mươi nghìn đồng)"]);
    let text = decision("ministry", "15/12/2025", &honours.replace(", bonus: 940000", ""));
    shows(&text, &["Mức tiền thưởng thực hiện theo quy định hiện hành"]);
}

#[test]
fn two_forms_for_one_year_are_not_added_up_unless_it_is_settled_which_is_paid() {
    let honours = "  - {form: bang-khen-bo, year: 2025, recipient: an, merit: unscheduled, decision: qd}
  - {form: giay-khen, year: 2025, recipient: an, decision: qd}";
    shows(
        &decision("ministry", "15/12/2025", honours),
        &["Mức tiền thưởng thực hiện theo quy định hiện hành"],
    );
    let settled = format!("{}, bonus: 0}}", honours.trim_end_matches('}'));
    shows(&decision("ministry", "15/12/2025", &settled), &["Tổng số tiền thưởng là 3.510.000 đồng"]);
    // A title and a form are both paid.
    let title = honours.replace("bang-khen-bo", "lao-dong-tien-tien").replace(", merit: unscheduled", "");
    shows(&decision("ministry", "15/12/2025", &title), &["Tổng số tiền thưởng là 1.420.000 đồng"]);
}

#[test]
fn without_bases_the_law_of_the_day_is_cited() {
    let text = decision("entity", "15/12/2025", TWO_TITLES);
    shows(
        &text,
        &[
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
            "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp",
        ],
    );
    assert!(
        !text.contains(&crate::pdf::squeezed("06/2022/QH15")),
        "a law is cited without its number: {text}"
    );
    assert!(!text.contains(&crate::pdf::squeezed("Thông tư")), "a circular is no base: {text}");
    let before = decision("entity", "15/12/2019", &TWO_TITLES.replace("2025", "2019"));
    shows(
        &before,
        &[
            "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;",
            "ngày 14 tháng 6 năm 2005;",
            "ngày 16 tháng 11 năm 2013;",
            "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ",
        ],
    );
}
