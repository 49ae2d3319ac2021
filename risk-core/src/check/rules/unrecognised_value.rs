//! Statuses, dates, durations and words of rehearsals that are none.

use crate::check::{Check, Remark};
use crate::record::Place;
use crate::record::text::quote;
use crate::register::{Component, Kind, Recognise, Record, RecordField, Rehearsal, Risk, Stated};

rule! {
    /// A status, a date, a duration or a word of a rehearsal is none.
    UNRECOGNISED_VALUE: Sense, Error, check,
    "unrecognised-value" =>
        "a status, a date, a duration or a word of a rehearsal cannot be recognised",
}

fn check(check: &mut Check<'_>) {
    of_records::<Risk>(check);
    of_records::<Component>(check);
}

fn of_records<T: Record>(check: &mut Check<'_>) {
    for (position, record) in T::all(check.register).enumerate() {
        for field in T::Field::ALL.iter().copied() {
            let place = Place::of(T::at(position), field);
            match field.kind() {
                Kind::Status(at) => tell(check, place, at.get(record).as_ref()),
                Kind::Date(at) => tell(check, place, at.get(record).as_ref()),
                Kind::Duration(at) => tell(check, place, at.get(record).as_ref()),
                Kind::Rehearsals(at) => {
                    for (entry, rehearsal) in at.get(record).iter().enumerate() {
                        of_rehearsal(check, place.at(entry), rehearsal);
                    }
                }
                _ => {}
            }
        }
    }
}

fn of_rehearsal(check: &mut Check<'_>, place: Place, rehearsal: &Rehearsal) {
    tell(check, place, Some(&rehearsal.date));
    tell(check, place, Some(&rehearsal.kind));
    tell(check, place, rehearsal.outcome.as_ref());
    tell(check, place, rehearsal.time_to_detect.as_ref());
    tell(check, place, rehearsal.time_to_recover.as_ref());
}

fn tell<T: Recognise>(check: &mut Check<'_>, place: Place, stated: Option<&Stated<T>>) {
    if let Some(text) = stated.and_then(Stated::unrecognised) {
        let reason = T::refusal(text);
        let remark = Remark::new(format!("{} is {reason}", quote(text)));
        check.report(place, remark.found(text).suggest(T::meant(text)));
    }
}
