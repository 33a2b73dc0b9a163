//! The command line: one enum, one parser, one help text per command.

use std::ffi::OsString;
use std::fmt;

use lexopt::prelude::*;

/// What the user asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print this text and stop.
    Help(&'static str),
    /// Build everything and serve it; `rest` goes to `kinetoscope serve`.
    /// With `dev`, as [`Command::Build`] has it.
    Serve { dev: bool, rest: Vec<OsString> },
    /// Build the website and the npm package; with `dev` the website alone, quickly and large.
    Build { dev: bool },
    /// Run the named suites, or all of them.
    Test { only: Vec<String> },
    /// Print the table of suites.
    ListSuites,
    /// Run the named benches, or all of them.
    Bench { only: Vec<String>, json: Option<OsString> },
    /// Distil the service models into facts.
    Codegen,
    /// Check the rules of the tree.
    Tidy,
    /// Take pictures of the pages.
    Gallery { only: Option<String> },
    /// Run cargo with the toolchain that can build wasm.
    Wasm { rest: Vec<OsString> },
}

const HELP: &str = "\
Build, serve and test Kinetoscope.

Usage: cargo xtask COMMAND

Commands:
  serve [-- ARGS]      build what is needed, then serve website and AWS endpoint at
                       http://127.0.0.1:4567; ARGS go to `kinetoscope serve`
  build                build the website into www/dist and the npm package into pkg/dist;
                       `build --dev` and `serve --dev` make the website alone, not optimised,
                       which takes seconds after a change
  test [--only NAME]   run the test suites; `test --list` names them
  bench [--only NAME]  measure speed and sizes; `--json FILE` writes the figures too
  codegen              distil AWS's service models into tests/model
  tidy                 check the rules of the source tree
  gallery [--only NAME]  take pictures of every page and its main states into .tools/gallery, with an
                       index.html to look at them; NAME is what the names of states begin with
  wasm ARGS            run cargo with the toolchain that builds for wasm32, for example
                       `cargo xtask wasm check -p kinetoscope-web`

Tools that are missing are fetched on first use: npm packages into tests/node_modules, Python
packages and the wasm standard library into .tools, and (as root on Debian) system packages.

Environment:
  CHROMIUM                browser for the browser tests
  FIREFOX                 the other browser for them
  CHROMEDRIVER            its WebDriver, for the wasm tests that run in a browser
  RUSTUP_AUTO_INSTALL=0   never let rustup add a target
  NO_COLOR                plain output on a terminal too
";

const SERVE_HELP: &str = "\
Build what is needed, then serve website and AWS endpoint at http://127.0.0.1:4567.

Usage: cargo xtask serve [--dev] [-- ARGS]

Options:
  --dev  a website and a command that are not optimised: seconds after a change

ARGS go to `kinetoscope serve`: throughput limits, transition times, a virtual clock, snapshots,
TLS. `cargo xtask serve -- --help` lists them.
";

const TEST_HELP: &str = "\
Run the test suites.

Usage: cargo xtask test [--only NAME]... [--list]

Options:
  --only NAME  run only this suite; may be given more than once
  --list       print the suites in the order in which they run

All suites run even if one fails; the last line counts them: `N passed, N failed`.
";

const BENCH_HELP: &str = "\
Measure speed and sizes.

Usage: cargo xtask bench [--only NAME]... [--json FILE]

Options:
  --only NAME  run only this bench; may be given more than once
  --json FILE  write the figures as JSON too
";

/// Reads the arguments after `cargo xtask`.
///
/// # Errors
/// An unknown command, option or a missing value.
pub(crate) fn parse(args: impl Iterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(args);
    let name = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help(HELP)),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    match name.as_str() {
        "help" => Ok(Command::Help(HELP)),
        "serve" => serve(parser),
        "build" => build(parser),
        "test" => test(parser),
        "bench" => bench(parser),
        "codegen" => bare(parser, Command::Codegen),
        "tidy" => bare(parser, Command::Tidy),
        "gallery" => gallery(parser),
        "wasm" => Ok(Command::Wasm { rest: parser.raw_args()?.collect() }),
        _ => Err(format!("no command is called `{name}`").into()),
    }
}

/// A command without options of its own.
fn bare(mut parser: lexopt::Parser, command: Command) -> Result<Command, lexopt::Error> {
    match parser.next()? {
        None => Ok(command),
        Some(Short('h') | Long("help")) => Ok(Command::Help(HELP)),
        Some(other) => Err(other.unexpected()),
    }
}

