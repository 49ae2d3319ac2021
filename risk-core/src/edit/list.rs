//! Entries of the lists of a risk.

use super::path::Entry;
use super::values::unrecognised;
use super::{Assignment, EditError};
use crate::record::Field;
use crate::record::text::fold;
use crate::register::{Mitigation, Observation, ObservationStatus, RunbookAction, TrackerLink};

/// An entry of a list that is a text.
pub(super) trait Text: Sized {
    /// A new entry.
    fn new(text: &str) -> Self;

    /// Gives the entry another text.
    fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }

    /// Refuses a text that no entry can have.
    fn check(_text: &str) -> Result<(), EditError> {
        Ok(())
    }
}

impl Text for Mitigation {
    fn new(text: &str) -> Self {
        text.into()
    }
}

impl Text for RunbookAction {
    fn new(text: &str) -> Self {
        text.into()
    }
}

impl Text for TrackerLink {
    fn new(text: &str) -> Self {
        TrackerLink::new(text)
    }

    fn check(text: &str) -> Result<(), EditError> {
        if text.contains(char::is_whitespace) {
            let text = text.to_owned();
            return Err(EditError::SpaceInLink { text });
        }
        Ok(())
    }
}

impl Text for Observation {
    /// What somebody just thought of is not in place yet.
    fn new(text: &str) -> Self {
        Observation::suggested(text)
    }

    fn set(&mut self, text: &str) {
        text.clone_into(&mut self.text);
    }
}

/// Adds an entry to a list, gives one another text, or takes one or all out.
pub(super) fn assign<T: Text>(
    list: &mut Vec<T>,
    field: Field,
    entry: Option<&Entry>,
    assignment: &Assignment,
) -> Result<(), EditError> {
    let text = assignment.value().trim();
    let Some(entry) = entry else {
        return assign_whole(list, field, assignment);
    };
    if entry.part.is_some() {
        let whole = format!("{field}[{}]", entry.position);
        return Err(assignment.unknown_part(field.record(), Some(whole)));
    }
    let at = index(field, list.len(), entry)?;
    if assignment.only_set()?.is_empty() {
        list.remove(at);
        return Ok(());
    }
    if text.is_empty() {
        let position = entry.position;
        return Err(EditError::BlankEntry { field, position });
    }
    T::check(text)?;
    list[at].set(text);
    Ok(())
}

fn assign_whole<T: Text>(
    list: &mut Vec<T>,
    field: Field,
    assignment: &Assignment,
) -> Result<(), EditError> {
    let text = assignment.value().trim();
    match (assignment.adds(), text.is_empty()) {
        (false, true) => list.clear(),
        (false, false) => return Err(EditError::WholeList { field }),
        (true, true) => return Err(EditError::NothingToAdd { field }),
        (true, false) => {
            T::check(text)?;
            list.push(T::new(text));
        }
    }
    Ok(())
}

/// The index of an entry in a list of so many.
pub(super) fn index(field: Field, count: usize, entry: &Entry) -> Result<usize, EditError> {
    let position = entry.position;
    let index = position.checked_sub(1).filter(|index| *index < count);
    index.ok_or(EditError::NoEntry {
        field,
        count,
        position,
    })
}

/// The same for observations, whose entries have a text and a status.
pub(super) fn assign_observations(
    list: &mut Vec<Observation>,
    field: Field,
    entry: Option<&Entry>,
    assignment: &Assignment,
) -> Result<(), EditError> {
    let Some(Entry { position, part }) = entry else {
        return assign(list, field, entry, assignment);
    };
    let whole = Entry {
        position: *position,
        part: None,
    };
    match part.as_deref() {
        None | Some("text") => assign(list, field, Some(&whole), assignment),
        Some("status") => {
            let at = index(field, list.len(), &whole)?;
            list[at].status = status(assignment)?;
            Ok(())
        }
        Some(part) => {
            let parts = ["text", "status"];
            let nearest = crate::record::text::nearest(part, parts);
            let path = |part| format!("{field}[{position}].{part}");
            Err(assignment.unknown_part(field.record(), nearest.map(path)))
        }
    }
}

fn status(assignment: &Assignment) -> Result<ObservationStatus, EditError> {
    let folded = fold(assignment.only_set()?);
    let mut all = ObservationStatus::ALL.into_iter();
    all.find(|status| status.as_str() == folded).ok_or_else(|| {
        let words = ObservationStatus::ALL.map(ObservationStatus::as_str);
        let reason = "not a status of an observation: implemented, suggested or unknown";
        unrecognised(assignment, reason, &words)
    })
}
