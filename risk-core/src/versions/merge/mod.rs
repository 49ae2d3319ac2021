//! Three-way merges: what two sides made of a register that both come from.

#[cfg(feature = "folder")]
mod beside;
mod between;
mod conflict;
mod entries;
mod fields;
mod names;
mod place;
mod records;
mod scale;
mod settings;
mod suppressions;
#[cfg(feature = "folder")]
mod undecided;
mod values;
mod within;

use std::sync::Arc;

pub use self::conflict::{
    Conflict, MergeNote, ParseSideError, ParseTakeError, Side, Take, in_words,
};
#[cfg(feature = "folder")]
pub(crate) use self::conflict::{of_entry, of_field};
use self::fields::Rules;
use self::names::AllNames;
pub(crate) use self::records::Of;
use self::records::{Found, Row};
use self::scale::Mapping;
#[cfg(feature = "folder")]
pub(super) use self::settings::in_json;
#[cfg(feature = "folder")]
pub(crate) use self::values::{three, three_lists};
use super::meaning::Version;
use super::pairing::Derived;
use crate::check::rules::reading::{INVALID_VALUE, UNREADABLE_CELL, UNRESOLVED_CONFLICT};
use crate::check::{Definition, Finding, Reading, new_findings};
use crate::edit::{Edited, Lineage};
use crate::error::Error;
use crate::record::RecordKind;
use crate::register::{Component, ComponentView, Record, Register, Risk};

/// How two sides are merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MergeOptions {
    /// The side that goes before where both changed something. It settles no conflict of a deletion and a change.
    pub prefer: Option<Side>,
}

impl MergeOptions {
    /// Settles conflicts by what one side states.
    #[must_use]
    pub fn prefer(mut self, side: Option<Side>) -> Self {
        self.prefer = side;
        self
    }
}

/// What came of two sides.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Merge {
    /// What the merge makes of ours, to be saved onto it. At each conflict it leaves what ours states.
    pub edited: Edited,
    /// What not both can be.
    pub conflicts: Vec<Conflict>,
    /// What nobody decided, and what a person should see.
    pub notes: Vec<MergeNote>,
    /// Where the records come from.
    #[cfg_attr(
        not(feature = "folder"),
        expect(dead_code, reason = "a sync asks for it")
    )]
    pub(crate) trace: Trace,
}

/// Where what came of two sides comes from.
#[derive(Debug, Clone, Default)]
#[cfg_attr(
    not(feature = "folder"),
    expect(dead_code, reason = "a sync asks for it")
)]
pub(crate) struct Trace {
    /// Of each component of the merged register, the position in the base, in ours and in theirs.
    pub components: Vec<[Option<usize>; 3]>,
    /// The same of each risk.
    pub risks: Vec<[Option<usize>; 3]>,
    /// Which record of the base each one of theirs is.
    pub theirs: Lineage,
    /// Of each conflict, which record it is of.
    pub conflicts: Vec<Of>,
}

impl Trace {
    fn of(
        (components, risks): (&[Row<Component>], &[Row<Risk>]),
        theirs: Lineage,
        found: &Found,
    ) -> Self {
        Self {
            theirs,
            components: components.iter().map(Row::versions).collect(),
            risks: risks.iter().map(Row::versions).collect(),
            conflicts: found.conflicts.iter().map(|(of, ..)| of.clone()).collect(),
        }
    }
}

/// Merges what two sides made of a register that both come from. A field that one side changed is as that side has it,
/// and so is an entry of a list; where both changed one to something else, it is a conflict.
///
/// # Errors
///
/// When the records do not make a register, and when a side states something that cannot be read and that the base does
/// not state so.
///
/// ```
/// use risk_core::{Key, json, versions};
///
/// let version = |fields: &str| {
///     json::read(&format!(r#"{{ "schema_version": 1, "risks": [{{ "reference": "R1", {fields} }}] }}"#))
/// };
/// let base = version(r#""likelihood": "Low", "owner": "Web""#)?;
/// let ours = version(r#""likelihood": "High", "owner": "Web""#)?;
/// let theirs = version(r#""likelihood": "Low", "owner": "Shop""#)?;
///
/// let merge = versions::merge(&base, &ours, &theirs, Default::default())?;
/// assert!(merge.conflicts.is_empty());
/// let risk = merge.edited.after.risk(&Key::first("R1")).unwrap();
/// assert_eq!((risk.likelihood.as_deref(), risk.owner.as_str()), (Some("High"), "Shop"));
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn merge(
    base: &Reading,
    ours: &Reading,
    theirs: &Reading,
    options: MergeOptions,
) -> Result<Merge, Error> {
    let derived = derived([base, ours, theirs], |_, _| false)?;
    merge_derived([base, ours, theirs], derived, options, &[])
}

