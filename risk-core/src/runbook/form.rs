//! The form of a rehearsal.

use indexmap::{IndexMap, IndexSet};

use super::checklist::AFFECTED;
use super::plan::{Hit, Plan};
use super::step_id::StepIds;
use super::words;
use super::{after, checklist};
use crate::document::{Block, Document, Row, Span, Spans, Step};
use crate::register::{ObservationStatus, RehearsalKind};

/// The rows for findings that are there from the beginning: more than most rehearsals bring, and few enough for the
/// table to stay on a printed page.
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
    let commands = after::afterwards(plan, RehearsalKind::GameDay);
    checklist::afterwards(&mut page, &commands);
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
        let last = words::last_rehearsal(failed.last_rehearsal.as_ref(), &failed.unread);
        facts.push((format!("Last rehearsal of {}", failed.component), last));
    }
    for mode in plan.failure_modes.iter().filter(|_| plan.risk.is_some()) {
        let last = words::last_rehearsal(mode.last_rehearsal.as_ref(), &mode.unread);
        facts.push((format!("Last rehearsal of {}", mode.risk), last));
    }
    facts.extend(words::revision(plan));
    page.blocks.push(Block::Facts(facts));
}

fn hypothesis(page: &mut Document, plan: &Plan) {
    page.section("Hypothesis");
    let names: Vec<&str> = plan.failed.iter().map(|f| f.component.as_str()).collect();
    let how = match (&plan.risk, plan.failure_modes.as_slice()) {
        (Some(risk), [mode]) => format!(" ({risk}: {})", mode.description.trim()),
        _ => String::new(),
    };
    let what = match names.as_slice() {
        [] => "it happens".to_owned(),
        [name] => format!("{name} fails"),
        names => format!("{} fail", names.join(" and ")),
    };
    page.paragraph(Span::text(format!(
        "When {what}{how}, this is what the register expects:"
    )));
    let mut expected = expected_hits(plan);
    let waves = plan.recovery.iter().flat_map(|wave| &wave.components);
    expected.extend(waves.map(|one| {
        let times = format!("{}: {}", one.component, words::times(one));
        Span::text(times).into()
    }));
    expected.extend(expected_signs(plan));
    page.list(expected);
}

fn expected_hits(plan: &Plan) -> Vec<Spans> {
    let sets: [(&str, &[Hit]); 4] = [
        ("down", &plan.down),
        ("degraded", &plan.degraded),
        ("still runs, and cannot restart", &plan.cannot_restart),
        ("without redundancy", &plan.no_redundancy),
    ];
    let hit = sets.into_iter().filter(|(_, hits)| !hits.is_empty());
    let mut expected: Vec<Spans> = hit
        .map(|(what, hits)| {
            let names: Vec<&str> = hits.iter().map(|hit| hit.component.as_str()).collect();
            Span::text(format!("{what}: {}", words::names(&names))).into()
        })
        .collect();
    if expected.is_empty() {
        expected.push(words::nothing_else(plan).into());
    }
    expected
}

fn expected_signs(plan: &Plan) -> Vec<Spans> {
    let shown = plan.checks.iter();
    let shown = shown.filter(|check| check.status == ObservationStatus::Implemented);
    let mut signs: Vec<Spans> = shown
        .map(|check| {
            let (risk, text) = (&check.risk, &check.text);
            Span::text(format!("it is noticed by: {text} ({risk})")).into()
        })
        .collect();
    if signs.is_empty() {
        signs.push(Span::gap("nothing that is known to be in place would show it").into());
    }
    signs
}

fn steady_state(page: &mut Document, plan: &Plan, ids: &mut StepIds) {
    page.section("Steady state");
    page.paragraph(Span::text(
        "What works before anything is touched, and by which measure:",
    ));
    let failed = plan.failed.iter().map(|failed| &failed.component);
    let hit = [&plan.down, &plan.degraded, &plan.no_redundancy];
    let hit = hit.into_iter().flatten().map(|hit| &hit.component);
    let names: IndexSet<&String> = failed.chain(hit).collect();
    let steps = names.iter().take(AFFECTED).map(|name| {
        let measure = Span::Blank(" measured by".to_owned());
        let text = vec![Span::strong((*name).clone()), measure];
        Step::new(ids.next("steady", name, ""), text)
    });
    page.steps(steps.collect());
    let rest: Vec<&str> = names
        .iter()
        .skip(AFFECTED)
        .map(|name| name.as_str())
        .collect();
    words::more(page, &rest, &words::blast(plan));
}

