//! The `kinetoscope` command: the engine behind a real port, or headless at full speed.
//!
//! Nothing here knows a service. `serve` hands requests to the engine and its answers back; `run` plays a scenario;
//! `sql` runs an application of streaming SQL;
//! `price` reckons what a stream costs; `operations` prints what the engine can do.

mod arguments;
mod completions;
mod operations;
mod price;
mod run;
mod serve;
mod sql;
mod values;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use anyhow::{Error, Result};
use clap::Parser;

use arguments::{Arguments, Command};

/// Usage errors end in clap with code 2; all others here, with one sentence and code 1.
fn main() -> ExitCode {
    match obey(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !is_closed_pipe(&error) {
                eprintln!("error: {error:#}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Whether the reader of a pipe has gone, as `head` does when it has seen enough. It knows; nothing is to be said.
fn is_closed_pipe(error: &Error) -> bool {
    let cause = error.root_cause().downcast_ref::<io::Error>();
    cause.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

fn obey(command: Command) -> Result<()> {
    match command {
        Command::Serve(arguments) => serve::run(arguments),
        Command::Run(arguments) => run::run(arguments),
        Command::Sql(arguments) => sql::run(arguments),
        Command::Price(arguments) => price::run(&arguments),
        Command::Operations(arguments) => operations::print(&arguments),
        Command::Completions { shell } => completions::print(shell),
    }
}
