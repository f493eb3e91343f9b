//! Minutes, registers, decisions and letters, read back from their PDFs.

use std::sync::OnceLock;

use vinhdanh::check::Strictness;
use vinhdanh::figures::{Ledger, RollRow, rolls};
use vinhdanh::model::{Decision, Honour, Id, Inventory};
use vinhdanh::pipeline;

use crate::pdf::{Pdf, squeezed};
use crate::project::Project;

const RECORDS: &str = include_str!("../papers/records.yaml");

const NAMESAKES: &str = "
units:
  - {id: so, name: Sở Nội vụ, abbreviation: SNV, place: Huế, head-title: Giám đốc}
  - {id: tong-hop, name: Phòng Tổng hợp, parent: so}
  - {id: tai-vu, name: Phòng Tài vụ, parent: so}
people:
  - {id: ha-1, name: Lê Thị Hà, sex: female, posts: [{title: Chuyên viên, unit: tong-hop}]}
  - {id: ha-2, name: Lê Thị Hà, sex: female, posts: [{title: Chuyên viên, unit: tai-vu}]}
  - {id: cao, name: Hồ Cao, sex: male, posts: [{title: Lái xe, unit: so}]}
decisions:
  - {id: qd, issuer: so, number: 15, date: 02/12/2025, subject: khen thưởng năm 2025}
honours:
  - {recipients: [ha-1, ha-2, cao], form: giay-khen, grantor: Giám đốc Sở Nội vụ, decision: qd}
  - {recipients: [tai-vu], form: tap-the-lao-dong-tien-tien, decision: qd, year: 2025}
documents:
  - {id: van-ban, template: decision, unit: so, decision: qd}
";

/// A paragraph of a letter: seven of them don't fit on its page.
const LONG: &str = "Trong đêm mưa, ông đã phát hiện đám cháy, báo ngay cho lực lượng chữa cháy và cùng bà con di chuyển \
                    hàng hóa, nhờ đó không có thiệt hại về người; chỉ chậm mươi phút, hậu quả đã rất khác. Việc làm ấy là \
                    tấm gương về tinh thần trách nhiệm với cộng đồng.";

fn built() -> &'static Project {
    static BUILT: OnceLock<Project> = OnceLock::new();
    BUILT.get_or_init(|| {
        let project = Project::new();
        project.write("data/records.yaml", RECORDS.replace("LONG", &format!("\"{LONG}\"")));
        project.run(&["build"]).done();
        project
    })
}

fn read(path: &str) -> Pdf {
    Pdf::read(&built().read(&format!("output/{path}.pdf")))
}

/// Checks that a document shows these texts in this order, whatever is between them.
#[track_caller]
fn shows(path: &str, texts: &[&str]) {
    let all = read(path).squeezed();
    let mut rest = all.as_str();
    for text in texts {
        let found = rest.split_once(&squeezed(text));
        assert!(found.is_some(), "{path}: no `{text}` in …{rest}");
        rest = found.unwrap().1;
    }
}

#[track_caller]
fn hides(path: &str, texts: &[&str]) {
    let all = read(path).squeezed();
    for text in texts {
        assert!(!all.contains(&squeezed(text)), "{path} shows `{text}`");
    }
}

#[test]
fn minutes_of_a_council_show_the_papers_and_the_votes_on_each_title() {
    shows(
        "hoi-dong/bien-ban-hop",
        &[
            "SỞ NỘI VỤ HỘI ĐỒNG THI ĐUA",
            "Số: 05/BB-HĐTĐKT",
            "10/11 người (tỷ lệ 90,91%)",
            "Hội đồng bỏ phiếu kín bình xét danh hiệu thi đua năm 2025. Tổng số thành viên có quyền biểu quyết: 11.",
            "Số phiếu phát ra: 11; thu về: 11; hợp lệ: 11; không hợp lệ: 0; trong đó có 01 phiếu bằng văn bản của",
            "Số phiếu đồng ý/tổng số thành viên",
            "I Danh hiệu Chiến sĩ thi đua",
            "1 Lê Thị Bình, Trưởng phòng Tổng hợp 10/11 90,91% 1 1",
            "II Danh hiệu “Chiến sĩ thi đua cơ sở”",
            "1 Lê Thị Bình, Trưởng phòng Tổng hợp 11/11 100,00% 0 1",
            "2 Hồ Cao, Lái xe Sở Nội vụ 9/11 81,82% 2 –",
            "Hội đồng thông qua biên bản; cuộc họp kết thúc vào 16 giờ 30 cùng ngày.",
            "THƯ KÝ Lê Thị Bình CHỦ TỊCH HỘI ĐỒNG Trần Văn An",
        ],
    );
}

