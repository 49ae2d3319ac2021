//! What can be asked of the graph.

use std::time::Duration;

use clap::Args;
use risk_core::graph::CutOptions;
use risk_core::graph::format::DrawingFormat;

use super::Format;
use super::words::{Word, Words};

/// What is affected when components fail.
#[derive(Debug, Args)]
pub struct Blast {
    /// The components that fail, at the same time
    #[arg(value_name = "COMPONENT", required = true)]
    pub components: Vec<String>,

    /// The maximum number of rows of each table; 0 for all [default: 50; of CSV, all]
    #[arg(long, value_name = "NUMBER")]
    pub top: Option<usize>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// How a failure reaches a component.
#[derive(Debug, Args)]
pub struct Why {
    /// The component to explain
    pub component: String,

    /// The components that fail, at the same time
    #[arg(value_name = "FAILED", required = true)]
    pub failed: Vec<String>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// The single points of failure.
#[derive(Debug, Args)]
pub struct Spof {
    /// Only those of this component
    pub component: Option<String>,

    /// Also list what each of them brings down
    #[arg(long)]
    pub affected: bool,

    /// The maximum number of rows of a table; 0 for all [default: 50; of CSV, all]
    #[arg(long, value_name = "NUMBER")]
    pub top: Option<usize>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Which failures together bring a component down.
#[derive(Debug, Args)]
pub struct Cuts {
    /// The component
    pub component: String,

    /// The maximum number of components that fail together
    #[arg(long, value_name = "NUMBER", default_value_t = 2)]
    pub order: usize,

    /// Only components fail that have no hard requirement, as the basic events of a fault tree
    #[arg(long)]
    pub leaves: bool,

    /// The maximum time of the search, such as 10s or 2m; what was found until then is shown
    #[arg(long, value_name = "DURATION", value_parser = time)]
    pub within: Option<Duration>,

    /// The maximum number of steps of the search, which ends with the same answer on every machine
    #[arg(long, value_name = "STEPS", default_value_t = CutOptions::default().budget)]
    pub budget: u64,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Reads how long a search may take, in units as small as it needs.
fn time(text: &str) -> Result<Duration, String> {
    let time = text.parse::<jiff::SignedDuration>().ok();
    let time = time.and_then(|time| Duration::try_from(time).ok());
    time.ok_or_else(|| "expected a duration such as 10s or 2m".to_owned())
}

/// Where to look next.
#[derive(Debug, Args)]
pub struct Exposure {
    /// The maximum number of rows; 0 for all [default: 50; of CSV, all]
    #[arg(long, value_name = "NUMBER")]
    pub top: Option<usize>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// How long it takes until everything is back.
#[derive(Debug, Args)]
pub struct Recovery {
    /// The components that fail, at the same time
    #[arg(value_name = "COMPONENT", required = true)]
    pub components: Vec<String>,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Draw what depends on what.
#[derive(Debug, Args)]
pub struct Graph {
    /// A component that fails, to mark what is affected; repeatable
    #[arg(long, value_name = "COMPONENT")]
    pub failed: Vec<String>,

    /// Only what is near this component; repeatable
    #[arg(long, value_name = "COMPONENT")]
    pub around: Vec<String>,

    /// With --around: how many steps away, in both directions
    #[arg(long, value_name = "STEPS", default_value_t = 1, requires = "around")]
    pub depth: usize,

    /// The maximum number of components in a picture; beyond it, similar ones are drawn as one, with their count
    /// [default: 80]
    #[arg(long, value_name = "NUMBER")]
    pub most: Option<usize>,

    /// What to write
    #[arg(long, default_value = "dot", value_parser = Words::<DrawingFormat>::new(&DRAWING_FORMATS))]
    pub format: DrawingFormat,
}

/// What a graph is written as.
const DRAWING_FORMATS: [Word; 5] = [
    ("dot", "A picture for Graphviz"),
    (
        "mermaid",
        "A picture for Markdown on GitHub, GitLab and others",
    ),
    ("graphml", "XML for yEd, Gephi and networkx"),
    (
        "json",
        "Node-link JSON, as networkx has it; `risk component import` reads it",
    ),
    (
        "csv",
        "component,requires,effect,group,need; `risk component import` reads it",
    ),
];
