//! Commands and addresses within a text that people typed.

use std::ops::Range;

use super::document::{Span, Spans, openable};
use crate::record::text::offset_of;

/// A text with its commands as code and its addresses as links.
///
/// What stands between back quotes is code. So is a clause that Markdown would have to escape a character of, from its
/// first word that begins with no capital letter: `Run kubectl delete pod <name>` is the word `Run` and a command, which can
/// be copied as it was typed. A character that stands alone, as in `latency > 300 ms`, or before a number, as in `~5`,
/// makes no command of its clause; a pipe does.
///
/// ```
/// use risk_core::document::{Span, with_commands};
///
/// let spans = with_commands("Restart it: systemctl restart web_* --now, then wait.");
/// let code = Span::Code("systemctl restart web_* --now".to_owned());
/// assert_eq!(spans[1], code);
/// ```
pub fn with_commands(text: &str) -> Spans {
    let mut spans = Spans::new();
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        // What would be a comment of the page is none of a person's commands.
        while let Some((quoted, code)) = quoted(rest).filter(|_| !line.contains("<!--")) {
            prose(&rest[..quoted.start], &mut spans);
            spans.push(Span::Code(code.to_owned()));
            rest = &rest[quoted.end..];
        }
        if line.contains("<!--") {
            push_text(rest, &mut spans);
        } else {
            prose(rest, &mut spans);
        }
    }
    spans
}

/// The first part of a line that stands between two equal rows of back quotes, with them and without.
fn quoted(line: &str) -> Option<(Range<usize>, &str)> {
    let mut from = 0;
    while let Some(at) = line[from..].find('`').map(|at| from + at) {
        let quotes = &line[at..at + row(&line[at..])];
        let start = at + quotes.len();
        let mut next = start;
        while let Some(end) = line[next..].find('`').map(|end| next + end) {
            let length = row(&line[end..]);
            let code = line[start..end].trim();
            if length == quotes.len() && !code.is_empty() {
                return Some((at..end + length, code));
            }
            next = end + length;
        }
        from = start;
    }
    None
}

/// The back quotes that a text begins with.
fn row(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

fn prose(text: &str, spans: &mut Spans) {
    let mut start = 0;
    for end in clause_ends(text) {
        clause(&text[start..end], spans);
        start = end;
    }
}

/// Where the clauses of a text end: behind the white space that follows a mark, and at the end.
fn clause_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut before = ' ';
    let mut is_mark = false;
    for (at, c) in text.char_indices() {
        let ends_here = is_mark && !c.is_whitespace() && before.is_whitespace();
        if ends_here || c == '(' && before.is_whitespace() {
            ends.push(at);
        }
        if !c.is_whitespace() {
            is_mark = matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '—' | '–');
        }
        before = c;
    }
    ends.retain(|end| *end > 0);
    ends.push(text.len());
    ends
}

/// Adds a clause, with its command as code.
fn clause(clause: &str, spans: &mut Spans) {
    let words: Vec<&str> = clause.split_whitespace().collect();
    let is_command = words
        .iter()
        .any(|word| address(word).is_none() && is_marked(word));
    if !is_command {
        return addresses(clause, spans);
    }
    let is_prose = |word: &&&str| {
        word.trim_start_matches('(').starts_with(char::is_uppercase) && !is_marked(word)
    };
    let before: usize = words.iter().take_while(is_prose).count();
    let start = words.get(before).map_or(0, |word| offset_of(clause, word));
    let code = &clause[start..];
    let start = start + code.len() - code.trim_start_matches('(').len();
    let closing = |c: char| c.is_whitespace() || ".,;:!?—–".contains(c);
    let code = without_closing(clause[start..].trim_end_matches(closing));
    addresses(&clause[..start], spans);
    spans.push(Span::Code(code.to_owned()));
    push_text(&clause[start + code.len()..], spans);
}

/// A text without a bracket at its end that was opened before it.
fn without_closing(text: &str) -> &str {
    let count = |bracket: char| text.matches(bracket).count();
    match text.strip_suffix(')') {
        Some(rest) if count(')') > count('(') => rest,
        _ => text,
    }
}

