//! The page for an incident.

use super::plan::{
    Action, AfterCommand, Cause, Check, FailedComponent, FailureMode, Hit, Plan, Recover,
};
use super::words;
use crate::document::{Block, Document, Span, Spans, Step, with_commands};
use crate::record::RiskField;
use crate::register::ObservationStatus;

/// So many causes are listed with their details, and the others by name: more than a page of them is not read while
/// something is down.
const CAUSES: usize = 15;

/// So many of the components that are affected in one way are listed with their reasons, for the same reason.
pub(super) const AFFECTED: usize = 20;

/// So many of the components that come back are listed, wave by wave: who repairs more has another list.
const RECOVERED: usize = 100;

/// The rows of the log that are there from the beginning: a start on paper; a file takes more.
const LOG_ROWS: usize = 8;

/// The checklist of a plan.
pub(super) fn checklist(plan: &Plan) -> Document {
    let mut page = Document::new(format!("Runbook: {}", words::subject(plan)));
    head(&mut page, plan);
    blast(&mut page, plan);
    signs(&mut page, plan);
    modes(&mut page, plan);
    causes(&mut page, plan);
    recovery(&mut page, plan);
    contacts(&mut page, plan);
    log(&mut page);
    afterwards(&mut page, &plan.afterwards);
    page
}

fn head(page: &mut Document, plan: &Plan) {
    for failed in &plan.failed {
        if plan.failed.len() > 1 {
            let name = Span::text(failed.component.clone());
            page.heading(name);
        }
        let is = |name: &str, value: Spans| (name.to_owned(), value);
        let text = |name: &str, text: &str| is(name, words::or_nothing(text, ""));
        let mut facts = vec![is("Owner", owner(failed))];
        facts.push(text("Kind", &failed.kind));
        facts.push(is("Tier", words::or_nothing(&failed.tier, "not stated")));
        let rto = failed.rto.as_deref();
        facts.push(is("RTO", words::stated(rto, "not stated")));
        facts.push(is("RPO", words::stated(failed.rpo.as_deref(), "")));
        let restore = failed.restore.as_deref();
        facts.push(is("Repair time", words::stated(restore, "not stated")));
        let last = words::last_rehearsal(failed.last_rehearsal.as_ref(), &failed.unread);
        facts.push(is("Last rehearsal", last));
        facts.retain(|(_, value)| *value != words::or_nothing("", ""));
        page.blocks.push(Block::Facts(facts));
        if !failed.description.trim().is_empty() {
            page.paragraph(Span::text(failed.description.trim()));
        }
        if let Some(unread) = words::unread(&failed.unread) {
            page.paragraph(unread);
        }
    }
    page.blocks.push(Block::Facts(words::revision(plan)));
}

fn owner(failed: &FailedComponent) -> Spans {
    let is_unread = words::is_unread(&failed.unread, RiskField::Owner);
    words::owner(&failed.owner, is_unread)
}

fn blast(page: &mut Document, plan: &Plan) {
    page.section("What is affected");
    let parts: [(&str, &[Hit]); 4] = [
        ("Down", &plan.down),
        ("Degraded", &plan.degraded),
        ("Still runs, and cannot restart", &plan.cannot_restart),
        ("No redundancy left", &plan.no_redundancy),
    ];
    for (title, hits) in parts.into_iter().filter(|(_, hits)| !hits.is_empty()) {
        page.heading(Span::text(title));
        page.list(hits.iter().take(AFFECTED).map(words::hit).collect());
        let more: Vec<&str> = hits
            .iter()
            .skip(AFFECTED)
            .map(|hit| &*hit.component)
            .collect();
        words::more(page, &more, &words::blast(plan));
    }
    if parts.iter().all(|(_, hits)| hits.is_empty()) {
        page.paragraph(words::nothing_else(plan));
    }
    if !plan.unknown.is_empty() {
        page.paragraph(Span::text(format!(
            "May be hit as well, as their dependencies are unknown: {}.",
            words::names(&plan.unknown)
        )));
    }
}

