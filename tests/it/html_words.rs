//! The words of a piece of HTML.

/// Elements that stand among the words of a line; all others end a word.
const WITHIN_LINES: [&str; 9] = ["a", "code", "del", "em", "img", "s", "span", "strong", "i"];

/// Returns the words of HTML, a space between any two.
///
/// Comments and tags are dropped, the tags of blocks end a word, references to characters are
/// replaced, and then white space of ASCII reads as one space.
pub(crate) fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, markup)) = rest.split_once('<') {
        text.push_str(before);
        let end = if markup.starts_with("!--") { "-->" } else { ">" };
        let (tag, after) = markup.split_once(end).unwrap();
        let name = tag.trim_start_matches('/').split(|part: char| !part.is_ascii_alphanumeric()).next();
        if !WITHIN_LINES.contains(&name.unwrap_or_default()) {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    let text = unescape(&text);
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescape(text: &str) -> String {
    let mut parts = text.split('&');
    let mut unescaped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, after) = part.split_once(';').unwrap();
        unescaped.push(character(name));
        unescaped.push_str(after);
    }
    unescaped
}

fn character(name: &str) -> char {
    match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "nbsp" => '\u{A0}',
        _ => {
            let number = name.strip_prefix('#').unwrap();
            let number = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(number.unwrap()).unwrap()
        }
    }
}

#[test]
fn words_are_what_is_left_between_tags() {
    let html = "<ul><li>a<em>b</em></li><li>c &amp;\n &#x1EC7;</li></ul><!-- <p>no</p> -->";
    assert_eq!(words(html), "ab c & ệ");
}
