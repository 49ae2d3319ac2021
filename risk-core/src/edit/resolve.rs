//! What a conflict of a merge is to be, put into the record that it is of.

use serde_json::{Value, json};

use super::assign::Edits;
use super::path::Path;
use super::{EditError, Editor, reference};
use crate::folder::{SCHEMA_VERSION, read_json};
use crate::record::{Key, RecordId, RecordKind, RiskField};
use crate::register::{Component, Entry, FieldValue, Kind, Record, RecordField, Risk};
use crate::versions::{Conflict, Take, of_entry, of_field};

/// Why a conflict cannot be resolved so.
type Reason = String;

impl Editor {
    /// Gives the records of conflicts what was chosen for each. They are the records that have the keys before the first
    /// one is resolved, as that may be a rename. For each the record that was added for it, as it is called behind the last one.
    ///
    /// # Errors
    ///
    /// When what stands there is neither of the two any more, and when not both can be.
    pub(crate) fn resolve(
        &mut self,
        chosen: &[(&Conflict, Take)],
    ) -> Result<Vec<Option<RecordId>>, EditError> {
        let place = |conflict: &Conflict| match &conflict.record {
            RecordId::Register => None,
            RecordId::Component(key) => self.components.nth(key),
            RecordId::Risk(key) => self.risks.nth(key),
        };
        let places = chosen.iter().map(|(conflict, _)| place(conflict));
        let places: Vec<Option<usize>> = places.collect();
        let mut added = self.added_before(chosen);
        let mut order: Vec<usize> = (0..chosen.len()).collect();
        // What the others state names records as they are called until then.
        order.sort_by_key(|at| is_of_name(chosen[*at].0));
        for at in order {
            if added[at].is_some() {
                continue;
            }
            let ((conflict, take), place) = (chosen[at], places[at]);
            let resolved = match &conflict.record {
                RecordId::Register => self.resolve_scale(conflict, take).map(|()| None),
                RecordId::Component(_) => self.resolve_in::<Component>(place, conflict, take),
                RecordId::Risk(_) => self.resolve_in::<Risk>(place, conflict, take),
            };
            added[at] = resolved.map_err(|reason| EditError::not_resolved(conflict, reason))?;
        }
        let called = chosen.iter().zip(added).map(|((conflict, _), added)| {
            let place = added?;
            Some(match conflict.record {
                RecordId::Component(_) => Component::id(self.components.key(place)),
                RecordId::Register | RecordId::Risk(_) => Risk::id(self.risks.key(place)),
            })
        });
        Ok(called.collect())
    }

