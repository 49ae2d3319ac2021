//! How a register became what it is.

use risk_core::Levels;
use risk_core::report::TrendAnswer;

use super::table::Table;

/// A row for each version, the latest first.
pub fn trend(answer: &TrendAnswer, ratings: &Levels) -> Table {
    let mut labels: Vec<&str> = ratings.labels();
    labels.reverse();
    // Ratings of a scale that an older version had.
    for count in answer.points.iter().flat_map(|one| &one.by_rating) {
        if count.risks > 0 && !labels.contains(&count.rating.as_str()) {
            labels.push(&count.rating);
        }
    }
    let mut header = vec!["Day", "Revision", "Risks"];
    header.extend(&labels);
    header.extend(["Unrated", "Observed", "Mitigated", "Rehearsed"]);
    let mut table = Table::new(&header).giving_way(&[&["Revision"]]);
    for point in answer.points.iter().rev() {
        let revision = point
            .revision
            .as_deref()
            .map_or("now", |revision| revision.get(..7).unwrap_or(revision));
        let counts = labels.iter().map(|label| {
            let mut ratings = point.by_rating.iter();
            let found = ratings.find(|count| count.rating == *label);
            found.map_or(0, |count| count.risks)
        });
        let numbers = [point.counts.risks].into_iter().chain(counts).chain([
            point.unrated,
            point.counts.observed,
            point.counts.mitigated,
            point.counts.rehearsed,
        ]);
        let words = [point.day.to_string(), revision.to_owned()];
        table.row(
            words
                .into_iter()
                .chain(numbers.map(|number| number.to_string())),
        );
    }
    table
}
