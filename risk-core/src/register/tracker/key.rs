//! The shapes that keys and numbers of cards have.

/// `OPS-12` as its prefix and its number.
pub(super) fn parts(text: &str) -> Option<(&str, &str)> {
    let (prefix, digits) = text.split_once('-')?;
    (is_prefix(prefix) && is_number(digits)).then_some((prefix, digits))
}

/// A letter followed by letters, digits and underscores.
pub(super) fn is_prefix(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn is_alphanumeric(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The 32 hexadecimal digits of a UUID that is written without dashes.
pub(super) fn is_hex_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// `OPS-12` in capitals, for trackers where the case of a key does not matter.
pub(super) fn upper(text: &str) -> Option<String> {
    parts(text).map(|_| text.to_ascii_uppercase())
}
