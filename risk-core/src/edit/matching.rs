//! Which record of one reading is which of another. Nothing is matched by position.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use super::Lineage;
use super::side::{Matched, Side};
use crate::check::Reading;
use crate::error::{Error, Unmatched};
use crate::record::Key;
use crate::record::align::{Pairs, are_few, likeness};
use crate::record::text::composed;
use crate::register::{Columns, Component, Record, RecordField, Register, Risk, SourceScope};

/// Which risk of a register each of some risks of a newer one is, as a person specified; `None` where it is a new
/// one. By the keys that they have in their registers.
pub type Matches = BTreeMap<Key, Option<Key>>;

/// What becomes of risks of which it is not clear which ones they were.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unclear<'m> {
    /// A person is asked, and has answered so much.
    Ask(&'m Matches),
    /// They are matched by their keys: a program changed what it read.
    #[cfg_attr(
        not(feature = "folder"),
        allow(dead_code, reason = "a form that is written asks for it")
    )]
    ByKey,
    /// They are new, and those that they may have been are gone: nothing is written on the strength of it that a person
    /// does not see. A risk under another reference is the same one where its words say so.
    New,
}

impl Lineage {
    /// Which record of a register each one of a reading is, which was read at another time.
    ///
    /// A name that is unique in both decides. Else, of one name or of none: records that state the same, in any
    /// order; then the only ones of a component and a description, or of a description alone; then those of one
    /// component whose descriptions have most words in common, where that leaves one candidate. A risk may also have
    /// another reference than before; a component of another name is another component.
    ///
    /// # Errors
    ///
    /// When a person is to be asked which risk is which, and when an answer names no risk, or one twice.
    pub(crate) fn matched(
        before: &Register,
        (reading, read): (&Reading, &Register),
        unclear: Unclear<'_>,
    ) -> Result<Self, Error> {
        let none = BTreeSet::new();
        let (risks, components, doubtful) = match &reading.scope {
            SourceScope::Everything => (None, None, &none),
            SourceScope::Columns {
                risks,
                components,
                doubtful,
                ..
            } => (Some(risks), Some(components), doubtful),
        };
        let components = match components {
            // The source declares none, so that they stay as they are.
            Some(None) => (0..before.components().len()).map(Some).collect(),
            columns => {
                let columns = columns.and_then(Option::as_ref);
                let mut components = Matching::<Component>::new(before, (reading, read), columns);
                components.pair_named(&none);
                components.finish(unclear)
            }
        };
        let mut matching = Matching::<Risk>::new(before, (reading, read), risks);
        match unclear {
            Unclear::Ask(given) => matching.give(given)?,
            Unclear::New => matching.pair_reused(),
            Unclear::ByKey => {}
        }
        matching.pair_named(doubtful);
        // Under another name, such as the first that it gets.
        matching.only(Side::about);
        matching.pair_alike(unclear);
        if let Unclear::Ask(_) = unclear {
            matching.ask()?;
        }
        let risks = matching.finish(unclear);
        Ok(Self { components, risks })
    }
}

/// The records of one sort in two registers, and which of them are paired so far.
struct Matching<'a, T: Record> {
    reading: &'a Reading,
    old: Side<'a, T>,
    new: Side<'a, T>,
    columns: Option<&'a Columns<T::Field>>,
    /// The new records that a person specified as new.
    fresh: HashSet<usize>,
    pairs: Pairs,
}

impl<'a, T: Matched> Matching<'a, T> {
    fn new(
        before: &'a Register,
        (reading, read): (&'a Reading, &'a Register),
        columns: Option<&'a Columns<T::Field>>,
    ) -> Self {
        let (old, new) = (Side::<T>::new(before), Side::<T>::new(read));
        Self {
            reading,
            pairs: Pairs::new(old.records.len(), new.records.len()),
            old,
            new,
            columns,
            fresh: HashSet::new(),
        }
    }

    /// Pairs records of one name, of one that means the same, or of none. A name that is doubtful decides nothing by itself.
    fn pair_named(&mut self, doubtful: &BTreeSet<String>) {
        let is_sure = |name: &&str| doubtful.is_empty() || !doubtful.contains(&T::fold_name(name));
        self.pair_unique(is_sure);
        self.only(|side, at| {
            let name = side.unique(at).filter(is_sure)?;
            Some(T::fold_name(&composed(name)))
        });
        let columns = self.columns;
        self.equal(|side, at| Some((side.name(at), stated(side.records[at], columns))));
        self.only(|side, at| Some((side.name(at), side.about(at)?)));
        // In another group now.
        self.only(|side, at| Some((side.name(at), side.about(at)?.1)));
    }