/// `gallery` and `gallery --only NAME`.
fn gallery(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    match parser.next()? {
        Some(Long("only")) => {
            let only = Some(parser.value()?.string()?);
            bare(parser, Command::Gallery { only })
        }
        None => Ok(Command::Gallery { only: None }),
        Some(Short('h') | Long("help")) => Ok(Command::Help(HELP)),
        Some(other) => Err(other.unexpected()),
    }
}

/// `build` and `build --dev`.
fn build(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    match parser.next()? {
        Some(Long("dev")) => bare(parser, Command::Build { dev: true }),
        None => Ok(Command::Build { dev: false }),
        Some(Short('h') | Long("help")) => Ok(Command::Help(HELP)),
        Some(other) => Err(other.unexpected()),
    }
}

/// `serve`, perhaps `--dev`: what follows (with or without `--`) belongs to the server.
fn serve(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut rest: Vec<OsString> = parser.raw_args()?.collect();
    let dev = rest.first().is_some_and(|first| first == "--dev");
    if dev {
        rest.remove(0);
    }
    match rest.first().and_then(|first| first.to_str()) {
        Some("-h" | "--help") => return Ok(Command::Help(SERVE_HELP)),
        Some("--") => drop(rest.remove(0)),
        _ => {}
    }
    Ok(Command::Serve { dev, rest })
}

fn test(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut only = Vec::new();
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(TEST_HELP)),
            Long("list") => return Ok(Command::ListSuites),
            Long("only") => only.push(parser.value()?.string()?),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Test { only })
}

fn bench(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut only, mut json) = (Vec::new(), None);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(BENCH_HELP)),
            Long("only") => only.push(parser.value()?.string()?),
            Long("json") => json = Some(parser.value()?),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Bench { only, json })
}

/// The line that repeats the command.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let only = |names: &[String]| names.iter().map(|name| format!(" --only {name}")).collect::<String>();
        let words =
            |rest: &[OsString]| rest.iter().map(|word| format!(" {}", word.display())).collect::<String>();
        let quickly = |dev: bool| if dev { " --dev" } else { "" };
        match self {
            Self::Help(_) => write!(f, "cargo xtask --help"),
            Self::Serve { dev, rest } => {
                write!(f, "cargo xtask serve{}", quickly(*dev))?;
                if rest.is_empty() { Ok(()) } else { write!(f, " --{}", words(rest)) }
            }
            Self::Build { dev } => write!(f, "cargo xtask build{}", quickly(*dev)),
            Self::Test { only: names } => write!(f, "cargo xtask test{}", only(names)),
            Self::ListSuites => write!(f, "cargo xtask test --list"),
            Self::Bench { only: names, json } => {
                write!(f, "cargo xtask bench{}", only(names))?;
                json.iter().try_for_each(|file| write!(f, " --json {}", file.display()))
            }
            Self::Codegen => write!(f, "cargo xtask codegen"),
            Self::Tidy => write!(f, "cargo xtask tidy"),
            Self::Gallery { only: name } => write!(f, "cargo xtask gallery{}", only(name.as_slice())),
            Self::Wasm { rest } => write!(f, "cargo xtask wasm{}", words(rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line is understood as a command that prints as `expected`.
    #[track_caller]
    fn check(line: &str, expected: &str) {
        let printed = match parse(line.split_whitespace().map(OsString::from)) {
            Ok(Command::Help(text)) => text.lines().next().unwrap_or_default().to_owned(),
            Ok(command) => command.to_string(),
            Err(error) => format!("error: {error}"),
        };
        assert_eq!(printed, expected);
    }

    #[test]
    fn no_command_and_help_print_the_help() {
        check("", "Build, serve and test Kinetoscope.");
        check("--help", "Build, serve and test Kinetoscope.");
        check("build --help", "Build, serve and test Kinetoscope.");
        check(
            "serve --help",
            "Build what is needed, then serve website and AWS endpoint at http://127.0.0.1:4567.",
        );
        check("test --help", "Run the test suites.");
        check("bench -h", "Measure speed and sizes.");
    }

    #[test]
    fn commands_print_as_the_line_that_repeats_them() {
        check("test --only tidy --only=core", "cargo xtask test --only tidy --only core");
        check("test --list", "cargo xtask test --list");
        check("bench --json a --only http", "cargo xtask bench --only http --json a");
        check("serve -- --port 1", "cargo xtask serve -- --port 1");
        check("serve --port 1", "cargo xtask serve -- --port 1");
        check("serve --dev --port 1", "cargo xtask serve --dev -- --port 1");
        check("build --dev", "cargo xtask build --dev");
        check("wasm check -p x", "cargo xtask wasm check -p x");
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        check("bake", "error: no command is called `bake`");
        check("build --fast", "error: invalid option '--fast'");
        check("test --only", "error: missing argument for option '--only'");
    }
}
