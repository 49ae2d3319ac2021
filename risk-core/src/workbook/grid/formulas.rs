//! The formulas of the columns of a sheet.

use std::collections::HashMap;

/// What columns compute: of formulas that are alike but for their numbers, as one that is filled down is, the first.
#[derive(Debug, Clone, Default)]
pub(in crate::workbook) struct Formulas {
    of_columns: HashMap<u32, Vec<Alike>>,
}

#[derive(Debug, Clone)]
struct Alike {
    formula: String,
    count: usize,
    last_row: u32,
}

impl Formulas {
    /// A column of more kinds of formulas is remembered by those that go on the longest.
    const KINDS: usize = 16;

    pub fn add(&mut self, row: u32, column: u32, formula: &str) {
        let kinds = self.of_columns.entry(column).or_default();
        let known = kinds.iter_mut();
        let mut known = known.filter(|known| is_alike(&known.formula, formula));
        if let Some(known) = known.next() {
            known.count += 1;
            known.last_row = known.last_row.max(row);
            return;
        }
        if kinds.len() == Self::KINDS {
            let ended = kinds.iter().enumerate();
            let ended = ended.min_by_key(|(_, known)| known.last_row);
            kinds.remove(ended.map_or(0, |(at, _)| at));
        }
        kinds.push(Alike {
            formula: formula.to_owned(),
            count: 1,
            last_row: row,
        });
    }

    /// The formula that most cells of a column have, of those that go on below a row.
    pub fn below(&self, column: u32, row: u32) -> Option<&str> {
        let kinds = self.of_columns.get(&column)?.iter();
        let below = kinds.filter(|known| known.last_row > row);
        // The first one, where there are as many of several.
        let most = below.rev().max_by_key(|known| known.count)?;
        Some(&most.formula)
    }
}

fn is_alike(formula: &str, other: &str) -> bool {
    let [formula, other] =
        [formula, other].map(|text| text.bytes().filter(|byte| !byte.is_ascii_digit()));
    formula.eq(other)
}

#[cfg(test)]
mod tests {
    use super::Formulas;

    #[test]
    fn the_formula_of_a_column_is_the_one_that_most_of_its_cells_below_the_header_have() {
        let mut formulas = Formulas::default();
        for (row, formula) in [
            (1, "COUNTIF(D4:D9,1)"),
            (4, "D4*E4"),
            (5, "F5+1"),
            (6, "F6+1"),
            (7, "F10+1"),
        ] {
            formulas.add(row, 7, formula);
        }
        assert_eq!(formulas.below(7, 3), Some("F5+1"));
        assert_eq!(formulas.below(7, 0), Some("F5+1"));
        assert_eq!(formulas.below(7, 7), None);
        assert_eq!(formulas.below(8, 0), None);
    }

    #[test]
    fn what_stands_above_the_header_leaves_room_for_what_goes_on_below_it() {
        let mut formulas = Formulas::default();
        let other = "+A".repeat(40);
        for row in 1..=20 {
            formulas.add(row, 7, &other[..2 * row as usize]);
        }
        for row in 21..=23 {
            formulas.add(row, 7, &format!("D{row}*E{row}"));
        }
        assert_eq!(formulas.below(7, 20), Some("D21*E21"));
    }
}
