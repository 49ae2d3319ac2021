//! Merges that git makes of registers, with us as its driver.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use risk_core::review::Review;
use serde_json::Value;
use tempfile::TempDir;

use crate::git::{as_nobody, commit, committed, git};
use crate::registers::{copy, json_register, repository, web_shop};
use crate::run::risk;

/// A name that a shell, git's attributes and its settings each take for something else.
const FOLDER: &str = "it's our \"100%\" folder";

/// The web shop in each form, in a repository: `register`, `shop.xlsx` and `shop.json`.
pub fn shops() -> TempDir {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join(FOLDER);
    copy(&web_shop(), &folder.join("register"));
    let workbook = repository().join("examples/web-shop.xlsx");
    fs::copy(workbook, folder.join("shop.xlsx")).unwrap();
    let args = ["export", "-r", "register", "--to", "shop.json"];
    risk(&folder, &args).exits(0);
    committed(around.path());
    around
}

pub const FORMS: [&str; 3] = ["register", "shop.xlsx", "shop.json"];

pub fn folder(around: &TempDir) -> PathBuf {
    around.path().join(FOLDER)
}

pub fn install(around: &TempDir) {
    for form in FORMS {
        risk(&folder(around), &["git", "install", form]).exits(0);
    }
    commit(around.path(), "The driver");
}

/// git, which may end with conflicts.
pub fn try_git(folder: &Path, args: &[&str]) -> Output {
    let mut git = Command::new("git");
    as_nobody(git.current_dir(folder).args(args));
    git.output().unwrap()
}

/// Changes each form on a branch made of main, and on main.
pub fn on_both(around: &TempDir, reference: &str, ours: &[&str], theirs: &[&str]) {
    let edit = |assignments: &[&str]| {
        for form in FORMS {
            let args = [&["set", reference, "-q", "-r", form], assignments].concat();
            risk(&folder(around), &args).exits(0);
        }
        commit(around.path(), "An edit");
    };
    git(around.path(), &["checkout", "--quiet", "-b", "theirs"]);
    edit(theirs);
    git(around.path(), &["checkout", "--quiet", "main"]);
    edit(ours);
}

/// A risk of a register, as JSON.
pub fn shown(around: &TempDir, form: &str, reference: &str) -> Value {
    let args = ["show", reference, "-r", form, "--format", "json"];
    let run = risk(&folder(around), &args).exits(0);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    answer["risks"][0].clone()
}

/// The commands that somebody needs in the middle of anything.
pub fn answers(around: &TempDir, form: &str) {
    risk(&folder(around), &["list", "-r", form]).exits(0);
    let check = risk(&folder(around), &["check", "-r", form]);
    assert!(check.code < 2, "{check:?}");
    let args = ["runbook", "R04", "-r", form];
    risk(&folder(around), &args).exits(0);
}

const OURS: [&str; 2] = ["impact=High", "mitigations+=Watch the error rate"];
const THEIRS: [&str; 2] = ["likelihood=High", "mitigations+=One zone first"];

/// What both sides did to R04 is in every form.
fn has_both(around: &TempDir) {
    for form in FORMS {
        let risk = shown(around, form, "R04");
        assert_eq!(risk["rating"], "Critical", "{form}");
        let mitigations = risk["mitigations"].to_string();
        for added in ["Watch the error rate", "One zone first"] {
            assert!(mitigations.contains(added), "{form}: {mitigations}");
        }
        answers(around, form);
    }
    assert_eq!(git(around.path(), &["status", "--porcelain", "-uno"]), "");
}

#[test]
fn a_merge_has_what_both_sides_did_in_every_form() {
    let around = shops();
    install(&around);
    on_both(&around, "R04", &OURS, &THEIRS);
    let merge = try_git(around.path(), &["merge", "--quiet", "theirs"]);
    assert!(merge.status.success(), "{merge:?}");
    let words = String::from_utf8(merge.stderr).unwrap();
    assert!(words.contains("which neither side chose"), "{words}");
    has_both(&around);
}

