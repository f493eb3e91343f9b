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
  one step short: Đoàn Trọng Nghĩa: 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2023, 2024; 2025 still needed
  one step short: Quách Thị Mai: 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
  one step short: Nguyễn Thị Hà: 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
  one step short: Đinh Thị Hoài Phương: 2 of 3 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024, 2025; 2026 still needed
  needs review: Phùng Thế Hưởng: 0 of 1 recognised initiatives with effect in the ministry or province in the data
--- stderr
6 prospects for 2025

"#]]);
}

#[test]
fn those_with_the_same_open_question_stand_in_one_line() {
    office().run(&["eligible", "--on", "31/12/2025", "--form", "chien-si-thi-dua-co-so"]).shows(str![[r#"
exit 0
--- stdout
Chiến sĩ thi đua cơ sở (law/n-03, 2025)
  needs review: Đặng Quốc Khải and 30 more: 0 of 1 recognised initiatives in the data
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
  qualifies: Nguyễn Thị Hà
  qualifies: Đinh Thị Hoài Phương
  qualifies: Phùng Thế Hưởng
  one step short: Lê Hải Yến: 1 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”: 2025; 2026 still needed; or not rated “hoàn thành xuất sắc nhiệm vụ” or better: 2024 is “hoàn thành tốt nhiệm vụ”
  one step short: Cao Đức Hiển: 1 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”: 2024; 2025 still needed; or not rated “hoàn thành xuất sắc nhiệm vụ” or better: 2025 is “hoàn thành tốt nhiệm vụ”
  one step short: Trương Quang Vỹ: 0 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”; 2025, 2026 still needed; or not rated “hoàn thành xuất sắc nhiệm vụ” or better: 2024 is “hoàn thành tốt nhiệm vụ”
  one step short: La Thị Sương: 1 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”: 2025; 2026 still needed; or not rated “hoàn thành xuất sắc nhiệm vụ” or better: 2024 is “hoàn thành tốt nhiệm vụ”
  one step short: Triệu Văn Sự: 0 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”; 2025, 2026 still needed; or not rated “hoàn thành xuất sắc nhiệm vụ” or better: 2024 is “hoàn thành tốt nhiệm vụ”
  one step short: Khuất Duy Hóa: 1 of 2 consecutive years of “Chiến sĩ thi đua cơ sở”: 2025; 2026 still needed; or not rated “hoàn thành xuất sắc nhiệm vụ” or better: 2024 is “hoàn thành tốt nhiệm vụ”
Bằng khen (law/n-13, 2025)
  qualifies: Sở Tư pháp
  qualifies: Văn phòng Sở
  qualifies: Trung tâm Trợ giúp pháp lý nhà nước
  one step short: Phòng Phổ biến, giáo dục pháp luật: not rated “hoàn thành xuất sắc nhiệm vụ” or better: 2025 is “hoàn thành tốt nhiệm vụ”; or 1 of 2 consecutive years of “Tập thể lao động xuất sắc” or “Đơn vị quyết thắng”: 2024; 2025 still needed
  one step short: Phòng Bổ trợ tư pháp: not rated “hoàn thành xuất sắc nhiệm vụ” or better: 2024 is “hoàn thành tốt nhiệm vụ”; or 0 of 2 consecutive years of “Tập thể lao động xuất sắc” or “Đơn vị quyết thắng”; 2025, 2026 still needed
  needs review: Ủy ban nhân dân tỉnh Thuận Giang: no rating of 2024, 2025 is in the data; or 0 of 2 consecutive years of “Tập thể lao động xuất sắc” or “Đơn vị quyết thắng”; 2024, 2025 still needed
--- stderr
18 prospects for 2025

"#]]);
}
