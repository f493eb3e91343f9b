//! The frame of a document: all that the layout draws around its text.

use serde::{Deserialize, Serialize};

use super::House;
use super::sheet::Stock;

/// The front matter of a template after rendering.
///
/// Serialised as JSON it is exactly what a layout gets. Every key is then present: what was not given is
/// `null`, an empty list or `false`, so that a layout never asks whether a key exists. Strings may hold
/// [blanks](super::blank), which the layout draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Frame {
    /// The name of the layout that draws the document: `state`, `party`, `letter`…
    pub layout: String,
    /// The language of the text, as in HTML.
    #[serde(default = "vietnamese")]
    pub language: String,
    /// The kind of document (tên loại): “BÁO CÁO”, “QUYẾT ĐỊNH”…
    #[serde(default)]
    pub title: Option<String>,
    /// What it is about (trích yếu).
    #[serde(default)]
    pub subject: Option<String>,
    /// The superior body (cơ quan chủ quản).
    #[serde(default)]
    pub superior: Option<String>,
    /// The issuing body (cơ quan ban hành).
    #[serde(default)]
    pub issuer: Option<String>,
    /// The whole line of the number: “Số: 05/BC-HCQT2”.
    #[serde(default)]
    pub number: Option<String>,
    /// Place and date: “Hà Nội, ngày 13 tháng 4 năm 2015”.
    #[serde(default)]
    pub place_date: Option<String>,
    /// Who decides: the line above the legal bases of a decision.
    #[serde(default)]
    pub authority: Option<String>,
    /// The legal bases (căn cứ), without the mark at their end.
    #[serde(default)]
    pub bases: Vec<String>,
    /// The line after the bases: “QUYẾT ĐỊNH:”.
    #[serde(default)]
    pub resolution: Option<String>,
    /// To whom it goes (kính gửi).
    #[serde(default)]
    pub addressees: Vec<String>,
    /// Who signs, from left to right; a single one stands on the right.
    #[serde(default)]
    pub signatures: Vec<Signature>,
    /// Who gets copies (nơi nhận), without dash and final mark.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// The sheet that certificates are printed on.
    #[serde(default)]
    pub stock: Option<Stock>,
    /// What the file says about itself.
    #[serde(default)]
    pub meta: Meta,
    /// What the document carries beside its parts: how urgent it is, whether it is a draft.
    #[serde(default)]
    pub marks: Marks,
    /// Whether a cover page goes before it.
    #[serde(default)]
    pub cover: bool,
    /// Whether a table of contents goes before it.
    #[serde(default)]
    pub contents: bool,
    /// What the rules leave to the office: the project says it, never a template.
    #[serde(skip_deserializing)]
    pub house: House,
}

/// What a document may carry beside its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Marks {
    /// How urgent it is: “HỎA TỐC”, “THƯỢNG KHẨN”, “KHẨN”.
    #[serde(default)]
    pub urgency: Option<String>,
    /// Whether it is a draft.
    #[serde(default)]
    pub draft: bool,
    /// Who drafted it and how many copies there are: “PL.(300)”.
    #[serde(default)]
    pub drafted_by: Option<String>,
    /// How to reach the issuing body: address, telephone, e-mail.
    #[serde(default)]
    pub contact: Option<String>,
}

/// One who signs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Signature {
    /// In whose name, line by line: “TM. HỘI ĐỒNG”, “KT. CHỦ TỊCH”.
    #[serde(default)]
    pub capacity: Vec<String>,
    /// The post of the one who signs: “PHÓ CHỦ TỊCH”.
    #[serde(default)]
    pub title: Option<String>,
    /// The name of the one who signs.
    #[serde(default)]
    pub name: Option<String>,
    /// What is to be done: “(Ký, ghi rõ họ tên)”.
    #[serde(default)]
    pub note: Option<String>,
}

/// What the finished file says about itself, not seen on paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Meta {
    /// The title.
    #[serde(default)]
    pub title: Option<String>,
    /// The author: the issuing body.
    #[serde(default)]
    pub author: Option<String>,
    /// The keywords.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// What it is about.
    #[serde(default)]
    pub description: Option<String>,
    /// The date, as `2015-04-13`; `2015-04` or `2015` if no more is known.
    #[serde(default)]
    pub date: Option<String>,
}

fn vietnamese() -> String {
    "vi".to_owned()
}

impl Frame {
    /// Makes the frame of a document in Vietnamese that has nothing but a text.
    pub fn new(layout: impl Into<String>) -> Self {
        Self {
            layout: layout.into(),
            language: vietnamese(),
            title: None,
            subject: None,
            superior: None,
            issuer: None,
            number: None,
            place_date: None,
            authority: None,
            bases: Vec::new(),
            resolution: None,
            addressees: Vec::new(),
            signatures: Vec::new(),
            recipients: Vec::new(),
            stock: None,
            meta: Meta::default(),
            marks: Marks::default(),
            cover: false,
            contents: false,
            house: House::default(),
        }
    }

    /// Returns the strings that stand above the body, in reading order.
    pub(super) fn head(&self) -> impl Iterator<Item = &str> {
        let before = [
            &self.superior,
            &self.issuer,
            &self.number,
            &self.place_date,
            &self.title,
            &self.subject,
            &self.authority,
        ];
        before
            .into_iter()
            .flatten()
            .chain(&self.bases)
            .chain(&self.resolution)
            .chain(&self.addressees)
            .map(String::as_str)
    }

    /// Returns the strings that stand below the body, in reading order.
    pub(super) fn foot(&self) -> impl Iterator<Item = &str> {
        let signatures = self.signatures.iter().flat_map(Signature::lines);
        let marks = self.marks.drafted_by.iter().chain(&self.marks.contact);
        signatures.chain(self.recipients.iter().chain(marks).map(String::as_str))
    }
}

impl Signature {
    /// Returns its lines from top to bottom.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.capacity.iter().chain(&self.title).chain(&self.note).chain(&self.name).map(String::as_str)
    }
}
