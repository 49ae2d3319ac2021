//! Which of the new entries is which of the old ones.

use std::collections::HashMap;

/// For each of the new entries, what it has of the old ones.
#[derive(Debug)]
pub(super) struct Alignment {
    /// The entry whose place it has. Those of two entries are in order.
    pub places: Vec<Option<usize>>,
    /// The entry whose text it has, or has a change of: that of its place, or one that moved.
    pub texts: Vec<Option<usize>>,
}

/// Aligns entries by their texts, and among equal texts by what else is alike.
pub(super) fn align(
    old: &[&str],
    new: &[&str],
    is_alike: impl Fn(usize, usize) -> bool,
) -> Alignment {
    let places = places(old.len(), new.len(), |i, k| {
        match (old[i] == new[k], is_alike(i, k)) {
            (true, true) => SAME,
            (true, false) => SAME_TEXT,
            (false, _) => 0,
        }
    });
    let texts = texts(old, new, &places);
    Alignment { places, texts }
}

/// The most pairs that are compared.
const MOST_PAIRS: usize = 1_000_000;

/// One more text in common counts more than all that is else alike: within [`MOST_PAIRS`], no more
/// than a thousand entries can be the same.
const SAME_TEXT: u32 = 1_001;
const SAME: u32 = SAME_TEXT + 1;

/// The old entry whose place each new one has.
fn places(old: usize, new: usize, likeness: impl Fn(usize, usize) -> u32) -> Vec<Option<usize>> {
    let shorter = old.min(new);
    let is_same = |i: usize, k: usize| likeness(i, k) == SAME;
    let before = (0..shorter).take_while(|n| is_same(*n, *n)).count();
    let after = (1..=shorter - before)
        .take_while(|n| is_same(old - n, new - n))
        .count();
    let (rows, columns) = (old - before - after, new - before - after);
    let mut pairs: Vec<(usize, usize)> = (0..before).map(|n| (n, n)).collect();
    if rows.saturating_mul(columns) <= MOST_PAIRS {
        let middle = |i: usize, k: usize| likeness(before + i, before + k);
        let middle = longest_common(rows, columns, middle).into_iter();
        pairs.extend(middle.map(|(i, k)| (before + i, before + k)));
    }
    pairs.extend((1..=after).rev().map(|n| (old - n, new - n)));
    with_changed(&pairs, old, new)
}

/// The pairs in order that are most alike together.
fn longest_common(
    rows: usize,
    columns: usize,
    likeness: impl Fn(usize, usize) -> u32,
) -> Vec<(usize, usize)> {
    let width = columns + 1;
    // How alike the rest is from each pair on.
    let mut best = vec![0; (rows + 1) * width];
    for i in (0..rows).rev() {
        for k in (0..columns).rev() {
            let without = best[(i + 1) * width + k].max(best[i * width + k + 1]);
            best[i * width + k] = match likeness(i, k) {
                0 => without,
                likeness => without.max(likeness + best[(i + 1) * width + k + 1]),
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut k) = (0, 0);
    while i < rows && k < columns {
        let here = best[i * width + k];
        if here == best[(i + 1) * width + k] {
            i += 1;
        } else if here == best[i * width + k + 1] {
            k += 1;
        } else {
            pairs.push((i, k));
            (i, k) = (i + 1, k + 1);
        }
    }
    pairs
}

/// Pairs by position what lies between entries that are the same.
fn with_changed(pairs: &[(usize, usize)], old: usize, new: usize) -> Vec<Option<usize>> {
    let mut places = vec![None; new];
    let (mut i, mut k) = (0, 0);
    for &(same_i, same_k) in pairs.iter().chain([&(old, new)]) {
        for (i, k) in (i..same_i).zip(k..same_k) {
            places[k] = Some(i);
        }
        if same_k < new {
            places[same_k] = Some(same_i);
        }
        (i, k) = (same_i + 1, same_k + 1);
    }
    places
}

/// The old entry whose text each new one has: one that moved has its own.
fn texts(old: &[&str], new: &[&str], places: &[Option<usize>]) -> Vec<Option<usize>> {
    let stays = |(k, place): (usize, &Option<usize>)| place.filter(|i| old[*i] == new[k]);
    let mut gone = vec![true; old.len()];
    for i in places.iter().enumerate().filter_map(stays) {
        gone[i] = false;
    }
    let mut moved: HashMap<&str, Vec<usize>> = HashMap::new();
    for i in (0..old.len()).rev().filter(|i| gone[*i]) {
        moved.entry(old[i]).or_default().push(i);
    }
    let text = |(k, place): (usize, &Option<usize>)| {
        stays((k, place))
            .or_else(|| moved.get_mut(new[k])?.pop())
            .or(*place)
    };
    places.iter().enumerate().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of entries that are a letter each.
    fn places_of(old: &str, new: &str) -> Vec<Option<usize>> {
        let old: Vec<&str> = old.split("").filter(|text| !text.is_empty()).collect();
        let new: Vec<&str> = new.split("").filter(|text| !text.is_empty()).collect();
        align(&old, &new, |_, _| true).places
    }

    #[test]
    fn what_both_have_in_order_is_kept() {
        assert_eq!(places_of("abc", "abc"), [Some(0), Some(1), Some(2)]);
        assert_eq!(places_of("abcd", "ad"), [Some(0), Some(3)]);
        assert_eq!(places_of("ad", "abcd"), [Some(0), None, None, Some(1)]);
        assert_eq!(
            places_of("abcde", "xbyd"),
            [Some(0), Some(1), Some(2), Some(3)]
        );
        assert_eq!(places_of("", "a"), [None]);
        assert_eq!(places_of("a", ""), []);
    }

    #[test]
    fn what_lies_between_is_changed_and_then_new() {
        assert_eq!(places_of("abc", "axyc"), [Some(0), Some(1), None, Some(2)]);
        assert_eq!(places_of("abcd", "axd"), [Some(0), Some(1), Some(3)]);
        assert_eq!(places_of("bab", "ab"), [Some(1), Some(2)]);
    }

    #[test]
    fn of_equal_texts_the_one_that_is_alike_is_kept() {
        let alignment = align(&["a", "a"], &["a"], |i, _| i == 1);
        assert_eq!(alignment.places, [Some(1)]);
        // More texts in common are worth more.
        let alignment = align(&["a", "b", "a"], &["a", "b"], |i, k| (i, k) == (2, 0));
        assert_eq!(alignment.places, [Some(0), Some(1)]);
    }

    #[test]
    fn an_entry_that_moved_has_the_text_that_it_had() {
        let alignment = align(&["a", "b", "c"], &["c", "a", "b"], |_, _| true);
        assert_eq!(alignment.places, [None, Some(0), Some(1)]);
        assert_eq!(alignment.texts, [Some(2), Some(0), Some(1)]);
    }

    #[test]
    fn long_lists_without_anything_in_common_are_paired_by_position() {
        let old = vec!["a"; 2_000];
        let new = vec!["b"; 2_001];
        let places = align(&old, &new, |_, _| true).places;
        assert_eq!((places[1_999], places[2_000]), (Some(1_999), None));
    }
}
