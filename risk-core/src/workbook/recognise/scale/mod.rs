//! Which scale the levels of a table are of: by their values, by the lists that cells are to be
//! chosen from, and by what headers say of ranges.

mod axis;
mod direction;
mod legend;
mod numbers;
mod words;

use self::axis::Axis;
use super::certainty::Certainty;
use super::table::{HeaderText, Table};
use crate::question::{Answer, Question};
use crate::record::RiskField;
use crate::record::text::quote;
use crate::register::{Levels, Scale};
use crate::workbook::grid::Grid;
use crate::workbook::sheets::Sheets;

/// A scale, and how sure it is.
#[derive(Debug, Clone)]
pub(in crate::workbook) struct FoundScale {
    pub scale: Scale,
    pub certainty: Certainty,
    pub because: String,
    /// Whether it was found by the values, so that other values may lead to another scale.
    pub is_of_values: bool,
    /// Whether nothing is known of it, and it is the default.
    pub is_default: bool,
    /// What was taken for granted, and how to state the contrary; with the column that it is of.
    pub assumption: Option<(u32, String)>,
}

impl FoundScale {
    fn stated(scale: &Scale, certainty: Certainty, because: &str) -> Self {
        Self {
            scale: scale.clone(),
            certainty,
            because: because.to_owned(),
            is_of_values: false,
            is_default: false,
            assumption: None,
        }
    }

    /// A scale that a person stated.
    pub(in crate::workbook) fn said(scale: &Scale) -> Self {
        Self::stated(scale, Certainty::Specified, "it was specified")
    }

    /// A scale that a sheet of the workbook has.
    pub(in crate::workbook) fn of_sheet(scale: &Scale) -> Self {
        Self::stated(
            scale,
            Certainty::Certain,
            "the workbook has a sheet with it",
        )
    }

    /// The default, where a question has to be answered first.
    pub(in crate::workbook) fn unclear(scale: &Scale) -> Self {
        Self::stated(scale, Certainty::Unclear, "several scales have its levels")
    }
}

/// A table, the sheet that it is in, and the rows of its risks.
#[derive(Clone, Copy)]
pub(in crate::workbook) struct Source<'a> {
    /// The position of the sheet.
    pub sheet: usize,
    pub grid: &'a Grid,
    pub table: &'a Table,
    /// In their order.
    pub rows: &'a [u32],
}

impl Source<'_> {
    /// A question about the sheet.
    fn text(&self, text: &str) -> String {
        format!("in the sheet {} {text}", quote(&self.grid.name))
    }

    fn has_row(&self, row: u32) -> bool {
        self.rows.binary_search(&row).is_ok()
    }
}

/// The levels of an axis as they were discovered.
#[derive(Debug, Clone)]
struct Discovered {
    /// What a person can state for them.
    name: String,
    levels: Levels,
    because: String,
    /// Whether they are words of a language that the name does not give.
    is_foreign: bool,
    /// Whether they are words.
    has_words: bool,
}

/// What was discovered of an axis.
enum Discovery {
    /// It states nothing.
    Nothing,
    One(Discovered),
    /// Several fit, by what a person can state for them, and why that cannot be decided.
    Several(Vec<String>, String),
    /// Its values are no levels at all.
    NoLevels(String),
}

/// A scale that was said, in the words of a table.
pub(in crate::workbook) fn in_words(
    source: Source<'_>,
    headers: &[HeaderText],
    mut found: FoundScale,
    sheets: &mut Sheets<'_>,
) -> FoundScale {
    if found.certainty != Certainty::Specified {
        return found;
    }
    let axes = axes(source, headers, sheets);
    let other = |field: RiskField, levels: &Levels| {
        let axis = axes.iter().find(|axis| axis.field == field)?;
        words::in_words(axis, levels)
    };
    let scale = &found.scale;
    let likelihood = other(RiskField::Likelihood, scale.likelihood());
    let impact = other(RiskField::Impact, scale.impact());
    if likelihood.is_some() || impact.is_some() {
        let likelihood = likelihood.unwrap_or_else(|| scale.likelihood().clone());
        let impact = impact.unwrap_or_else(|| scale.impact().clone());
        let name = scale.name().to_owned();
        found.scale = found.scale.in_other_words(&name, likelihood, impact);
    }
    found
}

/// As many words of a list are looked at: one of levels is shorter, that of the per cents among them, and a whole
/// column would be texts without end.
const MOST_OFFERED: usize = 200;

