//! A hundred records with a hundred different mistakes in one file: one run shows each of them, where it is.

use std::fmt::Write as _;

use vinhdanh::check::Strictness;
use vinhdanh::diagnostic::Code;

use crate::lab::{Found, Place, examine};

/// Records without a mistake, which the others need.
const SOUND: &[(&str, &str)] = &[
    ("units", "{id: vp, name: Văn phòng, head-title: Chánh Văn phòng}"),
    ("units", "{id: vu, name: Vụ Pháp chế, abbreviation: PC, place: Hà Nội, head-title: Vụ trưởng}"),
    ("people", "{id: an, name: Trần Văn An, posts: [{title: Chuyên viên}]}"),
    ("people", "{id: binh, name: Lê Bình}"),
    ("campaigns", "{id: xe, name: Giữ gìn xe tốt}"),
    ("honours", "{recipient: an, form: lao-dong-tien-tien, year: 2015}"),
    ("tallies", "{id: t-all, unit: vp, forms: [giay-khen], count: 40 người}"),
    ("tallies", "{id: t-turns, unit: vp, forms: [giay-khen], count: 9 lượt người}"),
    ("tallies", "{id: t-asked, unit: vp, forms: [giay-khen], count: 5 người, state: proposed}"),
    ("tallies", "{id: t-some, unit: vp, forms: [giay-khen], count: 4 người, part-of: t-all}"),
    ("figures", "{id: f-all, unit: vp, label: văn bản đến, value: gần 20.000}"),
    ("honours", "{recipient: an, form: bang-khen-bo, state: proposed, submission: tt}"),
    (
        "submissions",
        "{id: tt, unit: vp, to: Bộ X, subject: khen, number: 1, date: 13/4/2015, signatory: {person: an}}",
    ),
];

