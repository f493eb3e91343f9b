//! Claims against the figures that they should follow from.

use std::fmt;

use crate::model::{Claim, ClaimKind, CountUnit, Hedge, Inventory, Quantity, Tally};
use crate::vi::{Number, growth, percent, ratio};

use super::sums::{Sum, SumFault, sum, sum_faults};
use super::words::{hedge_word, quantity_words};

/// What comes of holding a claim against its tallies and its base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It follows from this figure.
    Follows(Computed),
    /// It does not: this is the figure that follows.
    Contradicts(Computed),
    /// There is nothing to compare with.
    NoBase(Bases),
    /// The base is zero or less, so that nothing grows from it or is a share of it.
    NothingBefore,
    /// What was written instead of a number can't be compared.
    NoNumber(String),
}

/// The figure that follows from the tallies and the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// How much.
    pub value: Number,
    /// How sure it is.
    pub hedge: Hedge,
    /// The unit as it is written behind the number.
    pub unit: &'static str,
    /// Whether a plus is written before a growth.
    signed: bool,
}

/// The whole numbers that would make a claim true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bases {
    /// A hedge leaves it open.
    Open,
    /// There is none.
    None,
    /// All from the first to the last one.
    Between(u64, u64),
}

/// Why a claim can't be held against anything.
#[derive(Debug, Clone)]
pub enum ClaimFault<'a> {
    /// The tallies can't be added.
    Sum(Vec<SumFault<'a>>),
    /// A rate or growth is not given in per cent.
    NotPercent,
    /// A sum is given in another unit than its tallies.
    UnitOfValue(CountUnit),
    /// The base counts something else than the tallies.
    UnitOfBase {
        /// What the tallies count.
        tallies: CountUnit,
        /// What the base counts.
        base: CountUnit,
    },
}

/// Holds a claim against the tallies that it is about.
pub fn reconcile<'a>(
    claim: &Claim,
    tallies: &[&'a Tally],
    inventory: &'a Inventory,
) -> Result<Verdict, ClaimFault<'a>> {
    let total = sum(tallies, inventory).map_err(|_| ClaimFault::Sum(sum_faults(tallies, inventory)))?;
    let Some(declared) = claim.value.number() else {
        return Ok(Verdict::NoNumber(quantity_words(&claim.value)));
    };
    match claim.kind.value {
        ClaimKind::Sum => reconcile_sum(&claim.value, *declared, total),
        ClaimKind::Rate => reconcile_share(claim, *declared, total, Share::Rate),
        ClaimKind::Growth => reconcile_share(claim, *declared, total, Share::Growth),
    }
}

fn reconcile_sum<'a>(value: &Quantity, declared: Number, total: Sum) -> Result<Verdict, ClaimFault<'a>> {
    if let Some(unit) = total.unit
        && value.count_unit().is_some_and(|declared| declared != unit)
    {
        return Err(ClaimFault::UnitOfValue(unit));
    }
    let unit = total.unit.map_or("", CountUnit::as_str);
    let computed = Computed { value: total.value, hedge: total.hedge, unit, signed: false };
    Ok(judge(Figure { value: declared, hedge: value.hedge }, computed, total.value, Reach::Tenth))
}

/// The two kinds of claim that compare with a base, in per cent of it.
#[derive(Debug, Clone, Copy)]
enum Share {
    Rate,
    Growth,
}

impl Share {
    /// Computes it exactly enough that no two different fractions of counts become equal.
    fn of(self, total: Number, base: Number, decimals: u8) -> Option<Number> {
        match self {
            Self::Rate => percent(total, base, decimals),
            Self::Growth => growth(base, total, decimals),
        }
    }
}

fn reconcile_share<'a>(
    claim: &Claim,
    declared: Number,
    total: Sum,
    share: Share,
) -> Result<Verdict, ClaimFault<'a>> {
    if !is_percent(&claim.value) {
        return Err(ClaimFault::NotPercent);
    }
    let Some(base) = &claim.base else {
        let sure = claim.value.hedge == Hedge::Exact && total.hedge == Hedge::Exact;
        let bases = total
            .value
            .to_count()
            .filter(|_| sure)
            .map_or(Bases::Open, |total| bases(share, total, declared));
        return Ok(Verdict::NoBase(bases));
    };
    if let (Some(tallies), Some(base)) = (total.unit, base.count_unit())
        && tallies != base
    {
        return Err(ClaimFault::UnitOfBase { tallies, base });
    }
    let Some(number) = base.number() else {
        return Ok(Verdict::NoNumber(quantity_words(base)));
    };
    let decimals = match claim.value.hedge {
        Hedge::Exact => declared.decimals(),
        Hedge::Over | Hedge::Under | Hedge::About | Hedge::AboutOver => declared.decimals().saturating_add(1),
    };
    let (Some(precise), Some(shown)) =
        (share.of(total.value, *number, Number::MAX_DECIMALS), share.of(total.value, *number, decimals))
    else {
        return Ok(Verdict::NothingBefore);
    };
    let hedge = quotient(total.hedge, base.hedge);
    let computed = Computed { value: shown, hedge, unit: "%", signed: matches!(share, Share::Growth) };
    Ok(judge(Figure { value: declared, hedge: claim.value.hedge }, computed, precise, Reach::LastDigit))
}

