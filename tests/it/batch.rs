//! Batches: one document for each recipient of a decision.

use lopdf::Document;
use snapbox::str;

use crate::pdf::squeezed;
use crate::project::Project;

const DATA: &str = "\
units:
  - {id: so, name: Sở Nội vụ, abbreviation: SNV, place: Hà Nội, head-title: Giám đốc}
  - {id: phong-tong-hop, name: Phòng Tổng hợp, abbreviation: TH, parent: so}
  - {id: to-in, name: Tổ In, parent: phong-tong-hop}
people:
  - {id: dung, name: Lê Dũng, posts: [{title: Giám đốc, unit: so}]}
  - {id: an, name: Trần Văn An, sex: male, posts: [{title: Chuyên viên, unit: phong-tong-hop}]}
  - {id: anh, name: Đỗ Thị Ánh, sex: female, posts: [{title: Tổ trưởng, unit: to-in}]}
  - {id: y-khoa, name: Y Khoa Niê, given-name: Khoa, sex: male, posts: [{title: Chuyên viên, unit: so}]}
decisions:
  - id: qd
    issuer: so
    number: 145
    date: 04/12/2025
    subject: tặng Giấy khen
    carried-out-by: Chánh Văn phòng
    signatory: {person: dung}
honours:
  - {recipient: y-khoa, form: giay-khen, decision: qd, year: 2025, reason: đã dạy chữ}
  - {recipient: phong-tong-hop, form: giay-khen, decision: qd, year: 2025, reason: đã soạn 614 văn bản}
  - {recipients: [an, anh], form: giay-khen, decision: qd, year: 2025, reason: đã in 39.000 trang}
";

const LETTERS: &str = "\
documents:
  - id: thu
    template: letter
    unit: so
    each: recipients of qd
    date: 09/12/2025
    signatory: {person: dung}
";

/// A decision with four recipients, of whom each gets a letter.
fn letters() -> Project {
    Project::new().with("data/data.yaml", DATA).with("data/letters.yaml", LETTERS)
}

/// Returns the lines of `build --dry-run`, without what is to be made.
fn planned(project: &Project) -> Vec<String> {
    let run = project.run(&["build", "--dry-run"]);
    run.done().lines().map(|line| line.split(" (").next().unwrap().to_owned()).collect()
}

#[test]
fn each_recipient_has_a_document_in_the_order_of_the_list() {
    let expected = [
        "thu/phong-tong-hop: so/thu/phong-tong-hop.pdf",
        "thu/y-khoa: so/thu/y-khoa.pdf",
        "thu/an: so/thu/an.pdf",
        "thu/anh: so/thu/anh.pdf",
    ];
    assert_eq!(planned(&letters()), expected);
}

