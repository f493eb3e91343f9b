//! Certificates, read back from their PDFs: where each word stands, and how small it is.
#![expect(clippy::float_arithmetic, reason = "the coordinates of a PDF file are floats")]

use std::process::Command;
use std::sync::OnceLock;

use vinhdanh::check::Strictness;
use vinhdanh::figures::{SMALLEST_SHARE, recipient_words, share_of_size};
use vinhdanh::measure::Weight;
use vinhdanh::model::{Field, FieldName, Id, Inventory, Stock, Style};
use vinhdanh::pipeline::{self, Opened};

use crate::pdf::Pdf;
use crate::project::Project;
use crate::typst_project::skip;

const RECORDS: &str = include_str!("../certificates/records.yaml");
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210"><rect width="297" height="210" fill="#eee"/></svg>"##;

/// How far off a word may stand, in millimetres.
const NEAR: f64 = 0.5;

fn built() -> &'static Project {
    static BUILT: OnceLock<Project> = OnceLock::new();
    BUILT.get_or_init(|| {
        let project = Project::new().with("data/records.yaml", RECORDS).with("phoi.svg", PICTURE);
        project.run(&["build"]).done();
        project
    })
}

fn inventory() -> &'static Inventory {
    static OPENED: OnceLock<Opened> = OnceLock::new();
    let opened = OPENED.get_or_init(|| pipeline::open(&built().path(""), Strictness::Draft).unwrap());
    opened.checked.as_ref().unwrap().data.inventory()
}

/// Returns the box of a field.
fn place(stock: &str, name: FieldName) -> &'static Field {
    let inventory = inventory();
    let stock: &Stock = inventory.by_id(&Id::new(stock).unwrap()).unwrap();
    stock.place(name, inventory).unwrap()
}

/// A line of words on a page, in millimetres.
#[derive(Debug, Clone)]
struct Line {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Line {
    fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// A page: its size and its lines.
#[derive(Debug, Clone)]
struct Page {
    width: f64,
    height: f64,
    lines: Vec<Line>,
}

impl Page {
    #[track_caller]
    fn line(&self, text: &str) -> &Line {
        let found = self.lines.iter().find(|line| line.text == text);
        found.unwrap_or_else(|| panic!("no line `{text}` in {:#?}", self.lines))
    }
}

/// Reads the pages of a document with `pdftotext`, which knows where each word stands; nothing if it is not there.
fn pages(path: &str) -> Option<Vec<Page>> {
    let file = built().path(format!("output/{path}.pdf"));
    let Ok(output) = Command::new("pdftotext").args(["-bbox-layout"]).arg(file).arg("-").output() else {
        skip("pdftotext is not there: install poppler-utils");
        return None;
    };
    let html = String::from_utf8(output.stdout).unwrap();
    Some(html.split("<page ").skip(1).map(page).collect())
}

fn page(html: &str) -> Page {
    let lines = html.split("<line ").skip(1).map(|line| {
        let words = line.split("<word ").skip(1).map(|word| {
            let text = word.split_once('>').unwrap().1.split_once("</word>").unwrap().0;
            text.replace("&amp;", "&").replace("&quot;", "\"")
        });
        Line {
            text: words.collect::<Vec<_>>().join(" "),
            left: number(line, "xMin"),
            right: number(line, "xMax"),
            top: number(line, "yMin"),
            bottom: number(line, "yMax"),
        }
    });
    Page { width: number(html, "width"), height: number(html, "height"), lines: lines.collect() }
}

/// Returns the first attribute of this name, in millimetres.
fn number(html: &str, name: &str) -> f64 {
    let (_, rest) = html.split_once(&format!("{name}=\"")).unwrap();
    rest.split_once('"').unwrap().0.parse::<f64>().unwrap() * 25.4 / 72.0
}

fn mm(length: vinhdanh::model::Millimetres) -> f64 {
    f64::from(length.tenths) / 10.0
}

#[track_caller]
fn near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= NEAR, "{what}: {found:.2} mm, expected {expected:.2} mm");
}

