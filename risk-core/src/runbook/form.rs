//! The form of a rehearsal.

use super::checklist::afterwards;
use super::plan::{Hit, Plan};
use super::step_id::StepIds;
use super::words;
use crate::document::{Block, Document, Row, Span, Spans, Step};
use crate::register::{ObservationStatus, RehearsalKind};

/// The rows for findings that are there from the beginning.
const FINDINGS: usize = 6;

/// The form of a rehearsal of a plan. What the register knows is filled in, and all else is left blank.
pub(super) fn form(plan: &Plan) -> Document {
    let mut page = Document::new(format!("Rehearsal: {}", words::subject(plan)));
    let mut ids = StepIds::default();
    head(&mut page, plan);
    hypothesis(&mut page, plan);
    steady_state(&mut page, plan, &mut ids);
    stop(&mut page, plan, &mut ids);
    blast(&mut page, plan);
    actions(&mut page, plan);
    findings(&mut page);
    let commands = super::after::afterwards(plan, RehearsalKind::GameDay);
    afterwards(&mut page, &commands);
    page
}

fn blank() -> Spans {
    Span::Blank(String::new()).into()
}

fn head(page: &mut Document, plan: &Plan) {
    let mut facts: Vec<(String, Spans)> = Vec::new();
    for name in ["Date", "Led by", "Taking part", "Tabletop or game day"] {
        facts.push((name.to_owned(), blank()));
    }
    for failed in &plan.failed {
        let last = words::last_rehearsal(failed.last_rehearsal.as_ref());
        facts.push((format!("Last rehearsal of {}", failed.component), last));
    }
    for mode in plan.failure_modes.iter().filter(|_| plan.risk.is_some()) {
        let last = words::last_rehearsal(mode.last_rehearsal.as_ref());
        facts.push((format!("Last rehearsal of {}", mode.risk), last));
    }
    facts.extend(words::revision(plan));
    page.blocks.push(Block::Facts(facts));
}

fn hypothesis(page: &mut Document, plan: &Plan) {
    page.section("Hypothesis");
    let names: Vec<&str> = plan.failed.iter().map(|f| f.component.as_str()).collect();
    let verb = if names.len() == 1 { "fails" } else { "fail" };
    let how = match (&plan.risk, plan.failure_modes.as_slice()) {
        (Some(risk), [mode]) => format!(" ({risk}: {})", mode.description.trim()),
        _ => String::new(),
    };
    page.paragraph(Span::text(format!(
        "When {} {verb}{how}, this is what the register expects:",
        names.join(" and ")
    )));
    let mut expected: Vec<Spans> = Vec::new();
    let sets: [(&str, &[Hit]); 3] = [
        ("down", &plan.down),
        ("degraded", &plan.degraded),
        ("without a spare", &plan.without_spare),
    ];
    for (what, hits) in sets.into_iter().filter(|(_, hits)| !hits.is_empty()) {
        let names: Vec<&str> = hits.iter().map(|hit| hit.component.as_str()).collect();
        expected.push(Span::text(format!("{what}: {}", names.join(", "))).into());
    }
    if plan.down.is_empty() && plan.degraded.is_empty() {
        expected.push(Span::text("nothing else goes down or is degraded").into());
    }
    let last = plan
        .recovery
        .last()
        .into_iter()
        .flat_map(|wave| &wave.components);
    for last in last {
        let least = if last.is_at_least { "at least " } else { "" };
        let (name, time) = (&last.component, &last.back_after);
        expected.push(Span::text(format!("{name} is back after {least}{time}")).into());
    }
    let shown = plan.checks.iter();
    let mut shown = shown
        .filter(|check| check.status == ObservationStatus::Implemented)
        .peekable();
    if shown.peek().is_none() {
        expected.push(Span::gap("nothing that is in place would show it").into());
    }
    for check in shown {
        let (risk, text) = (&check.risk, &check.text);
        expected.push(Span::text(format!("it is noticed by: {text} ({risk})")).into());
    }
    page.list(expected);
}

