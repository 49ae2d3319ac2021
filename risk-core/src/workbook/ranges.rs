//! The cells that a range has, and lists of ranges that reach rows added below them.

use std::fmt;

use crate::record::column_letters;
use crate::workbook::grid;
use crate::workbook::limits::{COLUMNS, ROWS};

/// The cells between two corners, which belong to it. Rows and columns are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::workbook) struct Area {
    pub first_row: u32,
    pub first_column: u32,
    pub last_row: u32,
    pub last_column: u32,
}

impl Area {
    /// The area of two corners, each a row and a column, in any order.
    pub(in crate::workbook) fn between(a: (u32, u32), b: (u32, u32)) -> Self {
        Self {
            first_row: a.0.min(b.0),
            first_column: a.1.min(b.1),
            last_row: a.0.max(b.0),
            last_column: a.1.max(b.1),
        }
    }

    /// Whether a cell is in it.
    pub(in crate::workbook) fn contains(&self, row: u32, column: u32) -> bool {
        self.has_row(row) && self.has_column(column)
    }

    /// Whether cells of a row are in it.
    pub(in crate::workbook) fn has_row(&self, row: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row)
    }

    /// Whether cells of a column are in it.
    pub(in crate::workbook) fn has_column(&self, column: u32) -> bool {
        (self.first_column..=self.last_column).contains(&column)
    }

    /// Whether it has no more than one cell.
    pub(in crate::workbook) fn is_one_cell(&self) -> bool {
        (self.first_row, self.first_column) == (self.last_row, self.last_column)
    }

    /// Whether some cell is in both.
    pub(in crate::workbook) fn overlaps(&self, other: &Self) -> bool {
        self.first_row <= other.last_row
            && other.first_row <= self.last_row
            && self.first_column <= other.last_column
            && other.first_column <= self.last_column
    }
}

impl fmt::Display for Area {
    /// Writes `A1:I15`, or `A1` for one cell. Whole rows and columns are written by their corners
    /// too, as Excel does where it lists cells.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.first_column), self.first_row)?;
        if self.is_one_cell() {
            return Ok(());
        }
        write!(f, ":{}{}", column_letters(self.last_column), self.last_row)
    }
}

/// The area of a range such as `A1`, `$A$1:I15`, `A:C` or `5:9`; `None` for what is none.
pub(in crate::workbook) fn parse(range: &str) -> Option<Area> {
    let Some((first, last)) = range.split_once(':') else {
        let corner = cell_position(range)?;
        return Some(Area::between(corner, corner));
    };
    if let (Some(first), Some(last)) = (cell_position(first), cell_position(last)) {
        return Some(Area::between(first, last));
    }
    if let (Some(first), Some(last)) = (column_number(first), column_number(last)) {
        return Some(Area::between((1, first), (ROWS, last)));
    }
    let (first, last) = (row_number(first)?, row_number(last)?);
    Some(Area::between((first, 1), (last, COLUMNS)))
}

/// A list of ranges separated by white space, in which every range that has row `above`, and ends
/// before row `last`, ends at `last`. Everything else stays as it is written.
///
/// `None` when nothing changes, and when a part of the list is not understood: to extend only
/// the others would tear apart what the list holds together.
pub(in crate::workbook) fn extended_list(list: &str, above: u32, last: u32) -> Option<String> {
    let mut text = String::with_capacity(list.len());
    for piece in list.split_inclusive(char::is_whitespace) {
        let range = piece.trim_end();
        if !range.is_empty() {
            let area = parse(range)?;
            if reaches(area.first_row, area.last_row, above, last) {
                text.push_str(&extended(range, area.last_row, last));
            } else {
                text.push_str(range);
            }
        }
        text.push_str(&piece[range.len()..]);
    }
    (text != list).then_some(text)
}

/// Whether rows that end at or below row `above`, but before row `last`, are to end at `last`.
pub(in crate::workbook) fn reaches(first_row: u32, last_row: u32, above: u32, last: u32) -> bool {
    first_row <= above && above <= last_row && last_row < last && last <= ROWS
}

/// A range whose last row is another one.
fn extended(range: &str, old: u32, new: u32) -> String {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let last_is_below = row_of(last) == Some(old);
    if last_is_below {
        format!("{first}:{}", with_row(last, new))
    } else {
        format!("{}:{last}", with_row(first, new))
    }
}

