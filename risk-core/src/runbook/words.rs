//! Parts of a plan in words.

use super::after;
use super::plan::{
    CauseEffect, Contact, FailureMode, Hit, LastRehearsal, Link, Plan, Recover, State,
};
use crate::document::{Block, Document, Span, Spans, shell_word};
use crate::record::RiskField;
use crate::record::text::and_more;

/// What a plan is about, in a title.
pub(super) fn subject(plan: &Plan) -> String {
    let names: Vec<&str> = plan.failed.iter().map(|f| f.component.as_str()).collect();
    match (&plan.risk, names.as_slice()) {
        (Some(risk), []) => risk.clone(),
        (Some(risk), names) => format!("{risk}, {}", names.join(" and ")),
        (None, names) => names.join(" and "),
    }
}

/// The facts of all pages: the register and its revision.
pub(super) fn revision(plan: &Plan) -> Vec<(String, Spans)> {
    let register = plan.register.trim();
    let revision = Span::text(plan.revision.clone());
    let mut facts: Vec<(String, Spans)> = Vec::new();
    if !register.is_empty() {
        facts.push(("Register".to_owned(), Span::text(register).into()));
    }
    facts.push(("Revision of the register".to_owned(), revision.into()));
    facts
}

/// A text, or what is printed where there is none.
pub(super) fn or_nothing(text: &str, nothing: &str) -> Spans {
    match text.trim() {
        "" => Span::text(nothing).into(),
        text => Span::text(text).into(),
    }
}

/// The same of a text that may not be stated.
pub(super) fn stated(text: Option<&str>, nothing: &str) -> Spans {
    or_nothing(text.unwrap_or_default(), nothing)
}

/// The latest rehearsal: `2026-05-02, game-day, passed, back after 25m`.
pub(super) fn last_rehearsal(last: Option<&LastRehearsal>, unread: &[String]) -> Spans {
    let Some(last) = last else {
        let never = if is_unread(unread, RiskField::Rehearsals) {
            "rehearsals could not be read"
        } else {
            "never rehearsed"
        };
        return Span::strong(never).into();
    };
    let mut words = vec![last.date.clone(), last.kind.clone()];
    words.extend(last.outcome.clone());
    words.extend(
        last.time_to_recover
            .as_ref()
            .map(|time| format!("back after {time}")),
    );
    words.extend(last.risk.as_ref().map(|risk| format!("of {risk}")));
    Span::text(words.join(", ")).into()
}

/// Whether a field is among those that could not be read. Components call theirs the same.
pub(super) fn is_unread(unread: &[String], field: RiskField) -> bool {
    unread.iter().any(|path| path == field.path())
}

/// What could not be read of a record, if anything: `its owner and status could not be read`.
pub(super) fn unread(unread: &[String]) -> Option<Span> {
    let (last, before) = unread.split_last()?;
    let fields = match before {
        [] => last.clone(),
        before => format!("{} and {last}", before.join(", ")),
    };
    Some(Span::gap(format!("its {fields} could not be read")))
}

/// `Checkout API (tier 1, RTO 30m): it needs …`.
pub(super) fn hit(hit: &Hit) -> Spans {
    let mut about = Vec::new();
    if !hit.tier.trim().is_empty() {
        about.push(format!("tier {}", hit.tier.trim()));
    }
    about.extend(hit.rto.as_ref().map(|rto| format!("RTO {rto}")));
    let about = match about.as_slice() {
        [] => String::new(),
        about => format!(" ({})", about.join(", ")),
    };
    let because = format!("{about}: {}", hit.because);
    vec![Span::strong(hit.component.clone()), Span::text(because)]
}

/// `R05 · High: Lambda concurrency limit reached`. It is the same heading when the rating is another one.
pub(super) fn mode_heading(mode: &FailureMode) -> Block {
    let rating = mode.rating.as_deref().unwrap_or("unrated");
    let description = match mode.description.trim() {
        "" => "no description",
        text => text,
    };
    Block::Heading {
        id: Some(mode.id.clone()),
        text: Span::text(format!("{} · {rating}: {description}", mode.risk)).into(),
    }
}

/// A link, or its text where it has no address.
pub(super) fn link(link: &Link) -> Span {
    match &link.address {
        Some(address) => Span::Link {
            text: link.label.clone(),
            address: address.clone(),
        },
        None => Span::text(link.label.clone()),
    }
}

