//! Comparing words as people write them, and suggesting the one that was meant.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds case, white space, hyphens and underscores: ` Very-High ` becomes `very high`. A letter whose accent is a
/// character of its own is the letter with it, and what nobody sees is left out.
pub(crate) fn fold(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    if text.is_ascii() {
        result.extend(folded(text));
    } else {
        let seen: String = text.nfc().filter(|c| !is_invisible(*c)).collect();
        result.extend(folded(&seen));
    }
    result
}

/// A text in which a letter and its marks are one character (NFC): macOS takes them apart, and nobody sees that.
pub(crate) fn composed(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() {
        text.into()
    } else {
        text.nfc().collect::<String>().into()
    }
}

/// A text as others are compared with it that people typed: in small letters, without what nobody sees, and with the
/// space of the keyboard for those that look like it, which pages and mails have.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let text = composed(text);
    let seen = text.chars().filter(|c| !is_invisible(*c));
    let is_like_space = |c: char| c.is_whitespace() && !c.is_ascii();
    let typed = seen.map(|c| if is_like_space(c) { ' ' } else { c });
    typed.collect::<String>().to_lowercase()
}

/// What people write into a cell where there is nothing to write, in the languages whose headers are known.
const NOTHING: [&str; 29] = [
    "none",
    "n/a",
    "na",
    "n.a.",
    "nil",
    "nothing",
    "not applicable",
    "tbd",
    "tba",
    "tbc",
    "todo",
    "to do",
    "to be determined",
    "to be defined",
    "unknown",
    "not known",
    "keine",
    "keiner",
    "entfällt",
    "offen",
    "aucun",
    "aucune",
    "ninguno",
    "ninguna",
    "nenhum",
    "nenhuma",
    "geen",
    "nessuno",
    "nessuna",
];

/// Whether a text says something: it has a letter or a number, and is no word for nothing, such as `n/a` or `TBD`.
pub(crate) fn says_something(text: &str) -> bool {
    const LONGEST: usize = 20;
    let text = text.trim();
    let has_content = || text.chars().any(char::is_alphanumeric);
    let is_nothing = || NOTHING.contains(&fold(text.trim_matches(['(', ')', '.', '!'])).as_str());
    text.len() > LONGEST || has_content() && !is_nothing()
}

/// What a text says, without white space about it; nothing where it [says nothing](says_something).
pub(crate) fn said(text: &str) -> &str {
    let said = Some(text.trim()).filter(|text| says_something(text));
    said.unwrap_or_default()
}

/// Whether a character has no width: some programs leave such characters in texts, where nobody sees them.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

/// A text without accents.
pub(crate) fn without_accents(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Whether two texts are the same when folded. It stops at the first difference.
#[cfg(feature = "trackers")]
pub(crate) fn alike(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        // Nearly all differ in the first letter already.
        letters(one).eq(letters(other)) && folded(one).eq(folded(other))
    } else {
        fold(one) == fold(other)
    }
}

/// A text of ASCII in lower case, without what stands between words.
#[cfg(feature = "trackers")]
fn letters(text: &str) -> impl Iterator<Item = char> {
    let letters = text.chars().filter(|c| !is_space(*c));
    letters.map(|c| c.to_ascii_lowercase())
}

/// Whether a character stands between words.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_')
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    let words = text.split(is_space);
    let words = words.filter(|word| !word.is_empty()).enumerate();
    words.flat_map(|(place, word)| {
        let space = (place > 0).then_some(' ');
        space
            .into_iter()
            .chain(word.chars().flat_map(char::to_lowercase))
    })
}

/// Longer texts are not misspellings of a name, and comparing two takes the product of their lengths.
const LONGEST_COMPARED: usize = 100;

/// The candidate that a misspelt text most likely meant, if one is near enough: one that at most
/// half of its letters would have to change for.
pub(crate) fn nearest<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let most = text.chars().count().max(3) / 2;
    let ranked = rank(text, candidates, strsim::osa_distance);
    let first = ranked.into_iter().next();
    first
        .filter(|(distance, _)| *distance <= most)
        .map(|(_, candidate)| candidate)
}

/// Text between tags of XML. What XML 1.0 cannot hold at all (section 2.2, "Characters") becomes the replacement
/// character.
pub(crate) fn xml_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            // A parser may turn other line ends into this one, unless given its number.
            '\r' => escaped += "&#13;",
            '\t' | '\n' => escaped.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Words in a row, the last one after another: `A`, `A and B`, `A, B and C`.
pub(crate) fn in_a_row<T: AsRef<str>>(words: &[T], before_last: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [others @ .., last] => format!("{} {before_last} {last}", others.join(", ")),
    }
}

