//! The legal bases that a decision without its own names: by who issues it, on which day, and for which awards.

use crate::project::Project;

const RECORDS: &str = "units:
  - {id: xa, name: Ủy ban nhân dân xã Bình Hòa, abbreviation: UBND, place: Bình Hòa, head-title: Chủ tịch}
  - {id: so, name: Sở Nội vụ, abbreviation: SNV, place: Huế, head-title: Giám đốc, bases: [Căn cứ Quyết định số 7/QĐ-UBND]}
  - {id: dang-uy, name: Đảng ủy xã Bình Hòa, abbreviation: ĐU, place: Bình Hòa, style: party, head-title: Bí thư}
people: [{id: an, name: Trần Văn An, sex: male, posts: [{title: Trưởng thôn, unit: xa}]}]
decisions: [{id: qd, issuer: ISSUER, number: 9, date: DATE, subject: tặng Giấy khen}]
honours: [{form: FORM, year: 2024, recipient: an, decision: qd}]
documents: [{id: in, template: decision, unit: ISSUER, decision: qd}]
";

/// Returns the bases of a decision, one after the other.
fn bases(issuer: &str, date: &str, form: &str) -> String {
    let project = Project::new();
    let records = RECORDS.replace("ISSUER", issuer).replace("DATE", date).replace("FORM", form);
    project.write("data/a.yaml", records);
    project.run(&["build"]).done();
    let text = crate::pdf::Pdf::read(&project.read(&format!("output/{issuer}/in.pdf"))).squeezed();
    let (_, rest) = text.split_once("Căncứ").unwrap();
    format!("Căncứ{}", rest.split("QUYẾTĐỊNH:").next().unwrap())
}

#[track_caller]
fn begins(found: &str, parts: &[&str]) {
    let mut rest = found;
    for part in parts {
        let part = crate::pdf::squeezed(part);
        let (_, after) =
            rest.split_once(&part).unwrap_or_else(|| panic!("no “{part}” in “{rest}” of “{found}”"));
        rest = after;
    }
}

#[test]
fn a_commune_names_its_authority_before_the_content() {
    let found = bases("xa", "15/12/2025", "giay-khen");
    begins(
        &found,
        &[
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
            "Căn cứ Nghị định số 152/2025/NĐ-CP",
        ],
    );
    // On the day before, another law and decree ruled.
    let before = bases("xa", "15/6/2025", "giay-khen");
    begins(
        &before,
        &["ngày 19 tháng 02 năm 2025;", "ngày 15 tháng 6 năm 2022;", "Nghị định số 98/2023/NĐ-CP"],
    );
    assert!(
        !before.contains("152/2025") && !before.contains(&crate::pdf::squeezed("16 tháng 6 năm 2025")),
        "{before}"
    );
}

#[test]
fn a_unit_with_bases_of_its_own_names_them_first() {
    let found = bases("so", "15/12/2025", "giay-khen");
    begins(&found, &["Quyết định số 7/QĐ-UBND;", "ngày 15 tháng 6 năm 2022;", "Nghị định số 152/2025/NĐ-CP"]);
    assert!(!found.contains(&crate::pdf::squeezed("chính quyền địa phương")), "{found}");
}

#[test]
fn the_partys_own_awards_rest_on_its_guides() {
    let found = bases("dang-uy", "09/6/2025", "giay-khen-dang");
    begins(&found, &["Căn cứ Hướng dẫn số 06-HD/TW, ngày 09/6/2025 của Ban Bí thư về một số vấn đề"]);
    assert!(!found.contains(&crate::pdf::squeezed("Luật Thi đua")), "{found}");
    let before = bases("dang-uy", "08/6/2025", "giay-khen-dang");
    begins(&before, &["Hướng dẫn số 01-HD/TW, ngày 28/9/2021"]);
    // What the State's law gives rests on that, whoever issues it.
    begins(&bases("dang-uy", "15/12/2025", "giay-khen"), &["ngày 15 tháng 6 năm 2022", "152/2025/NĐ-CP"]);
}
