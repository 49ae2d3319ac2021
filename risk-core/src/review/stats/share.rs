//! How many of how many.

use schemars::JsonSchema;
use serde::Serialize;

/// How many of how many, in per cent, and between which bounds that lies for all that could be counted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many: all reviews, also those that leave the question unanswered or to which it does not apply.
    pub of: usize,
    /// In whole per cent, nearest, half up; null of none.
    pub percent: Option<usize>,
    /// The lower and the upper bound of the Wilson 95% interval, in per cent; null of none.
    pub interval: Option<[f64; 2]>,
    /// Of how many that have answered, without those to which the question does not apply.
    pub answered: usize,
    /// In whole per cent of these; null of none, and where not only they were counted.
    pub percent_of_answered: Option<usize>,
}

impl Share {
    pub(super) fn new(count: usize, of: usize, answered: usize) -> Self {
        Self {
            count,
            of,
            percent: percent(count, of),
            interval: interval(count, of),
            answered,
            percent_of_answered: percent(count, answered),
        }
    }

    /// A share of all reviews, of which those that have not answered are a part.
    pub(super) fn of_all(count: usize, of: usize, answered: usize) -> Self {
        Self {
            percent_of_answered: None,
            ..Self::new(count, of, answered)
        }
    }
}

/// Whole per cent, nearest, half up.
fn percent(count: usize, of: usize) -> Option<usize> {
    (200 * count + of).checked_div(2 * of)
}

/// The Wilson score interval with z = 1.96, in per cent to one decimal (E. B. Wilson, "Probable inference, the law of
/// succession, and statistical inference", Journal of the American Statistical Association 22, 1927).
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of reviews are far below 2^52"
)]
fn interval(count: usize, of: usize) -> Option<[f64; 2]> {
    const Z: f64 = 1.96;
    if of == 0 {
        return None;
    }
    let n = of as f64;
    let share = count as f64 / n;
    let square = Z * Z / n;
    let middle = share + square / 2.0;
    let half = Z * (share * (1.0 - share) / n + square / (4.0 * n)).sqrt();
    let bound = |value: f64| (value / (1.0 + square) * 1000.0).round().max(0.0) / 10.0;
    Some([bound(middle - half), bound(middle + half)])
}
