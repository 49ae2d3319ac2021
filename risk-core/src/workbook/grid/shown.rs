//! What people see of a cell, where that is not its content.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Cell, Content, Grid, Value};
use crate::workbook::number_format::{Pattern, Shows};

/// What a cell shows of its number.
#[derive(Debug, Clone)]
pub(in crate::workbook) enum Shown {
    Text(String),
    /// What a format makes of it.
    By(Arc<Pattern>),
}

impl Grid {
    /// Notes a cell that shows something else than its content, which is not known.
    pub(in crate::workbook) fn note_shown(
        &mut self,
        place: (u32, u32),
        content: Content,
        shows: &Shows,
    ) {
        let value = || match content {
            Content::Value(number) => self.values.get(number as usize),
            _ => None,
        };
        let is_unseen = match (content, shows) {
            (Content::Shared(_) | Content::Own(_), Shows::Text(pattern)) => pattern.adds_to_text(),
            (_, Shows::Unknown) => matches!(value(), Some(Value::Number(_))),
            _ => false,
        };
        self.unseen.extend(is_unseen.then_some(place));
    }

    /// The text of a cell as people see it, where its format has more to show than a number.
    pub(in crate::workbook) fn as_shown(&self, cell: &Cell) -> Cow<'_, str> {
        let shown = match cell.content {
            Content::Value(number) => self.shown.get(&number),
            _ => None,
        };
        let shown = match (shown, self.value(cell)) {
            (Some(Shown::Text(text)), _) => Some(Cow::Borrowed(text.as_str())),
            (Some(Shown::By(pattern)), Some(Value::Number(number))) => {
                pattern.text(*number).map(Cow::Owned)
            }
            _ => None,
        };
        shown.unwrap_or_else(|| self.display(cell))
    }

    /// Whether a cell shows something else than its content, which is not known.
    pub(in crate::workbook) fn is_unseen(&self, cell: &Cell) -> bool {
        let place = (cell.row, cell.column);
        self.unseen.binary_search(&place).is_ok()
    }
}
