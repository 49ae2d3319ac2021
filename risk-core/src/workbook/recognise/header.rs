//! Which rows are headers: anywhere among the first rows of a sheet, in one row or in two.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::meaning::{Header, Meaning, Strength};
use super::phrases::words;
use super::profile::is_known_level;
use super::senses::language;
use super::table::{HeaderText, header_texts};
use super::vocabulary::Language;
use crate::record::{Key, RiskField};
use crate::workbook::grid::{Cell, Grid, column_number};

/// The header stands within so many rows that have content. All of their words are looked up, which costs little
/// beside reading; cover texts and legends above a header are shorter.
pub(in crate::workbook) const HEADER_ROWS: usize = 200;
/// A row with more columns is looked at as far as these: every cell of such a row is looked up in the vocabulary.
const HEADER_COLUMNS: usize = 1_000;

/// Columns that somebody states have fields: by a header, by a header and its occurrence
/// (`Impact~2`), by letters, or, where none has a field, by nothing.
pub(in crate::workbook) type Mapping = BTreeMap<RiskField, String>;

/// Rows that may be a header.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub texts: Vec<HeaderText>,
    pub first_row: u32,
    pub last_row: u32,
    pub language: Language,
    /// What was specified of columns that are here, by column.
    pub mapped: Vec<(u32, RiskField)>,
    /// How many fields its words name; what is sure counts twice.
    points: usize,
    /// The fields that its words surely or likely name, and their columns.
    pub fields: Vec<(u32, RiskField)>,
    is_particular: bool,
    /// Whether a word of the description is of something that went wrong.
    is_of_trouble: bool,
    /// The fields that its words surely name, and those that they may mean.
    sure: HashSet<RiskField>,
    possible: HashSet<RiskField>,
}

/// Beside a description, one of these makes a table one of risks.
pub(super) const TELLING: [RiskField; 7] = [
    RiskField::Reference,
    RiskField::Component,
    RiskField::Likelihood,
    RiskField::Impact,
    RiskField::Observations,
    RiskField::Mitigations,
    RiskField::RunbookActions,
];

impl Candidate {
    fn new(texts: Vec<HeaderText>, first_row: u32, mapping: &Mapping) -> Option<Self> {
        let last_row = texts.first()?.row;
        let language = language(texts.iter().flat_map(|text| &text.words));
        let mapped = mapped(&texts, mapping);
        let mut points: HashMap<RiskField, usize> = HashMap::new();
        let mut fields = Vec::new();
        let mut is_particular = false;
        let mut is_of_trouble = false;
        let mut sure = HashSet::new();
        let mut possible = HashSet::new();
        for text in &texts {
            let header = Header::read_in_group(text, language);
            is_particular |= header.is_particular();
            is_of_trouble |= header.is_of_trouble();
            let Meaning::Field(field, strength) = header.meaning else {
                continue;
            };
            let worth = match strength {
                Strength::Sure => {
                    sure.insert(field);
                    2
                }
                Strength::Likely => 1,
                Strength::Possible => {
                    possible.insert(field);
                    continue;
                }
            };
            fields.push((text.column, field));
            let known = points.entry(field).or_default();
            *known = worth.max(*known);
        }
        // Letters mean a column wherever the header is, and so tell nothing of that.
        let here: HashSet<u32> = texts.iter().map(|text| text.column).collect();
        let said = mapped.iter().filter(|(column, _)| here.contains(column));
        let said: HashSet<RiskField> = said.map(|(_, field)| *field).collect();
        Some(Self {
            texts,
            first_row,
            last_row,
            language,
            mapped,
            points: points.values().sum::<usize>() + 4 * said.len(),
            fields,
            is_particular,
            is_of_trouble,
            sure,
            possible,
        })
    }

    /// Whether its words say that the table below has risks.
    pub fn is_of_risks(&self) -> bool {
        // One word alone is found over many other tables.
        const LEAST_SURE: usize = 2;
        // In a failure mode and effects analysis, letters stand for the axes.
        let axes = [RiskField::Likelihood, RiskField::Impact];
        let has_axes = axes
            .into_iter()
            .all(|axis| self.possible.contains(&axis) || self.names(&[axis]));
        let sure = self.sure.len() + usize::from(has_axes);
        let is_told = self.names(&TELLING) || has_axes;
        self.names(&[RiskField::Description])
            && is_told
            && self.is_particular
            && (sure >= LEAST_SURE || !self.mapped.is_empty())
    }

