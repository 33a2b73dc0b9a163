//! `cargo xtask serve`: everything built, then the command in the foreground.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use crate::console;
use crate::process;
use crate::project::Project;

/// The port of website and AWS endpoint, unless the user says otherwise.
const PORT: &str = "4567";

/// Builds website and command, then runs `kinetoscope serve` until it is interrupted.
pub(crate) fn run(project: &Project, rest: &[OsString]) -> Result<()> {
    project.site()?;
    let mut server = Command::new(project.command()?);
    server.arg("serve");
    if !names_port(rest) {
        server.args(["--port", PORT]);
    }
    server.args(rest).current_dir(project.root());
    console::note(&process::shown(&server));
    become_it(server)
}

/// Whether the user chose a port.
fn names_port(rest: &[OsString]) -> bool {
    rest.iter().any(|arg| arg == "--port" || arg.to_string_lossy().starts_with("--port="))
}

/// Hands this process over to the server, so that signals reach it directly.
#[cfg(unix)]
fn become_it(mut server: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(server.exec()).context(format!("cannot start {}", process::shown(&server))))
}

#[cfg(not(unix))]
fn become_it(mut server: Command) -> Result<()> {
    process::run(&mut server)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_given_by_the_user_wins() {
        let names = |line: &str| names_port(&line.split_whitespace().map(OsString::from).collect::<Vec<_>>());
        assert!(names("--tls --port 1"));
        assert!(names("--port=1"));
        assert!(!names("--support"));
    }
}