/// Records with one mistake each: the list, the code, and the record with its place between « and ».
///
/// A `#` becomes the number of the record, so that no two are alike.
#[rustfmt::skip]
const SEEDS: &[(&str, Code, &str)] = &[
    ("units", Code::UnknownKey, "{id: u#, «nam»: Phòng, name: Phòng #}"),
    ("units", Code::UnknownKey, "{id: u#, name: Phòng #, «colour»: đỏ}"),
    ("units", Code::MissingKey, "{«id»: u#}"),
    ("units", Code::MissingKey, "{id: u#, «name»: ~}"),
    ("units", Code::WrongType, "{id: u#, name: «[Phòng, ban]»}"),
    ("units", Code::WrongType, "{id: u#, name: «{vi: Phòng}»}"),
    ("units", Code::UnknownWord, "{id: u#, name: Phòng #, kind: «bodi»}"),
    ("units", Code::UnknownWord, "{id: u#, name: Phòng #, style: «baroque»}"),
    ("units", Code::BadId, "{id: «../u#», name: Phòng #}"),
    ("units", Code::BadId, "{id: «Phòng#», name: Phòng #}"),
    ("units", Code::BadId, "{id: «u#-», name: Phòng #}"),
    ("units", Code::DuplicateId, "{name: Phòng #, id: «vu»}"),
    ("units", Code::UnknownReference, "{id: u#, name: Phòng Ánh #, parent: «bo-x»}"),
    ("units", Code::UnknownReference, "{id: u#, name: Phòng Ánh #, parent: «an»}"),
    ("units", Code::BadId, "{id: u#, name: Phòng #, parent: «Bộ X»}"),
    ("units", Code::WrongType, "{id: u#, name: Phòng Ưu tú #, headcount: «nhiều»}"),
    ("units", Code::WrongType, "{id: u#, name: Phòng #, headcount: «-4»}"),
    ("units", Code::WrongType, "«vp»"),
    ("units", Code::NotNfc, "{id: u#, name: «\"Va\\u0306n phòng #\"»}"),
    ("units", Code::NotNfc, "{id: u#, name: V«a\u{306}»n phòng #}"),
    ("units", Code::ControlCharacter, "{id: u#, name: «\"Văn\\u0007 phòng #\"»}"),
    ("units", Code::ControlCharacter, "{id: u#, name: «\"Văn\\nphòng #\"»}"),
    ("units", Code::InvisibleCharacter, "{id: u#, name: Văn«\u{200b}» phòng #}"),
    ("units", Code::InvisibleCharacter, "{id: u#, name: 'Văn«\u{ad}» phòng #'}"),
    ("units", Code::InvisibleCharacter, "{id: u#, name: Văn«\u{e000}» phòng #}"),
    ("units", Code::LookAlike, "{id: u#, name: \"Ban «Ð»iều hành #\"}"),
    ("units", Code::LookAlike, "{id: u#, name: Bộ máy V«а»n phòng #}"),
    ("units", Code::LegacyFont, "{id: u#, name: «V¨n phßng ChÝnh phñ»}"),
    ("units", Code::LegacyFont, "{id: u#, name: Đơn vị «Vaên phoøng Chính phuû Vieät» Nam}"),
    ("units", Code::BadDate, "{id: u#, name: Phòng #, dissolved: «31/02/2015»}"),
    ("units", Code::BadDate, "{id: u#, name: Phòng #, dissolved: «1/13/2015»}"),
    ("units", Code::BadDate, "{id: u#, name: Phòng #, dissolved: «29/02/2015»}"),
    ("units", Code::BadPeriod, "{id: u#, name: Phòng #, former-names: [{name: Ban, years: «mọi năm»}]}"),
    ("units", Code::DuplicateKey, "{id: u#, name: Phòng Ánh #, «name»: Ban #}"),
    ("units", Code::Cycle, "{id: u#, name: Phòng #, parent: «u#»}"),
    ("units", Code::Cycle, "{id: u#, name: Khối #, kind: bloc, members: [vp, «u#»]}"),
    ("units", Code::ListedTwice, "{id: u#, name: Khối #, kind: bloc, members: [vp, vu, «vp»]}"),
    ("units", Code::OutOfPlace, "{id: u#, name: Khối #, members: [«vp», vu]}"),
    ("units", Code::ImpossibleCount, "{id: u#, name: Khối #, kind: bloc, members: [vp, vu], member-count: «1»}"),
    ("units", Code::NotAMember, "{id: u#, name: Khối #, kind: bloc, members: [vp], headships: [{year: 2012, role: head, unit: «vu»}]}"),
    ("units", Code::TwoHeads, "{id: u#, name: Khối #, kind: bloc, members: [vp, vu], headships: [{year: 2012, role: head, unit: vp}, {year: 2012, role: head, unit: «vu»}]}"),
    ("units", Code::WrongType, "{id: u#, name: Khối #, kind: bloc, headships: [{year: «hai nghìn», role: head, unit: vp}]}"),
    ("people", Code::MissingKey, "{«id»: p#, sex: male}"),
    ("people", Code::UnknownWord, "{id: p#, name: Đỗ Ánh #, sex: «nữ»}"),
    ("people", Code::WrongOrder, "{id: p#, name: Đỗ Ánh #, posts: [{title: Chuyên viên, from: 2015, to: «2012»}]}"),
    ("people", Code::BadDate, "{id: p#, name: Đỗ Ánh #, posts: [{title: Chuyên viên, from: «1/5/15»}]}"),
    ("people", Code::MissingKey, "{id: p#, name: Đỗ Ánh #, posts: [{«from»: 2012}]}"),
    ("people", Code::UnknownReference, "{id: p#, name: Đỗ Ánh #, posts: [{title: Chuyên viên, unit: «phong-x»}]}"),
    ("people", Code::UnknownKey, "{id: p#, name: Đỗ Ánh #, posts: [{title: Chuyên viên, «untl»: 2012}]}"),
    ("people", Code::SameName, "{id: p#, name: «Trần Văn An», posts: [{title: Chuyên viên}]}"),
    ("people", Code::WrongType, "{id: p#, name: Đỗ Ánh #, posts: «Chuyên viên»}"),
    ("campaigns", Code::SameCampaign, "{id: c#, name: Lái xe an toàn, aliases: [«Giữ gìn xe tốt»]}"),
    ("campaigns", Code::Cycle, "{id: c#, name: Phong trào #, answers: «c#»}"),
    ("campaigns", Code::UnknownWord, "{id: c#, name: Phong trào #, launcher: {«office»: vp}}"),
    ("campaigns", Code::WrongType, "{id: c#, name: Phong trào #, launcher: {unit: vp, «person»: an}}"),
    ("campaigns", Code::WrongType, "{id: c#, name: Phong trào #, launcher: «[vp]»}"),
    ("campaigns", Code::BadPeriod, "{id: c#, name: Phong trào #, years: «2015–2011»}"),
    ("campaigns", Code::MissingKey, "{id: c#, name: Phong trào #, results: [{«value»: 5 người}]}"),
    ("campaigns", Code::BadQuantity, "{id: c#, name: Phong trào #, results: [{label: tiền, value: «rất nhiều»}]}"),
    ("campaigns", Code::BadQuantity, "{id: c#, name: Phong trào #, results: [{label: tiền, value: «41.03 %»}]}"),
    ("campaigns", Code::UnknownReference, "{id: c#, name: Phong trào #, adviser: «an»}"),
    ("honours", Code::MissingKey, "«»{form: giay-khen, year: 2015}"),
    ("honours", Code::MissingEssential, "{recipient: «vp», year: 2015}"),
    ("honours", Code::ConflictingKeys, "{recipient: an, recipients: [«binh»], form: giay-khen}"),
    ("honours", Code::ConflictingKeys, "{recipient: an, recipients: [«vp»], form: giay-khen}"),
    ("honours", Code::UnexpectedClass, "{recipient: an, form: giay-khen, class: «Nhất»}"),
    ("honours", Code::MissingClass, "{recipient: an, form: «huan-chuong-lao-dong»}"),
    ("honours", Code::WrongRecipient, "{recipient: «vp», form: lao-dong-tien-tien}"),
    ("honours", Code::NotInLaw, "{recipient: vp, called: «tập thể lao động tiên tiến xuất sắc»}"),
    ("honours", Code::StateMismatch, "{recipient: an, form: giay-khen, submission: «tt»}"),
    ("honours", Code::StateMismatch, "{recipient: an, form: giay-khen, state: «proposed», decided-by: {number: 05/QĐ-X}}"),
    ("honours", Code::OutsidePeriod, "{recipient: an, form: giay-khen, year: «2016», period: 2011–2015}"),
    ("honours", Code::WrongOrder, "{recipient: an, form: giay-khen, year: «2016», decided-by: {number: 05/QĐ-X, date: 13/4/2015}}"),
    ("honours", Code::HonouredTwice, "{recipient: «an», form: lao-dong-tien-tien, year: 2015}"),
    ("honours", Code::NotACount, "{recipient: an, form: giay-khen, count: «97 %»}"),
    ("honours", Code::UnknownWord, "{recipient: an, form: giay-khen, state: «awardet»}"),
    ("honours", Code::ListedTwice, "{recipients: [binh, «binh»], form: giay-khen}"),
    ("tallies", Code::UnitOfCount, "{id: t#, unit: vp, forms: [giay-khen], count: «427»}"),
    ("tallies", Code::UnitOfCount, "{id: t#, unit: vp, forms: [giay-khen], count: «427 cái»}"),
    ("tallies", Code::NotACount, "{id: t#, unit: vp, forms: [giay-khen], count: «hơn 13 tỷ đồng»}"),
    ("tallies", Code::UnitMismatch, "{id: t#, unit: vp, forms: [giay-khen], recipients: collectives, count: «7 lượt»}"),
    ("tallies", Code::PartExceedsWhole, "{id: t#, unit: vp, forms: [giay-khen], count: «41 người», part-of: t-all}"),
    ("tallies", Code::MixedUnits, "{id: t#, unit: vp, forms: [giay-khen], count: «4 lượt người», part-of: t-all}"),
    ("tallies", Code::MissingEssential, "{id: «t#», unit: vp, count: 4 người}"),
    ("claims", Code::ClaimMismatch, "{id: m#, unit: vp, kind: sum, value: «41 người», of: [t-all]}"),
    ("claims", Code::ClaimUnchecked, "{id: m#, unit: vp, kind: rate, value: «gần 97 %», of: [t-all]}"),
    ("claims", Code::MixedUnits, "{id: m#, unit: vp, kind: sum, value: 49 người, of: [t-all, «t-turns»]}"),
    ("claims", Code::MixedStates, "{id: m#, unit: vp, kind: sum, value: 45 người, of: [t-all, «t-asked»]}"),
    ("claims", Code::PartWithWhole, "{id: m#, unit: vp, kind: sum, value: 44 người, of: [t-all, «t-some»]}"),
    ("figures", Code::PartExceedsWhole, "{id: f#, unit: vp, label: văn bản khẩn, value: «hơn 50.000», part-of: f-all}"),
    ("reviews", Code::OddPeriod, "{id: r#, unit: vp, kind: five-year, period: «2010–2015»}"),
    ("reviews", Code::OverlappingPeriods, "{id: r#, unit: vp, kind: five-year, period: 2011–2015, next-period: «2015–2020»}"),
    ("conferences", Code::ImpossibleCount, "{id: h#, unit: vp, name: Hội nghị, date: 13/4/2015, begins: 8:00, ends: 11:30, place: Hà Nội, presidium: [an], secretary: binh, attendance: {present: «120», total: 110}}"),
    ("conferences", Code::SamePerson, "{id: h#, unit: vp, name: Hội nghị, date: 13/4/2015, begins: 8:00, ends: 11:30, place: Hà Nội, presidium: [an], secretary: «an», attendance: {present: 9}}"),
    ("conferences", Code::MissingEssential, "{id: «h#», unit: vp, name: Hội nghị, date: 31/7, begins: 8:00, ends: 11:30, place: Hà Nội, presidium: [an], secretary: binh, attendance: {present: 9}}"),
    ("conferences", Code::ImpossibleCount, "{id: h#, unit: vp, name: Hội nghị, date: 13/4/2015, begins: 8:00, ends: 11:30, place: Hà Nội, presidium: [an], secretary: binh, attendance: {present: 9}, agenda: [{election: {to: Trưởng ban, voters: 9, votes: [{candidate: an, votes-for: «10»}]}}]}"),
    ("conferences", Code::UnknownWord, "{id: h#, unit: vp, name: Hội nghị, agenda: [{«speach»: {by: An}}]}"),
    ("decisions", Code::WrongType, "{id: d#, issuer: vp, subject: khen thưởng, number: «05/QĐ»}"),
    ("documents", Code::NothingToPrint, "{id: v#, template: «report», unit: vu, number: 1, date: 4/5/2015, signatory: {person: an}}"),
    ("documents", Code::WrongUnit, "{id: v#, template: submission, unit: vu, submission: «tt»}"),
];

