//! A model of people who edit a register and copies of a workbook, and of syncs that are interrupted: whatever happens,
//! no value takes the place of another one unless whoever wrote it, or decided for it, had seen that other one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::*;
use crate::record::{Key, RiskField};
use crate::register::{ExtraValue, FieldValue, Mitigation, Scale};
use crate::versions::{Take, resolve};

fn day() -> crate::register::Date {
    "2026-11-29".parse().unwrap()
}

/// Numbers that are always the same for one seed.
pub(crate) struct Random(pub u64);

impl Random {
    pub fn below(&mut self, count: usize) -> usize {
        // SplitMix64, of Steele, Lea and Flood.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % count as u64).unwrap()
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn of<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        (!all.is_empty()).then(|| &all[self.below(all.len())])
    }
}

/// A field of a risk, or that the risk is there.
type Place = (String, &'static str);
const EXISTS: &str = "exists";
/// The fields that people edit, all of which a copy has columns for.
pub(crate) const FIELDS: [&str; 3] = ["owner", "acceptance.reason", "Team"];

/// Which writing of a place stands there, and of which those knew that led to it.
#[derive(Debug, Clone, Default)]
struct Mark {
    current: usize,
    seen: BTreeSet<usize>,
    /// The texts that stood there: one that somebody brings back is the one that was known.
    texts: BTreeSet<String>,
    /// Whether the sync reports that it completes an interrupted one here.
    is_reported: bool,
}

/// A register or a copy of the workbook, with what whoever wrote in it had seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Version {
    pub register: Register,
    marks: BTreeMap<Place, Mark>,
    /// The mitigations that somebody took out.
    removed: BTreeSet<String>,
    /// Those that the completion of an interrupted sync brought back, which is reported.
    completed: BTreeSet<String>,
}

pub(crate) fn value(risk: &Risk, field: &str) -> String {
    match field {
        "owner" => risk.owner.clone(),
        "acceptance.reason" => RiskField::AcceptanceReason.get(risk).to_string(),
        _ => risk
            .extra
            .get(&Key::first("Team"))
            .map_or_else(String::new, ToString::to_string),
    }
}

pub(crate) fn set_value(risk: &mut Risk, field: &str, text: &str) {
    match field {
        "owner" => text.clone_into(&mut risk.owner),
        "acceptance.reason" => {
            let text = FieldValue::Text(text.to_owned());
            RiskField::AcceptanceReason.kind().set(risk, text).unwrap();
        }
        _ if text.is_empty() => _ = risk.extra.remove(&Key::first("Team")),
        _ => risk
            .extra
            .insert(Key::first("Team"), ExtraValue::Text(text.to_owned())),
    }
}

impl Version {
    pub(crate) fn risks(&self) -> Vec<Risk> {
        self.register
            .risks()
            .map(|risk| risk.stated().clone())
            .collect()
    }

    pub(crate) fn with(&mut self, risks: Vec<Risk>) {
        let scale = self.register.scale().clone();
        self.register = Register::new("", scale, Vec::new(), risks).unwrap();
    }

    fn text(&self, (reference, field): &Place) -> String {
        let risk = self.register.risk(&Key::first(reference));
        risk.map_or_else(String::new, |risk| value(risk.stated(), field))
    }

    fn write(&mut self, place: Place, id: usize) {
        let text = self.text(&place);
        let mark = self.marks.entry(place).or_default();
        mark.current = id;
        mark.seen.insert(id);
        mark.texts.insert(text);
    }

    /// Takes over what the other side has of a place, which it may only where that side knows what is there.
    fn adopt(&mut self, place: &Place, from: &Self, why: &str) {
        let none = Mark::default();
        let theirs = from.marks.get(place).unwrap_or(&none);
        let text = self.text(place);
        let ours = self.marks.entry(place.clone()).or_default();
        let is_known = text.is_empty() || theirs.texts.contains(&text);
        let is_known = is_known && place.1 != EXISTS;
        // Nobody wrote it.
        let is_new = ours.current == 0 || ours.is_reported;
        // Another risk of the number, of which nobody else knew.
        let is_other = why == "addition" && ours.seen.is_disjoint(&theirs.seen);
        assert!(
            is_new || is_known || theirs.seen.contains(&ours.current) || is_other,
            "{why} of {place:?} takes back what somebody wrote"
        );
        ours.current = theirs.current;
        ours.seen.extend(&theirs.seen);
        ours.texts.extend(theirs.texts.iter().cloned());
    }

