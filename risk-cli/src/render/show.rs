//! One risk, whole.

use risk_core::{ObservationStatus, Reading, Rehearsal, RiskField, RiskView, Stated, TrackerLink};
use textwrap::core::display_width;

use super::page::{HEADING, Page};
use super::text::{level_style, one_line};

/// Wider lines are hard to read; the indents of lists are within them.
const WIDEST: usize = 100;
/// Longer names of tracker links do not move the others: half of a terminal of 80 columns.
const WIDEST_MARK: usize = 40;

/// A risk for people.
pub fn risk(reading: &Reading, risk: RiskView<'_>, width: Option<usize>) -> String {
    let mut page = Page::new(Some(width.unwrap_or(WIDEST).min(WIDEST)));
    title(&mut page, reading, risk);
    facts(&mut page, reading, risk);
    let observations = risk.stated().observations.iter().map(|observation| {
        let mark = match observation.status {
            ObservationStatus::Implemented => "implemented ",
            ObservationStatus::Suggested => "suggested   ",
            ObservationStatus::Unknown => "unknown     ",
        };
        (mark.to_owned(), observation.text.as_str())
    });
    page.section("Observations", observations);
    let mitigations = risk.stated().mitigations.iter();
    page.section(
        "Mitigations",
        mitigations.map(|m| ("-".to_owned(), m.text.as_str())),
    );
    let actions = risk.stated().runbook_actions.iter().zip(1..);
    page.section(
        "Runbook actions",
        actions.map(|(a, n)| (format!("{n}."), a.text.as_str())),
    );
    if !risk.notes.is_empty() {
        page.heading("Notes");
        page.paragraph("  ", &risk.notes);
    }
    let rehearsals: Vec<String> = risk.stated().rehearsals.iter().map(rehearsal).collect();
    page.section(
        "Rehearsals",
        rehearsals
            .iter()
            .map(|text| ("-".to_owned(), text.as_str())),
    );
    links(&mut page, reading, risk);
    let extra = risk.stated().extra.iter();
    let extra: Vec<_> = extra
        .map(|(key, value)| (format!("{key}:"), value.to_string()))
        .collect();
    page.section(
        "Other columns",
        extra.iter().map(|(k, v)| (one_line(k), v.as_str())),
    );
    page.text
}

fn title(page: &mut Page, reading: &Reading, risk: RiskView<'_>) {
    let scale = reading.register.scale();
    let rating = match risk.rating() {
        Some(level) => {
            let style = level_style(scale.rating(), level);
            format!("{style}{}{style:#}", one_line(scale.rating().label(level)))
        }
        None => "unrated".to_owned(),
    };
    let key = one_line(&risk.key().to_string());
    let component = one_line(&risk.component);
    let mut title = format!("{HEADING}{key}{HEADING:#}");
    for part in [component, rating] {
        if !part.is_empty() {
            title.push_str(&format!("  {part}"));
        }
    }
    page.line(&title);
    if !risk.description.is_empty() {
        page.paragraph("", &risk.description);
    }
}

fn facts(page: &mut Page, reading: &Reading, risk: RiskView<'_>) {
    let scale = reading.register.scale();
    let level = |stated, levels: &risk_core::Levels| match stated {
        None => "missing".to_owned(),
        Some(Stated::Known(level)) => levels.label(level).to_owned(),
        Some(Stated::Unrecognised(text)) => format!("{text} (no level of the scale)"),
    };
    page.line("");
    for field in RiskField::ALL {
        let value = match field {
            RiskField::Likelihood => level(risk.likelihood(), scale.likelihood()),
            RiskField::Impact => level(risk.impact(), scale.impact()),
            RiskField::Status
            | RiskField::Owner
            | RiskField::ReviewBy
            | RiskField::AcceptedBy
            | RiskField::AcceptedUntil
            | RiskField::AcceptanceReason
            | RiskField::AcceptedRating
            | RiskField::Category
            | RiskField::Finding => field.get(risk.stated()).to_string(),
            // These stand above or below.
            RiskField::Reference
            | RiskField::Component
            | RiskField::Description
            | RiskField::Observations
            | RiskField::Mitigations
            | RiskField::RunbookActions
            | RiskField::Notes
            | RiskField::TrackerLinks
            | RiskField::Rehearsals
            | RiskField::Extra => continue,
        };
        let name = match field {
            RiskField::AcceptanceReason => "because".to_owned(),
            RiskField::AcceptedRating => "when rated".to_owned(),
            RiskField::Category => "category".to_owned(),
            field => field.header().unwrap_or_default().to_lowercase(),
        };
        if !value.is_empty() {
            page.line(&format!("  {name:<14}  {}", one_line(&value)));
        }
    }
}

/// A rehearsal: what came of it, and below what was learned.
fn rehearsal(rehearsal: &Rehearsal) -> String {
    let link = rehearsal.link.as_ref().map_or("", TrackerLink::url);
    let lines = [&one_line(&rehearsal.to_string()), &rehearsal.notes, link];
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn links(page: &mut Page, reading: &Reading, risk: RiskView<'_>) {
    let links: Vec<(String, &str)> = risk
        .stated()
        .tracker_links
        .iter()
        .map(|link| {
            let found = reading.settings.trackers.recognise(link);
            let mark = match found.label() {
                Some(label) => label + " ",
                None => "-".to_owned(),
            };
            (one_line(&mark), link.url())
        })
        .collect();
    let widths = links.iter().map(|(mark, _)| display_width(mark));
    let widest = widths.max().unwrap_or(0).min(WIDEST_MARK);
    let padded = links.into_iter().map(|(mark, url)| {
        let blank = widest.saturating_sub(display_width(&mark));
        (mark + &" ".repeat(blank), url)
    });
    page.section("Tracker links", padded);
}