/// Returns how sure a quotient is: the more there was before, the less it has grown.
fn quotient(total: Hedge, base: Hedge) -> Hedge {
    let base = match base {
        Hedge::Over | Hedge::AboutOver => Hedge::Under,
        Hedge::Under => Hedge::Over,
        Hedge::Exact | Hedge::About => base,
    };
    super::sums::together(total, base)
}

/// A number with its hedge.
#[derive(Debug, Clone, Copy)]
struct Figure {
    value: Number,
    hedge: Hedge,
}

/// How far from its number a hedged figure may be.
#[derive(Debug, Clone, Copy)]
enum Reach {
    /// A tenth: “hơn 50.000” is said of 53.000, not of 80.000.
    Tenth,
    /// One step of the last digit but no more than a tenth: “gần 97 %” is said of 96,8 %, not of 90 %.
    LastDigit,
}

fn judge(declared: Figure, computed: Computed, precise: Number, reach: Reach) -> Verdict {
    let follows = if declared.hedge == Hedge::Exact && computed.hedge == Hedge::Exact {
        precise.with_decimals(declared.value.decimals()) == declared.value
    } else {
        let declared = Range::of(declared, reach);
        // The hedge of a computed figure comes from tallies and base, which are counts.
        let computed = Range::of(Figure { value: precise, hedge: computed.hedge }, Reach::Tenth);
        declared.meets(&computed)
    };
    if follows { Verdict::Follows(computed) } else { Verdict::Contradicts(computed) }
}

/// The numbers that a figure may stand for.
#[derive(Debug, Clone, Copy)]
struct Range {
    low: Number,
    high: Number,
    /// Whether the ends are inside.
    closed: (bool, bool),
}

impl Range {
    fn of(figure: Figure, reach: Reach) -> Self {
        let Figure { value, hedge } = figure;
        let reach = reach.of(value);
        let below = value.checked_sub(reach).unwrap_or(value);
        let above = value.checked_add(reach).unwrap_or(value);
        match hedge {
            Hedge::Exact => Self::rounded(value),
            Hedge::Over => Self { low: value, high: above, closed: (false, true) },
            Hedge::Under => Self { low: below, high: value, closed: (true, false) },
            Hedge::About | Hedge::AboutOver => Self { low: below, high: above, closed: (true, true) },
        }
    }

    /// Returns what rounds to a number; the number alone where it has all decimals.
    fn rounded(value: Number) -> Self {
        let half = match value.decimals() {
            0 | Number::MAX_DECIMALS => Number::ZERO,
            decimals => Number::new(5, decimals + 1).unwrap_or(Number::ZERO),
        };
        let low = value.checked_sub(half).unwrap_or(value);
        let high = value.checked_add(half).unwrap_or(value);
        Self { low, high, closed: (true, true) }
    }

    fn meets(&self, other: &Self) -> bool {
        let reaches = |low: &Self, high: &Self| {
            low.low < high.high || low.low == high.high && low.closed.0 && high.closed.1
        };
        reaches(self, other) && reaches(other, self)
    }
}

impl Reach {
    fn of(self, value: Number) -> Number {
        let size =
            if value < Number::ZERO { Number::ZERO.checked_sub(value).unwrap_or(value) } else { value };
        let tenth = ratio(size, Number::from(10), Number::MAX_DECIMALS).unwrap_or(Number::ZERO);
        match self {
            Self::Tenth => tenth,
            Self::LastDigit => tenth.min(last_step(size)),
        }
    }
}

