//! The house style as a layout gets it.

use serde::{Deserialize, Serialize};

use crate::load::{PartyStyle, Style};

/// What the rules of form leave to an office; what it does not say is `null`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct House {
    /// Where open syllables have their tone: `new` or `old`.
    pub tones: Option<String>,
    /// Names that keep their tone where it is; no layout needs them.
    #[serde(skip)]
    pub keep: Vec<String>,
    /// What the Party's rules leave open.
    pub party: Party,
}

/// What the Party's rules leave open; sizes are in points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Party {
    /// The size of the text.
    pub text: Option<u16>,
    /// From one line to the next.
    pub line: Option<u16>,
    /// The size of the type of the document.
    pub title: Option<u16>,
    /// The size of its subject.
    pub subject: Option<u16>,
    /// The size of page numbers.
    pub page_number: Option<u16>,
    /// `dashed` or `italic`.
    pub grounds: Option<String>,
    /// `về việc` or `V/v`.
    pub letter_subject: Option<String>,
    /// Whether sheets are printed on both sides.
    pub duplex: bool,
}

impl House {
    /// Returns the house style that the settings of a project ask for.
    pub fn new(style: Option<&Style>) -> Self {
        Self {
            tones: style.and_then(|style| style.tones).map(|tones| tones.as_str().to_owned()),
            keep: style.map(|style| style.keep.clone()).unwrap_or_default(),
            party: style.and_then(|style| style.party.as_ref()).map(Party::new).unwrap_or_default(),
        }
    }
}

impl Party {
    fn new(style: &PartyStyle) -> Self {
        let size = |size: &Option<crate::yaml::Located<u16>>| size.as_ref().map(|size| size.value);
        Self {
            text: size(&style.text),
            line: size(&style.line),
            title: size(&style.title),
            subject: size(&style.subject),
            page_number: size(&style.page_number),
            grounds: style.grounds.map(|grounds| grounds.as_str().to_owned()),
            letter_subject: style.letter_subject.map(|opening| opening.as_str().to_owned()),
            duplex: style.duplex.unwrap_or_default(),
        }
    }
}