/// Links in a row.
pub(super) fn links(before: &str, all: &[Link]) -> Spans {
    let mut spans = vec![Span::text(before)];
    for (position, one) in all.iter().enumerate() {
        if position > 0 {
            spans.push(Span::text(", "));
        }
        spans.push(link(one));
    }
    spans
}

/// Of what is listed by name alone, so many are: a paragraph of about ten lines.
const NAMES: usize = 50;

/// Names in a row, and how many more there are.
pub(super) fn names<T: AsRef<str>>(all: &[T]) -> String {
    let told: Vec<&str> = all.iter().take(NAMES).map(AsRef::as_ref).collect();
    and_more(&told, all.len() - told.len())
}

/// What is not listed on a page, and the command that shows all of it.
pub(super) fn more(page: &mut Document, names: &[&str], command: &str) {
    if names.is_empty() {
        return;
    }
    let text = format!(
        "And {} more: {}. All of them: ",
        names.len(),
        self::names(names)
    );
    page.paragraph(vec![Span::text(text), Span::Code(command.to_owned())]);
}

/// The command that shows all that is affected.
pub(super) fn blast(plan: &Plan) -> String {
    let names = plan.failed.iter().map(|one| shell_word(&one.component));
    let names: Vec<String> = names.collect();
    let mut failed = plan.failed.iter();
    let is_like_option = failed.any(|one| one.component.starts_with('-'));
    let end = if is_like_option { "-- " } else { "" };
    format!("risk blast --top 0 {end}{}", names.join(" "))
}

/// The command that shows all of a plan.
pub(super) fn as_json(plan: &Plan) -> String {
    after::of_subject("runbook", "--format json", plan)
}

/// What is printed where nothing is hit beside what failed.
pub(super) fn nothing_else(plan: &Plan) -> Span {
    match plan.failed.as_slice() {
        [] => Span::gap("the risk names no component"),
        _ if !plan.has_known_needs => Span::gap("the register states no dependencies"),
        _ if !plan.unknown.is_empty() => {
            Span::text("Nothing else, as far as dependencies are known.")
        }
        _ => Span::text("Nothing else, according to the register."),
    }
}

/// Who answers for something.
pub(super) fn owner(owner: &str, is_unread: bool) -> Spans {
    match owner.trim() {
        "" => no_owner(is_unread).into(),
        owner => Span::text(owner).into(),
    }
}

/// What is printed where nobody is known to answer for something.
pub(super) fn no_owner(is_unread: bool) -> Span {
    Span::gap(if is_unread {
        "the owner could not be read"
    } else {
        "no owner"
    })
}

/// What is printed where no failure mode is listed.
pub(super) fn no_modes(plan: &Plan) -> &'static str {
    if !plan.unplaced.is_empty() {
        "no failure mode is known"
    } else if plan.left_out.is_empty() {
        "no failure mode is written down, and no action"
    } else {
        "only closed failure modes are written down"
    }
}

/// When a component is back: `takes 10m, back after 55m`.
pub(super) fn times(one: &Recover) -> String {
    let takes = match &one.restore {
        Some(restore) => format!("takes {restore}"),
        None => "repair time unknown".to_owned(),
    };
    match (one.back_after.as_str(), one.is_at_least) {
        ("0m", true) => takes,
        (back, true) => format!("{takes}, back after at least {back}"),
        (back, false) => format!("{takes}, back after {back}"),
    }
}

/// What somebody answers for.
pub(super) fn contact_details(contact: &Contact) -> Vec<Spans> {
    let states = [
        (State::Failed, "failed"),
        (State::Down, "down"),
        (State::Degraded, "degraded"),
    ];
    let mut details = Vec::new();
    for (state, word) in states {
        let of = contact.components.iter().filter(|(_, one)| *one == state);
        let names: Vec<&str> = of.map(|(name, _)| name.as_str()).collect();
        if !names.is_empty() {
            details.push(Span::text(format!("{word}: {}", self::names(&names))).into());
        }
    }
    if !contact.risks.is_empty() {
        details.push(Span::text(format!("risks: {}", contact.risks.join(", "))).into());
    }
    details
}

/// What the failure of something that is needed does, in words.
pub(super) fn effect(effect: CauseEffect) -> &'static str {
    match effect {
        CauseEffect::AllDown => "its failure alone brings down all that failed",
        CauseEffect::Down => "its failure alone brings down some of what failed",
        CauseEffect::Degraded => "its failure alone degrades it",
        CauseEffect::NotAlone => "only together with others",
    }
}
