//! What a number format makes of a number: a date or a time of day, a length of time such as `[h]:mm`, or a text
//! such as `RISK-007`.

mod pattern;
mod seen;

use std::sync::Arc;

pub(super) use pattern::Pattern;
pub(super) use seen::among_other_text;

/// What a number format makes of a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Shows {
    #[default]
    Number,
    /// A date or a time of day.
    Date,
    /// A length of time, of a number of days.
    Length,
    /// The digits of a number among other text, or more of them than it has.
    Text(Arc<Pattern>),
    /// Something that is not known.
    Unknown,
}

impl Shows {
    /// What a format code shows.
    pub fn of(code: &str) -> Self {
        if is_date(code) {
            return Self::Date;
        }
        if is_length(code) {
            return Self::Length;
        }
        match Pattern::of(code) {
            Some(pattern) if pattern.is_plain() => Self::Number,
            Some(pattern) => Self::Text(Arc::new(pattern)),
            None => Self::Unknown,
        }
    }

    /// What a number format shows that every spreadsheet program knows, by its number: ECMA-376 part 1, 18.8.30,
    /// with those that East Asian editions add. Those of amounts of money are of the country of whoever looks.
    pub fn built_in(id: u32) -> Self {
        match id {
            2 | 4 => Self::of("0.00"),
            9 => Self::of("0%"),
            10 => Self::of("0.00%"),
            11 => Self::of("0.00E+00"),
            12 => Self::of("# ?/?"),
            13 => Self::of("# ??/??"),
            48 => Self::of("##0.0E+0"),
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Length,
            _ => Self::Number,
        }
    }
}

/// The first number that programs show with an exponent where no format says how many digits it has.
const LARGE: f64 = 1e11;

/// The digits of a number before and behind its point, without zeros about them; as many as programs show.
fn digits(number: f64) -> Option<(String, String)> {
    const DIGITS: usize = 15;
    if number.abs() >= LARGE || !number.is_finite() {
        return None;
    }
    let text = format!("{:.*e}", DIGITS - 1, number.abs());
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
    let zeros = "0".repeat(usize::try_from(-exponent).unwrap_or(0));
    let digits = format!("{zeros}{digits}");
    let (whole, decimals) = digits.split_at(usize::try_from(exponent.max(0)).ok()? + 1);
    let whole = whole.trim_start_matches('0').to_owned();
    Some((whole, decimals.trim_end_matches('0').to_owned()))
}

/// Whether a format code is one of dates: whether the section for positive numbers has a letter
/// for a part of a date outside of what it shows literally.
fn is_date(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c {
            // The next character is shown, is as wide as a gap, or fills the cell.
            '\\' | '_' | '*' => _ = characters.next(),
            '"' => _ = characters.find(|c| *c == '"'),
            '[' => {
                let within: String = characters.by_ref().take_while(|c| *c != ']').collect();
                if is_elapsed(&within) {
                    return false;
                }
            }
            ';' => return false,
            // `General` has an `e` and an `a`, which are letters of dates in some languages.
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return true,
            _ => {}
        }
    }
    false
}

/// Whether a format code is one of lengths of time: whether its section for positive numbers counts hours, minutes
/// or seconds.
fn is_length(code: &str) -> bool {
    let first = code.split(';').next().unwrap_or_default();
    let mut brackets = first.split('[').skip(1);
    brackets.any(|part| {
        part.split_once(']')
            .is_some_and(|(within, _)| is_elapsed(within))
    })
}

/// Whether what stands in brackets counts hours, minutes or seconds; else it is a colour, a
/// condition or a language.
fn is_elapsed(within: &str) -> bool {
    let mut letters = within.chars().map(|c| c.to_ascii_lowercase());
    let first = letters.next();
    matches!(first, Some('h' | 'm' | 's')) && letters.all(|c| Some(c) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_with_letters_of_dates_is_one_of_dates() {
        for code in [
            "yyyy-mm-dd",
            "[$-409]d\\-mmm\\-yy;@",
            "[Red]DD/MM/YYYY",
            "h:mm AM/PM",
            "\"on \"d",
            "_(d",
        ] {
            assert!(is_date(code), "{code}");
        }
    }

    #[test]
    fn a_code_of_numbers_or_lengths_of_time_is_none() {
        for code in [
            "",
            "General",
            "0.00",
            "#,##0 \"days\"",
            "0\\d",
            "[h]:mm:ss",
            "[MM]:ss",
            "0;d",
            "[Red]0",
            "0_d",
            "\"unclosed d",
            "[unclosed d",
        ] {
            assert!(!is_date(code), "{code}");
        }
    }

    #[test]
    fn a_code_that_counts_hours_is_one_of_lengths_of_time() {
        for code in ["[h]:mm:ss", "[MM]:ss", "[hh]:mm;@", "[Red][h]:mm"] {
            assert_eq!(Shows::of(code), Shows::Length, "{code}");
        }
        assert_eq!(Shows::of("[Red]0;[h]"), Shows::Unknown);
    }
}
