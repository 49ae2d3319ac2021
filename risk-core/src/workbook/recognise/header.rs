//! Which rows are headers: anywhere among the first rows of a sheet, in one row or in two.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::meaning::{Header, Meaning, Strength};
use super::phrases::words;
use super::senses::language;
use super::table::{HeaderText, header_texts};
use super::vocabulary::Language;
use crate::record::{Key, RiskField, column_letters};
use crate::workbook::grid::{Grid, column_number};
use crate::workbook::limits::COLUMNS;
use crate::workbook::ranges::Area;

/// The header stands within so many rows that have content. All of their words are looked up, which costs little
/// beside reading; cover texts and legends above a header are shorter.
pub(in crate::workbook) const HEADER_ROWS: usize = 200;
/// A row with more columns is looked at as far as these, until it is tried as the header: every cell is looked up in the
/// vocabulary.
const HEADER_COLUMNS: usize = 1_000;

/// So many headers that are merged over two rows make them one header: one alone may be a title.
const MERGED_HEADERS: usize = 2;

/// Columns that somebody states have fields: by a header, by a header and its occurrence
/// (`Impact~2`), by letters, or, where none has a field, by nothing.
pub(in crate::workbook) type Mapping = BTreeMap<RiskField, String>;

/// Rows that may be a header.
#[derive(Debug, Clone)]
pub(in crate::workbook) struct Candidate {
    pub texts: Vec<HeaderText>,
    pub first_row: u32,
    pub last_row: u32,
    pub(super) language: Language,
    /// What was specified of columns that are here, by column.
    pub mapped: Vec<(u32, RiskField)>,
    /// What each of its texts means.
    pub(super) headers: Vec<Header>,
    /// How many fields its words name; what is sure counts twice.
    points: usize,
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
        let headers = texts.iter();
        let headers = headers.map(|text| Header::read_in_group(text, language));
        let mut candidate = Self {
            headers: headers.collect(),
            mapped: mapped(&texts, mapping),
            texts,
            first_row,
            last_row,
            language,
            points: 0,
        };
        let named = RiskField::ALL.iter();
        let named = named.filter_map(|field| candidate.strength(*field));
        // Letters mean a column wherever the header is, and so tell nothing of that.
        let here: HashSet<u32> = candidate.texts.iter().map(|text| text.column).collect();
        let said = candidate.mapped.iter();
        let said = said.filter(|(column, _)| here.contains(column));
        let said: HashSet<RiskField> = said.map(|(_, field)| *field).collect();
        candidate.points = named.map(|strength| strength as usize).sum::<usize>() + 4 * said.len();
        Some(candidate)
    }

    /// The same with all columns of its rows, where they have more than are looked at in each row.
    pub(super) fn whole(&self, grid: &Grid, mapping: &Mapping) -> Option<Self> {
        let cells = grid.row(self.last_row);
        if cells.len() <= HEADER_COLUMNS {
            return None;
        }
        let over = header_texts(grid, grid.row(self.last_row.saturating_sub(1)));
        let texts = with_groups(grid, header_texts(grid, cells), &over);
        let texts = if self.first_row < self.last_row {
            in_two_rows(texts, &over)
        } else {
            texts
        };
        Self::new(texts, self.first_row, mapping)
    }

    /// The columns whose words surely or likely name a field.
    pub fn fields(&self) -> Vec<(u32, RiskField)> {
        let named = self.texts.iter().zip(&self.headers);
        let named = named.filter_map(|(text, header)| match header.meaning {
            Meaning::Field(field, Strength::Likely | Strength::Sure) => Some((text.column, field)),
            _ => None,
        });
        named.collect()
    }

    /// How surely its words name a field, if they may.
    fn strength(&self, field: RiskField) -> Option<Strength> {
        let named = self
            .headers
            .iter()
            .filter_map(|header| match header.meaning {
                Meaning::Field(named, strength) if named == field => Some(strength),
                _ => None,
            });
        named.max()
    }

    /// Whether its words may name a field, or somebody says so.
    fn may_name(&self, field: RiskField) -> bool {
        self.strength(field).is_some() || self.names(&[field])
    }

    /// How many fields its words surely name.
    fn sure(&self) -> usize {
        let fields = RiskField::ALL.iter();
        let sure = fields.filter(|field| self.strength(**field) == Some(Strength::Sure));
        sure.count()
    }

    /// Whether its words say that the table below has risks.
    pub fn is_of_risks(&self) -> bool {
        // One word alone is found over many other tables.
        const LEAST_SURE: usize = 2;
        // In a failure mode and effects analysis, letters stand for the axes.
        let axes = [RiskField::Likelihood, RiskField::Impact];
        let has_axes = axes.into_iter().all(|axis| self.may_name(axis));
        let sure = self.sure() + usize::from(has_axes);
        let is_told = self.names(&TELLING) || has_axes;
        self.names(&[RiskField::Description])
            && is_told
            && self.headers.iter().any(Header::is_particular)
            && (sure >= LEAST_SURE || !self.mapped.is_empty())
    }

    /// Whether the table may have risks although no word states which column describes them.
    pub fn may_be_of_risks(&self) -> bool {
        self.names(&[RiskField::Likelihood, RiskField::Impact]) && self.fields().len() > 1
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
        let is_severe = self.may_name(RiskField::Impact);
        let is_of_trouble = self.headers.iter().any(Header::is_of_trouble);
        let is_remedied = self.names(&[RiskField::Mitigations]) && is_of_trouble;
        let is_described = self.strength(RiskField::Description) == Some(Strength::Sure);
        is_described && (is_severe || is_remedied) && kept >= LEAST
    }

    fn names(&self, wanted: &[RiskField]) -> bool {
        let is_named = |field| self.strength(field) >= Some(Strength::Likely);
        let is_said = |field| self.mapped.iter().any(|(_, said)| *said == field);
        wanted
            .iter()
            .any(|field| is_named(*field) || is_said(*field))
    }

    /// Whether its words leave no doubt that it is the header of a table of risks.
    pub fn is_surely_of_risks(&self) -> bool {
        // A row of a register may name a field or two.
        const LEAST_FIELDS: usize = 3;
        self.sure() >= LEAST_FIELDS
            && self.strength(RiskField::Description) == Some(Strength::Sure)
            && self.is_of_risks()
    }
}

