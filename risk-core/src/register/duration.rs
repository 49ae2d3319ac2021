//! Lengths of time, in whole minutes, hours or days.

use std::fmt;
use std::str::FromStr;

use crate::record::serialize_as_text;

const MINUTES_PER_HOUR: u64 = 60;
const MINUTES_PER_DAY: u64 = 24 * MINUTES_PER_HOUR;

/// A length of time of whole minutes, written `30m`, `4h` or `2d`; `1d12h30m` is read too.
///
/// It is written in the units that leave the fewest parts, so `90m` is written `1h30m`.
///
/// ```
/// use risk_core::Duration;
///
/// let duration: Duration = "1d12h".parse()?;
/// assert_eq!(duration.minutes(), 36 * 60);
/// # Ok::<(), risk_core::ParseDurationError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(inline, with = "String", extend("pattern" = "^(?=.)([0-9]+d)?([0-9]+h)?([0-9]+m)?$"))
)]
pub struct Duration {
    minutes: u64,
}

impl Duration {
    /// A length of time of so many minutes.
    pub const fn from_minutes(minutes: u64) -> Self {
        Self { minutes }
    }

    /// The length in minutes.
    pub fn minutes(self) -> u64 {
        self.minutes
    }

    /// Whether it has minutes that make no hour, as nothing has that days are counted for: `6m` are no months.
    pub fn has_minutes(self) -> bool {
        !self.minutes.is_multiple_of(60)
    }

    /// The length in days, of which one that has only begun counts as whole.
    pub fn days_rounded_up(self) -> u64 {
        self.minutes.div_ceil(MINUTES_PER_DAY)
    }
}

/// The text is not a duration such as `30m`, `4h` or `2d`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a duration such as 30m, 4h or 2d")]
pub struct ParseDurationError;

impl Duration {
    /// The duration that a text such as `2 hrs` most likely means.
    pub(crate) fn in_other_words(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let unit = match unit.trim().trim_end_matches('.') {
            "m" | "min" | "mins" | "minute" | "minutes" => "m",
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" => "h",
            "d" | "day" | "days" => "d",
            _ => return None,
        };
        format!("{number}{unit}").parse().ok()
    }
}

impl FromStr for Duration {
    type Err = ParseDurationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut rest = text;
        let mut minutes = 0_u64;
        let mut last_unit = u64::MAX;
        while !rest.is_empty() {
            let (amount, unit, after) = split_part(rest).ok_or(ParseDurationError)?;
            // Larger units stand first and none stands twice.
            if unit >= last_unit {
                return Err(ParseDurationError);
            }
            let part = amount.checked_mul(unit).ok_or(ParseDurationError)?;
            minutes = minutes.checked_add(part).ok_or(ParseDurationError)?;
            last_unit = unit;
            rest = after;
        }
        if text.is_empty() {
            return Err(ParseDurationError);
        }
        Ok(Self { minutes })
    }
}

/// Splits `12h30m` into 12, the minutes of an hour, and `30m`.
fn split_part(text: &str) -> Option<(u64, u64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (digits, rest) = text.split_at(end);
    let unit = match rest.as_bytes()[0] {
        b'm' => 1,
        b'h' => MINUTES_PER_HOUR,
        b'd' => MINUTES_PER_DAY,
        _ => return None,
    };
    Some((digits.parse().ok()?, unit, &rest[1..]))
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.minutes / MINUTES_PER_DAY;
        let hours = self.minutes % MINUTES_PER_DAY / MINUTES_PER_HOUR;
        let minutes = self.minutes % MINUTES_PER_HOUR;
        if days > 0 {
            write!(f, "{days}d")?;
        }
        if hours > 0 {
            write!(f, "{hours}h")?;
        }
        if minutes > 0 || self.minutes == 0 {
            write!(f, "{minutes}m")?;
        }
        Ok(())
    }
}

serialize_as_text!(Duration);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_duration_is_read_back_from_its_text(minutes in any::<u64>()) {
            let duration = Duration::from_minutes(minutes);
            prop_assert_eq!(duration.to_string().parse(), Ok(duration));
        }
    }

    #[test]
    fn durations_in_other_words_are_understood() {
        let meant = |text| Duration::in_other_words(text).map(|duration| duration.to_string());
        assert_eq!(meant("2 hrs").as_deref(), Some("2h"));
        assert_eq!(meant("15 Min.").as_deref(), Some("15m"));
        assert_eq!(meant("1 day").as_deref(), Some("1d"));
        for text in ["soon", "", "hours", "2", "99999999999999999999 h"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_duration_is_refused() {
        for text in [
            "",
            "4",
            "h",
            "4 h",
            "2 hrs",
            "30m4h",
            "1h1h",
            "-1h",
            "99999999999999999999d",
        ] {
            assert_eq!(text.parse::<Duration>(), Err(ParseDurationError), "{text}");
        }
    }
}
