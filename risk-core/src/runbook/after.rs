//! What to enter into the register when it is over.

use super::checklist::has_no_action;
use super::plan::{AfterCommand, FailedComponent, Plan};
use crate::document::shell_word;
use crate::record::Key;
use crate::register::{ObservationStatus, RehearsalKind};

/// The commands that enter into the register what was learned. Words in capitals are to be replaced.
pub(super) fn afterwards(plan: &Plan, kind: RehearsalKind) -> Vec<AfterCommand> {
    let mut commands = Commands::default();
    if let (Some(risk), []) = (&plan.risk, plan.failed.as_slice()) {
        let name = argument(risk);
        commands.add(
            "Name the component that fails",
            format!("risk set {name} component=NAME"),
        );
    }
    for component in plan.failed.iter().filter(|one| !one.is_declared) {
        let name = argument(&name(component));
        commands.add(
            "Declare the component, so that its owner and rehearsals have a place",
            format!("risk component add {name} owner=WHO"),
        );
    }
    commands.add(
        "Record what happened",
        of_subject(
            "rehearse",
            &format!("--kind {kind} --outcome OUTCOME --detect TIME --recover TIME"),
            plan,
        ),
    );
    gaps(plan, &mut commands);
    if let [only] = plan.failed.as_slice() {
        let name = shell_word(&format!("component={}", name(only)));
        commands.add(
            "Add a failure mode that is not listed",
            format!("risk add {name} description='HOW IT FAILED' likelihood=LEVEL impact=LEVEL"),
        );
    }
    if !plan.failure_modes.is_empty() {
        let reference = reference(plan);
        commands.add(
            "Rate a risk anew that turned out to be likelier or worse",
            format!("risk set {reference} likelihood=LEVEL impact=LEVEL"),
        );
    }
    commands.list
}

#[derive(Default)]
struct Commands {
    list: Vec<AfterCommand>,
}

impl Commands {
    fn add(&mut self, when: impl Into<String>, command: String) {
        self.list.push(AfterCommand {
            when: when.into(),
            command,
        });
    }
}

/// What is missing, by the command that mends it.
fn gaps(plan: &Plan, commands: &mut Commands) {
    for mode in &plan.failure_modes {
        if has_no_action(mode) {
            let (risk, name) = (&mode.risk, argument(&mode.risk));
            commands.add(
                format!("Write down what helped with {risk}, which has no action"),
                format!("risk set {name} 'runbook_actions+=WHAT HELPED'"),
            );
        }
    }
    let missing = |status| status != ObservationStatus::Implemented;
    if plan.checks.iter().any(|check| missing(check.status)) {
        let risk = reference(plan);
        commands.add(
            "Mark an observation as implemented, once it is; N counts from 1",
            format!("risk set {risk} 'observations[N].status=implemented'"),
        );
    }
}

/// A word as the first argument of a command that no option follows.
fn argument(word: &str) -> String {
    // What begins with a dash would be read as an option.
    let guard = if word.starts_with('-') { "-- " } else { "" };
    format!("{guard}{}", shell_word(word))
}

/// What a component is called, where the plan has what tells it from others of the name.
fn name(component: &FailedComponent) -> String {
    Key::parse(&component.component).name().to_owned()
}

/// A command with options about what a rehearsal or a runbook is of.
pub(super) fn of_subject(command: &str, options: &str, plan: &Plan) -> String {
    match &plan.risk {
        Some(risk) if risk.starts_with('-') => {
            format!("risk {command} {options} {}", argument(risk))
        }
        Some(risk) => format!("risk {command} {} {options}", argument(risk)),
        None => format!("risk {command} {} {options}", components(plan)),
    }
}

/// The components that fail, as options.
fn components(plan: &Plan) -> String {
    let components = plan.failed.iter();
    let said = components.map(|one| match shell_word(&one.component) {
        // What begins with a dash would be read as an option.
        name if one.component.starts_with('-') => format!("--component={name}"),
        name => format!("--component {name}"),
    });
    let said: Vec<String> = said.collect();
    said.join(" ")
}

/// The reference of the only risk, or what stands for one of several.
fn reference(plan: &Plan) -> String {
    match plan.failure_modes.as_slice() {
        [only] => argument(&only.risk),
        _ => "REF".to_owned(),
    }
}
