//! `kinetoscope completions`.

use std::io::{Write, stdout};

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;

/// Prints the script; made whole first, so that a closed pipe is an error and no panic.
pub(crate) fn print(shell: Shell) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "kinetoscope", &mut script);
    Ok(stdout().write_all(&script)?)
}
