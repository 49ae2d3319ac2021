//! Which number formats show a number as a date or a time of day. A length of time, such as
//! `[h]:mm`, is none: it stays the number that it is.

/// Whether a number format that every spreadsheet program knows, by its number, is one of dates:
/// ECMA-376 part 1, 18.8.30, with those that East Asian editions add.
pub(super) fn is_built_in_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45 | 47 | 50..=58)
}

/// Whether a format code is one of dates: whether the section for positive numbers has a letter
/// for a part of a date outside of what it shows literally.
pub(super) fn is_date(code: &str) -> bool {
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
}
