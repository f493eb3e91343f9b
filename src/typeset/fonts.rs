//! The fonts that the program brings along.

use std::borrow::Cow;

use super::Font;

/// Returns Liberation Serif, which has the widths of Times New Roman and all Vietnamese letters.
///
/// Fonts of the system are never used: the same document would then look different, and break its
/// lines differently, on another machine.
pub fn builtin() -> Vec<Font> {
    macro_rules! font {
        ($name:literal) => {
            Font {
                name: $name.to_owned(),
                data: Cow::Borrowed(include_bytes!(concat!("../../templates/fonts/", $name))),
            }
        };
    }
    vec![
        font!("LiberationSerif-Bold.ttf"),
        font!("LiberationSerif-BoldItalic.ttf"),
        font!("LiberationSerif-Italic.ttf"),
        font!("LiberationSerif-Regular.ttf"),
    ]
}
