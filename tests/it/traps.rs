//! What a careless program would get wrong in the sample, read back from the finished documents.

use crate::examples::sample;
use crate::pdf::{Pdf, squeezed};

/// Returns the text of a document of the sample, without white space.
fn printed(id: &str) -> String {
    let manifest = sample().manifest();
    let entry = manifest.documents.iter().find(|entry| entry.id == id).unwrap();
    Pdf::read(&sample().read(&format!("output/{}", entry.path))).squeezed()
}

/// Demands that a document says something.
#[track_caller]
fn says(id: &str, words: &str) {
    let text = printed(id);
    assert!(text.contains(&squeezed(words)), "{id} does not say `{words}`: {text}");
}

/// Returns what a document has before and in its appendix.
fn parts(id: &str) -> (String, String) {
    let text = printed(id);
    let (body, appendix) = text.rsplit_once("Phụlục").unwrap();
    (body.to_owned(), appendix.to_owned())
}

#[test]
fn a_figure_keeps_its_hedge() {
    let text = printed("cuc-hcqt2-report");
    assert!(text.contains("gần97%"), "{text}");
    assert_eq!(text.matches("97%").count(), text.matches("gần97%").count());
    says("vu-qhqt-report", "khoảng hơn 50.000 văn bản");
    says("vu-tccb-report", "hơn 13 tỷ đồng");
}

#[test]
fn a_vague_count_stays_vague() {
    says("vp-ubnd-hn-report", "hàng chục");
}

#[test]
fn the_growth_is_that_of_the_three_kinds_together_and_checks_out() {
    let text = printed("vu-tccb-report");
    let growth = text.split('.').find(|sentence| sentence.contains("41,03%")).unwrap();
    let parts =
        ["Huân chương Lao động", "Bằng khen của Thủ tướng", "Bằng khen của Bộ trưởng", "55 lượt", "39 lượt"];
    for part in parts {
        assert!(growth.contains(&squeezed(part)), "{part}: {growth}");
    }
    let run = sample().run(&["check", "--message-format", "short"]);
    let follows = "note[claim-follows]: the claim `vu-tccb-tang-khen-thuong` follows\n";
    assert!(run.done().contains(follows), "{}", run.stdout);
}

#[test]
fn what_the_sources_leave_out_is_left_to_be_filled_in() {
    says("vp-ubnd-hn-minutes", "ngày 31 tháng 7 năm ......");
    for id in ["cuc-hcqt2-minutes", "vp-ubnd-hn-minutes", "vu-tccb-minutes"] {
        says(id, "Chủ trì (chủ tọa): ....................");
    }
}

#[test]
fn a_theme_that_two_sources_spell_differently_has_one_name() {
    for id in ["vu-tccb-report", "vu-qhqt-report"] {
        says(id, "“Tiếp tục đổi mới, sáng tạo, nâng cao hiệu quả, chất lượng công tác…” năm 2016");
    }
}

#[test]
fn what_is_elected_or_proposed_is_not_among_the_awards() {
    let (body, awards) = parts("cuc-hcqt2-report");
    assert!(body.contains("bầuchọnlàĐiểnhìnhtiêntiến") && !awards.contains("Điểnhìnhtiêntiến"), "{awards}");
    let (body, awards) = parts("vu-tccb-report");
    assert!(body.contains("HuỳnhVũ") && !awards.contains("HuỳnhVũ"), "{awards}");
}

#[test]
fn decisions_and_submissions_count_whom_they_name_and_whom_they_leave_blank() {
    for (id, collectives, persons) in [
        ("cuc-hcqt2-decision", "02 tập thể", "09 cá nhân"),
        ("vp-ubnd-hn-decision", "14 tập thể", "145 cá nhân"),
        ("vu-tccb-submission", "02 tập thể", "04 cá nhân"),
    ] {
        says(id, collectives);
        says(id, persons);
    }
}

#[test]
fn the_bloc_elects_its_head_and_signs_its_pledge() {
    says("khoi-dang-tw-minutes", "bầu Nhà xuất bản Chính trị quốc gia - Sự thật làm Khối trưởng");
    says("khoi-dang-tw-minutes", "Giao ước thi đua");
}
