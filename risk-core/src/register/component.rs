//! The parts that can fail.

use serde::{Deserialize, Serialize};

use super::{ComponentOrigin, Duration, Extra, Rehearsal, Requirement, Stated};
use crate::record::ComponentField;

/// A part that can fail, as it was stated. Empty text means that nothing was stated.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Component {
    /// The name of the component; risks and requirements name it so.
    pub name: String,
    /// What sort of thing it is, such as `database`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// How much it matters, in the organisation's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tier: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Its own time to repair once all that it requires is back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restore: Option<Stated<Duration>>,
    /// Recovery time objective: how long it may be away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rto: Option<Stated<Duration>>,
    /// Recovery point objective: how much recent data may be lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rpo: Option<Stated<Duration>>,
    /// The one component, such as a zone or a region, that it lives in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub within: String,
    /// What it needs to work. Absent means that it is not specified; an empty list, that it needs
    /// nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires: Option<Vec<Requirement>>,
    /// When its failure was met or practised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rehearsals: Vec<Rehearsal>,
    /// What it is in the sources that it was imported from, by which an import knows it, whatever it is called here. A
    /// workbook has no place for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<ComponentOrigin>,
    /// What the register states of the component beyond the fields above.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
    /// The fields of which not all could be read, which findings tell. Only readers set this.
    #[serde(skip)]
    pub unread: Vec<ComponentField>,
}

/// Two components are equal when they state the same.
impl PartialEq for Component {
    fn eq(&self, other: &Self) -> bool {
        // What could not be read of them is not stated.
        let mut fields = ComponentField::ALL.iter();
        fields.all(|field| field.kind().is_same(self, other))
    }
}

impl Component {
    /// A component with a name and nothing else.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Whether a field has something that could not be read, so that nobody knows all that is stated there.
    pub(crate) fn is_unread(&self, field: ComponentField) -> bool {
        self.unread.contains(&field)
    }

    /// Whether not all that it needs could be read, which the place where it is within is.
    pub(crate) fn has_unread_needs(&self) -> bool {
        self.is_unread(ComponentField::Requires) || self.is_unread(ComponentField::Within)
    }
}
