//! How a text stands in a file beside what it means: with a byte order mark or without, and how its lines end.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What an editor or git chose for a file. A write keeps it, so that an edit of one line changes that line alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    has_mark: bool,
    ends: Ends,
}

#[derive(Debug, Clone, Default)]
enum Ends {
    #[default]
    Lf,
    CrLf,
    /// Both, as they are in this text.
    Mixed(String),
}

const MARK: char = '\u{feff}';

impl Layout {
    /// Takes a text apart: what it means, with the line ends of one system, and how it stands.
    pub fn take(text: String) -> (String, Self) {
        let has_mark = text.starts_with(MARK);
        let text = match text.strip_prefix(MARK) {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let with_returns = text.matches("\r\n").count();
        if with_returns == 0 {
            let ends = Ends::Lf;
            return (text, Self { has_mark, ends });
        }
        let meant = text.replace("\r\n", "\n");
        let ends = if with_returns == text.matches('\n').count() {
            Ends::CrLf
        } else {
            Ends::Mixed(text)
        };
        (meant, Self { has_mark, ends })
    }

    /// That of a file, if it is a text.
    pub fn of(file: &[u8]) -> Self {
        let text = str::from_utf8(file).map(str::to_owned);
        text.map(|text| Self::take(text).1).unwrap_or_default()
    }

    /// That of a new file beside one of this: the line ends that most lines have. No program asks for a mark.
    pub fn of_new(&self) -> Self {
        let has_returns = match &self.ends {
            Ends::Lf => false,
            Ends::CrLf => true,
            Ends::Mixed(text) => 2 * text.matches("\r\n").count() > text.matches('\n').count(),
        };
        Self {
            has_mark: false,
            ends: if has_returns { Ends::CrLf } else { Ends::Lf },
        }
    }

    /// A text, which has the line ends of one system, as it is to stand.
    pub fn give(&self, text: &str) -> String {
        let mark = if self.has_mark { "\u{feff}" } else { "" };
        mark.to_owned()
            + &match &self.ends {
                Ends::Lf => text.to_owned(),
                Ends::CrLf => text.replace('\n', "\r\n"),
                Ends::Mixed(before) => mixed(before, text),
            }
    }
}

/// A text whose lines end as they did before; a new one as the line that it takes the place of, or follows.
fn mixed(before: &str, text: &str) -> String {
    fn lines(text: &str) -> Vec<(&str, &str)> {
        let lines = text.split_inclusive('\n');
        let end = |line: &str| line.trim_end_matches(['\r', '\n']).len();
        lines.map(|line| line.split_at(end(line))).collect()
    }
    let (before, after) = (lines(before), lines(text));
    let [old, new] = [&before, &after].map(|of| of.iter().map(|line| line.0).collect::<Vec<_>>());
    let mut laid_out = String::with_capacity(text.len());
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (replaced, range) = (op.old_range(), op.new_range());
        let last = match op {
            DiffOp::Insert { .. } => replaced.start,
            _ => replaced.end,
        };
        for (at, (line, end)) in (replaced.start..).zip(&after[range]) {
            let like = before.get(at.min(last.saturating_sub(1)));
            let like = like.map_or("", |(_, end)| *end);
            let is_ended = !end.is_empty() && !like.is_empty();
            laid_out.push_str(line);
            laid_out.push_str(if is_ended { like } else { end });
        }
    }
    laid_out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_not_touched_keep_their_ends_whatever_the_others_have() {
        let text = "\u{feff}a\r\nb\nc\r\nd\r\ne\n";
        let (meant, layout) = Layout::take(text.to_owned());
        assert_eq!(meant, "a\nb\nc\nd\ne\n");
        assert_eq!(layout.give(&meant), text);
        let edited = "a\nB\nc\nnew\nd\n";
        assert_eq!(layout.give(edited), "\u{feff}a\r\nB\nc\r\nnew\r\nd\r\n");
        assert_eq!(layout.of_new().give("a\n"), "a\r\n");
    }

    #[test]
    fn a_last_line_without_an_end_stays_without_one() {
        let (_, layout) = Layout::take("a\r\nb\nc".to_owned());
        assert_eq!(layout.give("a\nb\nc"), "a\r\nb\nc");
        assert_eq!(layout.give("a\nb\nc\nd\n"), "a\r\nb\nc\nd\n");
    }
}
