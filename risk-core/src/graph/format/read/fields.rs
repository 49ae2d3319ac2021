//! Where the fields of a table begin and end.
//!
//! The reader of records reads on to the end of the file where a quote is not closed, and past whatever stands behind one that
//! is. Rows would be lost that way, and neither is a table.

/// What is wrong with a quote, and the byte where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrongQuote {
    pub at: usize,
    pub message: &'static str,
}

/// Looks for a quote that is not closed, or closed before its field ends, in the records from a byte on.
pub(super) fn check_quotes(text: &str, separator: u8, start: usize) -> Result<(), WrongQuote> {
    let mut at = start;
    while at < text.len() {
        at = end(text.as_bytes(), separator, at)? + 1;
    }
    Ok(())
}

/// Where a field stands in the record that begins at a byte, or after blank lines there.
pub(super) fn field(text: &str, separator: u8, record: usize, column: usize) -> usize {
    let rest = text.get(record..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let start = record + blank;
    let mut at = start;
    for _ in 0..column {
        match end(text.as_bytes(), separator, at) {
            Ok(end) if text.as_bytes().get(end) == Some(&separator) => at = end + 1,
            // The record has no such field, which is missing from its beginning.
            _ => return start,
        }
    }
    at
}

/// The byte behind the field that begins at one: of a separator, of the end of a line or of the text.
fn end(text: &[u8], separator: u8, at: usize) -> Result<usize, WrongQuote> {
    let is_end = |byte: &u8| *byte == separator || matches!(byte, b'\r' | b'\n');
    let find = |from: usize| {
        let found = text[from..].iter().position(is_end);
        found.map_or(text.len(), |length| from + length)
    };
    if text.get(at) != Some(&b'"') {
        return Ok(find(at));
    }
    let mut inside = at + 1;
    loop {
        let quote = text[inside..].iter().position(|byte| *byte == b'"');
        let Some(quote) = quote.map(|length| inside + length) else {
            let message = "this quote has no end: write one where the field ends, and two where a quote is part of \
                 its text";
            return Err(WrongQuote { at, message });
        };
        inside = quote + 1;
        if text.get(inside) != Some(&b'"') {
            break;
        }
        inside += 1;
    }
    let end = find(inside);
    let after = text[inside..end]
        .iter()
        .position(|byte| !byte.is_ascii_whitespace());
    after.map_or(Ok(end), |length| {
        let message =
            "the quotes end before the field does: write two where a quote is part of its text";
        let at = inside + length;
        Err(WrongQuote { at, message })
    })
}
