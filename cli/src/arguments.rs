//! What the command line can say.

use clap::{Parser, Subcommand};
use clap_complete::Shell;

use crate::{operations, price, run, serve, sql};

const EXAMPLES: &str = "\
Examples:
  kinetoscope serve
      Answer AWS requests on http://127.0.0.1:4567
  aws --endpoint-url http://127.0.0.1:4567 kinesis list-streams
      Talk to it with the AWS CLI; any credentials will do
  kinetoscope run hot-key.json --until 1h
      An hour of a scenario, in a moment
  kinetoscope sql app.sql --input trades.json --rowtime ts
      What an application of streaming SQL gives of a file
  kinetoscope price --shards 4 --records-per-second 1000
      What that costs a month
  kinetoscope operations
      List all operations and whether the engine runs them";

/// The Amazon Kinesis family on your machine: a local endpoint and headless simulations.
#[derive(Debug, Parser)]
#[command(name = "kinetoscope", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(serve::Arguments),
    Run(run::Arguments),
    Sql(sql::Arguments),
    Price(price::Arguments),
    Operations(operations::Arguments),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  kinetoscope completions bash > ~/.local/share/bash-completion/completions/kinetoscope"
    )]
    Completions {
        /// The shell to complete in
        shell: Shell,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_declarations_agree_with_each_other() {
        Arguments::command().debug_assert();
    }
}
