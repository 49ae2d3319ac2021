//! Texts in messages.

pub(super) use crate::record::text::{in_double_quotes, one_of, quote, shown, unquoted};

/// `` `a`, `b` or `c` ``.
pub(super) fn any_of(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quote(text)).collect();
    one_of(&quoted)
}
