//! What sorts and compares as a number or as a day, among the values of people's own columns.

use std::cmp::Ordering;

use super::{Date, DateTime};
use crate::record::text::digits;

/// A number as it is written, with all its digits: an account number has more of them than a float.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    is_negative: bool,
    /// The digits between the first and the last that is not 0; none of zero.
    digits: String,
    /// The power of ten before the first digit.
    magnitude: i64,
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.digits.is_empty(), number.is_negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        // Digits without zeros at either end stand in the order of their text, where they begin at one power.
        let size = || {
            let magnitude = self.magnitude.cmp(&other.magnitude);
            magnitude.then_with(|| self.digits.cmp(&other.digits))
        };
        sign(self).cmp(&sign(other)).then_with(|| {
            if self.is_negative {
                size().reverse()
            } else {
                size()
            }
        })
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A text as the number that it is: what sorts and compares as one. Those that are none, such as `nan`, and those without end
/// are texts.
pub(crate) fn number_of(text: &str) -> Option<Number> {
    let text = text.trim();
    text.parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())?;
    let (digits, power) = digits(text);
    let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    Some(Number {
        is_negative: text.starts_with('-') && !digits.is_empty(),
        magnitude: power.saturating_add(length),
        digits,
    })
}

/// A day, and the time of it where one is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub day: Date,
    pub time: Option<DateTime>,
}

impl Moment {
    /// Times count where both have one.
    pub fn compare(self, other: Self) -> Ordering {
        match (self.time, other.time) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => self.day.cmp(&other.day),
        }
    }
}

/// A text as the day that it is, or the day and the time. What has anything else behind it, such as `2026-05-01-rc1`, is a text.
pub(crate) fn moment_of(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (day, behind) = text.split_at_checked(10)?;
    let day = day.parse().ok()?;
    if behind.is_empty() {
        return Some(Moment { day, time: None });
    }
    let time = behind.strip_prefix(['T', 't', ' '])?;
    let is_time = time
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'));
    let time = text.parse().ok().filter(|_| is_time)?;
    let time = Some(time);
    Some(Moment { day, time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_all_their_digits() {
        let ascending = [
            "-1e300",
            "-12345678901234568",
            "-12345678901234567",
            "-1.5",
            "-1.25",
            "0",
            "0.001",
            "0.5",
            "1",
            "1.1",
            "2",
            "9",
            "10",
            "100",
            "12345678901234567",
            "12345678901234567.5",
            "12345678901234568",
            "1e300",
        ];
        for (at, one) in ascending.iter().enumerate() {
            for (other_at, other) in ascending.iter().enumerate() {
                let [first, second] = [one, other].map(|text| number_of(text).unwrap());
                assert_eq!(first.cmp(&second), at.cmp(&other_at), "{one} {other}");
                assert_eq!(first == second, at == other_at, "{one} {other}");
            }
        }
        for [one, other] in [
            ["1.10", "1.1"],
            ["-0", "0"],
            ["1e3", "1000"],
            ["007", "7"],
            ["+5", "5.0"],
        ] {
            assert_eq!(number_of(one), number_of(other));
        }
    }

    #[test]
    fn what_has_more_behind_a_day_than_a_time_is_a_text() {
        for text in [
            "2026-05-01",
            " 2026-05-01 ",
            "2026-05-01T10:00",
            "2026-05-01 10:00:59",
        ] {
            assert!(moment_of(text).is_some(), "{text}");
        }
        for text in [
            "2026-05-01-rc1",
            "2026-05-01Z",
            "2026-05-01T10:00Z",
            "2026-05-01T10:00+02:00",
            "2026-05-01 at ten",
        ] {
            assert_eq!(moment_of(text), None, "{text}");
        }
    }
}
