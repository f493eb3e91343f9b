//! `vinhdanh eligible`: who qualifies for what, and who is one step short.

use snapbox::str;

use crate::project::{Project, repository};

fn office() -> Project {
    Project::copy_of(&repository().join("examples/office"))
}

#[test]
fn only_chains_that_can_still_be_completed_are_one_step_short() {
    // Võ Thị Hồng Nhạn had the title in 2022 and 2023, not in 2024: whatever 2025 brings, that chain is over.
    office().run(&["eligible", "--on", "31/12/2025", "--form", "chien-si-thi-dua-bo"]).shows(str![[r#"
exit 0
--- stdout
Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh (law/n-05, 2025)
  qualifies: Bùi Minh Nguyệt
  needs review: Phùng Thế Hưởng: 0 of 1 recognised initiatives with effect in the ministry or province of 2023–2025 in the data
--- stderr
2 prospects for 2025

"#]]);
}

#[test]
fn those_with_the_same_open_question_stand_in_one_line() {
    office().run(&["eligible", "--on", "31/12/2025", "--form", "chien-si-thi-dua-co-so"]).shows(str![[r#"
exit 0
--- stdout
Chiến sĩ thi đua cơ sở (law/n-03, 2025)
  needs review: Đặng Quốc Khải, Hồ Sĩ Thắng, Phan Ngọc Lễ, Nguyễn Thị Hà (Phó Chánh Văn phòng Sở, Văn phòng Sở), Vương Thị Kim Cúc and 19 more: 0 of 1 recognised initiatives of 2025 in the data
  needs review: Lương Thị Bích Thảo, Võ Thị Hồng Nhạn: 0 of 1 recognised initiatives of 2025 in the data, beside those of 2021, 2022, 2023
  needs review: Châu Thị Thanh Thúy: 0 of 1 recognised initiatives of 2025 in the data, beside those of 2021, 2022
  needs review: Đoàn Trọng Nghĩa: 0 of 1 recognised initiatives of 2025 in the data, beside those of 2023
  needs review: Huỳnh Công Định: 0 of 1 recognised initiatives of 2025 in the data, beside those of 2021
  needs review: Thái Bá Dũng: 0 of 1 recognised initiatives of 2025 in the data, beside those of 2022
  needs review: Phùng Thế Hưởng: 0 of 1 recognised initiatives of 2025 in the data, beside those of 2022, 2023
--- stderr
31 prospects for 2025

"#]]);
}

#[test]
fn nobody_is_listed_for_whom_two_steps_are_missing() {
    office().run(&["eligible", "--on", "31/12/2025", "--form", "bang-khen-bo"]).shows(str![[r#"
exit 0
--- stdout
Bằng khen (law/n-12, 2025)
  qualifies: Bùi Minh Nguyệt
  qualifies: Đoàn Trọng Nghĩa
  qualifies: Quách Thị Mai
  qualifies: Nguyễn Thị Hà (Chuyên viên, Phòng Hành chính tư pháp)
  qualifies: Đinh Thị Hoài Phương
  qualifies: Phùng Thế Hưởng
  one step short: Lê Hải Yến: 1 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”: 2025; 2026 still needed
  one step short: Cao Đức Hiển: 1 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024; 2025 still needed
  one step short: La Thị Sương: 1 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”: 2025; 2026 still needed
  one step short: Khuất Duy Hóa: 1 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”: 2025; 2026 still needed
Bằng khen (law/n-13, 2025)
  qualifies: Sở Tư pháp
  qualifies: Văn phòng Sở
  qualifies: Trung tâm Trợ giúp pháp lý nhà nước
  one step short: Phòng Phổ biến, giáo dục pháp luật: 1 of 2 consecutive years of “Tập thể lao động xuất sắc” or “Đơn vị quyết thắng”: 2024; 2025 still needed
  one step short: Phòng Bổ trợ tư pháp: not rated “hoàn thành xuất sắc nhiệm vụ” or better: 2024 is “hoàn thành tốt nhiệm vụ”
  needs review: Ủy ban nhân dân tỉnh Thuận Giang: no rating of 2024, 2025 is in the data
--- stderr
16 prospects for 2025

"#]]);
}

const SMALL: &str = "\
units:
  - {id: so, name: Sở Nội vụ, complete-since: 2015}
  - {id: phong, name: Phòng Hành chính, parent: so}
  - {id: chi-bo, name: Chi bộ Sở Nội vụ, style: party}
people:
  - {id: an, name: Trần Văn An, posts: [{title: Chuyên viên, unit: so}]}
  - {id: binh, name: Lê Thị Bình, posts: [{title: Chuyên viên, unit: so}]}
  - {id: chi, name: Phạm Thị Chi, posts: [{title: Chuyên viên, unit: so}]}
  - {id: chi-2, name: Phạm Thị Chi, posts: [{title: Văn thư, unit: phong}]}
  - {id: em, name: Lý Văn Em, posts: [{title: Chuyên viên, unit: so}]}
  - {id: dung, name: Vũ Dung, posts: [{title: Bí thư, unit: chi-bo}]}
honours:
  - {form: chien-si-thi-dua-co-so, year: 2024, recipients: [an, binh, chi, chi-2], decided-by: {number: 1/QĐ-SNV, date: 12/12/2024}}
  - {form: chien-si-thi-dua-co-so, year: 2025, recipients: [an, binh, chi, chi-2], decided-by: {number: 1/QĐ-SNV, date: 12/12/2025}}
  - {form: chien-si-thi-dua-co-so, year: 2023, recipients: [em], decided-by: {number: 1/QĐ-SNV, date: 12/12/2023}}
  - {form: chien-si-thi-dua-co-so, year: 2024, recipients: [em], decided-by: {number: 1/QĐ-SNV, date: 12/12/2024}}
  - {form: chien-si-thi-dua-co-so, year: 2025, recipients: [dung], decided-by: {number: 1/QĐ-SNV, date: 12/12/2025}}
initiatives:
  - {id: sk, name: Sáng kiến, by: [an, binh, chi, chi-2, em], year: 2025, reach: ministry}
disciplines:
  - {recipient: an, from: 01/12/2025}
  - {recipient: binh, degree: warning, from: 01/12/2025}
";

fn small() -> Project {
    Project::empty().with("vinhdanh.yaml", "vinhdanh: 1\nname: Thử\n").with("data/data.yaml", SMALL)
}

#[test]
fn who_has_an_open_case_or_a_measure_is_held_up_and_two_of_one_name_are_told_apart() {
    small().run(&["eligible", "--on", "31/12/2025", "--form", "bang-khen-bo"]).shows(str![[r#"
exit 0
--- stdout
Bằng khen (law/n-12, 2025)
  qualifies: Phạm Thị Chi (Chuyên viên, Sở Nội vụ)
  qualifies: Phạm Thị Chi (Văn thư, Phòng Hành chính)
  qualifies: Lý Văn Em
  needs review: Vũ Dung: 1 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”: 2025; 2024 still needed
  held up: Trần Văn An: a case is still looked into since 1/12/2025
  held up: Lê Thị Bình: when the term of a disciplinary measure ends is not in the data, and achievements count only after that
Bằng khen (law/n-13, 2025)
  needs review: Sở Nội vụ, Phòng Hành chính, Chi bộ Sở Nội vụ: no rating of 2024, 2025 is in the data
--- stderr
9 prospects for 2025

"#]]);
}

#[test]
fn in_january_the_year_before_counts() {
    small().run(&["eligible", "--on", "15/01/2026", "--form", "chien-si-thi-dua-bo"]).shows(str![[r#"
exit 0
--- stdout
Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh (law/n-05, 2025)
  one step short: Phạm Thị Chi (Chuyên viên, Sở Nội vụ): 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
  one step short: Phạm Thị Chi (Văn thư, Phòng Hành chính): 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
  one step short: Lý Văn Em: 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2023, 2024; 2025 still needed
  held up: Trần Văn An: a case is still looked into since 1/12/2025; and 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
  held up: Lê Thị Bình: when the term of a disciplinary measure ends is not in the data, and achievements count only after that; and 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
--- stderr
5 prospects for 2025
in January the year before counts; `--year 2026` asks for the new one

"#]]);
}

#[test]
fn the_year_that_counts_can_be_named() {
    small()
        .run(&["eligible", "--on", "15/01/2026", "--year", "2026", "--form", "chien-si-thi-dua-bo"])
        .shows(str![[r#"
exit 0
--- stdout
Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh (law/n-05, 2026)
  one step short: Phạm Thị Chi (Chuyên viên, Sở Nội vụ): 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
  one step short: Phạm Thị Chi (Văn thư, Phòng Hành chính): 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
  held up: Trần Văn An: a case is still looked into since 1/12/2025; and 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
  held up: Lê Thị Bình: when the term of a disciplinary measure ends is not in the data, and achievements count only after that; and 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
--- stderr
4 prospects for 2026

"#]]);
}

#[test]
fn forms_of_the_party_are_for_its_bodies_and_those_in_them() {
    small().run(&["eligible", "--on", "31/12/2025", "--form", "giay-khen-dang"]).shows(str![[r#"
exit 0
--- stdout
Giấy khen của cấp ủy (law/p-02, 2025)
  needs review: Vũ Dung, Chi bộ Sở Nội vụ: no rating of 2025 is in the data
--- stderr
2 prospects for 2025

"#]]);
}

#[test]
fn without_a_day_today_counts() {
    small().run(&["eligible", "--form", "chien-si-thi-dua-bo"]).done();
}

/// Only the one that was honoured in a long campaign is asked whether it leads there; nobody for an order that builds on another.
const IN_A_CAMPAIGN: &str = "\
units: [{id: so, name: Sở Nội vụ}, {id: phong, name: Phòng Hành chính, parent: so}, {id: hai, name: Phòng Hai, parent: so}]
people: [{id: an, name: Trần Văn An, posts: [{title: Chuyên viên, unit: phong}]}, {id: binh, name: Lê Thị Bình, posts: [{title: Chuyên viên, unit: hai}]}]
campaigns: [{id: dai, name: Cải cách, years: 2021–2025}, {id: ngan, name: Một năm, years: 2025}]
honours:
  - {form: giay-khen, year: 2025, recipient: phong, campaign: dai, decided-by: {number: 1/QĐ-SNV}}
  - {form: giay-khen, year: 2025, recipient: hai, campaign: ngan, decided-by: {number: 1/QĐ-SNV}}
";

#[test]
fn what_could_be_asked_of_anybody_is_asked_of_nobody() {
    let project = Project::empty()
        .with("vinhdanh.yaml", "vinhdanh: 1\nname: Thử\n")
        .with("data/data.yaml", IN_A_CAMPAIGN);
    project.run(&["eligible", "--on", "31/12/2025", "--form", "co-thi-dua-bo"]).shows(str![[r#"
exit 0
--- stdout
Cờ thi đua của bộ, ban, ngành, tỉnh (law/n-09-thematic, 2025)
  needs review: Phòng Hành chính: honoured in the campaign `dai`, and somebody has to see that it leads there
--- stderr
1 prospect for 2025

"#]]);
    project.run(&["eligible", "--on", "31/12/2025", "--form", "huan-chuong-lao-dong"]).shows(str![[r#"
exit 0
--- stderr
0 prospects for 2025

"#]]);
}
