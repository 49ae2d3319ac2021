//! What can be passed to the commands that change a register.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};
use risk_core::graph::format::GraphFormat;

use risk_core::{Date, Outcome, RehearsalKind};

use super::Format;
use super::words::{Word, Words};

/// How an edit is made and reported.
#[derive(Debug, Clone, Args)]
pub struct EditOptions {
    /// Only show what would change
    #[arg(long)]
    pub dry_run: bool,

    /// Write a workbook even if somebody has it open
    #[arg(long)]
    pub force: bool,

    /// Output format
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Whether risks get references that have none.
#[derive(Debug, Args)]
pub struct AssignReferences {
    /// Give each risk without a reference the next free one; a sheet without a column for them gets one
    #[arg(long)]
    pub assign_references: bool,
}

/// Add a risk.
#[derive(Debug, Args)]
pub struct Add {
    /// The fields of the risk
    #[arg(value_name = "PATH=VALUE", required = true)]
    pub assignments: Vec<String>,

    /// The reference of the risk [default: the next free reference]
    #[arg(long, value_name = "REF")]
    pub reference: Option<String>,

    #[command(flatten)]
    pub assign: AssignReferences,

    #[command(flatten)]
    pub options: EditOptions,
}

/// Change fields of a risk.
#[derive(Debug, Args)]
pub struct Set {
    /// The references of the risks, and the fields to change: `R03~2` is the second risk of that reference, and what has
    /// a `=` in it, but for the first, is a field
    #[arg(
        value_name = "REF|PATH=VALUE",
        required_unless_present = "assign_references"
    )]
    pub arguments: Vec<String>,

    /// All risks of which an expression holds, in place of references, such as `rating >= High and not owner`
    #[arg(long = "where", value_name = "EXPR")]
    pub condition: Option<String>,

    #[command(flatten)]
    pub assign: AssignReferences,

    #[command(flatten)]
    pub options: EditOptions,
}

/// Accept risks.
#[derive(Debug, Args)]
pub struct Accept {
    /// The references of the risks
    #[arg(value_name = "REF", required = true)]
    pub references: Vec<String>,

    /// Who decided it
    #[arg(long, value_name = "NAME")]
    pub by: String,

    /// The last day on which it holds, such as 2027-03-31
    #[arg(long, value_name = "DATE")]
    pub until: Date,

    /// Why the risk is lived with
    #[arg(long, value_name = "TEXT")]
    pub reason: String,

    #[command(flatten)]
    pub options: EditOptions,
}

/// Record a tabletop, a game day or an incident.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("of").required(true).multiple(true))]
pub struct Rehearse {
    /// The references of the risks
    #[arg(value_name = "REF", group = "of")]
    pub references: Vec<String>,

    /// A component whose failure it was; repeatable
    #[arg(long, value_name = "NAME", group = "of")]
    pub component: Vec<String>,

    /// What it was
    #[arg(long, value_parser = Words::<RehearsalKind>::new(&KINDS))]
    pub kind: RehearsalKind,

    /// How it went
    #[arg(long, value_parser = Words::<Outcome>::new(&OUTCOMES))]
    pub outcome: Outcome,

    /// The day it was on [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,

    /// From the failure until somebody knew of it, such as `4m`
    #[arg(long, value_name = "DURATION")]
    pub detect: Option<String>,

    /// From the failure until everything worked again, such as `1h30m`
    #[arg(long, value_name = "DURATION")]
    pub recover: Option<String>,

    /// What was learned
    #[arg(long, value_name = "TEXT")]
    pub notes: Option<String>,

    /// Where to read more, such as a review of the incident
    #[arg(long, value_name = "URL")]
    pub link: Option<String>,

    #[command(flatten)]
    pub options: EditOptions,
}

/// The kinds of rehearsals, for help.
pub(super) const KINDS: [Word; 3] = [
    ("tabletop", "People talked it through"),
    ("game-day", "The failure was brought about on purpose"),
    ("incident", "It happened for real"),
];

/// The outcomes of rehearsals, for help.
pub(super) const OUTCOMES: [Word; 3] = [
    ("passed", "It was noticed and mended as written"),
    ("partly", "It was mended, and not all as written"),
    ("failed", "What is written did not do"),
];

/// Give a risk another reference.
#[derive(Debug, Args)]
pub struct Rename {
    /// The reference of the risk
    pub old: String,

    /// The new name
    pub new: String,

    #[command(flatten)]
    pub assign: AssignReferences,

    #[command(flatten)]
    pub options: EditOptions,
}

/// Remove risks.
#[derive(Debug, Args)]
pub struct Remove {
    /// The references of the risks
    #[arg(value_name = "REFERENCE", required = true)]
    pub references: Vec<String>,

    #[command(flatten)]
    pub options: EditOptions,
}

/// List, add and change components.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct Component {
    /// What to do
    #[command(subcommand)]
    pub command: ComponentCommand,
}

