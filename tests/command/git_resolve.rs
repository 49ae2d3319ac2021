//! What git leaves to a person, merged again and resolved: in every form, with us as its driver and without.

use std::fs;

use serde_json::Value;

use crate::git::{commit, committed, git};
use crate::git_merges::{FORMS, answers, folder, install, on_both, shops, shown, try_git};
use crate::run::risk;

/// The codes of what is found of a register.
fn found(around: &tempfile::TempDir, form: &str) -> Vec<String> {
    let args = ["check", "-r", form, "--format", "json"];
    let run = risk(&folder(around), &args);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let findings = answer["findings"].as_array().unwrap().iter();
    let codes = findings.map(|finding| finding["code"].as_str().unwrap().to_owned());
    codes.filter(|code| code == "unresolved-conflict").collect()
}

const OURS: [&str; 3] = ["likelihood=Low", "notes=Seen by us", "owner=Web"];
const THEIRS: [&str; 3] = [
    "likelihood=High",
    "notes=Seen by them",
    "mitigations+=One zone first",
];

fn resolve_in_every_form(is_installed: bool, start: impl Fn(&tempfile::TempDir) -> bool) {
    let around = shops();
    if is_installed {
        install(&around);
    }
    on_both(&around, "R10", &OURS, &THEIRS);
    assert!(!start(&around), "git has conflicts");
    for form in FORMS {
        answers(&around, form);
        assert!(!found(&around, form).is_empty(), "{form}");
        let listed = risk(&folder(&around), &["resolve", form]);
        assert_eq!(listed.code, 1, "{form}: {listed:#?}");
        for field in ["likelihood", "notes"] {
            assert!(listed.stdout.contains(field), "{form}: {listed:#?}");
        }
        assert_eq!(found(&around, form).len(), 2, "{form}");
        answers(&around, form);
        risk(
            &folder(&around),
            &["resolve", "-r", form, "R10", "notes", "both"],
        )
        .exits(0);
        let args = ["resolve", "-r", form, "R10", "likelihood", "theirs"];
        let last = risk(&folder(&around), &args).exits(0);
        assert!(
            last.stderr.contains("hint: git add -- "),
            "{form}: {last:#?}"
        );
        git(&folder(&around), &["add", form]);
        assert_eq!(found(&around, form), Vec::<String>::new(), "{form}");
        let risk = shown(&around, form, "R10");
        assert!(
            risk["mitigations"].to_string().contains("One zone first"),
            "{form}"
        );
        assert_eq!(risk["owner"], "Web", "{form}");
        let notes = risk["notes"].as_str().unwrap();
        assert!(
            notes.contains("Seen by us") && notes.contains("Seen by them"),
            "{form}"
        );
        assert!(
            risk["likelihood"] == "High" || risk["likelihood"] == "Low",
            "{form}"
        );
    }
    let left = git(around.path(), &["diff", "--name-only", "--diff-filter=U"]);
    assert_eq!(left, "");
}

#[test]
fn a_merge_with_the_driver_is_resolved_in_every_form() {
    resolve_in_every_form(true, |around| {
        try_git(around.path(), &["merge", "--quiet", "theirs"])
            .status
            .success()
    });
}

#[test]
fn a_merge_without_the_driver_is_resolved_in_every_form() {
    resolve_in_every_form(false, |around| {
        try_git(around.path(), &["merge", "--quiet", "theirs"])
            .status
            .success()
    });
}

#[test]
fn a_rebase_without_the_driver_and_a_cherry_pick_with_it_are_resolved_in_every_form() {
    resolve_in_every_form(false, |around| {
        try_git(around.path(), &["rebase", "--quiet", "theirs"])
            .status
            .success()
    });
    resolve_in_every_form(true, |around| {
        try_git(around.path(), &["cherry-pick", "theirs"])
            .status
            .success()
    });
}

