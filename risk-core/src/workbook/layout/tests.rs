//! What holds for the text of every cell.

use proptest::collection::vec;
use proptest::prelude::*;

use super::observations_without_bold;
use super::{entries, entries_text, notes, notes_text, observation_runs, observations};
use crate::record::RiskField;
use crate::register::representable::{Violation, violations};
use crate::register::{Observation, ObservationStatus, Risk, TrackerLink, Trackers};

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
        let text: String = runs.iter().map(|(text, _)| *text).collect();
        let read = if has_bold {
            observations(&runs)
        } else {
            observations_without_bold(&text).0
        };
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

    #[test]
    fn a_text_is_read_back_just_when_it_is_representable(risk in risk()) {
        let violations = violations(&risk, &Trackers::default());
        let fits = |field: RiskField, entry: usize| {
            !violations.iter().any(|violation| violation.field == field && violation.entry == Some(entry))
        };
        for (entry, observation) in risk.observations.iter().enumerate() {
            let is_back = read_back(std::slice::from_ref(observation)) == [observation.clone()];
            prop_assert_eq!(fits(RiskField::Observations, entry), is_back, "{:?}", observation);
        }
        for (entry, mitigation) in risk.mitigations.iter().enumerate() {
            let is_back = entries(&entries_text([mitigation.text.as_str()].into_iter()))
                == [mitigation.text.as_str()];
            prop_assert_eq!(fits(RiskField::Mitigations, entry), is_back, "{:?}", mitigation);
        }
        let observations = risk.observations.iter().cloned().enumerate();
        let observations: Vec<Observation> = observations
            .filter(|(entry, _)| fits(RiskField::Observations, *entry))
            .map(|(_, observation)| observation)
            .collect();
        prop_assert_eq!(read_back(&observations), observations);
        let mitigations = risk.mitigations.iter().map(|m| m.text.as_str()).enumerate();
        let mitigations: Vec<&str> = mitigations
            .filter(|(entry, _)| fits(RiskField::Mitigations, *entry))
            .map(|(_, mitigation)| mitigation)
            .collect();
        prop_assert_eq!(entries(&entries_text(mitigations.iter().copied())), mitigations);
    }

    #[test]
    fn notes_and_links_are_read_back_where_they_are_representable(risk in risk()) {
        let trackers = Trackers::default();
        let violations = violations(&risk, &trackers);
        let is_of_notes = |violation: &Violation<RiskField>| {
            matches!(violation.field, RiskField::Notes | RiskField::TrackerLinks)
        };
        let text = notes_text(&risk.notes, &risk.tracker_links);
        let is_back = notes(&text, &trackers) == (risk.notes, risk.tracker_links);
        prop_assert!(is_back || violations.iter().any(is_of_notes));
    }
}

fn read_back(stated: &[Observation]) -> Vec<Observation> {
    let runs = observation_runs(stated);
    let runs: Vec<(&str, bool)> = runs
        .iter()
        .map(|(text, bold)| (text.as_str(), *bold))
        .collect();
    observations(&runs)
}

/// Risks with entries that are near what a cell cannot hold.
fn risk() -> impl Strategy<Value = Risk> {
    let text = || "[-*•1.) \n\ra(?)é\u{a0}]{1,5}|\\(\\?\\) a|- a|a\n b|a\nb|- a\n- b";
    let status = prop_oneof![
        Just(ObservationStatus::Implemented),
        Just(ObservationStatus::Suggested),
        Just(ObservationStatus::Unknown),
    ];
    let observation = (text(), status).prop_map(|(text, status)| Observation::new(text, status));
    let link = "https://a\\.example/[1,;&]{0,3}|[&,;]|OPS-1";
    let notes = "(a|\n|Cards?: ?|https://a\\.example/1|[ &,;]){0,6}";
    let lists = (
        vec(observation, 0..4),
        vec(text(), 0..4),
        vec(link, 0..3),
        notes,
    );
    lists.prop_map(|(observations, mitigations, links, notes)| {
        let mut risk = Risk::new("R1");
        let has_text = |text: &str| !text.trim().is_empty();
        risk.observations = observations;
        risk.observations
            .retain(|observation| has_text(&observation.text));
        risk.mitigations = mitigations
            .into_iter()
            .filter(|text| has_text(text))
            .map(Into::into)
            .collect();
        risk.tracker_links = links.into_iter().map(TrackerLink::new).collect();
        risk.notes = notes;
        risk
    })
}
