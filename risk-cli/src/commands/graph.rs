//! `risk graph`: what depends on what, as a picture or as data.

use risk_core::graph::format::{Drawing, DrawingFormat, NotInCsv};

use crate::cli::{Global, Graph};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::some;
use crate::source;

pub fn run(args: &Graph, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let graph = risk_core::graph::Graph::new(&source::read(global, output)?.register);
    let failed = graph.find_all(&args.failed)?;
    let blast = (!failed.is_empty()).then(|| graph.fail(failed));
    let blast = blast.transpose()?;
    let drawn = match args.around.as_slice() {
        [] => graph.structure().all(),
        around => {
            let around = graph.find_all(around)?;
            graph.structure().around(around, args.depth)?
        }
    };
    let whole = Drawing::of(&graph, blast.as_ref(), &drawn)?;
    let is_picture = matches!(args.format, DrawingFormat::Dot | DrawingFormat::Mermaid);
    let (all, most) = (whole.components.len(), args.most.max(1));
    let drawing = if is_picture && all > most {
        whole.collapsed(most)
    } else {
        whole
    };
    output.data(&drawing.write(args.format))?;
    if drawing.components.len() < all {
        let shown = drawing.components.len();
        output.words(&format!("{all} components are drawn as {shown}"));
        output.hint("--around COMPONENT shows a part; --most NUMBER draws more");
    }
    if !is_picture && !args.around.is_empty() {
        output.warning("requirements beyond --around are left out, so the graph is not complete");
    }
    if args.format == DrawingFormat::Csv {
        report_lost_in_csv(&NotInCsv::of(&graph, &drawn)?, output);
    }
    if drawn.is_empty() {
        output.words("the register has no components");
    }
    Ok(())
}

/// Reports what CSV has no place for.
fn report_lost_in_csv(lost: &NotInCsv, output: &mut Output) {
    if !lost.without_row.is_empty() {
        let names = some(&lost.without_row);
        output.warning(&format!(
            "CSV has no row for components whose dependencies are unknown and that nothing requires: {names}"
        ));
    }
    if !lost.housed.is_empty() {
        let names = some(&lost.housed);
        output.warning(&format!(
            "dependencies unknown, and CSV has their container alone: {names}"
        ));
    }
}
