//! What comes up.

use crate::readiness::{Decision, DueAnswer};
use crate::register::{Component, Date, Owners, Register, Risk, Scale, Stated, Status};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Risks with a review, an acceptance, both, and closed.
fn register() -> Register {
    let risk = |reference: &str, review: &str, until: &str, status| {
        let mut risk = Risk::new(reference);
        risk.component = "Queue".to_owned();
        risk.review_by = (!review.is_empty()).then(|| Stated::parse(review));
        risk.acceptance.until = (!until.is_empty()).then(|| Stated::parse(until));
        risk.status = Some(Stated::Known(status));
        risk
    };
    let mut both = risk("R2", "2026-12-01", "2026-11-01", Status::Accepted);
    both.owner = "Ada".to_owned();
    both.acceptance.by = "Board".to_owned();
    let risks = vec![
        risk("R1", "2026-12-23", "2020-01-01", Status::Open),
        both,
        risk("R3", "2020-01-01", "2020-01-01", Status::Closed),
        risk("R4", "soon", "", Status::Open),
        risk("R5", "2026-12-24", "", Status::InProgress),
    ];
    let mut queue = Component::new("Queue");
    queue.owner = "Web".to_owned();
    Register::new("", Scale::default(), vec![queue], risks).unwrap()
}

fn shown(answer: &DueAnswer) -> Vec<(String, Decision, i64)> {
    let due = answer.due.iter();
    due.map(|one| (one.risk.to_string(), one.decision, one.days))
        .collect()
}

#[test]
fn what_is_due_is_in_the_order_of_its_days_with_what_is_overdue_first() {
    let answer = DueAnswer::new(&register(), day("2026-11-23"), DueAnswer::WITHIN);
    let expected = [
        ("R2".to_owned(), Decision::Acceptance, -22),
        ("R2".to_owned(), Decision::Review, 8),
        ("R1".to_owned(), Decision::Review, 30),
    ];
    assert_eq!(shown(&answer), expected);
    assert_eq!(answer.overdue(), 1);
    assert_eq!(answer.due[0].accepted_by, "Board");
    assert_eq!(answer.due[2].owner, "Web");
    // What is no date is told, and not passed over.
    let unread: Vec<_> = answer
        .unread
        .iter()
        .map(|one| (one.risk.to_string(), one.text.as_str()))
        .collect();
    assert_eq!(unread, [("R4".to_owned(), "soon")]);
    let json = serde_json::to_value(&answer).unwrap();
    assert_eq!(json["within"], "30d");
    assert_eq!(json["due"][0]["day"], "2026-11-01");
    assert_eq!(json["due"][0]["decision"], "acceptance");
}

#[test]
fn owners_have_what_they_answer_for() {
    let register = register();
    let of = |owners: &[&str], unowned| {
        let owners: Vec<String> = owners.iter().map(ToString::to_string).collect();
        let answer = DueAnswer::new(&register, day("2026-11-23"), DueAnswer::WITHIN);
        Owners::find(&register, &owners, unowned).map(|owners| answer.of_owners(&owners))
    };
    assert_eq!(of(&["ada"], false).unwrap().due.len(), 2);
    assert_eq!(of(&["WEB"], false).unwrap().due.len(), 1);
    assert_eq!(of(&[], true).unwrap().due.len(), 0);
    assert_eq!(of(&[], false).unwrap().due.len(), 3);
    assert_eq!(of(&["Eve"], false).unwrap_err().known, ["Ada", "Web"]);
}
