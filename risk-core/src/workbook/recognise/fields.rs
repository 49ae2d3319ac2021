//! Which columns of a table have the fields of the model: by what was specified, by the words of their
//! headers, and by their values. Where two readings are possible, it asks.

mod ask;
mod columns;
mod lost;
mod values;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::certainty::Certainty;
use super::header::{Candidate, Mapping, by_letters, named};
use super::meaning::{Header, Meaning, Strength};
use super::phrases::{own_columns, own_field};
use crate::question::{Answer, Question};
use crate::record::RiskField;
use crate::record::column_letters;
use crate::workbook::grid::Grid;
use columns::{Column, columns};

/// What somebody stated of a sheet.
#[derive(Clone, Copy)]
pub(in crate::workbook) struct Hints<'a> {
    /// Columns that were specified for this reading.
    pub said: &'a Mapping,
    /// Columns that the register keeps, whose headers may have changed since.
    pub kept: &'a Mapping,
    /// The row of the header.
    pub header_row: Option<u32>,
    /// Whether a text is a level of the scale that was specified or that the register has.
    pub is_level: &'a dyn Fn(&str) -> bool,
}

impl Hints<'_> {
    /// All that was specified or kept.
    pub fn mapping(&self) -> Mapping {
        let mut mapping = self.kept.clone();
        mapping.extend(self.said.clone());
        mapping
    }
}

/// The columns of the fields, and what is not sure of them.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub columns: HashMap<u32, RiskField>,
    /// How sure each column is, and why.
    pub reasons: HashMap<u32, (Certainty, String)>,
    /// Fields that columns without one might have.
    pub possible: HashMap<u32, RiskField>,
    pub questions: Vec<Question>,
    /// Columns whose header names a field that their values do not fit, and how.
    pub unfit: Vec<(u32, RiskField, &'static str)>,
    /// Fields whose column has another header than the register keeps: the old one, and the new.
    pub renamed: Vec<(u32, RiskField, String)>,
    /// Whether the table has the layout that this crate gives it.
    pub is_own: bool,
}

/// The fields that make a register worth asking about.
const ESSENTIAL: [RiskField; 3] = [
    RiskField::Description,
    RiskField::Likelihood,
    RiskField::Impact,
];

/// The fields that have levels.
const AXES: [RiskField; 2] = [RiskField::Likelihood, RiskField::Impact];

/// Finds the columns of the fields in a table.
pub(super) fn fields(grid: &Grid, candidate: &Candidate, hints: &Hints<'_>) -> Fields {
    let headers: Vec<(u32, &str)> = candidate
        .texts
        .iter()
        .map(|text| (text.column, text.text.as_str()))
        .collect();
    let own = own_columns(&headers).unwrap_or_default();
    let is_own = !own.is_empty() && !is_said_otherwise(candidate, &own, hints);
    let table = if is_own {
        Vec::new()
    } else {
        columns(grid, candidate, hints)
    };
    let mut assignment = Assignment {
        sheet: &grid.name,
        columns: &table,
        fields: Fields {
            is_own,
            ..Fields::default()
        },
        closed: HashSet::new(),
    };
    if !is_own {
        assignment.said(candidate, hints);
    }
    for (column, field) in &own {
        assignment.place_own(*column, *field);
    }
    if is_own {
        return assignment.fields;
    }
    for field in RiskField::ALL.iter().copied() {
        assignment.choose(field);
    }
    if own.is_empty() {
        assignment.lost(hints);
    }
    assignment.unknown_levels();
    assignment.undescribed();
    assignment.fields
}

/// Whether somebody states other columns than those of the layout that this crate gives a sheet.
fn is_said_otherwise(candidate: &Candidate, own: &[(u32, RiskField)], hints: &Hints<'_>) -> bool {
    let is_otherwise = |field: RiskField, name: &str| {
        let columns = named(&candidate.texts, name);
        let mut own = own.iter();
        !own.any(|(column, known)| *known == field && columns == [*column])
    };
    let is_here = |name: &str| name.trim().is_empty() || !named(&candidate.texts, name).is_empty();
    let mut said = hints.said.iter();
    // What is kept may be of another workbook.
    let mut kept = hints.kept.iter().filter(|(_, name)| is_here(name));
    said.any(|(field, name)| is_otherwise(*field, name))
        || kept.any(|(field, name)| is_otherwise(*field, name))
}

impl Fields {
    fn place(&mut self, column: u32, field: RiskField, certainty: Certainty, because: &str) {
        self.columns.insert(column, field);
        self.reasons.insert(column, (certainty, because.to_owned()));
    }

