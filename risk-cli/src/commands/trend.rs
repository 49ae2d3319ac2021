//! `risk trend`: how the register became what it is.

use crate::cli::{Global, Trend};
use crate::commands::report::history;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;
use crate::today::today;

/// How many rows are shown unless somebody asks for others: a screen.
const ROWS: usize = 20;

pub fn run(args: &Trend, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let global = source::named(args.path.as_ref(), global)?;
    let reading = source::read(&global, output)?;
    let window = args.window.window(today(&global));
    output.doing(|| "reading the history".to_owned());
    let Some(answer) = history(reading, window, &global, output)? else {
        let hint = "a register in a git repository has one";
        return Err(Failure::request(
            "the register has no history",
            Some(hint.to_owned()),
        ));
    };
    let rows = args.format.rows(args.top, ROWS);
    let table = |answer: &_| render::trend(answer, reading.register.scale());
    output.answer_first(&answer, table, rows, args.format)?;
    if answer.older > 0 {
        let older = counted(answer.older, "older version");
        output.words(&format!("{older} not looked at"));
    }
    for one in answer.moves() {
        output.words(&format!(
            "before {} it was at `{}`",
            one.to.name(),
            one.from
        ));
    }
    if answer.is_partial {
        output.warning("the repository has not all of the history, as it was cloned without");
    }
    for unread in &answer.unread {
        output.warning(&format!(
            "{} of {} not counted: {}",
            unread.name(),
            unread.day,
            unread.reason
        ));
    }
    Ok(())
}
