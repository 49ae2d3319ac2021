//! What a cell shows of a number, for files that state what a cell shows, and that state its format as no code.

use super::{LARGE, digits};
use crate::register::ExtraValue;

/// The text that a cell shows of a number among other text, or with more digits than it has; `None` where it shows
/// another number, or the number alone. Marks of thousands are left out, and the decimals stand behind a point, as
/// other formats have them.
pub(in crate::workbook) fn among_other_text(number: f64, shown: &str) -> Option<String> {
    let is_whole = (0.0..LARGE).contains(&number) && number.fract() == 0.0;
    let beside = || {
        with_whole(number, shown)
            .filter(|()| is_whole)
            .map(|()| shown.to_owned())
    };
    let text = beside().or_else(|| with_decimals(number, shown))?;
    let alone = ExtraValue::number(number)?.to_string();
    (text != alone).then_some(text)
}

/// Whether a text has the digits of a whole number, which do not go on.
fn with_whole(number: f64, shown: &str) -> Option<()> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut rest = shown;
    while let Some(first) = rest.find(is_digit) {
        let after = rest[first..].trim_start_matches(is_digit);
        let digits = &rest[first..rest.len() - after.len()];
        if digits.parse() == Ok(number) && !goes_on(after) {
            return Some(());
        }
        rest = after;
    }
    None
}

/// Whether a number goes on behind its whole digits, with decimals or an exponent.
fn goes_on(after: &str) -> bool {
    let decimals = after.strip_prefix(['.', ',']);
    let exponent = after.strip_prefix(['e', 'E']);
    let exponent = exponent.map(|exponent| exponent.trim_start_matches(['+', '-']));
    decimals.or(exponent).is_some_and(|more| {
        let digits = more.trim_start_matches('0');
        digits.len() < more.len() && !digits.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The text with the digits of a number in one form: from its first digit to its last, whatever stands between them.
fn with_decimals(number: f64, shown: &str) -> Option<String> {
    let first = shown.find(|c: char| c.is_ascii_digit())?;
    let last = shown.rfind(|c: char| c.is_ascii_digit())?;
    let (before, run, after) = (&shown[..first], &shown[first..=last], &shown[last + 1..]);
    let factor = if after.contains('%') { 100.0 } else { 1.0 };
    let wanted = digits(number * factor)?;
    let is_negative = number < 0.0 && before.is_empty();
    if is_negative || run.contains(['e', 'E']) {
        return None;
    }
    let of = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let is_it = |whole: &str, decimals: &str| {
        (
            whole.trim_start_matches('0'),
            decimals.trim_end_matches('0'),
        ) == (wanted.0.as_str(), wanted.1.as_str())
    };
    // The last mark may be that of the decimals.
    if let Some((whole, decimals)) = run.rsplit_once(['.', ',']) {
        let (digits, decimals) = (of(whole), of(decimals));
        if is_it(&digits, &decimals) {
            let whole = if is_grouped(whole) {
                digits.as_str()
            } else {
                whole
            };
            return Some(format!("{before}{whole}.{decimals}{after}"));
        }
    }
    let whole = of(run);
    if !is_it(&whole, "") {
        return None;
    }
    let run = if is_grouped(run) { whole.as_str() } else { run };
    Some(format!("{before}{run}{after}"))
}

/// Whether a text is digits in groups of three, but for the first, with marks of thousands between them.
fn is_grouped(text: &str) -> bool {
    const MARKS: [char; 7] = ['.', ',', ' ', '\u{a0}', '\u{202f}', '\'', '\u{2019}'];
    let mut groups = text.split(MARKS);
    let is_number = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && is_number(first)
        && groups.all(|group| group.len() == 3 && is_number(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_cell_shows_beside_a_number_is_told_from_the_number() {
        for (number, shown) in [
            (1.0, "RISK-001"),
            (7.0, "007"),
            (7.0, "2026-007 a"),
            (0.0, "R0"),
            (1001.0, "1.001 (R1001)"),
            (5.0, "-5"),
            (1.0, "1.001"),
            (1.0, "1.00"),
            (1.1, "1.10"),
            (1.5, "R1.5"),
            (0.07, "7%"),
            (1234.0, "R12-34"),
            (123_456.0, "123-456"),
            (-1.0, "R-1"),
        ] {
            let text = among_other_text(number, shown);
            assert_eq!(text.as_deref(), Some(shown), "{number}");
        }
    }

    #[test]
    fn numbers_are_told_in_one_form_in_all_countries() {
        for (number, shown, told) in [
            (1.0, "1,0 m", "1.0 m"),
            (1.1, "1,10", "1.10"),
            (1200.0, "R-1,200", "R-1200"),
            (1200.0, "R-1.200", "R-1200"),
            (1200.5, "1.200,50", "1200.50"),
        ] {
            assert_eq!(among_other_text(number, shown).as_deref(), Some(told));
        }
    }

    #[test]
    fn what_shows_nothing_beside_a_number_is_the_number() {
        for (number, shown) in [
            (1.0, "1"),
            (1.0, ""),
            (1.0, "TRUE"),
            (1.5, "1,5"),
            (1.0, "1E+00"),
            (1200.0, "1,200"),
            (1200.0, "1 200"),
            (1.234, "1.23"),
            (-1.0, "-1"),
            (1e12, "R1000000000000"),
        ] {
            assert_eq!(among_other_text(number, shown), None, "{number}: {shown}");
        }
    }
}