fn row_of(corner: &str) -> Option<u32> {
    row_number(cell_parts(corner).map_or(corner, |(_, row)| row))
}

/// A cell or a row, with another row.
pub(in crate::workbook) fn with_row(corner: &str, row: u32) -> String {
    format!(
        "{}{row}",
        corner.trim_end_matches(|c: char| c.is_ascii_digit())
    )
}

/// The column and the row of a cell such as `$D7`, each with its `$` if it has one.
pub(in crate::workbook) fn cell_parts(text: &str) -> Option<(&str, &str)> {
    let start = usize::from(text.starts_with('$'));
    let letters = text[start..].bytes().take_while(u8::is_ascii_alphabetic);
    let (column, row) = text.split_at(start + letters.count());
    let is_cell = column_number(column).is_some() && row_number(row).is_some();
    is_cell.then_some((column, row))
}

/// The number of a column such as `D` or `$D`.
pub(in crate::workbook) fn column_number(text: &str) -> Option<u32> {
    grid::column_number(text.strip_prefix('$').unwrap_or(text))
}

/// The number of a row such as `7` or `$7`.
pub(in crate::workbook) fn row_number(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('$').unwrap_or(text);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|row| (1..=ROWS).contains(row))
}

fn cell_position(text: &str) -> Option<(u32, u32)> {
    let (column, row) = cell_parts(text)?;
    Some((row_number(row)?, column_number(column)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn area(first_row: u32, first_column: u32, last_row: u32, last_column: u32) -> Area {
        Area {
            first_row,
            first_column,
            last_row,
            last_column,
        }
    }

    #[test]
    fn a_range_is_read_with_its_corners_in_any_order() {
        let all = area(2, 1, 15, 9);
        for text in ["A2:I15", "$A$2:$I$15", "I15:A2", "A15:I2", "i2:$a15"] {
            assert_eq!(parse(text), Some(all), "{text}");
        }
        assert_eq!(parse("C7"), Some(area(7, 3, 7, 3)));
        assert_eq!(parse("$C$7:C7"), Some(area(7, 3, 7, 3)));
    }

    #[test]
    fn whole_columns_and_rows_reach_the_edges_of_the_sheet() {
        assert_eq!(parse("A:C"), Some(area(1, 1, 1_048_576, 3)));
        assert_eq!(parse("$C:$A"), Some(area(1, 1, 1_048_576, 3)));
        assert_eq!(parse("5:9"), Some(area(5, 1, 9, 16_384)));
        assert_eq!(parse("$9:5"), Some(area(5, 1, 9, 16_384)));
    }

    #[test]
    fn what_is_no_range_is_not_read() {
        let texts = "A 5 $ : $$A1 A$$1 A1$ A0 A1: :A1 A1:B A:B2 A:5 A1:B2:C3 XFE1 A1048577 A-1 A+1 \
                     R1C1 Ä1 0:5 Sheet1!A1 A1,B2 1E5 A99999999999 ٣:٣";
        for text in texts.split(' ').chain(["", " A1", "A1 ", "A1 B2"]) {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_area_is_written_by_its_corners() {
        for (text, written) in [
            ("A1:I15", "A1:I15"),
            ("$I$15:A1", "A1:I15"),
            ("b2:B2", "B2"),
            ("XFD1048576", "XFD1048576"),
            ("A:C", "A1:C1048576"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), written);
        }
    }

    #[test]
    fn an_area_has_its_corners_and_what_is_between_them() {
        let area = parse("B2:D4").unwrap();
        for (row, column) in [(2, 2), (4, 4), (2, 4), (4, 2), (3, 3)] {
            assert!(area.contains(row, column), "{row} {column}");
        }
        for (row, column) in [(1, 2), (2, 1), (5, 4), (4, 5), (0, 0)] {
            assert!(!area.contains(row, column), "{row} {column}");
        }
    }

    #[test]
    fn an_area_of_one_cell_has_one_row_and_one_column() {
        assert!(parse("$C$7:C7").unwrap().is_one_cell());
        for text in ["C7:D7", "C7:C8", "C:C", "7:7"] {
            assert!(!parse(text).unwrap().is_one_cell(), "{text}");
        }
    }

    #[test]
    fn areas_overlap_when_they_share_a_cell() {
        let area = parse("B2:D4").unwrap();
        for text in [
            "D4", "A1:B2", "C1:C9", "A3:Z3", "C3", "A:XFD", "4:9", "B2:D4",
        ] {
            assert!(area.overlaps(&parse(text).unwrap()), "{text}");
        }
        for text in ["E4", "D5", "A1:A9", "1:1", "E:F", "A5:D9"] {
            assert!(!area.overlaps(&parse(text).unwrap()), "{text}");
        }
    }

    #[test]
    fn ranges_that_end_at_the_row_above_reach_the_new_rows() {
        for (list, expected) in [
            ("D2:E15 G2", "D2:E17 G2"),
            ("D15", "D15:D17"),
            ("D15:G15", "D15:G17"),
            ("D2:E16", "D2:E17"),
            ("$D$2:$E$15", "$D$2:$E$17"),
            ("$D$15", "$D$15:$D$17"),
            ("d2:e15", "d2:e17"),
            ("E15:D2", "E17:D2"),
            ("G15:D15", "G15:D17"),
            ("2:15", "2:17"),
            ("A2:A15 C2:C15 E15", "A2:A17 C2:C17 E15:E17"),
            ("  A2:A15\t\nC1 ", "  A2:A17\t\nC1 "),
            ("A:A A2:A15", "A:A A2:A17"),
        ] {
            let extended = extended_list(list, 15, 17);
            assert_eq!(extended.as_deref(), Some(expected), "{list}");
        }
    }

    #[test]
    fn ranges_that_end_elsewhere_stay() {
        let lists = "D2:E14 D16 D16:E20 D2:E17 D2:E100 G2 A:C 1:1 16:16";
        for list in lists.split(' ').chain(["", " "]) {
            assert_eq!(extended_list(list, 15, 17), None, "{list}");
        }
        assert_eq!(extended_list("A2:A15", 15, 15), None);
    }

    #[test]
    fn a_list_with_a_part_that_is_not_understood_stays() {
        for list in [
            "D2:E15 x",
            "D2:E15,G2:G15",
            "D2:E15 Risks!A1",
            "#REF! D2:E15",
        ] {
            assert_eq!(extended_list(list, 15, 17), None, "{list}");
        }
    }

    #[test]
    fn no_range_is_extended_beyond_the_sheet() {
        assert_eq!(extended_list("A2:A1048576", 1_048_576, 1_048_577), None);
        assert_eq!(extended_list("A2:A15", 15, u32::MAX), None);
    }

    fn corner() -> impl Strategy<Value = String> {
        ("\\$?[A-Da-d]{1,2}", "\\$?", 1_u32..30)
            .prop_map(|(column, dollar, row)| format!("{column}{dollar}{row}"))
    }

    fn range() -> impl Strategy<Value = String> {
        prop_oneof![
            corner(),
            (corner(), corner()).prop_map(|(first, last)| format!("{first}:{last}")),
            (1_u32..30, 1_u32..30).prop_map(|(first, last)| format!("{first}:{last}")),
            Just("A:C".to_owned()),
        ]
    }

    proptest! {
        #[test]
        fn a_list_only_ever_grows(
            ranges in prop::collection::vec(range(), 1..5),
            above in 1_u32..30,
            count in 0_u32..5,
        ) {
            let list = ranges.join(" ");
            let last = above + count;
            let extended = extended_list(&list, above, last).unwrap_or(list);
            prop_assert_eq!(extended_list(&extended, above, last), None);
            for (old, new) in ranges.iter().zip(extended.split(' ')) {
                let (old, new) = (parse(old).unwrap(), parse(new).unwrap());
                let mut expected = old;
                if old.first_row <= above && above <= old.last_row {
                    expected.last_row = old.last_row.max(last);
                }
                prop_assert_eq!(new, expected);
            }
        }

        #[test]
        fn an_area_that_is_written_is_read_back(text in range()) {
            let area = parse(&text).unwrap();
            prop_assert_eq!(parse(&area.to_string()), Some(area));
        }

        #[test]
        fn no_text_is_too_strange(
            text in prop_oneof![any::<String>(), "[A-Ca0-9$: é]{0,12}"],
            above in any::<u32>(),
            last in any::<u32>(),
        ) {
            let _ = parse(&text);
            let _ = extended_list(&text, above, last);
        }
    }
}
