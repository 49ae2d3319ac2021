//! What the values of a column are like, whatever its header states.

use std::collections::{HashMap, HashSet};

use crate::record::text::fold;
use crate::register::axes::KNOWN_WORDS;
use crate::register::word_and_number;
use crate::workbook::grid::{Cell, Content, Grid, Value};
use crate::workbook::recognise::vocabulary::is_listed;

/// What the values of a column are like, as far as the first rows show.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// How many cells have each sort of value, and how many of these are no formulas.
    counts: [(usize, usize); SORTS],
    pub formulas: usize,
    /// The different texts of several words that are no levels.
    phrases: HashSet<Content>,
}

/// So many rows show what a column is like, and recognition costs little beside reading. Levels alone are looked up
/// in all rows.
const ROWS: usize = 400;
/// So many columns at most: those of a register are far to the left of that.
const COLUMNS: u32 = 1_000;

/// The columns of a table, from its header on.
pub(super) fn profiles(
    grid: &Grid,
    header_row: u32,
    is_level: &dyn Fn(&str) -> bool,
) -> HashMap<u32, Profile> {
    let mut profiles: HashMap<u32, Profile> = HashMap::new();
    // Many cells share a text.
    let mut known: HashMap<Content, Sort> = HashMap::new();
    let rows = grid
        .rows()
        .filter(|cells| cells[0].row > header_row)
        .take(ROWS);
    for cell in rows.flatten().filter(|cell| cell.column <= COLUMNS) {
        let sort = *known
            .entry(cell.content)
            .or_insert_with(|| sort(grid, cell, is_level));
        let profile = profiles.entry(cell.column).or_default();
        profile.formulas += usize::from(cell.is_formula);
        let (all, stated) = &mut profile.counts[sort as usize];
        *all += 1;
        *stated += usize::from(!cell.is_formula);
        if sort == Sort::Phrase {
            profile.phrases.insert(cell.content);
        }
    }
    profiles
}

/// What a value is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Number,
    /// A word that is a level of some scale that is known, with or without a number.
    Level,
    /// A single letter, which may be a level.
    Letter,
    /// An answer to a question, or a strategy, of which there are a few.
    Choice,
    /// A short text of one word, and one of several.
    Name,
    Phrase,
    /// A text of more words than a name or a level has.
    Prose,
    /// A date, a boolean or an error.
    Other,
    Blank,
}

/// How many sorts there are of values that are not blank; these are the first.
const FILLED: usize = Sort::Blank as usize;
const SORTS: usize = FILLED + 1;
/// What a level may be.
const LEVELS: [Sort; 3] = [Sort::Number, Sort::Level, Sort::Letter];

fn sort(grid: &Grid, cell: &Cell, is_level: &dyn Fn(&str) -> bool) -> Sort {
    match grid.value(cell) {
        Some(Value::Number(_) | Value::Length(_)) => return Sort::Number,
        Some(_) => return Sort::Other,
        None => {}
    }
    let text = grid.text(cell).unwrap_or_default().trim();
    if text.is_empty() {
        Sort::Blank
    } else if text.trim_end_matches('%').trim_end().parse::<f64>().is_ok() {
        Sort::Number
    } else if matches!(text.as_bytes(), [b'A'..=b'F']) {
        Sort::Letter
    } else if is_level(text) || is_known_level(text) {
        Sort::Level
    } else if is_listed("choice", &fold(text)) {
        Sort::Choice
    } else if is_prose(text) {
        Sort::Prose
    } else if text.contains(char::is_whitespace) && !text.contains(|c: char| c.is_ascii_digit()) {
        Sort::Phrase
    } else {
        Sort::Name
    }
}

/// Longer texts are prose, and so are those of more words.
const LONGEST_NAME: usize = 40;
const MOST_WORDS: usize = 4;

fn is_prose(text: &str) -> bool {
    // In some languages no space is between words; in this alphabet, a long text without one is a key.
    let is_key = text.is_ascii() && !text.contains(char::is_whitespace);
    !is_key && text.chars().count() > LONGEST_NAME || text.split_whitespace().count() > MOST_WORDS
}

/// Whether a text is a level of some scale that is known: a word, a letter, or both with a number.
pub(super) fn is_known_level(text: &str) -> bool {
    if text.len() > 2 * LONGEST_NAME {
        return false;
    }
    let is_letter = matches!(text.as_bytes(), [b'A'..=b'F']);
    // Many texts are asked about, and folded once for all axes.
    let is_word = |folded: &str| KNOWN_WORDS.contains(folded);
    let is_either = |(word, number): (String, String)| is_word(&word) || is_word(&number);
    is_letter || is_word(&fold(text)) || word_and_number(text).is_some_and(is_either)
}

impl Profile {
    /// How many cells are not blank.
    pub fn filled(&self) -> usize {
        self.counts[..FILLED].iter().map(|(all, _)| all).sum()
    }

    /// How many of them somebody has stated.
    fn stated(&self) -> usize {
        self.counts[..FILLED].iter().map(|(_, stated)| stated).sum()
    }

    /// How many cells have values of some sorts.
    fn count(&self, sorts: &[Sort]) -> usize {
        sorts.iter().map(|sort| self.counts[*sort as usize].0).sum()
    }

    /// How many of those that somebody has stated are levels, numbers and choices.
    fn stated_levels(&self) -> usize {
        let sorts = LEVELS.into_iter().chain([Sort::Choice]);
        sorts.map(|sort| self.counts[sort as usize].1).sum()
    }

    /// Whether most values are of some sorts.
    fn is_mostly(&self, sorts: &[Sort]) -> bool {
        2 * self.count(sorts) > self.filled()
    }

    /// Whether the values can be levels: not prose, not dates, and not ever other words.
    pub fn may_be_levels(&self) -> bool {
        // No axis has so many levels of several words, and a level comes back.
        const MOST: usize = 10;
        const FEW: usize = 3;
        let phrases = self.phrases.len() + self.count(&[Sort::Prose]);
        let is_new_each_time = phrases >= FEW && phrases == self.filled();
        let is_else = self.is_mostly_prose() || self.is_mostly(&[Sort::Other]);
        !is_else && phrases <= MOST && !is_new_each_time
    }

    /// Whether the values are words for levels, each of them, that somebody has chosen.
    pub fn is_words_of_levels(&self) -> bool {
        let filled = self.filled();
        self.formulas == 0 && filled > 0 && self.count(&[Sort::Level]) == filled
    }

    /// Whether most values are levels or numbers.
    pub fn is_mostly_levels(&self) -> bool {
        self.is_mostly(&LEVELS)
    }

    /// Whether the values are nothing but levels and numbers, which describe nothing.
    pub fn describes_nothing(&self) -> bool {
        self.stated() > 0 && self.stated_levels() == self.stated()
    }

    /// Whether most of the values that somebody stated are levels and numbers; of nothing but results, all.
    pub fn is_mostly_stated_levels(&self) -> bool {
        // One or two may be totals.
        let are_results = self.stated() == 0 && self.filled() > 2;
        2 * self.stated_levels() > self.stated()
            || are_results && self.count(&LEVELS) == self.filled()
    }

    /// Whether most values are texts, and none are levels.
    pub fn is_mostly_text(&self) -> bool {
        let texts = [Sort::Choice, Sort::Name, Sort::Phrase, Sort::Prose];
        self.count(&[Sort::Level, Sort::Letter]) == 0 && self.is_mostly(&texts)
    }

    pub fn is_mostly_prose(&self) -> bool {
        self.is_mostly(&[Sort::Prose])
    }

    pub fn is_empty(&self) -> bool {
        self.filled() == 0
    }
}
