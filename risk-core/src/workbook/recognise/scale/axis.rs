//! What the cells of an axis, and what stands about them, say of its levels.

use std::collections::{BTreeMap, HashMap};

use super::Source;
use crate::record::RiskField;
use crate::record::column_letters;
use crate::record::text::quote;
use crate::register::axes::KNOWN_AXES;
use crate::register::{Levels, word_and_number};
use crate::workbook::grid::{Allowed, Cell, Content, Grid};
use crate::workbook::recognise::table::HeaderText;
use crate::workbook::recognise::vocabulary::is_listed;
use crate::workbook::words::offered;

/// More different values are no levels: no known scale has half as many.
const MOST_LEVELS: usize = 60;

/// What is stated of an axis.
pub(super) struct Axis {
    pub column: u32,
    pub field: RiskField,
    /// The different texts that are not numbers, and how many cells have each.
    pub words: Vec<(String, usize)>,
    /// The different whole numbers, the least first, and how many cells have each.
    pub numbers: BTreeMap<i64, usize>,
    /// How many cells have another number.
    pub fraction_cells: usize,
    /// The greatest of the numbers that are not whole.
    greatest_fraction: f64,
    /// Whether some of them are in per cent.
    pub has_per_cent: bool,
    /// What its cells are to be chosen from; numbers that follow each other are a range.
    pub offered: Vec<String>,
    /// The last letter, where its header states one.
    pub letters: Option<u8>,
    /// The least and the greatest number, as something states.
    pub range: Option<(i64, i64)>,
    /// Whether something states that the least number is the lowest level.
    pub is_upright: bool,
    /// Whether something states that it is the highest.
    pub is_inverted: bool,
}

impl Axis {
    pub fn read(
        source: Source<'_>,
        (field, column): (RiskField, u32),
        header: Option<&HeaderText>,
        list: &mut dyn FnMut(&str) -> Vec<String>,
    ) -> Self {
        let says = header.map(|header| format!("{} {}", header.group, header.text));
        let says = says.unwrap_or_default();
        let mut axis = Self {
            column,
            field,
            words: Vec::new(),
            numbers: BTreeMap::new(),
            fraction_cells: 0,
            greatest_fraction: 0.0,
            has_per_cent: false,
            offered: Vec::new(),
            letters: last_letter(&says),
            range: range_in(&says),
            is_upright: false,
            is_inverted: false,
        };
        for (text, count) in counted(source, column) {
            axis.count_value(text, count);
        }
        axis.words.sort();
        axis.read_validations(source.grid, list);
        let words: Vec<String> = axis.words.iter().map(|(word, _)| word.clone()).collect();
        let parts = says
            .split(['(', ')', ',', ';', '/', '\n'])
            .map(str::to_owned);
        let titles = titles(source);
        for text in words
            .into_iter()
            .chain(axis.offered.clone())
            .chain(parts)
            .chain(titles)
        {
            axis.read_direction(&text);
        }
        axis
    }

    /// Counts cells that have a text.
    fn count_value(&mut self, text: String, count: usize) {
        let parsed = |text: &str| text.trim().parse::<f64>().ok();
        let per_cent = text.strip_suffix('%').and_then(parsed);
        self.has_per_cent |= per_cent.is_some();
        match per_cent
            .map(|number| number / 100.0)
            .or_else(|| parsed(&text))
        {
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
            Some(number) if per_cent.is_none() && number.fract() == 0.0 && number.abs() < 1e6 => {
                *self.numbers.entry(number as i64).or_default() += count;
            }
            Some(number) => {
                self.greatest_fraction = self.greatest_fraction.max(number);
                self.fraction_cells += count;
            }
            None => self.words.push((text, count)),
        }
    }

    /// Whether there are numbers that are not whole, and all are parts of one.
    pub fn has_parts_of_one(&self) -> bool {
        let is_part = |number: &i64| (0..=1).contains(number);
        self.fraction_cells > 0 && self.greatest_fraction <= 1.0 && self.numbers.keys().all(is_part)
    }

    /// What its cells are to be chosen from.
    fn read_validations(&mut self, grid: &Grid, list: &mut dyn FnMut(&str) -> Vec<String>) {
        let of_column = grid.validations.iter().find(|validation| {
            let mut areas = validation.areas.iter();
            areas.any(|area| (area.first_column..=area.last_column).contains(&self.column))
        });
        let offered = match of_column.map(|validation| &validation.allowed) {
            None => return,
            Some(Allowed::Whole(least, greatest)) => {
                self.range = self.range.or(Some((*least, *greatest)));
                return;
            }
            Some(Allowed::List(source)) => offered(source, list),
        };
        let numbers = offered.iter().map(|word| word.parse());
        let Ok(mut numbers) = numbers.collect::<Result<Vec<i64>, _>>() else {
            if offered.len() <= MOST_LEVELS {
                self.offered = offered;
            }
            return;
        };
        numbers.sort_unstable();
        numbers.dedup();
        let follows = |pair: &[i64]| pair[0] + 1 == pair[1];
        match numbers.as_slice() {
            [least, .., greatest] if numbers.windows(2).all(follows) => {
                self.range = self.range.or(Some((*least, *greatest)));
            }
            _ => {
                self.offered = numbers.iter().map(i64::to_string).collect();
            }
        }
    }

