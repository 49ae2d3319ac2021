//! What a code of a number format makes of a number, where that is a text.

use super::digits;
use crate::register::ExtraValue;

/// The sections of a format code of numbers: for those above zero, below it, and zero. Marks of thousands are left out,
/// which differ from country to country.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::workbook) struct Pattern {
    sections: Vec<Section>,
    /// Whether it adds something to a text.
    adds_to_text: bool,
}

/// A section of a format code.
#[derive(Debug, Clone, Default, PartialEq)]
struct Section {
    parts: Vec<Part>,
    is_per_cent: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// What is shown as it is.
    Text(String),
    /// A digit, and what is shown where the number has none there.
    Digit(Option<char>),
    Point,
    /// The number as no format shows it.
    General,
    /// The text of a cell.
    OfCell,
}

impl Pattern {
    /// What a code shows; `None` where that is not known.
    pub fn of(code: &str) -> Option<Self> {
        // Programs allow no longer ones; a file may have one that each of its cells would be as long as.
        const LONGEST: usize = 255;
        if code.chars().count() > LONGEST {
            return None;
        }
        let mut sections = vec![Section::default()];
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            if c == ';' {
                sections.push(Section::default());
                rest = &rest[1..];
            } else {
                rest = sections.last_mut()?.read(c, rest)?;
            }
        }
        let is_text = |section: &Section| section.parts.contains(&Part::OfCell);
        let of_text = sections.iter().position(is_text);
        let adds_to_text = of_text.is_some_and(|at| sections[at].adds_to_text());
        if of_text.is_some_and(|at| at > 0) || sections.len() > 3 {
            sections.truncate(of_text.unwrap_or(3));
        }
        let is_sound = sections.iter().all(Section::is_sound);
        (is_sound && sections.len() <= 3).then_some(Self {
            sections,
            adds_to_text,
        })
    }

    /// Whether it shows every number as no format does.
    pub fn is_plain(&self) -> bool {
        let is_zero = |part: &&Part| **part == Part::Digit(Some('0'));
        self.sections.len() == 1
            && !self.adds_to_text
            && self.sections[0].parts.iter().filter(is_zero).count() < 2
            && self.sections[0].parts.iter().all(|part| {
                matches!(
                    part,
                    Part::Digit(None | Some('0')) | Part::General | Part::OfCell
                )
            })
    }

    /// Whether it adds something to a text, which is not read.
    pub fn adds_to_text(&self) -> bool {
        self.adds_to_text
    }

    /// The text of a number, without white space about it; `None` where that does not tell the number.
    pub fn text(&self, number: f64) -> Option<String> {
        let own = match number {
            number if number < 0.0 => self.sections.get(1),
            0.0 => self.sections.get(2),
            _ => None,
        };
        let text = own.unwrap_or(&self.sections[0]).text(number)?;
        let sign = if number < 0.0 && own.is_none() {
            "-"
        } else {
            ""
        };
        Some(format!("{sign}{}", text.trim())).filter(|text| !text.is_empty())
    }

    /// The number that is shown as a text.
    pub fn number(&self, text: &str) -> Option<f64> {
        let numbers = self
            .sections
            .iter()
            .filter_map(|section| section.number(text));
        let mut numbers = numbers.flat_map(|number| [number, -number]);
        numbers.find(|number| self.text(*number).as_deref() == Some(text))
    }
}

