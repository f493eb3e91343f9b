//! Names of people: family name, middle names, given name.

/// The parts of a person's name.
///
/// Vietnamese names are written family name first and are called and sorted by the given name,
/// which is the last word unless said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    full: String,
    family: String,
    middle: String,
    given: String,
}

impl PersonName {
    /// Splits a name. `given` says which part is the given name where that is not the last word.
    ///
    /// The words that are left are the family name and the middle names, in their order. A single
    /// word is a given name. An explicit given name that is no part of the name sorts the person,
    /// and the words of the name are all family and middle names.
    pub fn new(full: &str, given: Option<&str>) -> Self {
        let words: Vec<&str> = full.split_whitespace().collect();
        let explicit: Option<Vec<&str>> = given.map(|given| given.split_whitespace().collect());
        let (given, others) = match explicit {
            Some(given) if !given.is_empty() => (given.join(" "), without_last(&words, &given)),
            _ => match words.split_last() {
                Some((last, others)) => ((*last).to_owned(), others.to_vec()),
                None => (String::new(), Vec::new()),
            },
        };
        Self {
            full: words.join(" "),
            family: others.first().copied().unwrap_or_default().to_owned(),
            middle: others.get(1..).unwrap_or_default().join(" "),
            given,
        }
    }

    /// Returns the whole name, with single spaces.
    pub fn full(&self) -> &str {
        &self.full
    }

    /// Returns the family name; empty if there is none.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// Returns the middle names; empty if there are none.
    pub fn middle(&self) -> &str {
        &self.middle
    }

    /// Returns the given name.
    pub fn given(&self) -> &str {
        &self.given
    }
}

/// Returns the words without the last place where `part` stands among them.
fn without_last<'a>(words: &[&'a str], part: &[&str]) -> Vec<&'a str> {
    match words.windows(part.len()).rposition(|window| window == part) {
        Some(at) => [&words[..at], &words[at + part.len()..]].concat(),
        None => words.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_their_parts() {
        let cases = [
            (("Nguyễn Văn Đức", None), ("Nguyễn", "Văn", "Đức")),
            (("Trần  Thị Thanh Hòa", None), ("Trần", "Thị Thanh", "Hòa")),
            (("Lê Lợi", None), ("Lê", "", "Lợi")),
            (("Tuấn", None), ("", "", "Tuấn")),
            (("", None), ("", "", "")),
            (("Nguyễn Thị Kim Ngân", Some("Kim Ngân")), ("Nguyễn", "Thị", "Kim Ngân")),
            (("Y Thanh Niê Kdăm", Some("Thanh")), ("Y", "Niê Kdăm", "Thanh")),
            (("H'Hen Niê", Some("Hen")), ("H'Hen", "Niê", "Hen")),
            (("Lê Lê Lê", Some("Lê")), ("Lê", "Lê", "Lê")),
            (("Lê Lợi", Some(" ")), ("Lê", "", "Lợi")),
        ];
        for ((full, given), (family, middle, expected)) in cases {
            let name = PersonName::new(full, given);
            let parts = (name.family(), name.middle(), name.given());
            assert_eq!(parts, (family, middle, expected), "{full}");
        }
    }
}
