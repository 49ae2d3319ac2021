//! Draft risks from reviews, and what people made of them.

use proptest::prelude::*;
use risk_core::edit::{Assignment, Editor};
use risk_core::review::{Draft, DraftOptions, Questionnaire, Review, Rules, draft_risks};
use risk_core::{Key, Reading, Register, Risk, Settings, json};

use super::{questionnaire, review};

const QUESTIONS: &str = r#"schema_version = 1
id = "dr"

[[questions]]
id = "goals"
text = "What are the goals?"
risk = "Nobody knows how long recovery takes"
choices = [
    { id = "rto", tag = "WA", text = "An RTO", improve = { text = "Agree an RTO" } },
    { id = "auto", tag = "NI", text = "Automation", improve = { url = "https://a.example" } },
    { id = "rpo", tag = "WA", text = "An RPO" },
    { id = "none", tag = "CI", text = "None of these" },
]

[[questions]]
id = "tests"
text = "What is tested?"
choices = [{ id = "restore", tag = "WA", text = "The restore" }, { id = "yearly", tag = "NI", text = "Each year" }]
"#;

/// A review of a subject on a day of 2026, with the answers of both questions.
fn of(subject: &str, day: u32, goals: &str, tests: &str) -> Review {
    review(&format!(
        "subject = '{subject}'\ndate = '2026-01-{day:02}'\ncomponent = 'Shop'\n[answers.goals]\n{goals}\n[answers.tests]\n{tests}"
    ))
}

fn empty() -> Reading {
    json::read(
        r#"{"schema_version": 1, "risks": [{"reference": "R07", "description": "Its own"}]}"#,
    )
    .unwrap()
}

/// The register as it is after a draft.
fn after(draft: &Draft) -> Reading {
    reading(&draft.editor.clone().finish().unwrap().after)
}

fn reading(register: &Register) -> Reading {
    json::read(&json::write(register, &Settings::default())).unwrap()
}

struct Drafted<'a> {
    questions: &'a Questionnaire,
    reading: Reading,
}

impl<'a> Drafted<'a> {
    /// A register with a risk of its own.
    fn new(questions: &'a Questionnaire) -> Self {
        let reading = empty();
        Self { questions, reading }
    }

    /// Drafts a review, after an earlier one.
    fn draft(&mut self, earlier: Option<&Review>, new: &Review) -> Draft {
        let rules = Rules::new(self.questions);
        let mut options = DraftOptions::default();
        options.earlier = earlier.map(|review| (&rules, review));
        let draft = draft_risks(&self.reading, &rules, new, options).unwrap();
        self.reading = after(&draft);
        draft
    }

    fn edit(&mut self, risk: &str, assignments: &[&str]) {
        let mut editor = Editor::new(self.reading.register.clone());
        let assignments = assignments.iter().map(|one| one.parse());
        let assignments: Vec<Assignment> = assignments.collect::<Result<_, _>>().unwrap();
        editor.set_risk(risk, &assignments).unwrap();
        self.reading = reading(&editor.finish().unwrap().after);
    }

    fn risk(&self, reference: &str) -> Risk {
        self.reading
            .register
            .risk(&Key::first(reference))
            .unwrap()
            .stated()
            .clone()
    }

    fn references(&self) -> Vec<&str> {
        let risks = self.reading.register.risks();
        risks.map(|risk| risk.stated().reference.as_str()).collect()
    }
}

fn messages(draft: &Draft) -> Vec<&str> {
    draft
        .notes
        .iter()
        .map(|note| note.message.as_str())
        .collect()
}