/// Returns the worth of the last digit that was meant: 1 for 97, 10 for 90, 0,1 for 96,8.
fn last_step(size: Number) -> Number {
    if size.decimals() > 0 {
        return Number::new(1, size.decimals()).unwrap_or(Number::ZERO);
    }
    let count = size.to_count().unwrap_or(1).max(1);
    let step = (0..18).map(|power| 10_u64.pow(power)).take_while(|step| count.is_multiple_of(*step)).last();
    Number::from(step.unwrap_or(1))
}

/// Returns the whole numbers that, as a base, give exactly the declared share.
fn bases(share: Share, total: u64, declared: Number) -> Bases {
    const LARGEST: u64 = 1_000_000_000_000;
    let decimals = declared.decimals();
    let at = |base: u64| share.of(Number::from(total), Number::from(base), decimals);
    // The larger the base, the smaller the share, so those that fit lie side by side.
    let first = first_base(LARGEST, |base| at(base).is_some_and(|share| share <= declared));
    let behind = first_base(LARGEST, |base| at(base).is_some_and(|share| share < declared));
    match (first, behind) {
        (first, behind) if first == behind => Bases::None,
        (first, behind) => Bases::Between(first, behind - 1),
    }
}

/// Returns the smallest base of which `holds` is true, or one more than the largest.
fn first_base(largest: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (1, largest + 1);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

fn is_percent(quantity: &Quantity) -> bool {
    matches!(quantity.unit.as_deref(), Some("%" | "phần trăm"))
}

impl fmt::Display for Computed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = if self.signed { self.value.to_signed_string() } else { self.value.to_string() };
        write!(f, "{}{number}", hedge_word(self.hedge))?;
        if self.unit.is_empty() { Ok(()) } else { write!(f, " {}", self.unit) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    fn follows(declared: (Hedge, &str), computed: (Hedge, &str), reach: Reach) -> bool {
        let value = number(computed.1);
        let computed = Computed { value, hedge: computed.0, unit: "%", signed: false };
        let declared = Figure { value: number(declared.1), hedge: declared.0 };
        matches!(judge(declared, computed, value, reach), Verdict::Follows(_))
    }

    #[test]
    fn a_hedged_rate_follows_from_what_lies_near_on_the_right_side() {
        use Hedge::{About, Exact, Over, Under};
        let cases = [
            ((Under, "97"), (Exact, "96,8"), true),
            ((Under, "97"), (Exact, "98"), false),
            ((Under, "97"), (Exact, "97"), false),
            ((Under, "97"), (Exact, "90"), false),
            ((Under, "90"), (Exact, "82"), true),
            ((Over, "97"), (Exact, "97,5"), true),
            ((Over, "97"), (Exact, "96,8"), false),
            ((About, "97"), (Exact, "96,2"), true),
            ((Exact, "96,8"), (Exact, "96,8"), true),
            ((Exact, "96,8"), (Exact, "96,84"), true),
            ((Exact, "96,8"), (Exact, "96,9"), false),
            ((Exact, "96,8"), (Over, "97"), false),
            ((Exact, "96,8"), (Over, "80"), false),
            ((Exact, "96,8"), (About, "97,045"), true),
        ];
        for (declared, computed, expected) in cases {
            let result = follows(declared, computed, Reach::LastDigit);
            assert_eq!(result, expected, "{declared:?} from {computed:?}");
        }
    }

    #[test]
    fn a_hedged_count_follows_within_a_tenth() {
        assert!(follows((Hedge::Over, "50.000"), (Hedge::Exact, "53.000"), Reach::Tenth));
        assert!(!follows((Hedge::Over, "50.000"), (Hedge::Exact, "80.000"), Reach::Tenth));
        assert!(!follows((Hedge::Over, "50.000"), (Hedge::Exact, "49.999"), Reach::Tenth));
    }

    #[test]
    fn the_bases_of_a_growth_are_found() {
        let cases = [
            (55, "41,03", Bases::Between(39, 39)),
            (41, "41,03", Bases::None),
            (150, "50", Bases::Between(100, 100)),
            (1_000_000, "100", Bases::Between(498_754, 501_253)),
            (0, "-100", Bases::Between(1, 1_000_000_000_000)),
        ];
        for (total, declared, expected) in cases {
            assert_eq!(bases(Share::Growth, total, number(declared)), expected, "{declared} % for {total}");
        }
    }

    #[test]
    fn the_bases_of_a_rate_are_found() {
        assert_eq!(bases(Share::Rate, 427, number("97,05")), Bases::Between(440, 440));
        assert_eq!(bases(Share::Rate, 3, number("97,05")), Bases::None);
    }
}
