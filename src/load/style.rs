//! The house style: what the rules of form leave to the office.

use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::{Located, choices, record};

choices! {
    /// Where the open syllables `oa`, `oe` and `uy` have their tone.
    pub enum Tones as "a placement of tones" {
        /// On the first vowel: `hòa`, `Ủy`.
        New = "new",
        /// On the second vowel: `hoà`, `Uỷ`.
        Old = "old",
    }
}

choices! {
    /// How the Party's documents print their grounds.
    pub enum Grounds as "a form of grounds" {
        /// Upright, each after a dash.
        Dashed = "dashed",
        /// In italic, without a dash.
        Italic = "italic",
    }
}

choices! {
    /// How the subject of a letter without a type begins.
    pub enum Opening as "a beginning of a subject" {
        /// `về việc …`
        Words = "về việc",
        /// `V/v …`
        Short = "V/v",
    }
}

record! {
    /// The house style: what the rules of form leave to the office.
    pub struct Style as "a `style` setting" {
        /// Where `oà`, `uỷ` have their tone, in all that is printed; as it is written if not given.
        pub tones: Option<Tones>,
        /// Names that keep their tone as it is written here, whatever `tones` says.
        pub keep: Vec<String>,
        /// What the Party's rules leave open.
        pub party: Option<PartyStyle>,
    }
}

record! {
    /// What the Party's rules leave open, or what is told of them differently. Sizes are in points.
    pub struct PartyStyle as "a `party` setting" {
        /// The size of the text, 13 to 15.
        pub text: Option<Located<u16>>,
        /// From one line to the next, exactly: 18 to 22.
        pub line: Option<Located<u16>>,
        /// The size of the type of the document, 15 or 16.
        pub title: Option<Located<u16>>,
        /// The size of its subject, 13 to 15.
        pub subject: Option<Located<u16>>,
        /// The size of page numbers, 13 or 14.
        pub page_number: Option<Located<u16>>,
        /// How the grounds are printed.
        pub grounds: Option<Grounds>,
        /// How the subject of a letter without a type begins.
        pub letter_subject: Option<Opening>,
        /// Whether sheets are printed on both sides: on the reverse the margins change places.
        pub duplex: Option<bool>,
    }
}

impl PartyStyle {
    /// Refuses what neither HD 36-HD/VPTW nor HD 05-HD/VPTW allows.
    ///
    /// Which of the two rules a document depends on its date, so a layout takes the nearest size that its own one
    /// allows.
    pub(super) fn check(&self, diagnostics: &mut Vec<Diagnostic>) {
        let sizes = [
            ("text", &self.text, 13..=15),
            ("line", &self.line, 18..=22),
            ("title", &self.title, 15..=16),
            ("subject", &self.subject, 13..=15),
            ("page-number", &self.page_number, 13..=14),
        ];
        for (key, size, allowed) in sizes {
            let Some(size) = size.as_ref().filter(|size| !allowed.contains(&size.value)) else { continue };
            let headline = format!("`{key}: {}` is outside of what the Party's rules allow", size.value);
            let (least, most) = allowed.into_inner();
            diagnostics.push(
                Diagnostic::new(Code::OutOfRange, headline)
                    .at(size.span, format!("expected {least} to {most} points")),
            );
        }
    }
}
