//! The codes of diagnostics. The doc comment of a code is the text of `vinhdanh explain`.

use super::Severity;

macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])+
        $variant:ident = $name:literal, $severity:ident, wrong $wrong:literal, right $right:literal;
    )+) => {
        /// What kind of mistake a diagnostic reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl Code {
            /// All codes, in the order in which they are declared.
            pub const ALL: &[Self] = &[$( Self::$variant ),+];

            /// Returns the name that people see and look up.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// Returns how much it usually weighs.
            pub fn severity(self) -> Severity {
                match self { $( Self::$variant => Severity::$severity, )+ }
            }

            /// Returns what it means.
            pub fn explanation(self) -> &'static str {
                match self { $( Self::$variant => concat!($($doc, "\n"),+), )+ }
            }

            /// Returns a piece of a data file that has the mistake.
            pub fn wrong(self) -> &'static str {
                match self { $( Self::$variant => $wrong, )+ }
            }

            /// Returns the same piece without the mistake.
            pub fn right(self) -> &'static str {
                match self { $( Self::$variant => $right, )+ }
            }
        }
    };
}

codes! {
    /// The text is not YAML: a quote is open, the indentation is off, an anchor is missing.
    ///
    /// Nothing of the file can be read before this is mended, so mistakes further down may still appear.
    InvalidYaml = "invalid-yaml", Error,
        wrong "units:\n  - id: vp\n    name: \"Văn phòng\n",
        right "units:\n  - id: vp\n    name: \"Văn phòng\"\n";
    /// A mapping has the same key twice.
    ///
    /// YAML readers differ in which of the two they keep, so neither is.
    DuplicateKey = "duplicate-key", Error,
        wrong "units:\n  - id: vp\n    name: Văn phòng\n    name: Phòng Tổng hợp\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n";
    /// A file goes beyond a limit: nested too deeply, too many aliases, too large, a text too long.
    ///
    /// The limits are far above what an honest file needs; they keep a hostile one from exhausting the machine.
    TooMuch = "too-much", Error,
        wrong "units:\n  - id: vp\n    name: Văn phòng\n    former-names: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n";
    /// A file or folder of the data can't be read.
    ///
    /// A file that is passed over silently would be missing in every document, so this stops the build.
    UnreadableFile = "unreadable-file", Error,
        wrong "",
        right "";
    /// A file looks like data but is not read because of its name.
    ///
    /// Data files end in `.yaml`; a copy such as `units.yaml.bak` or `units.YAML` is easily taken for one.
    OddFileName = "odd-file-name", Warning,
        wrong "",
        right "";
    /// A data file is not UTF-8 text.
    ///
    /// Save it as UTF-8 in the editor; old encodings such as TCVN3 or VNI can't be told apart reliably.
    NotUtf8 = "not-utf8", Error,
        wrong "",
        right "";
    /// A record or file has a key that it can't have, mostly a slip of the pen.
    UnknownKey = "unknown-key", Error,
        wrong "units:\n  - id: vp\n    nam: Văn phòng\n    name: Văn phòng\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n";
    /// A record lacks a key that it needs, or has it without a value.
    MissingKey = "missing-key", Error,
        wrong "units:\n  - id: vp\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n";
    /// A value is of another kind than its key asks for: a list instead of a text, a word instead of a number.
    WrongType = "wrong-type", Error,
        wrong "units:\n  - id: vp\n    name: [Văn, phòng]\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n";
    /// A value is none of the words that its key knows.
    UnknownWord = "unknown-word", Error,
        wrong "units:\n  - id: vp\n    name: Văn phòng\n    style: stat\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n    style: state\n";
    /// An id may hold small letters a–z, digits and hyphens only, since it becomes part of file names.
    BadId = "bad-id", Error,
        wrong "units:\n  - id: ../vp\n    name: Văn phòng\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n";
    /// Two records have the same id. An id names one thing in the whole project, whatever the kind of record.
    DuplicateId = "duplicate-id", Error,
        wrong "units:\n  - id: vp\n    name: Văn phòng\n  - id: vp\n    name: Vụ Pháp chế\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n  - id: vu-pc\n    name: Vụ Pháp chế\n";
    /// A link names an id that no record has, or a record of another kind.
    UnknownReference = "unknown-reference", Error,
        wrong "units:\n  - id: vp\n    name: Văn phòng\n    parent: bo-x\n",
        right "units:\n  - id: bo-x\n    name: Bộ X\n  - id: vp\n    name: Văn phòng\n    parent: bo-x\n";
    /// A date does not exist, such as 31/02, or is not written day/month/year.
    ///
    /// What is not known is left out: `31/7` has no year, `2015` has no day.
    BadDate = "bad-date", Error,
        wrong "conferences:\n  - id: hn\n    unit: vp\n    name: Hội nghị tổng kết\n    date: 31/02/2015\nunits:\n  - id: vp\n    name: Văn phòng\n",
        right "conferences:\n  - id: hn\n    unit: vp\n    name: Hội nghị tổng kết\n    date: 28/02/2015\nunits:\n  - id: vp\n    name: Văn phòng\n";
    /// A period is a year or two years with a hyphen, the earlier one first.
    BadPeriod = "bad-period", Error,
        wrong "reviews:\n  - id: tk\n    unit: vp\n    kind: five-year\n    period: 2015–2011\nunits:\n  - id: vp\n    name: Văn phòng\n",
        right "reviews:\n  - id: tk\n    unit: vp\n    kind: five-year\n    period: 2011–2015\nunits:\n  - id: vp\n    name: Văn phòng\n";
    /// A quantity is a number with its hedge and unit, or words for one.
    ///
    /// The point groups thousands and the comma begins the decimals: `1.234,5`. The hedge is one of `gần`, `hơn`, `trên`, `khoảng`, `khoảng hơn`.
    BadQuantity = "bad-quantity", Error,
        wrong "figures:\n  - id: f\n    unit: vp\n    label: văn bản đến\n    value: rất nhiều\nunits:\n  - id: vp\n    name: Văn phòng\n",
        right "figures:\n  - id: f\n    unit: vp\n    label: văn bản đến\n    value: khoảng hơn 50.000 văn bản\nunits:\n  - id: vp\n    name: Văn phòng\n";
    /// A text is not in the composed Unicode form (NFC): letters and tone marks are stored apart.
    ///
    /// It looks the same on the screen, but sorting, searching and comparing go wrong.
    NotNfc = "not-nfc", Error,
        wrong "units:\n  - id: vp\n    name: Văn phòng\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n";
    /// A text holds a control character, mostly from a copy out of another program.
    ControlCharacter = "control-character", Error,
        wrong "units:\n  - id: vp\n    name: \"Văn\\u0007 phòng\"\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n";
    /// A text holds a character that nobody sees: a zero-width space, a soft hyphen, a mark of the writing direction, a private-use character.
    InvisibleCharacter = "invisible-character", Error,
        wrong "units:\n  - id: vp\n    name: Văn​ phòng\n",
        right "units:\n  - id: vp\n    name: Văn phòng\n";
    /// A letter only looks like the one that is meant: the Icelandic Ð for the Vietnamese Đ, a Cyrillic а for a Latin a.
    ///
    /// The document prints well, but nobody finds the name again.
    LookAlike = "look-alike", Error,
        wrong "units:\n  - id: vp\n    name: Ban Ðiều hành\n",
        right "units:\n  - id: vp\n    name: Ban Điều hành\n";
    /// A text was written for a font from before Unicode, such as .VnTime (TCVN3), and prints as nonsense in any other.
    LegacyFont = "legacy-font", Error,
        wrong "units:\n  - id: vp\n    name: V¨n phßng ChÝnh phñ\n",
        right "units:\n  - id: vp\n    name: Văn phòng Chính phủ\n";
    /// A template has a mistake: a word that the data does not have, a tag that is not closed, a filter that does not exist.
    ///
    /// The place is in the template; the document that was being made is named beside it.
    TemplateError = "template-error", Error, wrong "", right "";
    /// A document names a template that neither the project nor the program has.
    UnknownTemplate = "unknown-template", Error,
        wrong "units:\n  - id: vp\n    name: Văn phòng\ndocuments:\n  - id: bc\n    template: raport\n    unit: vp\n",
        right "units:\n  - id: vp\n    name: Văn phòng\ndocuments:\n  - id: bc\n    template: report\n    unit: vp\n";
    /// The path of a document can't be one: it leaves the output folder, is too long, or is another document's.
    BadPath = "bad-path", Error, wrong "", right "";
    /// The rendered text holds what no document may hold: raw HTML, a picture from outside the project, a broken table.
    RefusedMarkup = "refused-markup", Error, wrong "", right "";
    /// A final build refuses a document that still has blanks.
    Blank = "blank", Error, wrong "", right "";
    /// The typesetting engine could not lay a document out.
    ///
    /// Mostly a mistake in a layout of the project; the message, the place and the text there are Typst's own.
    TypesetError = "typeset-error", Error, wrong "", right "";
    /// The typesetting engine laid a document out, but found something odd.
    TypesetWarning = "typeset-warning", Warning, wrong "", right "";
}
