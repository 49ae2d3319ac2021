//! `risk blast`: what falls over when components fail.

use risk_core::graph::{Answer, BlastRadius, ComponentId, Graph};

use super::Outcome;
use crate::cli::{Blast, Global};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::{self, counted, some};
use crate::source;

pub fn run(args: &Blast, global: &Global, output: &mut Output) -> Result<Outcome, Failure> {
    let reading = source::read(global, output)?;
    let graph = Graph::new(&reading.register);
    let failed = find_all(&graph, &args.components)?;
    let blast = graph.fail(failed)?;
    let answer = render::Blast::new(&graph, &blast);
    output.answer(&answer, render::Blast::table, args.format)?;
    if args.format.is_for_people() {
        let risks = render::risks_hit(&graph, &blast);
        if !risks.is_empty() {
            output.text("\n")?;
            output.table(&risks, args.format)?;
        }
    }
    tell(&graph, &blast, output)?;
    Ok(Outcome::Clean)
}

/// The components that some names mean.
pub fn find_all(graph: &Graph, names: &[String]) -> Result<Vec<ComponentId>, Failure> {
    let found = names.iter().map(|name| graph.find(name));
    Ok(found.collect::<Result<_, _>>()?)
}

fn tell(graph: &Graph, blast: &BlastRadius<'_>, output: &mut Output) -> Answer<()> {
    let down = blast.down().len();
    let spared = blast.potential().difference(blast.down())?;
    let mut summary = vec![format!("{} down", counted(down, "component"))];
    let without_spare = blast.eroded().iter().filter(|eroded| eroded.margin == 0);
    let mut owners: Vec<ComponentId> = without_spare.map(|eroded| eroded.component).collect();
    owners.dedup();
    for (count, what) in [
        (blast.degraded().len(), "degraded"),
        (blast.ungrounded().len(), "that could not start again"),
        (owners.len(), "without a spare"),
    ] {
        if count > 0 {
            summary.push(format!("{count} {what}"));
        }
    }
    if !spared.is_empty() {
        let most = blast.potential().len();
        summary.push(format!("by reachability alone {most} would be down"));
    }
    output.words(&summary.join(", "));
    let unknown = graph.structure().unknown().difference(blast.down())?;
    if !unknown.is_empty() {
        let names = some(graph.keys(&unknown)?);
        output.words(&format!("nobody has said what these need: {names}"));
    }
    Ok(())
}
