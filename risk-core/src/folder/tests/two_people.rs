//! Two people change a register on two branches, and git puts the two together.

use std::process::Command;

use super::*;
use crate::register::{Mitigation, Observation, Stated, Status};

fn has_git() -> bool {
    Command::new("git")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

fn git(folder: &Folder, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args(arguments)
        .current_dir(folder.path())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {told}");
}

fn commit(folder: &Folder) {
    git(folder, &["add", "."]);
    git(folder, &["commit", "-m", "Change"]);
}

fn register() -> Register {
    let risks = (1..=3).map(|n| {
        let mut risk = Risk::new(format!("R{n}"));
        risk.component = "Database".to_owned();
        risk.description = "The disk fills up.\nNothing is written any more.".to_owned();
        risk.likelihood = Some("Low".to_owned());
        risk.impact = Some("Medium".to_owned());
        risk.observations = vec![Observation::suggested("Alarm at 80 %")];
        risk.mitigations = ["Rotate the logs", "Buy a larger disk"]
            .map(Mitigation::from)
            .into();
        risk.notes = "Seen in May.".to_owned();
        risk.status = Some(Stated::Known(Status::Open));
        risk.owner = "Platform".to_owned();
        risk
    });
    register_of(risks.collect())
}

/// Makes the two changes on branches of their own, and merges them.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn merges(one: impl Fn(&mut Vec<Risk>), other: impl Fn(&mut Vec<Risk>)) {
    if !has_git() {
        eprintln!("skipped: there is no git");
        return;
    }
    let settings = Settings::default();
    let folder = Folder::of(&register(), &settings);
    git(&folder, &["init", "-b", "main"]);
    git(&folder, &["config", "user.name", "Tester"]);
    git(&folder, &["config", "user.email", "tester@example.org"]);
    commit(&folder);
    git(&folder, &["switch", "-c", "other"]);
    folder.write(&changed(register(), &other), &settings);
    commit(&folder);
    git(&folder, &["switch", "main"]);
    folder.write(&changed(register(), &one), &settings);
    commit(&folder);
    git(&folder, &["merge", "other"]);
    let both = changed(register(), |risks| {
        one(risks);
        other(risks);
    });
    let reading = folder.read();
    assert_eq!(reading.findings, []);
    assert_eq!(reading.register, sorted(both));
    assert_eq!(folder.write(&reading.register, &settings), []);
}

#[test]
fn likelihood_and_impact_of_one_risk_can_be_changed_by_two() {
    merges(
        |risks| risks[1].likelihood = Some("High".to_owned()),
        |risks| risks[1].impact = Some("High".to_owned()),
    );
}

#[test]
fn two_can_add_risks() {
    merges(
        |risks| risks.push(Risk::new("R4")),
        |risks| risks.push(Risk::new("R10")),
    );
}

#[test]
fn one_can_add_a_mitigation_while_another_changes_the_status() {
    merges(
        |risks| risks[1].mitigations.push("Add a second disk".into()),
        |risks| risks[1].status = Some(Stated::Known(Status::InProgress)),
    );
}

#[test]
fn one_can_implement_an_observation_while_another_adds_the_first_runbook_action() {
    merges(
        |risks| risks[1].observations[0] = Observation::implemented("Alarm at 80 %"),
        |risks| {
            risks[1]
                .runbook_actions
                .push("Delete the oldest logs".into());
        },
    );
}

#[test]
fn two_can_change_the_first_and_the_last_entry_of_a_list() {
    merges(
        |risks| risks[0].mitigations.insert(0, "Watch the disk".into()),
        |risks| risks[0].mitigations.push("Add a second disk".into()),
    );
}

#[test]
fn one_can_remove_what_another_leaves_alone() {
    merges(
        |risks| risks[2].notes.clear(),
        |risks| risks[2].likelihood = None,
    );
}
