//! What git shows and merges of a register.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Have git show and merge a register by what it means.
#[derive(Debug, Args)]
pub struct Git {
    /// What to do
    #[command(subcommand)]
    pub command: GitCommand,
}

/// What to do with git.
#[derive(Debug, Subcommand)]
pub enum GitCommand {
    /// Have git merge the files of a register, and show a workbook as text
    ///
    /// Writes .gitattributes beside the register, for its own files alone, and the settings of this repository.
    Install {
        /// The register, in place of --register
        #[arg(value_name = "REGISTER")]
        path: Option<PathBuf>,
    },
    /// Show what is set up, and what is missing
    Status {
        /// The register, in place of --register
        #[arg(value_name = "REGISTER")]
        path: Option<PathBuf>,
    },
    /// Take back what install did
    Uninstall {
        /// The register, in place of --register
        #[arg(value_name = "REGISTER")]
        path: Option<PathBuf>,
    },
    /// Print a workbook as text; git runs this
    ///
    /// Exits with 0 whatever happens: what cannot be read is reported in the text.
    Textconv {
        /// The workbook
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Merge one file of a register into OURS; git runs this
    ///
    /// Exits with 1 where there are conflicts, or where the file could not be merged by what it means.
    MergeDriver {
        /// The version that both sides come from; empty where both added the file
        #[arg(value_name = "BASE")]
        base: PathBuf,

        /// Our version, which gets the result
        #[arg(value_name = "OURS")]
        ours: PathBuf,

        /// The other version
        #[arg(value_name = "THEIRS")]
        theirs: PathBuf,

        /// The path of the file in the repository
        #[arg(value_name = "PATH")]
        path: PathBuf,
    },
}