    /// What a text such as `1 = high` or `4 - very likely` states of the direction of the numbers.
    fn read_direction(&mut self, text: &str) {
        for (number, word) in numbered_words(text) {
            match (number, is_low(&word)) {
                (..=1, Some(true)) | (3.., Some(false)) => self.is_upright = true,
                (..=1, Some(false)) | (3.., Some(true)) => self.is_inverted = true,
                _ => {}
            }
        }
        // A range from the greatest to the least, as in `(5-1)`.
        let parts: Vec<&str> = text.split(['-', '–', '—']).map(str::trim).collect();
        if let [first, last] = parts.as_slice() {
            let pair = first.parse::<u8>().ok().zip(last.parse::<u8>().ok());
            self.is_inverted |= pair.is_some_and(|(first, last)| first > last && last <= 1);
        }
    }

    /// Whether its cells have anything, or are to have it.
    pub fn has_values(&self) -> bool {
        self.count() > 0 || !self.offered.is_empty()
    }

    /// How many cells have something.
    pub fn count(&self) -> usize {
        self.number_cells() + self.fraction_cells + self.word_cells()
    }

    /// How many cells have a whole number.
    pub fn number_cells(&self) -> usize {
        self.numbers.values().sum()
    }

    /// The least and the greatest whole number.
    pub fn ends(&self) -> Option<(i64, i64)> {
        let (least, _) = self.numbers.first_key_value()?;
        let (greatest, _) = self.numbers.last_key_value()?;
        Some((*least, *greatest))
    }

    /// How many cells have a text that is no number.
    pub fn word_cells(&self) -> usize {
        self.words.iter().map(|(_, count)| *count).sum()
    }

    /// Whether its levels are numbers.
    pub fn is_of_numbers(&self) -> bool {
        if self.count() == 0 {
            let offers_numbers = self.offered.iter().all(|word| word.parse::<i64>().is_ok());
            return offers_numbers && (!self.offered.is_empty() || self.range.is_some());
        }
        2 * (self.number_cells() + self.fraction_cells) > self.count()
    }

    /// Whether all that is stated and offered are levels of an axis, misspellings aside.
    pub fn is_of(&self, levels: &Levels) -> bool {
        let known = self.weight(levels);
        let mut others = KNOWN_AXES.iter();
        let is_best = !others.any(|axis| self.weight(&axis.levels) > known);
        let has_numbers = self.numbers.keys().all(|number| has(levels, *number));
        let words = self.word_cells();
        let is_known = words == 0 || 2 * known > words;
        let offers = self.offers_levels_of(levels);
        is_best && is_known && offers && has_numbers && self.fraction_cells == 0
    }

    /// Whether all that is offered, and more than half of what is stated, are levels of an axis.
    pub fn is_mostly_of(&self, levels: &Levels) -> bool {
        let known = self
            .numbers
            .iter()
            .filter(|(number, _)| has(levels, **number));
        let known = self.weight(levels) + known.map(|(_, count)| count).sum::<usize>();
        (2 * known > self.count() || self.count() == 0) && self.offers_levels_of(levels)
    }

    fn offers_levels_of(&self, levels: &Levels) -> bool {
        let has_ends = |(least, greatest)| has(levels, least) && has(levels, greatest);
        let has_range = !self.is_of_numbers() || self.range.is_none_or(has_ends);
        has_range && self.offered.iter().all(|word| levels.find(word).is_some())
    }

    /// How many cells have a level of an axis, a word or a number.
    pub fn known(&self, levels: &Levels) -> usize {
        let has_numbers = self.numbers.keys().all(|number| has(levels, *number));
        self.weight(levels) + if has_numbers { self.number_cells() } else { 0 }
    }

    /// How many cells have a word of an axis.
    pub fn weight(&self, levels: &Levels) -> usize {
        let known = self
            .words
            .iter()
            .filter(|(word, _)| levels.find(word).is_some());
        known.map(|(_, count)| *count).sum()
    }

    /// The axis as messages name it.
    pub fn shown(&self, source: Source<'_>) -> String {
        format!(
            "the {} in column {} ({})",
            self.field,
            column_letters(self.column),
            quote(source.table.header(self.column))
        )
    }
}

