//! The law as data: the catalogue of titles and forms, and the sheets of certificates.

/// The built-in files of the catalogue, by the name under which they are shown.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("law/forms.yaml", include_str!("../../data/law/forms.yaml")),
    ("law/stocks.yaml", include_str!("../../data/law/stocks.yaml")),
];
