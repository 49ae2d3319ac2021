//! Which columns a table has, from left to right.

use risk_core::RiskField;

use super::plan::{Habit, Variant};

/// What a column of a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Field(RiskField),
    /// The numbers of the rows.
    Helper,
    Rating,
    Team,
    Key,
    Duplicate,
}

impl Column {
    pub fn is_level(self) -> bool {
        matches!(self, Self::Field(RiskField::Likelihood | RiskField::Impact))
    }

    pub fn is_hidden(self) -> bool {
        matches!(self, Self::Key | Self::Duplicate)
    }
}

impl Variant {
    pub fn columns(&self) -> Vec<Column> {
        let mut fields = self.order.clone();
        if self.has(Habit::Grouped) {
            // A group stands over both.
            fields.retain(|field| *field != RiskField::Impact);
            let likelihood = fields
                .iter()
                .position(|field| *field == RiskField::Likelihood);
            fields.insert(likelihood.map_or(0, |place| place + 1), RiskField::Impact);
        }
        let mut columns: Vec<Column> = fields.into_iter().map(Column::Field).collect();
        let mut add = |habit, column, at_front: bool| {
            if self.has(habit) {
                columns.insert(if at_front { 0 } else { columns.len() }, column);
            }
        };
        add(Habit::HiddenKey, Column::Key, self.manner.is_multiple_of(2));
        add(Habit::Rating, Column::Rating, self.manner.is_multiple_of(3));
        add(Habit::Team, Column::Team, self.manner.is_multiple_of(4));
        add(
            Habit::HiddenDuplicate,
            Column::Duplicate,
            self.manner.is_multiple_of(5),
        );
        add(Habit::Helper, Column::Helper, true);
        columns
    }

    pub fn header(&self, column: Column) -> String {
        let pick = |headers: &[&str]| headers[self.manner % headers.len()].to_owned();
        match column {
            Column::Field(field) => self.headers[&field].clone(),
            Column::Helper => pick(&["", "Line", "Row"]),
            Column::Rating => pick(&["Risk score", "Rating", "Risk level", "Score"]),
            Column::Team => pick(&["Team", "Cost centre"]),
            Column::Key => "Key".to_owned(),
            Column::Duplicate => self.headers[&RiskField::Likelihood].clone(),
        }
    }
}
