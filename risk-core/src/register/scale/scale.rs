//! A scale: two axes, and the matrix that rates their meeting.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::levels::MOST_LEVELS;
use super::{Level, LevelDefinition, Levels, ScaleAnswer, axes, built_in};
use crate::record::text::{one_of, quote};

/// How likelihood and impact are stated, and how the two are rated.
///
/// In a file a built-in scale is its name and any other one a table; see [`Scale::built_in`].
///
/// ```
/// use risk_core::{Levels, Scale};
///
/// let scale = Scale::new(
///     "traffic lights",
///     Levels::new(["Rare", "Often"])?,
///     Levels::new(["Mild", "Bad", "Terrible"])?,
///     Levels::new(["Green", "Amber", "Red"])?,
///     &[&["Green", "Green", "Amber"], &["Green", "Amber", "Red"]],
/// )?;
/// let often = scale.likelihood().find("often").unwrap();
/// let terrible = scale.impact().find("TERRIBLE").unwrap();
/// assert_eq!(scale.rating().label(scale.rate(often, terrible)), "Red");
/// # Ok::<(), risk_core::ScaleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "ScaleForm", description = "A scale as a file has it.")
)]
pub struct Scale {
    name: String,
    likelihood: Levels,
    impact: Levels,
    rating: Levels,
    /// One row per likelihood, one column per impact, both from the lowest.
    matrix: Vec<Vec<Level>>,
}

/// A scale cannot be used as it was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScaleError {
    /// An axis has no level, or more than anybody can tell apart.
    #[error("an axis has {count} levels; it needs 1 to {MOST_LEVELS}")]
    LevelCount {
        /// How many levels there are.
        count: usize,
    },
    /// A label or an alias is blank.
    #[error("a word of the level `{label}` is blank")]
    BlankWord {
        /// The label of the level.
        label: String,
    },
    /// A word means two levels of one axis.
    #[error("the word `{word}` means two levels")]
    RepeatedWord {
        /// The word, as given.
        word: String,
    },
    /// The matrix does not have a row per likelihood, or a row not an entry per impact.
    #[error("the matrix needs {rows} rows (likelihood) of {columns} entries (impact)")]
    MatrixShape {
        /// The number of likelihood levels.
        rows: usize,
        /// The number of impact levels.
        columns: usize,
    },
    /// An entry of the matrix is not a rating level.
    #[error("invalid rating `{entry}` in the matrix; expected {levels}")]
    UnknownRating {
        /// The entry, as given.
        entry: String,
        /// The labels of the rating levels.
        levels: String,
    },
    /// There is no built-in scale of the name.
    #[error(
        "no built-in scale is named {}; expected {}, or axes such as 1-5, 0%-100%, A-E, {}, Rare < Often < Always or 1-5 x 1-10",
        quote(name),
        Scale::BUILT_IN.join(", "),
        axes::names().next().unwrap_or_default()
    )]
    UnknownName {
        /// The name, as given.
        name: String,
    },
}

impl Scale {
    /// The names of the built-in scales, the default first.
    pub const BUILT_IN: [&str; 3] = ["low-medium-high", "nist-800-30", "five-by-five"];

    /// A scale of the given axes. The matrix has one row per likelihood, from the lowest, of one
    /// rating word per impact, from the lowest.
    ///
    /// # Errors
    ///
    /// When the matrix does not fit the axes or names a rating that is no rating level.
    pub fn new<Row: AsRef<[Word]>, Word: AsRef<str>>(
        name: impl Into<String>,
        likelihood: Levels,
        impact: Levels,
        rating: Levels,
        matrix: impl AsRef<[Row]>,
    ) -> Result<Self, ScaleError> {
        let rows = matrix.as_ref();
        let fits = rows.len() == likelihood.len()
            && rows.iter().all(|row| row.as_ref().len() == impact.len());
        if !fits {
            return Err(ScaleError::MatrixShape {
                rows: likelihood.len(),
                columns: impact.len(),
            });
        }
        let find = |word: &Word| {
            rating
                .find(word.as_ref())
                .ok_or_else(|| ScaleError::UnknownRating {
                    entry: word.as_ref().to_owned(),
                    levels: one_of(&rating.labels()),
                })
        };
        let matrix = rows
            .iter()
            .map(|row| row.as_ref().iter().map(find).collect())
            .collect::<Result<_, _>>()?;
        Ok(Self {
            name: name.into(),
            likelihood,
            impact,
            rating,
            matrix,
        })
    }

