//! The rules, stated the slow way.

use super::generators::DAYS;
use crate::graph::{ComponentId, Graph};
use crate::readiness::{Action, Window};
use crate::register::{
    Date, Level, ObservationStatus, Register, Rehearsal, RiskView, Stated, Status,
};

/// How many days ago a day is, by the table of days.
pub fn ago(day: &Stated<Date>) -> Option<i64> {
    let text = day.known()?.to_string();
    DAYS.iter()
        .find(|(known, _)| *known == text)
        .map(|(_, ago)| *ago)
}

/// Whether a rehearsal counts.
pub fn counts(rehearsal: &Rehearsal, window: Window) -> bool {
    let most = i64::try_from(window.within.minutes() / (24 * 60)).unwrap();
    ago(&rehearsal.date).is_some_and(|ago| ago >= 0 && ago <= most)
}

/// The word of a kind or an outcome.
fn word<T: std::fmt::Display>(stated: Option<&Stated<T>>) -> String {
    stated.map_or_else(String::new, |stated| stated.to_string())
}

/// How many days ago the rehearsal was that shows, and its outcome: of those that nothing resolves the latest. What failed
/// on a day that nobody knows is resolved by nothing, and was for ever ago.
pub fn telling(rehearsals: &[Rehearsal]) -> Option<(i64, String)> {
    let may_be_real = |one: &Rehearsal| word(Some(&one.kind)) != "tabletop";
    let is_real = |one: &Rehearsal| ["game-day", "incident"].contains(&&*word(Some(&one.kind)));
    let is_one_of = |one: &Rehearsal, outcomes: &[&str]| {
        outcomes.contains(&word(one.outcome.as_ref()).as_str())
    };
    let has_failed = |one: &Rehearsal| may_be_real(one) && is_one_of(one, &["failed", "partly"]);
    let mut undated = rehearsals.iter().filter(|one| ago(&one.date).is_none());
    if let Some(one) = undated.find(|one| has_failed(one)) {
        return Some((i64::MAX, word(one.outcome.as_ref())));
    }
    let past = rehearsals.iter().enumerate().filter_map(|(place, one)| {
        let ago = ago(&one.date).filter(|ago| *ago >= 0)?;
        // The later a rehearsal, the greater.
        Some(((-ago, place), one))
    });
    let mut past: Vec<((i64, usize), &Rehearsal)> = past.collect();
    past.sort_by_key(|(when, _)| *when);
    let is_settled = |at: (i64, usize)| {
        let mut later = past.iter().filter(|(when, _)| *when > at);
        later.any(|(_, one)| is_real(one) && is_one_of(one, &["", "passed"]))
    };
    let is_unsettled =
        |(when, one): &&((i64, usize), &Rehearsal)| has_failed(one) && !is_settled(*when);
    let telling = past.iter().rfind(is_unsettled).or(past.last());
    telling.map(|((ago, _), one)| (-ago, word(one.outcome.as_ref())))
}

/// Whether the rehearsal that decides counts and passed.
pub fn is_proven(risk: RiskView<'_>, window: Window) -> bool {
    let most = i64::try_from(window.within.minutes() / (24 * 60)).unwrap();
    telling(&risk.rehearsals)
        .is_some_and(|(ago, outcome)| ago <= most && (outcome.is_empty() || outcome == "passed"))
}

/// Whether an incident was met, or a game day failed, on a day that is not to come.
pub fn is_confirmed(risk: RiskView<'_>) -> bool {
    risk.rehearsals.iter().any(|one| {
        let (kind, outcome) = (word(Some(&one.kind)), word(one.outcome.as_ref()));
        let shows = kind == "incident" || kind == "game-day" && outcome == "failed";
        shows && ago(&one.date).is_some_and(|ago| ago >= 0)
    })
}

pub fn is(risk: RiskView<'_>, status: Status) -> bool {
    risk.stated().status == Some(Stated::Known(status))
}

pub fn has(risk: RiskView<'_>, status: ObservationStatus) -> bool {
    risk.observations.iter().any(|one| one.status == status)
}

/// The highest rating of a risk, whatever is stated for what is missing or makes no sense.
pub fn worst(risk: RiskView<'_>, scale: &crate::Scale) -> Level {
    let mut ratings = Vec::new();
    for (_, likelihood) in scale.likelihood().iter() {
        for (_, impact) in scale.impact().iter() {
            let mut rated = risk.stated().clone();
            if risk
                .likelihood()
                .is_none_or(|stated| stated.known().is_none())
            {
                rated.likelihood = Some(likelihood.label.clone());
            }
            if risk.impact().is_none_or(|stated| stated.known().is_none()) {
                rated.impact = Some(impact.label.clone());
            }
            let alone = Register::new("", scale.clone(), Vec::new(), vec![rated]).unwrap();
            ratings.push(alone.risk_at(0).unwrap().rating().unwrap());
        }
    }
    ratings.into_iter().max().unwrap()
}

/// How many others are down when a component fails.
pub fn down(graph: &Graph, component: Option<ComponentId>) -> usize {
    component.map_or(0, |component| {
        graph.fail([component]).unwrap().down().iter().count() - 1
    })
}

/// The component of a risk.
pub fn component(graph: &Graph, risk: RiskView<'_>) -> Option<ComponentId> {
    let mut components = graph.structure().components();
    components.find(|component| {
        let mut risks = graph.risks(*component).unwrap();
        risks.any(|one| one.position() == risk.position())
    })
}

/// Whether a risk is accepted, and nobody stated of a day that has passed that it was the last of that.
pub fn is_in_force(risk: RiskView<'_>, window: Window) -> bool {
    let last = risk.acceptance.until.as_ref().and_then(Stated::known);
    is(risk, Status::Accepted) && last.is_none_or(|last| *last >= window.today)
}

/// What is to be done about a risk that is not closed.
pub fn action(risk: RiskView<'_>, window: Window) -> Option<Action> {
    let passed = |day: &Option<Stated<Date>>| {
        let ago = day.as_ref().and_then(ago);
        ago.is_some_and(|ago| ago > 0)
    };
    let accepted = is(risk, Status::Accepted);
    let ended = passed(&risk.acceptance.until);
    let rules = [
        (risk.rating().is_none(), Some(Action::Rate)),
        (
            !has(risk, ObservationStatus::Implemented),
            Some(Action::Monitor),
        ),
        (risk.runbook_actions.is_empty(), Some(Action::WriteAction)),
        (
            !accepted && !is_proven(risk, window),
            Some(Action::Rehearse),
        ),
        (
            passed(&risk.review_by) || accepted && ended,
            Some(Action::Review),
        ),
    ];
    let first = rules.into_iter().find(|(holds, _)| *holds);
    first.and_then(|(_, action)| action)
}

/// How many days something is overdue or was last rehearsed, where never is longest.
pub fn age(risk: RiskView<'_>, action: Action) -> i64 {
    match action {
        Action::Rehearse => telling(&risk.rehearsals).map_or(i64::MAX, |(ago, _)| ago),
        Action::Review => {
            let until = risk.acceptance.until.as_ref();
            let until = until.filter(|_| is(risk, Status::Accepted));
            let days = [risk.review_by.as_ref(), until];
            let days = days.into_iter().flatten().filter_map(ago);
            days.max().unwrap()
        }
        _ => 0,
    }
}
