//! What a number format makes of a number: a date or a time of day, a length of time such as `[h]:mm`, or a text
//! such as `RISK-007`.

/// What a number format makes of a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Shows {
    #[default]
    Number,
    /// A date or a time of day.
    Date,
    /// A length of time, of a number of days.
    Length,
    /// A whole number among other text.
    Text(Padded),
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
        Padded::of(code).map_or(Self::Number, Self::Text)
    }

    /// What a number format shows that every spreadsheet program knows, by its number: ECMA-376 part 1, 18.8.30,
    /// with those that East Asian editions add.
    pub fn built_in(id: u32) -> Self {
        match id {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Length,
            _ => Self::Number,
        }
    }
}

/// A whole number between literal texts, with zeros before it: `"RISK-"000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Padded {
    before: String,
    digits: usize,
    after: String,
}

/// The first number that programs show with an exponent where no format says how many digits it has.
const LARGE: f64 = 1e11;

impl Padded {
    /// The text of a format of one section; `None` where it has more than literal texts and one run of digits.
    fn of(code: &str) -> Option<Self> {
        let (mut texts, mut digits) = ([String::new(), String::new()], String::new());
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            let general = rest.get(.."General".len());
            let is_general = general.is_some_and(|word| word.eq_ignore_ascii_case("General"));
            let literal = &mut texts[usize::from(!digits.is_empty())];
            let was_literal = !literal.is_empty() && !digits.is_empty();
            rest = match c {
                '"' => {
                    let (text, after) = after.split_once('"')?;
                    literal.push_str(text);
                    after
                }
                // The next character is shown, or there is a gap that is as wide.
                '\\' | '_' => {
                    let next = after.chars().next()?;
                    literal.push(if c == '_' { ' ' } else { next });
                    &after[next.len_utf8()..]
                }
                '-' | ' ' | '(' | ')' | ':' => {
                    literal.push(c);
                    after
                }
                '0' | '#' if !was_literal => {
                    digits.push(c);
                    after
                }
                _ if is_general && digits.is_empty() => {
                    digits.push('0');
                    &rest["General".len()..]
                }
                _ => return None,
            };
        }
        let zeros = digits.find('0').map_or(0, |first| digits.len() - first);
        let [before, after] = texts;
        let is_plain = before.is_empty() && after.is_empty() && zeros < 2;
        (!digits.is_empty() && !is_plain).then_some(Self {
            before,
            digits: zeros,
            after,
        })
    }

    /// The text of a number, without white space about it; `None` where the format shows another number.
    pub fn text(&self, number: f64) -> Option<String> {
        let is_whole = (0.0..LARGE).contains(&number) && number.fract() == 0.0;
        let digits = match number {
            0.0 if self.digits == 0 => String::new(),
            number => format!("{number:0width$}", width = self.digits),
        };
        let text = format!("{}{digits}{}", self.before, self.after);
        (is_whole && !text.trim().is_empty()).then(|| text.trim().to_owned())
    }

    /// The number that is shown as a text.
    pub fn number(&self, text: &str) -> Option<f64> {
        let digits = text.strip_prefix(self.before.trim_start())?;
        let digits = digits.strip_suffix(self.after.trim_end())?;
        let number = digits.parse().ok()?;
        (self.text(number).as_deref() == Some(text)).then_some(number)
    }
}

/// The text that a cell shows of a whole number among other text, or with zeros before it; `None` where it shows another
/// number, or the number alone. It is for files that state what a cell shows, and that state its format as no code.
pub(super) fn among_other_text(number: f64, shown: &str) -> Option<String> {
    let is_whole = (0.0..LARGE).contains(&number) && number.fract() == 0.0;
    let is_digit = |c: char| c.is_ascii_digit();
    let mut rest = shown;
    while let Some(first) = rest.find(is_digit).filter(|_| is_whole) {
        let after = rest[first..].trim_start_matches(is_digit);
        let digits = &rest[first..rest.len() - after.len()];
        if digits.parse() == Ok(number) && !goes_on(after) {
            return (shown != number.to_string()).then(|| shown.to_owned());
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
    fn a_number_among_other_text_is_read_as_its_cell_shows_it() {
        for (code, number, shown) in [
            ("\"RISK-\"000", 1.0, "RISK-001"),
            ("\\R\\-00", 123.0, "R-123"),
            ("-0", 5.0, "-5"),
            ("000", 7.0, "007"),
            ("\"R\"#", 12.0, "R12"),
            ("\"R\"General", 12.0, "R12"),
            ("\"R\"#00\" a\"", 7.0, "R07 a"),
            ("_-\"R\"0_)", 7.0, "R7"),
        ] {
            let Shows::Text(padded) = Shows::of(code) else {
                panic!("{code}");
            };
            assert_eq!(padded.text(number).as_deref(), Some(shown), "{code}");
            assert_eq!(padded.number(shown), Some(number), "{code}");
            assert_eq!(padded.text(-1.0), None, "{code}");
            assert_eq!(padded.text(1.5), None, "{code}");
            for other in ["7x", "R+7", "R0000007", "", "RISK-1"] {
                assert_eq!(padded.number(other), None, "{code}: {other}");
            }
        }
    }

    #[test]
    fn what_shows_more_than_a_whole_number_stays_the_number() {
        for code in [
            "General",
            "0",
            "#",
            "0.0",
            "0%",
            "#,##0",
            "\"R\"0;\"-R\"0",
            "\"R\"00-00",
            "0E+00",
            "\"R\"",
            "\"R",
            "\\",
            "[Red]000",
            "@",
            "\"R\"0*x",
            "\"R\"?0",
        ] {
            assert_eq!(Shows::of(code), Shows::Number, "{code}");
        }
    }

    #[test]
    fn what_a_cell_shows_beside_a_whole_number_is_told_from_the_number() {
        for (number, shown) in [
            (1.0, "RISK-001"),
            (7.0, "007"),
            (7.0, "2026-007 a"),
            (0.0, "R0"),
            (1001.0, "1.001 (R1001)"),
            (5.0, "-5"),
            (1.0, "1.001"),
        ] {
            let text = among_other_text(number, shown);
            assert_eq!(text.as_deref(), Some(shown), "{number}");
        }
        for (number, shown) in [
            (1.0, "1"),
            (1.0, ""),
            (1.0, "TRUE"),
            (1.0, "1.00"),
            (1.0, "1,0 m"),
            (1.0, "1E+00"),
            (1200.0, "1,200"),
            (1200.0, "1 200"),
            (1234.0, "R12-34"),
            (1.5, "R1.5"),
            (-1.0, "R-1"),
            (1e12, "R1000000000000"),
        ] {
            assert_eq!(among_other_text(number, shown), None, "{number}: {shown}");
        }
    }

    #[test]
    fn a_code_that_counts_hours_is_one_of_lengths_of_time() {
        for code in ["[h]:mm:ss", "[MM]:ss", "[hh]:mm;@", "[Red][h]:mm"] {
            assert_eq!(Shows::of(code), Shows::Length, "{code}");
        }
        assert_eq!(Shows::of("[Red]0;[h]"), Shows::Number);
    }
}