    fn has(&self, field: RiskField) -> bool {
        self.columns.values().any(|known| *known == field)
    }

    /// Whether a field has a column, or a question asks which it is.
    pub fn may_have(&self, field: RiskField) -> bool {
        let mut questions = self.questions.iter();
        self.has(field) || questions.any(|question| question.is_of(field))
    }
}

/// The work of finding the columns of a table.
struct Assignment<'a> {
    sheet: &'a str,
    columns: &'a [Column],
    fields: Fields,
    /// Fields that have no column, as somebody stated, or that were asked about.
    closed: HashSet<RiskField>,
}

impl Assignment<'_> {
    fn is_open(&self, field: RiskField) -> bool {
        !self.closed.contains(&field) && !self.fields.has(field)
    }

    /// Places a column of the layout that this crate gives a sheet.
    fn place_own(&mut self, column: u32, field: RiskField) {
        if self.is_open(field) && !self.fields.columns.contains_key(&column) {
            let because = "by its header";
            self.fields
                .place(column, field, Certainty::Certain, because);
        }
    }

    fn column(&self, number: u32) -> Option<&Column> {
        self.columns
            .iter()
            .find(|column| column.text.column == number)
    }

    /// Places what was specified; a column that was specified and is not there is asked about.
    fn said(&mut self, candidate: &Candidate, hints: &Hints<'_>) {
        for (field, name) in &hints.mapping() {
            if name.trim().is_empty() {
                self.closed.insert(*field);
                continue;
            }
            let is_said = hints.said.contains_key(field);
            let mut columns = named(&candidate.texts, name);
            let lettered = by_letters(&candidate.texts, name).filter(|_| is_said);
            if let Some(column) = lettered.filter(|column| !columns.contains(column)) {
                columns.push(column);
            }
            match columns.as_slice() {
                [] if is_said => self.ask_for_missing(*field, name),
                [] => {}
                [column] => {
                    let because = if is_said {
                        "it was specified"
                    } else {
                        "the register keeps it"
                    };
                    self.place_said(*column, *field, because);
                }
                [first, second, ..] => {
                    let pair = [*first, *second].map(|column| self.shown(column));
                    let text = format!(
                        "the columns {} and {} both fit `{field}={name}`",
                        pair[0], pair[1]
                    );
                    self.ask(*field, &text, columns.clone());
                }
            }
        }
    }

    fn place_said(&mut self, column: u32, field: RiskField, because: &str) {
        if let Some(other) = self.fields.columns.get(&column) {
            let letters = column_letters(column);
            let text = format!("the column {letters} is given for both {other} and {field}");
            let answers = vec![Answer::Words(
                "give each field a column of its own".to_owned(),
            )];
            self.question(&text, answers);
            self.closed.insert(field);
            return;
        }
        self.fields
            .place(column, field, Certainty::Specified, because);
    }

    /// The column of a field, by the words of headers and by values.
    fn choose(&mut self, field: RiskField) {
        if !self.is_open(field) {
            return;
        }
        let mut candidates = self.candidates(field);
        // An empty column is that of the field only where no other one may be.
        let is_filled = |(column, _): &(u32, Strength)| {
            self.column(*column).is_some_and(|c| !c.profile.is_empty())
        };
        if candidates.iter().any(is_filled) {
            candidates.retain(is_filled);
        }
        let best = candidates.iter().map(|(_, strength)| *strength).max();
        let Some(best) = best else {
            return;
        };
        let mut tied: Vec<u32> = candidates
            .iter()
            .filter(|(_, strength)| *strength == best)
            .map(|(column, _)| *column)
            .collect();
        if best == Strength::Possible {
            self.choose_possible(field, &tied);
            return;
        }
        let main = self.main_group();
        self.prefer(&mut tied, |column| column.group == main);
        self.prefer(&mut tied, |column| !column.is_residual);
        self.prefer(&mut tied, |column| !column.is_hidden);
        if field == RiskField::Description {
            self.prefer(&mut tied, |column| column.header.describes_risks());
        }
        if !ESSENTIAL.contains(&field) {
            self.prefer(&mut tied, |column| {
                own_field(&column.text.text) == Some(field)
            });
        }
        if AXES.contains(&field) {
            tied.extend(self.rivals(&tied, &candidates));
        }
        if let [column] = tied.as_slice() {
            let header = self.column(*column).map(|column| &column.header);
            let (certainty, how) = match best {
                Strength::Sure => (Certainty::Certain, "by its header"),
                _ if header.is_some_and(Header::is_misspelt) => {
                    (Certainty::Likely, "by a misspelling in its header")
                }
                _ => (Certainty::Likely, "by words in its header"),
            };
            let because = header.map_or_else(String::new, |header| header.told(how));
            self.fields.place(*column, field, certainty, &because);
            return;
        }
        let pair = [tied[0], tied[1]].map(|column| self.shown(column));
        let text = format!(
            "the columns {} and {} could both be the {field}",
            pair[0], pair[1]
        );
        self.ask(field, &text, tied);
    }

    /// The columns that have levels and may be of an axis, where that which is named for it has others than are known.
    fn rivals(&self, named: &[u32], candidates: &[(u32, Strength)]) -> Vec<u32> {
        let has_levels = |column: u32| {
            self.column(column)
                .is_some_and(|column| column.profile.is_mostly_levels())
        };
        let is_empty = |column: &u32| self.column(*column).is_some_and(|c| c.profile.is_empty());
        if named.iter().any(|column| has_levels(*column)) || named.iter().any(is_empty) {
            return Vec::new();
        }
        let possible = candidates.iter().map(|(column, _)| *column);
        possible
            .filter(|column| !named.contains(column) && has_levels(*column))
            .collect()
    }

    /// The group of columns that has the most fields.
    fn main_group(&self) -> u32 {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        let is_sure =
            |column: &&Column| matches!(column.header.meaning, Meaning::Field(_, Strength::Sure));
        for column in self.columns.iter().filter(is_sure) {
            *counts.entry(column.group).or_default() += 1;
        }
        // The first of those that have the most.
        let most = counts.iter().rev().max_by_key(|(_, count)| **count);
        most.map_or(0, |(group, _)| *group)
    }

    /// Leaves the columns that have something, where any has.
    fn prefer(&self, columns: &mut Vec<u32>, has: impl Fn(&Column) -> bool) {
        let is_preferred = |number: &u32| self.column(*number).is_some_and(&has);
        if columns.len() > 1 && columns.iter().any(is_preferred) {
            columns.retain(is_preferred);
        }
    }

    /// The columns whose headers name a field that their values fit.
    fn candidates(&mut self, field: RiskField) -> Vec<(u32, Strength)> {
        let mut candidates = Vec::new();
        let mut unfit = Vec::new();
        for column in self.columns {
            let number = column.text.column;
            let Meaning::Field(named, strength) = column.header.meaning else {
                continue;
            };
            if named != field || self.fields.columns.contains_key(&number) {
                continue;
            }
            match self.violation(field, strength, column) {
                None => candidates.push((number, strength)),
                Some(reason) if strength == Strength::Sure => unfit.push((number, field, reason)),
                Some(_) => {}
            }
        }
        self.fields.unfit.append(&mut unfit);
        candidates
    }

    /// A field whose column only values tell from others: prose under a plan or a strategy is what mitigates.
    fn choose_told(&mut self, field: RiskField, columns: &[u32]) {
        let is_prose = |column: &u32| {
            self.column(*column)
                .is_some_and(|c| c.profile.is_mostly_prose())
        };
        match columns {
            [column] if field == RiskField::Mitigations && is_prose(column) => {
                let because = "by its header and its values";
                self.fields
                    .place(*column, field, Certainty::Likely, because);
            }
            _ => self
                .fields
                .possible
                .extend(columns.iter().map(|column| (*column, field))),
        }
    }

    /// A field that only words name which mean other things elsewhere.
    fn choose_possible(&mut self, field: RiskField, columns: &[u32]) {
        if !ESSENTIAL.contains(&field) {
            self.choose_told(field, columns);
            return;
        }
        if field == RiskField::Description {
            // Asked about at the end, where it is known what else there is.
            return;
        }
        if let ([column], Some(because)) = (columns, self.evidence(field, columns)) {
            self.fields
                .place(*column, field, Certainty::Likely, because);
            return;
        }
        let shown: Vec<String> = columns.iter().map(|column| self.shown(*column)).collect();
        let text = match shown.as_slice() {
            [only] => format!("the column {only} may be the {field}, or something else"),
            several => format!("the columns {} may be the {field}", several.join(", ")),
        };
        let mut answers: Vec<Answer> = columns
            .iter()
            .map(|column| self.answer(field, *column))
            .collect();
        answers.push(Answer::no_column(field));
        self.question(&text, answers);
        self.closed.insert(field);
        for column in columns {
            self.unclear(*column, field);
        }
    }
}
