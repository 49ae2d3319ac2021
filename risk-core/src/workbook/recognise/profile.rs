//! What the values of a column are like, whatever its header states.

use std::collections::{HashMap, HashSet};

use crate::record::text::fold;
use crate::register::axes::KNOWN_WORDS;
use crate::register::word_and_number;
use crate::workbook::grid::{Cell, Content, Grid, Value};

/// What the values of a column are like, as far as the first rows show.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// Cells that are not blank.
    pub filled: usize,
    /// Those of them that are no formulas, and those of these that are levels or numbers.
    stated: usize,
    stated_levels: usize,
    pub formulas: usize,
    /// Numbers, also those that are text.
    pub numbers: usize,
    /// Words that are levels of some scale that is known, with or without a number.
    pub levels: usize,
    /// Those of them that are single letters.
    letters: usize,
    /// Texts of more words than a name or a level has.
    pub prose: usize,
    /// The different texts of several words that are no levels.
    phrases: HashSet<Content>,
    /// Dates, booleans and errors.
    pub others: usize,
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
        profile.filled += usize::from(sort != Sort::Blank);
        if !cell.is_formula && sort != Sort::Blank {
            profile.stated += 1;
            profile.stated_levels += usize::from(matches!(
                sort,
                Sort::Number | Sort::Level | Sort::Letter | Sort::Choice
            ));
        }
        match sort {
            Sort::Number => profile.numbers += 1,
            Sort::Level => profile.levels += 1,
            Sort::Letter => {
                profile.levels += 1;
                profile.letters += 1;
            }
            Sort::Prose => profile.prose += 1,
            Sort::Other => profile.others += 1,
            Sort::Phrase => {
                profile.phrases.insert(cell.content);
            }
            Sort::Blank | Sort::Name | Sort::Choice => {}
        }
    }
    profiles
}

/// What a value is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Blank,
    Number,
    Level,
    /// An answer to a question, or a strategy, of which there are a few.
    Choice,
    /// A single letter, which may be a level.
    Letter,
    /// A short text of one word, and one of several.
    Name,
    Phrase,
    Prose,
    Other,
}

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
    } else if CHOICES.contains(&fold(text).as_str()) {
        Sort::Choice
    } else if is_prose(text) {
        Sort::Prose
    } else if text.contains(char::is_whitespace) && !text.contains(|c: char| c.is_ascii_digit()) {
        Sort::Phrase
    } else {
        Sort::Name
    }
}

/// Values that say what is chosen and describe nothing.
const CHOICES: [&str; 13] = [
    "yes", "no", "accept", "avoid", "mitigate", "transfer", "reduce", "share", "retain", "monitor",
    "ja", "nein", "si",
];

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
    fn most(&self, count: usize) -> bool {
        self.filled > 0 && 2 * count > self.filled
    }

    /// Whether the values can be levels: not prose, not dates, and not ever other words.
    pub fn may_be_levels(&self) -> bool {
        // No axis has so many levels of several words, and a level comes back.
        const MOST: usize = 10;
        const FEW: usize = 3;
        let phrases = self.phrases.len() + self.prose;
        let is_new_each_time = phrases >= FEW && phrases == self.filled;
        !self.most(self.prose) && !self.most(self.others) && phrases <= MOST && !is_new_each_time
    }

    /// Whether the values are words for levels, each of them, that somebody has chosen.
    pub fn is_words_of_levels(&self) -> bool {
        let is_chosen = self.formulas == 0 && self.letters == 0;
        is_chosen && self.filled > 0 && self.levels == self.filled
    }

    /// Whether most values are levels or numbers.
    pub fn is_mostly_levels(&self) -> bool {
        self.most(self.levels + self.numbers)
    }

    /// Whether the values are nothing but levels and numbers, which describe nothing.
    pub fn describes_nothing(&self) -> bool {
        self.stated > 0 && self.stated_levels == self.stated
    }

    /// Whether most of the values that somebody stated are levels and numbers; of nothing but results, all.
    pub fn is_mostly_stated_levels(&self) -> bool {
        // One or two may be totals.
        let are_results = self.stated == 0 && self.filled > 2;
        2 * self.stated_levels > self.stated
            || are_results && self.levels + self.numbers == self.filled
    }

    /// Whether most values are texts, and none are levels.
    pub fn is_mostly_text(&self) -> bool {
        self.levels == 0 && self.most(self.filled - self.numbers - self.others)
    }

    pub fn is_mostly_prose(&self) -> bool {
        self.most(self.prose)
    }

    pub fn is_empty(&self) -> bool {
        self.filled == 0
    }
}