/// What to do with components.
#[derive(Debug, Subcommand)]
pub enum ComponentCommand {
    /// List the components, including those that are named but not declared
    List {
        /// Output format
        #[arg(long, default_value = "table")]
        format: Format,
    },
    /// Declare a component, or all that are named
    Add {
        /// The name of the component
        #[arg(required_unless_present = "all_named", conflicts_with = "all_named")]
        name: Option<String>,

        /// Declare each component that a risk or a requirement names and that nobody declares
        #[arg(long)]
        all_named: bool,

        /// The fields of the component
        #[arg(value_name = "PATH=VALUE")]
        assignments: Vec<String>,

        #[command(flatten)]
        options: EditOptions,
    },
    /// Change fields of a component
    ///
    /// Fields are given as for `risk set`: `tier=1 'requires+=soft: Email'`.
    Set {
        /// The names of the components, and the fields to change, such as `tier=1` or `'requires+=soft: Email'`: what
        /// has a `=` in it is a field
        #[arg(value_name = "NAME|PATH=VALUE", required = true)]
        arguments: Vec<String>,

        #[command(flatten)]
        options: EditOptions,
    },
    /// Give a component another name, in every risk and requirement that names it
    Rename {
        /// The name of the component
        old: String,

        /// The new name
        new: String,

        #[command(flatten)]
        options: EditOptions,
    },
    /// Make two components one, such as one of a review and one of an import
    ///
    /// It is called as the first one. What names the second one names the first from then on.
    Same {
        /// The name of the component that stays
        name: String,

        /// The name of the component that is the same
        other: String,

        #[command(flatten)]
        options: EditOptions,
    },
    /// Import components and what they require from files of other programs
    ///
    /// What is imported counts as assumed until somebody confirms it. Importing again updates it and touches
    /// nothing that people have declared. A component is known by what it is in its source, whatever it is called
    /// in the register.
    Import(ComponentImport),
    /// Confirm requirements that were imported, which makes them declared
    Confirm {
        /// The names of the components whose requirements are confirmed
        #[arg(value_name = "NAME", required_unless_present = "source")]
        names: Vec<String>,

        /// Only what was assumed from this source; without names, all of that
        #[arg(long, value_name = "NAME")]
        source: Option<String>,

        #[command(flatten)]
        options: EditOptions,
    },
    /// Remove components that nothing names
    Remove {
        /// The names of the components
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,

        #[command(flatten)]
        options: EditOptions,
    },
}

/// Import components and what they require from files of other programs.
#[derive(Debug, Args)]
pub struct ComponentImport {
    /// The files, or - for standard input: CSV, Backstage catalog-info.yaml, Docker Compose, CycloneDX JSON,
    /// Graphviz DOT (also of Terraform) or node-link JSON
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// The format of the files [default: by the content of each]
    #[arg(long = "as", value_name = "FORMAT", value_parser = Words::<GraphFormat>::new(&GRAPH_FORMATS))]
    pub format_of_file: Option<GraphFormat>,

    /// What the requirements are assumed from: one source of all files [default: each file, by its name and the folder
    /// that is specified]
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,

    /// Remove what was assumed from this source for components that it no longer has
    #[arg(long)]
    pub remove: bool,

    /// Import a component beside one that was never imported and has its name, instead of taking it for that one
    #[arg(long)]
    pub no_adopt: bool,

    #[command(flatten)]
    pub options: EditOptions,
}

/// The formats of component graphs.
const GRAPH_FORMATS: [Word; 6] = [
    ("csv", "component,requires,effect,group,need"),
    ("backstage", "Entities of a Backstage catalogue"),
    ("compose", "Docker Compose"),
    ("cyclonedx", "A CycloneDX bill of materials in JSON"),
    ("dot", "Graphviz, also what `terraform graph` writes"),
    ("node-link", "JSON with nodes and edges or links"),
];

/// Show scales, and rate by another one.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct Scale {
    /// What to do
    #[command(subcommand)]
    pub command: ScaleCommand,
}

/// What to do with scales.
#[derive(Debug, Subcommand)]
pub enum ScaleCommand {
    /// Show the levels of a scale and how it rates
    Show {
        /// low-medium-high, nist-800-30 or five-by-five [default: the scale of the register]
        name: Option<String>,

        /// Output format
        #[arg(long, default_value = "table")]
        format: Format,
    },
    /// Rate by another scale
    ///
    /// Levels that the new scale does not know have to be mapped: `likelihood.High=Likely`.
    Use(UseScale),
}

/// Rate by another scale.
#[derive(Debug, Args)]
pub struct UseScale {
    /// low-medium-high, nist-800-30 or five-by-five
    pub name: String,

    /// Which level becomes which
    #[arg(value_name = "AXIS.LEVEL=LEVEL")]
    pub mapping: Vec<String>,

    #[command(flatten)]
    pub options: EditOptions,
}
