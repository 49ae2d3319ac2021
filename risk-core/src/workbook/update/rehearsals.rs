//! What an edit changes in the sheet of rehearsals.

use std::collections::{HashMap, HashSet};

use super::plan::{CellPlan, RowPlan, SheetPlan, location, place};
use crate::edit::{Edited, origins};
use crate::error::Error;
use crate::record::{Field, FieldPath, Location, RecordId, RecordKind};
use crate::register::representable::Violation;
use crate::register::{Component, RecordField, Rehearsal, Risk};
use crate::workbook::create::{REHEARSALS, not_representable};
use crate::workbook::rehearsals::{Part, Places};
use crate::workbook::sources::{SheetSource, Sheeted, Sources};

/// What an edit changes in the sheet of rehearsals; `None` where there is neither such a sheet nor any of them.
///
/// # Errors
///
/// When there are rehearsals and no sheet.
pub(super) fn plan<'a>(
    edited: &'a Edited,
    sources: &'a Sources,
    refused: &mut Option<Vec<(Location, Error)>>,
) -> Result<Option<(&'a SheetSource, SheetPlan<'a>)>, Error> {
    let mut plan = SheetPlan::default();
    plan_records::<Risk>(&mut plan, edited, sources, refused)?;
    plan_records::<Component>(&mut plan, edited, sources, refused)?;
    let Some(source) = &sources.rehearsals else {
        return Ok(None);
    };
    plan.rows.sort_by_key(|row| row.row);
    plan.cleared.sort_unstable();
    place(source, &mut plan.added);
    Ok(Some((source, plan)))
}

/// The same of the records of one sort. What of them no cell can hold is known by then.
fn plan_records<'a, T: Sheeted>(
    plan: &mut SheetPlan<'a>,
    edited: &'a Edited,
    sources: &Sources,
    refused: &mut Option<Vec<(Location, Error)>>,
) -> Result<(), Error> {
    let rows = |at: usize| sources.places.rows(T::at(at));
    let old: Vec<&T> = T::all(&edited.before).collect();
    let mut is_gone = vec![true; old.len()];
    let origins = T::origins(&edited.lineage).iter();
    for (position, (new, origin)) in T::all(&edited.after).zip(origins).enumerate() {
        let was = origin.filter(|at| *at < old.len());
        let before = was.map_or(&[][..], |at| old[at].rehearsals());
        if let Some(at) = was {
            is_gone[at] = false;
        }
        if before.is_empty() && new.rehearsals().is_empty() {
            continue;
        }
        let id = T::id_at(&edited.after, position);
        if sources.rehearsals.is_none() {
            let reason = format!("the workbook has no sheet {REHEARSALS} with all its columns");
            let (field, entry) = (T::Field::REHEARSALS, None);
            let violation = Violation {
                field,
                entry,
                reason,
            };
            let error = not_representable(&id, violation);
            let Some(refused) = &mut *refused else {
                return Err(error);
            };
            refused.extend(error.record().cloned().map(|record| (record, error)));
            continue;
        }
        let key =
            |register, at| T::key_at(register, at).map_or_else(String::new, |key| key.to_string());
        let of_record = OfRecord {
            id,
            field: T::Field::REHEARSALS.into(),
            kind: T::KIND,
            before: was.map_or_else(String::new, |at| key(&edited.before, at)),
            after: key(&edited.after, position),
        };
        let rows = was.map_or(&[][..], rows);
        of_record.plan(plan, &sources.places, (before, rows), new.rehearsals());
    }
    let gone = (0..old.len()).filter(|at| is_gone[*at]);
    plan.cleared.extend(gone.flat_map(rows));
    Ok(())
}

/// A record of which some rehearsals may change.
struct OfRecord {
    id: RecordId,
    field: Field,
    kind: RecordKind,
    /// Its key, as it was and as it is.
    before: String,
    after: String,
}

impl OfRecord {
    fn plan<'a>(
        &self,
        plan: &mut SheetPlan<'a>,
        places: &Places,
        (before, rows): (&[Rehearsal], &[u32]),
        after: &'a [Rehearsal],
    ) {
        let origins = of_entries(before, after);
        for (entry, (new, origin)) in after.iter().zip(&origins).enumerate() {
            let old = origin.map(|at| &before[at]);
            let row = origin.and_then(|at| rows.get(at)).copied();
            let cells = self.cells(places, (old, new), entry);
            match row {
                Some(_) if cells.is_empty() => {}
                Some(row) => plan.rows.push(RowPlan { row, cells }),
                None => plan.added.push(RowPlan { row: 0, cells }),
            }
        }
        let kept: HashSet<usize> = origins.into_iter().flatten().collect();
        let gone = rows.iter().enumerate().filter(|(at, _)| !kept.contains(at));
        plan.cleared.extend(gone.map(|(_, row)| *row));
    }

    /// The cells that differ; of a new rehearsal, those that have something.
    fn cells<'a>(
        &self,
        places: &Places,
        (old, new): (Option<&Rehearsal>, &'a Rehearsal),
        entry: usize,
    ) -> Vec<CellPlan<'a>> {
        let path = FieldPath::from(self.field).entry(entry).to_string();
        let mut cells = Vec::new();
        for part in Part::ALL {
            let wanted = part.wanted((self.kind, &self.after), new);
            let is_same = match old {
                Some(old) => part.wanted((self.kind, &self.before), old) == wanted,
                None => wanted.is_nothing(),
            };
            if !is_same {
                cells.push(CellPlan {
                    column: places.column(part),
                    wanted,
                    location: location(&self.id, &path),
                });
            }
        }
        cells.sort_by_key(|cell| cell.column);
        cells
    }
}

/// Which rehearsal each one was. One that is like none before is a correction of that in its place, where there are as
/// many as before: what people wrote beside it stays there.
fn of_entries(before: &[Rehearsal], after: &[Rehearsal]) -> Vec<Option<usize>> {
    let mut origins = origins(before, after);
    let taken: HashSet<usize> = origins.iter().flatten().copied().collect();
    if before.len() == after.len() {
        for (at, origin) in origins.iter_mut().enumerate() {
            if origin.is_none() && !taken.contains(&at) {
                *origin = Some(at);
            }
        }
    }
    origins
}

/// Whether lists have the same rehearsals, in whatever order.
pub(super) fn same(one: &[Rehearsal], other: &[Rehearsal]) -> bool {
    let mut counts: HashMap<&Rehearsal, isize> = HashMap::new();
    for rehearsal in one {
        *counts.entry(rehearsal).or_default() += 1;
    }
    for rehearsal in other {
        *counts.entry(rehearsal).or_default() -= 1;
    }
    counts.values().all(|count| *count == 0)
}
