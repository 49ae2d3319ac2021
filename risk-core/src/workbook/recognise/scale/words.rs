//! Levels that are words.

use super::axis::Axis;
use super::{Discovered, Discovery};
use crate::record::text::fold;
use crate::register::axes::{KNOWN_AXES, KnownAxis, named};
use crate::register::{Level, Levels};
use crate::workbook::recognise::vocabulary::is_listed;

/// What the words of an axis are of.
pub(super) fn discover(axis: &Axis, default: &Levels) -> Discovery {
    let words = stated(axis);
    if words.is_empty() {
        return Discovery::Nothing;
    }
    let weights = KNOWN_AXES.iter().map(|known| weight(known, &words));
    let best = weights.max().unwrap_or_default();
    let total: usize = words.iter().map(|(_, count)| *count).sum();
    if let Some(letters) = letters(&words, axis).filter(|_| best < total) {
        return letters;
    }
    if 2 * best <= total {
        return unknown(axis, &words);
    }
    let mut fitting = best_of(|known| weight(known, &words), best);
    // The one with the fewest levels that are not used is the likeliest.
    fitting.sort_by_key(|known| known.levels.len());
    // Where the default has all words too, it is meant.
    let is_default = |known: &&&KnownAxis| known.levels.labels() == default.labels();
    let the_default = fitting.iter().find(is_default).copied();
    match the_default.or_else(|| the_one(&fitting, &words, !axis.offered.is_empty())) {
        Some(known) => Discovery::One(Discovered {
            name: known.name.to_owned(),
            levels: known.levels.clone(),
            because: if axis.offered.is_empty() {
                "by its words".to_owned()
            } else {
                "by the words that its cells are chosen from".to_owned()
            },
            is_foreign: !known.is_english,
            has_words: true,
        }),
        None => {
            let mut names: Vec<String> =
                fitting.iter().map(|known| known.name.to_owned()).collect();
            names.dedup();
            let reason = format!("has words of several scales ({})", listed(&words));
            Discovery::Several(names, reason)
        }
    }
}

/// What a person can state for levels.
pub(super) fn name_of(levels: &Levels) -> String {
    let mut known = KNOWN_AXES.iter().filter(|known| known.is_english);
    let known = known.find(|known| known.levels.labels() == levels.labels());
    known.map_or_else(
        || levels.labels().join(" < "),
        |known| known.name.to_owned(),
    )
}

/// The axes that have the most of some words; those of one language, where any does.
fn best_of(weight: impl Fn(&KnownAxis) -> usize, most: usize) -> Vec<&'static KnownAxis> {
    let best = KNOWN_AXES.iter().filter(|known| weight(known) == most);
    let mut best: Vec<&KnownAxis> = best.collect();
    if best.iter().any(|known| !known.is_mixed) {
        best.retain(|known| !known.is_mixed);
    }
    best
}

/// Words that no axis has: a list that cells are chosen from has an order, in one direction or the other.
fn unknown(axis: &Axis, words: &[(&str, usize)]) -> Discovery {
    // Levels come back, and are few; anything else is a slip, or is still to be stated.
    const MOST: usize = 10;
    let is_offered = |(word, _): &(&str, usize)| axis.offered.iter().any(|known| known == word);
    let rising = axis.offered.join(" < ");
    if axis.offered.len() > 1 && words.iter().all(is_offered) && named(&rising).is_some() {
        let falling: Vec<&str> = axis.offered.iter().rev().map(String::as_str).collect();
        let reason =
            "is chosen from words of no known scale, and nothing shows which is the lowest";
        return Discovery::Several(vec![rising, falling.join(" < ")], reason.to_owned());
    }
    let distinct = axis.words.len();
    if !(2..=MOST).contains(&distinct) || axis.word_cells() < 2 * distinct {
        return Discovery::Nothing;
    }
    let words = listed(words);
    Discovery::NoLevels(format!(
        "has words of no known scale ({words}); a scale of them is stated from the lowest: --scale \
         'WORD < WORD < WORD'"
    ))
}

/// The first few words, for a message.
fn listed(words: &[(&str, usize)]) -> String {
    const SHOWN: usize = 8;
    let mut shown: Vec<&str> = words.iter().take(SHOWN).map(|(word, _)| *word).collect();
    if words.len() > SHOWN {
        shown.push("…");
    }
    shown.join(", ")
}

