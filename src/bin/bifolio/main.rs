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
