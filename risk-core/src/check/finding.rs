//! What a reader could not make sense of, or a rule found.

use std::collections::HashMap;

use serde::{Serialize, Serializer};

use super::fingerprint::fingerprint;
#[cfg(any(feature = "folder", feature = "workbook", test))]
use super::rule::Definition;
use super::{Policy, Rule, Severity};
use crate::record::{FieldPath, Location, Place, RecordId, RecordPosition};
use crate::register::{Component, Record, Register, Risk};

/// Something that a reader could not make sense of, or that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Finding {
    /// The rule, by its code.
    #[serde(rename = "code", serialize_with = "code")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// The record that it is about; the register where it is about no risk and no component.
    pub record: RecordId,
    /// The field of the record, such as `likelihood` or `observations[2]`; null where the whole record is
    /// meant.
    pub field: Option<FieldPath>,
    /// What was found, as a sentence.
    pub message: String,
    /// Where it is, such as `Risks!D7` or `risks/R03.toml:5:1`.
    pub location: Location,
    /// What was found, as texts.
    #[serde(flatten)]
    pub data: FindingData,
    /// The same for this finding in every version of the register, in every form and on every machine: 16
    /// hexadecimal digits, by which it is accepted, or distinguished from new ones. It is a digest of the code, the
    /// record, the field without the position in a list, and what distinguishes the findings of the rule in that
    /// field, and never of a message, a line or a cell. A risk whose reference is blank or repeated counts by
    /// its component and description. Findings that nothing distinguishes have the same: they are to be counted.
    pub fingerprint: String,
    /// The code of the policy that it is about, where it is of another rule.
    #[serde(skip)]
    pub(crate) of_policy: Option<String>,
}

/// What was found, as texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FindingData {
    /// The text that was found there.
    pub found: Option<String>,
    /// The text that would be right there.
    pub suggestion: Option<String>,
}

impl Finding {
    /// The code of its rule.
    ///
    /// ```
    /// use risk_core::{Date, Key, RecordId, Register, Risk, Scale, Settings};
    ///
    /// let register = Register::new("Trips", Scale::default(), Vec::new(), vec![Risk::new("R01")])?;
    /// let findings = risk_core::check(&register, &Settings::default(), Date::new(2026, 6, 1).unwrap());
    ///
    /// let unrated = findings.iter().find(|finding| finding.code() == "unrated").unwrap();
    /// assert_eq!(unrated.record, RecordId::Risk(Key::first("R01")));
    /// assert_eq!(unrated.field.as_ref().unwrap().to_string(), "likelihood");
    /// # Ok::<(), risk_core::InvalidRegister>(())
    /// ```
    pub fn code(&self) -> &str {
        self.rule.code()
    }
}

/// The findings that were not there before, as their fingerprints tell: of those that have the same, as many as
/// there are more. So an edit or a pull request answers for what is new in it, wherever that stands.
pub fn new_findings(before: &[Finding], after: &[Finding]) -> Vec<Finding> {
    beyond(
        before.iter().map(|one| (one.fingerprint.as_str(), 1)),
        after,
    )
}

/// The findings that are more than so many of their fingerprints.
pub(crate) fn beyond<'a>(
    known: impl Iterator<Item = (&'a str, usize)>,
    findings: &[Finding],
) -> Vec<Finding> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for (fingerprint, count) in known {
        let known = left.entry(fingerprint).or_default();
        *known = known.saturating_add(count);
    }
    let mut is_new = |finding: &&Finding| match left.get_mut(finding.fingerprint.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let findings = findings.iter();
    findings
        .filter(|finding| is_new(finding))
        .cloned()
        .collect()
}

/// What a rule has to say of a place: a message, and what programs make use of.
///
/// ```
/// use risk_core::Remark;
///
/// let remark = Remark::new("`Ops` is no team").found("Ops").suggest(Some("Operations"));
/// ```
#[derive(Debug, Clone)]
pub struct Remark {
    pub(super) message: String,
    pub(super) data: FindingData,
    pub(super) subject: Option<String>,
    pub(super) is_of_register: bool,
    pub(super) of_policy: Option<String>,
}

impl Remark {
    /// A sentence without its full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            data: FindingData::default(),
            subject: None,
            is_of_register: false,
            of_policy: None,
        }
    }

    /// The text that was found there.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.data.found = Some(found.into());
        self
    }

    /// The text that would be right there.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.data.suggestion = suggestion.map(Into::into);
        self
    }

    /// What tells the finding from others of its rule in the same field, for the fingerprint: the name that is
    /// unknown, the card that is linked. Without it, that is the text that was found.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Who asks for the findings of a policy is to see it, too: the policy is not known to be met.
    #[must_use]
    pub(super) fn of_policy(mut self, policy: &Policy) -> Self {
        self.of_policy = Some(policy.code());
        self
    }

    /// The fingerprint is not to depend on the record, because the order of the records alone chose the one that
    /// the finding is at.
    #[must_use]
    pub fn of_register(mut self) -> Self {
        self.is_of_register = true;
        self
    }
}

impl From<String> for Remark {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

impl From<&str> for Remark {
    fn from(message: &str) -> Self {
        Self::new(message)
    }
}

/// A finding before there is a register that it is of: a reader knows the position of a record as it reads it,
/// and which record that is when it has read all.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub rule: Rule,
    pub place: Place,
    pub location: Location,
    pub remark: Remark,
}

impl Draft {
    /// The finding in the register that was read. Its severity is the rule's own.
    pub fn finding(self, register: &Register) -> Finding {
        let Self {
            rule,
            place,
            location,
            remark,
        } = self;
        Finding {
            fingerprint: fingerprint(register, rule.code(), place, &remark),
            severity: rule.severity(),
            rule,
            record: record_at(register, place.record),
            field: field_at(place),
            message: remark.message,
            location,
            data: remark.data,
            of_policy: remark.of_policy,
        }
    }

    /// What is about no component and no risk.
    #[cfg(any(feature = "folder", feature = "workbook", test))]
    pub fn of_register(
        rule: &'static Definition<'static>,
        location: Location,
        remark: impl Into<Remark>,
    ) -> Self {
        Self {
            rule: rule.into(),
            place: RecordPosition::Register.into(),
            location,
            remark: remark.into(),
        }
    }

    /// The findings of a reader, in the register that it read.
    #[cfg(any(feature = "folder", feature = "workbook"))]
    pub fn findings(drafts: Vec<Self>, register: &Register) -> Vec<Finding> {
        let drafts = drafts.into_iter();
        drafts.map(|draft| draft.finding(register)).collect()
    }
}

/// The record at a position.
pub(super) fn record_at(register: &Register, position: RecordPosition) -> RecordId {
    match position {
        RecordPosition::Register => RecordId::Register,
        RecordPosition::Component(position) => Component::id_at(register, position),
        RecordPosition::Risk(position) => Risk::id_at(register, position),
    }
}

/// The field, and the entry of it, that are at a place.
pub(super) fn field_at(place: Place) -> Option<FieldPath> {
    let path = FieldPath::from(place.field?);
    Some(match place.entry {
        Some(entry) => path.entry(entry),
        None => path,
    })
}

fn code<S: Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.code())
}