/// A diagnostic as far as the test knows it beforehand.
type Expected = (Place, Code);

/// Returns the file, and what must be found in it, in the order of the places.
fn file() -> (String, Vec<Expected>) {
    let mut text = String::new();
    let mut expected = Vec::new();
    let mut line = 0;
    let mut lists: Vec<&str> = Vec::new();
    lists.extend(SOUND.iter().map(|(list, _)| *list));
    lists.extend(SEEDS.iter().map(|(list, ..)| *list));
    lists.sort_unstable();
    lists.dedup();
    for list in lists {
        text.push_str(list);
        text.push_str(":\n");
        line += 1;
        for (_, record) in SOUND.iter().filter(|(of, _)| *of == list) {
            writeln!(text, "  - {record}").unwrap();
            line += 1;
        }
        for (number, (_, code, record)) in SEEDS.iter().enumerate().filter(|(_, (of, ..))| *of == list) {
            line += 1;
            let record = format!("  - {}\n", record.replace('#', &number.to_string()));
            let column = |mark: char| record.split(mark).next().unwrap().chars().count();
            let (first, last) = (column('«') + 1, column('»') - 1);
            expected.push((Place { line, first, last_line: line, last }, *code));
            text.push_str(&record.replace(['«', '»'], ""));
        }
    }
    expected.sort();
    (text, expected)
}

