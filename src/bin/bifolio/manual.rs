//! `bifolio completions` and `bifolio man`, from the same definition as the help.

use std::path::Path;

use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::{Arguments, Common};
use crate::files::{self, Replaces};
use crate::outcome::{self, Outcome, tell};

/// Prints completions for a shell.
pub(crate) fn completions(shell: Shell, common: &Common) -> Outcome {
    let mut script = Vec::new();
    let mut definition = Arguments::definition(common.editions);
    clap_complete::generate(shell, &mut definition, "bifolio", &mut script);
    outcome::print(&script)
}

/// Writes a manual page for the program and one for each command.
pub(crate) fn pages(folder: &Path, common: &Common) -> Outcome {
    let mut command = Arguments::definition(common.editions);
    command.build();
    let commands = command
        .get_subcommands()
        .filter(|it| it.get_name() != "help")
        .cloned();
    let commands: Vec<_> = commands.collect();
    for command in std::iter::once(command).chain(commands) {
        let name = match command.get_name() {
            "bifolio" => "bifolio".to_owned(),
            name => format!("bifolio-{name}"),
        };
        let command = command.display_name(name.clone());
        let mut page = Vec::new();
        if let Err(error) = Man::new(command)
            .title(name.to_uppercase())
            .render(&mut page)
        {
            return Outcome::world(error);
        }
        let path = folder.join(format!("{name}.1"));
        if let Err(refused) = files::write(&path, Replaces::Manual, &[], &page) {
            return refused;
        }
        if !common.quiet {
            tell!("{}", path.display());
        }
    }
    Outcome::Done
}
