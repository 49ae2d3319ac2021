//! The words that a column uses: those that its cells are to be chosen from, and those that stand in them.

use std::collections::{BTreeMap, HashMap};

use super::grid::{Allowed, Content, Grid};
use super::sheets::Sheets;
use super::sources::SheetSource;
use crate::record::RiskField;
use crate::register::{Kind, Status};

/// More different words are none of levels or statuses: no known scale has half as many.
const MOST_WORDS: usize = 60;

impl SheetSource {
    /// Collects the words of the columns of levels and statuses.
    pub fn read_words(&mut self, grid: &Grid, sheets: &mut Sheets<'_>) {
        for field in RiskField::ALL.iter().copied() {
            let is_chosen = matches!(field.kind(), Kind::Level(..) | Kind::Status(_));
            let Some(column) = self.table.column(field).filter(|_| is_chosen) else {
                continue;
            };
            let mut validations = self.validations.iter();
            let offered = validations.find_map(|validation| match &validation.allowed {
                Allowed::List(list)
                    if validation.areas.iter().any(|area| area.has_column(column)) =>
                {
                    Some(offered(list, &mut |range| {
                        sheets.texts_of(self.position, range, MOST_WORDS)
                    }))
                }
                _ => None,
            });
            let mut words = offered.unwrap_or_default();
            words.extend(self.stated(grid, column));
            words.truncate(MOST_WORDS);
            self.words.insert(field, words);
        }
    }

    /// The word that the column of statuses uses for one.
    pub fn word_of(&self, status: Status) -> Option<&str> {
        let words = self.words.get(&RiskField::Status)?.iter();
        let mut words = words.map(String::as_str);
        words.find(|word| word.parse() == Ok(status))
    }

    /// The different texts that stand in a column beside the records, the most frequent first.
    fn stated(&self, grid: &Grid, column: u32) -> Vec<String> {
        // Many cells share a text, and are counted before it is looked at.
        let rows = self.table.header_row + 1..=self.last_row();
        let mut contents: HashMap<Content, (usize, usize)> = HashMap::new();
        for (at, cell) in grid.cells.iter().enumerate() {
            if cell.column == column && rows.contains(&cell.row) {
                contents.entry(cell.content).or_insert((at, 0)).1 += 1;
            }
        }
        let mut texts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (at, count) in contents.into_values() {
            let text = grid.display(&grid.cells[at]).trim().to_owned();
            let counted = texts.entry(text).or_insert((at, 0));
            *counted = (counted.0.min(at), counted.1 + count);
        }
        texts.remove("");
        let mut texts: Vec<(String, (usize, usize))> = texts.into_iter().collect();
        texts.sort_by_key(|(_, (at, count))| (usize::MAX - count, *at));
        texts.into_iter().map(|(text, _)| text).collect()
    }
}

/// The words of a list that a validation has: between quotes, or those of a range or name.
pub(super) fn offered(list: &str, texts: &mut dyn FnMut(&str) -> Vec<String>) -> Vec<String> {
    let words = match list.strip_prefix('"') {
        Some(words) => {
            let words = words.trim_end_matches('"').split(',');
            words.map(str::to_owned).collect()
        }
        None => texts(list),
    };
    let words = words.into_iter().map(|word| word.trim().to_owned());
    words.filter(|word| !word.is_empty()).collect()
}
