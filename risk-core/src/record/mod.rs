//! What every other room names: records and their ids, fields and paths, places in a source.
//!
//! Nothing here knows the model; so an error, a finding and a change can state what they are about
//! without knowing each other.

pub(crate) mod align;
mod beside;
mod field;
mod id;
mod key;
mod location;
mod path;
pub(crate) mod text;

/// In JSON these are the texts that they are displayed as.
macro_rules! serialize_as_text {
    ($($name:ident),+) => {
        $(impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        })+
    };
}
pub(crate) use serialize_as_text;

/// The same, of which the schema knows no more than that they are texts.
macro_rules! as_text_in_json {
    ($($name:ident),+) => {
        $crate::record::serialize_as_text!($($name),+);

        $(#[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                String::schema_name()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                String::json_schema(generator)
            }
        })+
    };
}
pub(crate) use as_text_in_json;
as_text_in_json!(FieldPath, Key, Location, RiskField);

pub use beside::{Beside, UnknownKey};
pub use field::{ComponentField, Field, RiskField};
pub use id::{RecordId, RecordKind};
pub use key::Key;
#[cfg(any(feature = "folder", feature = "workbook"))]
pub(crate) use location::column_letters;
pub use location::{Locate, Location, Place, RecordPosition};
pub use path::FieldPath;
