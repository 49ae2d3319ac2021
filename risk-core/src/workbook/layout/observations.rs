//! Observations: an entry is the text of one status within one line.

use super::entries::{MARK, is_marked, without_mark};
use crate::register::representable::UNKNOWN_MARK;
use crate::register::{Observation, ObservationStatus};

/// The observations in a text of runs, each with whether it is bold. Where the format cannot say
/// what is bold, the status of all is unknown.
pub(in crate::workbook) fn observations(runs: &[(&str, bool)], has_bold: bool) -> Vec<Observation> {
    let mut observations = Vec::new();
    for line in lines(runs) {
        for span in merge(line) {
            observations.extend(observation(&span, has_bold));
        }
    }
    observations
}

/// A part of a line that is bold, or not.
#[derive(Debug)]
struct Span {
    text: String,
    is_bold: bool,
}

/// The spans of each line, without the mark that the line may begin with.
fn lines(runs: &[(&str, bool)]) -> Vec<Vec<Span>> {
    let mut lines = vec![Vec::new()];
    for (text, is_bold) in runs {
        for (position, part) in text.split('\n').enumerate() {
            if position > 0 {
                lines.push(Vec::new());
            }
            let line: &mut Vec<Span> = lines.last_mut().expect("there is a line");
            line.push(Span {
                text: part.to_owned(),
                is_bold: *is_bold,
            });
        }
    }
    lines.into_iter().map(without_line_mark).collect()
}

/// Takes the mark off a line, whichever of its spans it is in.
fn without_line_mark(mut line: Vec<Span>) -> Vec<Span> {
    let text: String = line.iter().map(|span| span.text.as_str()).collect();
    let mut layout = text.len() - without_mark(text.trim_start()).len();
    for span in &mut line {
        let taken = layout.min(span.text.len());
        span.text.drain(..taken);
        layout -= taken;
    }
    // What was nothing but layout has no part in what its neighbours say.
    line.retain(|span| !span.text.is_empty());
    line
}

/// Joins spans of one status, and then spans that say nothing to their neighbour.
fn merge(line: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for span in of_one_status(line) {
        match merged.last_mut() {
            Some(last) if last.is_bold == span.is_bold || !says_something(&span.text) => {
                last.text.push_str(&span.text);
            }
            Some(last) if !says_something(&last.text) => {
                last.text.push_str(&span.text);
                last.is_bold = span.is_bold;
            }
            _ => merged.push(span),
        }
    }
    merged
}

/// Joins spans of one status: programs split runs wherever they like.
fn of_one_status(line: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in line {
        match joined.last_mut() {
            Some(last) if last.is_bold == span.is_bold => last.text.push_str(&span.text),
            _ => joined.push(span),
        }
    }
    joined
}

fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

fn observation(span: &Span, has_bold: bool) -> Option<Observation> {
    let text = span.text.trim();
    if text.is_empty() {
        return None;
    }
    if !has_bold {
        return Some(Observation::unknown(text));
    }
    if span.is_bold {
        return Some(Observation::implemented(text));
    }
    let (status, text) = match text.strip_prefix(UNKNOWN_MARK) {
        Some(text) => (ObservationStatus::Unknown, text.trim_start()),
        None => (ObservationStatus::Suggested, text),
    };
    Some(Observation::new(text, status))
}

/// The runs of observations, each with whether it is bold, in the layout of a new cell: a line for
/// each. Neighbours of one boldness share a run.
pub(in crate::workbook) fn observation_runs(observations: &[Observation]) -> Vec<(String, bool)> {
    let texts = observations
        .iter()
        .map(|observation| observation.text.as_str());
    let mark = if is_marked(texts) { MARK } else { "" };
    let mut runs: Vec<(String, bool)> = Vec::new();
    for observation in observations {
        let is_bold = observation.status == ObservationStatus::Implemented;
        let is_unknown = observation.status == ObservationStatus::Unknown;
        let unknown = if is_unknown { UNKNOWN_MARK } else { "" };
        // The break belongs to the line that it ends.
        if let Some((text, _)) = runs.last_mut() {
            text.push('\n');
        }
        let line = [mark, unknown, &observation.text].concat();
        match runs.last_mut() {
            Some((text, bold)) if *bold == is_bold => text.push_str(&line),
            _ => runs.push((line, is_bold)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(runs: &[(&str, bool)]) -> Vec<String> {
        observations(runs, true)
            .iter()
            .map(|observation| format!("{}: {}", observation.status, observation.text))
            .collect()
    }

    #[test]
    fn bold_is_implemented_and_plain_is_suggested() {
        let runs = [
            ("Alerts page us.", true),
            (" ", false),
            ("Consider a hub.", false),
        ];
        assert_eq!(
            read(&runs),
            ["implemented: Alerts page us.", "suggested: Consider a hub."]
        );
    }

    #[test]
    fn each_line_has_its_own_observations_and_its_mark_is_layout() {
        let runs = [
            ("- ", false),
            ("Alarm", true),
            ("\n* ", true),
            ("Graph\n\n1) Log", false),
        ];
        assert_eq!(
            read(&runs),
            ["implemented: Alarm", "suggested: Graph", "suggested: Log"]
        );
    }

    #[test]
    fn a_span_that_says_nothing_joins_its_neighbour() {
        let runs = [
            ("Alarm", true),
            ("; ", false),
            ("and page", true),
            (" …", false),
        ];
        assert_eq!(read(&runs), ["implemented: Alarm; and page …"]);
        assert_eq!(
            read(&[("(", false), ("Alarm", true), (")", false)]),
            ["implemented: (Alarm)"]
        );
        assert_eq!(read(&[("???", true)]), ["implemented: ???"]);
        assert_eq!(read(&[("- ", false), ("???", true)]), ["implemented: ???"]);
    }

    #[test]
    fn it_does_not_matter_where_runs_are_split() {
        let runs = [
            ("Al", true),
            ("arm", true),
            (" ", false),
            ("(?) ", false),
            ("Graph", false),
        ];
        assert_eq!(read(&runs), ["implemented: Alarm", "unknown: Graph"]);
    }

    #[test]
    fn plain_text_behind_the_mark_is_unknown() {
        let runs = [("Alarm", true), (" (?) Graph", false)];
        assert_eq!(read(&runs), ["implemented: Alarm", "unknown: Graph"]);
        assert_eq!(read(&[("(?)Graph", false)]), ["suggested: (?)Graph"]);
    }

    #[test]
    fn a_format_without_bold_knows_no_status() {
        let unknown = observations(&[("- Alarm\nGraph", false)], false);
        assert_eq!(
            unknown,
            [Observation::unknown("Alarm"), Observation::unknown("Graph")]
        );
    }
}
