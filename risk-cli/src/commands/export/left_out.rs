//! What an export leaves out, and what it refuses to.

use risk_core::{Error, Finding, ImportNote, Key, Reading, Register, Risk, Settings};

use crate::failure::Failure;
use crate::output::Output;
use crate::render::{counted, one_line};

/// Leaves out the rehearsals where the target has no place for them: how many stay where they are.
pub fn leave_rehearsals(reading: &mut Reading, target: &Reading) -> usize {
    if target.scope.has_rehearsals() {
        return 0;
    }
    let stay = reading.register.count_rehearsals();
    reading.register = reading.register.clone().without_rehearsals();
    stay
}

/// Refuses a register of which something could not be read: nothing in what is made of it would show that.
pub fn refuse_unread(reading: &Reading) -> Result<(), Failure> {
    let mut unread = of_code(reading, "invalid-value");
    let Some(first) = unread.next() else {
        return Ok(());
    };
    let more = match unread.count() {
        0 => String::new(),
        more => format!(" (and {})", counted(more, "more value")),
    };
    let message = format!(
        "{} has what cannot be read and would be lost: {}{more}",
        one_line(&first.location.to_string()),
        one_line(&first.message)
    );
    let hint = "mend it first; `risk check --rule invalid-value` shows all".to_owned();
    Err(Failure::request(message, Some(hint)))
}

/// How many keys there are that nothing is known of: what is written has no place for them.
pub fn unknown_keys(reading: &Reading) -> usize {
    of_code(reading, "unknown-key").count()
}

/// Warns of them, once they are left out.
pub fn unknown_keys_left_out(keys: usize, output: &mut Output) {
    if keys > 0 {
        output.warning(&format!(
            "{} of unknown meaning left out; `risk check --rule unknown-key` shows where",
            counted(keys, "key")
        ));
    }
}

/// Warns of files that look like records and are not read: whoever wrote one takes its record for exported.
pub fn unread_files_left_out(files: &[String], output: &mut Output) {
    if let [first, more @ ..] = files {
        let more = match more.len() {
            0 => String::new(),
            more => format!(" and {}", counted(more, "more file")),
        };
        output.warning(&format!(
            "{}{more} left out, of which nothing is read; `risk check --rule unread-file` shows all",
            one_line(first)
        ));
    }
}

fn of_code<'a>(reading: &'a Reading, code: &'a str) -> impl Iterator<Item = &'a Finding> {
    reading
        .findings
        .iter()
        .filter(move |finding| finding.code() == code)
}

/// Leaves out the risks that stand in other sheets of the target, as an import of one sheet leaves them alone: how many do.
pub fn leave_elsewhere(reading: &mut Reading, target: &Reading) -> Result<usize, Failure> {
    let register = &reading.register;
    let is_of_another = |risk: &Risk| {
        let is_here = || target.register.risk(&Key::first(&risk.reference)).is_some();
        target.scope.has_elsewhere(&risk.reference) && !is_here()
    };
    let others = register.risks().filter(|risk| is_of_another(risk.stated()));
    let others = others.count();
    if others == 0 {
        return Ok(0);
    }
    let (title, scale, components, mut risks) = register.clone().into_parts();
    risks.retain(|risk| !is_of_another(risk));
    reading.register = Register::new(title, scale, components, risks).map_err(Error::from)?;
    Ok(others)
}

/// Reports how many risks of other sheets were left alone.
pub fn report_elsewhere(count: usize, output: &mut Output) {
    if count > 0 {
        output.words(&ImportNote::OtherSheets(count).to_string());
    }
}

/// Warns of settings that a workbook has no place for.
pub fn settings_left_out(settings: &Settings, output: &mut Output) {
    let left_out = settings.beyond_workbooks();
    let left_out = match left_out.as_slice() {
        [] => return,
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    output.warning(&format!(
        "a workbook has no place for {left_out}; they are left out"
    ));
}

/// Reports how many rehearsals a workbook has no sheet for.
pub fn report_stay(count: usize, output: &mut Output) {
    if count > 0 {
        let stay = if count == 1 { "stays" } else { "stay" };
        output.words(&format!(
            "{} {stay} in the register: the workbook has no sheet Rehearsals with all its columns",
            counted(count, "rehearsal")
        ));
    }
}
