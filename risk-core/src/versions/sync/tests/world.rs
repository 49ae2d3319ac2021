//! Everything that there is: a register, copies, bases, and syncs that end anywhere.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::day;
use super::people::{edit, references, refused, words};
use super::version::{EXISTS, FIELDS, Place, Random, Version};
use crate::check::{Reading, Settings};
use crate::edit::Edited;
use crate::record::{Key, RiskField};
use crate::register::{Columns, Register, Risk, Scale};
use crate::versions::sync::columns::scope;
use crate::versions::{Base, Conflict, Sync, Take, resolve};

/// A copy of the workbook.
#[derive(Debug, Clone, Default)]
pub(crate) struct Copy {
    pub version: Version,
    /// The base that it names.
    pub base: Option<String>,
    /// The cells with formulas.
    pub formulas: HashSet<Place>,
    pub decided: Vec<Conflict>,
    /// Whether nobody has edited it since it was synced: what is copied before is an edit of two people.
    pub is_synced: bool,
}

/// A sync has ended in the middle.
pub(crate) struct Killed;

/// All that there is.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub register: Version,
    pub copies: Vec<Copy>,
    bases: HashMap<String, String>,
    intents: HashMap<String, String>,
    next: usize,
    pub reported: usize,
}

pub(crate) fn of_copy(register: &Register) -> Reading {
    let mut reading = Reading::of(register.clone(), Settings::default());
    let columns = Columns {
        fields: vec![
            RiskField::Reference,
            RiskField::Description,
            RiskField::Owner,
            RiskField::AcceptanceReason,
            RiskField::Mitigations,
        ],
        extra: vec![Key::first("Team")],
        ..Columns::default()
    };
    reading.scope = scope(columns, None);
    reading
}

impl World {
    pub(crate) fn new(risks: usize) -> Self {
        let mut world = Self::default();
        for at in 1..=risks {
            let id = world.fresh();
            let mut risk = Risk::new(format!("R{at}"));
            risk.description = words(100 + at);
            risk.likelihood = Some("Low".to_owned());
            let risks = [world.register.risks(), vec![risk]].concat();
            world.register.with(risks);
            world.register.write((format!("R{at}"), EXISTS), id);
        }
        world.register.register =
            Register::new("", Scale::default(), Vec::new(), world.register.risks()).unwrap();
        let mut risks = world.register.risks();
        for risk in &mut risks {
            risk.likelihood = None;
        }
        let mut version = world.register.clone();
        version.with(risks);
        world.copies.push(Copy {
            version,
            ..Copy::default()
        });
        world
    }

