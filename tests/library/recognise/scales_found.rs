//! Scales that are found by the words in use.

use super::outcome::{answer, ratings};
use super::scales::{plain, reading, stated};
use crate::reading::{today, told};

#[test]
fn low_medium_and_high_are_rated_as_owasp_has_it() {
    let levels = [
        ["Low", "Low"],
        ["Medium", "High"],
        ["High", "High"],
        ["Low", "High"],
    ];
    for moderate in ["Medium", "Moderate", "MEDIUM", "Med"] {
        let levels = levels.map(|pair| pair.map(|l| if l == "Medium" { moderate } else { l }));
        let reading = reading(&plain(&levels));
        assert_eq!(
            ratings(&reading),
            ["Note", "High", "Critical", "Medium"],
            "{moderate}"
        );
        assert_eq!(stated(&reading), levels, "they stay as they are stated");
    }
}

#[test]
fn very_low_to_very_high_are_rated_as_nist_has_it() {
    let reading = reading(&plain(&[
        ["Very Low", "Very Low"],
        ["Low", "Very High"],
        ["Moderate", "High"],
        ["High", "Moderate"],
        ["Very High", "Very High"],
    ]));
    assert_eq!(reading.register.scale().name(), "nist-800-30");
    let expected = ["Very Low", "Moderate", "Moderate", "Moderate", "Very High"];
    assert_eq!(ratings(&reading), expected);
}

#[test]
fn rare_to_almost_certain_and_insignificant_to_catastrophic_are_rated_by_the_product() {
    let levels = [
        ["Rare", "Insignificant"],
        ["Unlikely", "Minor"],
        ["Possible", "Moderate"],
        ["Likely", "Major"],
        ["Almost certain", "Catastrophic"],
        ["ALMOST CERTAIN", "catastrophic"],
    ];
    let reading = reading(&plain(&levels));
    let expected = ["Low", "Low", "Medium", "High", "Critical", "Critical"];
    assert_eq!(ratings(&reading), expected);
}

#[test]
fn very_unlikely_to_very_likely_are_levels_in_that_order() {
    let reading = reading(&plain(&[
        ["Very unlikely", "Very low"],
        ["Unlikely", "Low"],
        ["Possible", "Medium"],
        ["Likely", "High"],
        ["Very likely", "Very high"],
    ]));
    assert_in_order(&ratings(&reading), reading.register.scale().rating());
}

/// Asserts that all are rated, the last higher than the first, and none lower than the one before.
fn assert_in_order(ratings: &[&str], levels: &risk_core::Levels) {
    let found: Vec<_> = ratings.iter().map(|label| levels.find(label)).collect();
    assert!(found.iter().all(Option::is_some), "{ratings:?}");
    assert!(found.is_sorted(), "{ratings:?}");
    assert!(found.first() < found.last(), "{ratings:?}");
}

#[test]
fn words_of_other_languages_are_levels_in_their_order() {
    for words in [
        ["niedrig", "mittel", "hoch"],
        ["Gering", "Mittel", "Hoch"],
        ["Bajo", "Medio", "Alto"],
        ["baja", "media", "alta"],
        ["Низкий", "Средний", "Высокий"],
    ] {
        let board = plain(&words.map(|word| [word, word]));
        let result = answer(&board.build());
        let reading = result.unwrap_or_else(|asked| panic!("{words:?}: {asked:?}"));
        assert_in_order(&ratings(&reading), reading.register.scale().rating());
        assert_eq!(stated(&reading), words.map(|word| [word, word]));
    }
}

#[test]
fn letters_are_levels_or_a_question() {
    let levels = [["A", "A"], ["B", "C"], ["D", "B"], ["E", "E"], ["C", "D"]];
    if let Ok(reading) = answer(&plain(&levels).build()) {
        assert_eq!(stated(&reading), levels);
        assert!(!ratings(&reading).contains(&"-"));
    }
}

#[test]
fn a_word_with_its_number_is_the_level_of_the_word() {
    let levels = [
        ["Low (1)", "Low (1)"],
        ["Medium (2)", "High (3)"],
        ["High (3)", "High (3)"],
    ];
    let reading = reading(&plain(&levels));
    assert_eq!(stated(&reading), levels, "they stay as they are stated");
    let positions: Vec<usize> = reading
        .register
        .risks()
        .map(|risk| match risk.likelihood() {
            Some(risk_core::Stated::Known(level)) => level.position(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(positions, [0, 1, 2]);
    assert_in_order(&ratings(&reading), reading.register.scale().rating());
    assert_eq!(ratings(&reading)[2], "Critical");
    assert_eq!(told(&reading.check(today()), "unknown-level"), [""; 0]);
}

#[test]
fn a_number_with_its_word_is_a_level() {
    let levels = [
        ["1 - very unlikely", "1 - insignificant"],
        ["2 - unlikely", "2 - minor"],
        ["3 - possible", "3 - moderate"],
        ["4 - likely", "4 - major"],
        ["5 - very likely", "5 - catastrophic"],
    ];
    let reading = reading(&plain(&levels));
    assert_eq!(stated(&reading), levels, "they stay as they are stated");
    let expected = ["Low", "Low", "Medium", "High", "Critical"];
    assert_eq!(ratings(&reading), expected);
}

#[test]
fn a_typo_is_a_finding_and_no_other_scale() {
    let reading = reading(&plain(&[
        ["Low", "High"],
        ["Medium", "Medium"],
        ["Hgih", "Low"],
        ["High", "High"],
    ]));
    assert_eq!(reading.register.scale().name(), "low-medium-high");
    assert_eq!(ratings(&reading), ["Medium", "Medium", "-", "Critical"]);
    let told = told(&reading.check(today()), "unknown-level");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("Sheet1!C4 "), "{told:?}");
}

#[test]
fn a_typo_among_five_words_is_a_finding_too() {
    let reading = reading(&plain(&[
        ["Rare", "Insignificant"],
        ["Unlikely", "Minor"],
        ["Possible", "Moderate"],
        ["Likly", "Major"],
        ["Almost certain", "Catastrophic"],
    ]));
    assert_eq!(ratings(&reading), ["Low", "Low", "Medium", "-", "Critical"]);
    assert_eq!(told(&reading.check(today()), "unknown-level").len(), 1);
}

#[test]
fn a_table_without_any_level_has_the_default_scale() {
    let reading = reading(&plain(&[["", ""], ["", ""]]));
    assert_eq!(reading.register.scale().name(), "low-medium-high");
    assert_eq!(ratings(&reading), ["-", "-"]);
}