#[test]
fn a_rebase_and_a_cherry_pick_have_what_both_sides_did() {
    let around = shops();
    install(&around);
    on_both(&around, "R04", &OURS, &THEIRS);
    git(
        around.path(),
        &["checkout", "--quiet", "-b", "picked", "main"],
    );
    git(around.path(), &["cherry-pick", "theirs"]);
    has_both(&around);
    git(around.path(), &["checkout", "--quiet", "main"]);
    git(around.path(), &["rebase", "--quiet", "theirs"]);
    has_both(&around);
}

#[test]
fn without_the_driver_git_merges_no_workbook_and_no_neighbouring_lines() {
    let around = shops();
    on_both(&around, "R04", &OURS, &THEIRS);
    let merge = try_git(around.path(), &["merge", "--quiet", "theirs"]);
    assert_eq!(merge.status.code(), Some(1), "{merge:?}");
    let unmerged = git(around.path(), &["diff", "--name-only", "--diff-filter=U"]);
    assert_eq!(unmerged.lines().count(), 3, "{unmerged}");
}

const CONFLICT: &str = "R10 likelihood: ours Low, theirs High: both sides changed it";

#[test]
fn a_conflict_leaves_ours_and_is_named_with_the_command_that_settles_it() {
    let around = shops();
    install(&around);
    on_both(
        &around,
        "R10",
        &["likelihood=Low", "owner=Ops"],
        &["likelihood=High"],
    );
    let merge = try_git(around.path(), &["merge", "--quiet", "theirs"]);
    assert_eq!(merge.status.code(), Some(1), "{merge:?}");
    let words = String::from_utf8(merge.stderr).unwrap();
    assert_eq!(words.matches(CONFLICT).count(), 3, "{words}");
    let resolve = "hint: risk resolve -r 'it'\\''s our \"100%\" folder/shop.xlsx'";
    assert!(words.contains(resolve), "{words}");
    let resolve = "hint: risk resolve -r 'it'\\''s our \"100%\" folder/register'";
    assert!(words.contains(resolve), "{words}");
    for form in ["shop.xlsx", "shop.json"] {
        let risk = shown(&around, form, "R10");
        assert_eq!(risk["likelihood"], "Low", "{form}");
        assert_eq!(risk["owner"].as_str().unwrap_or("Ops"), "Ops", "{form}");
        answers(&around, form);
    }
    let unmerged = git(around.path(), &["ls-files", "--unmerged"]);
    assert_eq!(unmerged.lines().count(), 9, "{unmerged}");
}

/// The markers stand around the key alone; without theirs, and without ours, the file is that of a side.
#[test]
fn a_conflict_in_a_text_has_markers_around_the_key_alone() {
    let around = shops();
    install(&around);
    let entry = "mitigations[1]=Second acquirer for all cards, switched by a flag";
    on_both(
        &around,
        "R10",
        &["likelihood=Low", "impact=Low", entry],
        &["likelihood=High", "owner=Ops", "mitigations[1]="],
    );
    let merge = try_git(around.path(), &["merge", "--quiet", "theirs"]);
    assert_eq!(merge.status.code(), Some(1), "{merge:?}");
    let file = folder(&around).join("register/risks/R10.toml");
    let text = fs::read_to_string(&file).unwrap();
    let conflict =
        |ours: &str, theirs: &str| format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n");
    for conflict in [
        conflict("likelihood = \"Low\"\n", "likelihood = \"High\"\n"),
        conflict(
            "    \"Second acquirer for all cards, switched by a flag\",\n",
            "",
        ),
    ] {
        assert!(text.contains(&conflict), "{text}");
    }
    assert_eq!(text.matches("<<<<<<< ").count(), 2, "{text}");
    // In the middle of the merge it is read as ours.
    answers(&around, "register");
    assert_eq!(shown(&around, "register", "R10")["likelihood"], "Low");
    // Settled by hand, it is a register with what both sides did beside.
    let mut is_theirs = false;
    let ours = text.lines().filter(|line| match line.get(..7) {
        Some("<<<<<<<") => false,
        Some("=======") => {
            is_theirs = true;
            false
        }
        Some(">>>>>>>") => {
            is_theirs = false;
            false
        }
        _ => !is_theirs,
    });
    let ours: Vec<&str> = ours.collect();
    fs::write(&file, ours.join("\n")).unwrap();
    let risk = shown(&around, "register", "R10");
    assert_eq!(risk["likelihood"], "Low");
    assert_eq!(risk["impact"], "Low");
    assert_eq!(risk["owner"], "Ops");
    answers(&around, "register");
}