#[test]
fn a_gap_is_drafted_with_what_to_do_and_without_a_rating() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    let answers = of(
        "Web shop",
        1,
        "selected = ['rpo']\nnotes = 'Asked twice'\nevidence = ['https://wiki.example/dr']\n\
         tracker_links = ['https://jira.example/browse/A-1']\ncomponent = 'Database'",
        "selected = []",
    );
    shop.draft(None, &answers);
    assert_eq!(shop.references(), ["R07", "R08", "R09"]);
    let risk = shop.risk("R08");
    assert_eq!(risk.component, "Database");
    assert_eq!(risk.description, "Nobody knows how long recovery takes");
    assert_eq!(
        (risk.likelihood, risk.impact, risk.status),
        (None, None, None)
    );
    let mitigations: Vec<&str> = risk
        .mitigations
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(
        mitigations,
        ["Agree an RTO", "Automation (https://a.example)"]
    );
    assert_eq!(risk.notes, "Asked twice\nEvidence https://wiki.example/dr");
    assert_eq!(
        risk.tracker_links[0].url(),
        "https://jira.example/browse/A-1"
    );
    assert_eq!(risk.finding, "dr/goals@Web shop");
    assert_eq!(
        risk.extra
            .get(&Key::first("Review level"))
            .unwrap()
            .to_string(),
        "high"
    );
    let risk = shop.risk("R09");
    assert_eq!(risk.component, "Shop");
    assert_eq!(
        risk.description,
        "What is tested? Missing: The restore; Each year"
    );
}

#[test]
fn a_critical_issue_is_stated_as_what_is_in_place_and_only_its_improvement_is_a_mitigation() {
    let questions = questionnaire(
        "schema_version = 1\nid = 'dr'\nversion = '1'\ntitle = 'DR'\n\
         [[questions]]\nid = 'goals'\ntext = 'How are backups kept?'\n\
         [[questions.choices]]\nid = 'same'\ntag = 'CI'\ntext = 'On the disk that they are of'\n\
         [[questions.choices]]\nid = 'none'\ntag = 'CI'\ntext = 'By one person'\n\
         improve = { text = 'Tell a second one', url = 'https://a.example' }\n\
         [[questions]]\nid = 'tests'\ntext = 'What is tested?'\n\
         [[questions.choices]]\nid = 'restore'\ntag = 'WA'\ntext = 'The restore'\n\
         [[questions.choices]]\nid = 'stale'\ntag = 'CI'\ntext = 'Only an empty database'\n\
         improve = { url = 'https://b.example' }\n\
         [[questions.choices]]\nid = 'no'\ntext = 'None of these'\nimprove = { text = 'Begin' }\n",
    );
    let mut shop = Drafted::new(&questions);
    let answers = of(
        "Web shop",
        1,
        "selected = ['same', 'none']",
        "selected = ['stale']",
    );
    shop.draft(None, &answers);
    let stated = |reference: &str| {
        let risk = shop.risk(reference);
        let mitigations = risk.mitigations.iter().map(|one| one.text.clone());
        (risk.description.clone(), mitigations.collect::<Vec<_>>())
    };
    let (description, mitigations) = stated("R08");
    assert_eq!(
        description,
        "How are backups kept? In place: On the disk that they are of; By one person"
    );
    assert_eq!(mitigations, ["Tell a second one (https://a.example)"]);
    let (description, mitigations) = stated("R09");
    assert_eq!(
        description,
        "What is tested? Missing: The restore In place: Only an empty database"
    );
    assert_eq!(mitigations, ["The restore", "https://b.example"]);
}

#[test]
fn what_people_made_of_a_draft_stays_and_the_rest_follows_the_review() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    let first = of("S", 1, "selected = []\nnotes = 'old'", "selected = []");
    let second = of(
        "S",
        2,
        "selected = ['rto']\nnotes = 'new'",
        "selected = ['restore']",
    );
    shop.draft(None, &first);
    shop.edit(
        "R08",
        &[
            "mitigations+=Ours",
            "likelihood=High",
            "owner=Web",
            "status=open",
        ],
    );
    shop.edit(
        "R09",
        &[
            "description=Reworded by us",
            "mitigations[1]=By hand for now, and slowly",
        ],
    );
    let draft = shop.draft(Some(&first), &second);
    let goals = shop.risk("R08");
    let mitigations: Vec<&str> = goals
        .mitigations
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    // What is in place now is no mitigation to come; what people added stays.
    assert_eq!(
        mitigations,
        ["An RPO", "Automation (https://a.example)", "Ours"]
    );
    assert_eq!((goals.notes.as_str(), goals.owner.as_str()), ("new", "Web"));
    assert_eq!(goals.likelihood.as_deref(), Some("High"));
    let tests = shop.risk("R09");
    assert_eq!(tests.description, "Reworded by us");
    assert!(
        tests
            .mitigations
            .iter()
            .any(|one| one.text == "By hand for now, and slowly")
    );
    assert_eq!(
        tests
            .extra
            .get(&Key::first("Review level"))
            .unwrap()
            .to_string(),
        "medium"
    );
    // Both changed the description, as what is missing is another thing now.
    assert!(
        messages(&draft)
            .iter()
            .any(|message| message.starts_with("description: ")),
        "{draft:?}"
    );
    let again = shop.draft(Some(&first), &second);
    assert!(again.editor.finish().unwrap().changes.is_empty());
}

