//! What a person sees who waits, at a terminal that Python makes.

use std::process::Command;

/// Runs the command on a table that nobody writes to until there is a sign of it, or until two seconds are over where
/// there is to be none. Prints whether the table was written since the sign was seen, and all that the terminal got.
const WATCH: &str = r#"
import json, os, pty, select, subprocess, sys, time
binary, fifo, sign, *options = sys.argv[1:]
os.mkfifo(fifo)
terminal, child = pty.openpty()
args = [binary, "component", "import", "-r", "shop.json", fifo, *options]
stdout = subprocess.PIPE if sign else child
run = subprocess.Popen(args, stderr=child, stdout=stdout, stdin=subprocess.DEVNULL)
os.close(child)
shown, patience = b"", time.monotonic() + (60 if sign else 2)
while not (sign and sign.encode() in shown) and time.monotonic() < patience:
    if select.select([terminal], [], [], 0.1)[0]:
        shown += os.read(terminal, 65536)
is_seen = bool(sign) and sign.encode() in shown
with open(fifo, "w") as table:
    table.write("component,requires\nAPI,Database\n")
try:
    while part := os.read(terminal, 65536):
        shown += part
except OSError:
    pass
print(json.dumps([is_seen, shown.decode(), run.wait()]))
"#;

/// Whether a sign was seen, what the terminal got, and how the command ended.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn watch(sign: &str, options: &[&str]) -> Option<(bool, String, i32)> {
    if std::env::var_os("RISK_CROSS_CHECKS").is_none() {
        eprintln!("skipped: RISK_CROSS_CHECKS is not set");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    crate::registers::json_register(&folder.path().join("shop.json"), &[]);
    let binary = env!("CARGO_BIN_EXE_risk");
    let output = Command::new("python3")
        .current_dir(folder.path())
        .args(["-c", WATCH, binary, "needs.csv", sign])
        .args(options)
        .output()
        .expect("python3 runs");
    Some(serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}")))
}

#[test]
fn whoever_waits_for_long_sees_that_the_command_is_at_work_until_it_says_something() {
    let Some((is_seen, shown, code)) = watch("at work", &["--as", "csv"]) else {
        return;
    };
    assert!(is_seen, "{shown}");
    // The line is empty again before anything else.
    let (_, after) = shown.rsplit_once("at work").unwrap();
    let (_, said) = after
        .split_once("\r\u{1b}[2K")
        .unwrap_or_else(|| panic!("{shown:?}"));
    assert!(said.contains("2 components"), "{shown:?}");
    assert_eq!(code, 0, "{shown}");
}

#[test]
fn nothing_moves_where_nobody_wants_words() {
    let Some((_, shown, code)) = watch("", &["--as", "csv", "--quiet"]) else {
        return;
    };
    assert!(!shown.contains("at work"), "{shown:?}");
    assert_eq!(code, 0, "{shown}");
}