/// A scale that was said, in the words that the cells of an axis have where it is known in them: whoever says
/// `low-high` means `Faible` too.
pub(super) fn in_words(axis: &Axis, levels: &Levels) -> Option<Levels> {
    let known = axis.weight(levels);
    let english = KNOWN_AXES
        .iter()
        .find(|other| other.levels.labels() == levels.labels())?;
    let others = KNOWN_AXES.iter().filter(|other| other.name == english.name);
    let weight = |other: &KnownAxis| axis.weight(&other.levels);
    let best = others
        .clone()
        .map(weight)
        .max()
        .filter(|best| *best > known)?;
    let mut others = others;
    others
        .find(|other| weight(other) == best)
        .map(|other| other.levels.clone())
}

/// The words that cells have or are to be chosen from.
fn stated(axis: &Axis) -> Vec<(&str, usize)> {
    // Of what is not known yet, a word says so, or a mark.
    let is_known = |(word, _): &&(String, usize)| match fold(word).as_str() {
        "" => false,
        folded => !is_listed("nothing yet", folded),
    };
    let words = axis.words.iter().filter(is_known);
    let words = words.map(|(word, count)| (word.as_str(), *count));
    let is_new = |word: &&String| {
        axis.words
            .iter()
            .all(|(known, _)| fold(known) != fold(word))
    };
    let offered = axis
        .offered
        .iter()
        .filter(is_new)
        .map(|word| (word.as_str(), 1));
    words.chain(offered).collect()
}

fn weight(known: &KnownAxis, words: &[(&str, usize)]) -> usize {
    let known = words
        .iter()
        .filter(|(word, _)| known.levels.find(word).is_some());
    known.map(|(_, count)| *count).sum()
}

/// The axis that is meant, where that is clear: the only one, or the only one of which every
/// level is used, unless it is a part of others.
fn the_one<'a>(
    fitting: &[&'a KnownAxis],
    words: &[(&str, usize)],
    is_offered: bool,
) -> Option<&'a KnownAxis> {
    // Low, medium and high are three levels of many scales.
    const SHORT: usize = 3;
    if let [one] = fitting {
        return Some(one);
    }
    let is_complete = |known: &&&KnownAxis| {
        let uses = |level: Level| {
            words
                .iter()
                .any(|(word, _)| known.levels.find(word) == Some(level))
        };
        known.levels.iter().all(|(level, _)| uses(level))
    };
    let complete: Vec<&&KnownAxis> = fitting.iter().filter(is_complete).collect();
    match complete.as_slice() {
        [one] if is_offered || one.levels.len() > SHORT || one.name == "low-high" => Some(**one),
        _ => None,
    }
}

/// Letters from A on; the last that is used may not be the last that there is.
fn letters(words: &[(&str, usize)], axis: &Axis) -> Option<Discovery> {
    let letter = |word: &str| match word.as_bytes() {
        [letter @ b'A'..=b'Z'] => Some(*letter),
        _ => None,
    };
    let letters: Option<Vec<u8>> = words.iter().map(|(word, _)| letter(word)).collect();
    // One letter alone may be anything.
    let last = letters
        .filter(|letters| letters.len() > 1)?
        .into_iter()
        .max()?;
    let stated = axis.letters.filter(|stated| last <= *stated);
    if axis.offered.is_empty() && stated.is_none() && last < b'E' {
        let names = ["A-D", "A-E"].map(str::to_owned).to_vec();
        return Some(Discovery::Several(
            names,
            "has letters, and nothing shows the last".to_owned(),
        ));
    }
    let name = format!("A-{}", char::from(stated.unwrap_or(last)));
    Some(Discovery::One(Discovered {
        levels: named(&name)?,
        name,
        because: "by its letters".to_owned(),
        is_foreign: false,
        has_words: false,
    }))
}

/// Where an axis that is known has more of the words than some levels: how many cells those know,
/// a word that they do not know, and the name of the axis.
pub(super) fn larger(axis: &Axis, levels: &Levels) -> Option<(usize, String, &'static str)> {
    let known = axis.weight(levels);
    let offered = axis.offered.iter().any(|word| levels.find(word).is_none());
    if known == 0 || offered || axis.is_of_numbers() {
        return None;
    }
    let better = KNOWN_AXES
        .iter()
        .filter(|other| axis.weight(&other.levels) > known);
    let best = better.max_by_key(|other| axis.weight(&other.levels))?;
    let mut words = axis.words.iter().map(|(word, _)| word);
    let word =
        words.find(|word| levels.find(word).is_none() && best.levels.find(word).is_some())?;
    Some((known, word.clone(), best.name))
}