/// What each side is of the base, where both can be read, but for what is left alone and reported.
pub(super) fn derived(
    [base, ours, theirs]: [&Reading; 3],
    is_left: fn(&Reading, &Finding) -> bool,
) -> Result<[Derived; 2], Error> {
    refuse_unread(base, (ours, Side::Ours), is_left)?;
    refuse_unread(base, (theirs, Side::Theirs), is_left)?;
    Ok([Derived::new(base, ours)?, Derived::new(base, theirs)?])
}

/// Merges two sides of which it is known which of their records is which of the base, and what was found to be decided
/// when they were merged before.
pub(super) fn merge_derived(
    [base, ours, theirs]: [&Reading; 3],
    [one, mut other]: [Derived; 2],
    options: MergeOptions,
    known: &[Conflict],
) -> Result<Merge, Error> {
    let mut left_out;
    (other.register, left_out) = within::of_both(&other.register, &other.lineage, base, ours)?;
    let names = AllNames::of(&base.register, &one, &other, options.prefer);
    let registers = names.given(&base.register, &one, &other)?;
    let mapping = Mapping::between(&base.register, &one, &other);
    let [of_base, of_ours, of_theirs] = &registers;
    let rules = Rules {
        base: Version::new(of_base, base, base),
        ours: Version::new(of_ours, ours, base),
        theirs: Version::new(of_theirs, theirs, base),
        prefer: options.prefer,
        mapping: mapping.as_ref(),
        known,
    };
    let mut found = Found::default();
    found.in_other_sheets([one.kept, other.kept]);
    let title = rules.title(&mut found);
    let scale = rules.scale(&mut found);
    let mut settings = rules.settings(&mut found);
    if !ours.scope.is_everything() {
        let stated = settings.beyond_workbooks().into_iter();
        left_out.extend(stated.map(str::to_owned));
    }
    found.left_out(left_out);
    let unmerged = Register::default().with_title(title);
    let unmerged = unmerged.with_records(scale, Vec::new(), Vec::new())?;
    let lineages = [&one.lineage, &other.lineage];
    let merged = merge_records(&rules, &unmerged, (lineages, &names), &mut found)?;
    suppressions::follow([ours, theirs], &merged, &mut settings, &mut found);
    #[cfg(feature = "folder")]
    let beside = beside::merge([base, ours, theirs], &merged, options.prefer, &mut found);
    let Records {
        register,
        components,
        risks,
    } = merged;
    let trace = Trace::of((&components, &risks), other.lineage, &found);
    let (mut conflicts, notes) = found.named(&register);
    propose_references(&mut conflicts);
    let lineage = Lineage::of(origins(&components), origins(&risks));
    let edited = place::onto(ours, &one.register, (register, &settings), lineage)?;
    #[cfg(feature = "folder")]
    let edited = Edited { beside, ..edited };
    Ok(Merge {
        edited,
        conflicts,
        notes,
        trace,
    })
}

/// Merges what two sides made of one risk of a register: the risk, the paths of the fields that not both can have, where
/// it has what ours states, and what nobody decided.
#[cfg(feature = "folder")]
pub(crate) fn merge_risk(
    reading: &Reading,
    [base, ours, theirs]: [&Risk; 3],
) -> (Risk, Vec<String>, Vec<String>) {
    let version = Version::new(&reading.register, reading, reading);
    let rules = Rules {
        base: version,
        ours: version,
        theirs: version,
        prefer: None,
        mapping: None,
        known: &[],
    };
    let merged = rules.merge(base, ours, theirs);
    let conflicts = merged.conflicts.into_iter().map(|(path, ..)| path);
    let notes = merged
        .notes
        .into_iter()
        .map(|(path, note)| format!("{path}: {note}"));
    (merged.record, conflicts.collect(), notes.collect())
}

