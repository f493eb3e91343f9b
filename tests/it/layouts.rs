//! What the layouts draw around a text and how they break it into pages, seen in finished files.

use lopdf::Document;

use crate::pdf::squeezed;
use crate::project::Project;

const UNITS: &str = "\
units:
  - {id: so, name: Sở Văn hóa, abbreviation: SVH, place: Hà Nội, head-title: Giám đốc, parent: tinh}
  - {id: tinh, name: Ủy ban nhân dân tỉnh, abbreviation: UBND, place: Hà Nội, head-title: Chủ tịch}
  - {id: du, name: Đảng ủy Sở, abbreviation: ĐU, place: Hà Nội, head-title: Bí thư, style: party}
people: [{id: hoa, name: Trần Thị Hòa}]
";

const FRAME: &str = "---
layout: \"{{ unit.style }}\"
superior: \"{{ unit.parent or '' }}\"
issuer: \"{{ unit.name }}\"
number: \"Số: {{ document.number }}/BC-{{ unit.abbreviation }}\"
place-date: \"{{ document.place_date }}\"
title: BÁO CÁO
subject: Tổng kết công tác
bases: [Căn cứ Luật Thi đua]
signatures: [{value: document.signature}]
recipients: [{each: document.recipients}]
marks: {value: document.marks}
meta: {date: \"{{ document.iso_date or '' }}\"}
";

/// Makes a project with one template of its own.
fn project(settings: &str, front: &str, body: &str, documents: &str) -> Project {
    Project::empty()
        .with("vinhdanh.yaml", format!("vinhdanh: 1\n{settings}"))
        .with("templates/note.md", format!("{FRAME}{front}---\n{body}"))
        .with("data/units.yaml", UNITS)
        .with("data/documents.yaml", format!("documents:\n{documents}"))
}

fn document(id: &str, unit: &str, date: &str, more: &str) -> String {
    format!(
        "  - {{id: {id}, template: note, unit: {unit}, number: 5, date: {date}, recipients: [Như trên], \
         signatory: {{person: hoa, title: GIÁM ĐỐC}}{more}}}\n"
    )
}

/// Returns the text of each page, without white space.
#[track_caller]
fn pages(project: &Project, path: &str) -> Vec<String> {
    let document = Document::load_mem(&project.read(&format!("output/{path}.pdf"))).unwrap();
    let pages = document.get_pages().into_keys();
    pages.map(|page| squeezed(&document.extract_text(&[page]).unwrap())).collect()
}

/// Returns the pages of the only document that a project makes.
#[track_caller]
fn built(project: &Project) -> Vec<String> {
    project.run(&["build"]).done();
    pages(project, &project.manifest().documents[0].path.replace(".pdf", ""))
}

#[test]
fn a_document_carries_its_marks() {
    let marks = ", urgency: thuong-khan, draft: true, drafted-by: pl.(300), contact: 'Số 5 phố Huế'";
    let pages = built(&project("", "", "Hết./.\n", &document("bc", "so", "13/4/2026", marks)));
    for mark in ["THƯỢNGKHẨN", "DỰTHẢO", "PL.(300)", "Số5phốHuế"] {
        assert!(pages[0].contains(mark), "{mark}: {}", pages[0]);
    }
}

#[test]
fn the_address_stands_on_the_first_page_only() {
    let body = "Một câu.\n\n".repeat(60);
    let pages = built(&project("", "", &body, &document("bc", "so", "13/4/2026", ", contact: Số 5 phố Huế")));
    let found: Vec<bool> = pages.iter().map(|page| page.contains("Số5phốHuế")).collect();
    assert!(found.len() > 1 && found[0] && !found[1..].contains(&true), "{found:?}");
}

const LONG: &str = "# Phần thứ nhất. Kết quả\n\n## I. MỞ ĐẦU\n\n{% for i in range(end=70) %}Một câu.\n\n{% endfor %}\
                    ## II. KẾT THÚC\n\nHết.\n\n```appendix\nlabel: Phụ lục\ntitle: Danh sách\n```\nMột.\n\n## I. MỘT MÌNH\n\nHai.\n";

#[test]
fn contents_name_the_pages_as_they_are_printed() {
    for unit in ["so", "du"] {
        let front = "cover: true\ncontents: true\n";
        let pages = built(&project("", front, LONG, &document("bc", unit, "13/4/2026", "")));
        let [cover, contents, first, .., last, appendix] = &pages[..] else { panic!("{pages:?}") };
        assert!(cover.contains("HàNội,năm2026") && cover.contains("BÁOCÁO"), "{cover}");
        assert!(!cover.contains("Số:"), "{cover}");
        // The text starts on its own page 1, which prints no number.
        assert!(!first.starts_with(char::is_numeric) && first.contains("Số:05"), "{first}");
        let number = (pages.len() - 3).to_string();
        assert!(last.starts_with(&number) && last.contains("II.KẾTTHÚC"), "{last}");
        let dotless = contents.replace('.', "");
        assert!(dotless.contains("IMỞĐẦU1") && dotless.contains(&format!("IIKẾTTHÚC{number}")), "{contents}");
        // An appendix counts its own pages, and its headings are not those of the text.
        assert!(dotless.ends_with("PhụlụcDanhsách"), "{contents}");
        assert!(appendix.contains("DANHSÁCH"), "{appendix}");
    }
}

#[test]
fn a_cover_alone_leaves_the_count_of_pages_to_the_text() {
    let pages = built(&project("", "cover: true\n", LONG, &document("bc", "so", "13/4/2026", "")));
    assert!(!pages[1].starts_with(char::is_numeric), "{}", pages[1]);
    assert!(pages[2].starts_with('2'), "{}", pages[2]);
}

#[test]
fn the_words_of_a_heading_make_it_a_chapter_or_an_article() {
    let body = "# Chương II. Quy định chung\n\n### Điều 3. Phạm vi\n\n1. Khoản:\n   1. a;\n   2. b;\n   3. c;\n   4. d;\n   \
                5. đ;\n   6. e;\n   7. g.\n\n### Điều 4. Đối tượng\n\nHết.\n\n## Mục 2. Thi hành\n\n### Điều 5. Hiệu lực\n\nHết.\n\n\
                # Phần mềm\n\nHết.\n";
    let project = project("", "", body, &document("qc", "so", "13/4/2026", ""));
    let text = built(&project).concat();
    for words in
        ["ChươngIIQUYĐỊNHCHUNG", "Điều3.Phạmvi", "Mục2THIHÀNH", "Phầnmềm", "1.Khoản:", "d)d;", "đ)đ;", "e)e;"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    // The outline has no gaps, and equals stand on one level.
    let file = Document::load_mem(&project.read("output/so/qc.pdf")).unwrap();
    let outline = file.get_toc().unwrap().toc;
    let levels: Vec<(usize, &str)> = outline.iter().map(|entry| (entry.level, entry.title.trim())).collect();
    let expected = [
        (1, "Chương II. Quy định chung"),
        (2, "Điều 3. Phạm vi"),
        (2, "Điều 4. Đối tượng"),
        (2, "Mục 2. Thi hành"),
        (3, "Điều 5. Hiệu lực"),
        (1, "Phần mềm"),
    ];
    assert_eq!(levels, expected);
}

#[test]
fn the_house_style_spells_all_that_is_printed() {
    let body =
        "Đảng ủy, hòa hợp, hoàn thành, quý.\n\n- *Ủy ban*\n\n```table\ncolumns: [{}]\nrows: [[khỏe]]\n```\n";
    let old = built(&project(
        "style: {tones: old}\n",
        "",
        body,
        &document("bc", "so", "13/4/2026", ", urgency: hoa-toc"),
    ));
    for word in
        ["Đảnguỷ,hoàhợp,hoànthành,quý.", "Uỷban", "khoẻ", "CỘNGHÒAXÃHỘI", "HOẢTỐC", "TrầnThịHoà", "SỞVĂNHOÁ"]
    {
        assert!(old[0].contains(word), "{word}: {}", old[0]);
    }
    let new =
        built(&project("style: {tones: new}\n", "", "Đảng uỷ.\n", &document("bc", "so", "13/4/2026", "")));
    assert!(new[0].contains("Đảngủy.") && new[0].contains("CỘNGHÒA"), "{}", new[0]);
    // Without a choice everything is printed as it is written.
    let none = built(&project("", "", "Đảng uỷ, Đảng ủy.\n", &document("bc", "so", "13/4/2026", "")));
    assert!(none[0].contains("Đảnguỷ,Đảngủy."), "{}", none[0]);
}

#[test]
fn names_that_are_kept_and_that_of_the_state_have_their_tone_as_written() {
    let body = "Ông Trần Thị Hòa và bà Trần Thị Hòan ở Hòa Bình, nước Cộng hòa xã hội chủ nghĩa Việt Nam.\n";
    let settings = "style: {tones: old, keep: [Trần Thị Hòa]}\n";
    let project = project(settings, "", body, &document("bc", "so", "13/4/2026", ""));
    let pages = built(&project);
    for words in ["ÔngTrầnThịHòavà", "ởHoàBình,", "Cộnghòaxãhội", "CỘNGHÒAXÃHỘI", "SỞVĂNHOÁ"]
    {
        assert!(pages[0].contains(words), "{words}: {}", pages[0]);
    }
    // Another list of names is another style.
    project.edit("vinhdanh.yaml", "[Trần Thị Hòa]", "[Hòa Bình]");
    let pages = built(&project);
    assert!(pages[0].contains("ÔngTrầnThịHoàvà") && pages[0].contains("ởHòaBình,"), "{}", pages[0]);
}

#[test]
fn a_changed_house_style_makes_documents_again() {
    let project = project("", "", "Hết.\n", &document("bc", "du", "13/4/2026", ""));
    // Five hyphens end the head, a sixth one begins the ground.
    assert!(built(&project)[0].contains("------CăncứLuật"));
    assert_eq!(project.run(&["build"]).done(), "");
    project.write("vinhdanh.yaml", "vinhdanh: 1\nstyle: {party: {grounds: italic}}\n");
    assert!(project.run(&["build"]).done().contains("du/bc.pdf"));
    let text = pages(&project, "du/bc").concat();
    assert!(text.contains("-----CăncứLuật") && !text.contains("------CăncứLuật"), "{text}");
}

#[test]
fn the_party_style_takes_what_the_rule_of_the_day_allows() {
    // 15 pt is allowed from 27 May 2026 on; before, 14 pt is the most.
    let body = "Một câu.\n\n".repeat(31);
    let documents = document("cu", "du", "26/5/2026", "") + &document("moi", "du", "27/5/2026", "");
    let project = project("style: {party: {text: 15, line: 18}}\n", "", &body, &documents);
    project.run(&["build"]).done();
    // The name of the Party has 15 pt in either.
    let sizes = |id: &str| {
        let sizes = font_sizes(&project.read(&format!("output/du/{id}.pdf")));
        sizes.into_iter().filter(|size| *size == 15).count()
    };
    assert!(sizes("moi") > 10 && sizes("cu") == 1, "{} {}", sizes("cu"), sizes("moi"));
}

#[test]
fn the_party_style_goes_by_what_is_known_of_the_date() {
    let body = "Một câu.\n\n".repeat(31);
    let dates = [("a", "2020", false), ("b", "4/2020", false), ("c", "4/2026", false), ("d", "6/2026", true)];
    let dates = [&dates[..], &[("e", "2026", true), ("f", "2027", true)]].concat();
    let documents: String = dates.iter().map(|(id, date, _)| document(id, "du", date, "")).collect();
    let project = project("style: {party: {text: 15, line: 18}}\n", "", &body, &documents);
    project.run(&["build"]).done();
    for (id, date, is_new) in dates {
        let sizes = font_sizes(&project.read(&format!("output/du/{id}.pdf")));
        let large = sizes.into_iter().filter(|size| *size == 15).count();
        assert_eq!(large > 10, is_new, "{date}: {large}");
    }
}

/// Returns the sizes of letters that a file uses, in points.
fn font_sizes(bytes: &[u8]) -> Vec<i64> {
    let document = Document::load_mem(bytes).unwrap();
    let mut sizes = Vec::new();
    for page in document.get_pages().into_values() {
        let content = document.get_and_decode_page_content(page).unwrap();
        let fonts = content.operations.iter().filter(|operation| operation.operator == "Tf");
        sizes.extend(fonts.filter_map(|operation| operation.operands[1].as_i64().ok()));
    }
    sizes
}

#[test]
fn sizes_that_no_rule_allows_are_refused() {
    let project = project(
        "style: {party: {text: 12, line: 23, title: 15}}\n",
        "",
        "Hết.\n",
        &document("bc", "du", "13/4/2026", ""),
    );
    let run = project.run(&["check"]);
    let said = run.at_fault();
    assert!(said.contains("`text: 12` is outside of what the Party's rules allow"), "{said}");
    assert!(said.contains("vinhdanh.yaml:2:23"), "{said}");
    assert!(said.contains("expected 18 to 22 points"), "{said}");
    assert!(!said.contains("`title"), "{said}");
}

#[test]
fn a_paragraph_longer_than_half_a_page_still_comes_with_its_signature() {
    let body = "{% for i in range(end=document.number | int) %}một đoạn văn rất dài không có điểm dừng, {% endfor %}hết./.\n";
    let documents: String = (50..66).map(|number| numbered("so", number)).collect();
    let project = project("", "", body, &documents);
    project.run(&["build"]).done();
    let mut lengths = Vec::new();
    for number in 50..66 {
        let pages = pages(&project, &format!("so/so-{number}"));
        let last = pages.last().unwrap();
        assert!(last.contains("TrầnThịHòa") && last.contains("hết./."), "{number}: {pages:?}");
        lengths.push(pages.len());
    }
    assert!(lengths.is_sorted() && lengths.first() == Some(&1) && lengths.last() == Some(&2), "{lengths:?}");
}

#[test]
fn no_line_of_a_paragraph_is_left_alone() {
    // Of three lines none can be parted from the others without leaving one alone.
    let middle = "chữ và nghĩa ".repeat(15);
    let body = format!("{}Hết./.\n", format!("Đầu {middle}cuối.\n\n").repeat(40));
    for shift in ["", ", draft: true", ", urgency: khan", ", urgency: khan, draft: true"] {
        let pages = built(&project("", "", &body, &document("bc", "so", "13/4/2026", shift)));
        assert!(pages.len() > 2, "{pages:?}");
        for page in &pages {
            assert_eq!(page.matches("Đầuchữ").count(), page.matches("nghĩacuối.").count(), "{page}");
        }
    }
}

fn numbered(unit: &str, number: u32) -> String {
    document(&format!("{unit}-{number}"), unit, "13/4/2026", "")
        .replace("number: 5", &format!("number: {number}"))
}

#[test]
fn words_without_end_stay_on_the_sheet() {
    let word = "a/b-".repeat(100) + &"x".repeat(400);
    let body = format!(
        "{word}\n\n```table\ncolumns: [{{width: 20mm}}, {{}}]\nrows: [[\"{word}\", a]]\n```\n\nHết./.\n"
    );
    let project = project("", "", &body, &document("bc", "so", "13/4/2026", ""));
    let all = built(&project).concat();
    assert_eq!(all.matches(&word).count(), 2, "{all}");
    // As many letters go in a line as there is room for, which is far less than the word.
    let file = Document::load_mem(&project.read("output/so/bc.pdf")).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    let longest = file.extract_text(&pages).unwrap().lines().map(|line| line.chars().count()).max();
    assert!(longest.unwrap() < 250, "{longest:?}");
}

#[test]
fn a_signature_never_stands_alone_on_a_page() {
    let body = "{% for i in range(end=document.number | int) %}Một câu vừa đủ dài để chiếm hơn một dòng của trang giấy khổ A4 \
                thẳng đứng này đây.\n\n{% endfor %}Câu cuối cùng của văn bản./.\n";
    let documents: String = (8..26).map(|number| numbered("so", number)).collect();
    let project = project("", "", body, &documents);
    project.run(&["build"]).done();
    let mut lengths = Vec::new();
    for number in 8..26 {
        let pages = pages(&project, &format!("so/so-{number}"));
        let last = pages.last().unwrap();
        assert!(last.contains("TrầnThịHòa") && last.contains("GIÁMĐỐC"), "{number}: {pages:?}");
        assert!(last.contains("Câucuốicùng"), "{number}: {pages:?}");
        lengths.push(pages.len());
    }
    assert!(lengths.is_sorted() && lengths.first() == Some(&1) && lengths.last() == Some(&2), "{lengths:?}");
}
