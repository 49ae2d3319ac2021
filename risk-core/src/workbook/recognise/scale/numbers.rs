//! Levels that are numbers.

use super::axis::Axis;
use super::{Discovered, Discovery};
use crate::register::axes::named;

type Range = (i64, i64);

/// Ranges of numbers that scales have.
const RANGES: [Range; 6] = [(1, 3), (1, 4), (1, 5), (0, 4), (0, 5), (1, 10)];

/// What the axes of numbers are of. Two of them tell of each other.
pub(super) fn discover(axes: &[Axis], discoveries: &mut [Discovery]) {
    let unstated = axes
        .iter()
        .filter(|axis| axis.is_of_numbers() && axis.range.is_none());
    let guess = guess(&unstated.collect::<Vec<_>>());
    for (axis, discovery) in axes.iter().zip(discoveries) {
        if axis.is_of_numbers() {
            *discovery = of_axis(axis, guess);
        }
    }
}

fn of_axis(axis: &Axis, guess: Option<Range>) -> Discovery {
    let no_levels = |reason: &str| Discovery::NoLevels(reason.to_owned());
    if axis.has_fractions {
        return no_levels("has numbers that are not whole, which are not levels");
    }
    let (least, greatest) = match (axis.numbers.first(), axis.numbers.last(), axis.range) {
        (Some(least), Some(greatest), _) => (*least, *greatest),
        (_, _, Some(range)) => range,
        _ => return Discovery::Nothing,
    };
    let has = |range: Range| range.0 <= least && greatest <= range.1;
    if let Some(range) = axis.range {
        // Where the numbers pass the range that was specified, the ones beyond are misspelt levels.
        let because = "by the range in its header or its validation";
        return one(range, because).unwrap_or_else(|| no_levels("has a range that no scale has"));
    }
    if let Some(range) = guess.filter(|range| has(*range)) {
        let because = format!("by its numbers, {least} to {greatest}");
        return one(range, &because).unwrap_or(Discovery::Nothing);
    }
    let fitting = RANGES.iter().filter(|range| has(**range));
    let names: Vec<String> = fitting.map(|range| name(*range)).collect();
    match names.as_slice() {
        [] => no_levels("has numbers that are of no known scale"),
        _ => {
            let reason = format!(
                "has the numbers {least} to {greatest}, and nothing shows of which scale they are"
            );
            let nearest = names.into_iter().take(2);
            let widest = has((1, 10)).then(|| name((1, 10)));
            let mut names: Vec<String> = nearest.chain(widest).collect();
            names.dedup();
            Discovery::Several(names, reason)
        }
    }
}

fn one(range: Range, because: &str) -> Option<Discovery> {
    let name = name(range);
    Some(Discovery::One(Discovered {
        levels: named(&name)?,
        name,
        because: because.to_owned(),
        is_foreign: false,
        has_words: false,
    }))
}

fn name((least, greatest): Range) -> String {
    format!("{least}-{greatest}")
}

/// The range of axes of which nothing states one, where both reach what a common scale ends with.
fn guess(axes: &[&Axis]) -> Option<Range> {
    let least = axes.iter().filter_map(|axis| axis.numbers.first()).min()?;
    let ends: Vec<i64> = axes
        .iter()
        .filter_map(|axis| axis.numbers.last())
        .copied()
        .collect();
    let (lowest_end, highest_end) = (*ends.iter().min()?, *ends.iter().max()?);
    let uses_all = axes.iter().all(|axis| axis.numbers.len() == 3);
    match (least, lowest_end, highest_end) {
        (1, 3, 3) if uses_all => Some((1, 3)),
        (1.., 4 | 5, 5) => Some((1, 5)),
        (0, 3 | 4, 4) => Some((0, 4)),
        (0, 5, 5) => Some((0, 5)),
        (1.., 6.., 10) => Some((1, 10)),
        (0, 6.., 10) => Some((0, 10)),
        _ => None,
    }
}
