//! Comparing words as people write them, and suggesting the one that was meant.

/// Folds case, white space, hyphens and underscores: ` Very-High ` becomes `very high`.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'))
        .filter(|word| !word.is_empty())
    {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// Texts longer than this are nobody's misspelling, and would take long to compare.
const LONGEST_COMPARED: usize = 100;

/// The candidate that a misspelt text most likely meant, if one is near enough.
pub(crate) fn nearest<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut ranked = rank(text, candidates);
    ranked.retain(|(distance, _)| *distance <= text.chars().count().max(3) / 2);
    ranked.first().map(|(_, candidate)| *candidate)
}

/// The three candidates nearest to a text, nearest first, however far they are.
pub(crate) fn three_nearest<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    rank(text, candidates)
        .into_iter()
        .take(3)
        .map(|(_, candidate)| candidate)
        .collect()
}

/// The candidates by their distance from a text; equals stay in their order.
fn rank<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    if text.len() > LONGEST_COMPARED {
        return Vec::new();
    }
    let folded = fold(text);
    let mut ranked: Vec<_> = candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST_COMPARED)
        .map(|candidate| {
            let distance = strsim::osa_distance(&folded, &fold(candidate));
            (distance, candidate)
        })
        .collect();
    ranked.sort_by_key(|(distance, _)| *distance);
    ranked
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
}
