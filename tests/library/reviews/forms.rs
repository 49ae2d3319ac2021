//! The text form of questionnaires and reviews, and checklists of Azure.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use risk_core::review::{
    NotApplicable, Questionnaire, Reason, Review, ReviewFile, ReviewLevel, Rules,
};
use rust_xlsxwriter::Workbook;

use super::{corpus, error_of, questionnaire, review};

const QUESTIONS: &str = r#"schema_version = 1
id = "dr"
version = "2"
title = "Recovery"

[[sections]]
id = "s"
title = "S"

[[questions]]
id = "rel9"
section = "s"
text = "How?"
risk = "Slow"
choices = [
    { id = "goals", tag = "WA", text = "Goals", improve = { text = "Agree goals" } },
    { id = "auto", tag = "NI" },
    { id = "none", tag = "CI", text = "None of these" },
]

[[questions]]
id = "sec8"
choices = [
    { id = "a" },
    { id = "b" },
]
rules = [
    { when = "a && b", level = "none" },
    { when = "default", level = "high" },
]
"#;

const REVIEW: &str = r#"schema_version = 1
questionnaire = "dr"
version = "2"
subject = "Shop"
date = "2026-11-20"
tags = { sector = "retail" }

[answers.rel9]
component = "Database"
selected = [
    "goals",
]
not_applicable = [
    { choice = "auto", reason = "business-priorities", notes = "By hand is enough" },
]
notes = "n"
evidence = [
    "https://wiki.example/dr",
]

[answers.sec8]
applicable = false
reason = "out-of-scope"
"#;

#[test]
fn a_questionnaire_and_a_review_are_written_as_they_were_read() {
    assert_eq!(questionnaire(QUESTIONS).to_toml().unwrap(), QUESTIONS);
    assert_eq!(review(REVIEW).to_toml().unwrap(), REVIEW);
    // The same in JSON.
    let json = questionnaire(QUESTIONS).to_json();
    let file = ReviewFile::read("q.json", json.as_bytes()).unwrap();
    assert_eq!(file.questionnaire.unwrap(), questionnaire(QUESTIONS));
    let json = review(REVIEW).to_json();
    let file = ReviewFile::read("r.json", json.as_bytes()).unwrap();
    assert_eq!(file.reviews, [review(REVIEW)]);
}

#[test]
fn levels_are_by_tags_or_by_rules() {
    let questions = questionnaire(QUESTIONS);
    let rules = Rules::new(&questions);
    let level = |question: &str, answer: &str| {
        let text = format!("subject = 'S'\n[answers.{question}]\n{answer}");
        let at = rules.question(question).unwrap();
        rules.level(at, review(&text).answers.get(question))
    };
    let cases = [
        ("selected = ['goals', 'auto']", ReviewLevel::None),
        ("selected = ['goals']", ReviewLevel::Medium),
        ("selected = ['auto']", ReviewLevel::High),
        ("selected = ['goals', 'auto', 'none']", ReviewLevel::High),
        ("selected = []", ReviewLevel::High),
        ("partial = ['goals']", ReviewLevel::High),
        ("notes = 'to be asked'", ReviewLevel::Unanswered),
        ("applicable = false", ReviewLevel::NotApplicable),
        ("not_applicable = true", ReviewLevel::NotApplicable),
        (
            "selected = ['goals']\nnot_applicable = [{ choice = 'auto' }]",
            ReviewLevel::None,
        ),
        // What nobody should do and does not apply is not done.
        (
            "selected = ['goals', 'auto', 'none']\nnot_applicable = [{ choice = 'none' }]",
            ReviewLevel::None,
        ),
    ];
    for (answer, expected) in cases {
        assert_eq!(level("rel9", answer), expected, "{answer}");
    }
    assert_eq!(level("sec8", "selected = ['a']"), ReviewLevel::High);
    let both = "selected = ['a']\nnot_applicable = [{ choice = 'b', reason = 'OUT_OF_SCOPE' }]";
    assert_eq!(level("sec8", both), ReviewLevel::None);
    let at = rules.question("sec8").unwrap();
    assert_eq!(rules.level(at, None), ReviewLevel::Unanswered);
}

