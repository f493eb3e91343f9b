//! The amount of memory that `--memory` takes.

use std::str::FromStr;

/// The least that a worker can begin with: its stacks alone are half of it.
const LEAST: u64 = 256 << 20;

/// An amount of memory, or no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Memory(pub(super) Option<u64>);

impl FromStr for Memory {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self(None));
        }
        let expected = || "expected an amount such as `1GiB` or `512MiB`, or `none`".to_owned();
        let units = [("GiB", 30), ("MiB", 20), ("KiB", 10)];
        let (number, shift) = units
            .into_iter()
            .find_map(|(unit, shift)| Some((text.strip_suffix(unit)?, shift)))
            .ok_or_else(expected)?;
        let number: u64 = number.trim_end().parse().map_err(|_| expected())?;
        let bytes = number.checked_mul(1 << shift).ok_or_else(expected)?;
        if bytes < LEAST {
            return Err(format!("{} MiB is the least that Typst needs", LEAST >> 20));
        }
        Ok(Self(Some(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_a_unit() {
        for (text, expected) in [("1GiB", Some(1 << 30)), ("512 MiB", Some(512 << 20)), ("none", None)] {
            assert_eq!(text.parse(), Ok(Memory(expected)), "{text}");
        }
        for text in ["1", "1GB", "GiB", "-1GiB", "99999999999999999999GiB", "18446744073709551615GiB", ""] {
            assert!(text.parse::<Memory>().unwrap_err().starts_with("expected an amount"), "{text}");
        }
        assert_eq!("10MiB".parse::<Memory>().unwrap_err(), "256 MiB is the least that Typst needs");
    }
}
