//! Whether the least number is the lowest level. In most registers it is, and in some it is the
//! highest.

use super::axis::Axis;
use super::{Discovered, Source, name_of};
use crate::question::{Answer, Question};
use crate::register::Levels;
use crate::register::axes::{KNOWN_AXES, named};
use crate::workbook::recognise::Role;

/// What is taken for granted of the direction, and the column that it is of.
///
/// # Errors
///
/// When a text states that the least number is the highest level.
pub(super) fn check(
    source: Source<'_>,
    axes: &[Axis],
    found: &[Option<Discovered>],
) -> Result<Option<(u32, String)>, Question> {
    let pairs = axes.iter().zip(found);
    let pairs = pairs.filter_map(|(axis, found)| Some((axis, found.as_ref()?)));
    let plain: Vec<(&Axis, &Discovered)> = pairs.filter(|(_, found)| !found.has_words).collect();
    let Some((axis, first)) = plain.first() else {
        return Ok(None);
    };
    let ratings = ratings_run_with(source, axes);
    if plain.iter().any(|(axis, _)| axis.is_inverted) || ratings == Some(false) {
        return Err(inverted(source, found));
    }
    if plain.iter().all(|(axis, _)| axis.is_upright) || ratings == Some(true) {
        return Ok(None);
    }
    let lowest = first.levels.labels()[0];
    let assumed = format!(
        "{lowest} is taken for the lowest level, as is usual; specify the scale {} if it is the \
         highest, or {} to confirm",
        names(found, turned),
        names(found, str::to_owned),
    );
    Ok(Some((axis.column, assumed)))
}

fn inverted(source: Source<'_>, found: &[Option<Discovered>]) -> Question {
    let (turned, upright) = (names(found, turned), names(found, str::to_owned));
    Question {
        text: source.text("a text states that the least number is the highest level"),
        answers: vec![Answer::Scale(turned), Answer::Scale(upright)],
    }
}

/// What a person can state for the axes, each as it is or the other way round.
fn names(found: &[Option<Discovered>], form: fn(&str) -> String) -> String {
    let names: Vec<String> = found
        .iter()
        .flatten()
        .map(|found| form(&found.name))
        .collect();
    match names.as_slice() {
        [one] => one.clone(),
        [first, second, ..] => name_of(first, second),
        [] => String::new(),
    }
}

/// The name of an axis of numbers the other way round.
fn turned(name: &str) -> String {
    let other = name
        .split_once('-')
        .map(|(first, last)| format!("{last}-{first}"));
    other
        .filter(|other| named(other).is_some())
        .unwrap_or_else(|| name.to_owned())
}

/// Whether a column of rating words runs with the numbers (`true`) or against them; `None` where
/// there is no such column, or it does neither.
fn ratings_run_with(source: Source<'_>, axes: &[Axis]) -> Option<bool> {
    // Ratings stand near to what they rate.
    const COLUMNS: u32 = 200;
    let [first, second] = axes else {
        return None;
    };
    if first.numbers.is_empty() || second.numbers.is_empty() {
        return None;
    }
    let known = KNOWN_AXES.iter().find(|axis| axis.name == "low-critical")?;
    let mut columns = 1..=source.table.width().min(COLUMNS);
    columns.find_map(|column| {
        let is_rating = is_rating(source, column, &known.levels);
        is_rating
            .then(|| runs_with(source, column, &known.levels, [first, second]))
            .flatten()
    })
}

/// Whether a column beside the fields has words of ratings, by its first cells.
fn is_rating(source: Source<'_>, column: u32, levels: &Levels) -> bool {
    // A column of ratings has them from the first rows on.
    const LOOKED_AT: usize = 20;
    let Source { grid, table, .. } = source;
    if matches!(table.role(column), None | Some(Role::Field(_))) {
        return false;
    }
    let rows = grid
        .rows()
        .filter(|cells| source.has_row(cells[0].row))
        .take(LOOKED_AT);
    let cells = rows
        .flatten()
        .filter(|cell| cell.column == column && !cell.is_blank);
    let mut texts = cells.map(|cell| grid.display(cell)).peekable();
    texts.peek().is_some() && texts.all(|text| levels.find(&text).is_some())
}

fn runs_with(source: Source<'_>, column: u32, levels: &Levels, axes: [&Axis; 2]) -> Option<bool> {
    let grid = source.grid;
    // The sum of the numbers, and how many there are, for each rating.
    let mut sums = vec![(0.0, 0.0); levels.len()];
    for cells in grid.rows().filter(|cells| source.has_row(cells[0].row)) {
        let text = |wanted: u32| {
            let cell = cells.iter().find(|cell| cell.column == wanted)?;
            Some(grid.display(cell).trim().to_owned())
        };
        let number = |axis: &Axis| text(axis.column)?.parse::<f64>().ok();
        let level = text(column).and_then(|text| levels.find(&text));
        if let (Some(level), Some(a), Some(b)) = (level, number(axes[0]), number(axes[1])) {
            let (sum, count) = &mut sums[level.position()];
            (*sum, *count) = (*sum + a + b, *count + 1.0);
        }
    }
    let means = sums.into_iter().filter(|(_, count)| *count > 0.0);
    let means: Vec<f64> = means.map(|(sum, count)| sum / count).collect();
    match means.as_slice() {
        [low, .., high] if low < high => Some(true),
        [low, .., high] if low > high => Some(false),
        _ => None,
    }
}
