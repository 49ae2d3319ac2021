//! Which level of one scale becomes which of another.

use std::str::FromStr;

use serde::Serialize;

use super::EditError;
use crate::record::{Key, RiskField};

/// What becomes of a level when the scale changes, written `likelihood.Medium=Possible`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LevelMapping {
    /// The axis: [`RiskField::Likelihood`] or [`RiskField::Impact`].
    pub field: RiskField,
    /// The level of the old scale, by its label or another word for it.
    pub from: String,
    /// The level of the new scale, likewise.
    pub to: String,
}

impl LevelMapping {
    /// The mapping of a level of an axis.
    pub fn new(field: RiskField, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self {
            field,
            from: from.into(),
            to: to.into(),
        }
    }
}

impl FromStr for LevelMapping {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Self, EditError> {
        let parts = text.split_once('.').and_then(|(field, levels)| {
            let (from, to) = levels.split_once('=')?;
            Some((field.trim(), from.trim(), to.trim()))
        });
        let stated = parts.filter(|(_, from, to)| !from.is_empty() && !to.is_empty());
        let (field, from, to) = stated.ok_or_else(|| EditError::NotAMapping {
            text: text.to_owned(),
        })?;
        let mut axes = [RiskField::Likelihood, RiskField::Impact].into_iter();
        match axes.find(|axis| axis.path() == field) {
            Some(axis) => Ok(Self::new(axis, from, to)),
            None => Err(EditError::NotAnAxis {
                field: field.to_owned(),
            }),
        }
    }
}

/// A level of the old scale that means nothing on the new one, and that no mapping names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Unmapped {
    /// The axis: `likelihood` or `impact`.
    #[serde(rename = "axis")]
    pub field: RiskField,
    /// The label of the level on the old scale.
    pub level: String,
    /// The risks that state it, in order. They still do.
    pub risks: Vec<Key>,
}
