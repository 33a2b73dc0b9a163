//! Build, serve and test Kinetoscope: `cargo xtask --help`.
//!
//! Every command brings the tools it needs, in ignored folders of the tree where that is possible
//! (`.tools/`, `tests/node_modules/`), and does again only what has changed. A command that fails
//! ends with the line that repeats it.

mod args;
mod bench;
mod build;
mod codegen;
mod console;
mod gallery;
mod lock;
mod process;
mod project;
mod serve;
mod server;
mod stamp;
mod suite;
mod tidy;
mod toolchain;
mod tools;

use std::process::ExitCode;

use anyhow::Result;
use args::Command;
use project::Project;

fn main() -> ExitCode {
    let command = match args::parse(std::env::args_os().skip(1)) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("error: {error}\nSee `cargo xtask --help`.");
            return ExitCode::from(2);
        }
    };
    let repeat = command.to_string();
    match run(command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            console::failure(&error, &repeat);
            ExitCode::FAILURE
        }
    }
}

/// Runs one command; `false` when it has already said what failed.
fn run(command: Command) -> Result<bool> {
    if let Command::Help(text) = command {
        print!("{text}");
        return Ok(true);
    }
    let project = Project::open()?;
    match command {
        Command::Help(_) => {}
        Command::Serve { dev, rest } => serve::run(&project, dev, &rest)?,
        Command::Build { dev: true } => build::site_for_work(&project)?,
        Command::Build { dev: false } => build::all(&project)?,
        Command::Test { only } => return suite::run(&project, &only),
        Command::ListSuites => suite::list(),
        Command::Bench { only, json } => bench::run(&project, &only, json.as_deref())?,
        Command::Codegen => codegen::run(&project)?,
        Command::Tidy => return tidy::run(&project),
        Command::Gallery { only } => gallery::run(&project, only.as_deref())?,
        Command::Wasm { rest } => build::wasm_cargo(&project, &rest)?,
    }
    Ok(true)
}
