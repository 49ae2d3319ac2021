//! What many reviews show, against the figures of a talk about 150 of them.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use risk_core::review::{
    LevelChange, Milestones, Questionnaire, Review, ReviewFile, ReviewLevel, ReviewLines, Rules,
    Share, Statistics, StatsAnswer,
};
use serde_json::Value;

use super::{corpus, questionnaire, review};

fn read(folder: &Path, name: &str) -> ReviewFile {
    ReviewFile::read(name, &fs::read(folder.join(name)).unwrap()).unwrap()
}

fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

/// The questions as the talk numbers them: `OPS 1` for `ops1`.
fn id(number: &Value) -> String {
    number.as_str().unwrap().replace(' ', "").to_lowercase()
}

const LEVELS: [(&str, ReviewLevel); 5] = [
    ("WELL_ARCHITECTED", ReviewLevel::None),
    ("MEDIUM", ReviewLevel::Medium),
    ("HIGH", ReviewLevel::High),
    ("UNANSWERED", ReviewLevel::Unanswered),
    ("NOT_APPLICABLE", ReviewLevel::NotApplicable),
];

fn assert_share(share: &Share, expected: [&Value; 3], place: &str) {
    let [count, percent, interval] = expected;
    assert_eq!(serde_json::json!(share.count), *count, "{place}");
    assert_eq!(serde_json::json!(share.percent), *percent, "{place}");
    assert_eq!(serde_json::json!(share.interval), *interval, "{place}");
}

/// What the 150 reviews show.
fn of_the_talk<'q>(rules: &Rules<'q>, folder: &Path) -> StatsAnswer<'q> {
    let mut statistics = Statistics::new(rules);
    for review in read(folder, "talk-150-reviews.json").reviews {
        statistics.add(&review).unwrap();
    }
    statistics.answer()
}

#[test]
fn every_figure_of_150_reviews_is_that_of_the_talk() {
    let Some(folder) = corpus("../data/reviews") else {
        return;
    };
    let lens = read(&folder, "talk-lens.json").questionnaire.unwrap();
    let rules = Rules::new(&lens);
    let answer = of_the_talk(&rules, &folder);
    assert_eq!((answer.all.reviews, answer.findings.len()), (150, 0));
    let by_id: HashMap<&str, _> = answer
        .all
        .questions
        .iter()
        .map(|one| (one.id, one))
        .collect();
    let expected = json(&folder, "talk-150-expected.json");
    let expected = expected.as_array().unwrap();
    assert_eq!(expected.len(), 46);
    for one in expected {
        let question = by_id[&*id(&one["id"])];
        let place = question.id;
        assert_eq!(one["answered"], question.answered, "{place}");
        assert_eq!(one["bracket_count"], question.bracket.count, "{place}");
        assert_eq!(one["bracket"], question.bracket.percent.unwrap(), "{place}");
        assert_eq!(one["wa_rank"], question.wa_rank.unwrap(), "{place}");
        assert_eq!(one["hri_rank"], question.hri_rank.unwrap(), "{place}");
        for (name, level) in LEVELS {
            let share = question
                .levels
                .iter()
                .find(|one| one.level == level)
                .unwrap()
                .share;
            let figures = ["levels", "percent", "wilson95"].map(|key| &one[key][name]);
            assert_share(&share, figures, &format!("{place} {name}"));
        }
        let choices = one["choices"].as_array().unwrap();
        assert_eq!(choices.len(), question.choices.len());
        for (expected, choice) in choices.iter().zip(&question.choices) {
            assert_eq!(expected["id"], choice.id);
            let figures = ["count", "percent", "wilson95"].map(|key| &expected[key]);
            assert_share(&choice.share, figures, choice.id);
        }
    }
}

