//! Rehearsals of risks and of components, whose entries have parts.

use super::list::{self, index};
use super::path::Entry;
use super::values::{prose, recognise, recognised};
use super::{Assignment, EditError, Editor};
use crate::record::text::nearest;
use crate::record::{Field, Key, RiskField};
use crate::register::{Recognise, Rehearsal, Stated, TrackerLink};

impl Editor {
    /// Records that the failure of a risk was exercised. It stands behind all that were not
    /// later; in a source of rows, which gets one at the end, behind all.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so, when the rehearsal has a date, a word or a time
    /// that is not recognised, or a link with white space inside, or when it is recorded already.
    pub fn rehearse_risk(&mut self, risk: &str, rehearsal: Rehearsal) -> Result<Key, EditError> {
        let place = self.risks.find(risk)?;
        let key = self.risks.key(place);
        let is_last = self.has_rows();
        let list = &mut self.risks.get_mut(place).rehearsals;
        record((list, is_last), &key, rehearsal)?;
        Ok(key)
    }

    /// Records that the failure of a declared component was exercised, as
    /// [`rehearse_risk`](Self::rehearse_risk) does.
    ///
    /// # Errors
    ///
    /// When no declared component or more than one is called so, or when something of the rehearsal
    /// is refused.
    pub fn rehearse_component(
        &mut self,
        name: &str,
        rehearsal: Rehearsal,
    ) -> Result<Key, EditError> {
        let place = self.find_component(name)?;
        let key = self.components.key(place);
        let is_last = self.has_rows();
        let list = &mut self.components.get_mut(place).rehearsals;
        record((list, is_last), &key, rehearsal)?;
        Ok(key)
    }

    /// Whether rehearsals are rows of a sheet, in which a new one stands last.
    fn has_rows(&self) -> bool {
        // Such a source has no place for origins.
        !self.has_origins
    }
}

/// Adds a rehearsal of a record behind all that were not later, or behind all; none that is there moves.
fn record(
    (list, is_last): (&mut Vec<Rehearsal>, bool),
    of: &Key,
    rehearsal: Rehearsal,
) -> Result<(), EditError> {
    let rehearsal = checked(rehearsal)?;
    if let Some(at) = list.iter().position(|other| *other == rehearsal) {
        return Err(EditError::AlreadyRecorded {
            record: of.clone(),
            rehearsal: rehearsal.to_string(),
            position: at + 1,
        });
    }
    let is_later = |other: &Rehearsal| !is_last && other.day() > rehearsal.day();
    let last = list.iter().rposition(|other| !is_later(other));
    list.insert(last.map_or(0, |last| last + 1), rehearsal);
    Ok(())
}

/// The rehearsal, where all of it is understood.
fn checked(mut rehearsal: Rehearsal) -> Result<Rehearsal, EditError> {
    known("date", Some(&rehearsal.date))?;
    known("kind", Some(&rehearsal.kind))?;
    known("outcome", rehearsal.outcome.as_ref())?;
    known("time_to_detect", rehearsal.time_to_detect.as_ref())?;
    known("time_to_recover", rehearsal.time_to_recover.as_ref())?;
    if rehearsal.notes.trim().is_empty() {
        rehearsal.notes.clear();
    }
    if let Some(stated) = &rehearsal.link {
        rehearsal.link = link(stated.url())?;
    }
    Ok(rehearsal)
}

/// Refuses what is not recognised.
fn known<T: Recognise>(part: &str, stated: Option<&Stated<T>>) -> Result<(), EditError> {
    match stated.and_then(Stated::unrecognised) {
        Some(text) => recognise::<T>(format!("{}.{part}", RiskField::Rehearsals), text).map(drop),
        None => Ok(()),
    }
}

/// A link, unless it is blank.
fn link(text: &str) -> Result<Option<TrackerLink>, EditError> {
    let url = list::link(text.trim())?;
    Ok((!url.is_empty()).then(|| TrackerLink::new(url)))
}

/// Changes a part of an entry, or takes all entries out; the index of one that is to go.
pub(super) fn assign(
    list: &mut Vec<Rehearsal>,
    field: Field,
    entry: Option<&Entry>,
    assignment: &Assignment,
) -> Result<Option<usize>, EditError> {
    let clears = !assignment.adds() && assignment.value().trim().is_empty();
    let Some(entry) = entry else {
        if !clears {
            return Err(EditError::WholeRehearsal);
        }
        list.clear();
        return Ok(None);
    };
    let at = index(field, list.len(), entry)?;
    match &entry.part {
        Some(part) => assign_part(&mut list[at], part, field, assignment).map(|()| None),
        None if clears => Ok(Some(at)),
        None => Err(EditError::WholeRehearsal),
    }
}

fn assign_part(
    rehearsal: &mut Rehearsal,
    part: &str,
    field: Field,
    assignment: &Assignment,
) -> Result<(), EditError> {
    match part {
        "date" => rehearsal.date = needed(assignment)?,
        "kind" => rehearsal.kind = needed(assignment)?,
        "outcome" => rehearsal.outcome = recognised(assignment)?,
        "time_to_detect" => rehearsal.time_to_detect = recognised(assignment)?,
        "time_to_recover" => rehearsal.time_to_recover = recognised(assignment)?,
        "notes" => return prose(&mut rehearsal.notes, field, assignment),
        "link" => rehearsal.link = link(assignment.only_set()?)?,
        part => {
            let path = assignment.path();
            let entry = path.strip_suffix(part).unwrap_or(&path);
            let nearest = nearest(part, Rehearsal::KEYS).map(|part| format!("{entry}{part}"));
            return Err(assignment.unknown_part(field.record(), nearest));
        }
    }
    Ok(())
}

/// A value that cannot be cleared.
fn needed<T: Recognise>(assignment: &Assignment) -> Result<Stated<T>, EditError> {
    let value = recognised(assignment)?;
    value.ok_or_else(|| EditError::NeededPart {
        path: assignment.path(),
    })
}
