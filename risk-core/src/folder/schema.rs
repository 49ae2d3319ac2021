//! JSON Schemas of the text form and of JSON, generated from the types.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value as Json, json};

use super::header::Header;
use crate::answer::without_example;
use crate::register::{Component, Risk};
use crate::review::{Questionnaire, Review};

/// The folder, in that of a register, that has the schemas of its files.
pub(crate) const FOLDER: &str = ".schema";

/// A file of a register that there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaOf {
    /// `register.toml`.
    Register,
    /// A file of a component.
    Component,
    /// A file of a risk.
    Risk,
    /// JSON.
    Json,
    /// A questionnaire.
    Questionnaire,
    /// A review.
    Review,
}

/// The JSON Schema of a file, as text.
pub fn schema(of: SchemaOf) -> String {
    let schema = match of {
        SchemaOf::Register => root::<Header>("register.toml"),
        SchemaOf::Component => record::<Component>("components/<name>.toml"),
        SchemaOf::Risk => record::<Risk>("risks/<reference>.toml"),
        SchemaOf::Json => json_form(),
        SchemaOf::Questionnaire => root::<Questionnaire>("questionnaires/<id>.toml"),
        SchemaOf::Review => root::<Review>("reviews/<subject>-<date>.toml"),
    };
    text(&schema)
}

/// The schemas that the files of a folder point to, by their names.
pub(crate) const FILES: [(&str, SchemaOf); 3] = [
    ("component.json", SchemaOf::Component),
    ("register.json", SchemaOf::Register),
    ("risk.json", SchemaOf::Risk),
];

fn generator() -> SchemaGenerator {
    // Draft 7 is what editors' TOML support understands.
    SchemaSettings::draft07()
        .with_transform(RecursiveTransform(without_example))
        .into_generator()
}

fn root<T: JsonSchema>(title: &str) -> Schema {
    let mut schema = generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), json!(title));
    schema
}

fn record<T: JsonSchema>(title: &str) -> Schema {
    let mut schema = root::<T>(title);
    // Where the name of the file gives that of the record, the file does not state it.
    schema.remove("required");
    schema
}

/// The header with the lists of records.
fn json_form() -> Schema {
    let mut generator = generator();
    let list = |mut record: Schema| {
        record.remove("required");
        json!({ "type": "array", "items": record })
    };
    let components = list(Component::json_schema(&mut generator));
    let risks = list(Risk::json_schema(&mut generator));
    let mut schema = generator.into_root_schema_for::<Header>();
    schema.insert("title".to_owned(), json!("A register in JSON"));
    if let Some(properties) = schema.get_mut("properties").and_then(Json::as_object_mut) {
        properties.insert("components".to_owned(), components);
        properties.insert("risks".to_owned(), risks);
    }
    schema
}

fn text(schema: &Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).expect("a schema is JSON");
    text.push('\n');
    text
}