fn signs(page: &mut Document, plan: &Plan) {
    page.section("How you know");
    let groups = [
        (ObservationStatus::Implemented, "In place", ""),
        (
            ObservationStatus::Suggested,
            "Not monitored, check by hand",
            "Somebody has suggested these; they are not in place.",
        ),
        (
            ObservationStatus::Unknown,
            "Perhaps not monitored, check by hand",
            "It is unknown whether these are in place.",
        ),
    ];
    for (status, title, about) in groups {
        let checks = plan.checks.iter().filter(|check| check.status == status);
        let steps: Vec<Step> = checks.map(check).collect();
        if !steps.is_empty() {
            page.heading(Span::text(title));
            if !about.is_empty() {
                page.paragraph(Span::text(about));
            }
            page.steps(steps);
        }
    }
    let blind = plan.failure_modes.iter().filter(|mode| !mode.is_observed);
    let (unread, blind): (Vec<_>, Vec<_>) =
        blind.partition(|mode| words::is_unread(&mode.unread, RiskField::Observations));
    let risks = |modes: &[&FailureMode]| {
        let risks: Vec<&str> = modes.iter().map(|mode| mode.risk.as_str()).collect();
        risks.join(", ")
    };
    if !blind.is_empty() {
        let gap = format!(
            "nothing that is known to be in place would show {}",
            risks(&blind)
        );
        page.paragraph(Span::gap(gap));
    }
    if !unread.is_empty() {
        let gap = format!("the observations of {} could not be read", risks(&unread));
        page.paragraph(Span::gap(gap));
    }
    if plan.failure_modes.is_empty() {
        page.paragraph(Span::gap(words::no_modes(plan)));
    }
}

fn check(check: &Check) -> Step {
    let mut text = vec![Span::strong(check.risk.clone()), Span::text(" ")];
    text.extend(with_commands(&check.text));
    Step::new(&check.id, text)
}

fn modes(page: &mut Document, plan: &Plan) {
    page.section("Failure modes, and what to do");
    for one in &plan.failure_modes {
        mode(page, plan, one);
    }
    if plan.failure_modes.is_empty() {
        page.paragraph(Span::gap(words::no_modes(plan)));
    }
    if !plan.left_out.is_empty() {
        let left_out = plan.left_out.join(", ");
        let what = match plan.risk {
            Some(_) => "Other failure modes of the same component",
            None => "Closed, and not listed",
        };
        page.paragraph(Span::text(format!("{what}: {left_out}.")));
    }
    if !plan.unplaced.is_empty() {
        let names = words::names(&plan.unplaced);
        page.paragraph(Span::gap(format!(
            "the component of {names} could not be read: it may be this one"
        )));
    }
}

fn mode(page: &mut Document, plan: &Plan, mode: &FailureMode) {
    page.blocks.push(words::mode_heading(mode));
    page.paragraph(about(plan, mode));
    actions(page, mode);
    let mut rest: Vec<Spans> = Vec::new();
    if !mode.mitigations.is_empty() {
        let mitigations = mode.mitigations.join("; ");
        rest.push(Span::text(format!("Mitigations: {mitigations}")).into());
    }
    if !mode.notes.trim().is_empty() {
        rest.push(Span::text(format!("Notes: {}", mode.notes.trim())).into());
    }
    if !mode.links.is_empty() {
        rest.push(words::links("Cards: ", &mode.links));
    }
    page.list(rest);
}

/// What to do about a failure mode, or that nobody has written it down.
pub(super) fn actions(page: &mut Document, mode: &FailureMode) {
    let actions = mode.actions.iter();
    let step = |action: &Action| Step::new(&action.id, with_commands(&action.text)).signed();
    page.steps(actions.map(step).collect());
    if let Some(unread) = words::unread(&mode.unread) {
        page.paragraph(unread);
    }
    if has_no_action(mode) {
        page.paragraph(Span::gap("no action is written down"));
    }
}

/// Whether nobody has written down what to do, as far as that could be read.
pub(super) fn has_no_action(mode: &FailureMode) -> bool {
    mode.actions.is_empty() && !words::is_unread(&mode.unread, RiskField::RunbookActions)
}

/// What stands below the title of a failure mode.
fn about(plan: &Plan, mode: &FailureMode) -> Spans {
    let level = |level: &Option<String>, field| match level {
        Some(level) => level.clone(),
        None if words::is_unread(&mode.unread, field) => "unknown".to_owned(),
        None => "not stated".to_owned(),
    };
    let likelihood = level(&mode.likelihood, RiskField::Likelihood);
    let impact = level(&mode.impact, RiskField::Impact);
    let mut about = vec![
        format!("Likelihood {likelihood}"),
        format!("impact {impact}"),
    ];
    about.extend(mode.status.clone());
    if !mode.owner.trim().is_empty() {
        about.push(format!("owner {}", mode.owner.trim()));
    }
    if plan.failed.len() > 1 {
        about.push(format!("of {}", mode.component));
    }
    let mut spans: Spans = Span::text(about.join(", ") + "; ").into();
    match &mode.last_rehearsal {
        Some(last) => {
            spans.push(Span::text("last rehearsed "));
            spans.extend(words::last_rehearsal(Some(last), &mode.unread));
        }
        None if words::is_unread(&mode.unread, RiskField::Rehearsals) => {
            spans.push(Span::text("when last rehearsed is unknown"));
        }
        None => spans.push(Span::text("never rehearsed")),
    }
    spans.push(Span::text("."));
    spans
}