#[test]
fn what_a_review_says_beside_its_draft_later_is_told_and_not_written() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    shop.draft(None, &of("S", 1, "selected = []", "applicable = false"));
    let later = of(
        "S",
        1,
        "selected = []\nnotes = 'found in June'",
        "applicable = false",
    );
    let draft = shop.draft(None, &later);
    assert_eq!(shop.risk("R08").notes, "");
    let told = "the review was drafted before; the risk states something else, and stays as it is";
    assert_eq!(messages(&draft), [told]);
}

#[test]
fn without_an_earlier_review_the_register_goes_before_in_what_it_has() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    let answers = |day| {
        of(
            "S",
            day,
            &format!("selected = []\nnotes = 'of day {day}'"),
            "applicable = false",
        )
    };
    shop.draft(None, &answers(1));
    shop.edit("R08", &["description=Ours", "mitigations="]);
    shop.draft(None, &answers(2));
    let risk = shop.risk("R08");
    assert_eq!(
        (risk.description.as_str(), risk.notes.as_str()),
        ("Ours", "of day 1")
    );
    assert_eq!(risk.mitigations.len(), 3);
}

#[test]
fn a_risk_that_people_removed_stays_removed_until_somebody_asks_for_it() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    let first = of("S", 1, "selected = []", "selected = []");
    let second = of("S", 2, "selected = []", "selected = []");
    shop.draft(None, &first);
    let mut editor = Editor::new(shop.reading.register.clone());
    editor.remove_risk("R08").unwrap();
    shop.reading = reading(&editor.finish().unwrap().after);
    let removed = "no risk of the register comes of it any more, and it stays removed";
    let unknown = "no risk of the register comes of it: one was removed, or it was answered after the review was drafted";
    // The first one as it is written when it is drafted, and as an export has it, which states nothing of that.
    let marked = "selected = []\ndrafted = true";
    let marked = of("S", 1, marked, marked);
    for (earlier, new, message) in [
        (None, &first, unknown),
        (Some(&first), &second, unknown),
        (Some(&marked), &second, removed),
        (Some(&marked), &second, removed),
    ] {
        let draft = shop.draft(earlier, new);
        assert_eq!(shop.references(), ["R07", "R09"]);
        assert_eq!(messages(&draft), [message]);
    }
    let rules = Rules::new(&questions);
    let mut options = DraftOptions::default();
    options.again = true;
    let draft = draft_risks(&shop.reading, &rules, &second, options).unwrap();
    assert_eq!(after(&draft).register.risks().len(), 3);
}

