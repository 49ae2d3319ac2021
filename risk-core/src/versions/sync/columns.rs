//! Which columns a workbook has, and which it had.

use std::collections::BTreeSet;

use crate::record::{ComponentField, Key, RiskField};
use crate::register::{Columns, Kind, RecordField, SourceScope};

/// Which columns a workbook has, without what is only of its cells.
pub(super) fn of_workbook(workbook: &SourceScope) -> SourceScope {
    fn bare<F: Clone + Ord>(columns: &Columns<F>) -> Columns<F> {
        Columns {
            fields: columns.fields.clone(),
            extra: columns.extra.clone(),
            ..Columns::default()
        }
    }
    match workbook.columns() {
        None => SourceScope::Everything,
        Some((risks, components)) => scope(bare(risks), components.map(bare)),
    }
}

pub(super) fn scope(
    risks: Columns<RiskField>,
    components: Option<Columns<ComponentField>>,
) -> SourceScope {
    SourceScope::Columns {
        risks,
        components,
        unstated: Vec::new(),
        elsewhere: BTreeSet::default(),
        components_elsewhere: BTreeSet::default(),
        doubtful: BTreeSet::default(),
        unplaced: BTreeSet::default(),
    }
}

/// The columns of a workbook, and those that it had before: what it states there is as it was then.
pub(super) fn all(new: SourceScope, old: &SourceScope) -> SourceScope {
    fn with<F: RecordField>(mut new: Columns<F>, old: &Columns<F>) -> Columns<F> {
        let gone = old
            .fields
            .iter()
            .filter(|field| !new.fields.contains(field));
        let gone: Vec<F> = gone.copied().collect();
        new.fields.extend(gone);
        let gone = old
            .extra
            .iter()
            .filter(|header| !new.extra.contains(header));
        let gone: Vec<Key> = gone.cloned().collect();
        new.extra.extend(gone);
        new
    }
    match (new, old) {
        (
            SourceScope::Columns {
                risks, components, ..
            },
            SourceScope::Columns {
                risks: old,
                components: of_old,
                ..
            },
        ) => {
            let components = match (components, of_old) {
                (Some(new), Some(old)) => Some(with(new, old)),
                (new, old) => new.or_else(|| old.clone()),
            };
            scope(with(risks, old), components)
        }
        (new, _) => new,
    }
}

/// The field whose column a field stands in: tracker links are among the notes.
pub(super) fn column_of<F: RecordField>(field: F) -> &'static str {
    match field.kind() {
        Kind::TrackerLinks(_) => RiskField::Notes.path(),
        _ => field.path(),
    }
}

/// The columns of a scope that another one has not, in words.
pub(super) fn missing(old: &SourceScope, new: &SourceScope) -> Vec<String> {
    fn names<F: RecordField>(old: &Columns<F>, new: &Columns<F>) -> Vec<String> {
        let fields = old
            .fields
            .iter()
            .filter(|field| !new.fields.contains(field));
        let fields = fields.map(|field| column_of(*field).to_owned());
        let extra = old
            .extra
            .iter()
            .filter(|header| !new.extra.contains(header));
        let mut names: Vec<String> = fields.chain(extra.map(ToString::to_string)).collect();
        names.dedup();
        names
    }
    let (Some((old, of_old)), Some((new, of_new))) = (old.columns(), new.columns()) else {
        return Vec::new();
    };
    let mut gone = names(old, new);
    match (of_old, of_new) {
        (Some(old), Some(new)) => {
            // Both have their rehearsals in one sheet.
            let rehearsals = RiskField::Rehearsals.path();
            let known = gone.iter().any(|name| name == rehearsals);
            let of_components = names(old, new).into_iter();
            gone.extend(of_components.filter(|name| !known || name != rehearsals));
        }
        (Some(_), None) => gone.push("components".to_owned()),
        (None, _) => {}
    }
    gone
}