impl Section {
    /// Takes in what begins with a character, and returns the rest of the code.
    fn read<'a>(&mut self, c: char, rest: &'a str) -> Option<&'a str> {
        let after = &rest[c.len_utf8()..];
        let general = rest.get(.."General".len());
        if general.is_some_and(|word| word.eq_ignore_ascii_case("General")) {
            self.parts.push(Part::General);
            return Some(&rest["General".len()..]);
        }
        match c {
            '"' => {
                let (text, after) = after.split_once('"')?;
                self.literal(text);
                return Some(after);
            }
            // The next character is shown, there is a gap that is as wide, or it fills the cell.
            '\\' | '_' | '*' => {
                let next = after.chars().next()?;
                let end = next.len_utf8();
                self.literal(match c {
                    '\\' => &after[..end],
                    '_' => " ",
                    _ => "",
                });
                return Some(&after[end..]);
            }
            '[' => {
                let (within, after) = after.split_once(']')?;
                self.literal(in_brackets(within)?);
                return Some(after);
            }
            '0' => self.parts.push(Part::Digit(Some('0'))),
            '?' => self.parts.push(Part::Digit(Some(' '))),
            '#' => self.parts.push(Part::Digit(None)),
            '.' => self.parts.push(Part::Point),
            '@' => self.parts.push(Part::OfCell),
            // A mark of thousands stands between digits; behind them, it divides by a thousand.
            ',' => {
                let goes_on = after.starts_with(['0', '#', '?']);
                (goes_on && matches!(self.parts.last(), Some(Part::Digit(_)))).then_some(())?;
            }
            '%' => {
                self.is_per_cent = true;
                self.literal("%");
            }
            // What else has a meaning is not known here.
            '/' => return None,
            c if c.is_ascii_alphanumeric() => return None,
            _ => self.literal(&rest[..c.len_utf8()]),
        }
        Some(after)
    }

    /// Whether it shows more than gaps about the text of a cell.
    fn adds_to_text(&self) -> bool {
        self.parts.iter().any(|part| match part {
            Part::Text(text) => !text.trim().is_empty(),
            Part::OfCell => false,
            Part::Digit(_) | Part::Point | Part::General => true,
        })
    }

    fn literal(&mut self, text: &str) {
        match self.parts.last_mut() {
            _ if text.is_empty() => {}
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    /// Whether it shows a number in one way or not at all.
    fn is_sound(&self) -> bool {
        let count = |is_it: fn(&Part) -> bool| self.parts.iter().filter(|part| is_it(part)).count();
        let digits = count(|part| matches!(part, Part::Digit(_)));
        let whole = count(|part| matches!(part, Part::General | Part::OfCell));
        let points = count(|part| *part == Part::Point);
        whole + points < 2 && (whole == 0 || digits == 0) && (points == 0 || digits > 0)
    }

    /// The text of a number without its sign; `None` where that does not tell the number.
    fn text(&self, number: f64) -> Option<String> {
        // To move the point of a number in decimals is exact, as the text of it is.
        let factor = if self.is_per_cent { 100.0 } else { 1.0 };
        let (whole, decimals) = digits(number * factor)?;
        let point = self.parts.iter().position(|part| *part == Part::Point);
        let point = point.unwrap_or(self.parts.len());
        let is_digit = |part: &&Part| matches!(part, Part::Digit(_));
        let places = self.parts[..point].iter().filter(is_digit).count();
        let of_decimals = self.parts[point..].iter().filter(is_digit).count();
        let is_general = |part: &Part| matches!(part, Part::General | Part::OfCell);
        let is_general = self.parts.iter().any(is_general);
        let has_room = decimals.len() <= of_decimals && (places > 0 || whole.is_empty());
        let is_shown = is_general || has_room && places + of_decimals > 0;
        if !is_shown {
            return None;
        }
        let mut text = String::new();
        // The first place has all digits for which there are no others.
        let mut before = whole.chars();
        let mut behind = decimals.chars();
        let mut left = places;
        for (at, part) in self.parts.iter().enumerate() {
            match part {
                Part::Text(literal) => text.push_str(literal),
                Part::Point => text.push('.'),
                Part::General | Part::OfCell => {
                    text.push_str(&ExtraValue::number(number.abs())?.to_string());
                }
                Part::Digit(none) if at < point => {
                    let mut is_here = false;
                    while before.as_str().len() >= left {
                        let Some(digit) = before.next() else { break };
                        text.push(digit);
                        is_here = true;
                    }
                    text.extend(none.filter(|_| !is_here));
                    left -= 1;
                }
                Part::Digit(none) => text.extend(behind.next().or(*none)),
            }
        }
        Some(text)
    }

    /// The number whose digits a text has between what is shown before and behind; whether it is shown so is not known.
    fn number(&self, text: &str) -> Option<f64> {
        let literal = |part: Option<&Part>| match part {
            Some(Part::Text(literal)) => literal.clone(),
            _ => String::new(),
        };
        let before = literal(self.parts.first());
        let after = literal(self.parts.last());
        let before = before.trim_start();
        let unsigned = || text.strip_prefix('-')?.strip_prefix(before);
        let digits = text.strip_prefix(before).or_else(unsigned)?;
        let digits = digits.strip_suffix(after.trim_end())?;
        let is_of_number = |c: &char| c.is_ascii_digit() || *c == '.';
        let digits: String = digits.chars().filter(is_of_number).collect();
        let factor = if self.is_per_cent { 100.0 } else { 1.0 };
        Some(digits.parse::<f64>().ok()? / factor)
    }
}

/// What is shown for what stands in brackets: of a currency its sign, and nothing for a colour or a language; `None` for
/// a condition and what else is not known.
fn in_brackets(within: &str) -> Option<&str> {
    const COLOURS: [&str; 8] = [
        "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow",
    ];
    let folded = within.to_ascii_lowercase();
    if let Some(currency) = within.strip_prefix('$') {
        let sign = currency.rsplit_once('-').map_or(currency, |(sign, _)| sign);
        return Some(sign);
    }
    let is_number = |text: &str| text.trim().parse::<u8>().is_ok();
    let is_colour = COLOURS.contains(&folded.as_str())
        || folded.strip_prefix("color").is_some_and(is_number)
        || folded.strip_prefix("colour").is_some_and(is_number);
    is_colour.then_some("")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::workbook::number_format::Shows;

    fn pattern(code: &str) -> Arc<Pattern> {
        match Shows::of(code) {
            Shows::Text(pattern) => pattern,
            other => panic!("{code}: {other:?}"),
        }
    }

    #[test]
    fn a_number_is_read_as_its_cell_shows_it() {
        for (code, number, shown) in [
            ("\"RISK-\"000", 1.0, "RISK-001"),
            ("\\R\\-00", 123.0, "R-123"),
            ("-0", 5.0, "-5"),
            ("000", 7.0, "007"),
            ("\"R\"#", 12.0, "R12"),
            ("\"R\"General", 12.0, "R12"),
            ("\"R\"#00\" a\"", 7.0, "R07 a"),
            ("_-\"R\"0_)", 7.0, "R7"),
            ("\"RISK-\"000;@", 7.0, "RISK-007"),
            ("\"RISK-\"000;\"RISK-\"000", 8.0, "RISK-008"),
            ("\"R\"0;\"minus R\"0;\"no R\"0", -3.0, "minus R3"),
            ("\"R\"0;\"minus R\"0;\"no R\"0", 0.0, "no R0"),
            ("\"R\"0", -3.0, "-R3"),
            ("[$-409]\"R-\"000", 9.0, "R-009"),
            ("[Blue]\"R-\"000", 10.0, "R-010"),
            ("[Color 5]000", 10.0, "010"),
            ("\"R-\"#,##0", 12.0, "R-12"),
            ("\"R-\"#,##0", 1200.0, "R-1200"),
            ("000-000", 123_456.0, "123-456"),
            ("000-000", 1_234_567.0, "1234-567"),
            ("\"R\"00-00", 12.0, "R00-12"),
            ("\"RISK-\"@", 7.0, "RISK-7"),
            ("0.0", 1.1, "1.1"),
            ("0.00", 1.1, "1.10"),
            ("0.00", 1.0, "1.00"),
            ("#,##0.00", 1200.5, "1200.50"),
            ("0.0#", 2.0, "2.0"),
            ("0%", 0.07, "7%"),
            ("0.0%", 0.075, "7.5%"),
            ("[$R-407]0", 4.0, "R4"),
            ("\"R\"0*x", 4.0, "R4"),
            ("\"R\"?0", 4.0, "R 4"),
            ("0.00", 1.200_000_000_000_000_2, "1.20"),
        ] {
            let pattern = pattern(code);
            assert_eq!(pattern.text(number).as_deref(), Some(shown), "{code}");
            let read = pattern.number(shown).expect(code);
            assert!((read - number).abs() < 1e-9, "{code}: {read}");
            for other in ["7x", "R+7", "R0000007", "", "Risk-1"] {
                assert_eq!(pattern.number(other), None, "{code}: {other}");
            }
        }
    }

    #[test]
    fn a_format_that_shows_less_than_the_number_leaves_it() {
        for (code, number) in [
            ("\"R\"000", 1.5),
            ("0.0", 1.25),
            ("0%", 0.075),
            (".00", 1.5),
            ("0;;", 0.0),
            ("0;;\"none\"", 0.0),
            ("\"R\"0", 1e12),
        ] {
            assert_eq!(pattern(code).text(number), None, "{code}");
        }
    }

    #[test]
    fn a_format_of_nothing_but_a_number_shows_the_number() {
        for code in ["", "General", "0", "#", "#,##0", "@", "##"] {
            assert_eq!(Shows::of(code), Shows::Number, "{code}");
        }
    }

    #[test]
    fn what_a_format_shows_may_be_unknown() {
        let long = "0".repeat(300);
        for code in [
            "0E+00",
            "# ?/?",
            "[>9]000;0",
            "0,",
            "\"R",
            "\\",
            "R0",
            "0.0.0",
            "General0",
            &long,
        ] {
            assert_eq!(Shows::of(code), Shows::Unknown, "{code}");
        }
    }
}