    /// Becomes what a sync makes of it, for one risk.
    pub(crate) fn become_of(&mut self, reference: &str, after: &Register, from: &Self) {
        let key = Key::first(reference);
        let risk = |register: &Register| register.risk(&key).map(|risk| risk.stated().clone());
        let (old, new) = (risk(&self.register), risk(after));
        let other = risk(&from.register);
        let place = |field| (reference.to_owned(), field);
        match (&old, &new) {
            (None, None) => return,
            (Some(old), None) => {
                self.adopt(&place(EXISTS), from, "removal");
                for field in FIELDS {
                    self.adopt(&place(field), from, "removal");
                }
                for one in &old.mitigations {
                    self.removed.insert(one.text.clone());
                }
            }
            (None, Some(_)) => {
                self.adopt(&place(EXISTS), from, "addition");
                for field in FIELDS {
                    self.adopt(&place(field), from, "addition");
                }
            }
            (Some(old), Some(new)) => {
                for field in FIELDS {
                    let [was, is] = [old, new].map(|risk| value(risk, field));
                    let theirs = other.as_ref().map(|risk| value(risk, field));
                    if was != is {
                        let mark = self.marks.get(&place(field));
                        let is_completed = mark.is_some_and(|mark| mark.is_reported);
                        let is_of_theirs = is_completed || theirs.as_ref() == Some(&is);
                        assert!(is_of_theirs, "{field} of {reference} is {is}");
                        self.adopt(&place(field), from, "writing");
                    }
                }
                let [was, is] = [old, new].map(|risk| {
                    let texts = risk.mitigations.iter().map(|one| one.text.clone());
                    texts.collect::<BTreeSet<String>>()
                });
                for gone in was.difference(&is) {
                    assert!(from.removed.contains(gone), "`{gone}` is lost");
                    self.removed.insert(gone.clone());
                }
                for added in is.difference(&was) {
                    let is_reported = self.completed.contains(added);
                    assert!(
                        is_reported || !self.removed.contains(added),
                        "`{added}` is back"
                    );
                }
            }
        }
        let mut risks = self.risks();
        match (
            risks.iter_mut().find(|risk| risk.reference == reference),
            new,
        ) {
            (Some(risk), Some(new)) => *risk = new,
            (None, Some(new)) => risks.push(new),
            (_, None) => risks.retain(|risk| risk.reference != reference),
        }
        self.with(risks);
    }
}

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
    let mut reading = Reading::of(register.clone(), Default::default());
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
    reading.scope = base::scope(columns, None);
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
        risks.iter_mut().for_each(|risk| risk.likelihood = None);
        let mut version = world.register.clone();
        version.with(risks);
        world.copies.push(Copy {
            version,
            ..Copy::default()
        });
        world
    }

    fn fresh(&mut self) -> usize {
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
    fn sync(&mut self, at: usize, random: &mut Random) {
        let Some(completed) = self.complete(at, random) else {
            return;
        };
        let copy = &self.copies[at];
        let ours = Reading::of(self.register.register.clone(), Default::default());
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
        if !is_named && !(nothing && sync.conflicts().is_empty()) {
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
    fn complete(&mut self, at: usize, random: &mut Random) -> Option<Option<Base>> {
        let copy = &self.copies[at];
        let named = copy.base.as_ref();
        let Some(before) = named.and_then(|name| self.intents.get(name)) else {
            return Some(None);
        };
        let name = named.unwrap().clone();
        let [base, before] = [&self.bases[&name], before].map(|text| Base::read(text).unwrap());
        let ours = Reading::of(self.register.register.clone(), Default::default());
        let (completed, left) = Sync::complete((&base, before), &ours).unwrap();
        let was = copy.version.clone();
        for reference in references([&completed.before, &completed.after]) {
            if random.one_in(8) {
                return None;
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
        Some(left)
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
        let reading = Reading::of(self.register.register.clone(), Default::default());
        let Ok(edited) = resolve(&reading, std::slice::from_ref(&conflict)) else {
            return;
        };
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

fn edit(version: &mut Version, id: usize, formulas: Option<&HashSet<Place>>, random: &mut Random) {
    let mut risks = version.risks();
    let Some(at) = (!risks.is_empty()).then(|| random.below(risks.len())) else {
        return;
    };
    let reference = risks[at].reference.clone();
    match random.below(14) {
        0 => {
            let risk = risks.remove(at);
            let texts = risk.mitigations.into_iter().map(|one| one.text);
            version.removed.extend(texts);
            version.write((reference, EXISTS), id);
        }
        1 => {
            // The next number, which somebody else may hand out, too.
            let numbers = risks
                .iter()
                .filter_map(|risk| risk.reference[1..].parse().ok());
            let next = numbers.max().unwrap_or(0) + random.below(2) + 1;
            let reference = format!("R{next}");
            if version.marks.contains_key(&(reference.clone(), EXISTS)) {
                return;
            }
            let mut risk = Risk::new(&reference);
            risk.description = words(id);
            risks.push(risk);
            version.write((reference, EXISTS), id);
        }
        2 => {
            let text = words(id);
            risks[at].mitigations.push(mitigation(text));
        }
        3 | 4 if !risks[at].mitigations.is_empty() => {
            let list = &mut risks[at].mitigations;
            let entry = random.below(list.len());
            version.removed.insert(list[entry].text.clone());
            if random.one_in(2) {
                list.remove(entry);
            } else {
                let text = list[entry]
                    .text
                    .split(", ")
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                list[entry] = mitigation(format!("{text}, as said in {id}"));
            }
        }
        _ => {
            let field = *random.of(&FIELDS).unwrap();
            let place = (reference, field);
            if formulas.is_some_and(|formulas| formulas.contains(&place)) {
                return;
            }
            // Few values, so that some are taken back by people themselves.
            let text = match random.below(4) {
                0 => String::new(),
                1 => "A".to_owned(),
                _ => format!("team {id}"),
            };
            if value(&risks[at], field) == text {
                return;
            }
            set_value(&mut risks[at], field, &text);
            version.write(place, id);
        }
    }
    version.with(risks);
}

/// Which changes a copy does not take, as a formula stands there.
fn refused(edited: &Edited, formulas: &HashSet<Place>) -> Vec<(RecordId, Option<String>)> {
    let mut refused = Vec::new();
    for (risk, origin) in edited.after.risks().zip(&edited.lineage.risks) {
        let Some(old) = origin.and_then(|at| edited.before.risk_at(at)) else {
            continue;
        };
        for field in FIELDS {
            let place = (risk.reference.clone(), field);
            let is_same = value(old.stated(), field) == value(risk.stated(), field);
            if formulas.contains(&place) && !is_same {
                let path = if field == "Team" { "extra.Team" } else { field };
                refused.push((RecordId::Risk(risk.key()), Some(path.to_owned())));
            }
        }
    }
    refused
}

/// A text that no other one is like.
fn words(id: usize) -> String {
    format!("one{id} two{id} three{id} four{id} five{id}")
}

fn mitigation(text: String) -> Mitigation {
    Mitigation { text }
}

pub(crate) fn references(registers: [&Register; 2]) -> Vec<String> {
    let all = registers.into_iter().flat_map(Register::risks);
    let all: BTreeSet<String> = all.map(|risk| risk.reference.clone()).collect();
    all.into_iter().collect()
}

fn history(seed: u64) -> (usize, usize) {
    let mut random = Random(seed);
    let mut world = World::new(3);
    let formulas = ["R1", "R2"].map(|reference| {
        let field = *random.of(&FIELDS).unwrap();
        (reference.to_owned(), field)
    });
    world.copies[0].formulas.extend(formulas);
    for _ in 0..60 {
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
    for seed in std::env::var("SEED").map_or(0, |s| s.parse().unwrap())..3000 {
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
