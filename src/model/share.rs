//! A share of all, as rules of procedure write it: `2/3` or `80 %`.

use crate::diagnostic::{Code, Diagnostic};
use crate::yaml::{Decode, Decoder, Node};

/// So many parts of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The parts.
    pub parts: u32,
    /// Of how many.
    pub of: u32,
}

impl Share {
    fn parse(text: &str) -> Option<Self> {
        let percent = text.strip_suffix('%').map(|number| (number.trim_end(), "100"));
        let (parts, of) = percent.or_else(|| text.split_once('/'))?;
        let share = Self { parts: parts.parse().ok()?, of: of.parse().ok()? };
        (share.parts > 0 && share.parts <= share.of).then_some(share)
    }

    /// Answers whether it is no less than another share.
    pub fn is_at_least(self, other: Self) -> bool {
        u64::from(self.parts) * u64::from(other.of) >= u64::from(other.parts) * u64::from(self.of)
    }

    /// Answers whether so many of all are fewer than the share.
    pub fn exceeds(self, count: u32, all: u32) -> bool {
        u64::from(count) * u64::from(self.of) < u64::from(self.parts) * u64::from(all)
    }

    /// Returns the least count that is the share of all.
    pub fn least(self, all: u32) -> u64 {
        (u64::from(self.parts) * u64::from(all)).div_ceil(u64::from(self.of))
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.of == 100 { write!(f, "{} %", self.parts) } else { write!(f, "{}/{}", self.parts, self.of) }
    }
}

impl Decode for Share {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node, "a share such as 2/3 or 80 %")?;
        Self::parse(text).or_else(|| {
            decoder.report(
                Diagnostic::new(Code::BadQuantity, format!("`{text}` is not a share"))
                    .at(node.span, "expected a share of all, such as 2/3 or 80 %"),
            );
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_exact() {
        for (text, all, least) in
            [("2/3", 15, Some(10)), ("2/3", 16, Some(11)), ("80 %", 11, Some(9)), ("100%", 7, Some(7))]
        {
            let share = Share::parse(text).unwrap();
            assert_eq!(Some(share.least(all)), least, "{text} of {all}");
            let least = u32::try_from(share.least(all)).unwrap();
            assert!(!share.exceeds(least, all) && share.exceeds(least - 1, all), "{text} of {all}");
        }
        let [third, percent] = ["2/3", "66 %"].map(|text| Share::parse(text).unwrap());
        assert!(third.is_at_least(percent) && !percent.is_at_least(third));
        for text in ["3/2", "0/3", "2", "x/3", "120 %"] {
            assert_eq!(Share::parse(text), None, "{text}");
        }
    }
}
