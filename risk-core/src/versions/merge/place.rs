//! What a merge makes of ours, where the form of ours has no place for all of it.

use std::sync::Arc;

use crate::check::{Reading, Settings};
use crate::edit::{Edited, Lineage};
use crate::error::InvalidRegister;
use crate::register::{Component, Record, RecordField, Register, Risk};

/// The edit that makes of what a source states what came of a merge. What the source has no place for, and what was
/// completed for the merge, is left as the source has it where the merge did not change it.
pub(super) fn onto(
    source: &Reading,
    completed: &Register,
    (merged, settings): (Register, &Settings),
    lineage: Lineage,
) -> Result<Edited, InvalidRegister> {
    let stated = &source.register;
    if source.scope.is_everything() {
        let edited = Edited::new(stated.clone(), merged, lineage);
        return Ok(edited.with_settings(&source.settings, settings));
    }
    let (components, of_components) =
        restricted::<Component>([stated, completed, &merged], &lineage.components);
    let (risks, of_risks) = restricted::<Risk>([stated, completed, &merged], &lineage.risks);
    let after = merged.with_records(merged.scale().clone(), components, risks)?;
    // A title that the source does not state was completed, too.
    let is_completed = after.title() == completed.title();
    let after = if is_completed {
        after.with_title(stated.title().to_owned())
    } else {
        after
    };
    let lineage = Lineage::of(of_components, of_risks);
    Ok(Edited::new(stated.clone(), after, lineage))
}

fn restricted<T: Record>(
    [stated, completed, merged]: [&Register; 3],
    origins: &[Option<usize>],
) -> (Vec<Arc<T>>, Vec<Option<usize>>) {
    let (stated, completed) = (T::shared(stated), T::shared(completed));
    let mut records = Vec::new();
    for (record, origin) in T::shared(merged).iter().zip(origins) {
        let was = origin.and_then(|at| Some((at, completed.get(at)?)));
        let Some((at, completed)) = was else {
            records.push((Arc::clone(record), None));
            continue;
        };
        match stated.get(at) {
            Some(stated) => {
                records.push((Arc::new(as_stated(record, stated, completed)), Some(at)));
            }
            // The source does not have it at all.
            None if record == completed => {}
            None => records.push((Arc::clone(record), None)),
        }
    }
    records.into_iter().unzip()
}

/// A record with what was completed, and did not change since, as it was stated.
fn as_stated<T: Record>(record: &T, stated: &T, completed: &T) -> T {
    let (mut record, mut stated) = (record.clone(), stated.clone());
    for field in T::Field::ALL.iter().copied() {
        let kind = field.kind();
        if kind.is_same(&record, completed) && !kind.is_same(completed, &stated) {
            kind.swap(&mut record, &mut stated);
        }
    }
    record
}