/// The texts above the header, which may state what the levels mean.
fn titles(source: Source<'_>) -> Vec<String> {
    // What explains the levels stands near the header; above may be another table.
    const MOST: usize = 100;
    let Source { grid, table, .. } = source;
    let above = grid
        .cells
        .iter()
        .take_while(|cell| cell.row < table.header_row);
    let texts = above.take(MOST).filter_map(|cell| grid.text(cell));
    texts.map(str::to_owned).collect()
}

fn has(levels: &Levels, number: i64) -> bool {
    levels.find(&number.to_string()).is_some()
}

/// The different texts of a column, and how many cells have each.
fn counted(source: Source<'_>, column: u32) -> HashMap<String, usize> {
    let grid = source.grid;
    // Many cells share a text, and are counted before it is looked at.
    let mut cells: HashMap<Content, (Cell, usize)> = HashMap::new();
    let of_column = |cell: &&Cell| cell.column == column && source.has_row(cell.row);
    for cell in grid.cells.iter().filter(of_column) {
        cells.entry(cell.content).or_insert((*cell, 0)).1 += 1;
    }
    let mut texts: HashMap<String, usize> = HashMap::new();
    for (cell, count) in cells.into_values().filter(|(cell, _)| !cell.is_blank) {
        let text = grid.display(&cell).trim().to_owned();
        // What is left out matters little: there is more than enough.
        if texts.len() <= MOST_LEVELS || texts.contains_key(&text) {
            *texts.entry(text).or_default() += count;
        }
    }
    texts
}

/// Numbers and the words that stand with them, such as `1 high - 5 low`, `Low (1)`.
fn numbered_words(text: &str) -> Vec<(i64, String)> {
    // Longer texts are prose, and numbers of more digits are years or amounts.
    const LONGEST: usize = 160;
    const DIGITS: usize = 2;
    if text.len() > LONGEST {
        return Vec::new();
    }
    if let Some((word, number)) = word_and_number(text) {
        return number
            .parse()
            .into_iter()
            .map(|number| (number, word.clone()))
            .collect();
    }
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut found: Vec<(i64, String)> = Vec::new();
    for word in words {
        match word.parse::<i64>() {
            Ok(number) if word.len() <= DIGITS => found.push((number, String::new())),
            _ => {
                if let Some((_, text)) = found.last_mut() {
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(&word.to_lowercase());
                }
            }
        }
    }
    found
}

/// Whether a word is of the lower or of the upper half of its axis; `None` where it is of neither.
pub(super) fn is_low(word: &str) -> Option<bool> {
    let word = word.trim_start_matches("is ");
    if is_listed("highest", word) || is_listed("lowest", word) {
        return Some(is_listed("lowest", word));
    }
    KNOWN_AXES.iter().find_map(|axis| {
        let twice = 2 * axis.levels.find(word)?.position();
        let last = axis.levels.len() - 1;
        (twice != last).then_some(twice < last)
    })
}

/// The last letter of a range such as `A - E`.
fn last_letter(text: &str) -> Option<u8> {
    let (_, after) = text.split_once('A')?;
    let (between, last) = after.split_at(after.find(|c: char| c.is_ascii_uppercase())?);
    let is_alone = !last[1..].starts_with(char::is_alphanumeric);
    (is_listed("between", between.trim()) && is_alone).then_some(last.as_bytes()[0])
}

/// The first range of numbers that a text has, such as `1-5` or `0 to 10`.
fn range_in(text: &str) -> Option<(i64, i64)> {
    // A scale in per cent ends there; what goes beyond is an amount or a year.
    const MOST: i64 = 100;
    let mut numbers: Vec<(i64, usize, usize)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                numbers.extend(text[from..at].parse().ok().map(|number| (number, from, at)));
                start = None;
            }
            _ => {}
        }
    }
    let is_joined =
        |pair: &[(i64, usize, usize)]| is_listed("between", text[pair[0].2..pair[1].1].trim());
    let joined: Vec<bool> = numbers.windows(2).map(is_joined).collect();
    // Three numbers in a row are a date.
    let is_date = joined.windows(2).any(|pair| pair[0] && pair[1]);
    let mut ranges = numbers
        .windows(2)
        .zip(joined)
        .filter(|(_, is_joined)| *is_joined);
    ranges.find_map(|(pair, _)| {
        let (least, greatest) = (pair[0].0, pair[1].0);
        (!is_date && least < greatest && greatest <= MOST).then_some((least, greatest))
    })
}

#[cfg(test)]
mod tests {
    use super::range_in;

    #[test]
    fn ranges_in_headers_are_found() {
        for header in [
            "Likelihood (1-5)",
            "Impact 1 – 5",
            "ranges from 1 to 5",
            "Probabilidad (1 -5)",
        ] {
            assert_eq!(range_in(header), Some((1, 5)), "{header}");
        }
        for header in ["Impact", "5", "Version 2.5", "5-1", "2026-11-23", "1, 5"] {
            assert_eq!(range_in(header), None, "{header}");
        }
    }
}
