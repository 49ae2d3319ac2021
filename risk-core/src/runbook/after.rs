//! What to enter into the register when it is over.

use super::plan::{AfterCommand, Plan};
use crate::document::shell_word;
use crate::register::{ObservationStatus, RehearsalKind};

/// The commands that enter into the register what was learned. Words in capitals are to be replaced.
pub(super) fn afterwards(plan: &Plan, kind: RehearsalKind) -> Vec<AfterCommand> {
    let mut commands = Commands::default();
    if let (Some(risk), []) = (&plan.risk, plan.failed.as_slice()) {
        let name = shell_word(risk);
        commands.add(
            "Name the component that fails",
            format!("risk set {name} component=NAME"),
        );
    }
    for component in plan.failed.iter().filter(|one| !one.is_declared) {
        let name = shell_word(&component.component);
        commands.add(
            "Declare the component, so that its owner and rehearsals have a place",
            format!("risk component add {name} owner=WHO"),
        );
    }
    commands.add(
        "Record what happened",
        format!(
            "risk rehearse {} --kind {kind} --outcome OUTCOME --detect TIME --recover TIME",
            subject(plan)
        ),
    );
    gaps(plan, &mut commands);
    if let [only] = plan.failed.as_slice() {
        let name = shell_word(&format!("component={}", only.component));
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
        if mode.actions.is_empty() {
            let (risk, name) = (&mode.risk, shell_word(&mode.risk));
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

/// What a rehearsal or a runbook is of, as arguments.
pub(super) fn subject(plan: &Plan) -> String {
    if let Some(risk) = &plan.risk {
        return shell_word(risk);
    }
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
        [only] => shell_word(&only.risk),
        _ => "REF".to_owned(),
    }
}