fn causes(page: &mut Document, plan: &Plan) {
    page.section("What may be the cause");
    let nothing = "Nothing else is needed, according to the register.";
    let unknown = plan.failed.iter().filter(|one| !one.has_known_needs);
    let unknown: Vec<&str> = unknown.map(|one| one.component.as_str()).collect();
    match (plan.failed.as_slice(), unknown.as_slice()) {
        ([], _) => page.paragraph(Span::gap("the risk names no component")),
        ([_], [_]) => page.paragraph(Span::gap("its dependencies are unknown")),
        (_, []) if plan.causes.is_empty() => page.paragraph(Span::text(nothing)),
        (_, []) => {}
        (_, unknown) => {
            let names = words::names(unknown);
            page.paragraph(Span::gap(format!(
                "the dependencies of {names} are unknown"
            )));
        }
    }
    let told = plan.causes.iter().take(CAUSES);
    page.steps(told.map(cause).collect());
    let more: Vec<&str> = plan.causes.iter().skip(CAUSES).map(name).collect();
    words::more(page, &more, &words::as_json(plan));
}

fn name(cause: &Cause) -> &str {
    &cause.component
}

fn cause(cause: &Cause) -> Step {
    let mut details: Vec<Spans> = Vec::new();
    let way = match cause.path.as_slice() {
        [] => format!(
            " ({} steps away, needed by {})",
            cause.steps, cause.needed_by
        ),
        [_] | [_, _] => String::new(),
        way => format!(" ({})", way.join(" → ")),
    };
    details.push(Span::text(format!("{}{way}", words::effect(cause.effect))).into());
    if !cause.risks.is_empty() {
        let rating = cause.rating.as_deref().unwrap_or("unrated");
        let risks = cause.risks.join(", ");
        details.push(Span::text(format!("risks: {risks}; the worst is {rating}")).into());
    }
    if !cause.observations.is_empty() {
        let observations = cause.observations.join("; ");
        details.push(Span::text(format!("look at: {observations}")).into());
    }
    let name = Span::strong(cause.component.clone());
    Step::new(&cause.id, name).with_details(details)
}

fn recovery(page: &mut Document, plan: &Plan) {
    page.section("Bring it back, in this order");
    if plan.recovery.is_empty() {
        page.paragraph(words::nothing_else(plan));
    }
    let mut room = RECOVERED;
    for (wave, number) in plan.recovery.iter().zip(1..) {
        let told = &wave.components[..wave.components.len().min(room)];
        room -= told.len();
        if plan.recovery.len() > 1 && !told.is_empty() {
            let title = Span::text(format!("Wave {number}"));
            page.heading(title);
        }
        page.steps(told.iter().map(recover).collect());
    }
    let all = plan.recovery.iter().flat_map(|wave| &wave.components);
    let more: Vec<&str> = all.skip(RECOVERED).map(|one| &*one.component).collect();
    words::more(page, &more, &words::as_json(plan));
}

fn recover(one: &Recover) -> Step {
    let mut times: Spans = Span::text(words::times(one)).into();
    match &one.rto {
        Some(rto) if one.is_late => {
            times.push(Span::text("; "));
            times.push(Span::strong(format!("RTO missed, {rto}")));
        }
        Some(rto) => times.push(Span::text(format!("; RTO {rto}"))),
        None => {}
    }
    let mut details = vec![times];
    if !one.together_with.is_empty() {
        let others = one.together_with.join(", ");
        details.push(Span::text(format!("only together with {others}")).into());
    }
    let name = Span::strong(one.component.clone());
    Step::new(&one.id, name).signed().with_details(details)
}

fn contacts(page: &mut Document, plan: &Plan) {
    page.section("Who to inform");
    let mut steps = Vec::new();
    for contact in &plan.contacts {
        let details = words::contact_details(contact);
        match &contact.owner {
            Some(owner) => {
                let step = Step::new(&contact.id, Span::strong(owner.clone()));
                steps.push(step.signed().with_details(details));
            }
            None => {
                page.paragraph(words::no_owner(contact.is_unread));
                page.list(details);
            }
        }
    }
    page.steps(steps);
    if plan.contacts.is_empty() {
        page.paragraph(Span::gap("no owner"));
    }
}

fn log(page: &mut Document) {
    page.section("Log");
    page.blank_table(&["Time", "Who", "What was seen or done"], LOG_ROWS);
}

/// What to enter into the register; the forms end alike.
pub(super) fn afterwards(page: &mut Document, commands: &[AfterCommand]) {
    page.section("After it is over");
    let lines = commands.iter().map(|one| {
        let when = one.when.replace('\n', " ");
        format!("# {when}:\n{}\n", one.command)
    });
    let commands: Vec<String> = lines.collect();
    page.blocks.push(Block::Commands(commands.join("\n")));
}