#[test]
fn minutes_of_the_party_say_who_won_and_have_no_place_and_date_above() {
    shows(
        "dang-uy/bien-ban-dang",
        &[
            "ĐẢNG CỘNG SẢN VIỆT NAM Số 06-BB/ĐU",
            "Hội nghị bỏ phiếu kín bầu 02 đại biểu dự đại hội.",
            "1 Lê Thị Bình, Trưởng phòng Tổng hợp 40/40 100,0%",
            "2 Hồ Cao, Lái xe Sở Nội vụ 39/40 97,5%",
            "3 Trần Văn An, Giám đốc Sở Nội vụ 1/40 2,5%",
            "đồng chí Lê Thị Bình và đồng chí Hồ Cao trúng cử đại biểu dự đại hội.",
            "Hội nghị bỏ phiếu kín bầu Ban Chấp hành. Tổng số người có quyền biểu quyết: 40. Số phiếu phát ra: 39.",
            "Hội nghị bỏ phiếu kín bầu đồng chí Hồ Cao làm thư ký. Số phiếu phát ra: 38; thu về: 37.",
            "Hội nghị bỏ phiếu kín bình xét danh sách khen thưởng. Tổng số người có quyền biểu quyết: 40. Số phiếu phát ra: 36.",
            "Hội nghị biểu quyết (giơ tay), nhất trí bầu Phòng Tổng hợp làm Khối trưởng năm 2026.",
            "NGƯỜI GHI BIÊN BẢN Lê Thị Bình CHỦ TRÌ HỘI NGHỊ Trần Văn An",
        ],
    );
    hides("dang-uy/bien-ban-dang", &["Huế, ngày", "CHỦ TỌA"]);
}

#[test]
fn a_register_sums_up_nothing_as_it_writes_nothing() {
    shows("so/so-vang-2024", &["Tặng Giấy khen năm 2024 - 2", "Cộng - 2"]);
}

#[test]
fn a_register_lists_decisions_by_date_and_recipients_by_their_number() {
    shows(
        "so/so-vang",
        &[
            "SỔ VÀNG KHEN THƯỞNG Giai đoạn 2024 - 2025",
            "02 quyết định khen thưởng giai đoạn 2024 - 2025 của Sở Nội vụ, tặng 01 tập thể, 01 hộ gia đình và 03 lượt cá nhân",
            "1 98/QĐ-SNV, 20/12/2024 Tặng Giấy khen năm 2024 - 2",
            "2 15/QĐ-SNV, 02/12/2025 Tặng Giấy khen năm 2025 2 1",
            "Cộng 2 3",
            "1. Quyết định số 98/QĐ-SNV ngày 20 tháng 12 năm 2024",
            "Người ký: Trần Văn An, Giám đốc Sở Nội vụ.",
            "1 Ông Hồ Cao",
            // The post of that day.
            "2 Bà Lê Thị Bình Chuyên viên Phòng Tổng hợp Giấy khen của Giám đốc Sở Nội vụ",
            "2. Quyết định số 15/QĐ-SNV ngày 02 tháng 12 năm 2025",
            "Khen thưởng 01 tập thể, 01 hộ gia đình và 01 cá nhân:",
            "1 Phòng Tổng hợp Giấy khen của Giám đốc Sở Nội vụ Đã hoàn thành nhiệm vụ",
            "2 Gia đình ông Trần Văn Ba Giấy khen của Giám đốc Sở Nội vụ Đã hiến đất làm đường",
            "3 Bà Lê Thị Bình Trưởng phòng Tổng hợp",
        ],
    );
    shows("dang-uy/so-vang-dang", &["1. Quyết định số 07-QĐ/ĐU ngày 02 tháng 12 năm 2025", "1 Chi bộ"]);
}

#[test]
fn a_decision_leaves_room_for_what_its_issuers_authority_rests_on() {
    shows("so/qd", &["GIÁM ĐỐC SỞ NỘI VỤ Căn cứ ....................; Căn cứ Luật Thi đua, khen thưởng"]);
}

#[test]
fn a_sentence_tells_namesakes_apart_by_their_units() {
    let project = Project::new();
    project.write("data/records.yaml", NAMESAKES);
    project.run(&["build"]).done();
    let text = Pdf::read(&project.read("output/so/van-ban.pdf")).squeezed();
    let expected = "(các đồng chí Lê Thị Hà (Phòng Tổng hợp), Lê Thị Hà (Phòng Tài vụ) và Hồ Cao)";
    assert!(text.contains(&squeezed(expected)), "{text}");
}

