//! Columns that a register keeps, and that are not there any more under their headers.

use super::{Assignment, Column, Hints, listed};
use crate::question::Answer;
use crate::record::RiskField;
use crate::record::text::quote;
use crate::workbook::recognise::Certainty;
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
        let is_only = lost
            .iter()
            .filter(|(field, _)| !self.fields.has(*field))
            .count()
            == 1;
        for (field, old) in lost {
            let new = match self.placed(field) {
                Some((column, _)) => Some(column),
                None => self.successor(field, is_only),
            };
            match new {
                Some(column) => {
                    if !self.fields.columns.contains_key(&column) {
                        let because = "its header is the only one that is new";
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

    /// The only column that can have taken the place of a lost one.
    pub(super) fn successor(&self, field: RiskField, is_only: bool) -> Option<u32> {
        let free = self.columns.iter().filter(|column| {
            let is_free = !self.fields.columns.contains_key(&column.text.column);
            let is_new = matches!(column.header.meaning, Meaning::Unknown)
                || matches!(column.header.meaning, Meaning::Field(named, _) if named == field);
            is_free && is_new && self.violation(field, Strength::Sure, column).is_none()
        });
        let is_axis = matches!(field, RiskField::Likelihood | RiskField::Impact);
        let fits = |column: &&Column| !is_axis || column.profile.is_mostly_levels();
        let fitting: Vec<u32> = free.filter(fits).map(|column| column.text.column).collect();
        match fitting.as_slice() {
            [only] if is_only => Some(*only),
            _ => None,
        }
    }

    pub(super) fn ask_for_lost(&mut self, field: RiskField, old: &str) {
        let is_free = |column: &&Column| !self.fields.columns.contains_key(&column.text.column);
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
