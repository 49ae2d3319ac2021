//! Why something is suggested, in words.

use super::Window;
use super::known::Known;
use super::lack::{Lack, Overdue};
use super::window::is_passed;
use crate::record::RiskField;
use crate::record::text::quote;
use crate::register::{
    Date, Level, Levels, ObservationStatus, Outcome, Rehearsal, RiskView, Stated,
};

/// Why something is to be done about a risk, such as `High; it is not monitored`.
pub(super) fn of_risk(
    risk: RiskView<'_>,
    lack: Lack<'_>,
    rating: &str,
    down: usize,
    window: Window,
) -> String {
    let reason = match lack {
        Lack::Rating => unrated(risk),
        Lack::Review(overdue) => review(overdue, window.today),
        Lack::Observation => unnoticed(risk),
        Lack::RunbookAction => "it has no runbook action".to_owned(),
        Lack::Rehearsal(telling) => rehearsal(risk, telling, window),
    };
    let overdue = Overdue::of(risk, window.today).filter(|_| !matches!(lack, Lack::Review(_)));
    let overdue = overdue.map_or_else(String::new, |overdue| format!("; {}", due(overdue)));
    let rating = match lack {
        Lack::Rating => format!("up to {rating}"),
        _ => rating.to_owned(),
    };
    let confirmed = risk.stated().confirmed_by(window.today);
    // The reason may tell of it already.
    let confirmed =
        confirmed.filter(|one| !matches!(lack, Lack::Rehearsal(telling) if telling == Some(*one)));
    let rating = match confirmed.and_then(Rehearsal::day) {
        Some(day) => format!("{rating}, confirmed on {day}"),
        None => rating,
    };
    match down {
        0 => format!("{rating}; {reason}{overdue}"),
        down => format!(
            "{rating}, its component brings {} down, and {reason}{overdue}",
            others(down)
        ),
    }
}

/// Why a component should not bring others down, by what is known of how it fails.
pub(super) fn of_component(down: usize, known: &Known<'_>, ratings: &Levels) -> String {
    let worst = known.worst().map(|worst| ratings.label(worst));
    let risks = match (known, worst) {
        (Known::Live(_), Some(worst)) => format!("the worst of its risks is {worst}"),
        (Known::Live(_), None) => "none of its risks is rated".to_owned(),
        (Known::Closed(_), Some(worst)) => {
            format!("its risks are all closed, the worst of them is {worst}")
        }
        (Known::Closed(_), None) => "its risks are all closed, none of them is rated".to_owned(),
        (Known::Nothing, _) => "it has no risk in the register".to_owned(),
    };
    format!("its failure alone brings down {}; {risks}", others(down))
}

fn others(down: usize) -> String {
    let plural = if down == 1 { "" } else { "s" };
    format!("{down} other{plural}")
}

/// What is missing of a rating.
fn unrated(risk: RiskView<'_>) -> String {
    let axes = [
        (RiskField::Likelihood, risk.likelihood()),
        (RiskField::Impact, risk.impact()),
    ];
    let is_missing =
        |(field, stated): &(RiskField, Option<_>)| stated.is_none() && !risk.is_unread(*field);
    if axes.iter().all(is_missing) {
        return "its likelihood and its impact are missing".to_owned();
    }
    let parts = axes.into_iter().filter_map(|(field, stated)| match stated {
        None if risk.is_unread(field) => Some(format!("its {field} could not be read")),
        None => Some(format!("its {field} is missing")),
        Some(Stated::Unrecognised(text)) => {
            Some(format!("its {field} {} is invalid", quote(&text)))
        }
        Some(Stated::Known::<Level>(_)) => None,
    });
    parts.collect::<Vec<_>>().join(" and ")
}

fn review(overdue: Overdue, today: Date) -> String {
    let ago = overdue.since().days_until(today).unsigned_abs();
    format!("{}, {} ago", due(overdue), days(ago))
}

/// What is overdue, and since when.
fn due(overdue: Overdue) -> String {
    let what = match overdue {
        Overdue::Review(_) => "its review was due",
        Overdue::Acceptance(_) => "its acceptance ended",
    };
    format!("{what} on {}", overdue.since())
}

/// What there is of observations, none of which is implemented.
fn unnoticed(risk: RiskView<'_>) -> String {
    let statuses = [ObservationStatus::Suggested, ObservationStatus::Unknown];
    let counts = statuses.into_iter().filter_map(|status| {
        let alike = risk.observations.iter().filter(|one| one.status == status);
        let count = alike.count();
        (count > 0).then(|| format!("{count} {status}"))
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() {
        return "it is not monitored".to_owned();
    }
    let counts = counts.join(", ");
    format!("it is not monitored ({counts})")
}

/// How the rehearsal that decides is no proof.
fn rehearsal(risk: RiskView<'_>, telling: Option<&Rehearsal>, window: Window) -> String {
    let Some(telling) = telling else {
        return "it was never exercised".to_owned();
    };
    let kind = (telling.kind.known()).map_or("rehearsal", |kind| kind.as_str());
    let went = match &telling.outcome {
        _ if is_passed(telling) => None,
        Some(Stated::Unrecognised(text)) => Some(format!("has no known outcome, {}", quote(text))),
        _ if telling.known_outcome() == Some(Outcome::Failed) => Some("failed".to_owned()),
        _ => Some("passed only partly".to_owned()),
    };
    let Some(day) = telling.day() else {
        let (day, went) = (quote(&telling.date.to_string()), went.unwrap_or_default());
        return format!("the {kind} on {day}, which is no day, {went}");
    };
    let is_last = window.last(&risk.stated().rehearsals) == Some(telling);
    if let (Some(went), false) = (&went, is_last) {
        return format!("the {kind} on {day} {went}, and no incident or game-day has passed since");
    }
    let ago = (!window.has(telling)).then(|| format!("is more than {} ago", days(window.days())));
    let parts: Vec<String> = went.into_iter().chain(ago).collect();
    format!("the last {kind}, on {day}, {}", parts.join(" and "))
}

/// `1 day`, or so many days.
fn days(count: u64) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} day{plural}")
}
