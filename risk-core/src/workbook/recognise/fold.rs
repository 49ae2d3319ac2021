//! Words of headers, whatever their case, accents and punctuation.

use unicode_normalization::char::is_combining_mark;

use crate::record::text::{is_invisible, without_accents};

/// Longer texts, in bytes, are prose and not headers. It bounds what a look-up costs.
const LONGEST_HEADER: usize = 120;

/// The words of a header, folded; what is in parentheses is left out unless there is nothing else.
pub(super) fn header_words(header: &str) -> Vec<String> {
    if header.len() > LONGEST_HEADER {
        return Vec::new();
    }
    // As an export of Jira names the fields that somebody has added.
    let header = header.strip_prefix("Custom field ").unwrap_or(header);
    let words = words_of(&outside_parentheses(header));
    if words.is_empty() {
        words_of(header)
    } else {
        words
    }
}

/// The words of a header, those in parentheses among them.
pub(super) fn all_words(header: &str) -> Vec<String> {
    if header.len() > LONGEST_HEADER {
        return Vec::new();
    }
    words_of(header)
}

fn outside_parentheses(header: &str) -> String {
    let mut depth = 0_u32;
    let mut outside = String::with_capacity(header.len());
    for c in header.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                outside.push(' ');
            }
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

fn words_of(text: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(text.len());
    let mut was_small = false;
    // As Spanish and Italian abbreviate a number: `N.º` is one word.
    for c in text.replace(".º", "º").replace(".°", "°").chars() {
        if is_invisible(c) {
            continue;
        }
        // `ImpactRating` is two words.
        if was_small && c.is_uppercase() {
            spaced.push(' ');
        }
        was_small = c.is_lowercase();
        spaced.push(match c {
            '°' => 'o',
            // Within words of some languages.
            '\'' | '’' | 'ʼ' => '\'',
            c => c,
        });
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '\'' || is_combining_mark(c);
    let words = spaced.split(|c: char| !is_part(c) && c != '№');
    let words = words.map(|text| word(text.trim_matches('\'')));
    words.filter(|word| !word.is_empty()).collect()
}

/// A word without case, accents and the plural.
pub(super) fn word(text: &str) -> String {
    if text.is_ascii() {
        return singular(text.to_ascii_lowercase());
    }
    singular(without_accents(text).to_lowercase().replace('ß', "ss"))
}

fn singular(folded: String) -> String {
    match folded.strip_suffix('s') {
        Some(singular) if singular.len() > 1 && !singular.ends_with(['s', 'u']) => {
            singular.to_owned()
        }
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_without_case_accents_and_punctuation() {
        let folded = |header: &str| header_words(header).join(" ");
        assert_eq!(
            folded(" Descripción\ndel  RIESGO: "),
            "descripcion del riesgo"
        );
        assert_eq!(folded("Risk\u{200b} IDs"), "risk id");
        assert_eq!(folded("Likelihood (1–5)"), "likelihood");
        assert_eq!(folded("(Notes)"), "note");
        assert_eq!(folded("ImpactRating"), "impact rating");
        assert_eq!(folded("№"), "no");
        assert_eq!(folded("Nº / N°"), "no no");
        assert_eq!(folded("N.º / N.°"), "no no");
        assert_eq!(folded("Maßnahmen"), "massnahmen");
        assert_eq!(folded("inherent_proba"), "inherent proba");
        assert_eq!(folded("Status"), "status");
    }
}
