//! Whether the values of a column, and what is computed from them, fit a field.

use super::{AXES, Assignment, Column};
use crate::record::RiskField;
use crate::workbook::recognise::meaning::{Meaning, Strength};
use crate::workbook::recognise::table::{HeaderText, uses};

impl Assignment<'_> {
    /// Why the values of a column are not those of a field.
    pub(super) fn violation(
        &self,
        field: RiskField,
        strength: Strength,
        column: &Column,
    ) -> Option<&'static str> {
        const PROSE: [RiskField; 4] = [
            RiskField::Description,
            RiskField::Observations,
            RiskField::Mitigations,
            RiskField::RunbookActions,
        ];
        let profile = &column.profile;
        let is_score = || self.is_score(field, column);
        if AXES.contains(&field) {
            let is_weak = strength == Strength::Possible;
            // A form that nobody has filled in yet has a formula that computes with it.
            let is_told = || profile.is_empty() && self.is_multiplied(field, column);
            let has_levels =
                profile.may_be_levels() && (!is_weak || profile.is_mostly_levels() || is_told());
            if is_score() {
                Some("it is computed from other levels")
            } else {
                (!has_levels).then_some("its values are not levels")
            }
        } else if PROSE.contains(&field) {
            let is_of_levels = profile.is_mostly_stated_levels() || is_score();
            is_of_levels.then_some("its values are levels or numbers")
        } else {
            let is_prose = field == RiskField::Reference && profile.is_mostly_prose();
            is_prose.then_some("its values are prose")
        }
    }

    /// Whether a column is computed from levels; that of an axis, from one of the other axis.
    pub(super) fn is_score(&self, field: RiskField, column: &Column) -> bool {
        let is_computed = 2 * column.profile.formulas > column.profile.filled();
        let is_other = |other: &&Column| match other.header.meaning {
            Meaning::Field(named @ (RiskField::Likelihood | RiskField::Impact), _) => {
                named != field
            }
            _ => false,
        };
        let mut others = self.columns.iter().filter(is_other);
        is_computed
            && others.any(|other| uses(&column.formula, other.text.column, &other.text.text))
    }

    /// What its values, or the columns around it, make likely where the header of the only column leaves it open.
    pub(super) fn evidence(&self, field: RiskField, column: &Column) -> Option<String> {
        // Prose under a plan or a strategy is what mitigates.
        if field == RiskField::Mitigations && column.profile.is_mostly_prose() {
            return Some(column.header.told("by its header and its values"));
        }
        if !AXES.contains(&field) {
            return None;
        }
        let is_multiplied = self.is_multiplied(field, column);
        is_multiplied.then(|| "a score is computed from it".to_owned())
    }

    /// The columns that may be of the other axis.
    fn others(&self, field: RiskField) -> impl Iterator<Item = &Column> {
        let other = if field == RiskField::Likelihood {
            RiskField::Impact
        } else {
            RiskField::Likelihood
        };
        let is_other = move |column: &&Column| {
            let is_named =
                matches!(column.header.meaning, Meaning::Field(named, _) if named == other);
            is_named && (column.profile.is_mostly_levels() || column.profile.is_empty())
        };
        self.columns.iter().filter(is_other)
    }

    /// Whether a formula computes with a column and with one of the other axis.
    fn is_multiplied(&self, field: RiskField, column: &Column) -> bool {
        let HeaderText { column, text, .. } = &column.text;
        self.columns.iter().any(|score| {
            let formula = &score.formula;
            let mut others = self.others(field);
            uses(formula, *column, text)
                && others.any(|other| uses(formula, other.text.column, &other.text.text))
        })
    }
}