    /// A built-in scale by its name:
    ///
    /// - `low-medium-high`: Low, Medium, High on both axes, rated by the overall severity matrix
    ///   of the OWASP Risk Rating Methodology;
    /// - `nist-800-30`: NIST SP 800-30 Rev. 1, Table I-2;
    /// - `five-by-five`: Rare to Almost certain and Minor to Catastrophic, rated by the product of
    ///   their positions from 1 to 5: to 4 Low, to 9 Medium, to 16 High, above Critical. The bounds
    ///   are this project's convention;
    /// - two axes, likelihood first, such as `1-5 x 1-10`, or one for both: the lowest and the
    ///   highest number, per cent or letter (`0-4`, `0%-100%`, `A-E`; `5-1` where 1 is the highest), words
    ///   (`low-critical`, `rare-almost-certain`), or all levels from the lowest (`Rare < Often`). They are rated by the product of positions, too:
    ///   up to 16 % of the greatest product Low, to 36 % Medium, to 64 % High, above Critical.
    ///
    /// # Errors
    ///
    /// When there is no built-in scale of the name.
    pub fn built_in(name: &str) -> Result<Self, ScaleError> {
        built_in::scale(name).ok_or_else(|| ScaleError::UnknownName {
            name: name.to_owned(),
        })
    }

    /// The scale of two axes: a built-in one where one has them, else one that rates by product.
    #[cfg(feature = "workbook")]
    pub(crate) fn of_axes(name: &str, likelihood: Levels, impact: Levels) -> Self {
        built_in::of_axes(name, likelihood, impact)
    }

    /// The same matrix for levels that other words mean.
    #[cfg(feature = "workbook")]
    pub(crate) fn in_other_words(self, name: &str, likelihood: Levels, impact: Levels) -> Self {
        Self {
            name: name.to_owned(),
            likelihood,
            impact,
            ..self
        }
    }

    /// The name of the scale.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The levels of likelihood.
    pub fn likelihood(&self) -> &Levels {
        &self.likelihood
    }

    /// The levels of impact.
    pub fn impact(&self) -> &Levels {
        &self.impact
    }

    /// The levels that a risk is rated with.
    pub fn rating(&self) -> &Levels {
        &self.rating
    }

    /// The rating of a likelihood and an impact, all three being levels of this scale.
    ///
    /// # Panics
    ///
    /// When a level belongs to an axis with more levels than this scale's.
    pub fn rate(&self, likelihood: Level, impact: Level) -> Level {
        self.matrix[likelihood.position()][impact.position()]
    }
}

impl Default for Scale {
    fn default() -> Self {
        built_in::low_medium_high()
    }
}

/// The table that a scale of one's own is in a file.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct ScaleTable {
    /// What the scale is called.
    name: String,
    /// The levels of likelihood, lowest first.
    likelihood: Vec<LevelDefinition>,
    /// The levels of impact, lowest first.
    impact: Vec<LevelDefinition>,
    /// The levels of rating, lowest first.
    rating: Vec<LevelDefinition>,
    /// One row per likelihood, from the lowest, of one rating label per impact, from the lowest.
    matrix: Vec<Vec<String>>,
}

/// A scale as a file has it.
#[cfg(feature = "schema")]
#[derive(Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "Scale")]
#[serde(untagged)]
enum ScaleForm {
    /// A built-in scale.
    Name(#[schemars(extend("pattern" = name_pattern()))] String),
    /// A scale of one's own.
    Table(ScaleTable),
}

/// What a name of a built-in scale is like.
#[cfg(feature = "schema")]
fn name_pattern() -> String {
    let words: Vec<&str> = axes::names().collect();
    let axis = format!(
        "([0-9]+-[0-9]+|[0-9]+%-[0-9]+%|[A-Z]-[A-Z]|[^<]+(<[^<]+)+|{})",
        words.join("|")
    );
    format!("^({}|{axis}( x {axis})?)$", Scale::BUILT_IN.join("|"))
}

impl ScaleTable {
    fn into_scale(self) -> Result<Scale, ScaleError> {
        Scale::new(
            self.name,
            Levels::new(self.likelihood)?,
            Levels::new(self.impact)?,
            Levels::new(self.rating)?,
            self.matrix,
        )
    }
}

impl Serialize for Scale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if Self::built_in(&self.name).as_ref() == Ok(self) {
            return self.name.serialize(serializer);
        }
        ScaleAnswer::new(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Scale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Decided by shape and not by trying, so that the message is about the form that was meant.
        let value = serde_json::Value::deserialize(deserializer)?;
        let scale = match value {
            serde_json::Value::String(name) => Self::built_in(&name),
            table => serde_json::from_value::<ScaleTable>(table)
                .map_err(serde::de::Error::custom)?
                .into_scale(),
        };
        scale.map_err(serde::de::Error::custom)
    }
}
