//! Making text from the data safe inside Markdown.

use super::text::fold_white_space;

/// Returns the text so that Markdown prints exactly it, on one line: see [`fold_white_space`].
///
/// Every ASCII punctuation character gets a backslash. A list of the dangerous ones would be
/// shorter and would miss some; with all of them no emphasis, link, list, heading, table cell,
/// entity or HTML can arise, wherever the text is put in a paragraph.
pub fn escape_markdown(text: &str) -> String {
    let folded = fold_white_space(text);
    let mut escaped = String::with_capacity(folded.len() + folded.len() / 8);
    for c in folded.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// Returns what a reader sees, or the first piece of markup that is more than a paragraph.
    fn seen(markdown: &str) -> Result<String, String> {
        let mut text = String::new();
        for event in Parser::new_ext(markdown, Options::all()) {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                other => return Err(format!("{other:?}")),
            }
        }
        Ok(text)
    }

    #[test]
    fn punctuation_gets_a_backslash_and_letters_do_not() {
        let cases = [
            ("Thi đua - Khen thưởng", "Thi đua \\- Khen thưởng"),
            ("*x* <b> &amp; `c`", "\\*x\\* \\<b\\> \\&amp\\; \\`c\\`"),
            ("1. một\n\n2) hai", "1\\. một 2\\) hai"),
            ("    mã", "mã"),
            ("\u{e000}năm\u{e001}", "\u{e000}năm\u{e001}"),
        ];
        for (text, escaped) in cases {
            assert_eq!(escape_markdown(text), escaped);
        }
    }

    #[test]
    fn hostile_beginnings_stay_text() {
        let beginnings = [
            "# a",
            "- a",
            "+ a",
            "* a",
            "1. a",
            "1) a",
            "> a",
            "    a",
            "\ta",
            "```",
            "~~~",
            "---",
            "===",
            "***",
            "| a |",
            ": a",
            "[a]: b",
            "[^a]: b",
            "<div>",
            "<!-- -->",
            "$$",
            "- [ ] a",
            "![a](b)",
            "[[a]]",
            "{#a}",
            "&#35; a",
            "\\",
            "a\\",
            "a  \nb",
            "a\\\nb",
            "http://a.b",
            "^a^",
            "~a~",
            "\"a\" -- ...",
            "[!NOTE]",
            "+++",
        ];
        for text in beginnings {
            assert_eq!(seen(&escape_markdown(text)), Ok(fold_white_space(text)), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn escaped_text_is_seen_as_it_is(
            text in "[ \\n\\t!-/:-@\\[-`{-~a-c0-2\u{a0}Đế\u{e000}\u{2028}]{0,24}",
        ) {
            prop_assert_eq!(seen(&escape_markdown(&text)), Ok(fold_white_space(&text)));
        }

        #[test]
        fn any_text_is_seen_as_it_is(text in "[^\0]{0,40}") {
            prop_assert_eq!(seen(&escape_markdown(&text)), Ok(fold_white_space(&text)));
        }

        #[test]
        fn escaped_text_changes_nothing_around_it(text in "[ !-/:-@\\[-`{-~a-c0-2]{1,12}") {
            let folded = fold_white_space(&text);
            prop_assume!(!folded.is_empty());
            let around = format!("trước {} sau", escape_markdown(&text));
            prop_assert_eq!(seen(&around), Ok(format!("trước {folded} sau")));
        }
    }
}
