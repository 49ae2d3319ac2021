//! Words of commands that a page shows.

use super::is_active;

/// A word as a shell takes it.
///
/// ```
/// use risk_core::document::shell_word;
///
/// assert_eq!(shell_word("risks.xlsx"), "risks.xlsx");
/// assert_eq!(shell_word("it's"), r"'it'\''s'");
/// ```
pub fn shell_word(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_@%+=:,./-".contains(c);
    if !word.is_empty() && !word.starts_with(['-', '=']) && word.chars().all(is_plain) {
        return word.to_owned();
    }
    if !word.contains(|c| is_active(c) || c == '\n') {
        return format!("'{}'", word.replace('\'', r"'\''"));
    }
    // A form of bash and zsh, in which nothing has to be shown that would be obeyed.
    let mut quoted = String::from("$'");
    for c in word.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\'' | '\\' => quoted.extend(['\\', c]),
            c if is_active(c) => quoted += &format!("\\U{:08x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "'"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_gets_words_back_as_they_are() {
        assert_eq!(shell_word("a=b,c"), "a=b,c");
        assert_eq!(shell_word("it's"), "'it'\\''s'");
        assert_eq!(shell_word("$(x) `y`"), "'$(x) `y`'");
        assert_eq!(shell_word(""), "''");
        assert_eq!(shell_word("--force"), "'--force'");
        assert_eq!(shell_word("a\u{202e}'b"), "$'a\\U0000202e\\'b'");
    }
}
