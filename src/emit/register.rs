//! The register of a print run as a file for spreadsheet programs: which document is where.
//!
//! What comes from the data is a text in every format, never a formula, whatever it begins with.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// A document of a print run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The number in the golden book.
    pub number: Option<u32>,
    /// The name of the recipient.
    pub name: String,
    /// The post and unit.
    pub post: String,
    /// The title or form.
    pub form: String,
    /// Number and sign of the decision.
    pub decision: String,
    /// The date of the decision.
    pub date: String,
    /// The document's own file.
    pub file: String,
    /// The file of the run that has it.
    pub part: String,
    /// The page on which it begins there.
    pub page: u32,
}

/// A cell as both formats write it.
enum Cell<'a> {
    Number(u32),
    Text(&'a str),
}

/// The heads of the columns, each with its width in a workbook.
const COLUMNS: [(&str, u32); 9] = [
    ("Số sổ vàng", 8),
    ("Họ và tên, tên tập thể", 30),
    ("Chức vụ, đơn vị", 40),
    ("Hình thức khen thưởng", 32),
    ("Số quyết định", 16),
    ("Ngày quyết định", 14),
    ("Tệp", 44),
    ("Bản in", 36),
    ("Trang", 8),
];

impl Row {
    fn cells(&self) -> [Cell<'_>; COLUMNS.len()] {
        [
            self.number.map_or(Cell::Text(""), Cell::Number),
            Cell::Text(&self.name),
            Cell::Text(&self.post),
            Cell::Text(&self.form),
            Cell::Text(&self.decision),
            Cell::Text(&self.date),
            Cell::Text(&self.file),
            Cell::Text(&self.part),
            Cell::Number(self.page),
        ]
    }
}

/// Returns the register as comma-separated values (RFC 4180), with a mark by which Excel knows that it is UTF-8.
pub fn csv(rows: &[Row]) -> Vec<u8> {
    let mut text = "\u{feff}".to_owned();
    let mut line = |fields: Vec<String>| {
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    };
    line(COLUMNS.iter().map(|(head, _)| field(head)).collect());
    for row in rows {
        let fields = row.cells().map(|cell| match cell {
            Cell::Number(number) => number.to_string(),
            Cell::Text(text) => field(text),
        });
        line(fields.to_vec());
    }
    text.into_bytes()
}

/// Returns a text as a field.
///
/// Programs take one that begins like a formula for a formula, quoted or not; an apostrophe before it makes it a text.
fn field(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if text.contains(['"', ',', ';', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

/// Returns the register as a workbook.
///
/// # Errors
///
/// Only if it has more rows than a workbook can hold, 1,048,575.
pub fn xlsx(title: &str, rows: &[Row]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The clock would make the bytes of every run differ.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let sheet = workbook.add_worksheet();
    sheet.set_name("Danh sách")?.set_freeze_panes(1, 0)?.set_landscape().set_repeat_rows(0, 0)?;
    for (column, (words, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, words, &head)?;
    }
    for (at, row) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row.cells()) {
            match cell {
                Cell::Number(number) => sheet.write_number_with_format(at, column, number, &body)?,
                Cell::Text(text) => sheet.write_string_with_format(at, column, text, &body)?,
            };
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str) -> Row {
        Row {
            number: Some(7),
            name: name.to_owned(),
            post: "Chuyên viên, Phòng Tổng hợp".to_owned(),
            form: "Giấy khen".to_owned(),
            decision: "145/QĐ-STP".to_owned(),
            date: "04/12/2025".to_owned(),
            file: "thu/an.pdf".to_owned(),
            part: "in-01.pdf".to_owned(),
            page: 3,
        }
    }

    #[test]
    fn a_register_is_utf_8_with_a_mark_and_ends_its_lines_as_windows_does() {
        let text = String::from_utf8(csv(&[row("Đỗ Thị Ánh")])).unwrap();
        let expected = "\u{feff}Số sổ vàng,\"Họ và tên, tên tập thể\",\"Chức vụ, đơn vị\",Hình thức khen thưởng,\
                        Số quyết định,Ngày quyết định,Tệp,Bản in,Trang\r\n\
                        7,Đỗ Thị Ánh,\"Chuyên viên, Phòng Tổng hợp\",Giấy khen,145/QĐ-STP,04/12/2025,thu/an.pdf,\
                        in-01.pdf,3\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn no_text_is_a_formula_or_ends_its_field() {
        for (text, expected) in [
            ("An", "An"),
            ("=1+1", "'=1+1"),
            ("+84", "'+84"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("a;b", "\"a;b\""),
            ("a\nb", "\"a\nb\""),
            (" a", "\" a\""),
        ] {
            assert_eq!(field(text), expected);
        }
    }

    #[test]
    fn the_same_rows_give_the_same_workbook() {
        let rows = [row("=1+1"), row("Đỗ Thị Ánh")];
        let first = xlsx("Sổ", &rows).unwrap();
        assert!(first.starts_with(b"PK"));
        assert!(first == xlsx("Sổ", &rows).unwrap());
    }
}