/// Whether Markdown would have to escape a character of a word that is none of prose.
fn is_marked(word: &str) -> bool {
    if matches!(word, "|" | "||" | "&&") {
        return true;
    }
    let word = word
        .trim_start_matches('(')
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
    let rest = word.trim_start_matches(['~', '<', '>', '$', '=', '±']);
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
    let marks = if is_number { rest } else { word };
    let is_within = |at: usize| {
        let (before, after) = (marks[..at].chars().next_back(), marks[at..].chars().nth(1));
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    };
    let mut marks = marks.char_indices();
    let is_mark = |(at, c): (usize, char)| match c {
        '_' | '&' => !is_within(at),
        c => matches!(
            c,
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' | '<' | '>'
        ),
    };
    word.contains(char::is_alphanumeric) && marks.any(is_mark)
}

/// Adds a text with its addresses as links.
fn addresses(text: &str, spans: &mut Spans) {
    let mut done = 0;
    for word in text.split_whitespace() {
        if let Some(address) = address(word) {
            let start =
                offset_of(text, word) + (word.len() - word.trim_start_matches(OPENING).len());
            push_text(&text[done..start], spans);
            done = start + address.len();
            let address = address.to_owned();
            spans.push(Span::Link {
                text: address.clone(),
                address,
            });
        }
    }
    push_text(&text[done..], spans);
}

const OPENING: [char; 4] = ['(', '"', '\'', '<'];

/// The address of the web that a word is, without what encloses it and the mark behind it.
fn address(word: &str) -> Option<&str> {
    let word = word.trim_start_matches(OPENING);
    let address = without_closing(word.trim_end_matches(|c| ".,;:!?\"'>".contains(c)));
    let is_web = address.starts_with("http://") || address.starts_with("https://");
    (is_web && openable(address).is_some()).then_some(address)
}

/// Adds text, to that which is last.
fn push_text(text: &str, spans: &mut Spans) {
    match spans.last_mut() {
        _ if text.is_empty() => {}
        Some(Span::Text(last)) => last.push_str(text),
        _ => spans.push(Span::text(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    /// A step's text in Markdown.
    fn markdown(text: &str) -> String {
        let mut page = Document::new("");
        page.list(vec![with_commands(text)]);
        let page = page.markdown();
        page.rsplit_once("- ").unwrap().1.trim_end().to_owned()
    }

    #[test]
    fn a_command_is_in_the_text_as_it_was_typed() {
        for (typed, command) in [
            (
                "Run kubectl logs -l app=orders | grep a_b*c",
                "kubectl logs -l app=orders | grep a_b*c",
            ),
            (
                "Delete it (kubectl delete pod <id> -n $NS), then wait",
                "kubectl delete pod <id> -n $NS",
            ),
            (
                "psql -c 'select * from \\\"t\\\"'.",
                "psql -c 'select * from \\\"t\\\"'",
            ),
            ("Type ``a`b`` twice", "a`b"),
            ("Type `x && y` twice", "x && y"),
            ("Stop it: rm -rf ~/cache_*; see the log", "rm -rf ~/cache_*"),
        ] {
            let (page, quote) = (markdown(typed), "`");
            assert!(
                page.contains(&format!("{quote}{command}"))
                    || page.contains(&format!("`` {command}"))
                    || page.contains(&format!("``{command}``")),
                "{page}"
            );
            assert!(!page.replace(command, "").contains('\\'), "{page}");
        }
    }

    #[test]
    fn prose_stays_prose() {
        for text in [
            "kubectl scale deploy/orders_api --replicas=0",
            "Roll back when p95 > 300 ms",
            "Takes about ~5 minutes and $30 (at most <1 h)",
            "Ask R&D and A/B",
            "",
        ] {
            assert!(
                with_commands(text)
                    .iter()
                    .all(|span| matches!(span, Span::Text(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn an_address_is_a_link_without_what_stands_around_it() {
        let text =
            "See https://x.test/a_b?c=1&d=(2), or (http://y.test/z). Not ftp://z nor javascript:x";
        let links: Vec<_> = with_commands(text)
            .into_iter()
            .filter_map(|span| match span {
                Span::Link { text, .. } => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(links, ["https://x.test/a_b?c=1&d=(2)", "http://y.test/z"]);
        assert!(
            markdown(text)
                .contains("See <https://x.test/a_b?c=1&d=(2)>, or (<http://y.test/z>). Not")
        );
    }
}