/// The records that came of both sides, and the register that has them.
struct Records {
    register: Register,
    components: Vec<Row<Component>>,
    risks: Vec<Row<Risk>>,
}

/// Merges the records of two sides into a register that has none: one by one, and then what they make together.
fn merge_records(
    rules: &Rules<'_>,
    register: &Register,
    ([one, other], names): ([&Lineage; 2], &AllNames),
    found: &mut Found,
) -> Result<Records, Error> {
    let components = [&*one.components, &*other.components];
    let mut components = records::merge::<Component>(rules, components, &names.components, found);
    let risks = [&*one.risks, &*other.risks];
    let mut risks = records::merge::<Risk>(rules, risks, &names.risks, found);
    let with = |components: &[Row<Component>], risks: &[Row<Risk>]| {
        let scale = register.scale().clone();
        register.with_records(scale, shared(components), shared(risks))
    };
    let merged = with(&components, &risks)?;
    let merged = (&merged, &names.components.left_out);
    between::check(rules, merged, &mut risks, &mut components, found);
    #[cfg(feature = "folder")]
    {
        undecided::find(rules, &mut components, found);
        undecided::find(rules, &mut risks, found);
    }
    Ok(Records {
        register: with(&components, &risks)?,
        components,
        risks,
    })
}

/// Refuses a side of which something cannot be read that the base does not have so: it would be taken for removed.
fn refuse_unread(
    base: &Reading,
    (reading, side): (&Reading, Side),
    is_left: fn(&Reading, &Finding) -> bool,
) -> Result<(), Error> {
    let is_of = |rules: &[&Definition<'_>], finding: &Finding| {
        rules.iter().any(|rule| rule.code == finding.code())
    };
    let unread = new_findings(&base.findings, &reading.findings).into_iter();
    let unread = unread.filter(|finding| is_of(&[&INVALID_VALUE, &UNREADABLE_CELL], finding));
    let mut unread = unread.filter(|finding| !is_left(reading, finding));
    // A conflict has another side, whoever has it.
    let mut unresolved = reading.findings.iter();
    let mut unresolved = || unresolved.find(|finding| is_of(&[&UNRESOLVED_CONFLICT], finding));
    match unread.next().or_else(|| unresolved().cloned()) {
        None => refuse_nameless(base, reading),
        Some(finding) => Err(Error::Refused {
            reason: format!(
                "{} has there what cannot be read and would be lost: {}",
                side.as_str(),
                finding.message
            ),
            location: finding.location,
            remedy: None,
        }),
    }
}

/// Refuses components that lost their names: what needs them names them, and nobody could tell which one each was.
fn refuse_nameless(base: &Reading, reading: &Reading) -> Result<(), Error> {
    let of = |reading: &Reading| {
        let components = reading.register.components();
        let nameless = components.filter(|one| one.stated().name.trim().is_empty());
        nameless.map(ComponentView::position).collect::<Vec<_>>()
    };
    let (known, nameless) = (of(base), of(reading));
    let Some(first) = nameless.first().filter(|_| nameless.len() > known.len()) else {
        return Ok(());
    };
    Err(Error::Refused {
        reason: "the component has no name any more; give it one, or remove the whole of it"
            .to_owned(),
        location: reading.locate(Component::at(*first).into()),
        remedy: None,
    })
}

/// States what becomes of two risks where both sides handed out one reference. Which one is free is known when it is taken.
fn propose_references(conflicts: &mut [Conflict]) {
    let is_of_two = |conflict: &&mut Conflict| {
        let is_added = conflict.base.is_null() && !conflict.theirs.is_null();
        conflict.record.kind() == RecordKind::Risk && conflict.field.is_none() && is_added
    };
    for conflict in conflicts.iter_mut().filter(is_of_two) {
        conflict
            .reason
            .push_str("; `both` gives theirs the next free one");
    }
}

fn shared<T>(rows: &[Row<T>]) -> Vec<Arc<T>> {
    rows.iter().map(|row| Arc::clone(&row.record)).collect()
}

fn origins<T>(rows: &[Row<T>]) -> Vec<Option<usize>> {
    rows.iter().map(|row| row.ours).collect()
}