    fn resolve_scale(&mut self, conflict: &Conflict, take: Take) -> Result<(), Reason> {
        let current = serde_json::to_value(&self.scale).unwrap_or_default();
        let name = self.scale.name().to_owned();
        if let Some(chosen) = choose(&current, conflict, take, &name)? {
            self.scale = serde_json::from_value(chosen).map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// Where a record was added, if any was.
    fn resolve_in<T: Edits>(
        &mut self,
        place: Option<usize>,
        conflict: &Conflict,
        take: Take,
    ) -> Result<Option<usize>, Reason> {
        let Some(path) = &conflict.field else {
            return self.resolve_record::<T>(place, conflict, take);
        };
        let Some(place) = place else {
            return match take {
                // Nothing is to be done to what is gone.
                Take::Ours => Ok(None),
                Take::Theirs | Take::Both => Err("the register has no such record".to_owned()),
            };
        };
        let path: Path = path.parse().map_err(|error: EditError| error.to_string())?;
        let mut record = T::table(self).get(place).clone();
        resolve_field(&mut record, &path, conflict, take)?;
        self.replace(place, record).map(|()| None)
    }

    /// Has a record be another one, which may be called otherwise: it is then wherever it is named.
    fn replace<T: Edits>(&mut self, place: usize, record: T) -> Result<(), Reason> {
        let renamed = match T::KIND {
            RecordKind::Component => self.rename_declared(place, record.name()),
            RecordKind::Risk | RecordKind::Register => self.rename_risk_at(place, record.name()),
        };
        renamed.map_err(|error| not_named(&error))?;
        T::table_mut(self).put(place, record);
        Ok(())
    }

    /// A record that one side has not, or that both added under one name. Where one was added, if any was.
    fn resolve_record<T: Edits>(
        &mut self,
        place: Option<usize>,
        conflict: &Conflict,
        take: Take,
    ) -> Result<Option<usize>, Reason> {
        let theirs = match &conflict.theirs {
            Value::Null => None,
            theirs => Some(read::<T>(theirs)?),
        };
        let current = place.map(|place| serde_json::to_value(T::table(self).get(place)));
        let current = current.and_then(Result::ok).unwrap_or_default();
        match (take, theirs, place) {
            (Take::Ours, ..) | (Take::Theirs, None, None) => {}
            (Take::Theirs, Some(_), Some(_)) if states(&conflict.theirs, &current) => {}
            // What has the name where ours has no such record is another one.
            (Take::Theirs, Some(theirs), _) if conflict.ours.is_null() => {
                let added = self.add(theirs, &[]);
                let key = added.map_err(|error| not_named(&error))?;
                return Ok(T::table(self).nth(&key));
            }
            (Take::Theirs, ..) if !states(&conflict.ours, &current) => {
                return Err("somebody changed it since; take ours to leave it so".to_owned());
            }
            (Take::Theirs, None, Some(place)) => T::table_mut(self).remove(place),
            (Take::Theirs, Some(theirs), Some(place)) => self.replace(place, theirs)?,
            (Take::Theirs, Some(_), None) => {
                return Err("the register has no such record".to_owned());
            }
            (Take::Both, Some(mut theirs), Some(_)) if T::KIND == RecordKind::Risk => {
                *theirs.name_mut() = reference::next(&self.risks, &self.elsewhere);
                return Ok(Some(T::table_mut(self).push(theirs)));
            }
            (Take::Both, ..) => return Err(NOT_BOTH.to_owned()),
        }
        Ok(None)
    }
}

/// Has a record that states what ours does of a conflict of one of its fields state something else there.
pub(crate) fn state<T: Record>(
    record: &mut T,
    conflict: &Conflict,
    value: &Value,
) -> Result<(), Reason> {
    let path = conflict.field.as_deref().unwrap_or_default();
    let path: Path = path.parse().map_err(|error: EditError| error.to_string())?;
    let theirs = value.clone();
    let conflict = Conflict {
        theirs,
        ..conflict.clone()
    };
    resolve_field(record, &path, &conflict, Take::Theirs)
}

impl EditError {
    pub(crate) fn not_resolved(conflict: &Conflict, reason: Reason) -> Self {
        Self::NotResolved {
            record: conflict.record.clone(),
            field: conflict.field.clone(),
            reason,
        }
    }
}

/// Why a key that a text has beside the fields is not resolved.
pub(crate) const BEYOND: &str =
    "this version knows no such field; write it into the text by hand, and take ours";
const NOT_BOTH: &str = "not both can be; take ours or theirs";

/// Whether a conflict is of the name of a record.
fn is_of_name(conflict: &Conflict) -> bool {
    let names = [RecordKind::Risk, RecordKind::Component].map(RecordKind::name_field);
    conflict
        .field
        .as_deref()
        .is_some_and(|field| names.contains(&field))
}

/// Why a record does not get the name that theirs gave it.
fn not_named(error: &EditError) -> Reason {
    match error {
        EditError::NameTaken { .. } => {
            format!("{error}; take ours, or give that one another name first")
        }
        _ => error.to_string(),
    }
}

/// Whether a side states of a record what the register does, whose form may have no place for all of it.
pub(crate) fn states(side: &Value, current: &Value) -> bool {
    let fields = current.as_object().into_iter().flatten();
    side.is_object()
        && fields
            .into_iter()
            .all(|(key, value)| side.get(key) == Some(value))
}

fn edited(current: &str) -> Reason {
    format!(
        "it is neither what ours has nor what theirs has, but {current}; take ours to leave it so"
    )
}

fn resolve_field<T: Record>(
    record: &mut T,
    path: &Path,
    conflict: &Conflict,
    take: Take,
) -> Result<(), Reason> {
    match path {
        Path::Field(name) => {
            let field = match (T::Field::by_path(name), take) {
                (Some(field), _) => field,
                (None, Take::Ours) => return Ok(()),
                (None, _) => return Err(BEYOND.to_owned()),
            };
            let current = field.kind().get(record);
            if let Some(chosen) = choose(&of_field(&current), conflict, take, &current.to_string())?
            {
                let value = match chosen {
                    Value::Null => field.kind().get(&T::default()),
                    value => value_of::<T>(field, value)?,
                };
                set(record, field, value)?;
            }
            Ok(())
        }
        Path::Entry(list, entry) => {
            let field = T::Field::by_path(list).ok_or_else(|| BEYOND.to_owned())?;
            let at = entry.position - 1;
            resolve_entry(record, field, (at, None), conflict, take)
        }
        Path::Extra(key) => resolve_entry(record, T::Field::EXTRA, (0, Some(key)), conflict, take),
    }
}

/// What a value becomes; `None` where it stays as it is.
pub(crate) fn choose(
    current: &Value,
    conflict: &Conflict,
    take: Take,
    words: &str,
) -> Result<Option<Value>, Reason> {
    let (is_ours, is_theirs) = (*current == conflict.ours, *current == conflict.theirs);
    Ok(match take {
        // Also where somebody gave it what theirs states meanwhile.
        Take::Ours => None,
        Take::Theirs if is_theirs => None,
        Take::Theirs if is_ours => Some(conflict.theirs.clone()),
        Take::Both if is_ours => Some(both_texts(conflict)?),
        Take::Theirs | Take::Both => return Err(edited(&format!("`{words}`"))),
    })
}

/// The lines of both sides, where both are texts of several lines.
fn both_texts(conflict: &Conflict) -> Result<Value, Reason> {
    let is_of_lines = conflict.field.as_deref() == Some(RiskField::Notes.path());
    let text = |value: &Value| {
        value
            .as_str()
            .map(|text| text.trim_end_matches('\n').to_owned() + "\n")
    };
    let (Some(ours), Some(theirs), true) =
        (text(&conflict.ours), text(&conflict.theirs), is_of_lines)
    else {
        return Err(NOT_BOTH.to_owned());
    };
    let base = text(&conflict.base).unwrap_or_default();
    // No line of a text is as long as the marks that stand between the sides.
    let lines = base.lines().chain(ours.lines()).chain(theirs.lines());
    let length = lines.map(str::len).max().unwrap_or_default() + 1;
    let mut merge = diffy::MergeOptions::new();
    merge.set_conflict_marker_length(length);
    merge.set_conflict_style(diffy::ConflictStyle::Merge);
    let merged = merge.merge(&base, &ours, &theirs).unwrap_or_else(|marked| {
        let lines = marked.split_inclusive('\n');
        lines
            .filter(|line| line.trim_end().len() < length)
            .collect()
    });
    Ok(merged.trim_end_matches('\n').into())
}

/// An entry of a list: at a position, or the value of a header. It is known by what the sides state there.
fn resolve_entry<T: Record>(
    record: &mut T,
    field: T::Field,
    (at, key): (usize, Option<&Key>),
    conflict: &Conflict,
    take: Take,
) -> Result<(), Reason> {
    let FieldValue::List(entries) = field.kind().get(record) else {
        return Err("it is no list".to_owned());
    };
    let mut entries = entries.unwrap_or_default();
    let find = |value: &Value| {
        let is_it = |entry: &Entry| match entry {
            Entry::Extra(header, _) if Some(header) != key => false,
            entry => of_entry(entry) == *value,
        };
        let is_there = entries.get(at).is_some_and(is_it);
        if is_there {
            Some(at)
        } else {
            entries.iter().position(is_it)
        }
    };
    let (ours, theirs) = (find(&conflict.ours), find(&conflict.theirs));
    let is_sequence = matches!(
        field.kind(),
        Kind::Observations(_) | Kind::Mitigations(_) | Kind::RunbookActions(_)
    );
    let (range, value) = match (take, ours, theirs) {
        (Take::Ours, ..) | (Take::Theirs, None, Some(_)) => return Ok(()),
        (Take::Theirs, Some(ours), _) => (ours..ours + 1, &conflict.theirs),
        (Take::Theirs, None, None) if conflict.ours.is_null() => {
            let at = at.min(entries.len());
            (at..at, &conflict.theirs)
        }
        (Take::Theirs, None, None) => return Err(edited("another entry")),
        (Take::Both, Some(ours), None) if is_sequence && !conflict.theirs.is_null() => {
            (ours + 1..ours + 1, &conflict.theirs)
        }
        (Take::Both, Some(_), Some(_)) if is_sequence => return Ok(()),
        (Take::Both, ..) => return Err(NOT_BOTH.to_owned()),
    };
    let entry = match value {
        Value::Null => None,
        value => Some(entry_of::<T>(field, key, value)?),
    };
    if range.is_empty() && entry.is_none() {
        return Ok(());
    }
    entries.splice(range, entry);
    set(record, field, FieldValue::List(Some(entries)))
}

fn set<T: Record>(record: &mut T, field: T::Field, value: FieldValue) -> Result<(), Reason> {
    let set = field.kind().set(record, value);
    set.map_err(|_| format!("a conflict has no such value of {field}"))
}

fn entry_of<T: Record>(field: T::Field, key: Option<&Key>, value: &Value) -> Result<Entry, Reason> {
    let entries = match key {
        Some(key) => json!({ key.to_string(): value }),
        None => json!([value]),
    };
    match value_of::<T>(field, entries)? {
        FieldValue::List(Some(entries)) if entries.len() == 1 => Ok(entries[0].clone()),
        _ => Err(unreadable(field.path())),
    }
}

/// The value of a field, of its JSON.
fn value_of<T: Record>(field: T::Field, value: Value) -> Result<FieldValue, Reason> {
    // `acceptance.by` is within a table.
    let keys = field.path().rsplit('.');
    let record = keys.fold(value, |value, key| json!({ key: value }));
    Ok(field.kind().get(&read::<T>(&record)?))
}

/// A record, of its JSON. What it has that cannot be read would be lost.
pub(super) fn read<T: Record>(record: &Value) -> Result<T, Reason> {
    let register = json!({ "schema_version": SCHEMA_VERSION, T::FOLDER: [record] });
    let reading = read_json::read(&register.to_string()).map_err(|error| error.to_string())?;
    match (T::all(&reading.register).next(), reading.findings.first()) {
        (Some(record), None) => Ok(record.clone()),
        (_, Some(finding)) => Err(format!("theirs cannot be read: {}", finding.message)),
        (None, None) => Err(unreadable(T::KIND.as_str())),
    }
}

fn unreadable(what: &str) -> Reason {
    format!("the conflict has no {what} that can be read")
}