/// Returns where the base line of the last line of a full box is: a fifth of the size above the lower edge.
fn base_line(field: &Field) -> f64 {
    mm(field.y.value) + mm(field.height.value) - 0.2 * f64::from(field.size()) * 25.4 / 72.0
}

/// Liberation Serif reaches 0.216 of its size below the base line; that is where the box of a word ends.
fn base_of(line: &Line, size: u16) -> f64 {
    line.bottom - 0.216 * f64::from(size) * 25.4 / 72.0
}

const NAMES: [&str; 6] = [
    "Tập thể Phòng Quản lý xây dựng chính quyền, công tác thanh niên và theo dõi thi đua, khen thưởng các cơ quan, đơn vị",
    "Tập thể cán bộ Phòng Tổng hợp",
    "Hộ bà Lê Thị Hai",
    "Bà Lê Thị Bình",
    "Y Chi",
    "Ông Rơchâmhơbliênkpăkrơlansiukbuôryăđrơngniêkđămmlôêbanniêbkrôngksơrbya",
];

#[test]
fn each_sheet_has_the_size_of_its_stock() {
    for (path, width, height, count) in [
        ("so/ca-to", 297.0, 210.0, 6),
        ("so/in-chong", 297.0, 210.0, 6),
        ("so/can-chinh", 297.0, 210.0, 1),
        ("so/thieu", 400.0, 300.0, 1),
        ("so/lon", 450.0, 350.0, 6),
        ("so/a3", 420.0, 297.0, 6),
    ] {
        let Some(pages) = pages(path) else { return };
        assert_eq!(pages.len(), count, "{path}");
        for page in pages {
            near(page.width, width, path);
            near(page.height, height, path);
        }
    }
}

