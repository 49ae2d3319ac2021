//! How high rows have to be for their texts.

use unicode_width::UnicodeWidthStr;

/// How high the rows below the header have to be for their texts, in lines.
#[derive(Debug, Default)]
pub(super) struct Heights {
    lines: Vec<u16>,
    current: u16,
}

/// The height of a line in points: the default height of a row in Calibri 11, the writer's font.
const LINE: u16 = 15;
/// No row is higher, in points, by Microsoft's *Excel specifications and limits*.
const HIGHEST: u16 = 409;
/// How wide a character of prose is beside a digit, by which columns are measured: letters are
/// narrower, but lines break between words.
const PROSE: f64 = 0.95;

impl Heights {
    /// Takes account of a text in a column that is so many digits wide.
    pub fn add(&mut self, width: f64, text: &str) {
        self.current = self.current.max(lines(width, text));
    }

    /// The row is complete.
    pub fn end_row(&mut self) {
        self.lines.push(std::mem::take(&mut self.current));
    }

    /// The height of a row, counted from 1 with the header, in points; `None` where it needs none.
    pub fn of(&self, row: usize) -> Option<u16> {
        height(*self.lines.get(row.checked_sub(2)?)?)
    }
}

/// How many lines a text takes up in a column that is so many digits wide.
pub(in crate::workbook) fn lines(width: f64, text: &str) -> u16 {
    let columns = |count: usize| f64::from(u16::try_from(count).unwrap_or(u16::MAX));
    let lines_of = |line: &str| {
        // Most lines fit, and then they need not be measured.
        if columns(line.len()) * PROSE <= width {
            return 1;
        }
        let lines = columns(line.width()) * PROSE / width;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is not negative, and a cast stops at the end of the range"
        )]
        let lines = lines.ceil() as u16;
        lines.max(1)
    };
    text.split('\n').map(lines_of).fold(0, u16::saturating_add)
}

/// The height of a row of so many lines, in points; `None` where it needs none.
pub(in crate::workbook) fn height(lines: u16) -> Option<u16> {
    (lines > 1).then(|| lines.saturating_mul(LINE).min(HIGHEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_the_text_with_the_most_lines() {
        let mut heights = Heights::default();
        for texts in [
            &["short"][..],
            &["a\nb\nc", "x"],
            &["a text that is wrapped"],
            &[],
        ] {
            for text in texts {
                heights.add(10.0, text);
            }
            heights.end_row();
        }
        let points: Vec<_> = (1..=6).map(|row| heights.of(row)).collect();
        assert_eq!(points, [None, None, Some(45), Some(45), None, None]);
    }

    #[test]
    fn no_row_is_higher_than_programs_have_it() {
        let mut heights = Heights::default();
        heights.add(10.0, &"\n".repeat(32_000));
        heights.end_row();
        assert_eq!(heights.of(2), Some(HIGHEST));
    }
}
