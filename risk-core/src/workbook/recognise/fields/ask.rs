//! What has to be asked.

use super::{AXES, Assignment, Column};
use crate::question::{Answer, Question};
use crate::record::RiskField;
use crate::record::column_letters;
use crate::record::text::quote;
use crate::workbook::grid::column_number;
use crate::workbook::recognise::Certainty;
use crate::workbook::recognise::meaning::{Meaning, Strength};

impl Assignment<'_> {
    pub(super) fn ask_for_missing(&mut self, field: RiskField, name: &str) {
        // A register rarely has more columns that matter, and a question stays readable.
        const SHOWN: usize = 12;
        let headers: Vec<String> = self
            .columns
            .iter()
            .map(|c| self.shown(c.text.column))
            .collect();
        let text = format!(
            "no column is headed {}, as was specified for {field}",
            quote(name)
        );
        let list = headers[..headers.len().min(SHOWN)].join(", ");
        self.question(
            &text,
            vec![Answer::Words(format!("its columns are {list}"))],
        );
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
            let has_levels = column.profile.is_words_of_levels() && column.profile.filled > 1;
            is_free && is_unknown && has_levels && !column.is_hidden
        };
        let unknown = self.columns.iter().filter(is_unknown);
        let columns: Vec<u32> = unknown.map(|column| column.text.column).collect();
        if columns.is_empty() {
            return;
        }
        let shown: Vec<String> = columns.iter().map(|column| self.shown(*column)).collect();
        let (verb, shown) = match shown.as_slice() {
            [only] => ("column", only.clone()),
            several => ("columns", several.join(" and ")),
        };
        let axes: Vec<&str> = missing.iter().map(|field| field.path()).collect();
        let text = format!(
            "the {verb} {shown} may be the {}: the values are levels",
            axes.join(" or the ")
        );
        let mut answers: Vec<Answer> = missing
            .iter()
            .flat_map(|field| columns.iter().map(|column| self.answer(*field, *column)))
            .collect();
        answers.extend(missing.iter().map(|field| Answer::no_column(*field)));
        self.question(&text, answers);
        for (column, field) in columns.iter().zip(missing.iter().cycle()) {
            self.unclear(*column, *field);
        }
        self.closed.extend(missing);
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
        let likely = sorts
            .into_iter()
            .find(|sort| !sort.is_empty())
            .unwrap_or_default();
        let columns: Vec<u32> = likely.iter().map(|column| column.text.column).collect();
        if columns.is_empty() {
            return;
        }
        let shown: Vec<String> = columns.iter().map(|column| self.shown(*column)).collect();
        let text = format!(
            "no column surely describes the risks; it may be {}",
            shown.join(" or ")
        );
        self.ask(RiskField::Description, &text, columns);
    }

    /// Asks which of some columns has a field.
    pub(super) fn ask(&mut self, field: RiskField, text: &str, columns: Vec<u32>) {
        let answers = columns.iter().map(|column| self.answer(field, *column));
        let answers = answers.collect();
        self.question(text, answers);
        self.closed.insert(field);
        for column in columns {
            self.unclear(column, field);
        }
    }

    /// That a column has a field: by its letters or, where these are the header of another column, by its header.
    pub(super) fn answer(&self, field: RiskField, column: u32) -> Answer {
        let answer = Answer::column(field, column);
        let letters = column_letters(column);
        let mut others = self.columns.iter();
        let is_header = others.any(|c| c.text.text == letters && c.text.column != column);
        let header = self.column(column).map(|column| column.text.text.as_str());
        let header = header.filter(|header| is_header && !header.is_empty());
        let Some(header) = header else {
            return answer;
        };
        let same = self.columns.iter().filter(|c| c.text.text == header);
        let columns: Vec<u32> = same.map(|c| c.text.column).collect();
        let before = columns.iter().filter(|same| **same <= column).count();
        let is_letters = column_number(header).is_some();
        let column = match columns.as_slice() {
            [_] if !is_letters => header.to_owned(),
            _ => format!("{header}~{before}"),
        };
        Answer::Column { field, column }
    }

    pub(super) fn question(&mut self, text: &str, answers: Vec<Answer>) {
        let text = format!("in the sheet {} {text}", quote(self.sheet));
        self.fields.questions.push(Question { text, answers });
    }

    pub(super) fn unclear(&mut self, column: u32, field: RiskField) {
        self.fields.possible.insert(column, field);
        let because = "that has to be decided".to_owned();
        self.fields
            .reasons
            .insert(column, (Certainty::Unclear, because));
    }

    /// A column as messages name it: its letters and its header.
    pub(super) fn shown(&self, column: u32) -> String {
        let text = self.column(column).map(|column| column.text.text.as_str());
        format!(
            "{} ({})",
            column_letters(column),
            quote(text.unwrap_or_default())
        )
    }
}
