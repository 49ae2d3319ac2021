//! Lists of words, which are data and no code.

/// The lists of a file: a line each, with a name, a colon, and what is listed between commas.
pub(crate) fn word_lists(
    file: &'static str,
) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str> + Clone)> {
    file.lines().map(|line| {
        let (name, words) = line.split_once(": ").expect("a list has a name");
        (name, words.split(", "))
    })
}