/// The rows that may be a header, the best first; equals in their order. That which somebody specified is among them
/// whatever it states.
pub(super) fn candidates(grid: &Grid, mapping: &Mapping, said: Option<u32>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut above: Vec<HeaderText> = Vec::new();
    for cells in grid.rows().take(HEADER_ROWS) {
        let row = cells[0].row;
        let texts = header_texts(grid, &cells[..cells.len().min(HEADER_COLUMNS)]);
        let over = std::mem::replace(&mut above, texts.clone());
        let over: &[HeaderText] = match over.first() {
            Some(first) if first.row + 1 == row => &over,
            _ => &[],
        };
        let previous = candidates.last().filter(|last| last.last_row + 1 == row);
        let least = previous.map_or(0, |last| last.points);
        let texts = with_groups(grid, texts, over);
        let single = Candidate::new(texts.clone(), row, mapping);
        let alone = single.as_ref().map_or(0, |single| single.points);
        // Two rows are one header only where together they say more than either.
        let double = over
            .first()
            .filter(|_| alone > 0 && least > 0)
            .and_then(|first| Candidate::new(in_two_rows(texts, over), first.row, mapping));
        // Whose headers are merged over both rows has both.
        let merged = cells.iter().filter(|cell| cell.is_merged).count();
        let is_one = merged >= MERGED_HEADERS && double.is_some();
        let double =
            double.filter(|double| is_one || double.points > alone && double.points > least);
        let best = double.or(single);
        // The lower of two that say as much is nearer to what it is the header of.
        let says_as_much = best.as_ref().is_some_and(|best| best.points == least);
        let is_said = said.is_some_and(|said| row.checked_sub(1) == Some(said));
        if !is_said && (is_one || merged > 0 && least > 0 && says_as_much) {
            candidates.pop();
        }
        candidates.extend(best);
    }
    candidates.retain(|candidate| candidate.points > 0 || said == Some(candidate.last_row));
    candidates.sort_by_key(|candidate| Reverse(candidate.points));
    candidates
}

/// The headers of a row, each with the one above that it may be grouped by.
fn with_groups(grid: &Grid, mut texts: Vec<HeaderText>, above: &[HeaderText]) -> Vec<HeaderText> {
    let row = above.first().map(|group| group.row);
    let is_merged = row.map_or_else(Vec::new, |row| merged_columns(grid, row));
    for text in &mut texts {
        let before = above.partition_point(|group| group.column <= text.column);
        let group = before.checked_sub(1).map(|at| &above[at]);
        // A long text has no words, and would be copied into each column.
        let group = group.filter(|group| !group.words.is_empty());
        let is_merged = is_merged.get(text.column as usize);
        text.is_within = group.is_some() && is_merged.is_some_and(|is_merged| *is_merged);
        text.group = group.map_or_else(String::new, |group| group.text.clone());
    }
    // What is merged over all of them is the title of the table.
    if above.len() == 1 && texts.iter().all(|text| text.is_within) {
        for text in &mut texts {
            text.is_within = false;
        }
    }
    texts
}

/// Whether a cell of a row is merged with others beside it, by its column. Each merged area is looked at once: a file
/// may have very many.
fn merged_columns(grid: &Grid, row: u32) -> Vec<bool> {
    if grid.merges.is_empty() {
        return Vec::new();
    }
    let mut begun = vec![0_i64; COLUMNS as usize + 2];
    let is_across = |area: &&Area| area.has_row(row) && area.first_column < area.last_column;
    for area in grid.merges.iter().filter(is_across) {
        for (column, count) in [
            (area.first_column, 1),
            (area.last_column.saturating_add(1), -1),
        ] {
            begun[column.min(COLUMNS + 1) as usize] += count;
        }
    }
    let mut open = 0;
    let open = begun.into_iter().map(|count| {
        open += count;
        open > 0
    });
    open.collect()
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

/// The name by which one finds a column again among all: its header, or its letters where it has none.
pub(in crate::workbook) fn name_of(headers: &[(u32, &str)], column: u32) -> String {
    let text = |wanted: u32| {
        let found = headers.iter().find(|(column, _)| *column == wanted);
        found.map_or("", |(_, text)| *text)
    };
    let header = text(column);
    let same = headers.iter().filter(|(_, text)| *text == header);
    let before = same.clone().filter(|(other, _)| *other <= column).count();
    // Alone, it might be taken for the letters of a column.
    let is_letters = column_number(header).is_some_and(|letters| !text(letters).is_empty());
    match header {
        "" => column_letters(column),
        _ if same.count() > 1 || is_letters => format!("{header}~{before}"),
        _ => header.to_owned(),
    }
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
