//! The `bifolio` command: reads the arguments, runs a command, gives its exit code.

#![deny(clippy::print_stderr, clippy::print_stdout)]

mod args;
mod booklet_args;
mod build;
mod calibrate;
mod check;
mod dump;
mod explain;
mod extract;
mod files;
mod fonts;
mod impose;
mod init;
mod input;
mod manual;
mod outcome;
mod printing;
mod progress;
mod review;
mod schema;
mod session;
mod sheet_args;
mod sheets;
mod watch;

use std::panic;
use std::process::ExitCode;

use args::{Arguments, Command};
use outcome::{Outcome, tell};

fn main() -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        if bifolio::base::pdf::guard::is_reading() {
            return;
        }
        tell!("bifolio: this is a fault of the program, not of your booklet: {fault}");
        tell!("No file was left half written. Please report it with the booklet that caused it.");
    }));
    let arguments = match Arguments::read() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let outcome = panic::catch_unwind(|| run(&arguments)).unwrap_or(Outcome::Fault);
    outcome.exit_code()
}

fn run(arguments: &Arguments) -> Outcome {
    let common = &arguments.common;
    match &arguments.command {
        None => build::run(&arguments.build, common),
        Some(Command::Build(build)) => build::run(build, common),
        Some(Command::Watch(watch)) => watch::run(watch, common),
        Some(Command::Check(booklet)) => check::run(booklet, common),
        Some(Command::Dump(booklet)) => dump::run(booklet, common),
        Some(Command::Init(init)) => init::run(init, common),
        Some(Command::Impose(impose)) => impose::run(impose, common),
        Some(Command::Calibrate(calibrate)) => calibrate::run(calibrate, common),
        Some(Command::Review(review)) => review::run(review, common),
        Some(Command::Extract(extract)) => extract::run(extract, common),
        Some(Command::Fonts) => fonts::run(common),
        Some(Command::Completions { shell }) => manual::completions(*shell, common),
        Some(Command::Man { folder }) => manual::pages(folder, common),
        Some(Command::Schema { of }) => schema::run(*of, common),
        Some(Command::Explain { code }) => explain::run(code),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::fs;

    use bifolio::base::edition::{ARCHIVE, EDITIONS, Edition, Editions, OFFICE, SCREEN};
    use bifolio::content::schema::json_schema;
    use bifolio::review::Purpose;

    use super::*;

    const LECTERN: Edition = Edition {
        name: "lectern",
        description: "A file to read aloud from.",
        purpose: "The edition to read aloud from.",
        example: &["pages to read aloud from"],
        reviewed: "To be read aloud",
        ..SCREEN
    };

    /// The program's editions and one that is made up.
    const ONE_MORE: Editions = Editions(&[SCREEN, ARCHIVE, OFFICE, LECTERN]);

    fn typed(words: &[&str], editions: Editions) -> Result<Arguments, clap::Error> {
        let words = ["bifolio"].iter().chain(words);
        Arguments::of(editions, words.map(OsString::from))
    }

    #[test]
    fn what_is_known_of_an_edition_is_its_row() {
        let help = |words: &[&str], editions| typed(words, editions).unwrap_err().to_string();
        for (words, said) in [
            (&["--help"][..], "bifolio build -e lectern         pages to"),
            (&["review", "--help"], "- lectern: To be read aloud"),
            (&["review", "a.pdf", "--as", "x"], "office, lectern]"),
        ] {
            assert!(help(words, ONE_MORE).contains(said), "{words:?}");
            assert!(!help(words, EDITIONS).contains("lectern"), "{words:?}");
        }
        let schema = json_schema(ONE_MORE);
        for said in [LECTERN.description, LECTERN.purpose, "LecternYaml"] {
            assert!(schema.contains(said), "{said}");
        }
        let typed = typed(&["review", "a.pdf", "--as", "lectern"], ONE_MORE).unwrap();
        let Some(Command::Review(review)) = &typed.command else {
            panic!("{typed:?}");
        };
        let purpose = review::purpose(review, ONE_MORE);
        assert_eq!(purpose, Some(Purpose::Screen));
    }

    #[test]
    fn an_edition_is_built_by_its_row() {
        let folder = std::env::temp_dir().join(format!("bifolio-row-{}", std::process::id()));
        let booklet = folder.join("day").join("booklet.yaml");
        fs::create_dir_all(booklet.parent().unwrap()).unwrap();
        let yaml = "bifolio: 1\ntitle: A day\ndate: 1948-12-10\nlanguage: en\n\
            editions: {lectern: {}}\nsections:\n  - cover: {}\n";
        fs::write(&booklet, yaml).unwrap();
        let [booklet, output] = [&booklet, &folder].map(|path| path.to_str().unwrap());
        let build = ["build", booklet, "--quiet", "--output", output];
        let built =
            |more: &[&str], editions| run(&typed(&[&build[..], more].concat(), editions).unwrap());
        let outcomes = [
            built(&["--all"], ONE_MORE),
            built(&["--edition", "lectern"], ONE_MORE),
        ];
        let file = |edition: &Edition| fs::read(folder.join(edition.file_name("day")));
        let all = ONE_MORE.0.iter().map(file).collect::<Result<Vec<_>, _>>();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(outcomes, [Outcome::Done; 2]);
        let all = all.unwrap();
        assert!(all[0] == all[3], "its row differs in words only");
    }
}