#[test]
fn a_gap_that_is_answered_after_the_review_was_drafted_is_drafted() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    let text = "schema_version = 1\nsubject = 'S'\ndate = '2026-01-01' # a Thursday\n\n[answers.goals]\nselected = []\n";
    let read = |text: &str| Review::from_toml("s.toml", text).unwrap();
    let draft = shop.draft(None, &read(text));
    assert_eq!(draft.gaps, ["goals"]);
    let marked = Review::put_drafted("s.toml", text, &draft.gaps).unwrap();
    assert_eq!(marked, format!("{text}drafted = true\n"));
    let mut editor = Editor::new(shop.reading.register.clone());
    editor.remove_risk("R08").unwrap();
    shop.reading = reading(&editor.finish().unwrap().after);
    // The other one is new, and of the first the risk was removed.
    let more = format!("{marked}\n[answers.tests]\nselected = []\n");
    let draft = shop.draft(None, &read(&more));
    assert_eq!(
        messages(&draft),
        ["no risk of the register comes of it any more, and it stays removed"]
    );
    let drafted = |shop: &Drafted<'_>| {
        let risks = shop.reading.register.risks();
        risks.map(|risk| risk.finding.clone()).collect::<Vec<_>>()
    };
    assert_eq!(drafted(&shop), ["", "dr/tests@S"]);
    // In the review of a year later, as of the earlier one, whether that states it or this one.
    let [earlier, later] = [more.clone(), more.replace("2026-01-01", "2027-01-01")];
    let unmarked = later.replace("drafted = true\n", "");
    for later in [later, unmarked] {
        let earlier = read(&earlier);
        let rules = Rules::new(&questions);
        let mut options = DraftOptions::default();
        options.earlier = Some((&rules, &earlier));
        let draft = draft_risks(&shop.reading, &rules, &read(&later), options).unwrap();
        assert_eq!(after(&draft).register.risks().len(), 2);
        assert_eq!(messages(&draft).len(), 1);
    }
}

#[test]
fn a_review_that_is_older_than_what_was_drafted_brings_back_nothing_and_says_nothing_of_it() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    let read = |day: u8, answers: &str| {
        let text = format!("subject = 'S'\ndate = '2026-01-0{day}'\n{answers}");
        Review::from_toml("s.toml", &text).unwrap()
    };
    let gap = |question: &str, more: &str| format!("[answers.{question}]\nselected = []\n{more}");
    let later = [gap("goals", ""), gap("tests", "")].concat();
    shop.draft(None, &read(2, &later));
    let mut editor = Editor::new(shop.reading.register.clone());
    editor.remove_risk("R09").unwrap();
    shop.reading = reading(&editor.finish().unwrap().after);
    let unknown = "no risk of the register comes of it: one was removed, or there was none when a later review was drafted";
    // The older one was drafted when it had the first gap alone, or was never drafted.
    for marked in ["drafted = true\n", ""] {
        let older = read(1, &[gap("goals", marked), gap("tests", "")].concat());
        for _ in 0..2 {
            let draft = shop.draft(None, &older);
            assert_eq!(shop.references(), ["R07", "R08"]);
            assert!(messages(&draft).contains(&unknown), "{draft:#?}");
            assert!(draft.gaps.is_empty(), "{draft:#?}");
        }
    }
    // With all of them removed, the register does not tell; another review may.
    let mut editor = Editor::new(shop.reading.register.clone());
    editor.remove_risk("R08").unwrap();
    shop.reading = reading(&editor.finish().unwrap().after);
    let rules = Rules::new(&questions);
    let older = read(1, &gap("tests", ""));
    let mut options = DraftOptions::default();
    options.outdated = true;
    let draft = draft_risks(&shop.reading, &rules, &older, options).unwrap();
    assert_eq!(messages(&draft), [unknown]);
    options.again = true;
    let draft = draft_risks(&shop.reading, &rules, &older, options).unwrap();
    assert_eq!(draft.gaps, ["tests"]);
    assert_eq!(after(&draft).register.risks().len(), 2);
}

#[test]
fn a_subject_is_the_same_however_its_accents_are_written() {
    let questions = questionnaire(QUESTIONS);
    let mut cafe = Drafted::new(&questions);
    let answers = "selected = []";
    cafe.draft(None, &of("Caf\u{e9} @ home", 1, answers, answers));
    cafe.draft(None, &of("cafe\u{301} @ home", 2, answers, answers));
    assert_eq!(cafe.references(), ["R07", "R08", "R09"]);
}

