//! Which columns of a table have the fields of the model: by what was specified, by the words of their
//! headers, and by their values. Where two readings are possible, it asks.

mod ask;
mod columns;
mod findings;
mod lost;
mod values;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::certainty::Certainty;
use super::header::{Candidate, Mapping, by_letters, named};
use super::meaning::{Meaning, Strength};
use super::phrases::{own_columns, own_field};
use crate::question::{Answer, Question};
use crate::record::RiskField;
use crate::record::column_letters;
use crate::record::text::quote;
use crate::register::Scale;
use crate::workbook::grid::Grid;
use columns::{Column, columns, has_any, is_reworded};
use lost::has_moved;

/// What somebody stated of a sheet.
#[derive(Clone, Copy)]
pub(in crate::workbook) struct Hints<'a> {
    /// Columns that were specified for this reading.
    pub said: &'a Mapping,
    /// Columns that the register keeps, whose headers may have changed since.
    pub kept: &'a Mapping,
    /// The row of the header.
    pub header_row: Option<u32>,
    /// The scale that was specified or that the register has.
    pub levels: &'a Scale,
}

impl Hints<'_> {
    /// All that was specified or kept.
    pub fn mapping(&self) -> Mapping {
        let mut mapping = self.kept.clone();
        mapping.extend(self.said.clone());
        mapping
    }

    /// Whether a text is a level of the scale.
    fn is_level(&self, text: &str) -> bool {
        let levels = self.levels;
        let axes = [levels.likelihood(), levels.impact(), levels.rating()];
        axes.into_iter().any(|axis| axis.find(text).is_some())
    }
}