/// In a rebase ours is what the branch is put onto.
#[test]
fn a_conflict_of_a_rebase_has_the_sides_as_git_has_them() {
    let around = shops();
    install(&around);
    on_both(&around, "R10", &["likelihood=Low"], &["likelihood=High"]);
    let rebase = try_git(around.path(), &["rebase", "theirs"]);
    assert_eq!(rebase.status.code(), Some(1), "{rebase:?}");
    for form in ["shop.xlsx", "shop.json"] {
        assert_eq!(shown(&around, form, "R10")["likelihood"], "High", "{form}");
    }
    git(around.path(), &["rebase", "--abort"]);
    assert_eq!(shown(&around, "shop.xlsx", "R10")["likelihood"], "Low");
}

#[test]
fn an_accepted_risk_that_the_other_side_raised_is_a_conflict_though_no_line_is() {
    let around = shops();
    install(&around);
    let accept = [
        "status=accepted",
        "acceptance.by=Ada",
        "acceptance.until=2027-01-01",
    ];
    on_both(&around, "R10", &accept, &["likelihood=High"]);
    let merge = try_git(around.path(), &["merge", "--quiet", "theirs"]);
    assert_eq!(merge.status.code(), Some(1), "{merge:?}");
    let file = folder(&around).join("register/risks/R10.toml");
    let text = fs::read_to_string(file).unwrap();
    let (before, conflict) = text.split_once("<<<<<<< ours\n").unwrap();
    assert!(before.contains("likelihood = \"High\""), "{text}");
    let (ours, theirs) = conflict.split_once("=======\n").unwrap();
    assert!(ours.contains("status = \"accepted\""), "{text}");
    assert!(!theirs.contains("accepted"), "{text}");
}

#[test]
fn what_both_sides_added_under_one_name_is_in_conflict_and_what_they_added_beside_is_not() {
    let around = tempfile::tempdir().unwrap();
    let path = around.path();
    risk(path, &["init", "register"]).exits(0);
    committed(path);
    risk(path, &["git", "install", "register"]).exits(0);
    commit(path, "The driver");
    let add = |reference: &str, text: &str, file: &str| {
        let args = ["component=CDN", &format!("description={text}")];

        risk(
            path,
            &[
                &["add", "-r", "register", "--reference", reference],
                &args[..],
            ]
            .concat(),
        )
        .exits(0);
        json_register(
            &path.join(file),
            &[crate::registers::risk("R1", text, "Low", "High")],
        );
        risk(path, &["git", "install", file]).exits(0);
        commit(path, text);
    };
    git(path, &["checkout", "--quiet", "-b", "theirs"]);
    add("R1", "Theirs fails", "both.json");
    git(path, &["checkout", "--quiet", "main"]);
    add("R1", "Ours fails", "both.json");
    let merge = try_git(path, &["merge", "--quiet", "theirs"]);
    assert_eq!(merge.status.code(), Some(1), "{merge:?}");
    let text = fs::read_to_string(path.join("register/risks/R1.toml")).unwrap();
    let expected = "<<<<<<< ours\ndescription = \"Ours fails\"\n=======\ndescription = \"Theirs fails\"\n>>>>>>> theirs\n";
    assert!(text.contains(expected), "{text}");
    let words = String::from_utf8(merge.stderr).unwrap();
    let reason = "both sides added a risk of this reference";
    assert_eq!(words.matches(reason).count(), 2, "{words}");
    risk(path, &["list", "-r", "both.json"])
        .exits(0)
        .writes("Ours fails");
}