#[test]
fn what_makes_no_sense_in_a_review_is_found() {
    let questions = questionnaire(QUESTIONS);
    let answers = review(
        "version = '1'\nsubject = 'Shop'\n[answers.rel9]\nselected = ['goal', 'goals', 'none']\n\
         [answers.rel8]\nselected = []\n[answers.sec8]\napplicable = false\nselected = ['a']",
    );
    let found = Rules::new(&questions).findings(&answers);
    let found: Vec<String> = found
        .iter()
        .map(|one| {
            format!(
                "{} {}: {}",
                one.question.as_deref().unwrap_or("-"),
                one.code,
                one.message
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "- version-differs: it answers version `1` of the questionnaire; this is version `2`",
            "rel9 unknown-choice: the question has no such choice; did you mean `goals`?",
            "rel9 none-with-others: `None of these` is ticked, and others are",
            "rel8 unknown-question: the questionnaire has no such question; did you mean `rel9`?",
            "sec8 answered-not-applicable: it does not apply, and choices are ticked, which do not count",
        ]
    );
}

#[test]
fn what_makes_no_sense_in_a_questionnaire_is_found() {
    let text = QUESTIONS
        .replace("section = \"s\"", "section = \"t\"")
        .replace("id = \"sec8\"", "id = \"rel9\"")
        .replace("{ id = \"b\" }", "{ id = \"a\" }");
    let found: Vec<String> = questionnaire(&text)
        .findings()
        .iter()
        .map(|one| format!("{}: {}", one.code, one.message))
        .collect();
    assert_eq!(
        found,
        [
            "repeated-id: the question `rel9` is there twice; the first one counts",
            "unknown-section: there is no section `t`",
            "repeated-id: the choice `a` is there twice; the first one counts",
            "unreadable-rule: `a && b`: `b` is no choice; did you mean `a`? at character 6",
        ]
    );
}

#[test]
fn what_a_file_states_in_a_wrong_place_is_refused_there() {
    let cases = [
        (
            "id = \"dr\"",
            "idd = \"dr\"",
            "2:1: unknown field `idd`, expected one of",
        ),
        (
            "tag = \"WA\"",
            "tag = \"WO\"",
            "16:27: unknown variant `WO`, expected one of `WA`, `NI`, `CI`",
        ),
        (
            "schema_version = 1",
            "schema_version = 2",
            "1:18: the file is of version 2 of its form; expected version 1",
        ),
        (
            "level = \"high\"",
            "level = \"low\"",
            "29:33: a rule gives no level `low`, but none, medium or high",
        ),
    ];
    for (right, wrong, message) in cases {
        let text = QUESTIONS.replace(right, wrong);
        let error = error_of("q.toml", text.as_bytes());
        assert!(error.starts_with(&format!("q.toml:{message}")), "{error}");
    }
    let cases = [
        (
            "2026-11-20",
            "2026-13-20",
            "5:8: `2026-13-20` is not a date",
        ),
        (
            "out-of-scope",
            "too-hard",
            "23:10: `too-hard` is not a reason: out-of-scope,",
        ),
        (
            "applicable = false",
            "applicable = \"no\"",
            "22:14: invalid type: string \"no\", expected a boolean",
        ),
        (
            "notes = \"n\"",
            "note = \"n\"",
            "16:1: unknown field `note`",
        ),
    ];
    for (right, wrong, message) in cases {
        let text = REVIEW.replace(right, wrong);
        let error = error_of("r.toml", text.as_bytes());
        assert!(error.starts_with(&format!("r.toml:{message}")), "{error}");
    }
    let twice = r#"{"subject": "S", "answers": {"q": {}, "q": {}}}"#;
    assert!(error_of("r.json", twice.as_bytes()).starts_with("r.json:1:"));
    let error = error_of("r.toml", b"title = 'a register'\nschema_version = 1\n");
    assert!(
        error.contains("r.toml is no questionnaire and no review"),
        "{error}"
    );
}

#[test]
fn reviews_stand_one_a_line_and_a_bad_line_is_named() {
    let lines = "{\"id\":\"A\",\"milestone\":2,\"answers\":{}}\n\n{\"id\":\"B\",\"answers\":{\"q\":{\"not_applicable\":true,\"reason\":\"OUT_OF_SCOPE\"}}}\n";
    let reviews = ReviewFile::read("r.jsonl", lines.as_bytes())
        .unwrap()
        .reviews;
    assert_eq!(reviews.len(), 2);
    assert_eq!(
        (reviews[0].subject.as_str(), reviews[0].milestone.as_str()),
        ("A", "2")
    );
    let answer = reviews[1].answers.get("q").unwrap();
    assert_eq!(answer.not_applicable, NotApplicable::Question(true));
    assert_eq!(answer.reason, Some(Reason::OutOfScope));
    let error = error_of(
        "r.jsonl",
        format!("{lines}{{\"id\":\"C\",\"answer\":{{}}}}").as_bytes(),
    );
    assert!(
        error.starts_with("r.jsonl:4:18: unknown field `answer`"),
        "{error}"
    );
}

#[test]
fn the_questionnaires_of_the_examples_make_sense_and_so_does_the_review() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let read = |path: &str| {
        let path = examples.join(path);
        ReviewFile::read(&path.display().to_string(), &fs::read(&path).unwrap()).unwrap()
    };
    let all: Vec<Questionnaire> = ["failure-modes", "service-readiness"]
        .iter()
        .map(|name| {
            read(&format!("web-shop/questionnaires/{name}.toml"))
                .questionnaire
                .unwrap()
        })
        .collect();
    for questions in &all {
        assert_eq!(questions.findings(), [], "{}", questions.id);
        // As a lens they mean the same.
        let (lens, _) = questions.to_lens().unwrap();
        let lens = ReviewFile::read("lens.json", lens.as_bytes())
            .unwrap()
            .questionnaire
            .unwrap();
        let [ours, theirs] = [Rules::new(questions), Rules::new(&lens)];
        for question in &questions.questions {
            let [ours, theirs] = [&ours, &theirs]
                .map(|rules| rules.truth_table(rules.question(&question.id).unwrap()));
            assert_eq!(ours, theirs, "{}", question.id);
        }
    }
    let review = &read("web-shop/reviews/web-shop-2026-11-20.toml").reviews[0];
    let rules = Rules::new(&all[0]);
    let found: Vec<&str> = rules
        .findings(review)
        .iter()
        .map(|one| one.code.as_str())
        .collect::<Vec<_>>();
    assert_eq!(found, ["not-applicable-matters"]);
}