#[test]
fn a_draft_that_people_split_is_left_alone() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    let first = of("S", 1, "selected = []", "selected = ['restore', 'yearly']");
    shop.draft(None, &first);
    let mut editor = Editor::new(shop.reading.register.clone());
    let half = [
        "description=The other half".parse().unwrap(),
        "finding=dr/goals@S".parse().unwrap(),
    ];
    editor.add_risk(&half, None).unwrap();
    shop.reading = reading(&editor.finish().unwrap().after);
    let before = [shop.risk("R08"), shop.risk("R09")];
    let draft = shop.draft(
        Some(&first),
        &of("S", 2, "selected = ['rto']\nnotes = 'n'", "selected = []"),
    );
    assert_eq!([shop.risk("R08"), shop.risk("R09")], before);
    assert_eq!(
        messages(&draft),
        ["several risks come of it, so nothing is written to any of them"]
    );
    // The other question has a gap that is new.
    assert_eq!(shop.references(), ["R07", "R08", "R09", "R10"]);
}

#[test]
fn what_a_person_has_to_decide_is_proposed_and_carried_out_when_asked() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    let first = of("S", 1, "selected = []", "selected = []");
    shop.draft(None, &first);
    let second = of(
        "S",
        2,
        "selected = ['rto', 'rpo', 'auto']",
        "applicable = false\nreason = 'business-priorities'\nnotes = '''By hand\nis enough'''",
    );
    let rules = Rules::new(&questions);
    let mut options = DraftOptions::default();
    options.earlier = Some((&rules, &first));
    let draft = draft_risks(&shop.reading, &rules, &second, options).unwrap();
    let proposed: Vec<String> = draft
        .proposals
        .iter()
        .map(|one| format!("{} {:?}", one.risk, one.action))
        .collect();
    assert_eq!(proposed, ["R08 Close", "R09 Accept"]);
    assert!(draft.editor.finish().unwrap().changes.is_empty());
    options.apply = true;
    let draft = draft_risks(&shop.reading, &rules, &second, options).unwrap();
    assert!(draft.proposals.iter().all(|one| one.is_applied));
    shop.reading = after(&draft);
    assert!(shop.risk("R08").is_closed());
    let accepted = shop.risk("R09");
    assert!(accepted.is_accepted());
    assert_eq!(accepted.acceptance.reason, "By hand is enough");
    // A closed risk whose gap is back is a matter for people.
    let third = of("S", 3, "selected = ['rpo']", "applicable = false");
    options.earlier = Some((&rules, &second));
    let draft = draft_risks(&shop.reading, &rules, &third, options).unwrap();
    assert_eq!(
        draft.proposals[0].reason,
        "the risk is closed, and the review lacks rto, auto"
    );
    assert!(!draft.proposals[0].is_applied);
}

#[test]
fn questions_of_another_version_are_listed_and_their_risks_left_alone() {
    let questions = questionnaire(QUESTIONS);
    let mut shop = Drafted::new(&questions);
    let first = of("S", 1, "selected = []", "selected = []");
    shop.draft(None, &first);
    let newer = questionnaire(&QUESTIONS.replace("id = \"tests\"", "id = \"trials\""));
    let [old, new] = [Rules::new(&questions), Rules::new(&newer)];
    let mut options = DraftOptions::default();
    options.earlier = Some((&old, &first));
    let second = review("subject = 'S'\ndate = '2026-01-02'\n[answers.goals]\nselected = []");
    let draft = draft_risks(&shop.reading, &new, &second, options).unwrap();
    assert_eq!(
        messages(&draft),
        ["the questionnaire does not ask this any more"]
    );
    assert_eq!(draft.notes[0].finding, "dr/tests@S");
}

/// What people do to a risk between two reviews.
#[derive(Debug, Clone)]
enum ByPeople {
    Nothing,
    Reword,
    Rate,
    Close,
    Remove,
    Split,
}

fn by_people() -> impl Strategy<Value = ByPeople> {
    use ByPeople::{Close, Nothing, Rate, Remove, Reword, Split};
    prop::sample::select(vec![Nothing, Reword, Rate, Close, Remove, Split])
}

