//! How a register became what it is.

use risk_core::Scale;
use risk_core::report::TrendAnswer;

use super::table::Table;

/// A row for each version, the latest first.
pub fn trend(answer: &TrendAnswer, scale: &Scale) -> Table {
    let labels = answer.ratings(scale);
    let mut header = vec!["Day", "Revision", "Risks"];
    header.extend(labels.iter().map(String::as_str));
    header.extend(["Unrated", "Observed", "Mitigated", "Rehearsed"]);
    let mut table = Table::new(&header).giving_way(&[&["Revision"]]);
    for point in answer.points.iter().rev() {
        let rated = labels.iter().map(|label| point.rated(label));
        let numbers = [point.counts.risks].into_iter().chain(rated).chain([
            point.unrated,
            point.counts.observed,
            point.counts.mitigated,
            point.counts.rehearsed,
        ]);
        let words = [point.day.to_string(), point.name().to_owned()];
        let numbers = numbers.map(|number| number.to_string());
        table.row(words.into_iter().chain(numbers));
    }
    table
}