#[test]
fn real_checklists_are_questionnaires_of_one_choice_an_item() {
    let Some(folder) = corpus("checklists") else {
        return;
    };
    for (name, items) in [
        ("aks", 112),
        ("alz", 243),
        ("postgreSQL", 3),
        ("redis", 4),
        ("resiliency", 38),
    ] {
        let path = folder.join(format!("azure-{name}_checklist.en.json"));
        let file = ReviewFile::read(name, &fs::read(&path).unwrap()).unwrap();
        let questions = file.questionnaire.unwrap();
        assert_eq!(questions.questions.len(), items, "{name}");
        assert_eq!(
            (questions.findings(), file.reviews, file.findings),
            (vec![], vec![], vec![])
        );
    }
}

#[test]
fn a_real_spreadsheet_that_nobody_filled_in_has_the_items_of_its_json_and_no_answer() {
    let Some(folder) = corpus("checklists") else {
        return;
    };
    let path = folder.join("azure-aks_checklist.en.xlsx");
    let file = ReviewFile::read("aks", &fs::read(path).unwrap()).unwrap();
    assert_eq!((file.reviews, file.findings), (vec![], vec![]));
    let questions = file.questionnaire.unwrap();
    assert_eq!(questions.title, "Azure AKS Review");
    // The GUIDs stand in the column beside the one with that header.
    let json = folder.join("azure-aks_checklist.en.json");
    let json = ReviewFile::read("json", &fs::read(json).unwrap()).unwrap();
    let ids = |questions: &Questionnaire| -> BTreeSet<String> {
        questions
            .questions
            .iter()
            .map(|one| one.id.clone())
            .collect()
    };
    // The JSON is newer by a few.
    let (sheet, json) = (ids(&questions), ids(&json.questionnaire.unwrap()));
    assert!(
        sheet.len() >= 110 && sheet.is_subset(&json),
        "{}",
        sheet.len()
    );
}

