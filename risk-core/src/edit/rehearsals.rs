//! Rehearsals of risks and of components, whose entries have parts.

use std::fmt::Display;
use std::str::FromStr;

use super::list::{Text, index};
use super::path::Entry;
use super::values::{duration, of_duration, prose, recognised};
use super::{Assignment, EditError, Editor};
use crate::record::text::nearest;
use crate::record::{Field, Key, RiskField};
use crate::register::{Outcome, Rehearsal, RehearsalKind, Stated, TrackerLink};

fn kinds() -> [&'static str; 3] {
    RehearsalKind::ALL.map(RehearsalKind::as_str)
}

fn outcomes() -> [&'static str; 3] {
    Outcome::ALL.map(Outcome::as_str)
}

impl Editor {
    /// Records that the failure of a risk was met or practised. It stands behind all that were not
    /// later.
    ///
    /// # Errors
    ///
    /// When no risk or more than one is called so, when the rehearsal has a date, a word or a time
    /// that is not recognised, or a link with white space inside, or when it is recorded already.
    pub fn rehearse_risk(&mut self, risk: &str, rehearsal: Rehearsal) -> Result<Key, EditError> {
        let place = self.risks.find(risk)?;
        let rehearsal = checked(rehearsal)?;
        let key = self.risks.key(place);
        not_recorded(&key, &self.risks.get(place).rehearsals, &rehearsal)?;
        add(&mut self.risks.get_mut(place).rehearsals, rehearsal);
        Ok(key)
    }

    /// Records that the failure of a declared component was met or practised, as
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
        let rehearsal = checked(rehearsal)?;
        let key = self.components.key(place);
        not_recorded(&key, &self.components.get(place).rehearsals, &rehearsal)?;
        add(&mut self.components.get_mut(place).rehearsals, rehearsal);
        Ok(key)
    }
}

/// Refuses a rehearsal that is the same as one of the list.
fn not_recorded(record: &Key, list: &[Rehearsal], rehearsal: &Rehearsal) -> Result<(), EditError> {
    match list.iter().position(|other| other == rehearsal) {
        Some(at) => Err(EditError::AlreadyRecorded {
            record: record.clone(),
            rehearsal: rehearsal.to_string(),
            position: at + 1,
        }),
        None => Ok(()),
    }
}

/// Adds a rehearsal behind all that were not later; none that is there moves.
fn add(list: &mut Vec<Rehearsal>, rehearsal: Rehearsal) {
    let is_later = |other: &Rehearsal| other.day() > rehearsal.day();
    let last = list.iter().rposition(|other| !is_later(other));
    list.insert(last.map_or(0, |last| last + 1), rehearsal);
}

/// The rehearsal, where all of it is understood.
fn checked(mut rehearsal: Rehearsal) -> Result<Rehearsal, EditError> {
    known("date", Some(&rehearsal.date), &[])?;
    known("kind", Some(&rehearsal.kind), &kinds())?;
    known("outcome", rehearsal.outcome.as_ref(), &outcomes())?;
    let (detect, recover) = (&rehearsal.time_to_detect, &rehearsal.time_to_recover);
    known("time_to_detect", detect.as_ref(), &[]).map_err(of_duration)?;
    known("time_to_recover", recover.as_ref(), &[]).map_err(of_duration)?;
    if rehearsal.notes.trim().is_empty() {
        rehearsal.notes.clear();
    }
    if let Some(stated) = &rehearsal.link {
        rehearsal.link = link(stated.url())?;
    }
    Ok(rehearsal)
}

/// Refuses what is not recognised.
fn known<T: FromStr<Err: Display>>(
    part: &str,
    stated: Option<&Stated<T>>,
    words: &[&str],
) -> Result<(), EditError> {
    let Some(text) = stated.and_then(Stated::unrecognised) else {
        return Ok(());
    };
    let reason = text.parse::<T>().err();
    Err(EditError::Unrecognised {
        path: format!("{}.{part}", RiskField::Rehearsals),
        text: text.to_owned(),
        reason: reason.map_or_else(String::new, |error| error.to_string()),
        nearest: nearest(text, words.iter().copied()).map(str::to_owned),
    })
}

/// A link, unless it is blank.
fn link(text: &str) -> Result<Option<TrackerLink>, EditError> {
    let text = text.trim();
    TrackerLink::check(text)?;
    Ok((!text.is_empty()).then(|| TrackerLink::new(text)))
}

/// Changes a part of an entry, or takes one or all entries out.
pub(super) fn assign(
    list: &mut Vec<Rehearsal>,
    field: Field,
    entry: Option<&Entry>,
    assignment: &Assignment,
) -> Result<(), EditError> {
    let clears = !assignment.adds() && assignment.value().trim().is_empty();
    let Some(entry) = entry else {
        if !clears {
            return Err(EditError::WholeRehearsal);
        }
        list.clear();
        return Ok(());
    };
    let at = index(field, list.len(), entry)?;
    match &entry.part {
        Some(part) => assign_part(&mut list[at], part, field, assignment),
        None if clears => {
            list.remove(at);
            Ok(())
        }
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
        "date" => rehearsal.date = needed(assignment, &[])?,
        "kind" => rehearsal.kind = needed(assignment, &kinds())?,
        "outcome" => rehearsal.outcome = recognised(assignment, &outcomes())?,
        "time_to_detect" => rehearsal.time_to_detect = duration(assignment)?,
        "time_to_recover" => rehearsal.time_to_recover = duration(assignment)?,
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
fn needed<T: FromStr<Err: Display>>(
    assignment: &Assignment,
    words: &[&str],
) -> Result<Stated<T>, EditError> {
    let value = recognised(assignment, words)?;
    value.ok_or_else(|| EditError::NeededPart {
        path: assignment.path(),
    })
}
