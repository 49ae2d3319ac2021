//! The worst rating that is possible.

use crate::register::{Level, Levels, RiskView, Scale, Stated};

/// The rating of a risk; of one without, the highest that the scale gives for what is known of it.
pub(super) fn worst_possible(risk: RiskView<'_>, scale: &Scale) -> Level {
    let likelihood = possible(scale.likelihood(), risk.likelihood().as_ref());
    let impact = possible(scale.impact(), risk.impact().as_ref());
    worst_of(scale, &likelihood, &impact)
}

/// The highest rating that the scale gives for anything.
pub(super) fn highest(scale: &Scale) -> Level {
    let likelihood = possible(scale.likelihood(), None);
    let impact = possible(scale.impact(), None);
    worst_of(scale, &likelihood, &impact)
}

/// The lowest rating that there is.
pub(super) fn lowest(scale: &Scale) -> Level {
    let mut levels = scale.rating().iter().map(|(level, _)| level);
    levels.next().expect("an axis has a level at least")
}

/// The levels that are possible: the stated one, or any.
fn possible(levels: &Levels, stated: Option<&Stated<Level>>) -> Vec<Level> {
    match stated {
        Some(Stated::Known(level)) => vec![*level],
        _ => levels.iter().map(|(level, _)| level).collect(),
    }
}

fn worst_of(scale: &Scale, likelihood: &[Level], impact: &[Level]) -> Level {
    let ratings = likelihood.iter().flat_map(|likelihood| {
        let ratings = impact.iter();
        ratings.map(|impact| scale.rate(*likelihood, *impact))
    });
    ratings.max().expect("an axis has a level at least")
}
