//! What theirs states and neither the base nor ours has a place for.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::Reading;
use crate::edit::Lineage;
use crate::error::InvalidRegister;
use crate::register::{Columns, Component, Record, RecordField, Register, Risk};

/// Theirs without what neither the base nor ours has a place for: nobody knows whether theirs changed it, and ours cannot
/// take it. The names of the fields that are left out, so that this is no silence.
pub(super) fn of_both(
    theirs: &Register,
    lineage: &Lineage,
    base: &Reading,
    ours: &Reading,
) -> Result<(Register, BTreeSet<String>), InvalidRegister> {
    let mut left_out = BTreeSet::new();
    let (Some((one, of_one)), Some((other, of_other))) =
        (base.scope.columns(), ours.scope.columns())
    else {
        return Ok((theirs.clone(), left_out));
    };
    let risks = restricted::<Risk>(
        (theirs, &base.register),
        &lineage.risks,
        [one, other],
        &mut left_out,
    );
    let components = match (of_one, of_other) {
        (Some(one), Some(other)) => {
            let registers = (theirs, &base.register);
            restricted::<Component>(registers, &lineage.components, [one, other], &mut left_out)
        }
        _ => theirs.shared_components().to_vec(),
    };
    let scale = theirs.scale().clone();
    Ok((theirs.with_records(scale, components, risks)?, left_out))
}

fn restricted<T: Record>(
    (theirs, base): (&Register, &Register),
    origins: &[Option<usize>],
    columns: [&Columns<T::Field>; 2],
    left_out: &mut BTreeSet<String>,
) -> Vec<Arc<T>> {
    let has_place = |field: &T::Field| {
        // Tracker links stand among the notes, and values beyond the model can get a column.
        *field == T::Field::EXTRA || columns.iter().any(|columns| columns.fields.contains(field))
    };
    let fields = T::Field::ALL.iter().copied();
    let without: Vec<T::Field> = fields.filter(|field| !has_place(field)).collect();
    let mut records = T::shared(theirs).to_vec();
    for (record, origin) in records.iter_mut().zip(origins) {
        let mut known = origin
            .and_then(|at| T::shared(base).get(at))
            .map_or_else(T::default, |base| T::clone(base));
        for field in &without {
            let kind = field.kind();
            if !kind.is_same(record, &known) {
                left_out.insert(format!("{} of {}s", field.path(), T::KIND));
                kind.swap(Arc::make_mut(record), &mut known);
            }
        }
    }
    records
}
