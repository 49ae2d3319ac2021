//! A model of people who edit a register and copies of a workbook, and of syncs that are interrupted: whatever happens,
//! no value takes the place of another one unless whoever wrote it, or decided for it, had seen that other one.

mod people;
mod version;
mod world;

use self::people::mitigation;
pub(crate) use self::people::references;
pub(crate) use self::version::{FIELDS, Random, set_value};
use self::world::of_copy;
pub(crate) use self::world::{Copy, World};
use super::{Base, Sync};
use crate::check::{Reading, Settings};
use crate::edit::Edited;
use crate::record::RiskField;
use crate::register::{Component, Register, Requirement, Risk, Scale, SourceScope, Stated};
use crate::tests::cases;
use crate::versions::{Take, resolve_some};

fn day() -> crate::register::Date {
    "2026-11-29".parse().unwrap()
}

fn history(seed: u64) -> (usize, usize) {
    let mut random = Random(seed);
    let mut world = World::new(3);
    let formulas = ["R1", "R2"].map(|reference| {
        let field = *random.of(&FIELDS).unwrap();
        (reference.to_owned(), field)
    });
    world.copies[0].formulas.extend(formulas);
    for _ in 0..40 {
        match random.below(10) {
            0 | 1 => world.edit(None, &mut random),
            2 | 3 => {
                let at = random.below(world.copies.len());
                world.edit(Some(at), &mut random);
            }
            4 if world.copies.len() < 4 => {
                let copy = random.of(&world.copies).unwrap().clone();
                if copy.is_synced {
                    world.copies.push(copy);
                }
            }
            5 if random.one_in(8) => {
                let at = random.below(world.copies.len());
                world.copies[at].base = None;
            }
            _ => {
                let at = random.below(world.copies.len());
                world.sync(at, &mut random);
            }
        }
    }
    let writes = world.register.marks.values().map(|mark| mark.seen.len());
    (writes.sum(), world.reported)
}

#[test]
fn no_history_of_edits_and_interrupted_syncs_takes_back_what_nobody_saw() {
    let (mut writes, mut reported) = (0, 0);
    for seed in 0..u64::from(cases(300).cases) {
        let result = std::panic::catch_unwind(|| history(seed));
        let (of_history, of_reports) = result.unwrap_or_else(|_| panic!("history {seed}"));
        writes += of_history;
        reported += of_reports;
    }
    // Something happened at all.
    assert!(
        writes > 1000 && reported > 100,
        "{writes} writes, {reported} reports"
    );
}

#[test]
fn a_base_is_read_as_it_was_written() {
    let mut world = World::new(3);
    let mut random = Random(7);
    (0..20).for_each(|_| world.edit(None, &mut random));
    let copy = of_copy(&world.register.register);
    let base = Base::of(&world.register.register, &copy);
    let (name, text) = base.written(day());
    assert!(Base::is_name(&name) && !Base::is_name("../../../0123456"));
    assert_eq!(Base::day(&text[..200]), Some(day()));
    let read = Base::read(&text).unwrap();
    assert_eq!(base.written(day()).0, name);
    assert_eq!((read.register, read.scope), (base.register, base.scope));
}

/// A register of one risk, of an owner and a team.
fn one(owner: &str, team: &str) -> Register {
    let mut risk = Risk::new("R1");
    risk.owner = owner.to_owned();
    set_value(&mut risk, "Team", team);
    Register::new("", Scale::default(), Vec::new(), vec![risk]).unwrap()
}

#[test]
fn a_column_that_comes_back_as_it_was_takes_back_nothing() {
    let all = of_copy(&one("Ada", "Web"));
    let base = Base::of(&one("Ada", "Web"), &all);
    let mut without = of_copy(&one("", ""));
    if let SourceScope::Columns { risks, .. } = &mut without.scope {
        risks.fields.retain(|field| *field != RiskField::Owner);
        risks.extra.clear();
    }
    let changed = Reading::of(one("Grace", "Shop"), Settings::default());
    let sync = Sync::new(base, &changed, &without, &[]).unwrap();
    assert_eq!(sync.vanished(), ["owner", "Team"]);
    assert!(sync.to_register().changes.is_empty());
    let then = Sync::new(sync.base().unwrap(), &changed, &all, &[]).unwrap();
    assert!(
        then.to_register().changes.is_empty(),
        "{:?}",
        then.to_register().lines()
    );
    let edited = then.to_workbook().unwrap();
    assert_eq!(edited.after, one("Grace", "Shop"));
}