    /// Whether the table may have risks although no word states which column describes them.
    pub fn may_be_of_risks(&self) -> bool {
        self.names(&[RiskField::Likelihood, RiskField::Impact]) && self.fields.len() > 1
            || self.is_of_findings()
    }

    /// Whether its words are those of a list of findings, which are risks that are there: each is described, is
    /// severe or gets a remedy, and somebody keeps it.
    pub fn is_of_findings(&self) -> bool {
        const LEAST: usize = 2;
        let keeping = [
            RiskField::Reference,
            RiskField::Component,
            RiskField::Owner,
            RiskField::Status,
        ];
        let kept = keeping
            .iter()
            .filter(|field| self.names(&[**field]))
            .count();
        let is_severe =
            self.possible.contains(&RiskField::Impact) || self.names(&[RiskField::Impact]);
        let is_remedied = self.names(&[RiskField::Mitigations]) && self.is_of_trouble;
        let is_described = self.sure.contains(&RiskField::Description);
        is_described && (is_severe || is_remedied) && kept >= LEAST
    }

    fn names(&self, wanted: &[RiskField]) -> bool {
        let mut fields = self.fields.iter().chain(&self.mapped);
        fields.any(|(_, field)| wanted.contains(field))
    }

    /// Whether its words leave no doubt that it is the header of a table of risks.
    pub fn is_surely_of_risks(&self) -> bool {
        // A row of a register may name a field or two.
        const LEAST_FIELDS: usize = 3;
        self.sure.len() >= LEAST_FIELDS
            && self.sure.contains(&RiskField::Description)
            && self.is_of_risks()
    }
}

/// The rows that may be a header, the best first; equals in their order.
pub(super) fn candidates(grid: &Grid, mapping: &Mapping, only: Option<u32>) -> Vec<Candidate> {
    let areas = grid.merges.iter();
    let merged = areas.map(|area| ((area.first_row, area.first_column), area.last_column));
    let merged: HashMap<(u32, u32), u32> = merged.collect();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut above: Vec<HeaderText> = Vec::new();
    for cells in grid.rows().take(HEADER_ROWS) {
        let row = cells[0].row;
        let texts = header_texts(grid, &cells[..cells.len().min(HEADER_COLUMNS)]);
        let over = std::mem::replace(&mut above, texts.clone());
        let is_meant = only == Some(row) || !mapping.is_empty();
        if only.is_some_and(|only| only != row) || !is_meant && has_data(grid, cells) {
            continue;
        }
        let over: &[HeaderText] = match over.first() {
            Some(first) if first.row + 1 == row => &over,
            _ => &[],
        };
        let previous = candidates.last().filter(|last| last.last_row + 1 == row);
        let least = previous.map_or(0, |last| last.points);
        let texts = with_groups(texts, over, &merged);
        let single = Candidate::new(texts.clone(), row, mapping);
        let alone = single.as_ref().map_or(0, |single| single.points);
        // Two rows are one header only where together they say more than either.
        let double = over
            .first()
            .filter(|_| alone > 0 && least > 0)
            .and_then(|first| Candidate::new(in_two_rows(texts, over), first.row, mapping));
        let double = double.filter(|double| double.points > alone && double.points > least);
        let best = double.or(single);
        // The lower of two that say as much is nearer to what it is the header of.
        let is_spread = cells.iter().any(|cell| cell.is_merged);
        let is_as_good =
            is_spread && least > 0 && best.as_ref().is_some_and(|best| best.points == least);
        if is_as_good {
            candidates.pop();
        }
        candidates.extend(best);
    }
    candidates.retain(|candidate| candidate.points > 0 || only.is_some());
    candidates.sort_by_key(|candidate| Reverse(candidate.points));
    candidates
}

