//! The money that goes with an award.
//!
//! Bonus = multiple × base salary on the day of the decision, rounded up to ten thousand đồng (Điều 49 Nghị định
//! số 152/2025/NĐ-CP, before it Điều 68 Nghị định số 91/2017/NĐ-CP). Integers only.

use crate::model::{
    BaseSalary, Bonus, Certainty, Class, Date, Form, Granter, Inventory, Multiple, RecipientKind,
};

use super::validity::{Validity, base_salary, is_valid};

/// The product is rounded up to a whole number of these.
const STEP: u64 = 10_000;

/// What goes with an award.
#[derive(Debug, Clone, Copy)]
pub struct Grant<'a> {
    /// The rule that says so.
    pub bonus: &'a Bonus,
    /// The base salary of the day.
    pub base: &'a BaseSalary,
    /// How many times the base salary.
    pub multiple: Multiple,
    /// How many đồng.
    pub amount: u64,
    /// Whether all of it was seen in the texts, and the office that grants makes no difference or is known.
    pub is_sure: bool,
}

/// Why no bonus can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoBonus {
    /// The day is not known well enough.
    Date,
    /// No base salary is known for the day.
    BaseSalary,
    /// No multiple is known for this form, this kind of recipient and this day.
    Multiple,
}

/// Returns the bonus of one award.
///
/// # Errors
///
/// What is not known.
pub fn bonus<'a>(
    inventory: &'a Inventory,
    form: &Form,
    class: Option<Class>,
    recipient: RecipientKind,
    granter: Option<Granter>,
    on: Date,
) -> Result<Grant<'a>, NoBonus> {
    if on.year.is_none() {
        return Err(NoBonus::Date);
    }
    let of_form = |bonus: &&Bonus| {
        bonus.form.id == form.id.value
            && bonus.class.as_ref().map(|class| class.value) == class
            && is_valid(&bonus.from, bonus.to.as_ref(), on) == Validity::Yes
    };
    let all = || inventory.records().bonuses.iter().filter(of_form);
    let fits = |bonus: &&Bonus| bonus.granted_by.as_ref().is_none_or(|by| Some(by.value) == granter);
    let found = all().filter(fits).find_map(|bonus| Some((bonus, multiple(bonus, recipient)?)));
    let (bonus, multiple) = found.ok_or(NoBonus::Multiple)?;
    let base = base_salary(inventory, on).ok_or(NoBonus::BaseSalary)?;
    let is_told_by_office = granter.is_none() && all().any(|bonus| bonus.granted_by.is_some());
    let is_sure = bonus.status.value == Certainty::Pinned
        && base.status.value == Certainty::Pinned
        && !is_told_by_office;
    Ok(Grant { bonus, base, multiple, amount: amount(multiple, base.amount.value), is_sure })
}

fn multiple(bonus: &Bonus, recipient: RecipientKind) -> Option<Multiple> {
    let given = match recipient {
        RecipientKind::Persons => &bonus.persons,
        RecipientKind::Collectives => &bonus.collectives,
        RecipientKind::Households => &bonus.households,
        RecipientKind::Mixed => return None,
    };
    given.as_ref().map(|multiple| multiple.value)
}

/// Returns multiple × base salary, rounded up.
pub fn amount(multiple: Multiple, base: u32) -> u64 {
    // In hundredths of đồng; both factors are far too small to overflow.
    let product = u64::from(multiple.0) * u64::from(base);
    product.div_ceil(100 * STEP) * STEP
}

/// Returns the same rounded to the nearest ten thousand, as some offices do and no text says.
pub fn nearest_amount(multiple: Multiple, base: u32) -> u64 {
    let product = u64::from(multiple.0) * u64::from(base);
    (product + 50 * STEP) / (100 * STEP) * STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_product_is_rounded_up_to_ten_thousand() {
        for (multiple, base, expected) in [
            (30, 1_490_000, 450_000),
            (450, 1_490_000, 6_710_000),
            (30, 2_530_000, 760_000),
            (15, 1_490_000, 230_000),
            (100, 2_340_000, 2_340_000),
            (1200, 2_340_000, 28_080_000),
        ] {
            assert_eq!(amount(Multiple(multiple), base), expected, "{multiple} × {base}");
        }
    }

    #[test]
    fn the_nearest_is_lower_only_below_half_a_step() {
        for (multiple, base, expected) in [
            (15, 1_490_000, 220_000),
            (30, 1_490_000, 450_000),
            (50, 1_490_000, 750_000),
            (100, 1_490_000, 1_490_000),
        ] {
            assert_eq!(nearest_amount(Multiple(multiple), base), expected, "{multiple} × {base}");
        }
    }
}
