//! Whether the values of a column, and what is computed from them, fit a field.

use super::{Assignment, Column};
use crate::record::RiskField;
use crate::workbook::recognise::meaning::{Meaning, Strength, is_of_fmea};
use crate::workbook::recognise::table::uses;

impl Assignment<'_> {
    /// Why the values of a column are not those of a field.
    pub(super) fn violation(
        &self,
        field: RiskField,
        strength: Strength,
        column: &Column,
    ) -> Option<&'static str> {
        const AXES: [RiskField; 2] = [RiskField::Likelihood, RiskField::Impact];
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
            let has_levels = profile.may_be_levels() && (!is_weak || profile.is_mostly_levels());
            if is_score() {
                Some("it is computed from other levels")
            } else {
                (!has_levels).then_some("its values are not levels")
            }
        } else if PROSE.contains(&field) {
            let is_of_levels = profile.describes_nothing() || is_score();
            is_of_levels.then_some("its values are levels or numbers")
        } else {
            let is_prose = field == RiskField::Reference && profile.is_mostly_prose();
            is_prose.then_some("its values are prose")
        }
    }

    /// Whether a column is computed from levels; that of an axis, from one of the other axis.
    pub(super) fn is_score(&self, field: RiskField, column: &Column) -> bool {
        let is_computed = 2 * column.profile.formulas > column.profile.filled;
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

    /// What around a column makes sure what its header leaves open.
    pub(super) fn evidence(&self, field: RiskField, columns: &[u32]) -> Option<&'static str> {
        let [number] = columns else {
            return None;
        };
        let other = if field == RiskField::Likelihood {
            RiskField::Impact
        } else {
            RiskField::Likelihood
        };
        let is_axis = |column: &&Column| {
            let is_other =
                matches!(column.header.meaning, Meaning::Field(named, _) if named == other);
            is_other && column.profile.is_mostly_levels()
        };
        let others: Vec<&Column> = self.columns.iter().filter(is_axis).collect();
        let header = |number: u32| self.column(number).map(|column| column.text.text.as_str());
        let multiplies = |column: &Column| {
            let formula = &column.formula;
            let uses_this = uses(formula, *number, header(*number).unwrap_or_default());
            uses_this
                && others
                    .iter()
                    .any(|o| uses(formula, o.text.column, &o.text.text))
        };
        if self.columns.iter().any(multiplies) {
            return Some("a score is computed from it");
        }
        let of_fmea = |column: &&Column| is_of_fmea(&column.text.words);
        let is_fmea = self.columns.iter().filter(of_fmea).count() >= 2;
        (is_fmea && !others.is_empty()).then_some("by the other columns of an FMEA")
    }
}
