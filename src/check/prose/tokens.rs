//! Sentences and their words, with the places of both in the text.

use std::ops::Range;

use crate::vi::fold_for_compare;

/// A word of a sentence.
pub(super) struct Token {
    /// In small letters, without quotation marks, brackets and the marks at its end.
    pub(super) word: String,
    /// Where it stands in the text, without those.
    pub(super) range: Range<usize>,
    /// Whether it stands inside quotation marks: a name.
    pub(super) is_quoted: bool,
    /// Whether a mark follows it, so that no phrase goes on behind it.
    pub(super) is_last: bool,
    /// Whether a bracket opens right before it.
    pub(super) is_opened: bool,
}

/// Returns the sentences of a text, and the parts of one between semicolons.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        // A full stop inside a number has no space behind it.
        let is_end = match character {
            ';' | '\n' | '?' | '!' => true,
            '.' => text[at + 1..].starts_with(char::is_whitespace),
            _ => false,
        };
        if is_end {
            found.push(start..at);
            start = at + character.len_utf8();
        }
    }
    found.push(start..text.len());
    found
}

/// Returns the words of a part of a text.
pub(super) fn tokens(text: &str, part: Range<usize>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut depth = 0_usize;
    let mut at = part.start;
    for piece in text[part].split_inclusive(char::is_whitespace) {
        let written = piece.trim_end();
        let opened = written.matches('“').count();
        let is_quoted = depth + opened > 0;
        depth = (depth + opened).saturating_sub(written.matches('”').count());
        let is_mark = |c: char| matches!(c, '(' | ')' | '“' | '”' | '"' | '*' | '_' | ',' | ':' | '.' | '…');
        let body = written.trim_matches(is_mark);
        if !body.is_empty() {
            let from = at + written.find(body).unwrap_or_default();
            let is_last = written.trim_end_matches(['*', '_', '"', '”']).ends_with([',', ':', ')', '.', '…']);
            tokens.push(Token {
                word: fold_for_compare(body),
                range: from..from + body.len(),
                is_quoted,
                is_last,
                is_opened: written.starts_with('('),
            });
        }
        at += piece.len();
    }
    tokens
}

/// Returns how many tokens a phrase takes, if they begin with it.
pub(super) fn begins(tokens: &[Token], phrase: &[String]) -> Option<usize> {
    let is_it = tokens.len() >= phrase.len()
        && tokens.iter().zip(phrase).enumerate().all(|(at, (token, word))| {
            token.word == word.trim_end_matches(',')
                && (at + 1 == phrase.len() || !token.is_last || word.ends_with(','))
        });
    is_it.then_some(phrase.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_inside_a_number_ends_no_sentence() {
        let text = "Có 1.234 lượt. Tặng 5; 6 tập thể";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| text[range].trim()).collect();
        assert_eq!(found, ["Có 1.234 lượt", "Tặng 5", "6 tập thể"]);
    }

    #[test]
    fn names_in_quotation_marks_are_told_apart() {
        let text = "(12 mô hình “5 xung kích”, 3)";
        let tokens = tokens(text, 0..text.len());
        let quoted: Vec<&str> =
            tokens.iter().filter(|token| token.is_quoted).map(|token| &text[token.range.clone()]).collect();
        assert_eq!(quoted, ["5", "xung", "kích"]);
        assert_eq!(tokens[0].word, "12");
    }
}
