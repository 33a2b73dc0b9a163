//! The `kinetoscope` command: the engine behind a real port, or headless at full speed.
//!
//! Nothing here knows a service. `serve` hands requests to the engine and its answers back; `run` plays a scenario;
//! `operations` prints what the engine can do.

mod arguments;
mod completions;
mod operations;
mod serve;
mod values;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use arguments::{Arguments, Command};

/// Usage errors end in clap with code 2; all others here, with one sentence and code 1.
fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve(arguments) => serve::run(arguments),
        Command::Operations => operations::print(),
        Command::Completions { shell } => completions::print(shell),
    }
}
