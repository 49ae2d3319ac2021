//! Assignments to a risk.

use super::assignment::Target;
use super::values::{level, line, prose, recognised};
use super::{Assignment, EditError, Editor, Subject, extra, list, rehearsals};
use crate::register::{Field, Risk, Status};

/// Applies an assignment to a risk that is to be one of the editor's.
pub(super) fn assign(
    risk: &mut Risk,
    assignment: &Assignment,
    editor: &Editor,
) -> Result<(), EditError> {
    let (field, entry) = match assignment.target::<Risk>()? {
        Target::Extra(key) => {
            return extra::assign(&mut risk.extra, key, assignment, &editor.risks);
        }
        Target::Field(field, entry) => (field, entry),
    };
    match field {
        Field::Observations => list::assign_observations(&mut risk.observations, entry, assignment),
        Field::Mitigations => list::assign(&mut risk.mitigations, field, entry, assignment),
        Field::RunbookActions => list::assign(&mut risk.runbook_actions, field, entry, assignment),
        Field::TrackerLinks => list::assign(&mut risk.tracker_links, field, entry, assignment),
        Field::Rehearsals => {
            rehearsals::assign(&mut risk.rehearsals, Subject::Risk, entry, assignment)
        }
        _ if entry.is_some() => Err(EditError::NotAList { field }),
        Field::Description => prose(&mut risk.description, field, assignment),
        Field::Notes => prose(&mut risk.notes, field, assignment),
        Field::AcceptanceReason => prose(&mut risk.acceptance.reason, field, assignment),
        _ => assign_word(risk, field, assignment, editor),
    }
}

/// Sets a field that is one word, so to speak.
fn assign_word(
    risk: &mut Risk,
    field: Field,
    assignment: &Assignment,
    editor: &Editor,
) -> Result<(), EditError> {
    match field {
        Field::Component => risk.component = component(assignment, editor)?,
        Field::Likelihood => risk.likelihood = level(field, &editor.scale, assignment)?,
        Field::Impact => risk.impact = level(field, &editor.scale, assignment)?,
        Field::Status => {
            risk.status = recognised(assignment, &Status::ALL.map(Status::as_str))?;
        }
        Field::Owner => risk.owner = line(field, assignment)?,
        Field::ReviewBy => risk.review_by = recognised(assignment, &[])?,
        Field::AcceptedBy => risk.acceptance.by = line(field, assignment)?,
        Field::AcceptedUntil => risk.acceptance.until = recognised(assignment, &[])?,
        // All that is left of a risk's fields is its reference.
        _ => {
            let subject = Subject::Risk;
            return Err(EditError::NameIsNotSet { subject });
        }
    }
    Ok(())
}

/// The component that a risk is of; any text where the register declares none.
fn component(assignment: &Assignment, editor: &Editor) -> Result<String, EditError> {
    let name = line(Field::Component, assignment)?;
    if name.is_empty() || editor.components.is_empty() {
        return Ok(name);
    }
    match editor.components.resolve(&name) {
        Some(declared) => Ok(declared.to_owned()),
        None => Err(editor.components.unknown(&name)),
    }
}
