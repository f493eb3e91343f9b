//! Certificates: what one of them says, and the sheet that all of them are printed on.
//!
//! Lengths are in tenths of a millimetre, so that no number is rounded on its way to the layout.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A field of a certificate, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the fields of a stock, where they are explained")]
pub enum SheetField {
    Emblem,
    Country,
    Motto,
    Authority,
    Grant,
    Form,
    Recipient,
    Post,
    Reason,
    Decision,
    Book,
    PlaceDate,
    Signer,
    SignerName,
}

impl SheetField {
    /// Returns the name that data, templates and layouts use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Emblem => "emblem",
            Self::Country => "country",
            Self::Motto => "motto",
            Self::Authority => "authority",
            Self::Grant => "grant",
            Self::Form => "form",
            Self::Recipient => "recipient",
            Self::Post => "post",
            Self::Reason => "reason",
            Self::Decision => "decision",
            Self::Book => "book",
            Self::PlaceDate => "place-date",
            Self::Signer => "signer",
            Self::SignerName => "signer-name",
        }
    }
}

/// The words of one certificate. Strings may hold [blanks](super::blank); a line feed is a line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The words of each field that has any.
    pub fields: BTreeMap<SheetField, String>,
}

impl Sheet {
    /// Returns its texts, in reading order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.fields.values().map(String::as_str)
    }
}

/// The sheet that certificates are printed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Stock {
    /// What is printed.
    pub print: Printing,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// The inside of the border, in the middle of the sheet.
    #[serde(default)]
    pub frame: Option<Area>,
    /// How far everything is moved: to the right and down.
    pub offset: (i32, i32),
    /// A picture of the sheet, to be shown behind the words.
    #[serde(default)]
    pub picture: Option<Picture>,
    /// The emblem.
    #[serde(default)]
    pub emblem: Option<Picture>,
    /// Where the fields stand that are printed.
    pub places: Vec<Place>,
}

/// What is printed of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Printing {
    /// Everything, with a border.
    Full,
    /// Words alone, for a sheet that has all else.
    Overlay,
    /// Words above the picture of the sheet.
    Proof,
    /// Rulers, and the boxes of the fields.
    Calibration,
}

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Area {
    /// How wide.
    pub width: i32,
    /// How high.
    pub height: i32,
}

/// A picture inside the project, as it stands in front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Picture {
    /// Its path from the project folder.
    pub path: String,
    /// What can be seen on it.
    pub alt: String,
}

/// The box of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Place {
    /// Which field.
    pub field: SheetField,
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// The size of the letters in points.
    pub size: u16,
    /// How many lines it has.
    pub lines: u16,
    /// Where the words stand: `left`, `center` or `right`.
    pub align: String,
    /// Where fewer lines stand than there is room for: `top`, `middle` or `bottom`.
    pub stand: String,
}

impl Stock {
    /// Returns its pictures.
    pub(super) fn pictures(&self) -> impl Iterator<Item = &str> {
        self.picture.iter().chain(&self.emblem).map(|picture| picture.path.as_str())
    }
}