#[test]
fn the_list_of_a_decision_has_the_numbers_of_its_golden_book() {
    shows(
        "so/qd",
        &[
            "cho 01 tập thể, 01 hộ gia đình và 01 cá nhân",
            "DANH SÁCH TẬP THỂ, HỘ GIA ĐÌNH, CÁ NHÂN",
            "1 Phòng Tổng hợp",
            "2 Gia đình ông Trần Văn Ba",
            "3 Bà Lê Thị Bình",
            "Danh sách này có 01 tập thể, 01 hộ gia đình và 01 cá nhân",
        ],
    );
}

/// Returns the number of a recipient in the golden book of a decision; nothing if the honour does not name it.
fn book_number(inventory: &Inventory, decision: &Decision, honour: &Honour, recipient: &Id) -> Option<u32> {
    let rolls = rolls(&Ledger::of_decision(inventory, &decision.id.value));
    let rows = rolls.into_iter().flat_map(|roll| roll.rows);
    let is_it = |row: &RollRow<'_>| {
        row.honour.is_some_and(|of| std::ptr::eq(of, honour))
            && row.recipient.is_some_and(|who| who.id() == recipient)
    };
    rows.into_iter().find(is_it).map(|row| row.number)
}

#[test]
fn the_number_of_a_recipient_is_known_by_decision_honour_and_id() {
    let opened = pipeline::open(&built().path(""), Strictness::Draft).unwrap();
    let ready = opened.checked.unwrap();
    let inventory = ready.data.inventory();
    let mut numbers = Vec::new();
    for honour in &inventory.records().honours {
        let Some(decision) = honour.decision.as_ref().map(|link| inventory.get(link)) else { continue };
        for recipient in honour.recipients() {
            let number = book_number(inventory, decision, honour, &recipient.id);
            numbers.push(format!("{} {}: {}", decision.id.value, recipient.id, number.unwrap()));
        }
    }
    assert_eq!(
        numbers,
        [
            "qd-sau binh: 3",
            "qd-sau phong: 1",
            "qd-sau ho-ba: 2",
            "qd-truoc cao: 1",
            "qd-truoc binh: 2",
            "qd-dang chi-bo: 1"
        ]
    );
    let (first, another) = (&inventory.records().honours[0], &inventory.records().decisions[1]);
    assert_eq!(book_number(inventory, another, first, &first.recipients[0].id), None);
}

#[test]
fn a_letter_speaks_to_whom_it_is_written() {
    shows(
        "so/thu-ho",
        &[
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Gửi: Gia đình ông Trần Văn Ba",
            "Nhân dịp gia đình ông Trần Văn Ba được tặng Giấy khen của Giám đốc Sở Nội vụ theo Quyết định số 15/QĐ-SNV",
            "Trong thời gian qua, gia đình đã hiến đất làm đường.",
            "Chúc gia đình mạnh khỏe",
        ],
    );
    hides("so/thu-ho", &["Số:", "đồng chí", "tập thể"]);
    shows(
        "so/thu-em",
        &[
            "Gửi: Em Nguyễn Thị Bé Em, học sinh lớp 4/5",
            "Tôi rất vui mừng được biết em Nguyễn Thị Bé Em đã trả lại của rơi.",
            "mong em luôn khiêm tốn, chăm ngoan",
        ],
    );
    hides("so/thu-em", &["đồng chí", "được tặng Thư khen"]);
    shows(
        "so/thu-lop",
        &[
            "Gửi: Tập thể Lớp 4/5",
            "Nhân dịp tập thể Lớp 4/5 được tặng Giấy khen của Giám đốc Sở Nội vụ theo Quyết định số 3/QĐ-SNV",
            "tôi thân ái gửi tới toàn thể các em lời chúc mừng",
            "Trong thời gian qua, tập thể đã giúp bạn vượt khó.",
            "Chúc các em mạnh khỏe, học giỏi",
        ],
    );
    hides("so/thu-lop", &["đồng chí"]);
    shows(
        "dang-uy/thu-dang",
        &[
            "ĐẢNG CỘNG SẢN VIỆT NAM Số 03-ĐU Huế, ngày 03 tháng 12 năm 2025",
            "theo Quyết định số 07-QĐ/ĐU, ngày 02 tháng 12 năm 2025",
        ],
    );
    hides("dang-uy/thu-dang", &["CỘNG HÒA", "Độc lập"]);
}

#[test]
fn a_long_letter_signs_under_its_last_words() {
    let pdf = read("so/thu-dai");
    assert_eq!(pdf.page_count(), 2);
    let last = squeezed(&pdf.page(2));
    assert!(last.contains(&squeezed("Chúc ông và gia đình mạnh khỏe")), "{last}");
    assert!(last.ends_with(&squeezed("GIÁM ĐỐC Trần Văn An")), "{last}");
    shows("so/thu-dai", &["Số: 04/SNV", "Ông Hồ Cao"]);
}
