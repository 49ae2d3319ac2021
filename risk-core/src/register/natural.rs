//! Natural order: R2 before R10.

use std::cmp::Ordering;

/// Compares two texts the way a person orders references: runs of digits by their value, all
/// else by code point. It is a total order; texts that differ only in leading zeros (`R1`, `R01`)
/// are ordered by code point at the end.
///
/// ```
/// let mut references = ["R10", "R2", "R1.10", "R1.9"];
/// references.sort_by(|a, b| risk_core::natural_order(a, b));
/// assert_eq!(references, ["R1.9", "R1.10", "R2", "R10"]);
/// ```
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    while !rest_a.is_empty() && !rest_b.is_empty() {
        let (chunk_a, after_a) = split_chunk(rest_a);
        let (chunk_b, after_b) = split_chunk(rest_b);
        match compare_chunks(chunk_a, chunk_b) {
            Ordering::Equal => (rest_a, rest_b) = (after_a, after_b),
            decided => return decided,
        }
    }
    rest_a.len().cmp(&rest_b.len()).then_with(|| a.cmp(b))
}

/// Splits off the leading run of ASCII digits, or of anything else.
fn split_chunk(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text
        .find(|c: char| c.is_ascii_digit() != digits)
        .unwrap_or(text.len());
    text.split_at(end)
}

fn compare_chunks(a: &str, b: &str) -> Ordering {
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if number(a) && number(b) {
        // Compared as text of equal length, so that no number is too long.
        let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
        return a.len().cmp(&b.len()).then_with(|| a.cmp(b));
    }
    a.cmp(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_any_length_are_compared_by_value() {
        let long = format!("R{}", "9".repeat(40));
        assert_eq!(natural_order("R10", &long), Ordering::Less);
        assert_eq!(natural_order("R007", "R8"), Ordering::Less);
        assert_eq!(natural_order("R01", "R1"), Ordering::Less);
    }

    proptest! {
        #[test]
        fn the_order_is_total(a in "[a0-2.]{0,5}", b in "[a0-2.]{0,5}", c in "[a0-2.]{0,5}") {
            prop_assert_eq!(natural_order(&a, &b), natural_order(&b, &a).reverse());
            prop_assert_eq!(natural_order(&a, &b) == Ordering::Equal, a == b);
            if natural_order(&a, &b).is_le() && natural_order(&b, &c).is_le() {
                prop_assert!(natural_order(&a, &c).is_le());
            }
        }
    }
}