/// The axes of a table.
fn axes(source: Source<'_>, headers: &[HeaderText], sheets: &mut Sheets<'_>) -> Vec<Axis> {
    let fields = [RiskField::Likelihood, RiskField::Impact].into_iter();
    let columns = fields.filter_map(|field| Some((field, source.table.column(field)?)));
    let axes = columns.map(|(field, column)| {
        let header = headers.iter().find(|header| header.column == column);
        let mut list = |range: &str| sheets.texts_of(source.sheet, range, MOST_OFFERED);
        Axis::read(source, (field, column), header, &mut list)
    });
    axes.collect()
}

/// Reports the scale of a table from its values, where the default does not have them all.
///
/// # Errors
///
/// When several scales have them.
pub(in crate::workbook) fn of_values(
    source: Source<'_>,
    headers: &[HeaderText],
    default: &Scale,
    sheets: &mut Sheets<'_>,
) -> Result<FoundScale, Question> {
    let mut axes = axes(source, headers, sheets);
    if axes
        .iter()
        .all(|axis| axis.is_of(default_axis(axis, default)))
    {
        return Ok(of_default_scale(&axes, default));
    }
    if is_kept(&axes, default) {
        let because = format!(
            "most of its levels are those of {}, which is kept",
            default.name()
        );
        return Ok(FoundScale::stated(default, Certainty::Certain, &because));
    }
    if let Some(question) = rare_words(source, &axes, default) {
        return Err(question);
    }
    let legends = legend::of_workbook(source, &mut axes, sheets);
    let mut discoveries: Vec<Discovery> = axes.iter().map(|axis| of_words(axis, default)).collect();
    numbers::discover(&axes, &legends, &mut discoveries);
    ask(source, &axes, &discoveries)?;
    let one = |discovery: Discovery| match discovery {
        Discovery::One(one) => Some(one),
        _ => None,
    };
    let found: Vec<Option<Discovered>> = discoveries.into_iter().map(one).collect();
    let assumption = direction::check(source, &axes, &found)?;
    Ok(combined(&axes, found, default, assumption))
}

/// What the words of an axis are of. Numbers tell of each other, and wait.
fn of_words(axis: &Axis, default: &Scale) -> Discovery {
    let levels = default_axis(axis, default);
    match words::discover(axis, levels) {
        _ if axis.is_of_numbers() => Discovery::Nothing,
        Discovery::Nothing | Discovery::NoLevels(_) if axis.has_values() && axis.is_of(levels) => {
            Discovery::One(Discovered {
                name: words::name_of(levels),
                levels: levels.clone(),
                because: format!("by the words of {}", default.name()),
                is_foreign: true,
                has_words: true,
            })
        }
        discovery => discovery,
    }
}

fn default_axis<'s>(axis: &Axis, default: &'s Scale) -> &'s Levels {
    if axis.field == RiskField::Likelihood {
        default.likelihood()
    } else {
        default.impact()
    }
}

/// Whether the default is a scale that somebody chose before, and no other one took its place since: what is not of it
/// is no level, and is reported.
fn is_kept(axes: &[Axis], default: &Scale) -> bool {
    let is_mostly = |axis: &Axis| axis.is_mostly_of(default_axis(axis, default));
    *default != Scale::default() && axes.iter().all(is_mostly)
}

fn of_default_scale(axes: &[Axis], default: &Scale) -> FoundScale {
    if axes.iter().any(Axis::has_values) {
        let because = format!("its levels are those of {}", default.name());
        return FoundScale::stated(default, Certainty::Certain, &because);
    }
    FoundScale {
        is_default: true,
        ..FoundScale::stated(default, Certainty::Likely, "no level is stated")
    }
}

/// Asks where nearly all words are of the default scale, and a few of a larger one: they may be
/// slips, or levels that are seldom used.
fn rare_words(source: Source<'_>, axes: &[Axis], default: &Scale) -> Option<Question> {
    // An axis of other words altogether is of another scale.
    let is_known = |axis: &Axis| 2 * axis.known(default_axis(axis, default)) >= axis.count();
    if !axes.iter().all(is_known) {
        return None;
    }
    axes.iter().find_map(|axis| {
        let levels = default_axis(axis, default);
        let (known, word, better) = words::larger(axis, levels)?;
        let is_rare = 10 * (axis.count() - known) <= axis.count();
        is_rare.then(|| Question {
            text: source.text(&format!(
                "{} has {} in few cells, which {} has not",
                axis.shown(source),
                quote(&word),
                default.name()
            )),
            answers: vec![
                Answer::Scale(default.name().to_owned()),
                Answer::Scale(better.to_owned()),
            ],
        })
    })
}