/// Whether a row has several values that no headers are: numbers, dates and levels.
fn has_data(grid: &Grid, cells: &[Cell]) -> bool {
    // One number may be a year, and a few among many headers are no data: at least a third is.
    const LEAST: usize = 2;
    const SHARE: usize = 3;
    let is_data = |cell: &&Cell| match grid.text(cell) {
        None => grid.value(cell).is_some(),
        Some(text) => {
            let text = text.trim();
            text.len() > 1 && is_known_level(text)
        }
    };
    // A legend beside the table has levels, too.
    let groups = cells.chunk_by(|one, next| one.column + 1 == next.column);
    let widest = groups.max_by_key(|group| group.len()).unwrap_or_default();
    let cells = &widest[..widest.len().min(HEADER_COLUMNS)];
    let data = cells.iter().filter(is_data).count();
    data >= LEAST && SHARE * data >= cells.len()
}

/// The headers of a row, each with the one above that it may be grouped by.
fn with_groups(
    mut texts: Vec<HeaderText>,
    above: &[HeaderText],
    merged: &HashMap<(u32, u32), u32>,
) -> Vec<HeaderText> {
    for text in &mut texts {
        let group = above.iter().rev().find(|group| group.column <= text.column);
        // What is merged ends where it ends.
        let reaches = |group: &&HeaderText| {
            let end = merged.get(&(group.row, group.column));
            end.is_none_or(|end| text.column <= *end)
        };
        text.group = group
            .filter(reaches)
            // A long text has no words, and would be copied into each column.
            .filter(|group| !group.words.is_empty())
            .map(|group| group.text.clone())
            .unwrap_or_default();
    }
    texts
}

/// The headers of two rows, of which the lower counts where it has one.
fn in_two_rows(mut texts: Vec<HeaderText>, above: &[HeaderText]) -> Vec<HeaderText> {
    let Some(row) = texts.first().map(|text| text.row) else {
        return texts;
    };
    let lower: HashSet<u32> = texts.iter().map(|text| text.column).collect();
    let alone = above
        .iter()
        .filter(|text| !lower.contains(&text.column))
        .cloned();
    texts.extend(alone.map(|text| HeaderText { row, ..text }));
    texts.sort_by_key(|text| text.column);
    texts
}

/// The columns of a header that somebody states have fields.
fn mapped(texts: &[HeaderText], mapping: &Mapping) -> Vec<(u32, RiskField)> {
    let said = mapping.iter().filter(|(_, name)| !name.trim().is_empty());
    let columns = said.flat_map(|(field, name)| {
        let columns = named(texts, name).into_iter();
        columns.map(|column| (column, *field))
    });
    columns.collect()
}

/// The columns that a person's word for one means: those with the header, else those with its
/// words, else those of its letters.
pub(super) fn named(texts: &[HeaderText], name: &str) -> Vec<u32> {
    let name = name.trim();
    let exact = columns(texts, |text| text == name);
    if !exact.is_empty() {
        return exact;
    }
    // Letters in capitals mean a column by its place.
    let is_letters = name.bytes().all(|byte| byte.is_ascii_uppercase());
    if let Some(column) = column_number(name).filter(|_| is_letters) {
        return vec![column];
    }
    let folded = words(name);
    let same_words = columns(texts, |text| !folded.is_empty() && words(text) == folded);
    if !same_words.is_empty() {
        return same_words;
    }
    let key = Key::parse(name);
    let mut repeated = columns(texts, |text| text == key.name());
    if repeated.is_empty() {
        let wanted = words(key.name());
        repeated = columns(texts, |text| words(text) == wanted);
    }
    let position = key.occurrence() as usize - 1;
    repeated.get(position).copied().into_iter().collect()
}

/// The column that letters mean which are the header of another one, too.
pub(super) fn by_letters(texts: &[HeaderText], name: &str) -> Option<u32> {
    let is_header = texts.iter().any(|text| text.text == name);
    let column = column_number(name).filter(|_| is_header)?;
    texts
        .iter()
        .any(|text| text.column == column)
        .then_some(column)
}

fn columns(texts: &[HeaderText], is_meant: impl Fn(&str) -> bool) -> Vec<u32> {
    let meant = texts.iter().filter(|text| is_meant(&text.text));
    meant.map(|text| text.column).collect()
}
