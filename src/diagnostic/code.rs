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
}