/// A risk of three fields, as a workbook may have them.
fn accepted(status: Option<&str>, likelihood: &str, component: &str) -> Risk {
    let mut risk = Risk::new("R1");
    risk.description = "The pool runs dry".to_owned();
    risk.status = status.map(Stated::parse);
    risk.likelihood = Some(likelihood.to_owned());
    risk.impact = Some("High".to_owned());
    component.clone_into(&mut risk.component);
    risk
}

#[test]
fn a_conflict_of_two_fields_or_records_is_found_until_somebody_decides_it() {
    let risk = |component| accepted(None, "Low", component);
    let db = || Component::new("Db");
    let both = || vec![Component::new("Api"), db()];
    let one = || vec![Component::new("Api")];
    let needs = || {
        let mut api = Component::new("Api");
        api.requires = Some(vec![Requirement::of("Db")]);
        vec![api, db()]
    };
    let raised = || accepted(None, "High", "Api");
    let done = |status| accepted(Some(status), "Low", "Api");
    let cases = [
        [
            (risk("Api"), both()),
            (done("accepted"), both()),
            (raised(), both()),
        ],
        [
            (risk("Api"), both()),
            (raised(), both()),
            (done("closed"), both()),
        ],
        [
            (risk("Api"), both()),
            (risk("Api"), one()),
            (risk("Db"), both()),
        ],
        [
            (risk("Api"), both()),
            (risk("Db"), both()),
            (risk("Api"), one()),
        ],
        [
            (risk("Api"), both()),
            (risk("Api"), one()),
            (risk("Api"), needs()),
        ],
        [
            (risk("Api"), both()),
            (risk("Api"), needs()),
            (risk("Api"), one()),
        ],
    ];
    for (case, versions) in cases.into_iter().enumerate() {
        let [base, ours, theirs] = versions.map(|(risk, components)| {
            let register = Register::new("", Scale::default(), components, vec![risk]);
            Reading::of(register.unwrap(), Settings::default())
        });
        let sync = Sync::new(Base::of(&base.register, &theirs), &ours, &theirs, &[]).unwrap();
        let found = sync.conflicts().to_vec();
        assert_eq!(found.len(), 1, "{case}: {found:?}");
        let after = |edited: &Edited| Reading::of(edited.after.clone(), Settings::default());
        let ours = after(sync.to_register());
        let theirs = after(&sync.to_workbook().unwrap());
        let base = sync.base().unwrap();
        let conflict = &found[0];
        assert!(ours.register != theirs.register, "{case}: {conflict:?}");

        let again = Sync::new(base.clone(), &ours, &theirs, &found).unwrap();
        assert_eq!(again.conflicts(), found, "{case}");
        assert!(again.to_register().is_nothing(), "{case}");
        assert!(again.to_workbook().unwrap().is_nothing(), "{case}");
        assert!(again.base().unwrap().is_same(&base), "{case}");

        for take in [Take::Ours, Take::Theirs] {
            let mut asked = conflict.clone();
            (asked.workbook, asked.take) = (Some("a.xlsx".to_owned()), Some(take));
            let (edited, decided) = resolve_some(&ours, vec![asked], Vec::new()).unwrap();
            let resolved = after(&edited);
            let sync = Sync::new(base.clone(), &resolved, &theirs, &decided).unwrap();
            assert_eq!(sync.conflicts(), [], "{case}: {take:?}");
            assert!(sync.to_register().is_nothing(), "{case}: {take:?}");
            let workbook = sync.to_workbook().unwrap().after;
            assert_eq!(workbook, resolved.register, "{case}: {take:?}");
        }
    }
}

#[test]
fn a_conflict_of_an_entry_is_one_wherever_the_entry_stands_by_then() {
    let of = |texts: &[&str]| {
        let mut risk = Risk::new("R1");
        let texts = texts.iter();
        risk.mitigations = texts.map(|text| mitigation((*text).to_owned())).collect();
        let register = Register::new("", Scale::default(), Vec::new(), vec![risk]);
        Reading::of(register.unwrap(), Settings::default())
    };
    let [first, second] = ["Shed the load at the edge", "Alarm on the queue at 80%"];
    let base = of(&[first, second]);
    let theirs = of(&[first, "Alarm on the queue at 60%"]);
    let ours = of(&[first, "Alarm on the queue at 90%"]);
    let sync = Sync::new(Base::of(&base.register, &theirs), &ours, &theirs, &[]).unwrap();
    let found = sync.conflicts().to_vec();
    assert_eq!(found[0].field.as_deref(), Some("mitigations[2]"));
    let ours = of(&["Alarm on the queue at 90%"]);
    let again = Sync::new(sync.base().unwrap(), &ours, &theirs, &found).unwrap();
    let again: Vec<_> = again.conflicts().iter().map(|one| &one.field).collect();
    assert_eq!(again, [&Some("mitigations[1]".to_owned())]);
}
