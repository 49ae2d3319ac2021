//! git's markers around the lines in which two texts differ.

use similar::{DiffOp, TextDiff};

/// To find the fewest lines that differ takes up to the square of them: a text of more lines gets one conflict from the
/// first to the last.
const MOST_LINES: usize = 10_000;

/// A text of ours with that of theirs beside it wherever they differ, as git writes conflicts. Without the lines of
/// theirs, it is the text of ours.
pub(super) fn with_markers(ours: &str, theirs: &str) -> String {
    let [ours, theirs] = [ours, theirs].map(lines);
    let mut text = String::new();
    for operation in operations(&ours, &theirs) {
        let (one, other) = (operation.old_range(), operation.new_range());
        if matches!(operation, DiffOp::Equal { .. }) {
            text.extend(ours[one].iter().copied());
            continue;
        }
        text.push_str("<<<<<<< ours\n");
        push_ended(&mut text, &ours[one]);
        text.push_str("=======\n");
        push_ended(&mut text, &theirs[other]);
        text.push_str(">>>>>>> theirs\n");
    }
    text
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Lines, of which the last one may have no end yet: a marker begins a line.
fn push_ended(text: &mut String, lines: &[&str]) {
    text.extend(lines.iter().copied());
    if !text.ends_with('\n') {
        text.push('\n');
    }
}

/// What is the same and what differs, in order.
fn operations(ours: &[&str], theirs: &[&str]) -> Vec<DiffOp> {
    if ours.len().max(theirs.len()) <= MOST_LINES {
        return TextDiff::from_slices(ours, theirs).ops().to_vec();
    }
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let first = ours.iter().zip(theirs).take_while(same).count();
    let (one, other) = (&ours[first..], &theirs[first..]);
    let last = one.iter().rev().zip(other.iter().rev()).take_while(same);
    let last = last.count();
    let (old_len, new_len) = (one.len() - last, other.len() - last);
    let equal = |old_index, new_index, len| DiffOp::Equal {
        old_index,
        new_index,
        len,
    };
    vec![
        equal(0, 0, first),
        DiffOp::Replace {
            old_index: first,
            old_len,
            new_index: first,
            new_len,
        },
        equal(first + old_len, first + new_len, last),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_that_differ_are_between_markers() {
        let text = with_markers("a\nb\nc\nd", "a\nx\nc\ne\nf\n");
        let expected = "a\n<<<<<<< ours\nb\n=======\nx\n>>>>>>> theirs\nc\n\
                        <<<<<<< ours\nd\n=======\ne\nf\n>>>>>>> theirs\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_text_of_very_many_lines_gets_one_conflict_from_the_first_to_the_last_that_differ() {
        let of = |first: &str, last: &str| {
            let between = "same\n".repeat(MOST_LINES);
            format!("head\n{first}\n{between}{last}\ntail\n")
        };
        let text = with_markers(&of("a", "b"), &of("c", "d"));
        assert_eq!(text.matches("<<<<<<< ours\n").count(), 1);
        assert!(text.starts_with("head\n<<<<<<< ours\na\nsame\n"));
        assert!(text.ends_with("same\nd\n>>>>>>> theirs\ntail\n"));
    }
}