    /// Pairs records that got a name that is new, where their old one was given to another record.
    fn pair_reused(&mut self) {
        let is_new = |at: &usize| self.old.count(self.new.name(*at)) == 0;
        let mut moved: HashMap<_, Vec<usize>> = HashMap::new();
        for at in (0..self.new.records.len()).filter(is_new) {
            if let Some(about) = self.new.about(at) {
                moved.entry(about).or_default().push(at);
            }
        }
        for old in 0..self.old.records.len() {
            let about = self.old.about(old);
            let to = about.and_then(|about| moved.remove(&about));
            let Some([to]) = to.as_deref() else { continue };
            let heir = self.old.unique(old);
            let heir = heir.and_then(|name| T::position(self.new.register, &Key::first(name)));
            let heir = heir.and_then(|heir| self.new.about(heir)).zip(about);
            if heir.is_some_and(|(new, old)| new.0 != old.0 && likeness(old.1, new.1).is_none()) {
                self.pairs.pair(old, *to);
            }
        }
    }

    /// Pairs records whose name is unique on both sides.
    fn pair_unique(&mut self, is_sure: impl Fn(&&str) -> bool) {
        for at in self.left_new() {
            let name = self.new.unique(at);
            let Some(name) = name.filter(&is_sure) else {
                continue;
            };
            let old = match &self.old.counts {
                None if self.old.count(name) == 1 => {
                    T::position(self.old.register, &Key::first(name))
                }
                None => None,
                Some(_) => {
                    return self.equal(|side, at| side.unique(at).filter(&is_sure));
                }
            };
            if let Some(old) = old.filter(|old| self.pairs.of_old[*old].is_none()) {
                self.pairs.pair(old, at);
            }
        }
    }

    /// Refuses to leave new records that may be one of the old ones that are left.
    fn ask(&self) -> Result<(), Error> {
        match self.unmatched() {
            unmatched if unmatched.is_empty() => Ok(()),
            unmatched => Err(Error::Unmatched(unmatched)),
        }
    }

    /// For each new record, the position of the one that it was.
    fn finish(mut self, unclear: Unclear<'_>) -> Vec<Option<usize>> {
        if let Unclear::ByKey = unclear {
            self.equal(|side, at| T::key_at(side.register, at));
        }
        self.pairs.of_new
    }

    /// Pairs what a person specified.
    fn give(&mut self, given: &Matches) -> Result<(), Error> {
        for (new, old) in given {
            let bad = |reason| Err(Error::BadMatch { reason });
            let Some(at) = T::position(self.new.register, new) else {
                let kind = T::KIND;
                return bad(format!(
                    "no {kind} that is read is in the row or called `{new}`"
                ));
            };
            let Some(old) = old else {
                self.fresh.insert(at);
                continue;
            };
            match T::position(self.old.register, old) {
                None => return bad(format!("no {} of the register is called `{old}`", T::KIND)),
                Some(place) if self.pairs.of_old[place].is_some() => {
                    return bad(format!("`{old}` is the match of two"));
                }
                Some(place) => self.pairs.pair(place, at),
            }
        }
        Ok(())
    }

    fn left_old(&self) -> Vec<usize> {
        Pairs::left(&self.pairs.of_old).collect()
    }

    fn left_new(&self) -> Vec<usize> {
        let left = Pairs::left(&self.pairs.of_new);
        left.filter(|at| !self.fresh.contains(at)).collect()
    }

