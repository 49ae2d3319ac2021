//! Two versions of a review, merged answer by answer.

use std::collections::BTreeSet;

use proptest::prelude::*;
use risk_core::review::{Answer, Review};

use super::review;

const BEGUN: &str = "# Ours, and yours.\nschema_version = 1\nsubject = \"Shop\"\n";
const QUESTIONS: [&str; 3] = ["alerts", "backups", "on.call"];

/// What is stated of the questions: the choices that are ticked, as the bits of a number, and notes.
type Answers = [Option<(u8, String)>; 3];

fn answers() -> impl Strategy<Value = Answers> {
    let notes = prop::sample::select(vec!["", "by hand", "weekly"]);
    let answer = prop::option::of((0_u8..8, notes.prop_map(str::to_owned)));
    prop::array::uniform3(answer)
}

fn ticked(bits: u8) -> Vec<String> {
    let choices = ["a", "b", "c"].iter().enumerate();
    let ticked = choices.filter(|(at, _)| bits & (1 << at) != 0);
    ticked.map(|(_, choice)| (*choice).to_owned()).collect()
}

fn answer(stated: Option<&(u8, String)>) -> Option<Answer> {
    stated.map(|(bits, notes)| {
        let mut answer = Answer::default();
        answer.selected = Some(ticked(*bits));
        answer.notes.clone_from(notes);
        answer
    })
}

/// A text after somebody answered.
fn put(text: &str, answers: &Answers) -> String {
    let pairs = QUESTIONS.iter().zip(answers);
    pairs.fold(text.to_owned(), |text, (question, stated)| {
        let answer = answer(stated.as_ref());
        Review::put_answer("shop.toml", &text, question, answer.as_ref()).unwrap()
    })
}

fn merged(base: &str, ours: &str, theirs: &str) -> Option<String> {
    Review::merge_texts("shop.toml", [base, ours, theirs]).unwrap()
}

/// A review by what it states, in whichever order.
fn stated(text: &str) -> Vec<Option<(BTreeSet<String>, String)>> {
    let review = review(text);
    let of = |question: &&str| {
        let answer = review.answers.get(question)?;
        let selected = answer.selected.iter().flatten().cloned();
        Some((selected.collect(), answer.notes.clone()))
    };
    QUESTIONS.iter().map(of).collect()
}

/// What is to come of a value that both may have changed; `None` where it is at odds.
fn of_three<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &T) -> Option<T> {
    let changed = [ours, theirs].into_iter().filter(|side| *side != base);
    let mut changed = changed.cloned();
    let first = changed.next().unwrap_or_else(|| base.clone());
    changed.all(|other| other == first).then_some(first)
}

proptest! {
    #[test]
    fn a_merge_has_what_either_side_said_and_is_none_where_they_are_at_odds(
        (base, ours, theirs) in (answers(), answers(), answers()),
    ) {
        let texts = [&base, &ours, &theirs].map(|answers| answers.clone());
        let base_text = put(BEGUN, &base);
        let [ours_text, theirs_text] = [&ours, &theirs].map(|answers| put(&base_text, answers));
        let merge = merged(&base_text, &ours_text, &theirs_text);
        let back = merged(&base_text, &theirs_text, &ours_text);
        prop_assert_eq!(merged(&base_text, &ours_text, &base_text), Some(ours_text.clone()));
        let is_without = |one: &Answers| one.iter().zip(&base).any(|(one, base)| one.is_none() && base.is_some());
        if !is_without(&theirs) {
            prop_assert_eq!(merged(&base_text, &base_text, &theirs_text), Some(theirs_text.clone()));
        }
        let Some(merge) = merge else {
            return Ok(());
        };
        if let Some(back) = &back {
            prop_assert_eq!(stated(&merge), stated(back));
        }
        for (at, stated) in stated(&merge).into_iter().enumerate() {
            let [base, ours, theirs] = [0, 1, 2].map(|of: usize| texts[of][at].clone());
            let whole = of_three(&base, &ours, &theirs);
            if let Some(whole) = whole {
                let whole = whole.map(|(bits, notes)| (ticked(bits).into_iter().collect(), notes));
                prop_assert_eq!(stated, whole);
                continue;
            }
            let ((ours, our_notes), (theirs, their_notes)) = (ours.unwrap(), theirs.unwrap());
            let (base, base_notes) = base.unwrap_or_default();
            let bits = (ours & theirs) | ((ours | theirs) & !base);
            let notes = of_three(&base_notes, &our_notes, &their_notes);
            prop_assert_eq!(stated, Some((ticked(bits).into_iter().collect(), notes.unwrap())));
        }
    }
}

#[test]
fn what_only_a_person_can_tell_is_not_merged() {
    let base = put(BEGUN, &[Some((1, "weekly".to_owned())), None, None]);
    let ours = put(&base, &[Some((1, "daily".to_owned())), None, None]);
    for theirs in [
        // The same in another way, and taken away.
        put(&base, &[Some((1, "hourly".to_owned())), None, None]),
        put(&base, &[None, None, None]),
        base.replace("notes = \"weekly\"\n", ""),
        // More than answers.
        base.replace("Shop", "Web shop"),
        base.replace("# Ours", "# All of ours"),
        base.replace("notes =", "notes  ="),
        base.clone() + "# Ask Ada.\n",
    ] {
        assert_eq!(merged(&base, &ours, &theirs), None, "{theirs}");
    }
}

#[test]
fn what_stands_beside_the_answers_of_ours_stays() {
    let base = put(BEGUN, &[Some((3, "weekly".to_owned())), None, None]);
    let ours = base
        .replace("    \"b\",\n", "    \"b\", # since May\n    # soon\n")
        .replace("Shop", "Web shop");
    let theirs = put(
        &base,
        &[
            Some((7, "daily".to_owned())),
            None,
            Some((1, String::new())),
        ],
    );
    let expected = ours
        .replace("    # soon\n", "    \"c\",\n    # soon\n")
        .replace("weekly", "daily")
        + "\n[answers.\"on.call\"]\nselected = [\n    \"a\",\n]\n";
    assert_eq!(merged(&base, &ours, &theirs), Some(expected));
}
