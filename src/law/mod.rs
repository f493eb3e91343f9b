//! The law as data: the catalogue of titles and forms, the texts and when they rule, the money, and the sheets of certificates.

mod at_once;
mod bases;
mod cited;
mod money;
mod office;
pub mod rules;
mod validity;

pub use at_once::{group, paid_twice, pays_highest_only};
pub use bases::{bases_on, citation, lacks_authority};
pub use cited::{Difference, cites, cites_by_name, dates, difference};
pub use money::{Grant, NoBonus, amount, bonus, nearest_amount};
pub use office::{granters, is_above, is_authority_sure, office, office_by_name};
pub use validity::{Validity, base_salary, is_valid, regime, validity};

/// The built-in files of the law, by the name under which they are shown.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("law/base-salaries.yaml", include_str!("../../data/law/base-salaries.yaml")),
    ("law/bonuses.yaml", include_str!("../../data/law/bonuses.yaml")),
    ("law/forms.yaml", include_str!("../../data/law/forms.yaml")),
    ("law/limits.yaml", include_str!("../../data/law/limits.yaml")),
    ("law/legal-texts.yaml", include_str!("../../data/law/legal-texts.yaml")),
    ("law/quorum-rules.yaml", include_str!("../../data/law/quorum-rules.yaml")),
    ("law/quotas.yaml", include_str!("../../data/law/quotas.yaml")),
    ("law/principles.yaml", include_str!("../../data/law/principles.yaml")),
    ("law/party.yaml", include_str!("../../data/law/party.yaml")),
    ("law/local-government.yaml", include_str!("../../data/law/local-government.yaml")),
    ("law/regimes.yaml", include_str!("../../data/law/regimes.yaml")),
    ("law/rules.yaml", include_str!("../../data/law/rules.yaml")),
    ("law/stocks.yaml", include_str!("../../data/law/stocks.yaml")),
    ("law/vote-rules.yaml", include_str!("../../data/law/vote-rules.yaml")),
];