#[test]
fn what_somebody_edited_in_the_middle_of_a_merge_is_not_written_over() {
    let around = shops();
    install(&around);
    on_both(&around, "R10", &OURS, &THEIRS);
    try_git(around.path(), &["merge", "--quiet", "theirs"]);
    let file = folder(&around).join("register/risks/R10.toml");
    let text = fs::read_to_string(&file).unwrap();
    let by_hand = text
        .lines()
        .filter(|line| !line.starts_with(['<', '=', '>']));
    let by_hand: Vec<&str> = by_hand.filter(|line| !line.contains("\"High\"")).collect();
    let by_hand = by_hand.join("\n").replace("notes = \"Seen by them\"\n", "");
    fs::write(&file, &by_hand).unwrap();
    risk(
        &folder(&around),
        &["set", "R10", "owner=Somebody", "-r", "shop.json", "-q"],
    )
    .exits(0);
    for form in ["register", "shop.json"] {
        let run = risk(&folder(&around), &["resolve", "-r", form]);
        assert!(
            run.code == 2 && run.stderr.contains("somebody edited it"),
            "{form}: {run:#?}"
        );
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), by_hand);
    assert_eq!(shown(&around, "shop.json", "R10")["owner"], "Somebody");
}

#[test]
fn a_dry_run_lists_what_git_left_and_writes_nothing() {
    let around = shops();
    on_both(&around, "R10", &OURS, &THEIRS);
    try_git(around.path(), &["merge", "--quiet", "theirs"]);
    let before = git(around.path(), &["status", "--porcelain"]);
    let file = folder(&around).join("register/risks/R10.toml");
    let text = fs::read_to_string(&file).unwrap();
    for form in FORMS {
        let run = risk(&folder(&around), &["resolve", "-r", form, "--dry-run"]);
        assert!(
            run.code == 1 && run.stdout.contains("likelihood"),
            "{run:#?}"
        );
    }
    assert_eq!(git(around.path(), &["status", "--porcelain"]), before);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn what_one_side_removed_and_the_other_one_changed_is_a_conflict_of_the_record() {
    let around = shops();
    install(&around);
    git(around.path(), &["checkout", "--quiet", "-b", "theirs"]);
    risk(&folder(&around), &["remove", "R19", "-q", "-r", "register"]).exits(0);
    commit(around.path(), "Removed");
    git(around.path(), &["checkout", "--quiet", "main"]);
    risk(
        &folder(&around),
        &["set", "R19", "owner=Shop", "-q", "-r", "register"],
    )
    .exits(0);
    commit(around.path(), "Changed");
    try_git(around.path(), &["merge", "--quiet", "theirs"]);
    assert_eq!(found(&around, "register").len(), 1);
    let listed = risk(&folder(&around), &["resolve", "-r", "register"]);
    assert!(listed.stdout.contains("theirs removed it"), "{listed:#?}");
    risk(
        &folder(&around),
        &["resolve", "-r", "register", "R19", "theirs"],
    )
    .exits(0);
    assert!(!folder(&around).join("register/risks/R19.toml").exists());
}

#[test]
fn a_line_that_somebody_wrote_between_the_marks_of_git_is_not_written_over() {
    let around = shops();
    on_both(&around, "R10", &OURS, &THEIRS);
    try_git(around.path(), &["merge", "--quiet", "theirs"]);
    let file = folder(&around).join("register/risks/R10.toml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("<<<<<<<"));
    for by_hand in [
        text.replace("owner = \"Web\"", "owner = \"By hand\""),
        text.replace("component = ", "# by hand\ncomponent = "),
        text.replace("impact = \"High\"\n", ""),
    ] {
        assert_ne!(by_hand, text);
        fs::write(&file, &by_hand).unwrap();
        let run = risk(&folder(&around), &["resolve", "-r", "register"]);
        assert!(
            run.code == 2 && run.stderr.contains("somebody edited it"),
            "{run:#?}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), by_hand);
    }
}

#[test]
fn what_is_resolved_stays_so_until_it_is_added() {
    let around = shops();
    install(&around);
    on_both(&around, "R10", &["likelihood=Low"], &["likelihood=High"]);
    try_git(around.path(), &["merge", "--quiet", "theirs"]);
    for form in FORMS {
        risk(&folder(&around), &["resolve", "-r", form, "R10", "theirs"]).exits(0);
        let again = risk(&folder(&around), &["resolve", "-r", form]);
        assert!(
            again.code == 2 && again.stderr.contains("git add"),
            "{form}: {again:#?}"
        );
        assert_eq!(shown(&around, form, "R10")["likelihood"], "High", "{form}");
    }
}

#[test]
fn the_file_of_a_risk_that_was_kept_beside_another_is_added_too() {
    let around = shops();
    install(&around);
    let add = |words: &str| {
        let args = [
            "add",
            "component=CDN",
            words,
            "--reference",
            "R30",
            "-q",
            "-r",
            "register",
        ];
        risk(&folder(&around), &args).exits(0);
        commit(around.path(), "Added");
    };
    git(around.path(), &["checkout", "--quiet", "-b", "theirs"]);
    add("description=Theirs");
    git(around.path(), &["checkout", "--quiet", "main"]);
    add("description=Ours");
    try_git(around.path(), &["merge", "--quiet", "theirs"]);
    let run = risk(
        &folder(&around),
        &["resolve", "-r", "register", "R30", "both"],
    )
    .exits(0);
    let hint = "hint: git add -- register/risks/R30.toml register/risks/R31.toml";
    assert!(run.stderr.contains(hint), "{run:#?}");
}

#[test]
fn marks_of_a_merge_that_git_does_not_know_are_named_and_merged_by_nobody() {
    let around = shops();
    let file = folder(&around).join("register/risks/R10.toml");
    let text = fs::read_to_string(&file).unwrap();
    let marked = "<<<<<<< ours\nowner = \"A\"\n=======\nowner = \"B\"\n>>>>>>> theirs\n";
    fs::write(
        &file,
        format!("{text}{marked}").replace("owner = \"Payments\"\n", ""),
    )
    .unwrap();
    let run = risk(&folder(&around), &["resolve", "-r", "register"]);
    assert!(
        run.code == 2 && run.stderr.contains("edit the file"),
        "{run:#?}"
    );
    let args = ["merge", "HEAD:", "register", "HEAD:", "--into", "register"];
    let args = args.map(|it| if it == "HEAD:" { "shop.json" } else { it });
    let run = risk(&folder(&around), &args);
    assert!(
        run.code == 2 && run.stderr.contains("is not resolved here"),
        "{run:#?}"
    );
}

#[test]
fn conflicts_of_another_merge_are_not_those_of_one_that_cannot_be_merged_again() {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let written = |file: &str, title: &str, likelihood: &str| {
        let text = format!(
            "{{\"schema_version\":1,\"title\":\"{title}\",\n\"risks\":[\n\
             {{\"reference\":\"R1\",\"description\":\"d\",\"likelihood\":{likelihood}}}\n]}}\n"
        );
        fs::write(room.join(file), text).unwrap();
    };
    for (file, title) in [("base.json", "T"), ("r.json", "A"), ("theirs.json", "B")] {
        written(file, title, "\"Medium\"");
    }
    let merge = [
        "merge",
        "base.json",
        "r.json",
        "theirs.json",
        "--into",
        "r.json",
    ];
    risk(room, &merge).exits(1);
    committed(room);
    git(room, &["checkout", "--quiet", "-b", "theirs"]);
    written("r.json", "A", "3");
    commit(room, "What cannot be read");
    git(room, &["checkout", "--quiet", "main"]);
    written("r.json", "A", "\"High\"");
    commit(room, "Ours");
    assert!(!try_git(room, &["merge", "theirs"]).status.success());
    for args in [
        &["resolve", "-r", "r.json"][..],
        &["resolve", "-r", "r.json", "register", "title", "ours"],
    ] {
        let run = risk(room, args).exits(2).says("what cannot be read");
        assert!(!run.stderr.contains("git add"), "{run:#?}");
    }
}