    pub(crate) fn fresh(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    /// Somebody edits something: of the register, or of a copy.
    pub(crate) fn edit(&mut self, copy: Option<usize>, random: &mut Random) {
        let id = self.fresh();
        let mut version = match copy {
            None => std::mem::take(&mut self.register),
            Some(at) => std::mem::take(&mut self.copies[at].version),
        };
        let formulas = copy.map(|at| &self.copies[at].formulas);
        edit(&mut version, id, formulas, random);
        match copy {
            None => self.register = version,
            Some(at) => {
                self.copies[at].version = version;
                self.copies[at].is_synced = false;
            }
        }
    }

    /// A sync of a copy, which ends after some steps.
    pub(crate) fn sync(&mut self, at: usize, random: &mut Random) {
        let Ok(completed) = self.complete(at, random) else {
            return;
        };
        let copy = &self.copies[at];
        let ours = Reading::of(self.register.register.clone(), Settings::default());
        let theirs = of_copy(&copy.version.register);
        let named = copy.base.as_ref().and_then(|name| self.bases.get(name));
        let is_named = named.is_some();
        let base = match (completed, named) {
            (Some(base), _) => base,
            (None, Some(text)) => Base::read(text).unwrap(),
            (None, None) => Base::common(&ours, &theirs).unwrap(),
        };
        let mut sync = Sync::new(base, &ours, &theirs, &copy.decided).unwrap();
        let edited = loop {
            let edited = sync.to_workbook().unwrap();
            let refused = refused(&edited, &copy.formulas);
            if refused.is_empty() {
                break edited;
            }
            self.reported += refused.len();
            sync.refuse(&refused).unwrap();
        };
        let conflicts = sync.conflicts().to_vec();
        let to_register = sync.to_register().clone();
        let nothing = edited.changes.is_empty() && to_register.changes.is_empty();
        let is_same = nothing && sync.conflicts().is_empty();
        if !(is_named || is_same) {
            return;
        }
        let (name, text) = sync.base().unwrap().written(day());
        let mut left = random.below(8);
        let mut goes_on = move |random: &mut Random| {
            left = left.saturating_sub(1);
            left > 0 || random.one_in(2)
        };
        self.bases.insert(name.clone(), text);
        if !to_register.changes.is_empty() {
            let (_, text) = sync.before().unwrap().written(day());
            self.intents.insert(name.clone(), text);
        }
        if !goes_on(random) {
            return;
        }
        self.report(at, &conflicts);
        let from = self.register.clone();
        let was = self.copies[at].version.clone();
        for reference in references([&edited.before, &edited.after]) {
            let version = &mut self.copies[at].version;
            version.become_of(&reference, &edited.after, &from);
        }
        self.meet(at);
        self.copies[at].base = Some(name.clone());
        self.copies[at].decided.clear();
        self.copies[at].is_synced = sync.conflicts().is_empty();
        let mut all = references([&to_register.before, &to_register.after]);
        while !all.is_empty() {
            if !goes_on(random) {
                return;
            }
            let reference = all.swap_remove(random.below(all.len()));
            self.register
                .become_of(&reference, &to_register.after, &was);
        }
        self.intents.remove(&name);
        if let Some(conflict) = random.of(sync.conflicts()) {
            let take = *random.of(&[Take::Ours, Take::Theirs]).unwrap();
            self.decide(at, conflict, take);
        }
    }

    /// Completes an interrupted sync of a copy, which is reported: whether somebody has set again since what was not
    /// written yet, nobody knows. The base where it is not what the copy names, or nothing when that is interrupted, too.
    pub(crate) fn complete(
        &mut self,
        at: usize,
        random: &mut Random,
    ) -> Result<Option<Base>, Killed> {
        let copy = &self.copies[at];
        let named = copy.base.as_ref();
        let Some(before) = named.and_then(|name| self.intents.get(name)) else {
            return Ok(None);
        };
        let name = named.unwrap().clone();
        let [base, before] = [&self.bases[&name], before].map(|text| Base::read(text).unwrap());
        let ours = Reading::of(self.register.register.clone(), Settings::default());
        let (completed, left) = Sync::complete((&base, before), &ours).unwrap();
        let was = copy.version.clone();
        for reference in references([&completed.before, &completed.after]) {
            if random.one_in(8) {
                return Err(Killed);
            }
            let old = completed.before.risk(&Key::first(&reference));
            let new = completed.after.risk(&Key::first(&reference));
            if old.as_ref().map(|risk| risk.stated()) == new.as_ref().map(|risk| risk.stated()) {
                continue;
            }
            self.complete_risk(&reference, &completed, &was);
        }
        if left.is_none() {
            self.intents.remove(&name);
        }
        Ok(left)
    }

    /// Notes conflicts. Of a number that both handed out, what is taken out then makes room for the other one.
    pub(crate) fn report(&mut self, at: usize, conflicts: &[Conflict]) {
        self.reported += conflicts.len();
        let added = |one: &&Conflict| one.field.is_none() && one.base.is_null();
        for one in conflicts.iter().filter(added) {
            let place = (one.record.key().unwrap().name().to_owned(), EXISTS);
            for version in [&mut self.register, &mut self.copies[at].version] {
                let mark = version.marks.entry(place.clone()).or_default();
                mark.is_reported = true;
            }
        }
    }

    /// What a sync completes of an interrupted one, which it reports.
    pub(crate) fn complete_risk(&mut self, reference: &str, completed: &Edited, was: &Version) {
        let texts = |register: &Register| {
            let risk = register.risk(&Key::first(reference));
            let texts = risk.iter().flat_map(|risk| &risk.stated().mitigations);
            texts
                .map(|one| one.text.clone())
                .collect::<BTreeSet<String>>()
        };
        let [before, after] = [&completed.before, &completed.after].map(texts);
        let copies = self.copies.iter_mut().map(|copy| &mut copy.version);
        for version in copies.chain([&mut self.register]) {
            version.completed.extend(after.difference(&before).cloned());
        }
        let places = FIELDS.into_iter().chain([EXISTS]);
        let places: Vec<Place> = places.map(|field| (reference.to_owned(), field)).collect();
        for place in &places {
            self.register
                .marks
                .entry(place.clone())
                .or_default()
                .is_reported = true;
        }
        self.register.become_of(reference, &completed.after, was);
        for place in &places {
            self.register
                .marks
                .entry(place.clone())
                .or_default()
                .is_reported = false;
        }
    }

    /// Where both sides have the same, either is what the other one has seen.
    pub(crate) fn meet(&mut self, at: usize) {
        let (ours, theirs) = (&mut self.register, &mut self.copies[at].version);
        let places: BTreeSet<Place> = ours
            .marks
            .keys()
            .chain(theirs.marks.keys())
            .cloned()
            .collect();
        for place in places {
            // Another risk of the number is none that anybody met.
            let risk = |side: &Version| {
                let risk = side.register.risk(&Key::first(&place.0));
                risk.map(|risk| risk.description.clone())
            };
            if risk(ours) != risk(theirs) || ours.text(&place) != theirs.text(&place) {
                continue;
            }
            let one = ours.marks.entry(place.clone()).or_default();
            let other = theirs.marks.entry(place).or_default();
            one.seen.extend(other.seen.iter().copied());
            other.seen.extend(one.seen.iter().copied());
            one.texts.extend(other.texts.iter().cloned());
            other.texts.extend(one.texts.iter().cloned());
        }
    }

    /// Somebody decides a conflict of the copy, and so has seen both sides.
    pub(crate) fn decide(&mut self, at: usize, conflict: &Conflict, take: Take) {
        let mut conflict = conflict.clone();
        conflict.take = Some(take);
        let reading = Reading::of(self.register.register.clone(), Settings::default());
        let Ok(edited) = resolve(&reading, std::slice::from_ref(&conflict)) else {
            return;
        };
        conflict.applied = conflict.take;
        let reference = conflict.record.key().unwrap().name().to_owned();
        let id = self.fresh();
        let copy = &self.copies[at].version;
        let path = conflict.field.as_deref();
        let field = path.and_then(|path| {
            let is_it = |field: &&&str| path == **field || path == format!("extra.{field}");
            FIELDS.iter().find(is_it)
        });
        let places: Vec<&'static str> = match (path, field) {
            (Some(_), Some(field)) => vec![field],
            (Some(_), None) => Vec::new(),
            (None, _) => [&FIELDS[..], &[EXISTS]].concat(),
        };
        for field in places {
            let place = (reference.clone(), field);
            let theirs = copy.marks.get(&place).cloned().unwrap_or_default();
            let mark = self.register.marks.entry(place).or_default();
            mark.current = if take == Take::Theirs {
                theirs.current
            } else {
                id
            };
            mark.seen.extend(theirs.seen);
            mark.texts.extend(theirs.texts);
            mark.seen.insert(mark.current);
        }
        let texts = |register: &Register| {
            let risks = register.risks().flat_map(|risk| &risk.stated().mitigations);
            risks.map(|one| one.text.clone()).collect::<BTreeSet<_>>()
        };
        let [before, theirs, after] = [&edited.before, &copy.register, &edited.after].map(texts);
        let of_record = |text: &&String| {
            path.is_none()
                || [&conflict.ours, &conflict.theirs, &conflict.base]
                    .iter()
                    .any(|side| side.as_str() == Some(text))
        };
        let of_key = |register: &Register| {
            register
                .risk(&Key::first(&reference))
                .map(|risk| {
                    risk.stated()
                        .mitigations
                        .iter()
                        .map(|one| one.text.clone())
                        .collect::<BTreeSet<_>>()
                })
                .unwrap_or_default()
        };
        let known: BTreeSet<String> = before.union(&theirs).filter(of_record).cloned().collect();
        let mut known: BTreeSet<String> = known
            .intersection(
                &of_key(&edited.before)
                    .union(&of_key(&copy.register))
                    .cloned()
                    .collect(),
            )
            .cloned()
            .collect();
        known.extend(conflict.base.as_str().map(str::to_owned));
        self.register
            .removed
            .extend(known.difference(&after).cloned());
        self.register.removed.retain(|text| !after.contains(text));
        if path.is_none() {
            let back = of_key(&edited.after);
            let copies = self.copies.iter_mut().map(|copy| &mut copy.version);
            copies.for_each(|version| version.completed.extend(back.iter().cloned()));
        }
        self.register.register = edited.after;
        self.copies[at].decided.push(conflict);
    }
}