#[test]
fn every_line_of_the_table_of_the_talk_is_right() {
    let Some(folder) = corpus("../data/reviews") else {
        return;
    };
    let lens = read(&folder, "talk-lens.json").questionnaire.unwrap();
    let rules = Rules::new(&lens);
    let answer = of_the_talk(&rules, &folder);
    let table = fs::read_to_string(folder.join("talk-150-expected.tsv")).unwrap();
    let mut lines = 0;
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [
            number,
            kind,
            label,
            _,
            count,
            _,
            percent,
            _,
            low,
            high,
            answered,
            of_answered,
        ] = cells[..]
        else {
            panic!("{line}");
        };
        let id = id(&Value::from(number));
        let question = answer
            .all
            .questions
            .iter()
            .find(|one| one.id == id)
            .unwrap();
        lines += 1;
        assert_eq!(answered, question.answered.to_string(), "{line}");
        let share = match (kind, label) {
            ("rank", "WA Rank") => {
                assert_eq!(count, question.wa_rank.unwrap().to_string(), "{line}");
                continue;
            }
            ("rank", _) => {
                assert_eq!(count, question.hri_rank.unwrap().to_string(), "{line}");
                continue;
            }
            ("choice", label) => {
                question
                    .choices
                    .iter()
                    .find(|one| one.text == label)
                    .unwrap()
                    .share
            }
            (_, "High or Medium (bracket)") => question.bracket,
            (_, "Unanswered or not applicable") => {
                let silent = question.counts.unanswered + question.counts.not_applicable;
                assert_eq!(count, silent.to_string(), "{line}");
                continue;
            }
            (_, label) => {
                let level = if label == "High Risk" {
                    ReviewLevel::High
                } else {
                    ReviewLevel::None
                };
                question
                    .levels
                    .iter()
                    .find(|one| one.level == level)
                    .unwrap()
                    .share
            }
        };
        let [from, to] = share.interval.unwrap();
        let figures = [
            share.count.to_string(),
            share.percent.unwrap().to_string(),
            format!("{from:.1}"),
            format!("{to:.1}"),
            share.percent_of_answered.unwrap().to_string(),
        ];
        assert_eq!(figures, [count, percent, low, high, of_answered], "{line}");
    }
    assert!(lines > 120, "{lines}");
}

#[test]
fn second_reviews_are_compared_with_the_first() {
    let Some(folder) = corpus("../data/reviews") else {
        return;
    };
    let lens = read(&folder, "talk-lens.json").questionnaire.unwrap();
    let rules = Rules::new(&lens);
    let mut milestones = Milestones::new(&rules);
    // The order of the files does not matter.
    for name in ["talk-150-followup.json", "talk-150-reviews.json"] {
        for review in read(&folder, name).reviews {
            milestones.add(&review);
        }
    }
    let answer = milestones.answer();
    assert_eq!(
        (answer.pairs, answer.unpaired, answer.unordered),
        (40, 110, 0)
    );
    let expected = json(&folder, "talk-150-followup-expected.json");
    let expected = expected.as_array().unwrap();
    assert_eq!(expected.len(), answer.questions.len());
    for (expected, question) in expected.iter().zip(&answer.questions) {
        assert_eq!(id(&expected["id"]), question.id);
        let changes = question.changes;
        let counts = [
            changes.better,
            changes.same,
            changes.worse,
            changes.not_comparable,
        ];
        let named = ["better", "same", "worse", "not_comparable"]
            .map(|key| expected[key].as_u64().unwrap());
        assert_eq!(counts.map(|count| count as u64), named, "{}", question.id);
    }
}

fn questions() -> Questionnaire {
    questionnaire(
        "schema_version = 1\nid = 'a'\n[[sections]]\nid = 's'\n[[questions]]\nid = 'p'\nsection = 's'\n\
         choices = [{ id = 'x', tag = 'WA' }, { id = 'none', text = 'None of these', tag = 'CI' }]\n\
         [[questions]]\nid = 'q'\nchoices = [{ id = 'y', tag = 'NI' }]",
    )
}

fn of(answer: &str) -> Review {
    review(&format!("subject = 'S'\n{answer}"))
}

