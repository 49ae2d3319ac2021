//! Which lines of one page are which of another. Of lines that read alike, it is those that stand among the same
//! neighbours.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The line of the other page that each line is.
pub(super) fn counterparts(lines: &[&str], others: &[&str]) -> Vec<Option<usize>> {
    let anchors = &once(lines) & &once(others);
    let of_others: HashMap<_, _> = sections(others, &anchors).into_iter().collect();
    let mut counterparts = Vec::with_capacity(lines.len());
    for (anchor, section) in sections(lines, &anchors) {
        let other = of_others[&anchor].clone();
        let common = common(&lines[section], &others[other.clone()]).into_iter();
        counterparts.extend(common.map(|place| Some(other.start + place?)));
    }
    counterparts
}

/// The lines that no other reads like.
fn once<'a>(lines: &[&'a str]) -> HashSet<&'a str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in lines {
        *counts.entry(line).or_default() += 1;
    }
    counts.retain(|_, count| *count == 1);
    counts.into_keys().collect()
}

/// What stands above all anchors, and from each anchor up to the next: so a part of the page that was moved is known
/// where it is.
fn sections<'a>(
    lines: &[&'a str],
    anchors: &HashSet<&'a str>,
) -> Vec<(Option<&'a str>, Range<usize>)> {
    let mut sections = vec![(None, 0..0)];
    for (at, line) in lines.iter().enumerate() {
        match sections.last_mut() {
            Some((_, section)) if !anchors.contains(line) => section.end = at + 1,
            _ => sections.push((Some(*line), at..at + 1)),
        }
    }
    sections
}

/// The most pairs of lines of a section that are compared, which takes four bytes each. Sections are short: only a
/// page of which somebody copied a thousand lines comes here.
const MOST_PAIRS: usize = 1_000_000;

/// The places of lines in the others: of the longest sequence that both have, the first lines where there are several.
/// In sections that are too long for that, of those that follow each other in both; where nobody took a line away,
/// these are the same.
fn common(lines: &[&str], others: &[&str]) -> Vec<Option<usize>> {
    let width = others.len() + 1;
    let rest = if lines.len().saturating_mul(width) <= MOST_PAIRS {
        in_common(lines, others)
    } else {
        Vec::new()
    };
    let is_skipped = |i: usize, k: usize| {
        !rest.is_empty() && rest[(i + 1) * width + k] < rest[i * width + k + 1]
    };
    let mut k = 0;
    let place = |(i, line): (usize, &&str)| {
        while others.get(k).is_some_and(|other| other != line) && is_skipped(i, k) {
            k += 1;
        }
        let is_common = others.get(k) == Some(line);
        k += usize::from(is_common);
        is_common.then(|| k - 1)
    };
    lines.iter().enumerate().map(place).collect()
}

/// How many lines both have in common, in order, from each pair on: by line, and then by the other.
fn in_common(lines: &[&str], others: &[&str]) -> Vec<u32> {
    let width = others.len() + 1;
    let mut rest = vec![0; (lines.len() + 1) * width];
    for i in (0..lines.len()).rev() {
        for k in (0..others.len()).rev() {
            let (below, beside) = ((i + 1) * width + k, i * width + k + 1);
            rest[i * width + k] = if lines[i] == others[k] {
                rest[below + 1] + 1
            } else {
                rest[below].max(rest[beside])
            };
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which lines of a page, each a letter, another has too: `+`.
    fn marks(page: &str, other: &str) -> String {
        let lines = |text| str::split_terminator(text, "").skip(1).collect::<Vec<_>>();
        let (page, other) = (lines(page), lines(other));
        let mark = |(line, counterpart): (&&str, Option<usize>)| match counterpart {
            Some(at) if other[at] == *line => '+',
            Some(_) => '?',
            None => '.',
        };
        let counterparts = counterparts(&page, &other);
        page.iter().zip(counterparts).map(mark).collect()
    }

    #[test]
    fn of_lines_that_read_alike_it_is_those_among_their_neighbours() {
        assert_eq!(marks("xaxbx", "axbx"), ".++++");
        assert_eq!(marks("axbxx", "axb"), "+++..");
        assert_eq!(marks("aybxb", "axb"), "+..++");
        assert_eq!(marks("hxrxx", "hrxx"), "+.+++");
    }

    #[test]
    fn what_somebody_took_away_or_moved_hides_nothing_else() {
        assert_eq!(marks("bac", "abac"), "+++");
        assert_eq!(marks("cdab", "abcd"), "++++");
        assert_eq!(marks("xx", "xxx"), "++");
        assert_eq!(marks("", "abc"), "");
    }

    #[test]
    fn a_section_that_is_too_long_to_compare_is_known_where_nothing_was_taken_away() {
        let typed = "x".repeat(MOST_PAIRS / 2);
        let found = marks(&format!("xyxy{typed}"), "xyxyx");
        assert!(found.starts_with("+++++."), "{}", &found[..10]);
        assert_eq!(found.matches('+').count(), 5);
    }
}