#[test]
fn each_field_stands_in_its_box_and_in_the_order_of_the_decree() {
    let Some(pages) = pages("so/ca-to") else { return };
    let page = &pages[3];
    let texts: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
    let mut sorted = texts.clone();
    sorted.sort_unstable();
    let fields = [
        (FieldName::Country, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (FieldName::Motto, "Độc lập - Tự do - Hạnh phúc"),
        (FieldName::Authority, "GIÁM ĐỐC SỞ NỘI VỤ"),
        (FieldName::Grant, "TẶNG"),
        (FieldName::Form, "GIẤY KHEN"),
        (FieldName::Recipient, "Bà Lê Thị Bình"),
        (FieldName::Post, "Trưởng phòng Tổng hợp Sở Nội vụ"),
        (FieldName::PlaceDate, "Hà Nội, ngày 04 tháng 12 năm 2025"),
        (FieldName::SignerName, "Trần Văn An"),
    ];
    for (name, text) in fields {
        let (line, field) = (page.line(text), place("giay-khen-a4", name));
        near(line.middle(), mm(field.x.value) + mm(field.width.value) / 2.0, text);
        near(base_of(line, field.size()), base_line(field), text);
    }
    for (name, text) in [
        (FieldName::Decision, "Quyết định số 07/QĐ-SNV, ngày 04 tháng 12 năm 2025"),
        (FieldName::Book, "Số sổ vàng: 04"),
    ] {
        let (line, field) = (page.line(text), place("giay-khen-a4", name));
        near(line.left, mm(field.x.value), text);
        near(base_of(line, field.size()), base_line(field), text);
    }
    let signer = place("giay-khen-a4", FieldName::Signer);
    let first = page.line("Q. GIÁM ĐỐC");
    near(
        base_of(first, signer.size()),
        base_line(signer) - mm(signer.height.value) / 2.0,
        "the first of two lines",
    );
    near(base_of(page.line("GIÁM ĐỐC"), signer.size()), base_line(signer), "the second of two lines");
}

#[test]
fn sheets_come_in_the_order_of_the_lists_and_bear_the_numbers_of_the_golden_book() {
    let Some(pages) = pages("so/ca-to") else { return };
    for (at, page) in pages.iter().enumerate() {
        page.line(&format!("Số sổ vàng: {:02}", at + 1));
        let all = page.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        assert!(all.contains(NAMES[at]), "{at}: {all}");
    }
}

#[test]
fn no_name_however_long_leaves_its_box() {
    for (path, stock, shift) in
        [("so/ca-to", "giay-khen-a4", (0.0, 0.0)), ("so/in-chong", "phoi", (3.0, -2.0))]
    {
        let Some(pages) = pages(path) else { return };
        let field = place(stock, FieldName::Recipient);
        let (left, top) = (mm(field.x.value) + shift.0, mm(field.y.value) + shift.1);
        let (right, bottom) = (left + mm(field.width.value), top + mm(field.height.value));
        for (page, name) in pages.iter().zip(NAMES) {
            let of_name: Vec<&Line> = page.lines.iter().filter(|line| name.contains(&line.text)).collect();
            let joined = of_name.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
            assert_eq!(joined, name, "{path}");
            for line in of_name {
                assert!(line.left >= left - 0.1 && line.right <= right + 0.1, "{path}: {line:?}");
                // The box of a word ends a little below its letters.
                assert!(line.top >= top - NEAR && line.bottom <= bottom + NEAR, "{path}: {line:?}");
            }
        }
    }
}

/// The names of the sheets, at the sizes at which Typst sets them, against what `check` computes from the widths.
#[test]
fn the_estimate_of_check_is_what_typst_measures() {
    let inventory = inventory();
    let mut shares = Vec::new();
    for (path, stock) in
        [("so/ca-to", "giay-khen-a4"), ("so/in-chong", "phoi"), ("so/lon", "bang-khen-450x350")]
    {
        let Some(pages) = pages(path) else { return };
        let field = place(stock, FieldName::Recipient);
        let full = pages[3].line("Bà Lê Thị Bình").height();
        let ids = ["phong-dai", "tap-the", "ho-hai", "binh", "chi", "dai"];
        for (page, (name, id)) in pages.iter().zip(NAMES.into_iter().zip(ids)) {
            let recipient = inventory.find_recipient(&Id::new(id).unwrap()).unwrap();
            assert_eq!(recipient_words(recipient, Style::State), name);
            let line = page.lines.iter().find(|line| name.contains(&line.text)).unwrap();
            let estimate = share_of_size(name, Weight::Bold, field);
            let measured = 100.0 * line.height() / full;
            #[expect(clippy::cast_precision_loss, reason = "a share is at most 100")]
            let apart = (measured - estimate as f64).abs();
            assert!(apart <= 2.0, "{path}: {name}: {estimate} %, but Typst sets it at {measured:.1} %");
            shares.push(estimate);
        }
    }
    // The threshold lies among what was measured, or nothing would have been tried on either side of it.
    assert!(shares.iter().any(|share| *share < SMALLEST_SHARE));
    assert!(shares.iter().any(|share| *share < 100 && *share >= SMALLEST_SHARE));
    assert!(shares.contains(&100));
}

#[test]
fn an_overlay_prints_what_is_not_on_the_stock_and_nothing_else() {
    let Some(overlay) = pages("so/in-chong") else { return };
    let mut texts: Vec<&str> = overlay[3].lines.iter().map(|line| line.text.as_str()).collect();
    texts.sort_unstable();
    let mut expected = vec![
        "Bà Lê Thị Bình",
        "Trưởng phòng Tổng hợp Sở Nội vụ",
        "Đã có thành tích xuất sắc trong tổng kết phong trào thi đua yêu nước",
        "giai đoạn 2021 - 2025 và trong tổ chức hội nghị điển hình tiên tiến",
        "Hà Nội, ngày 04 tháng 12 năm 2025",
        "Q. GIÁM ĐỐC",
        "GIÁM ĐỐC",
        "Trần Văn An",
        "Quyết định số 07/QĐ-SNV, ngày 04 tháng 12 năm 2025",
        "Số sổ vàng: 04",
    ];
    expected.sort_unstable();
    assert_eq!(texts, expected);
    // Neither border nor picture: nothing is drawn but letters.
    assert!(!Pdf::read(&built().read("output/so/in-chong.pdf")).draws_lines());
    assert!(Pdf::read(&built().read("output/so/ca-to.pdf")).draws_lines());
}

#[test]
fn the_offset_moves_what_goes_through_the_printer_and_not_what_is_looked_at() {
    let (Some(overlay), Some(proof)) = (pages("so/in-chong"), pages("so/xem-thu")) else { return };
    let field = place("phoi", FieldName::Recipient);
    for (pages, right, down) in [(overlay, 3.0, -2.0), (proof, 0.0, 0.0)] {
        let line = pages[3].line("Bà Lê Thị Bình");
        near(line.left, mm(field.x.value) + right, "left edge");
        near(base_of(line, field.size()), base_line(field) + down, "base line");
    }
}

#[test]
fn the_sheet_for_calibrating_names_and_measures_every_field() {
    let Some(pages) = pages("so/can-chinh") else { return };
    let words: Vec<&str> = pages[0].lines.iter().flat_map(|line| line.text.split(' ')).collect();
    for name in FieldName::ALL {
        assert!(words.contains(&name.as_str()), "no `{}` in {words:?}", name.as_str());
    }
    // The box of the recipient, moved as its words will be; its name stands in its upper left corner.
    let all: Vec<&Line> = pages[0].lines.iter().filter(|line| line.text.starts_with("recipient")).collect();
    near(all[0].left, 100.0 + 3.0 + 0.8, "the name of the field");
    assert!(all[0].text.contains("x 100 y 90 150 × 12 24 pt"), "{all:?}");
    // The rulers count in tens.
    for number in ["10", "100", "200", "290"] {
        assert!(words.contains(&number), "no {number}");
    }
}

#[test]
fn titles_the_dead_and_the_party_have_their_own_words() {
    let text = |path: &str| Pdf::read(&built().read(&format!("output/{path}.pdf"))).text();
    for (path, shown, hidden) in [
        ("so/danh-hieu", &["TẶNG DANH HIỆU", "CHIẾN SĨ THI ĐUA CƠ SỞ", "Bà Lê Thị Bình"][..], &["Y Chi"][..]),
        ("so/truy-tang", &["TRUY TẶNG", "GIẤY KHEN", "Y Chi"], &["Lê Thị Bình"]),
        (
            "dang-uy/dang",
            &["ĐẢNG CỘNG SẢN VIỆT NAM", "Đồng chí Lê Thị Bình", "số 09-QĐ/ĐU"],
            &["CỘNG HÒA", "Độc lập"],
        ),
    ] {
        let text = text(path);
        for words in shown {
            assert!(text.contains(words), "{path} has no `{words}`:\n{text}");
        }
        for words in hidden {
            assert!(!text.contains(words), "{path} has `{words}`:\n{text}");
        }
    }
}

#[test]
fn what_is_missing_is_dotted_and_listed() {
    let project = built();
    let run = project.run(&["check", "--final"]);
    let said = run.at_fault();
    assert!(said.contains("the honour `bk` lacks its reason, the decision that grants it"), "{said}");
    let text = Pdf::read(&project.read("output/so/thieu.pdf")).squeezed();
    assert!(text.contains("Quyếtđịnhsố......,ngày......tháng......năm......Sốsổvàng:......HàNội"), "{text}");
    assert!(text.contains(&format!("YChiChuyênviênSởNộivụ{}Quyết", ".".repeat(80))), "{text}");
    assert!(!text.contains('\u{e000}'), "{text}");
}

#[test]
fn every_sheet_has_a_heading_and_every_picture_a_description() {
    for (path, headings, pictures) in
        [("so/ca-to", 6, 6), ("so/in-chong", 6, 0), ("so/xem-thu", 6, 0), ("so/can-chinh", 1, 0)]
    {
        let pdf = Pdf::read(&built().read(&format!("output/{path}.pdf")));
        assert_eq!(pdf.elements("H1"), headings, "{path}");
        assert_eq!(pdf.elements("Figure"), pictures, "{path}");
        assert_eq!(pdf.described("Figure"), pictures, "{path}");
    }
}

#[test]
fn a_picture_that_cannot_be_shown_is_found_by_the_check() {
    let records = |emblem: &str, picture: &str, print: &str| {
        format!(
            "units: [{{id: so, name: Sở Thử, abbreviation: ST, emblem: '{emblem}'}}]\n\
             stocks: [{{id: s, name: S, like: giay-khen-a4, picture: '{picture}'}}]\n\
             documents: [{{id: c, template: certificate, unit: so, decision: qd, stock: s, print: {print}}}]\n\
             decisions: [{{id: qd, issuer: so, number: 5, date: 05/9/2025, subject: khen}}]\n\
             honours: [{{id: h, recipient: so, form: giay-khen, decision: qd, year: 2025, reason: x}}]\n"
        )
    };
    for (emblem, picture, print, code, at) in [
        ("a.svg", "a.svg", "proof", "", ""),
        ("a.svg", "none.svg", "proof", "unreadable-file", "2:"),
        ("a.svg", "../../etc/passwd", "proof", "refused-markup", "2:"),
        ("a.svg", "/etc/passwd", "proof", "refused-markup", "2:"),
        ("a.svg", "a.txt", "proof", "refused-markup", "2:"),
        ("a.svg", "text.png", "proof", "unreadable-file", "2:"),
        ("a.svg", "data.svg", "proof", "unreadable-file", "2:"),
        ("none.png", "a.svg", "full", "unreadable-file", "1:"),
        // What no document shows need not be there.
        ("a.svg", "none.svg", "full", "", ""),
        ("none.svg", "none.svg", "calibration", "", ""),
    ] {
        let project =
            Project::new().with("data/r.yaml", records(emblem, picture, print)).with("a.svg", PICTURE);
        project.write("text.png", "a text");
        project.write("data.svg/x", "a folder");
        let run = project.run(&["check"]);
        let found: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("error[")).collect();
        let case = format!("{emblem} {picture} {print}: {}", run.stdout);
        if code.is_empty() {
            assert!(found.is_empty(), "{case}");
        } else {
            assert!(found.len() == 1 && found[0].contains(code), "{case}");
            assert!(run.stdout.contains(&format!("--> data/r.yaml:{at}")), "{case}");
        }
    }
}