/// Asks about what could not be decided, both axes in one answer.
fn ask(source: Source<'_>, axes: &[Axis], discoveries: &[Discovery]) -> Result<(), Question> {
    // A person compares a few; more are no help.
    const MOST_ANSWERS: usize = 4;
    let mut reasons = Vec::new();
    let mut options: Vec<Vec<String>> = Vec::new();
    for (axis, discovery) in axes.iter().zip(discoveries) {
        match discovery {
            Discovery::Nothing => options.push(Vec::new()),
            Discovery::One(one) => options.push(vec![one.name.clone()]),
            Discovery::Several(names, reason) => {
                reasons.push(format!("{} {reason}", axis.shown(source)));
                options.push(names.clone());
            }
            Discovery::NoLevels(reason) => {
                return Err(Question {
                    text: source.text(&format!("{} {reason}", axis.shown(source))),
                    answers: vec![Answer::no_column(axis.field)],
                });
            }
        }
    }
    if reasons.is_empty() {
        return Ok(());
    }
    let mut names: Vec<String> = match options.as_slice() {
        [first, second] if !first.is_empty() && !second.is_empty() => {
            let same = first.iter().filter(|name| second.contains(name)).cloned();
            let pairs = first.iter().flat_map(|a| {
                second
                    .iter()
                    .filter(move |b| a != *b)
                    .map(move |b| format!("{a} x {b}"))
            });
            same.chain(pairs).collect()
        }
        options => options.iter().flatten().cloned().collect(),
    };
    names.truncate(MOST_ANSWERS);
    Err(Question {
        text: source.text(&reasons.join(", and ")),
        answers: names.into_iter().map(Answer::Scale).collect(),
    })
}

fn combined(
    axes: &[Axis],
    found: Vec<Option<Discovered>>,
    default: &Scale,
    assumption: Option<(u32, String)>,
) -> FoundScale {
    let because: Vec<String> = axes
        .iter()
        .zip(&found)
        .filter_map(|(axis, found)| Some(format!("{} {}", axis.field, found.as_ref()?.because)))
        .collect();
    let mut of_field = axes.iter().map(|axis| axis.field).zip(found);
    let (mut likelihood, mut impact) = (None, None);
    for (field, found) in &mut of_field {
        if field == RiskField::Likelihood {
            likelihood = found;
        } else {
            impact = found;
        }
    }
    // An axis that states nothing is as the other.
    let likelihood = likelihood.or_else(|| impact.clone());
    let impact = impact.or_else(|| likelihood.clone());
    let (Some(likelihood), Some(impact)) = (likelihood, impact) else {
        let because = format!(
            "no known scale has its words; {} is the default",
            default.name()
        );
        return FoundScale::stated(default, Certainty::Likely, &because);
    };
    FoundScale {
        scale: scale(&likelihood, &impact),
        certainty: match assumption {
            Some(_) => Certainty::Likely,
            None => Certainty::Certain,
        },
        because: because.join("; "),
        is_of_values: true,
        is_default: false,
        assumption,
    }
}

/// The scale of two axes.
fn scale(likelihood: &Discovered, impact: &Discovered) -> Scale {
    let name = name_of(&likelihood.name, &impact.name);
    let known = match (likelihood.name.as_str(), impact.name.as_str()) {
        ("low-high", "low-high") => Scale::built_in("low-medium-high").ok(),
        ("very-low-very-high", "very-low-very-high") => Scale::built_in("nist-800-30").ok(),
        _ => None,
    };
    let (first, second) = (likelihood.levels.clone(), impact.levels.clone());
    match known {
        Some(known) if likelihood.is_foreign || impact.is_foreign => {
            known.in_other_words(&name, first, second)
        }
        Some(known) => known,
        None => Scale::of_axes(&name, first, second),
    }
}

/// What a person can state for two axes.
fn name_of(likelihood: &str, impact: &str) -> String {
    if likelihood == impact {
        likelihood.to_owned()
    } else {
        format!("{likelihood} x {impact}")
    }
}
