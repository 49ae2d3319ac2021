//! What changed between two registers of which the records of one came from those of the other.

use std::collections::HashSet;

use super::entries::{compare_lists, entries};
use super::path::Path;
use super::quote::in_double_quotes;
use super::{Change, Lineage};
use crate::record::RecordId;
use crate::register::{
    Component, Extra, ExtraValue, Fields, Kind, Record, RecordField, Register, Risk, fields,
};

/// What changed, in the order of the records: the register itself, the components, the risks, and
/// of either those that are gone at the end.
pub(super) fn changes(before: &Register, after: &Register, lineage: &Lineage) -> Vec<Change> {
    let mut log = Log::default();
    if before.scale() != after.scale() {
        let name = |register: &Register| Some(register.scale().name().to_owned());
        log.changed("scale", name(before), name(after));
    }
    compare_records::<Component>(&mut log, before, after, &lineage.components);
    compare_records::<Risk>(&mut log, before, after, &lineage.risks);
    log.changes
}

/// The changes so far, and whose the next ones are.
pub(super) struct Log {
    record: RecordId,
    changes: Vec<Change>,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            record: RecordId::Register,
            changes: Vec::new(),
        }
    }
}

impl Log {
    /// Something that a path leads to changed.
    pub fn changed(
        &mut self,
        path: impl Into<String>,
        before: Option<String>,
        after: Option<String>,
    ) {
        self.push(Some(path.into()), before, after);
    }

    fn push(&mut self, path: Option<String>, before: Option<String>, after: Option<String>) {
        self.changes.push(Change {
            record: self.record.clone(),
            path,
            before,
            after,
        });
    }
}

fn compare_records<T: Record>(
    log: &mut Log,
    before: &Register,
    after: &Register,
    origins: &[Option<usize>],
) {
    let old: Vec<&T> = T::all(before).collect();
    for (position, (new, origin)) in T::all(after).zip(origins).enumerate() {
        let origin = origin.and_then(|origin| Some((origin, *old.get(origin)?)));
        match origin {
            Some((_, old)) if std::ptr::eq(old, new) || old == new => {}
            Some((origin, old)) => {
                log.record = T::id_at(before, origin);
                compare_fields(log, old, new);
            }
            None => {
                log.record = T::id_at(after, position);
                log.push(None, None, Some(new.summary().to_owned()));
            }
        }
    }
    let kept: HashSet<usize> = origins.iter().flatten().copied().collect();
    for (position, gone) in old.into_iter().enumerate() {
        if !kept.contains(&position) {
            log.record = T::id_at(before, position);
            log.push(None, Some(gone.summary().to_owned()), None);
        }
    }
}

fn compare_fields<T: Record>(log: &mut Log, old: &T, new: &T) {
    let (old_fields, new_fields) = (fields(old), fields(new));
    for field in T::Field::ALL {
        if let (Some(old), Some(new)) = (entries(*field, old), entries(*field, new)) {
            compare_lists(log, (*field).into(), old, new);
        } else if matches!(field.kind(), Kind::Extra) {
            compare_extra(log, old.extra(), new.extra());
        } else {
            let path = field.path();
            let (before, after) = (text_at(&old_fields, path), text_at(&new_fields, path));
            if before != after {
                log.changed(path, before, after);
            }
        }
    }
}

/// The text that a path such as `acceptance.by` leads to; an empty one states nothing.
fn text_at(fields: &Fields, path: &str) -> Option<String> {
    let mut keys = path.split('.');
    let first = fields.get(keys.next()?)?;
    let value = keys.try_fold(first, |value, key| value.get(key))?;
    let text = value.as_str().filter(|text| !text.is_empty());
    text.map(str::to_owned)
}

fn compare_extra(log: &mut Log, old: &Extra, new: &Extra) {
    let added = new.iter().filter(|(key, _)| old.get(key).is_none());
    for (key, _) in old.iter().chain(added) {
        let values = (old.get(key), new.get(key));
        let (before, after) = (values.0.map(typed), values.1.map(typed));
        if before == after {
            continue;
        }
        let path = Path::Extra(key.clone()).to_string();
        let words = (
            values.0.map(ToString::to_string),
            values.1.map(ToString::to_string),
        );
        // The number 5 and the text 5 differ in nothing that a reader could see otherwise.
        let (before, after) = if words.0 == words.1 {
            (before, after)
        } else {
            words
        };
        log.changed(path, before, after);
    }
}

/// A value as a person types it so that it is of its kind.
fn typed(value: &ExtraValue) -> String {
    match value {
        ExtraValue::Text(text) => in_double_quotes(text),
        other => other.to_string(),
    }
}