#[test]
fn a_path_is_filled_from_the_record() {
    let project = letters();
    let path = |pattern: &str| {
        project.write("data/letters.yaml", format!("{LETTERS}    path: \"{pattern}\"\n"));
        planned(&project).iter().map(|line| line.split(": ").nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = "{number:03}-{name}-{family-name}-{given-name}-{unit}-{form}-{year}-{date}-{decision}";
    assert_eq!(
        path(all),
        [
            "001-phong-tong-hop-phong-tong-hop-phong-tong-hop-th-giay-khen-2025-2025-12-04-qd.pdf",
            "002-y-khoa-nie-y-khoa-snv-giay-khen-2025-2025-12-04-qd.pdf",
            "003-tran-van-an-tran-an-th-giay-khen-2025-2025-12-04-qd.pdf",
            "004-do-thi-anh-do-anh-to-in-giay-khen-2025-2025-12-04-qd.pdf",
        ]
    );
    assert_eq!(path("{id}/{name:vi}.pdf")[3], "anh/Đỗ Thị Ánh.pdf");
    assert_eq!(path("{number}")[3], "4.pdf");
}

#[test]
fn names_become_safe_as_parts_of_paths() {
    let project = letters();
    for (name, folded, kept) in [
        ("H'Hen Niê", "h-hen-nie", "H'Hen Niê"),
        ("Nguyễn A/B: C?", "nguyen-a-b-c", "Nguyễn A-B- C-"),
        ("..", "khong-ro", "khong-ro"),
        ("Con", "con-1", "Con-1"),
    ] {
        project.write("data/data.yaml", DATA.replace("name: Trần Văn An", &format!("name: \"{name}\"")));
        let mut found = Vec::new();
        for looks in ["", ":vi"] {
            let after = if name == "Con" { "-1" } else { "" };
            let path = format!(
                "{LETTERS}    where: {{kind: persons}}\n    path: \"{{id}}/{{name{looks}}}{after}\"\n"
            );
            project.write("data/letters.yaml", path);
            let line = planned(&project).into_iter().find(|line| line.starts_with("thu/an:")).unwrap();
            found.push(line.trim_start_matches("thu/an: an/").trim_end_matches(".pdf").to_owned());
        }
        assert_eq!(found, [folded, kept], "{name}");
    }
}

#[test]
fn a_filter_takes_those_who_meet_all_of_it() {
    let project = letters();
    for (filter, expected) in [
        ("kind: persons", &["y-khoa", "an", "anh"][..]),
        ("kind: collectives", &["phong-tong-hop"]),
        ("unit: phong-tong-hop", &["phong-tong-hop", "an", "anh"]),
        ("unit: to-in", &["anh"]),
        ("unit: phong-tong-hop, kind: persons, form: giay-khen", &["an", "anh"]),
    ] {
        project.write("data/letters.yaml", format!("{LETTERS}    where: {{{filter}}}\n"));
        let ids: Vec<String> = planned(&project)
            .iter()
            .map(|line| line["thu/".len()..].split(':').next().unwrap().to_owned())
            .collect();
        assert_eq!(ids, expected, "{filter}");
    }
}

#[test]
fn a_record_that_is_added_changes_no_other_document() {
    let project = letters();
    project.run(&["build", "--only", "thu"]).done();
    let before = project.manifest();
    project.edit(
        "data/data.yaml",
        "honours:\n",
        "honours:\n  - {recipient: dung, form: giay-khen, decision: qd, year: 2025, reason: đã chỉ đạo}\n",
    );
    let run = project.run(&["build", "--only", "thu/*"]);
    assert_eq!(run.done(), "so/thu/dung.pdf (1 page)\n");
    assert!(before.documents.iter().all(|entry| project.manifest().documents.contains(entry)));
}

#[test]
fn who_is_honoured_twice_has_two_documents() {
    let project = letters();
    project.edit(
        "data/data.yaml",
        "honours:\n",
        "honours:\n  - {recipient: an, form: chien-si-tien-tien, decision: qd, year: 2025, reason: đã xong việc}\n",
    );
    let ids = planned(&project);
    assert_eq!(ids.iter().filter(|id| id.starts_with("thu/an: ")).count(), 1);
    assert_eq!(ids.last().unwrap(), "thu/anh: so/thu/anh.pdf");
    assert!(ids.contains(&"thu/an.2: so/thu/an.2.pdf".to_owned()), "{ids:?}");
}

#[test]
fn paths_that_collide_are_named_with_both_records_before_anything_is_made() {
    let project = letters();
    project.write("data/letters.yaml", format!("{LETTERS}    path: \"{{year}}-{{unit}}\"\n"));
    project.run(&["build"]).shows(str![[r#"
exit 1
--- stderr
error[bad-path]: the path `2025-th.pdf` is also that of `thu/phong-tong-hop` (`2025-th.pdf`)
 --> data/letters.yaml:8:11
  |
8 |     path: "{year}-{unit}"
  |           ^^^^^^^^^^^^^^^
  |
 ::: data/data.yaml:3:10
  |
3 |   - {id: phong-tong-hop, name: Phòng Tổng hợp, abbreviation: TH, parent: so}
  |          -------------- of `thu/phong-tong-hop`
...
7 |   - {id: an, name: Trần Văn An, sex: male, posts: [{title: Chuyên viên, unit: phong-tong-hop}]}
  |          -- of `thu/an`
  |
  = help: put `{number}` or `{id}` into the path, which no two documents of a batch share

1 error; nothing was published

"#]]);
    assert_eq!(project.files("output"), [""; 0]);
}

#[test]
fn paths_that_no_system_holds_are_refused() {
    let project = letters();
    let long = "Trần ".repeat(60);
    project.write("data/data.yaml", DATA.replace("Trần Văn An", &long));
    project.write("data/letters.yaml", format!("{LETTERS}    path: \"{{name}}\"\n"));
    project.run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[bad-path]: the path `tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran-tran.pdf` has a name of 303 bytes; 255 is the most that file systems hold
 --> data/letters.yaml:8:11
  |
8 |     path: "{name}"
  |           ^^^^^^^^
  |
 ::: data/data.yaml:7:10
  |
7 |   - {id: an, name: Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần Trần...
  |          -- of `thu/an`

--- stderr
1 error

"#]]);
    project.write("data/data.yaml", DATA.replace("name: Trần Văn An", "name: Nul"));
    project.run(&["check"]).shows(str![[r#"
exit 1
--- stdout
error[bad-path]: the path `nul.pdf` has the name `nul.pdf`, which is a device to Windows
 --> data/letters.yaml:8:11
  |
8 |     path: "{name}"
  |           ^^^^^^^^
  |
 ::: data/data.yaml:7:10
  |
7 |   - {id: an, name: Nul, sex: male, posts: [{title: Chuyên viên, unit: phong-tong-hop}]}
  |          -- of `thu/an`

--- stderr
1 error

"#]]);
}

#[test]
fn nobody_selected_is_a_warning() {
    let project = letters();
    project.write("data/letters.yaml", format!("{LETTERS}    where: {{kind: households}}\n"));
    project.run(&["check"]).shows(str![[r#"
exit 0
--- stdout
warning[nothing-to-print]: the batch `thu` has no document: nobody is selected
 --> data/letters.yaml:8:12
  |
5 |     each: recipients of qd
  |           ---------------- of these recipients
...
8 |     where: {kind: households}
  |            ^
  |
  = help: take a key out of `where`, or look whether the recipients are what it asks for

--- stderr
1 warning

"#]]);
}

const RUN: &str = "
  - id: in-thu
    template: print-run
    unit: so
    of: thu
    order: name
    parts-of: 3
    index: true
    duplex: true
    register: [csv, xlsx]
    path: in/thu
";

/// The same letters with a print run of them.
fn run() -> Project {
    Project::new().with("data/data.yaml", DATA).with("data/letters.yaml", [LETTERS, RUN].concat())
}

/// Returns the text of each page, without white space.
#[track_caller]
fn pages(project: &Project, path: &str) -> Vec<String> {
    let document = Document::load_mem(&project.read(&format!("output/{path}"))).unwrap();
    let pages = document.get_pages().into_keys();
    pages.map(|page| squeezed(&document.extract_text(&[page]).unwrap())).collect()
}

#[test]
fn a_run_has_each_letter_in_its_order_on_a_front_side() {
    let project = run();
    project.run(&["build"]).shows(str![[r#"
exit 0
--- stdout
in/thu-01.pdf (7 pages)
in/thu-02.pdf (3 pages)
in/thu.csv
in/thu.xlsx
so/thu/an.pdf (1 page)
so/thu/anh.pdf (1 page)
so/thu/phong-tong-hop.pdf (1 page)
so/thu/y-khoa.pdf (1 page)
--- stderr
8 documents, 14 pages · [TIME] · engine: [ENGINE] · [ROOT]/output

"#]]);
    let alone = |id: &str| pages(&project, &format!("so/thu/{id}.pdf")).concat();
    let (first, second) = (pages(&project, "in/thu-01.pdf"), pages(&project, "in/thu-02.pdf"));
    let none = String::new;
    // Collectives first, then by given name: An, Ánh, Khoa.
    assert_eq!(first[1..], [none(), alone("phong-tong-hop"), none(), alone("an"), none(), alone("anh")]);
    assert_eq!(second[1..], [none(), alone("y-khoa")]);
    let rows = "1PhòngTổnghợpSởNộivụ33TrầnVănAnPhòngTổnghợp54ĐỗThịÁnhTổIn7";
    assert_eq!(first[0].rsplit("Trang").next().unwrap(), rows);
    assert!(first[0].contains("(phần1/2)"), "{}", first[0]);
}

#[test]
fn without_index_and_duplex_a_run_has_the_letters_alone() {
    let project = run();
    project.write(
        "data/letters.yaml",
        format!("{LETTERS}  - {{id: in-thu, template: print-run, unit: so, of: thu}}\n"),
    );
    assert_eq!(planned(&project).last().unwrap(), "in-thu: so/in-thu.pdf");
    project.run(&["build"]).done();
    let letters = ["phong-tong-hop", "y-khoa", "an", "anh"];
    let alone = letters.map(|id| pages(&project, &format!("so/thu/{id}.pdf")).concat());
    assert_eq!(pages(&project, "so/in-thu.pdf"), alone);
}

#[test]
fn a_run_can_follow_the_units_and_have_certificates() {
    let project = run();
    project.edit("data/letters.yaml", "order: name", "order: unit");
    project.edit("data/letters.yaml", "template: letter", "template: certificate\n    stock: giay-khen-a4");
    project.edit("data/letters.yaml", "    date: 09/12/2025\n    signatory: {person: dung}\n", "");
    project.run(&["build"]).done();
    let alone = |id: &str| pages(&project, &format!("so/thu/{id}.pdf")).concat();
    let first = pages(&project, "in/thu-01.pdf");
    // Sở, Phòng Tổng hợp and its people, Tổ In.
    assert_eq!([&first[2], &first[4], &first[6]], ["y-khoa", "phong-tong-hop", "an"].map(alone).each_ref());
    assert_eq!(pages(&project, "in/thu-02.pdf")[2], alone("anh"));
}

#[test]
fn a_page_looks_in_a_run_as_it_does_alone() {
    let project = run();
    project.run(&["build"]).done();
    let shown = |path: &str, page: usize| {
        let document = Document::load_mem(&project.read(&format!("output/{path}"))).unwrap();
        crate::rules::pages(&document)[page - 1].looks()
    };
    for (page, id) in [(3, "phong-tong-hop"), (5, "an"), (7, "anh")] {
        let alone = shown(&format!("so/thu/{id}.pdf"), 1);
        assert!(alone.len() > 20, "{alone:?}");
        assert_eq!(shown("in/thu-01.pdf", page), alone);
    }
}

#[test]
fn the_register_tells_where_each_letter_is() {
    let project = run();
    project.run(&["build"]).done();
    assert_eq!(
        project.text("output/in/thu.csv"),
        "\u{feff}Số sổ vàng,\"Họ và tên, tên tập thể\",\"Chức vụ, đơn vị\",Hình thức khen thưởng,Số quyết định,Ngày quyết \
         định,Tệp,Bản in,Trang\r\n\
         1,Phòng Tổng hợp,Sở Nội vụ,Giấy khen,145/QĐ-SNV,04/12/2025,so/thu/phong-tong-hop.pdf,in/thu-01.pdf,3\r\n\
         3,Trần Văn An,Chuyên viên Phòng Tổng hợp,Giấy khen,145/QĐ-SNV,04/12/2025,so/thu/an.pdf,in/thu-01.pdf,5\r\n\
         4,Đỗ Thị Ánh,Tổ trưởng Tổ In,Giấy khen,145/QĐ-SNV,04/12/2025,so/thu/anh.pdf,in/thu-01.pdf,7\r\n\
         2,Y Khoa Niê,Chuyên viên Sở Nội vụ,Giấy khen,145/QĐ-SNV,04/12/2025,so/thu/y-khoa.pdf,in/thu-02.pdf,3\r\n"
    );
}

#[test]
fn a_changed_letter_makes_its_part_and_the_registers_again_and_nothing_else() {
    let project = run();
    project.run(&["build"]).done();
    let before = project.read("output/in/thu.csv");
    project.edit("data/data.yaml", "đã dạy chữ", "đã dạy chữ cho trẻ em");
    let run = project.run(&["build"]);
    let expected = "in/thu-02.pdf (3 pages)\nin/thu.csv\nin/thu.xlsx\nso/thu/y-khoa.pdf (1 page)\n";
    assert_eq!(run.done(), expected);
    assert!(before == project.read("output/in/thu.csv"));
    assert_eq!(project.run(&["build"]).done(), "");
}

#[test]
fn a_register_without_its_parts_is_not_written() {
    let project = run();
    project.run(&["build", "--only", "in-thu/csv"]).shows(str![[r#"
exit 1
--- stderr
error[typeset-error]: `in-thu/csv` tells where each document is, but `in-thu/01` was not made
 --> data/letters.yaml:9:9
  |
9 |   - id: in-thu
  |         ^^^^^^
  |
  = help: make all of the run: `vinhdanh build --only 'in-thu'`

0 documents, 0 pages · 1 failed · [TIME] · [ROOT]/output

"#]]);
    project.run(&["build", "--only", "in-thu"]).done();
    project.remove("output/in/thu.csv");
    assert_eq!(project.run(&["build", "--only", "in-thu/csv"]).done(), "in/thu.csv\n");
}

#[test]
fn all_files_of_a_run_are_made_by_one_machine() {
    let project = run();
    let mut owners = Vec::new();
    for part in 1..=3 {
        for way in ["hash", "slice"] {
            let run = project.run(&["build", "--dry-run", "--partition", &format!("{way}:{part}/3")]);
            let count = run.done().lines().filter(|line| line.starts_with("in-thu/")).count();
            owners.extend((count > 0).then_some((way, count)));
        }
    }
    owners.sort_unstable();
    assert_eq!(owners, [("hash", 4), ("slice", 4)]);
}
