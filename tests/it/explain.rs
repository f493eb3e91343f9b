//! What `explain` shows is true: the wrong example has the mistake, the right one has not.

use std::collections::BTreeSet;

use vinhdanh::check::Strictness;
use vinhdanh::diagnostic::{Code, Severity};

use crate::lab::{Found, examine};

fn codes(found: &Found, at_least: Severity) -> BTreeSet<&'static str> {
    let grave = found.diagnostics.iter().filter(|diagnostic| diagnostic.severity >= at_least);
    grave.map(|diagnostic| diagnostic.code.as_str()).collect()
}

#[test]
fn the_wrong_example_of_a_code_has_its_mistake_and_no_graver_one() {
    for code in Code::ALL.iter().filter(|code| !code.wrong().is_empty()) {
        let found = examine(code.wrong().as_bytes(), Strictness::Draft);
        let all = codes(&found, Severity::Note);
        assert!(all.contains(code.as_str()), "the wrong example of {} shows {all:?}", code.as_str());
        let mut others = codes(&found, Severity::Error);
        others.remove(code.as_str());
        assert!(others.is_empty(), "the wrong example of {} also shows {others:?}", code.as_str());
    }
}

#[test]
fn the_right_example_of_a_code_has_not_its_mistake_and_no_error() {
    for code in Code::ALL.iter().filter(|code| !code.right().is_empty()) {
        let found = examine(code.right().as_bytes(), Strictness::Draft);
        let all = codes(&found, Severity::Note);
        assert!(!all.contains(code.as_str()), "the right example of {} shows it as well", code.as_str());
        let errors = codes(&found, Severity::Error);
        assert!(errors.is_empty(), "the right example of {} shows {errors:?}", code.as_str());
        assert!(found.passed, "the right example of {} does not pass", code.as_str());
    }
}

#[test]
fn only_what_no_data_file_can_show_is_without_an_example() {
    let without: Vec<&str> =
        Code::ALL.iter().filter(|code| code.wrong().is_empty()).map(|code| code.as_str()).collect();
    assert_eq!(
        without,
        [
            "unreadable-file",
            "odd-file-name",
            "not-utf8",
            "claim-follows",
            "template-error",
            "unknown-template",
            "bad-path",
            "refused-markup",
            "blank",
            "typeset-error",
            "typeset-warning",
        ]
    );
    for code in Code::ALL {
        assert_eq!(code.wrong().is_empty(), code.right().is_empty(), "{}", code.as_str());
    }
}

#[test]
fn every_code_is_explained_and_found_by_its_name() {
    for code in Code::ALL {
        assert!(!code.explanation().trim().is_empty(), "{}", code.as_str());
        assert_eq!(Code::of(code.as_str()), Some(*code));
    }
    assert_eq!(Code::of("no-such-code"), None);
}
