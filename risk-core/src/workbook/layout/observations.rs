//! Observations: an entry is the text of one status within one line.

use std::borrow::Cow;
use std::ops::Range;

use super::entries::{MARK, is_marked, without_mark};
use crate::register::representable::UNKNOWN_MARK;
use crate::register::{Observation, ObservationStatus};

/// The observations in a text of runs, each with whether it is bold.
pub(in crate::workbook) fn observations(runs: &[(&str, bool)]) -> Vec<Observation> {
    let text: Cow<'_, str> = match runs {
        [(text, _)] => Cow::Borrowed(text),
        _ => runs.iter().map(|(text, _)| *text).collect(),
    };
    let stretches = Stretches::of(runs.iter().map(|(text, is_bold)| (text.len(), *is_bold)));
    let spans = spans(&text, &stretches).into_iter();
    spans
        .map(|span| {
            let (status, text) = status(&text[span.text], span.is_bold);
            Observation::new(text, status)
        })
        .collect()
}

/// The observations in a text of which the format cannot show what is bold: the status of all is unknown. With the
/// positions of those of which it states no status; the others are marked as unknown.
pub(in crate::workbook) fn observations_without_bold(text: &str) -> (Vec<Observation>, Vec<usize>) {
    let mut observations = observations(&[(text, false)]);
    let mut unstated = Vec::new();
    for (at, observation) in observations.iter_mut().enumerate() {
        if observation.status != ObservationStatus::Unknown {
            observation.status = ObservationStatus::Unknown;
            unstated.push(at);
        }
    }
    (observations, unstated)
}

/// What the text of a span states, and where.
pub(super) fn status(span: &str, is_bold: bool) -> (ObservationStatus, &str) {
    if is_bold {
        return (ObservationStatus::Implemented, span);
    }
    match span.strip_prefix(UNKNOWN_MARK) {
        Some(text) => (ObservationStatus::Unknown, text.trim_start()),
        None => (ObservationStatus::Suggested, span),
    }
}

/// Which text is bold, or has another format: where each stretch ends, and what it has.
#[derive(Debug)]
pub(super) struct Stretches<T>(pub Vec<(usize, T)>);

impl<T: PartialEq> Stretches<T> {
    /// Those of runs by their lengths: programs split runs wherever they like.
    pub(super) fn of(runs: impl Iterator<Item = (usize, T)>) -> Self {
        let mut stretches: Vec<(usize, T)> = Vec::new();
        let mut end = 0;
        for (length, format) in runs.filter(|(length, _)| *length > 0) {
            end += length;
            match stretches.last_mut() {
                Some(last) if last.1 == format => last.0 = end,
                _ => stretches.push((end, format)),
            }
        }
        Self(stretches)
    }
}

/// A part of a line that has one status.
#[derive(Debug)]
pub(super) struct Span {
    /// The part without its outer white space, and without the mark of its line.
    pub text: Range<usize>,
    pub is_bold: bool,
    /// Where its line begins, if it is the first of the line.
    pub begins: Option<usize>,
}

/// The spans of a text.
pub(super) fn spans(text: &str, stretches: &Stretches<bool>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut stretches = stretches.0.as_slice();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        // What is nothing but layout has no part in what its neighbours say.
        let mut rest = end - without_mark(line.trim_start()).len()..end;
        let parts = std::iter::from_fn(|| next_part(&mut stretches, &mut rest));
        spans_of_line(text, start, parts, &mut spans);
        start = end + 1;
    }
    for span in &mut spans {
        span.text = trimmed(text, span.text.clone());
    }
    spans
}

/// A part of a text without its outer white space.
pub(super) fn trimmed(text: &str, part: Range<usize>) -> Range<usize> {
    let end = part.start + text[part.clone()].trim_end().len();
    end - text[part.start..end].trim_start().len()..end
}

/// Takes the next part of a line that is bold, or not. Stretches that end before it are passed.
fn next_part(
    stretches: &mut &[(usize, bool)],
    rest: &mut Range<usize>,
) -> Option<(Range<usize>, bool)> {
    while let [(end, is_bold), further @ ..] = *stretches {
        if rest.start == rest.end {
            break;
        }
        if *end > rest.start {
            let part = rest.start..rest.end.min(*end);
            rest.start = part.end;
            return Some((part, *is_bold));
        }
        *stretches = further;
    }
    None
}

/// Joins parts that say nothing to their neighbour.
fn spans_of_line(
    text: &str,
    start: usize,
    parts: impl Iterator<Item = (Range<usize>, bool)>,
    spans: &mut Vec<Span>,
) {
    let mut begins = Some(start);
    let mut last_says_something = false;
    for (part, is_bold) in parts {
        let says_something = says_something(&text[part.clone()]);
        match spans.last_mut().filter(|_| begins.is_none()) {
            Some(last) if last.is_bold == is_bold || !says_something => last.text.end = part.end,
            Some(last) if !last_says_something => {
                last.text.end = part.end;
                last.is_bold = is_bold;
            }
            _ => {
                last_says_something = false;
                spans.push(Span {
                    text: part,
                    is_bold,
                    begins: begins.take(),
                });
            }
        }
        last_says_something |= says_something;
    }
}

/// Whether a text has a letter or a digit.
pub(super) fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
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
        observations(runs)
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
        let (unknown, unstated) = observations_without_bold("- Alarm\nGraph\n(?) Log");
        assert_eq!(unknown, ["Alarm", "Graph", "Log"].map(Observation::unknown));
        assert_eq!(unstated, [0, 1], "the last one is marked");
    }
}
