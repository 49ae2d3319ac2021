//! Texts in messages.

pub(super) use crate::record::text::{one_of, quote, shown};

/// `` `a`, `b` or `c` ``.
pub(super) fn any_of(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quote(text)).collect();
    one_of(&quoted)
}

/// The text between double quotes, inside which they are doubled; `None` where it is not such.
pub(super) fn unquoted(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let alone = inside.replace("\"\"", "").contains('"');
    (!alone).then(|| inside.replace("\"\"", "\""))
}

/// The text between double quotes, as [`unquoted`] reads it.
pub(super) fn in_double_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