/// The columns of the fields, and what is not sure of them.
#[derive(Debug, Default)]
pub(in crate::workbook) struct Fields {
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
    let is_of_findings = |column| findings::has(grid, candidate.last_row, column) != Some(false);
    let own = own_columns(&headers, is_of_findings).unwrap_or_default();
    let is_own = !own.is_empty() && !is_said_otherwise(candidate, &own, hints);
    // In that layout nothing has to be known of the columns, unless the header of one is in other words.
    let table = if is_own && !is_reworded(candidate, &own) {
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
        assignment.said(grid, candidate, hints);
    }
    for (column, field) in &own {
        assignment.place_own(*column, *field);
    }
    if is_own {
        for field in RiskField::ALL.iter().copied() {
            assignment.choose_reworded(field);
        }
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

impl<'a> Assignment<'a> {
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

    /// Places the only column whose header surely names a field, in other words than that layout has for it.
    fn choose_reworded(&mut self, field: RiskField) {
        if !self.is_open(field) {
            return;
        }
        let is_it = |column: &&Column| {
            let is_named = matches!(
                column.header.meaning,
                Meaning::Field(named, Strength::Sure) if named == field
            );
            let is_free = !self.fields.columns.contains_key(&column.text.column);
            is_named && is_free && self.violation(field, Strength::Sure, column).is_none()
        };
        let mut named = self.columns.iter().filter(is_it);
        if let (Some(only), None) = (named.next(), named.next()) {
            self.place_own(only.text.column, field);
        }
    }

    fn column(&self, number: u32) -> Option<&'a Column> {
        self.columns
            .iter()
            .find(|column| column.text.column == number)
    }

    /// Places what was specified; a column that was specified and is not there is asked about.
    fn said(&mut self, grid: &Grid, candidate: &Candidate, hints: &Hints<'_>) {
        for (field, name) in &hints.mapping() {
            if name.trim().is_empty() {
                self.closed.insert(*field);
                continue;
            }
            let is_said = hints.said.contains_key(field);
            let mut columns = named(&candidate.texts, name);
            columns.retain(|column| has_any(grid, candidate, *column));
            columns.retain(|column| is_said || !has_moved(grid, candidate, *column, name));
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
                several => {
                    let several = several.iter().filter_map(|column| self.column(*column));
                    let several: Vec<&Column> = several.collect();
                    let pair = listed(&several[..2], " and ");
                    let text = format!("the columns {pair} both fit `{field}={name}`");
                    self.ask(&[*field], &text, &several, false);
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
        prefer(&mut candidates, |(column, _)| !column.profile.is_empty());
        let Some(best) = candidates.iter().map(|(_, strength)| *strength).max() else {
            return;
        };
        let tied = candidates.iter().filter(|(_, strength)| *strength == best);
        let mut tied: Vec<&Column> = tied.map(|(column, _)| *column).collect();
        if best == Strength::Possible {
            self.choose_possible(field, &tied);
            return;
        }
        let main = self.main_group();
        prefer(&mut tied, |column| column.group == main);
        prefer(&mut tied, |column| !column.is_residual);
        prefer(&mut tied, |column| !column.is_hidden);
        if field == RiskField::Description {
            prefer(&mut tied, |column| column.header.describes_risks());
        }
        if !ESSENTIAL.contains(&field) {
            prefer(&mut tied, |column| {
                own_field(&column.text.text) == Some(field)
            });
        }
        // Where that which is named for an axis has no levels, another that may be of it is a rival that has.
        let is_settled =
            |column: &&Column| column.profile.is_mostly_levels() || column.profile.is_empty();
        if AXES.contains(&field) && !tied.iter().any(is_settled) {
            let possible = candidates.iter().map(|(column, _)| *column);
            tied.extend(possible.filter(|column| column.profile.is_mostly_levels()));
        }
        if let [column] = tied.as_slice() {
            let (certainty, how) = match best {
                Strength::Sure => (Certainty::Certain, "by its header"),
                _ if column.header.is_misspelt() => {
                    (Certainty::Likely, "by a misspelling in its header")
                }
                _ => (Certainty::Likely, "by words in its header"),
            };
            let because = column.header.told(how);
            let number = column.text.column;
            self.fields.place(number, field, certainty, &because);
            return;
        }
        let pair = listed(&tied[..2], " and ");
        let text = format!("the columns {pair} could both be the {field}");
        self.ask(&[field], &text, &tied, false);
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

    /// The columns whose headers name a field that their values fit.
    fn candidates(&mut self, field: RiskField) -> Vec<(&'a Column, Strength)> {
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
                None => candidates.push((column, strength)),
                Some(reason) if strength == Strength::Sure => unfit.push((number, field, reason)),
                Some(_) => {}
            }
        }
        self.fields.unfit.append(&mut unfit);
        candidates
    }

    /// A field that only words name which mean other things elsewhere.
    fn choose_possible(&mut self, field: RiskField, columns: &[&Column]) {
        let only = match columns {
            [only] => Some(*only),
            _ => None,
        };
        let evidence = only.and_then(|column| self.evidence(field, column));
        if let (Some(column), Some(because)) = (only, evidence) {
            let number = column.text.column;
            self.fields
                .place(number, field, Certainty::Likely, &because);
        } else if AXES.contains(&field) {
            let shown = listed(columns, ", ");
            let text = match columns {
                [_] => format!("the column {shown} may be the {field}, or something else"),
                _ => format!("the columns {shown} may be the {field}"),
            };
            self.ask(&[field], &text, columns, true);
        } else if field != RiskField::Description {
            // That is asked about at the end, where it is known what else there is.
            let possible = columns.iter().map(|column| (column.text.column, field));
            self.fields.possible.extend(possible);
        }
    }
}

/// Leaves what is preferred, where anything is.
fn prefer<T>(columns: &mut Vec<T>, is_preferred: impl Fn(&T) -> bool) {
    if columns.iter().any(&is_preferred) {
        columns.retain(is_preferred);
    }
}

/// Columns as messages name them: by their letters and their headers.
fn listed(columns: &[&Column], between: &str) -> String {
    let shown = columns.iter().map(|column| {
        let letters = column_letters(column.text.column);
        match column.text.text.as_str() {
            "" => format!("{letters} (no header)"),
            header => format!("{letters} ({})", quote(header)),
        }
    });
    shown.collect::<Vec<_>>().join(between)
}
