//! What holds for the text of every cell.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{entries, notes, observations};
use crate::register::Trackers;

/// Runs of texts full of what means something.
fn runs() -> impl Strategy<Value = Vec<(String, bool)>> {
    let text = prop_oneof![".{0,6}", "[-*•1.) \n\ra(?):é\u{a0}\u{2028}]{0,8}"];
    vec((text, any::<bool>()), 0..8)
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

proptest! {
    #[test]
    fn observations_have_text_without_outer_space_and_no_more_than_the_cell(
        runs in runs(),
        has_bold in any::<bool>(),
    ) {
        let runs: Vec<(&str, bool)> = runs.iter().map(|(text, bold)| (text.as_str(), *bold)).collect();
        let read = observations(&runs, has_bold);
        for observation in &read {
            prop_assert!(!observation.text.is_empty());
            prop_assert_eq!(observation.text.trim(), observation.text.as_str());
            prop_assert!(!observation.text.contains('\n'));
        }
        let cell: usize = runs.iter().map(|(text, _)| visible(text)).sum();
        prop_assert!(read.iter().map(|o| visible(&o.text)).sum::<usize>() <= cell);
    }

    #[test]
    fn entries_have_text_without_outer_space(text in "(.|[-*•1.) \n\ra]){0,30}") {
        for entry in entries(&text) {
            prop_assert!(!entry.is_empty());
            prop_assert_eq!(entry.trim(), entry.as_str());
            prop_assert!(entry.lines().all(|line| !line.trim().is_empty()));
        }
    }

    #[test]
    fn notes_keep_every_line_that_is_no_tracker_line(
        text in "(.|\n|Cards?: ?|https://a\\.example/1|[ &,;]){0,12}",
    ) {
        let (prose, links) = notes(&text, &Trackers::default());
        prop_assert!(prose.len() <= text.len());
        if links.is_empty() {
            prop_assert_eq!(&prose, &text);
        }
        // What is left is prose, whoever reads it again.
        prop_assert_eq!(notes(&prose, &Trackers::default()), (prose.clone(), Vec::new()));
    }
}