/// It runs the driver, and its folder is the work tree.
#[test]
fn a_merge_without_a_work_tree_leaves_that_alone() {
    let around = shops();
    install(&around);
    on_both(&around, "R04", &OURS, &THEIRS);
    let before = crate::registers::files(&folder(&around));
    let tree = git(
        around.path(),
        &["merge-tree", "--write-tree", "main", "theirs"],
    );
    assert_eq!(crate::registers::files(&folder(&around)), before);
    let tree = tree.lines().next().unwrap();
    let object = format!("{tree}:./shop.xlsx");
    let args = ["diff", &object, "shop.xlsx", "--format", "json"];
    let diff = risk(&folder(&around), &args).exits(0);
    assert!(diff.stdout.contains("One zone first"), "{diff:?}");
}

/// What both sides changed crosswise is merged from what that comes from, so that no conflict is settled in silence.
#[test]
fn branches_that_were_merged_crosswise_keep_their_conflict() {
    let around = shops();
    install(&around);
    on_both(&around, "R10", &["likelihood=Low"], &["likelihood=High"]);
    git(around.path(), &["branch", "first"]);
    let cross = |branch: &str, other: &str, likelihood: &str| {
        git(around.path(), &["checkout", "--quiet", branch]);
        let merge = try_git(around.path(), &["merge", "--quiet", other]);
        assert_eq!(merge.status.code(), Some(1), "{merge:?}");
        git(around.path(), &["checkout", "--ours", "."]);
        for form in FORMS {
            assert_eq!(shown(&around, form, "R10")["likelihood"], likelihood);
        }
        commit(around.path(), "Settled");
    };
    git(around.path(), &["branch", "second", "theirs"]);
    cross("theirs", "first", "High");
    cross("main", "second", "Low");
    let merge = try_git(around.path(), &["merge", "--quiet", "theirs"]);
    assert_eq!(merge.status.code(), Some(1), "{merge:?}");
    for form in ["shop.xlsx", "shop.json"] {
        assert_eq!(shown(&around, form, "R10")["likelihood"], "Low", "{form}");
    }
    let unmerged = git(around.path(), &["diff", "--name-only", "--diff-filter=U"]);
    assert_eq!(unmerged.lines().count(), 3, "{unmerged}");
}

/// Comments are nothing of the record, and those of both sides are kept.
#[test]
fn comments_and_unknown_keys_of_both_sides_stay_or_are_in_conflict() {
    let around = shops();
    install(&around);
    let file = folder(&around).join("register/risks/R04.toml");
    let text = fs::read_to_string(&file).unwrap();
    let write = |text: String, message: &str| {
        fs::write(&file, text).unwrap();
        commit(around.path(), message);
    };
    git(around.path(), &["checkout", "--quiet", "-b", "theirs"]);
    write(format!("{text}\n# As decided in May\n"), "A comment");
    git(around.path(), &["branch", "beside"]);
    let high = text.replace(
        "likelihood = \"Low\"",
        "likelihood = \"High\" # as Ops has it",
    );
    assert_ne!(high, text);
    write(high, "A comment beside");
    git(around.path(), &["checkout", "--quiet", "main"]);
    write(
        text.replace(
            "likelihood = \"Low\"",
            "likelihood = \"Medium\" # as Web has it",
        ),
        "Ours",
    );
    let merge = try_git(around.path(), &["merge", "--quiet", "beside"]);
    assert!(merge.status.success(), "{merge:?}");
    let merged = fs::read_to_string(&file).unwrap();
    assert!(merged.contains("# As decided in May") && merged.contains("# as Web has it"));
    let merge = try_git(around.path(), &["merge", "--quiet", "theirs"]);
    assert_eq!(merge.status.code(), Some(1), "{merge:?}");
    let merged = fs::read_to_string(&file).unwrap();
    assert!(
        merged.contains("# as Ops has it") && merged.contains("# as Web has it"),
        "{merged}"
    );
    let marked = "<<<<<<< ours\nlikelihood = \"Medium\"";
    assert!(merged.contains(marked), "{merged}");
}

