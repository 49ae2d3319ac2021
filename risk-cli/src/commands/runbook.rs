//! `risk runbook`: the page for when something fails.

mod all;
mod update;

use risk_core::graph::Graph;
use risk_core::runbook::{NoScenario, Page, Plan, Planner, Scenario};

use super::show::warn_repeated;
use crate::cli::{Global, PageFormat, Runbook};
use crate::failure::{Failure, nearest};
use crate::output::Output;
use crate::render::json;
use crate::source;
use crate::today::today;

pub fn run(args: &Runbook, global: &Global, output: &mut Output) -> Result<(), Failure> {
    if args.rehearsal && args.format == PageFormat::Json {
        let hint = "the JSON of a plan has all that the form of its rehearsal has".to_owned();
        return Err(Failure::request(
            "--rehearsal is a form for people",
            Some(hint),
        ));
    }
    if args.dry_run && args.update.is_none() && !args.all {
        let hint = "without --update and --all, the page goes to standard output".to_owned();
        return Err(Failure::request(
            "without --update or --all, no file is written that --dry-run could hold back",
            Some(hint),
        ));
    }
    let reading = source::read(global, output)?;
    let graph = Graph::new(&reading.register);
    let planner = Planner::new(&graph, &reading.settings, today(global));
    if let Some(risk) = args.reference.as_ref().or(args.risk.as_ref())
        && let Some(risk) = reading.register.find_risk(risk)
    {
        warn_repeated(&reading.register, risk, output);
    }
    if let Some(folder) = &args.out {
        all::run(args, &planner, &graph, folder, output)?;
    } else if let Some(file) = &args.update {
        update::run(args, &planner, file, output)?;
    } else if let Some(scenario) = scenario(args) {
        let plan = planner.plan(&scenario)?;
        output.data(&rendered(&plan, args))?;
    }
    Ok(())
}

/// What somebody states that fails.
fn scenario(args: &Runbook) -> Option<Scenario> {
    match args.reference.as_ref().or(args.risk.as_ref()) {
        Some(risk) => Some(Scenario::risk(risk)),
        None if args.component.is_empty() => None,
        None => Some(Scenario::components(&args.component)),
    }
}

fn page(plan: &Plan, is_rehearsal: bool) -> Page {
    if is_rehearsal {
        Page::rehearsal(plan)
    } else {
        Page::checklist(plan)
    }
}

fn rendered(plan: &Plan, args: &Runbook) -> String {
    match args.format {
        PageFormat::Md => page(plan, args.rehearsal).markdown(),
        PageFormat::Html => page(plan, args.rehearsal).html(),
        PageFormat::Json => json::answer(plan),
    }
}

impl From<NoScenario> for Failure {
    fn from(none: NoScenario) -> Self {
        let hint = match &none {
            NoScenario::Component(unknown) => nearest(&unknown.nearest),
            NoScenario::Risk { nearest: names, .. } => nearest(names),
            _ => None,
        };
        Self::request(none.to_string(), hint)
    }
}
