//! The rows of a table: those of risks, and those that are left alone.

use risk_core::workbook::TableFound;
use risk_core::{Finding, Location};

use super::super::page::Page;
use super::super::text::one_line;
use super::preview::cut;

/// The rule of the rows that are left alone.
const NO_RISK: &str = "row-is-no-risk";
/// More reasons and rows, which take about a third of a screen, are not listed one by one.
const MOST: usize = 8;
/// Longer texts of rows are cut, so that the reason fits on the same line.
const WIDEST: usize = 32;

/// Rows that are left alone for one reason, one after another.
struct LeftAlone<'a> {
    reason: &'a str,
    rows: Vec<u32>,
    /// The text that the first of them begins with.
    begins: &'a str,
}

/// Reports the rows; what is found beside the rows that are left alone comes back.
pub fn rows<'a>(page: &mut Page, table: &TableFound, findings: &'a [Finding]) -> Vec<&'a Finding> {
    let (alone, others): (Vec<&Finding>, Vec<&Finding>) = findings
        .iter()
        .partition(|finding| row(finding, table).is_some());
    let risks = match table.risk_rows {
        None => "none has a risk".to_owned(),
        Some([first, last]) if first == last => format!("{first} has the risk"),
        Some([first, last]) => format!("{first} to {last} have the risks"),
    };
    if alone.is_empty() {
        page.block("Rows", &risks);
        return others;
    }
    page.block("Rows", &format!("{risks}; left alone:"));
    let groups = groups(table, &alone);
    for group in groups.iter().take(MOST) {
        let begins = cut(group.begins, WIDEST);
        let more = if group.rows.len() > 1 { ", …" } else { "" };
        let line = format!("`{begins}`{more} {}", group.reason);
        page.paragraph(&format!("  {}  ", ranges(&group.rows)), &one_line(&line));
    }
    if groups.len() > MOST {
        let told = groups.iter().take(MOST).map(|group| group.rows.len());
        let more = alone.len() - told.sum::<usize>();
        page.line(&format!("  and {more} more"));
    }
    others
}

/// The row of the table that a finding states is no risk.
fn row(finding: &Finding, table: &TableFound) -> Option<u32> {
    match &finding.location {
        Location::Cell { sheet, row, .. } if *sheet == table.sheet => {
            (finding.code() == NO_RISK).then_some(*row)
        }
        _ => None,
    }
}

/// The rows by their reasons, in the order in which these come up.
fn groups<'a>(table: &TableFound, findings: &[&'a Finding]) -> Vec<LeftAlone<'a>> {
    let mut groups: Vec<LeftAlone<'a>> = Vec::new();
    for finding in findings {
        let Some(row) = row(finding, table) else {
            continue;
        };
        let message = finding.message.as_str();
        let reason = message.strip_prefix("the row ").unwrap_or(message);
        let reason = reason.strip_suffix(" and is left alone").unwrap_or(reason);
        match groups.iter_mut().find(|group| group.reason == reason) {
            Some(group) => group.rows.push(row),
            None => groups.push(LeftAlone {
                reason,
                rows: vec![row],
                begins: finding.data.found.as_deref().unwrap_or_default(),
            }),
        }
    }
    groups
}

/// Numbers of rows, those in sequence as the first and the last.
fn ranges(rows: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => ranges.push((*row, *row)),
        }
    }
    let more = ranges.len().saturating_sub(MOST);
    let shown = ranges
        .iter()
        .take(MOST)
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first} to {last}"),
        });
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if more > 0 {
        text.push_str(", …");
    }
    one_line(&text)
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn rows_in_sequence_are_told_by_the_first_and_the_last() {
        assert_eq!(ranges(&[3]), "3");
        assert_eq!(ranges(&[3, 4, 7, 9, 10, 11]), "3, 4, 7, 9 to 11");
        let many: Vec<u32> = (1..40).step_by(2).collect();
        assert_eq!(ranges(&many), "1, 3, 5, 7, 9, 11, 13, 15, …");
    }
}