fn steady_state(page: &mut Document, plan: &Plan, ids: &mut StepIds) {
    page.section("Steady state");
    page.paragraph(Span::text(
        "What works before anything is touched, and by which measure:",
    ));
    let failed = plan.failed.iter().map(|failed| &failed.component);
    let hit = [&plan.down, &plan.degraded, &plan.without_spare];
    let hit = hit.into_iter().flatten().map(|hit| &hit.component);
    let mut names: Vec<&String> = Vec::new();
    for name in failed.chain(hit) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let steps = names.into_iter().map(|name| {
        let measure = Span::Blank(" measured by".to_owned());
        let text = vec![Span::strong(name.clone()), measure];
        Step::new(ids.next("steady", name, ""), text)
    });
    page.steps(steps.collect());
}

fn stop(page: &mut Document, plan: &Plan, ids: &mut StepIds) {
    page.section("Stop at once when");
    let mut conditions = vec![
        "anything goes down that is not expected to".to_owned(),
        "what is to bring it back does not work".to_owned(),
    ];
    for failed in &plan.failed {
        if let Some(rto) = &failed.rto {
            conditions.push(format!(
                "{} is away for {rto}, as promised",
                failed.component
            ));
        }
    }
    let mut steps: Vec<Step> = conditions
        .into_iter()
        .map(|text| Step::new(ids.next("stop", "", &text), Span::text(text)))
        .collect();
    steps.push(Step::new(ids.next("stop", "", ""), blank()));
    page.steps(steps);
    page.heading(Span::text("Who can abort"));
    let contacts = plan.contacts.iter().filter(|one| one.owner.is_some());
    let mut steps: Vec<Step> = contacts
        .map(|one| {
            let owner = one.owner.clone().unwrap_or_default();
            let reached = Span::Blank(" reached by".to_owned());
            let id = ids.next("abort", &owner, "");
            Step::new(id, vec![Span::strong(owner), reached])
        })
        .collect();
    steps.push(Step::new(ids.next("abort", "", ""), blank()));
    page.steps(steps);
}

fn blast(page: &mut Document, plan: &Plan) {
    page.section("Expected and seen");
    let mut rows: Vec<Row> = Vec::new();
    let mut row = |name: &str, state: &str| {
        rows.push(vec![
            Span::text(name).into(),
            Span::text(state).into(),
            Spans::new(),
            Spans::new(),
        ]);
    };
    for failed in &plan.failed {
        row(&failed.component, "failed");
    }
    let sets: [(&str, &[Hit]); 4] = [
        ("down", &plan.down),
        ("degraded", &plan.degraded),
        ("runs on, could not start again", &plan.cannot_restart),
        ("works, without a spare", &plan.without_spare),
    ];
    for (state, hits) in sets {
        for hit in hits {
            row(&hit.component, state);
        }
    }
    row("anything else", "works");
    page.table(&["Component", "Expected", "Seen", "Back after"], rows);
    if !plan.unknown.is_empty() {
        let names = plan.unknown.join(", ");
        let text = format!("Nobody has said what these need, so look at them too: {names}.");
        page.paragraph(Span::text(text));
    }
}

fn actions(page: &mut Document, plan: &Plan) {
    page.section("Actions to try");
    for mode in &plan.failure_modes {
        page.blocks.push(words::mode_heading(mode));
        let steps = mode
            .actions
            .iter()
            .map(|action| Step::new(&action.id, Span::text(action.text.clone())).signed());
        page.steps(steps.collect());
        if mode.actions.is_empty() {
            page.paragraph(Span::gap("no action is written down"));
        }
    }
    if plan.failure_modes.is_empty() {
        page.paragraph(Span::gap("no way to fail is written down, and no action"));
    }
}

fn findings(page: &mut Document) {
    page.section("Findings");
    let times = [
        "Detected after",
        "Working again after",
        "Outcome (passed, partly, failed)",
    ];
    let facts = times.map(|name| (name.to_owned(), blank()));
    page.blocks.push(Block::Facts(facts.into()));
    let empty = || vec![Spans::new(), Spans::new(), Spans::new()];
    let rows = std::iter::repeat_with(empty).take(FINDINGS);
    page.table(
        &["What was learned", "Who mends it", "Card"],
        rows.collect(),
    );
    let again = vec![Span::Blank("To be repeated on".to_owned())];
    page.paragraph(again);
}
