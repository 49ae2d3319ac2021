//! Numbers of which nobody can tell what they are, and scales that run the other way.

use risk_core::workbook::ReadOptions;
use risk_core::{Levels, Scale};

use super::board::Board;
use super::outcome::{answer, answer_with, asked, ratings};
use super::scales::{plain, rated, stated};

/// Options by which levels are of a scale.
fn with_scale(name: &str) -> ReadOptions {
    let mut options = ReadOptions::default();
    let scale = Scale::built_in(name);
    options.scale = Some(scale.unwrap_or_else(|error| panic!("{error}")));
    options
}

/// Asserts that a table is asked about its scale.
fn assert_asked(board: &Board) {
    let asked = asked(&board.build());
    assert!(asked.answers.contains("scale "), "{asked:?}");
}

/// Asserts that a table is asked about an axis whose values are no levels.
fn assert_no_levels(board: &Board) {
    let asked = asked(&board.build());
    assert!(asked.answers.contains("likelihood="), "{asked:?}");
}

#[test]
fn numbers_to_four_may_be_of_any_scale() {
    assert_asked(&plain(&[["1", "4"], ["2", "3"], ["4", "1"], ["3", "2"]]));
}

#[test]
fn likelihoods_to_five_and_impacts_to_ten_are_asked_about() {
    let levels = [["1", "4"], ["5", "10"], ["4", "7"], ["3", "9"]];
    let board = plain(&levels);
    assert_asked(&board);
    let reading = answer_with(&board.build(), &with_scale("1-10")).expect("it was specified");
    assert_eq!(ratings(&reading), ["Low", "High", "Medium", "Medium"]);
    assert_eq!(stated(&reading), levels);
    let reading = answer_with(&board.build(), &with_scale("1-5 x 1-10")).expect("it was specified");
    assert_eq!(ratings(&reading), ["Low", "Critical", "High", "High"]);
}

#[test]
fn parts_of_one_are_asked_about_and_read_as_per_cents() {
    let board = plain(&[["0.1", "0.8"], ["0.25", "0.5"], ["0.9", "0.4"]]);
    assert_asked(&board);
    let reading = answer_with(&board.build(), &with_scale("0%-100%")).expect("it was specified");
    assert_eq!(ratings(&reading), ["Low", "Low", "High"]);
}

#[test]
fn nought_and_one_alone_are_two_levels_and_no_per_cents() {
    let board = rated(
        ["Likelihood (0-1)", "Impact (0-1)"],
        &[["0", "1"], ["1", "1"]],
    );
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(reading.register.scale().name(), "0-1");
}

#[test]
fn means_are_no_levels() {
    assert_no_levels(&plain(&[["1.5", "2"], ["2.25", "3"], ["2.75", "1"]]));
}

