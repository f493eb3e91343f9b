//! Where links and images of a document may point.

/// Schemes that a link may have. Others run programs or read files on the reader's computer.
const LINK_SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The longest link that Typst takes, in bytes.
const LONGEST_LINK: usize = 8000;

/// The formats of images that every output can take, by the ends of their names.
const IMAGE_FORMATS: [&str; 5] = ["png", "jpg", "jpeg", "gif", "svg"];

/// Why a target is refused: a message, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl Refused {
    fn new(message: impl Into<String>, help: &'static str) -> Self {
        Self { message: message.into(), help }
    }
}

/// Checks the target of a link: the web, mail, a place in the document, or another published file.
pub(super) fn check_link(target: &str) -> Result<(), Refused> {
    if target.len() > LONGEST_LINK {
        return Err(Refused::new(
            format!("link of {} bytes", target.len()),
            "links of more than 8000 bytes can't be typeset",
        ));
    }
    if target.contains(char::is_control) {
        // A browser drops some of them, so `java\tscript:` would be a scheme after all.
        return Err(Refused::new("control character in a link", "leave it out"));
    }
    match scheme(target) {
        Some(scheme) if !LINK_SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            Err(Refused::new(
                format!("link with the scheme `{scheme}`"),
                "links may start with `http:`, `https:` or `mailto:`",
            ))
        }
        _ => Ok(()),
    }
}

/// Checks the path of an image: inside the project, whatever the system makes of the path.
pub fn check_image(path: &str) -> Result<(), Refused> {
    const HELP: &str = "give a path inside the project, from its folder, with `/` between its parts";
    if let Some(scheme) = scheme(path) {
        return Err(Refused::new(format!("image with the scheme `{scheme}`"), HELP));
    }
    let inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if !inside || path.contains(|found: char| found == '\\' || found.is_control()) {
        let message = format!("image `{}` is not a path inside the project", path.escape_debug());
        return Err(Refused::new(message, HELP));
    }
    let format = path.rsplit_once('.').map_or("", |(_, format)| format);
    if !IMAGE_FORMATS.iter().any(|known| format.eq_ignore_ascii_case(known)) {
        let message = format!("image `{path}` has no known format");
        return Err(Refused::new(message, "images end in `.png`, `.jpg`, `.jpeg`, `.gif` or `.svg`"));
    }
    Ok(())
}

/// Answers whether a file begins as one of the format that its name says; the rest, only the engine reads.
pub fn has_format(path: &str, bytes: &[u8]) -> bool {
    let format = path.rsplit_once('.').map_or("", |(_, format)| format).to_ascii_lowercase();
    match format.as_str() {
        "png" => bytes.starts_with(b"\x89PNG"),
        "jpg" | "jpeg" => bytes.starts_with(b"\xFF\xD8\xFF"),
        "gif" => bytes.starts_with(b"GIF8"),
        // It may be compressed.
        "svg" => {
            bytes.starts_with(b"\x1F\x8B")
                || bytes.windows(4).any(|piece| piece == b"<svg" || piece == b":svg")
        }
        _ => false,
    }
}

/// Returns the scheme of a target, also where a browser would drop blanks before it.
fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.trim_start().split_once(':')?;
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let valid = scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(letters);
    valid.then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_to_mail_or_nearby() {
        for target in
            ["", "#phụ-lục", "https://vi.example", "HTTP://a", "mailto:a@b", "bao-cao.pdf", "/a?b:c", "foo):"]
        {
            assert_eq!(check_link(target), Ok(()), "{target}");
        }
        for target in [
            "javascript:x",
            " javascript:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "file:///etc/passwd",
            "data:text/html,x",
            "C:/x",
            "tel:1",
        ] {
            assert!(check_link(target).is_err(), "{target}");
        }
        assert!(check_link(&"a".repeat(8001)).is_err());
    }

    #[test]
    fn images_stay_in_the_project() {
        for path in ["logo.png", "ảnh/quốc huy.svg", "a..b/c.JPG"] {
            assert_eq!(check_image(path), Ok(()), "{path}");
        }
        for path in [
            "",
            "/logo.png",
            "//host/a.png",
            "../a.png",
            "a/../../b.png",
            "a/./b",
            "a//b",
            "C:/a.png",
            "a\\b.png",
            "a\n.png",
            "https://host/a.png",
            "a",
            "a.exe",
            "data:image/png;base64,x",
        ] {
            assert!(check_image(path).is_err(), "{path}");
        }
    }
}
