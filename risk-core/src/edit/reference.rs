//! References for new risks.

use std::collections::HashMap;

use super::elsewhere::Elsewhere;
use super::table::Table;
use crate::register::Risk;

/// A number of more digits is no count of risks: up to so many, 64 bits hold it and all that follow.
const MOST_DIGITS: usize = 15;

/// The number at the end of references that begin alike.
struct Series<'a> {
    prefix: &'a str,
    /// How many references there are of it.
    count: usize,
    /// The largest number, and the number of its digits as it is written.
    largest: (u64, usize),
}

/// The reference after the largest of the most frequent sort.
pub(super) fn next(risks: &Table<Risk>, elsewhere: &Elsewhere) -> String {
    // Every number that is taken is that of a risk, so that one of the next few is free.
    free(risks, elsewhere)
        .next()
        .expect("numbers do not run out")
}

/// The references after the largest of the most frequent sort that no risk has, in order.
pub(super) fn free(risks: &Table<Risk>, elsewhere: &Elsewhere) -> impl Iterator<Item = String> {
    let first = Series {
        prefix: "R",
        count: 0,
        largest: (0, 2),
    };
    let series = most_frequent(risks).unwrap_or(first);
    let (largest, digits) = series.largest;
    let references = (largest + 1..).map(move |n| format!("{}{n:0digits$}", series.prefix));
    references.filter(|reference| {
        let is_free = risks.other_named(reference, None).is_none();
        is_free && elsewhere.refuse_reference(reference).is_ok()
    })
}

/// The series of most references; the first of several.
fn most_frequent(risks: &Table<Risk>) -> Option<Series<'_>> {
    let mut all: Vec<Series<'_>> = Vec::new();
    let mut by_prefix: HashMap<&str, usize> = HashMap::new();
    for (_, risk) in risks.iter() {
        let Some((prefix, largest)) = split(risk.reference.trim()) else {
            continue;
        };
        let at = *by_prefix.entry(prefix).or_insert(all.len());
        if at == all.len() {
            all.push(Series {
                prefix,
                count: 0,
                largest,
            });
        }
        let series = &mut all[at];
        series.count += 1;
        series.largest = series.largest.max(largest);
    }
    all.into_iter().rev().max_by_key(|series| series.count)
}

/// Splits `PAY-007` into `PAY-`, and the number 7 of 3 digits.
fn split(reference: &str) -> Option<(&str, (u64, usize))> {
    let prefix = reference.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &reference[prefix.len()..];
    // What is behind `~` is an occurrence, and a reference is one line.
    let usable = !prefix.ends_with('~') && !prefix.contains(['\n', '\r']);
    let number = digits.parse().ok()?;
    (usable && digits.len() <= MOST_DIGITS).then_some((prefix, (number, digits.len())))
}
