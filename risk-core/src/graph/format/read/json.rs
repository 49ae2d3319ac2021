//! What the readers of JSON have in common.

use super::Text;
use crate::error::Error;
use crate::record::text::offset_of;

impl Text<'_> {
    /// Reads JSON that is part of the text, or all of it.
    pub fn json<'a, T: serde::Deserialize<'a>>(&self, part: &'a str) -> Result<T, Error> {
        serde_json::from_str(part).map_err(|error| {
            let inner = Text {
                text: part,
                name: self.name,
            };
            let offset = self.offset_of(part) + inner.offset(error.line(), error.column());
            self.malformed(offset, without_place(&error))
        })
    }

    /// Where a part of the text begins.
    pub fn offset_of(&self, part: &str) -> usize {
        offset_of(self.text, part)
    }

    /// The byte at a line and a column, both counted from 1, the column in bytes.
    fn offset(&self, line: usize, column: usize) -> usize {
        let mut lines = self.text.split_inclusive('\n');
        let before: usize = lines
            .by_ref()
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let line = lines.next().map_or(0, str::len);
        before + column.saturating_sub(1).min(line)
    }
}

/// What is wrong, without the place that the reader of JSON adds to it.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let words = message
        .rfind(" at line ")
        .map_or(&*message, |end| &message[..end]);
    match words {
        "recursion limit exceeded" => "lists and objects nest more than 127 deep".to_owned(),
        words => words.to_owned(),
    }
}
