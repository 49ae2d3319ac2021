//! Running the command.

use std::path::Path;
use std::process::{Command, Stdio};

/// How a run of the command ended.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// The same, of a run that ended with this code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// The same, of a run that said this on standard error.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "no `{words}` in {self:#?}");
        self
    }

    /// The same, of a run that wrote this on standard output.
    #[track_caller]
    pub fn writes(self, data: &str) -> Self {
        assert!(self.stdout.contains(data), "no `{data}` in {self:#?}");
        self
    }

    /// The same, of a run that said nothing on standard error.
    #[track_caller]
    pub fn says_nothing(self) -> Self {
        assert_eq!(self.stderr, "", "{self:#?}");
        self
    }
}

/// The day on which all of it happens: what a day decides would be otherwise on another.
pub const TODAY: &str = "2026-11-23";

/// The command in a folder, untouched by the settings of whoever runs the tests.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_risk"));
    command.current_dir(folder).stdin(Stdio::null());
    for name in [
        "RISK_REGISTER",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
    ] {
        command.env_remove(name);
    }
    command.env("RISK_TODAY", TODAY);
    command
}

/// Runs the command in a folder.
pub fn risk(folder: &Path, args: &[&str]) -> Run {
    end(command(folder).args(args))
}

/// Runs a command to its end.
pub fn end(command: &mut Command) -> Run {
    let output = command.output().expect("the command starts");
    Run {
        code: output.status.code().expect("the command ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("data is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("words are UTF-8"),
    }
}