fn places(found: &Found) -> Vec<Expected> {
    let place = |diagnostic: &vinhdanh::diagnostic::Diagnostic| {
        (found.place(diagnostic.primary.as_ref().unwrap().span), diagnostic.code)
    };
    let mut places: Vec<Expected> = found.diagnostics.iter().map(place).collect();
    places.sort();
    places
}

#[test]
fn a_hundred_mistakes_in_one_file_are_shown_in_one_run_each_at_its_place() {
    assert_eq!(SEEDS.len(), 100);
    let (text, expected) = file();
    let found = examine(text.as_bytes(), Strictness::Draft);
    let places = places(&found);
    let unexpected: Vec<_> = places.iter().filter(|place| !expected.contains(place)).collect();
    let missing: Vec<_> = expected.iter().filter(|place| !places.contains(place)).collect();
    assert!(
        unexpected.is_empty() && missing.is_empty(),
        "unexpected: {unexpected:#?}\nmissing: {missing:#?}\n{text}"
    );
    assert_eq!(places, expected);
    assert!(!found.passed);
}

#[test]
fn the_records_around_the_mistakes_are_sound() {
    let mut text = String::new();
    for list in ["units", "people", "campaigns", "honours", "tallies", "figures", "submissions"] {
        writeln!(text, "{list}:").unwrap();
        for (_, record) in SOUND.iter().filter(|(of, _)| *of == list) {
            writeln!(text, "  - {record}").unwrap();
        }
    }
    let found = examine(text.as_bytes(), Strictness::Final);
    assert_eq!(found.diagnostics, []);
    assert!(found.passed);
}
