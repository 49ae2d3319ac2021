//! Registers in repositories of git.

use std::path::Path;
use std::process::Command;

/// git in a folder, as nobody in particular: without the settings of whoever runs the tests.
pub fn git(folder: &Path, args: &[&str]) -> String {
    let mut git = Command::new("git");
    as_nobody(git.current_dir(folder).args(args));
    let output = git.output().expect("git is there");
    assert!(output.status.success(), "git {args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Has git run without the settings of whoever runs the tests.
pub fn as_nobody(git: &mut Command) {
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Ada"),
        ("GIT_AUTHOR_EMAIL", "ada@example.com"),
        ("GIT_COMMITTER_NAME", "Ada"),
        ("GIT_COMMITTER_EMAIL", "ada@example.com"),
    ] {
        git.env(name, value);
    }
}

/// Makes a folder a repository, with all that is in it committed.
pub fn committed(folder: &Path) {
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    commit(folder, "The register");
}

/// Commits all that is in a folder.
pub fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "--all"]);
    git(
        folder,
        &["commit", "--quiet", "--allow-empty", "--message", message],
    );
}