/// A checklist as people fill it in: sorted otherwise, with a word that is no status.
fn filled_in(rows: &[(&str, &str, &str, &str)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(3, 0, "Small Review").unwrap();
    let header = [
        "Main Area",
        "Checklist item",
        "Severity",
        "Status",
        "Comment",
        "GUID",
    ];
    for (column, name) in (0..).zip(header) {
        sheet.write(6, column, name).unwrap();
    }
    for (row, (guid, severity, status, comment)) in (7..).zip(rows) {
        for (column, text) in (0..).zip(["Area", "Do it", severity, status, comment, guid]) {
            sheet.write(row, column, text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_filled_in_spreadsheet_has_its_answers_by_guid() {
    let bytes = filled_in(&[
        ("g5", "High", "N/A", ""),
        ("g1", "High", "Fulfilled", "done in May"),
        ("g2", "Low", "Open", ""),
        ("g3", "High", "Not verified", ""),
        ("g4", "Medium", "Not required", ""),
        ("g6", "High", "Perhaps", ""),
        ("g7", "High", "Open", ""),
        ("g8", "Urgent", "Open", ""),
        ("", "High", "Open", ""),
    ]);
    let file = ReviewFile::read("filled.xlsx", &bytes).unwrap();
    let (questions, review) = (file.questionnaire.unwrap(), &file.reviews[0]);
    assert_eq!(review.questionnaire, "small-review");
    let rules = Rules::new(&questions);
    let level = |id: &str| {
        rules
            .level(rules.question(id).unwrap(), review.answers.get(id))
            .as_str()
    };
    let levels: Vec<&str> = (1..=8).map(|id| level(&format!("g{id}"))).collect();
    assert_eq!(
        levels,
        [
            "none",
            "medium",
            "unanswered",
            "not-applicable",
            "not-applicable",
            "unanswered",
            "high",
            "unknown"
        ]
    );
    let reason = |id: &str| review.answers.get(id).unwrap().reason;
    assert_eq!(
        (reason("g4"), reason("g5")),
        (Some(Reason::BusinessPriorities), None)
    );
    assert_eq!(review.answers.get("g1").unwrap().notes, "done in May");
    let found: Vec<String> = file
        .findings
        .iter()
        .map(|one| one.message.clone())
        .collect();
    assert_eq!(
        found,
        [
            "`Perhaps` is no status; expected Fulfilled, Open, Not verified, Not required or N/A",
            "Sheet1!A16: the item is answered and has no GUID"
        ]
    );
}

#[test]
fn any_text_ends_in_a_value_or_an_error() {
    let texts = [
        "",
        "{",
        "{}",
        "[]",
        "{\"pillars\":{}}",
        "{\"items\":[{}]}",
        "{\"reviews\":[1]}",
        "\u{feff}",
        "PK",
        "{}\n{}",
    ];
    for text in texts {
        let _ = ReviewFile::read("any", text.as_bytes());
    }
    assert!(ReviewFile::read("any", &[0xff, 0xfe]).is_err());
    let review: Result<Review, _> = Review::from_toml("r.toml", "subject = 'S'\nanswers = 1");
    assert!(review.unwrap_err().to_string().contains("r.toml:2:11: "));
}