    /// Pairs what is left and has the same key, the first with the first.
    fn equal<K: Eq + Hash>(&mut self, key: impl Fn(&Side<'a, T>, usize) -> Option<K>) {
        if self.pairs.all_paired() {
            return;
        }
        let of_new = |at| key(&self.new, at).filter(|_| !self.fresh.contains(&at));
        self.pairs.equal(|at| key(&self.old, at), of_new);
    }

    /// Pairs what is left and is the only one of a key in both.
    fn only<K: Eq + Hash>(&mut self, key: impl Fn(&Side<'a, T>, usize) -> Option<K>) {
        if self.pairs.all_paired() {
            return;
        }
        let of_new = |at| key(&self.new, at).filter(|_| !self.fresh.contains(&at));
        self.pairs.only(|at| key(&self.old, at), of_new);
    }

    /// Whether two records may be one though they read otherwise: of one name, or where one has none.
    fn may_be(&self, old: usize, new: usize) -> bool {
        let (old, new) = (self.old.name(old), self.new.name(new));
        old == new || old.is_empty() || new.is_empty()
    }

    /// Pairs what is left, is of one group and has most of its words in common, where that leaves one candidate on
    /// both sides. Where records may have another name now, it leaves the most alike, unless two are so.
    fn pair_alike(&mut self, unclear: Unclear<'_>) {
        let (left_old, left_new) = (self.left_old(), self.left_new());
        let text = |about: Option<(&'a str, &'a str)>| about.map_or("", |(_, text)| text);
        let before = left_old.iter().map(|at| text(self.old.about(*at)));
        let after = left_new.iter().map(|at| text(self.new.about(*at)));
        if !are_few(before, after) {
            return;
        }
        let is_renamed = matches!(unclear, Unclear::New);
        let mut alike: Vec<(usize, usize, f32)> = Vec::new();
        for old in left_old {
            for new in &left_new {
                let about = (self.old.about(old), self.new.about(*new));
                if let (Some((group, before)), Some((of, after))) = about
                    && group == of
                    && (is_renamed || self.may_be(old, *new))
                    && let Some(likeness) = likeness(before, after)
                {
                    alike.push((old, *new, likeness));
                }
            }
        }
        let is_rival = |one: &(usize, usize, f32), other: &(usize, usize, f32)| {
            let is_other = (one.0, one.1) != (other.0, other.1);
            let is_as_alike = !is_renamed || other.2 >= one.2;
            is_other && is_as_alike && (one.0 == other.0 || one.1 == other.1)
        };
        for one in &alike {
            if !alike.iter().any(|other| is_rival(one, other)) {
                self.pairs.pair(one.0, one.1);
            }
        }
    }

    /// The new records that are left and may be one of the old ones that are left, of the same name.
    fn unmatched(&self) -> Vec<Unmatched> {
        let has_names =
            (self.columns).is_none_or(|columns| columns.fields.contains(&T::Field::NAME));
        let mut candidates: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in self.left_old() {
            let name = if has_names { self.old.name(at) } else { "" };
            candidates.entry(name).or_default().push(at);
        }
        let unmatched = self.left_new().into_iter().filter_map(|at| {
            let candidates = candidates.get(self.new.name(at))?;
            let summary = |side: &Side<'a, T>, at: usize| side.records[at].summary().to_owned();
            let key = |at: usize| T::key_at(self.old.register, at);
            let candidate = |at: &usize| Some((key(*at)?, summary(&self.old, *at)));
            let record = T::id_at(self.new.register, at);
            let location = self.reading.locate(T::at(at).into());
            let row = self.reading.row(&location);
            Some(Unmatched {
                name: row.unwrap_or_else(|| record.to_string()),
                record,
                location,
                summary: summary(&self.new, at),
                others: candidates.len().saturating_sub(SHOWN),
                candidates: candidates
                    .iter()
                    .take(SHOWN)
                    .filter_map(candidate)
                    .collect(),
            })
        });
        unmatched.take(SHOWN).collect()
    }
}

/// So many records are asked about at once, and so many candidates of each are named: more lines would hide the
/// option that answers. The next run asks about the rest.
const SHOWN: usize = 10;

/// All that a record states in some columns, but for its name.
fn stated<T: Record>(record: &T, columns: Option<&Columns<T::Field>>) -> String {
    let (fields, headers) = match columns {
        None => (T::Field::ALL, None),
        Some(columns) => (columns.fields.as_slice(), Some(&columns.extra)),
    };
    let mut stated = String::new();
    for field in fields.iter().filter(|field| **field != T::Field::NAME) {
        stated.push_str(&field.kind().get(record).to_string());
        stated.push('\0');
    }
    for header in headers.into_iter().flatten() {
        let value = record.extra().get(header);
        stated.push_str(&value.map_or_else(String::new, ToString::to_string));
        stated.push('\0');
    }
    stated
}
