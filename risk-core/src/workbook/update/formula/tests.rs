//! What becomes of formulas, one file per concern.

mod extended;
mod properties;
mod shifted;
mod untouched;

use super::shifted;

/// Each formula as it is one row down and one column to the right.
#[track_caller]
fn moved_by_one(formulas: &[(&str, &str)]) {
    for (formula, expected) in formulas {
        let shifted = shifted(formula, 1, 1);
        assert_eq!(shifted.as_deref(), Some(*expected), "{formula}");
    }
}
