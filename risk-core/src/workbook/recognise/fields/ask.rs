//! What has to be asked.

use super::{AXES, Assignment, Column, listed};
use crate::question::{Answer, Question};
use crate::record::RiskField;
use crate::record::column_letters;
use crate::record::text::quote;
use crate::workbook::recognise::Certainty;
use crate::workbook::recognise::header::name_of;
use crate::workbook::recognise::meaning::{Meaning, Strength};

impl Assignment<'_> {
    pub(super) fn ask_for_missing(&mut self, field: RiskField, name: &str) {
        // A register rarely has more columns that matter, and a question stays readable.
        const SHOWN: usize = 12;
        let columns = self.columns.iter().take(SHOWN);
        let columns: Vec<&Column> = columns.collect();
        let text = format!(
            "no column is headed {}, as was specified for {field}",
            quote(name)
        );
        let list = format!("its columns are {}", listed(&columns, ", "));
        self.question(&text, vec![Answer::Words(list)]);
        self.closed.insert(field);
    }

    /// Asks about columns of nothing but level words under headers that nobody knows, where
    /// likelihood or impact is missing.
    pub(super) fn unknown_levels(&mut self) {
        let missing: Vec<RiskField> = AXES
            .into_iter()
            .filter(|axis| self.is_open(*axis))
            .collect();
        if missing.is_empty() {
            return;
        }
        let is_unknown = |column: &&Column| {
            let is_free = !self.fields.columns.contains_key(&column.text.column);
            let is_unknown = column.header.meaning == Meaning::Unknown;
            let has_levels = column.profile.is_words_of_levels() && column.profile.filled() > 1;
            is_free && is_unknown && has_levels && !column.is_hidden
        };
        let columns: Vec<&Column> = self.columns.iter().filter(is_unknown).collect();
        if columns.is_empty() {
            return;
        }
        let shown = listed(&columns, " and ");
        let noun = if columns.len() == 1 {
            "column"
        } else {
            "columns"
        };
        let axes: Vec<&str> = missing.iter().map(|field| field.path()).collect();
        let axes = axes.join(" or the ");
        let text = format!("the {noun} {shown} may be the {axes}: the values are levels");
        self.ask(&missing, &text, &columns, true);
    }

    /// Asks which column describes the risks, where none states so.
    pub(super) fn undescribed(&mut self) {
        if !self.is_open(RiskField::Description) {
            return;
        }
        let free = |column: &&Column| !self.fields.columns.contains_key(&column.text.column);
        let named = |column: &&Column| {
            matches!(
                column.header.meaning,
                Meaning::Field(RiskField::Description, _)
            )
        };
        let describes = |column: &&Column| {
            !column.profile.is_empty() && !column.profile.is_mostly_stated_levels()
        };
        let free: Vec<&Column> = self.columns.iter().filter(free).collect();
        let likely = free.iter().copied().filter(|c| named(c) && describes(c));
        let prose = free
            .iter()
            .copied()
            .filter(|column| column.profile.is_mostly_prose());
        let sure = free.iter().copied().filter(|column| {
            let described = Meaning::Field(RiskField::Description, Strength::Sure);
            column.header.meaning == described
        });
        // Where all else is that of a register, whatever has texts or is empty may describe the risks.
        let is_rated = AXES.iter().all(|axis| self.fields.may_have(*axis));
        let open = free.iter().copied().filter(|column| {
            let is_other = matches!(column.header.meaning, Meaning::Other(_));
            is_rated && !is_other && !column.profile.describes_nothing()
        });
        let is_headed = |column: &&Column| !column.text.text.is_empty();
        let unheaded = free.iter().copied().filter(|column| !is_headed(column));
        let sorts: [Vec<&Column>; 5] = [
            likely.collect(),
            prose.collect(),
            unheaded.collect(),
            sure.collect(),
            open.collect(),
        ];
        let Some(columns) = sorts.into_iter().find(|sort| !sort.is_empty()) else {
            return;
        };
        let shown = listed(&columns, " or ");
        let text = format!("no column surely describes the risks; it may be {shown}");
        self.ask(&[RiskField::Description], &text, &columns, false);
    }

    /// Asks which of some columns have which of some fields, or whether none has.
    pub(super) fn ask(
        &mut self,
        fields: &[RiskField],
        text: &str,
        columns: &[&Column],
        or_none: bool,
    ) {
        let mut answers: Vec<Answer> = Vec::new();
        for field in fields {
            answers.extend(columns.iter().map(|column| self.answer(*field, column)));
        }
        if or_none {
            answers.extend(fields.iter().map(|field| Answer::no_column(*field)));
        }
        self.question(text, answers);
        self.closed.extend(fields);
        for (column, field) in columns.iter().zip(fields.iter().cycle()) {
            let because = "that has to be decided".to_owned();
            let column = column.text.column;
            self.fields.possible.insert(column, *field);
            self.fields
                .reasons
                .insert(column, (Certainty::Unclear, because));
        }
    }

    /// That a column has a field: by its letters or, where these are the header of another column, by its header.
    pub(super) fn answer(&self, field: RiskField, column: &Column) -> Answer {
        let number = column.text.column;
        let letters = column_letters(number);
        let headers = self.columns.iter();
        let headers = headers.map(|column| (column.text.column, column.text.text.as_str()));
        let headers: Vec<(u32, &str)> = headers.collect();
        let mut others = headers.iter();
        if !others.any(|(other, text)| *text == letters && *other != number) {
            return Answer::column(field, number);
        }
        let column = name_of(&headers, number);
        Answer::Column { field, column }
    }

    pub(super) fn question(&mut self, text: &str, answers: Vec<Answer>) {
        let text = format!("in the sheet {} {text}", quote(self.sheet));
        self.fields.questions.push(Question { text, answers });
    }
}
