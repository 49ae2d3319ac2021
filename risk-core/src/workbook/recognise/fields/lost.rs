//! Columns that a register keeps, and that are not there any more under their headers.

use std::collections::HashSet;

use super::{Assignment, Column, Hints, listed};
use crate::question::Answer;
use crate::record::RiskField;
use crate::record::text::quote;
use crate::workbook::grid::{Grid, column_number};
use crate::workbook::recognise::Certainty;
use crate::workbook::recognise::header::Candidate;
use crate::workbook::recognise::meaning::{Meaning, Strength};

impl Assignment<'_> {
    /// Fields whose column is not there any more under the header that the register keeps.
    pub(super) fn lost(&mut self, hints: &Hints<'_>) {
        let is_lost = |field: &RiskField, name: &str| {
            !name.trim().is_empty()
                && !hints.said.contains_key(field)
                && !self.closed.contains(field)
                && !matches!(self.placed(*field), Some((_, Certainty::Specified)))
        };
        let lost: Vec<(RiskField, String)> = hints
            .kept
            .iter()
            .filter(|(field, name)| is_lost(field, name))
            .map(|(field, name)| (*field, name.clone()))
            .collect();
        for (field, old) in lost {
            let new = match self.placed(field) {
                Some((column, _)) => Some(column),
                None => self.successor(field),
            };
            match new {
                Some(column) => {
                    if !self.fields.columns.contains_key(&column) {
                        let because = "it is the only column whose header may mean it";
                        self.fields.place(column, field, Certainty::Likely, because);
                    }
                    self.fields.renamed.push((column, field, old));
                }
                None => self.ask_for_lost(field, &old),
            }
        }
    }

    pub(super) fn placed(&self, field: RiskField) -> Option<(u32, Certainty)> {
        let mut columns = self.fields.columns.iter();
        let (column, _) = columns.find(|(_, known)| **known == field)?;
        Some((*column, self.fields.reasons.get(column)?.0))
    }

    /// The only column that can have taken the place of a lost one, by the words of its header: which of the columns of
    /// people's own it may be otherwise, nobody can know from here.
    pub(super) fn successor(&self, field: RiskField) -> Option<u32> {
        let is_axis = matches!(field, RiskField::Likelihood | RiskField::Impact);
        let may_be = |column: &&Column| {
            let is_free = !self.fields.columns.contains_key(&column.text.column);
            let is_named =
                matches!(column.header.meaning, Meaning::Field(named, _) if named == field);
            let fits = !is_axis || column.profile.is_mostly_levels();
            is_free && is_named && fits && self.violation(field, Strength::Sure, column).is_none()
        };
        let mut named = self.columns.iter().filter(may_be);
        let only = named.next()?.text.column;
        named.next().is_none().then_some(only)
    }

    pub(super) fn ask_for_lost(&mut self, field: RiskField, old: &str) {
        // What is computed from levels is no field that somebody typed; without results, nobody knows what it is.
        let is_computed = |column: &Column| {
            let has_results = !column.profile.is_empty();
            self.is_score(field, column) || !has_results && !column.formula.is_empty()
        };
        let is_free = |column: &&Column| {
            !self.fields.columns.contains_key(&column.text.column) && !is_computed(column)
        };
        let free: Vec<&Column> = self.columns.iter().filter(is_free).collect();
        let mut text = format!("the column {}, which had the {field}, is gone", quote(old));
        if !free.is_empty() {
            text = format!("{text}; it may be {}", listed(&free, " or "));
        }
        let columns = free.iter().map(|column| self.answer(field, column));
        let mut answers: Vec<Answer> = columns.collect();
        answers.push(Answer::no_column(field));
        self.question(&text, answers);
        self.closed.insert(field);
    }
}

/// Whether a column that is kept by its letters, as it had no header, has one now, while another one has none: what was kept
/// stands elsewhere. Letters that somebody wrote for a column with a header mean it as before.
pub(super) fn has_moved(grid: &Grid, candidate: &Candidate, column: u32, name: &str) -> bool {
    let mut texts = candidate.texts.iter();
    let header = texts.find(|text| text.column == column);
    let is_other = header.is_some_and(|header| !header.text.is_empty() && header.text != name);
    if !is_other || column_number(name) != Some(column) {
        return false;
    }
    let headed: HashSet<u32> = candidate.texts.iter().map(|text| text.column).collect();
    let mut below = grid
        .cells
        .iter()
        .filter(|cell| cell.row > candidate.last_row);
    below.any(|cell| !cell.is_blank && !headed.contains(&cell.column))
}
