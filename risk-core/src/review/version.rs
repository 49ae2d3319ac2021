//! The version of the form of questionnaires and reviews.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

/// The version of the form that is read and written: there is one so far.
const VERSION: u32 = 1;

/// The key `schema_version`, which has one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct SchemaVersion(u32);

impl Default for SchemaVersion {
    fn default() -> Self {
        Self(VERSION)
    }
}

impl<'de> Deserialize<'de> for SchemaVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            VERSION => Ok(Self::default()),
            other => Err(serde::de::Error::custom(format!(
                "the file is of version {other} of its form; expected version {VERSION}"
            ))),
        }
    }
}

impl JsonSchema for SchemaVersion {
    fn schema_name() -> Cow<'static, str> {
        "SchemaVersion".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "const": VERSION })
    }

    fn inline_schema() -> bool {
        true
    }
}
