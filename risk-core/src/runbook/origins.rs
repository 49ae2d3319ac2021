//! Which lines of an earlier page were generated, and which somebody wrote.

use std::collections::{HashMap, HashSet};

use super::alignment::counterparts;
use super::fresh::{Fresh, keys};
use super::seal::{Opened, id_in, id_of, line_digest};
use crate::document::STEP;

/// Where a line of an earlier page comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// It was generated, and this is its place on the fresh page.
    Generated(Option<usize>),
    /// It was generated for this place of the fresh page, and somebody changed it.
    Changed(usize),
    /// It is a step, with its place on the fresh page.
    Step {
        place: Option<usize>,
        /// Nobody wrote on it.
        is_generated: bool,
    },
    /// Somebody wrote it.
    Written,
}

/// Where the lines of an earlier page come from, without those that are blank.
pub(super) fn origins(fresh: &Fresh<'_>, opened: &Opened<'_>) -> Vec<Origin> {
    let lines = opened.lines.iter().map(String::as_str);
    let lines: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).collect();
    let sealed: HashSet<&str> = opened.generated.iter().copied().collect();
    let is_sealed = |line: &&str| sealed.contains(line_digest(line).as_str());
    let is_sealed: Vec<bool> = lines.iter().map(is_sealed).collect();
    let changed = changed(fresh, &lines, &is_sealed);
    // A line that was changed is known among its neighbours, and they by it, as what it was.
    let were = lines.iter().zip(&changed);
    let were = were.map(|(line, changed)| changed.map_or(*line, |at| fresh.line(at)));
    let were: Vec<&str> = were.collect();
    let digests: Vec<String> = were.iter().map(|line| line_digest(line)).collect();
    let generated = counterparts(&texts(&digests), &opened.generated);
    let steps = steps(&lines, &generated);
    let is_step = |at: usize| {
        let id = id_in(lines[at], STEP);
        // Copies of a step that is gone go with it, as later nobody knows which was the step.
        id.is_some_and(|id| steps[id] == at || fresh.with_id(id).is_none())
    };
    let placed: Vec<usize> = (0..lines.len())
        .filter(|at| generated[*at].is_some() || is_step(*at))
        .collect();
    let keys_then = keys(placed.iter().map(|at| were[*at]));
    let keys_now = keys(fresh.lines().iter().copied());
    let places = counterparts(&texts(&keys_then), &texts(&keys_now));
    let mut origins = vec![Origin::Written; lines.len()];
    for (at, place) in placed.into_iter().zip(places) {
        origins[at] = match (place, changed[at]) {
            _ if is_step(at) => Origin::Step {
                place,
                is_generated: generated[at].is_some() && is_sealed[at],
            },
            (place, None) => Origin::Generated(place),
            (Some(place), Some(_)) => Origin::Changed(place),
            (None, Some(_)) => Origin::Written,
        };
    }
    origins
}

fn texts(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}

/// The line of each step, as somebody may have copied it: where none was generated, the last, which was kept.
fn steps<'a>(lines: &[&'a str], generated: &[Option<usize>]) -> HashMap<&'a str, usize> {
    let mut steps: HashMap<&str, usize> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(id) = id_in(line, STEP) else {
            continue;
        };
        let is_known = steps.get(id).is_some_and(|step| generated[*step].is_some());
        if generated[at].is_some() || !is_known {
            steps.insert(id, at);
        }
    }
    steps
}

/// Which lines of the fresh page the lines of an earlier one are with a change: a heading or a step by its id, a step
/// that lost its id by its text, and what was filled in.
fn changed(fresh: &Fresh<'_>, lines: &[&str], is_sealed: &[bool]) -> Vec<Option<usize>> {
    let ids: HashSet<&str> = lines.iter().filter_map(|line| id_of(line)).collect();
    let mut taken = HashSet::new();
    let mut changed = |line: &str| {
        let is_lost = |at: &usize| id_of(fresh.line(*at)).is_some_and(|id| !ids.contains(id));
        let mut lost = fresh.steps_without_id(line).iter().copied().filter(is_lost);
        let free = lost.clone().find(|at| taken.insert(*at));
        let of_id = id_of(line).and_then(|id| fresh.with_id(id));
        of_id
            .or(free)
            .or(lost.next())
            .or_else(|| fresh.filled(line))
    };
    let lines = lines.iter().zip(is_sealed);
    lines
        .map(|(line, is_sealed)| if *is_sealed { None } else { changed(line) })
        .collect()
}
