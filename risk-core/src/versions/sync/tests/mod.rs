//! A model of people who edit a register and copies of a workbook, and of syncs that are interrupted: whatever happens,
//! no value takes the place of another one unless whoever wrote it, or decided for it, had seen that other one.

mod people;
mod version;
mod world;

pub(crate) use self::people::references;
pub(crate) use self::version::{FIELDS, Random, set_value};
use self::world::of_copy;
pub(crate) use self::world::{Copy, World};
use super::{Base, Sync};
use crate::check::{Reading, Settings};
use crate::record::RiskField;
use crate::register::{Register, Risk, Scale, SourceScope};

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
    for seed in 0..3000 {
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
