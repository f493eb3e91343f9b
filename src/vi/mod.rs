//! How Vietnamese writes things: numbers, dates, names, spelling, and what is wrong with a text.
//!
//! Pure functions and small types that know the language and nothing of the domain. Whoever prints
//! a figure, a date or a list of names asks here, so that it looks the same in every document.

mod collate;
mod date;
mod hygiene;
mod legacy;
mod letters;
mod markdown;
mod name;
mod notation;
mod number;
mod numeral;
mod spelling;
mod syllable;
mod text;
mod words;

pub use collate::{Collator, SortKey};
pub use date::{hour, is_real_date, official_date, official_month, short_date};
pub use hygiene::{Fault, FaultKind, LineBreaks, code_point, faults};
pub use legacy::LegacyFont;
pub use letters::LETTERS;
pub use markdown::escape_markdown;
pub use name::PersonName;
pub use notation::NumberError;
pub use number::{Number, growth, padded_count, percent, ratio};
pub use numeral::{class_name, ordinal, point_letter, roman};
pub use spelling::{
    fold_for_compare, slug, with_new_tone_placement, with_old_tone_placement, without_change_of,
};
pub use text::{capitalise, fold_white_space, join, lower_first, period, upper_case};
pub use words::{money, money_in_words, number_in_words};
