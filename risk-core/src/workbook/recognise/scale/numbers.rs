//! Levels that are numbers.

use super::axis::Axis;
use super::legend::Legend;
use super::{Discovered, Discovery};
use crate::register::axes::named;

type Range = (i64, i64);

/// Ranges of numbers that scales have.
const RANGES: [Range; 9] = [
    (1, 3),
    (1, 4),
    (1, 5),
    (0, 4),
    (0, 5),
    (1, 10),
    (0, 10),
    (1, 100),
    (0, 100),
];

/// What the axes of numbers are of. Two of them tell of each other.
pub(super) fn discover(axes: &[Axis], legends: &[Legend], discoveries: &mut [Discovery]) {
    let open = |axis: &&Axis| axis.is_of_numbers() && axis.range.is_none();
    let unstated: Vec<&Axis> = axes.iter().filter(open).collect();
    let guess = guess(&unstated);
    let both = reach(&unstated);
    for (axis, discovery) in axes.iter().zip(discoveries) {
        if axis.is_of_numbers() {
            *discovery = of_axis(axis, legends, guess, both);
        }
    }
}

fn of_axis(
    axis: &Axis,
    legends: &[Legend],
    guess: Option<Range>,
    both: Option<Range>,
) -> Discovery {
    let no_levels = |reason: &str| Discovery::NoLevels(reason.to_owned());
    if let Some(parts) = parts_of_one(axis) {
        return parts;
    }
    if axis.number_cells() <= axis.fraction_cells && axis.range.is_none() {
        return no_levels("has numbers that are not whole, which are not levels");
    }
    if !axis.offered.is_empty() {
        let because = "by the numbers that its cells are chosen from";
        let of_list = one(axis.offered.join(" < "), because);
        return of_list.unwrap_or_else(|| no_levels("is chosen from numbers that are no scale"));
    }
    let Some((least, greatest)) = axis.ends().or(axis.range) else {
        return Discovery::Nothing;
    };
    let has = |range: &Range| range.0 <= least && greatest <= range.1;
    if let Some(range) = axis.range {
        // Where the numbers pass the range that was specified, the ones beyond are misspelt levels.
        let because = "by the range in its header or its validation";
        let range = one(name(range), because);
        return range.unwrap_or_else(|| no_levels("has a range that no scale has"));
    }
    let explained = legends.iter().filter(|legend| has(&legend.range()));
    let explained: Vec<&Legend> = explained.collect();
    let mut of_field = explained
        .iter()
        .filter(|legend| legend.field == Some(axis.field));
    let only = explained.first().filter(|first| {
        let is_same = |legend: &&Legend| legend.range() == first.range();
        first.is_upright.is_some() && explained.iter().all(is_same)
    });
    if let Some(legend) = of_field.next().or(only) {
        let because = format!("by the legend in {}", legend.place);
        return one(name(legend.range()), &because).unwrap_or(Discovery::Nothing);
    }
    if let Some(range) = guess.filter(has) {
        let because = format!("by its numbers, {least} to {greatest}");
        return one(name(range), &because).unwrap_or(Discovery::Nothing);
    }
    let names = usual(&has, both, explained.iter().map(|legend| legend.range()));
    if names.is_empty() {
        return no_levels("has numbers that are of no known scale");
    }
    let reason =
        format!("has the numbers {least} to {greatest}, and nothing shows of which scale they are");
    Discovery::Several(names, reason)
}

/// The ranges that have the numbers of an axis: those of legends first, then those that both axes may have.
fn usual(
    has: &dyn Fn(&Range) -> bool,
    both: Option<Range>,
    of_legends: impl Iterator<Item = Range>,
) -> Vec<String> {
    let zero = both.is_some_and(|both| both.0 == 0);
    let is_usual = |range: &&Range| has(range) && (range.0 == 0) == zero;
    let of_both = |range: &Range| both.is_some_and(|both| range.0 <= both.0 && both.1 <= range.1);
    let usual = RANGES.iter().filter(is_usual).copied();
    let (common, own): (Vec<Range>, Vec<Range>) = usual.partition(of_both);
    let mut names: Vec<String> = Vec::new();
    for name in of_legends.chain(common).chain(own).map(name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Parts of 1, or per cents.
fn parts_of_one(axis: &Axis) -> Option<Discovery> {
    const PER_CENT: &str = "0%-100%";
    let is_said = axis.range == Some((0, 1)) && axis.fraction_cells > 0;
    if !is_said && !axis.has_parts_of_one() {
        return None;
    }
    if is_said || axis.has_per_cent {
        let because = "by its numbers, which are parts of one";
        return one(PER_CENT.to_owned(), because);
    }
    let reason = "has numbers between 0 and 1, which may be parts of one";
    Some(Discovery::Several(
        vec![PER_CENT.to_owned()],
        reason.to_owned(),
    ))
}

fn one(name: String, because: &str) -> Option<Discovery> {
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

/// The least and the greatest number of axes.
fn reach(axes: &[&Axis]) -> Option<Range> {
    let ends = axes.iter().filter_map(|axis| axis.ends());
    let least = ends.clone().map(|(least, _)| least).min()?;
    let greatest = ends.map(|(_, greatest)| greatest).max()?;
    Some((least, greatest))
}

/// The range of axes of which nothing states one, where both reach what a common scale ends with.
fn guess(axes: &[&Axis]) -> Option<Range> {
    let (least, highest_end) = reach(axes)?;
    let ends = axes.iter().filter_map(|axis| axis.ends());
    let lowest_end = ends.map(|(_, greatest)| greatest).min()?;
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
