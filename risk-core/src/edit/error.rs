//! Why an edit was refused.

use super::RecordKind;
use super::quote::{one_of, quote, shown};
use super::wording::{ambiguous, called, names, no_entry, not_resolved};
use crate::record::{ComponentField, Field, Key, RecordId};
use crate::register::{ParseRequirementsError, bad_need};

/// Why an edit was refused. What it was to change is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// A text is not FIELD=VALUE.
    #[error("{} is not FIELD=VALUE", quote(text))]
    NotAnAssignment {
        /// The text.
        text: String,
    },
    /// A text is no path.
    #[error("{} is not a path: {reason}", quote(path))]
    InvalidPath {
        /// The text.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A text does not state which level becomes which.
    #[error("{} does not state which level becomes which", quote(text))]
    NotAMapping {
        /// The text.
        text: String,
    },
    /// No record is called so.
    #[error("no {} {}", called(*kind), quote(name))]
    Unknown {
        /// What sort of record was looked for.
        kind: RecordKind,
        /// The name that was looked for.
        name: String,
        /// The three names nearest to it, nearest first.
        nearest: Vec<String>,
    },
    /// Nothing was imported from a source.
    #[error("nothing was imported from {}", quote(name))]
    UnknownSource {
        /// The name of the source.
        name: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// Several records are called so.
    #[error("{}", ambiguous(*kind, name, keys))]
    Ambiguous {
        /// What sort of record was looked for.
        kind: RecordKind,
        /// The name that was looked for.
        name: String,
        /// The records that it could mean.
        keys: Vec<Key>,
    },
    /// A component is named by others, but declared nowhere.
    #[error("the component {} is named but not declared", quote(name))]
    Undeclared {
        /// The name of the component.
        name: String,
    },
    /// A record is to have a name without text.
    #[error("the {} of a {} cannot be blank", kind.name_field(), kind)]
    BlankName {
        /// What sort of record it is.
        kind: RecordKind,
    },
    /// A component of another program cannot be called as it is there.
    #[error("the component {} cannot be imported: {reason}", quote(name))]
    NotImportable {
        /// What it is called there.
        name: String,
        /// Why it cannot be called so.
        reason: Box<EditError>,
    },
    /// The source of an import is to have a name that is blank or of several lines.
    #[error("the source of an import has a name of one line")]
    SourceWithoutName,
    /// A record is to have the name of another, to the letter or but for case.
    #[error("{} is the {} of another {} already", quote(&by.to_string()), kind.name_field(), kind)]
    NameTaken {
        /// What sort of record it is.
        kind: RecordKind,
        /// The record that has the name.
        by: Key,
    },
    /// A risk is to have the reference of one in another sheet of the workbook.
    #[error("{} is the reference of a risk in another sheet", quote(reference))]
    TakenElsewhere {
        /// The reference.
        reference: String,
    },
    /// A record is to be called as one whose file is not read.
    #[error("{} may be in {file}, which is not read", quote(name))]
    TakenByFile {
        /// What it is called.
        name: String,
        /// The file, from the register's folder.
        file: String,
    },
    /// A component is to be called otherwise, or to go, and risks in other sheets of the workbook are of it.
    #[error("risks in another sheet are of the component {}", quote(component))]
    NamedElsewhere {
        /// The component.
        component: String,
    },
    /// A record is to have a name that reads as the second record of another name.
    #[error(
        "{} would stand for one of several records with the same name",
        quote(name)
    )]
    NameWithOccurrence {
        /// The name.
        name: String,
    },
    /// A record has no such field.
    #[error("a {} has no field {}", kind, quote(path))]
    UnknownField {
        /// What sort of record it is.
        kind: RecordKind,
        /// The path.
        path: String,
        /// The path that was probably meant.
        nearest: Option<String>,
    },
    /// A conflict cannot be resolved so.
    #[error("{}", not_resolved(record, field.as_deref(), reason))]
    NotResolved {
        /// The record of the conflict.
        record: RecordId,
        /// The field or the entry, unless it is the whole record.
        field: Option<String>,
        /// Why.
        reason: String,
    },
    /// A component is to be joined with itself.
    #[error("both are the component {}", quote(&component.to_string()))]
    OneAlready {
        /// The component.
        component: Key,
    },
    /// What could not be read of a component would be lost with it.
    #[error(
        "the {fields} of {} could not be read, and would be lost; mend that first",
        quote(&component.to_string())
    )]
    UnreadLost {
        /// The component.
        component: Key,
        /// Its fields, with commas between them.
        fields: String,
    },
    /// A field that imports alone set.
    #[error(
        "{field} cannot be set: they are what a component is in the sources that it was imported from"
    )]
    NotSetByHand {
        /// The field.
        field: Field,
    },
    /// The name of a record is to be set like any other field.
    #[error("the {} of a {} cannot be set", kind.name_field(), kind)]
    NameIsNotSet {
        /// What sort of record it is.
        kind: RecordKind,
    },
    /// A rehearsal is to be set as a whole, or added in one text.
    #[error("a rehearsal is more than one text")]
    WholeRehearsal,
    /// A record has the same rehearsal.
    #[error(
        "{} is recorded already: it is rehearsals[{position}] of {}",
        quote(rehearsal),
        shown(&record.to_string())
    )]
    AlreadyRecorded {
        /// The record.
        record: Key,
        /// The rehearsal, without its notes and its link.
        rehearsal: String,
        /// The position of the one that is there, counted from 1.
        position: usize,
    },
    /// A rehearsal is to lose its date or its kind.
    #[error("{} cannot be blank", shown(path))]
    NeededPart {
        /// The path.
        path: String,
    },
    /// A field that nothing can be added to.
    #[error("nothing can be added to {}", shown(path))]
    CannotAdd {
        /// The path.
        path: String,
    },
    /// There is nothing in what is to be added.
    #[error("there is nothing to add to {field}")]
    NothingToAdd {
        /// The field.
        field: Field,
    },
    /// A list is to be set as a whole.
    #[error("{field} is a list and cannot be set to one text")]
    WholeList {
        /// The field.
        field: Field,
    },
    /// An entry of a field that is no list.
    #[error("{field} is not a list")]
    NotAList {
        /// The field.
        field: Field,
    },
    /// A list has no such entry.
    #[error("{}", no_entry(*field, *count, *position))]
    NoEntry {
        /// The field.
        field: Field,
        /// How many entries there are.
        count: usize,
        /// The position that was asked for, counted from 1.
        position: usize,
    },
    /// An entry of a list is to have no text.
    #[error("an entry of {field} cannot be blank")]
    BlankEntry {
        /// The field.
        field: Field,
        /// The position of the entry, counted from 1.
        position: usize,
    },
    /// A text that is one line has several.
    #[error("{field} takes one line of text")]
    SeveralLines {
        /// The field.
        field: Field,
    },
    /// A text is not a level of the scale.
    #[error("invalid {field} {}; expected {}", quote(text), one_of(levels))]
    UnknownLevel {
        /// The axis.
        field: Field,
        /// The text.
        text: String,
        /// The label that was probably meant.
        nearest: Option<String>,
        /// The name of the scale.
        scale: String,
        /// The labels that there are, lowest first.
        levels: Vec<String>,
    },
    /// A text is no status, no date or no duration.
    #[error("{} is {reason}", quote(text))]
    Unrecognised {
        /// The path.
        path: String,
        /// The text.
        text: String,
        /// What it is not, and what would be right.
        reason: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A tracker link has white space inside.
    #[error("{} is not a tracker link: it has white space inside", quote(text))]
    SpaceInLink {
        /// The text.
        text: String,
    },
    /// A text is not a list of requirements.
    #[error("{} is not a list of requirements: {error}", quote(text))]
    Requirements {
        /// The text.
        text: String,
        /// What is wrong with it, and where.
        error: ParseRequirementsError,
    },
    /// An entry of the requirements is to become none or several.
    #[error("an entry of requires is one requirement, not {count}")]
    NotOneRequirement {
        /// How many requirements the text has.
        count: usize,
    },
    /// A requirement needs none of its members, or more than there are.
    #[error("{}", bad_need(*need, *members))]
    BadNeed {
        /// How many members are needed.
        need: u32,
        /// How many there are.
        members: usize,
    },
    /// A requirement names a component twice, or would.
    #[error("a requirement of {} names {} twice", quote(component), quote(member))]
    RepeatedMember {
        /// The component whose requirement it is.
        component: String,
        /// The name that stands twice.
        member: String,
    },
    /// A component is to require itself, or to be within itself.
    #[error("{} cannot {} itself", quote(component), if *field == Field::Component(ComponentField::Within) { "be within" } else { "require" })]
    NamesItself {
        /// The component.
        component: String,
        /// Whether it is [`ComponentField::Requires`] or [`ComponentField::Within`].
        field: Field,
    },
    /// A header that is the name of a field.
    #[error("the header {} is that of the field {field}", quote(header))]
    HeaderOfField {
        /// The header.
        header: String,
        /// The field.
        field: Field,
    },
    /// The header may be any of several that a record of the register has, and none is spelled so.
    #[error("{} may be any of several headers", quote(header))]
    AmbiguousHeader {
        /// The header.
        header: String,
        /// The headers that it may be.
        alike: Vec<Key>,
    },
    /// A decision of nobody, or for no reason: a placeholder, such as `TBD`, or no text.
    #[error("invalid {field} {}", quote(text))]
    Placeholder {
        /// The field.
        field: Field,
        /// The text.
        text: String,
    },
    /// Two assignments to one field, of which one would have no effect.
    #[error("`{}` is set twice", shown(path))]
    SetTwice {
        /// The path.
        path: String,
    },
    /// A header without text.
    #[error("a header cannot be blank")]
    BlankHeader,
    /// A component cannot go, because others name it.
    #[error("the component {} is named by {}", quote(component), names(by))]
    InUse {
        /// The component.
        component: String,
        /// The records that name it.
        by: Vec<(RecordKind, Key)>,
    },
    /// A mapping of levels is of no axis.
    #[error("a mapping is of likelihood or impact, not of {}", quote(field))]
    NotAnAxis {
        /// What it was to be of.
        field: String,
    },
    /// A level is mapped to two others.
    #[error(
        "{} is mapped to {} and to {}",
        quote(from),
        quote(first),
        quote(second)
    )]
    MappedTwice {
        /// The label of the level.
        from: String,
        /// The label that it is mapped to first.
        first: String,
        /// The other one.
        second: String,
    },
}