#[test]
fn per_cents_are_levels() {
    let board = plain(&[["10%", "80%"], ["25%", "50%"], ["90%", "40%"]]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(ratings(&reading), ["Low", "Low", "High"]);
    let words = plain(&[["10 %", "High"], ["25 %", "Low"], ["90 %", "Medium"]]);
    let reading = answer(&words.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(ratings(&reading), ["Low", "Low", "High"]);
}

#[test]
fn words_of_no_known_scale_are_asked_about_and_read_by_the_order_that_is_stated() {
    let levels = [
        ["Lau", "Mild"],
        ["Wild", "Mild"],
        ["Lau", "Grob"],
        ["Wild", "Grob"],
    ];
    let board = plain(&levels);
    assert_no_levels(&board);
    let own = with_scale("Lau < Wild x Mild < Grob");
    let reading = answer_with(&board.build(), &own).expect("it was specified");
    assert_eq!(stated(&reading), levels);
    assert_eq!(ratings(&reading), ["Medium", "High", "High", "Critical"]);
}

#[test]
fn numbers_to_the_end_of_a_usual_scale_are_read_as_it_or_asked_about() {
    let five = plain(&[["1", "1"], ["3", "2"], ["4", "4"], ["5", "5"], ["2", "5"]]);
    if let Ok(reading) = answer(&five.build()) {
        let expected = ["Low", "Medium", "High", "Critical", "High"];
        assert_eq!(ratings(&reading), expected);
    }
    let ten = plain(&[["1", "1"], ["6", "6"], ["10", "10"], ["9", "2"]]);
    if let Ok(reading) = answer(&ten.build()) {
        assert_eq!(ratings(&reading), ["Low", "Medium", "Critical", "Medium"]);
    }
}

#[test]
fn a_header_that_says_one_is_the_highest_is_a_question() {
    for [likelihood, impact] in [
        [
            "Likelihood (1 = very high, 5 = very low)",
            "Impact (1 = very high, 5 = very low)",
        ],
        ["Likelihood (1 = high)", "Impact (1 = high)"],
        ["Likelihood (5-1, 1 = highest)", "Impact (5-1, 1 = highest)"],
    ] {
        let levels = [["1", "1"], ["2", "3"], ["5", "5"]];
        let board = rated([likelihood, impact], &levels);
        assert_asked(&board);
        let reading = answer_with(&board.build(), &with_scale("5-1")).expect("it was specified");
        assert_eq!(
            ratings(&reading),
            ["Critical", "High", "Low"],
            "{likelihood}"
        );
        let reading = answer_with(&board.build(), &with_scale("1-5")).expect("it was specified");
        assert_eq!(
            ratings(&reading),
            ["Low", "Medium", "Critical"],
            "{likelihood}"
        );
    }
}

#[test]
fn a_rating_that_runs_the_other_way_is_a_question() {
    let headers = [
        "ID",
        "Risk",
        "Likelihood (1-5)",
        "Impact (1-5)",
        "Risk rating",
    ];
    let board = Board::of(&[
        &headers,
        &["R1", "The disk fails", "1", "1", "Critical"],
        &["R2", "The fan stops", "2", "2", "High"],
        &["R3", "It rains", "3", "4", "Medium"],
        &["R4", "It snows", "5", "5", "Low"],
    ]);
    asked(&board.build());
    let reading = answer_with(&board.build(), &with_scale("5-1")).expect("it was specified");
    assert_eq!(ratings(&reading), ["Critical", "High", "Medium", "Low"]);
}

#[test]
fn a_rating_that_runs_the_same_way_is_none() {
    let headers = [
        "ID",
        "Risk",
        "Likelihood (1-5)",
        "Impact (1-5)",
        "Risk rating",
    ];
    let board = Board::of(&[
        &headers,
        &["R1", "The disk fails", "1", "1", "Low"],
        &["R2", "The fan stops", "2", "3", "Medium"],
        &["R3", "It rains", "4", "4", "High"],
        &["R4", "It snows", "5", "5", "Critical"],
    ]);
    let reading = answer(&board.build()).unwrap_or_else(|asked| panic!("{asked:?}"));
    assert_eq!(ratings(&reading), ["Low", "Medium", "High", "Critical"]);
}

#[test]
fn each_scale_has_a_name_and_its_highest_levels_are_critical() {
    for (name, lengths) in [
        ("1-5", Some([5, 5])),
        ("0-4", Some([5, 5])),
        ("1-10", Some([10, 10])),
        ("A-E", Some([5, 5])),
        ("5-1", Some([5, 5])),
        ("1-5 x 1-10", Some([5, 10])),
        ("low-high", None),
        ("low-critical", None),
        ("very-low-very-high", None),
        ("rare-almost-certain", None),
        ("very-unlikely-very-likely", None),
        ("insignificant-catastrophic", None),
    ] {
        let scale = Scale::built_in(name).unwrap_or_else(|error| panic!("{error}"));
        let (likelihood, impact) = (scale.likelihood(), scale.impact());
        if let Some(lengths) = lengths {
            assert_eq!([likelihood.len(), impact.len()], lengths, "{name}");
        }
        let ends = |levels: &Levels| {
            let mut levels = levels.iter().map(|(level, _)| level);
            let lowest = levels.next().expect("there is a level");
            [lowest, levels.last().unwrap_or(lowest)]
        };
        let [[rarest, likeliest], [mildest, worst]] = [ends(likelihood), ends(impact)];
        let label = |likelihood, impact| scale.rating().label(scale.rate(likelihood, impact));
        let highest = scale
            .rating()
            .iter()
            .last()
            .map(|(_, level)| level.label.clone());
        let rated = label(likeliest, worst);
        assert_eq!(Some(rated), highest.as_deref(), "{name}");
        assert_ne!(label(rarest, mildest), rated, "{name}");
    }
}