#[test]
fn below_ten_reviews_there_are_no_ranks_and_of_none_no_per_cent() {
    let questions = questions();
    let rules = Rules::new(&questions);
    let mut statistics = Statistics::new(&rules);
    let none = statistics.answer();
    assert_eq!(none.all.questions[0].bracket.percent, None);
    assert_eq!(none.all.questions[0].bracket.interval, None);
    for count in 1..=10 {
        statistics
            .add(&of("[answers.p]\nselected = ['x']"))
            .unwrap();
        let answer = statistics.answer();
        let ranks = answer
            .all
            .questions
            .iter()
            .map(|one| (one.wa_rank, one.hri_rank));
        let expected = if count < 10 {
            [(None, None); 2]
        } else {
            [(Some(1), Some(1)), (Some(2), Some(2))]
        };
        assert!(ranks.eq(expected), "{count}");
    }
    // Nobody has answered the other question.
    let answer = statistics.answer();
    assert_eq!(
        answer.all.questions[1].levels[0].share.percent_of_answered,
        None
    );
}

#[test]
fn what_makes_no_sense_is_counted_and_not_lost() {
    let questions = questions();
    let rules = Rules::new(&questions);
    let mut statistics = Statistics::new(&rules);
    for answer in [
        "[answers.p]\nselected = ['x', 'z']",
        "[answers.p]\nselected = ['x', 'none']",
        "[answers.p]\nselected = ['z']\n[answers.r]\nselected = []",
        "[answers.p]\napplicable = false\nselected = ['x']",
        "[answers.q]\nselected = ['y']",
    ] {
        statistics.add(&of(answer)).unwrap();
    }
    let found = statistics.answer().findings;
    let found: Vec<String> = found
        .iter()
        .map(|one| format!("{} {} {}", one.count, one.code, one.question))
        .collect();
    assert_eq!(
        found,
        [
            "2 unknown-choice p",
            "1 unknown-question r",
            "1 none-with-others p",
            "1 answered-not-applicable p"
        ]
    );
}

#[test]
fn cohorts_are_counted_by_themselves_and_those_without_the_tag_too() {
    let questions = questions();
    let rules = Rules::new(&questions);
    let mut statistics = Statistics::new(&rules).by("size");
    for size in [
        "tags = { size = 'large' }",
        "tags = { size = 'small' }",
        "tags = { size = 'large' }",
        "",
    ] {
        statistics
            .add(&of(&format!("{size}\n[answers.p]\nselected = ['x']")))
            .unwrap();
    }
    let answer = statistics.answer();
    let counts: Vec<_> = answer
        .cohorts
        .iter()
        .map(|one| (one.value.as_str(), one.stats.reviews))
        .collect();
    assert_eq!(counts, [("", 1), ("large", 2), ("small", 1)]);
    assert_eq!(answer.all.questions[0].counts.none, 4);
    let mut statistics = Statistics::new(&rules).by("name");
    let error = (0..1000)
        .find_map(|name| {
            statistics
                .add(&of(&format!("tags = {{ name = 'n{name}' }}")))
                .err()
        })
        .unwrap();
    assert_eq!(
        error.to_string(),
        "the number of values of the tag `name` is over the limit of 200"
    );
}

