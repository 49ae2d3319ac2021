//! `risk generate`: the manual and shell completions, from the definition of the command line.

use std::path::Path;

use clap_mangen::Man;

use crate::cli::{self, Generate, Generated};
use crate::failure::Failure;
use crate::output::Output;

pub fn run(args: &Generate, output: &mut Output) -> Result<(), Failure> {
    let mut command = cli::command();
    let mut text = Vec::new();
    match (&args.what, args.what.shell()) {
        (_, Some(shell)) => clap_complete::generate(shell, &mut command, "risk", &mut text),
        (Generated::Man { into: Some(folder) }, _) => {
            std::fs::create_dir_all(folder)?;
            return pages(&command, "risk", folder);
        }
        _ => Man::new(command).render(&mut text)?,
    }
    output.data(&String::from_utf8_lossy(&text))
}

/// Writes the page of a command and those of its subcommands.
fn pages(command: &clap::Command, name: &str, folder: &Path) -> Result<(), Failure> {
    let mut text = Vec::new();
    // Clap wants names that live for ever; a handful of short ones may.
    let own: &'static str = name.to_owned().leak();
    Man::new(command.clone().name(own)).render(&mut text)?;
    std::fs::write(folder.join(format!("{name}.1")), text)?;
    let subcommands = command.get_subcommands();
    for subcommand in subcommands.filter(|known| known.get_name() != "help") {
        pages(
            subcommand,
            &format!("{name}-{}", subcommand.get_name()),
            folder,
        )?;
    }
    Ok(())
}
