//! Rehearsals of another reading: which is which, and in what order they stand.

use std::borrow::Cow;

use super::Lineage;
use crate::record::align::Alignment;
use crate::register::{
    Columns, Component, Date, Entry, Record, RecordField, Register, Rehearsal, Risk, SourceScope,
};

/// For each rehearsal, which one of an earlier list it was.
pub(crate) fn origins(old: &[Rehearsal], new: &[Rehearsal]) -> Vec<Option<usize>> {
    let pair = |rehearsal: &Rehearsal| {
        let entry = Entry::Rehearsal(rehearsal.clone());
        (entry.subject(), entry.to_string())
    };
    Alignment::of_entries(old, new, pair).origins
}

/// The scope of a source, to whoever compares it with the register that its records come from. Where rehearsals name no
/// record, what a record lacks of those that it had may be one of them: nobody knows which ones it has.
pub(crate) fn scope_onto<'s>(
    scope: &'s SourceScope,
    read: &Register,
    before: &Register,
    lineage: &Lineage,
) -> Cow<'s, SourceScope> {
    let mut scope = Cow::Borrowed(scope);
    if !scope.has_unplaced() {
        return scope;
    }
    if let SourceScope::Columns {
        risks, components, ..
    } = scope.to_mut()
    {
        doubt_lacking::<Risk>(risks, [read, before], &lineage.risks);
        if let Some(components) = components {
            doubt_lacking::<Component>(components, [read, before], &lineage.components);
        }
    }
    scope
}

fn doubt_lacking<T: Record>(
    columns: &mut Columns<T::Field>,
    versions: [&Register; 2],
    lineage: &[Option<usize>],
) {
    let [read, before] = versions.map(T::shared);
    for (at, (record, origin)) in read.iter().zip(lineage).enumerate() {
        let Some(old) = origin.and_then(|origin| before.get(origin)) else {
            continue;
        };
        let known = origins(old.rehearsals(), record.rehearsals());
        if known.into_iter().flatten().count() == old.rehearsals().len() {
            continue;
        }
        let unknown = columns.unresolved.entry(at).or_default();
        if !unknown.fields.contains(&T::Field::REHEARSALS) {
            unknown.fields.push(T::Field::REHEARSALS);
        }
    }
}

/// Rehearsals of a source in which their order means nothing, in the order of an earlier list; each that is new stands
/// behind all that were not later.
pub(super) fn in_order_of(old: &[Rehearsal], read: Vec<Rehearsal>) -> Vec<Rehearsal> {
    if read == old {
        return read;
    }
    let origins = origins(old, &read);
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for (rehearsal, origin) in read.into_iter().zip(origins) {
        match origin {
            Some(at) => known.push((at, rehearsal)),
            None => new.push(rehearsal),
        }
    }
    known.sort_by_key(|(at, _)| *at);
    new.sort_by_key(Rehearsal::day);
    // The first day from each place on.
    let mut first_days: Vec<Option<Date>> = known.iter().map(|(_, one)| one.day()).collect();
    for at in (1..first_days.len()).rev() {
        first_days[at - 1] = first_days[at - 1].min(first_days[at]);
    }
    let new = new.into_iter().map(|one| {
        let before = first_days.partition_point(|first| *first <= one.day());
        (2 * before, one)
    });
    let known = (0..).zip(known).map(|(at, (_, one))| (2 * at + 1, one));
    let mut all: Vec<(usize, Rehearsal)> = new.chain(known).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, one)| one).collect()
}