/// Files of others in the repository are merged as if we were not there.
#[test]
fn other_files_are_merged_to_the_byte_as_without_us() {
    let merged = |is_installed: bool| {
        let around = shops();
        let package = folder(&around).join("package.json");
        let write = |version: &str, name: &str| {
            let text = format!(
                "{{\n  \"name\": \"{name}\",\n  \"private\": true,\n  \"type\": \"module\",\n  \"version\": \"{version}\"\n}}\n"
            );
            fs::write(&package, text).unwrap();
            commit(around.path(), "The package");
        };
        write("1", "shop");
        if is_installed {
            install(&around);
        }
        git(around.path(), &["checkout", "--quiet", "-b", "theirs"]);
        write("2", "shop");
        git(around.path(), &["checkout", "--quiet", "main"]);
        write("3", "our-shop");
        let merge = try_git(around.path(), &["merge", "--quiet", "theirs"]);
        assert_eq!(merge.status.code(), Some(1), "{merge:?}");
        fs::read(&package).unwrap()
    };
    assert_eq!(merged(true), merged(false));
}

/// The example's review, of which both sides answer questions; the merge that git then makes, and the review.
fn both_answer(ours: &[&str], theirs: &[&str]) -> (TempDir, Output, String) {
    let around = shops();
    install(&around);
    let register = folder(&around).join("register");
    let path = "reviews/web-shop-2026-11-20.toml";
    let answer = |answers: &[&str]| {
        let args = [&["review", "answer", path][..], answers].concat();
        risk(&register, &args).exits(0);
        commit(around.path(), "Answers");
    };
    git(around.path(), &["checkout", "--quiet", "-b", "theirs"]);
    answer(theirs);
    git(around.path(), &["checkout", "--quiet", "main"]);
    answer(ours);
    let merge = try_git(around.path(), &["merge", "theirs"]);
    let text = fs::read_to_string(register.join(path)).unwrap();
    (around, merge, text)
}

#[test]
fn two_people_who_answer_questions_of_a_review_are_merged() {
    // Two have no answer yet, and both add to the end of the file; of the third each changes another part.
    let ours = ["outage-cost=figure", "slow-calls=callers-side"];
    let theirs = ["restore-tests=restored", "slow-calls.notes=Ask Ada"];
    let (_around, merge, text) = both_answer(&ours, &theirs);
    assert!(merge.status.success(), "{merge:?}");
    let review = Review::from_toml("web-shop.toml", &text).unwrap();
    let selected = |question| {
        review
            .answers
            .get(question)
            .unwrap()
            .selected
            .clone()
            .unwrap()
    };
    assert_eq!(selected("outage-cost"), ["figure"]);
    assert_eq!(selected("restore-tests"), ["restored"]);
    assert_eq!(selected("slow-calls"), ["callers-side"]);
    assert_eq!(review.answers.get("slow-calls").unwrap().notes, "Ask Ada");
}

#[test]
fn one_answer_in_two_ways_is_left_to_a_person() {
    let (_around, merge, text) = both_answer(&["slow-calls.notes=Ada"], &["slow-calls.notes=Bob"]);
    assert!(!merge.status.success());
    let said = String::from_utf8_lossy(&merge.stderr).into_owned();
    assert!(
        said.contains("merged by line: both changed the same of it"),
        "{said}"
    );
    let (ours, theirs) = (text.find("\"Ada\""), text.find("\"Bob\""));
    assert!(ours.is_some() && ours < theirs, "{text}");
}
