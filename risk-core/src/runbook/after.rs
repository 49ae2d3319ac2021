//! What to say to the register when it is over.

use super::plan::{AfterCommand, FailureMode, Plan};
use crate::register::{ObservationStatus, RehearsalKind};

/// The commands that tell the register what was learned. Words in capitals are to be replaced.
pub(super) fn afterwards(plan: &Plan, kind: RehearsalKind) -> Vec<AfterCommand> {
    let mut commands = Commands::default();
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
            "Add a way to fail that is not listed",
            format!("risk add {name} description='HOW IT FAILED' likelihood=LEVEL impact=LEVEL"),
        );
    }
    if let [.., last] = plan.failure_modes.as_slice() {
        let reference = one_or(plan, last);
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
        let risk = match plan.failure_modes.as_slice() {
            [only] => shell_word(&only.risk),
            _ => "REF".to_owned(),
        };
        commands.add(
            "Say that an observation is in place, once it is",
            format!("risk set {risk} 'observations[N].status=implemented'"),
        );
    }
}

/// What a rehearsal is of.
fn subject(plan: &Plan) -> String {
    if let Some(risk) = &plan.risk {
        return shell_word(risk);
    }
    let components = plan.failed.iter();
    let said = components.map(|one| format!("--component {}", shell_word(&one.component)));
    let said: Vec<String> = said.collect();
    said.join(" ")
}

fn one_or(plan: &Plan, last: &FailureMode) -> String {
    if plan.failure_modes.len() == 1 {
        shell_word(&last.risk)
    } else {
        "REF".to_owned()
    }
}

/// A word as a shell takes it.
fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=+@%".contains(c);
    if !text.is_empty() && !text.starts_with(['-', '=']) && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}
