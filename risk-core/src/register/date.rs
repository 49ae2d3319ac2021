//! Calendar dates.

use std::fmt;
use std::str::FromStr;

use crate::record::serialize_as_text;

#[cfg(feature = "workbook")]
use super::DateTime;

/// A calendar date, written as ISO 8601 has it: `2027-03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(inline, with = "String", extend("format" = "date"))
)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The date of a year, a month (1 to 12) and a day (1 to 31), if there is one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// How many days it is until another day: 1 for tomorrow, negative for one that has passed.
    ///
    /// ```
    /// use risk_core::Date;
    ///
    /// let (leap, spring) = (Date::new(2028, 2, 28).unwrap(), Date::new(2028, 3, 1).unwrap());
    /// assert_eq!(leap.days_until(spring), 2);
    /// assert_eq!(spring.days_until(leap), -2);
    /// ```
    pub fn days_until(self, other: Self) -> i64 {
        const HOURS_PER_DAY: i64 = 24;
        self.0.duration_until(other.0).as_hours() / HOURS_PER_DAY
    }

    /// The beginning of the day.
    #[cfg(feature = "workbook")]
    pub(crate) fn midnight(self) -> DateTime {
        DateTime(self.0.to_datetime(jiff::civil::Time::midnight()))
    }
}

/// The text is not a date in the form `2027-03-31`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date in the form 2027-03-31")]
pub struct ParseDateError;

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Only the extended form: jiff also takes 20270331, which in a register is a number.
        let extended = text.len() == 10 && text.as_bytes()[4] == b'-';
        let date = text.parse().ok().filter(|_| extended);
        date.map(Self).ok_or(ParseDateError)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

serialize_as_text!(Date);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_first_date_there_is_to_the_last() {
        let date = |year, month, day| Date::new(year, month, day).unwrap();
        let (first, last) = (date(-9999, 1, 1), date(9999, 12, 31));
        assert_eq!(first.days_until(last), 7_304_483);
        assert_eq!(last.days_until(first), -7_304_483);
        assert_eq!(last.days_until(last), 0);
        assert_eq!(date(2026, 5, 27).days_until(date(2026, 11, 23)), 180);
    }

    #[test]
    fn only_real_dates_in_the_extended_form_are_dates() {
        assert_eq!("2028-02-29".parse(), Ok(Date::new(2028, 2, 29).unwrap()));
        for text in [
            "2027-02-29",
            "20270331",
            "2027-3-31",
            "2027-03-31T10:00",
            "Q1 2026",
            "",
        ] {
            assert_eq!(text.parse::<Date>(), Err(ParseDateError), "{text}");
        }
    }
}