#[test]
fn a_certificate_names_the_post_of_the_day_of_its_decision() {
    let records = "units:\n  - {id: so, name: Sở Thử, abbreviation: ST, place: Hà Nội, head-title: Giám đốc}\n\
        people:\n  - {id: cu, name: Lê Văn Cũ, posts: [{title: Giám đốc, unit: so, from: 10/10/2025}, \
        {title: Phó Giám đốc, unit: so, to: 09/10/2025}]}\n\
        decisions:\n  - {id: qd, issuer: so, number: 5, date: 05/9/2025, subject: khen, authority: Giám đốc Sở}\n\
        honours:\n  - {id: h1, recipient: cu, form: giay-khen, decision: qd, year: 2025}\n  \
        - {id: h2, recipient: cu, form: giay-khen, date: 06/9/2025, year: 2025}\n  \
        - {id: h3, recipient: cu, form: giay-khen, decided-by: {number: 1/QĐ-X, date: 07/9/2025}, year: 2025}\n\
        documents:\n  - {id: c0, template: certificate, unit: so, decision: qd, stock: giay-khen-a4}\n  \
        - {id: c1, template: certificate, unit: so, honour: h1, stock: giay-khen-a4}\n  \
        - {id: c2, template: certificate, unit: so, honour: h2, stock: giay-khen-a4}\n  \
        - {id: c3, template: certificate, unit: so, honour: h3, stock: giay-khen-a4}\n";
    let project = Project::new().with("data/records.yaml", records);
    project.run(&["build"]).done();
    for (id, day) in [("c0", "05"), ("c1", "05"), ("c2", "06"), ("c3", "07")] {
        let file = lopdf::Document::load_mem(&project.read(&format!("output/so/{id}.pdf"))).unwrap();
        let text = crate::pdf::squeezed(&file.extract_text(&[1]).unwrap());
        assert!(text.contains(&format!("HàNội,ngày{day}tháng9năm2025")), "{id}: {text}");
        assert!(text.contains("PhóGiámđốc"), "{id}: {text}");
    }
}