/// The first words of more: `A, B and 3 more`.
pub(crate) fn and_more<T: AsRef<str>>(first: &[T], more: usize) -> String {
    let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
    match more {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Where a part of a text begins in it.
#[cfg(any(feature = "trackers", feature = "import"))]
pub(crate) fn offset_of(text: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// Whether a name may be meant by another one: a third of its letters differ at most, or they have a word in common.
#[cfg(feature = "trackers")]
pub(crate) fn is_near(one: &str, other: &str) -> bool {
    if one.len().max(other.len()) > LONGEST_COMPARED {
        return false;
    }
    let (one, other) = (fold(one), fold(other));
    let longest = one.chars().count().max(other.chars().count());
    let is_word = |word: &&str| word.chars().count() > 2;
    let mut words = one.split(' ').filter(is_word);
    strsim::osa_distance(&one, &other) <= (longest / 3).max(1)
        || words.any(|word| other.split(' ').any(|of_other| of_other == word))
}

/// The three candidates most like a text, most like first and each once, however unlike they are. A beginning
/// in common counts for much, because people leave the end of a name away.
pub(crate) fn three_nearest<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    // `R7` is as good as `R07`.
    let unlikeness = |a: &str, b: &str| {
        if without_zeros(a) == without_zeros(b) {
            0.0
        } else {
            1.0 - strsim::jaro_winkler(a, b)
        }
    };
    let mut nearest: Vec<&str> = Vec::with_capacity(3);
    for (_, candidate) in rank(text, candidates, unlikeness) {
        if nearest.len() == 3 {
            break;
        }
        if !nearest.contains(&candidate) {
            nearest.push(candidate);
        }
    }
    nearest
}

/// A text without the zeros that its numbers begin with.
fn without_zeros(text: &str) -> String {
    let mut within = false;
    let kept = text.chars().filter(|c| {
        let is_leading = *c == '0' && !within;
        within = c.is_ascii_digit() && !is_leading;
        !is_leading
    });
    kept.collect()
}

/// The candidates by their distance from a text; equals stay in their order.
fn rank<'a, D: PartialOrd>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    distance: impl Fn(&str, &str) -> D,
) -> Vec<(D, &'a str)> {
    if text.len() > LONGEST_COMPARED {
        return Vec::new();
    }
    let folded = fold(text);
    let mut ranked: Vec<_> = candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST_COMPARED)
        .map(|candidate| (distance(&folded, &fold(candidate)), candidate))
        .collect();
    ranked.sort_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    ranked
}

/// Longer texts are cut in messages; whoever reports them has the whole.
const LONGEST_SHOWN: usize = 100;

/// A text on one line and not too long for a message.
pub(crate) fn shown(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = text.chars().take(LONGEST_SHOWN).map(visible).collect();
    if text.chars().nth(LONGEST_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// The same between backticks.
pub(crate) fn quote(text: &str) -> String {
    format!("`{}`", shown(text))
}

/// The text between double quotes, inside which they are doubled; `None` where it is not such.
pub(crate) fn unquoted(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let alone = inside.replace("\"\"", "").contains('"');
    (!alone).then(|| inside.replace("\"\"", "\""))
}

/// The text between double quotes, as [`unquoted`] reads it.
pub(crate) fn in_double_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The words of a name in small letters, with hyphens between them, as ids and files have them.
#[cfg(feature = "trackers")]
pub(crate) fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Whether a number has all digits of the text that it was read from.
pub(crate) fn keeps_digits(number: f64, text: &str) -> bool {
    // A float of 64 bits has any 15 digits, and a point.
    const ALWAYS: usize = 16;
    let is_short = text.len() <= ALWAYS && !text.contains(['e', 'E']);
    // Halfway between two texts, a number has two shortest ones: the standard library takes one, and JSON the other.
    let json = || serde_json::Number::from_f64(number).map(|number| number.to_string());
    let stated = digits(text);
    is_short
        || stated == digits(&format!("{number:e}"))
        || json().is_some_and(|json| stated == digits(&json))
}

/// The digits of a number between the first and the last that is not 0, and the power of ten of the last one.
pub(crate) fn digits(text: &str) -> (String, i64) {
    let (number, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let all = [whole, fraction].concat().replace(['-', '+', '_'], "");
    let short = all.trim_end_matches('0');
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
    let fraction = fraction.replace('_', "");
    let power = power.parse::<i64>().unwrap_or_default() - length(&fraction);
    let power = power.saturating_add(length(&all) - length(short));
    let short = short.trim_start_matches('0');
    (short.to_owned(), if short.is_empty() { 0 } else { power })
}

/// `Low, Medium or High`; of many, the first few and the last.
pub(crate) fn one_of(texts: &[impl AsRef<str>]) -> String {
    // A scale of words has at most ten; of more, such as per cents, nobody has to see each.
    const MOST: usize = 12;
    let shown: Vec<String> = texts.iter().map(|text| shown(text.as_ref())).collect();
    match shown.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if shown.len() <= MOST => format!("{} or {last}", first.join(", ")),
        [first @ .., last] => format!("{}, … or {last}", first[..3].join(", ")),
    }
}

/// The beginning of a SHA-256, as hexadecimal digits.
#[cfg(feature = "trackers")]
pub(crate) fn digest(bytes: &[u8], length: usize) -> String {
    use sha2::Digest;

    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    let halves = sha2::Sha256::digest(bytes).into_iter();
    let halves = halves.flat_map(|byte| [byte >> 4, byte & 15]);
    halves.take(length).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_finds_the_word_and_nonsense_finds_none() {
        let levels = ["Low", "Medium", "High"];
        assert_eq!(nearest("Hgih", levels), Some("High"));
        assert_eq!(nearest("medum", levels), Some("Medium"));
        assert_eq!(nearest("catastrophic", levels), None);
        assert_eq!(nearest(&"High".repeat(1000), levels), None);
    }

    #[test]
    fn the_beginning_of_a_name_finds_it() {
        let names = ["DNS", "Monitoring", "Postgres primary", "Login"];
        assert_eq!(three_nearest("postgress", names)[0], "Postgres primary");
        let twice = ["Redis", "DNS", "Redis", "Redis", "Redis"];
        assert_eq!(three_nearest("redix", twice), ["Redis", "DNS"]);
    }

    #[test]
    fn what_is_shown_has_one_line_and_an_end() {
        assert_eq!(quote("High\nsee notes"), "`High see notes`");
        let long = "é".repeat(LONGEST_SHOWN);
        assert_eq!(quote(&format!("{long}e")), format!("`{long}…`"));
    }
}