fn answer(state: u8) -> String {
    match state {
        0 => "applicable = false".to_owned(),
        1 => "selected = []\nnotes = 'nothing yet'".to_owned(),
        2 => "selected = ['rto', 'restore']".to_owned(),
        _ => "selected = ['rto', 'rpo', 'auto', 'restore', 'yearly']\nnotes = 'all'".to_owned(),
    }
}

proptest! {
    /// Two subjects answer one questionnaire, in one register; people change the risks in between.
    #[test]
    fn no_review_touches_another_subject_or_what_people_wrote_and_a_second_run_writes_nothing(
        answers in prop::array::uniform8(0_u8..4),
        edits in prop::collection::vec(by_people(), 4),
    ) {
        let questions = questionnaire(QUESTIONS);
        let mut shop = Drafted::new(&questions);
        let of = |subject, day, at: usize| of(subject, day, &answer(answers[at]), &answer(answers[at + 1]));
        let (first, other) = (of("A", 1, 0), of("A, too", 1, 2));
        shop.draft(None, &first);
        shop.draft(None, &other);
        let references: Vec<String> = shop.references().into_iter().skip(1).map(str::to_owned).collect();
        for (at, (reference, edit)) in references.iter().zip(&edits).enumerate() {
            let mut editor = Editor::new(shop.reading.register.clone());
            let set = |text: String| vec![text.parse::<Assignment>().unwrap()];
            match edit {
                ByPeople::Nothing => {}
                ByPeople::Reword => {
                    editor.set_risk(reference, &set(format!("description=Ours {at}"))).unwrap();
                    editor.set_risk(reference, &set(format!("mitigations+=Theirs to do {at}"))).unwrap();
                }
                ByPeople::Rate => drop(editor.set_risk(reference, &set("impact=High".to_owned())).unwrap()),
                ByPeople::Close => drop(editor.set_risk(reference, &set("status=closed".to_owned())).unwrap()),
                ByPeople::Remove => drop(editor.remove_risk(reference).unwrap()),
                ByPeople::Split => {
                    let finding = shop.risk(reference).finding;
                    editor.add_risk(&set(format!("finding={finding}")), None).unwrap();
                }
            }
            shop.reading = reading(&editor.finish().unwrap().after);
        }
        for (subject, earlier, at) in [("A", &first, 4), ("A, too", &other, 6)] {
            let before = shop.reading.register.clone();
            let new = of(subject, 2, at);
            shop.draft(Some(earlier), &new);
            let after = shop.reading.register.clone();
            for old in before.risks() {
                let now = after.risk(&old.key()).unwrap();
                let (old, now) = (old.stated(), now.stated());
                if !old.finding.ends_with(&format!("@{subject}")) {
                    prop_assert_eq!(old, now);
                }
                let split = before.risks().filter(|risk| risk.finding == old.finding && !old.finding.is_empty());
                if split.count() > 1 {
                    prop_assert_eq!(old, now);
                }
                prop_assert_eq!((&old.likelihood, &old.impact, &old.status), (&now.likelihood, &now.impact, &now.status));
                if old.description.starts_with("Ours") {
                    prop_assert_eq!(&old.description, &now.description);
                }
                for ours in old.mitigations.iter().filter(|one| one.text.starts_with("Theirs")) {
                    prop_assert!(now.mitigations.contains(ours));
                }
            }
            // What people removed is not back.
            let known = |finding: &str| before.risks().any(|risk| risk.finding == finding);
            let drafted_before = {
                let rules = Rules::new(&questions);
                let draft = draft_risks(&empty(), &rules, earlier, DraftOptions::default()).unwrap();
                draft.editor.finish().unwrap().after
            };
            for risk in drafted_before.risks().filter(|risk| !risk.finding.is_empty() && !known(&risk.finding)) {
                let mut now = after.risks();
                prop_assert!(!now.any(|one| one.finding == risk.finding));
            }
            let again = shop.draft(Some(earlier), &new);
            prop_assert!(again.editor.finish().unwrap().changes.is_empty());
        }
    }
}