fn stop(page: &mut Document, plan: &Plan, ids: &mut StepIds) {
    page.section("Stop at once when");
    let conditions = [
        "anything goes down that is not expected to",
        "the recovery does not work",
    ];
    let mut steps: Vec<Step> = conditions
        .into_iter()
        .map(|text| Step::new(ids.next("stop", "", text), Span::text(text)))
        .collect();
    for (name, rto) in promises(plan) {
        let text = match rto {
            Some(rto) => format!("{name}, RTO {rto}, is not back by"),
            None => format!("{name}, which has no RTO, is not back by"),
        };
        let text: Spans = Span::Blank(text).into();
        steps.push(Step::new(ids.next("stop", &name, ""), text));
    }
    steps.push(Step::new(ids.next("stop", "", ""), blank()));
    page.steps(steps);
    page.heading(Span::text("Who can abort"));
    let room = (0..2).map(|_| Step::new(ids.next("abort", "", ""), blank()));
    page.steps(room.collect());
    page.heading(Span::text("Informed beforehand"));
    let owners = plan.contacts.iter().filter_map(|one| one.owner.clone());
    let mut told: Vec<Step> = owners
        .map(|owner| Step::new(ids.next("told", &owner, ""), Span::strong(owner)))
        .collect();
    told.push(Step::new(ids.next("told", "", ""), blank()));
    page.steps(told);
}

/// What fails or goes down, and how long it may be away; of what goes down only where it is stated.
fn promises(plan: &Plan) -> Vec<(String, Option<String>)> {
    let failed = plan.failed.iter();
    let failed = failed.map(|one| (one.component.clone(), one.rto.clone()));
    let down = plan.down.iter().filter(|hit| hit.rto.is_some());
    let down = down.map(|hit| (hit.component.clone(), hit.rto.clone()));
    failed.chain(down).collect()
}

fn blast(page: &mut Document, plan: &Plan) {
    page.section("Expected and seen");
    let failed = plan.failed.iter();
    let failed = failed.map(|one| (one.component.as_str(), "failed".to_owned()));
    let mut expected: IndexMap<&str, String> = failed.collect();
    let sets: [(&str, &[Hit]); 4] = [
        ("down", &plan.down),
        ("degraded", &plan.degraded),
        ("cannot restart", &plan.cannot_restart),
        ("no redundancy left", &plan.no_redundancy),
    ];
    for (state, hits) in sets {
        for hit in hits {
            match expected.get_mut(hit.component.as_str()) {
                Some(known) if known.contains(state) => {}
                Some(known) => known.push_str(&format!(", {state}")),
                None => _ = expected.insert(&hit.component, state.to_owned()),
            }
        }
    }
    let rest = expected.split_off(expected.len().min(AFFECTED + plan.failed.len()));
    let expected = expected
        .into_iter()
        .chain([("anything else", "works".to_owned())]);
    let rows = expected.map(|(name, state)| -> Row {
        let cells = [Span::text(name), Span::text(state)];
        let mut row: Row = cells.into_iter().map(Spans::from).collect();
        row.extend([Spans::new(), Spans::new()]);
        row
    });
    let header = ["Component", "Expected", "Seen", "Back after"];
    page.table(&header, rows.collect());
    let rest: Vec<&str> = rest.into_keys().collect();
    words::more(page, &rest, &words::blast(plan));
    if !plan.unknown.is_empty() {
        let names = words::names(&plan.unknown);
        let text = format!("Dependencies unknown, so watch these too: {names}.");
        page.paragraph(Span::text(text));
    }
}

fn actions(page: &mut Document, plan: &Plan) {
    page.section("Actions to try");
    for mode in &plan.failure_modes {
        page.blocks.push(words::mode_heading(mode));
        checklist::actions(page, mode);
    }
    if plan.failure_modes.is_empty() {
        page.paragraph(Span::gap(words::no_modes(plan)));
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
    page.blank_table(&["What was learned", "Who mends it", "Card"], FINDINGS);
    let again = vec![Span::Blank("To be repeated on".to_owned())];
    page.paragraph(again);
}
