//! Which rehearsals count.

use super::generators::{DAYS, date, window};
use crate::readiness::Window;
use crate::register::{Duration, Rehearsal, RehearsalKind, Stated};

#[test]
fn a_rehearsal_counts_from_so_many_days_before_to_the_day_itself() {
    for (text, ago) in DAYS {
        let mut rehearsal = Rehearsal::new(date("2026-11-23"), RehearsalKind::Tabletop);
        rehearsal.date = Stated::parse(text);
        for days in [0, 1, 2, 179, 180, 181, 998] {
            let expected = ago >= 0 && ago <= i64::try_from(days).unwrap();
            assert_eq!(
                window(days).has(&rehearsal),
                expected,
                "{text}, {days} days"
            );
        }
    }
}

#[test]
fn a_day_that_has_only_begun_counts_as_whole() {
    let yesterday = Rehearsal::new(date("2026-11-22"), RehearsalKind::Tabletop);
    let has = |within: &str| {
        let within: Duration = within.parse().unwrap();
        let window = Window {
            within,
            ..window(0)
        };
        window.has(&yesterday)
    };
    assert!(has("1m") && has("24h") && !has("0m"));
    assert!(has("12500000000000000d"), "no length is too long");
}

#[test]
fn of_two_on_one_day_the_one_that_is_stated_last_is_the_last() {
    let on = |day, kind| Rehearsal::new(date(day), kind);
    let all = [
        on("2026-11-24", RehearsalKind::Incident),
        on("2026-11-20", RehearsalKind::Tabletop),
        on("2026-11-20", RehearsalKind::GameDay),
        on("2026-11-19", RehearsalKind::Incident),
    ];
    let last = window(0).last(&all).unwrap();
    assert_eq!(last.kind, Stated::Known(RehearsalKind::GameDay));
}
