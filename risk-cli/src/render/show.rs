//! One risk, whole.

use anstyle::Style;
use risk_core::{ObservationStatus, Reading, Rehearsal, RiskField, RiskView, Stated, TrackerLink};
use textwrap::WordSeparator;
use textwrap::core::{Word, display_width};

use super::text::{inert, level_style, one_line};

const HEADING: Style = Style::new().bold();
/// Wider lines are hard to read.
const WIDEST: usize = 100;
/// Longer names of tracker links do not move the others.
const WIDEST_MARK: usize = 40;

/// A risk for people.
pub fn risk(reading: &Reading, risk: RiskView<'_>, width: Option<usize>) -> String {
    let mut page = Page {
        text: String::new(),
        width: width.unwrap_or(WIDEST).clamp(40, WIDEST),
    };
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
    page.prose("Notes", &risk.notes);
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
            | RiskField::AcceptanceReason => field.get(risk.stated()).to_string(),
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

/// The words of a line, which it may be broken between: an address that is broken is none.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let words = WordSeparator::AsciiSpace.find_words(line);
    Box::new(words.flat_map(|word| {
        if word.word.is_empty() || word.word.contains("://") {
            return vec![word];
        }
        let mut parts: Vec<Word<'_>> = WordSeparator::UnicodeBreakProperties
            .find_words(word.word)
            .collect();
        if let Some(last) = parts.last_mut() {
            last.whitespace = word.whitespace;
        }
        parts
    }))
}

/// The text so far.
struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.line("");
        self.line(&format!("{HEADING}{heading}{HEADING:#}"));
    }

    /// Entries below a heading, each with a mark; nothing where there is none.
    fn section<'a>(&mut self, heading: &str, entries: impl Iterator<Item = (String, &'a str)>) {
        for (position, (mark, text)) in entries.enumerate() {
            if position == 0 {
                self.heading(heading);
            }
            self.paragraph(&format!("  {mark} "), text);
        }
    }

    fn prose(&mut self, heading: &str, text: &str) {
        if !text.is_empty() {
            self.heading(heading);
            self.paragraph("  ", text);
        }
    }

    /// Text that is wrapped, and indented by what stands before its first line.
    fn paragraph(&mut self, before: &str, text: &str) {
        let indent = " ".repeat(display_width(before));
        let options = textwrap::Options::new(self.width)
            .initial_indent(before)
            .subsequent_indent(&indent)
            .word_separator(WordSeparator::Custom(words))
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let text = inert(text).replace('\t', " ");
        for (position, line) in text.split('\n').enumerate() {
            let options = match position {
                0 => options.clone(),
                _ => options.clone().initial_indent(&indent),
            };
            for line in textwrap::wrap(line, options) {
                self.line(&line);
            }
        }
    }
}