#[test]
fn reviews_whose_order_nobody_states_are_not_compared() {
    let questions = questions();
    let rules = Rules::new(&questions);
    let answers = ["selected = []", "selected = ['x']"];
    let of_dates = |dates: [&str; 2]| {
        let mut milestones = Milestones::new(&rules);
        for (head, answer) in dates.iter().zip(answers) {
            milestones.add(&of(&format!("{head}\n[answers.p]\n{answer}")));
        }
        let answer = milestones.answer();
        (
            answer.pairs,
            answer.unordered,
            answer.questions[0].changes.better,
            answer.questions[0].changes.worse,
        )
    };
    assert_eq!(
        of_dates(["date = '2026-01-01'", "date = '2026-01-02'"]),
        (1, 0, 1, 0)
    );
    assert_eq!(
        of_dates(["date = '2026-01-02'", "date = '2026-01-01'"]),
        (1, 0, 0, 1)
    );
    assert_eq!(
        of_dates(["milestone = 'v9'", "milestone = 'v10'"]),
        (1, 0, 1, 0)
    );
    assert_eq!(of_dates(["", ""]), (0, 1, 0, 0));
    // One without a date, or without a name, is not older than the others.
    assert_eq!(of_dates(["date = '2026-01-01'", ""]), (0, 1, 0, 0));
    assert_eq!(of_dates(["", "date = '2026-01-01'"]), (0, 1, 0, 0));
    assert_eq!(of_dates(["milestone = 'v9'", ""]), (0, 1, 0, 0));
    let named = "milestone = 'v9'\ndate = '2026-01-01'";
    assert_eq!(of_dates([named, "date = '2026-01-02'"]), (1, 0, 1, 0));
    assert_eq!(of_dates([named, "milestone = 'v9'"]), (0, 1, 0, 0));
    // Of words, the alphabet does not know which came first, but their days do.
    let words = ["milestone = 'before'", "milestone = 'after'"];
    assert_eq!(of_dates(words), (0, 1, 0, 0));
    let dated = [
        "milestone = 'before'\ndate = '2026-01-01'",
        "milestone = 'after'\ndate = '2026-01-02'",
    ];
    assert_eq!(of_dates(dated), (1, 0, 1, 0));
    let contradicting = [
        "milestone = 1\ndate = '2026-01-02'",
        "milestone = 2\ndate = '2026-01-01'",
    ];
    assert_eq!(of_dates(contradicting), (0, 1, 0, 0));
    assert_eq!(
        LevelChange::new(ReviewLevel::Unknown, ReviewLevel::High),
        LevelChange::NotComparable
    );
}

#[test]
fn of_two_first_reviews_none_is_taken_for_being_named_first() {
    let questions = questions();
    let rules = Rules::new(&questions);
    let review = |day: u8, answer: &str| {
        of(&format!(
            "date = '2026-01-0{day}'\n[answers.p]\nselected = [{answer}]"
        ))
    };
    let first = [review(1, ""), review(1, "'x'")];
    let later = review(2, "'x'");
    for reviews in [
        [&first[0], &first[1], &later],
        [&later, &first[1], &first[0]],
    ] {
        let mut milestones = Milestones::new(&rules);
        for review in reviews {
            milestones.add(review);
        }
        let answer = milestones.answer();
        assert_eq!((answer.pairs, answer.unordered), (0, 1));
    }
}

proptest! {
    /// Reviews read one by one from lines show what those in memory do, and the levels of each question add up.
    #[test]
    fn lines_show_what_a_list_does(reviews in prop::collection::vec((0_u8..4, 0_u8..4), 0..30)) {
        let questions = questions();
        let rules = Rules::new(&questions);
        let answer = |state: u8, choices: [&str; 2]| match state {
            0 => String::new(),
            1 => r#"{"selected":[]}"#.to_owned(),
            2 => format!(r#"{{"selected":["{}"]}}"#, choices[0]),
            _ => r#"{"not_applicable":true}"#.to_owned(),
        };
        let line = |(p, q): &(u8, u8)| {
            let answers = [("p", answer(*p, ["x", "none"])), ("q", answer(*q, ["y", "y"]))];
            let answers: Vec<String> = answers
                .iter()
                .filter(|(_, answer)| !answer.is_empty())
                .map(|(id, answer)| format!("\"{id}\":{answer}"))
                .collect();
            format!("{{\"id\":\"S\",\"answers\":{{{}}}}}\n", answers.join(","))
        };
        let text: String = reviews.iter().map(line).collect();
        let mut streamed = Statistics::new(&rules);
        for review in ReviewLines::new("lines", text.as_bytes()) {
            streamed.add(&review.unwrap()).unwrap();
        }
        let answer = streamed.answer();
        prop_assert_eq!(answer.all.reviews, reviews.len());
        for question in &answer.all.questions {
            let sum: usize = question.levels.iter().map(|one| one.share.count).sum();
            prop_assert_eq!(sum, reviews.len());
            let high = reviews.iter().filter(|(p, _)| *p == 1).count();
            prop_assert_eq!(question.counts.high, if question.id == "p" { high } else { 0 });
        }
    }
}
