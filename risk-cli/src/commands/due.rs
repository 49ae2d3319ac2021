//! `risk due`: the decisions that come up.

use risk_core::readiness::DueAnswer;

use crate::cli::{Due, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted};
use crate::source;
use crate::today::today;

pub fn run(args: &Due, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let register = &source::read(global, output)?.register;
    let today = today(global);
    let answer = DueAnswer::new(register, today, args.within);
    let answer = answer.of_owners(&args.owners.owners(register)?);
    let ratings = register.scale().rating();
    let table = |answer: &_| render::due(answer, ratings, args.format);
    if !answer.due.is_empty() || !args.format.is_for_people() {
        output.answer(&answer, table, args.format)?;
    }
    let days = counted(
        usize::try_from(args.within.days_rounded_up()).unwrap_or(usize::MAX),
        "day",
    );
    let unread = answer.unread.iter();
    let unread = unread.map(|one| {
        let what = format!("the {} of {}", one.decision, one.risk);
        match one.text.as_str() {
            "" => what,
            text => format!("{what} `{text}`"),
        }
    });
    if !answer.unread.is_empty() {
        let days = match answer.unread.len() {
            1 => "1 day is no date".to_owned(),
            days => format!("{days} days are no dates"),
        };
        let named = render::some(unread);
        output.warning(&format!("{days}, and may be due: {named}"));
    }
    output.left_out_unread("risk", &answer.left_out);
    let coming = answer.due.len() - answer.overdue();
    output.words(&format!(
        "{} overdue, {coming} due within {days}, on {today}",
        answer.overdue()
    ));
    Ok(())
}
