//! A scale, as JSON.

use risk_core::{LevelDefinition, Levels, Scale};
use schemars::JsonSchema;
use serde::Serialize;

use super::{SCHEMA_VERSION, pretty, schema_of};

/// What `risk scale show --format json` writes.
#[derive(Serialize, JsonSchema)]
struct WholeScale<'a> {
    /// The version of this form.
    schema_version: u32,
    /// What the scale is called.
    name: &'a str,
    /// The levels of likelihood, lowest first.
    likelihood: Vec<&'a LevelDefinition>,
    /// The levels of impact, lowest first.
    impact: Vec<&'a LevelDefinition>,
    /// The levels of rating, lowest first.
    rating: Vec<&'a LevelDefinition>,
    /// One row per likelihood, from the lowest, of one rating per impact, from the lowest.
    matrix: Vec<Vec<&'a str>>,
}

/// The scale, whole, whether it is built in or not.
pub fn scale(scale: &Scale) -> String {
    let rate = |(likelihood, _)| {
        let impacts = scale.impact().iter();
        let ratings = impacts.map(|(impact, _)| scale.rate(likelihood, impact));
        ratings.map(|rating| scale.rating().label(rating)).collect()
    };
    pretty(&WholeScale {
        schema_version: SCHEMA_VERSION,
        name: scale.name(),
        likelihood: levels(scale.likelihood()),
        impact: levels(scale.impact()),
        rating: levels(scale.rating()),
        matrix: scale.likelihood().iter().map(rate).collect(),
    })
}

/// The schema of [`scale`].
pub fn scale_schema() -> String {
    pretty(&schema_of::<WholeScale<'_>>())
}

fn levels(levels: &Levels) -> Vec<&LevelDefinition> {
    levels.iter().map(|(_, definition)| definition).collect()
}
