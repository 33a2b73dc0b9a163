//! `cargo xtask serve`: everything built, then the command in the foreground.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::build;
use crate::console;
use crate::process;
use crate::project::Project;

/// The port of website and AWS endpoint, unless the user says otherwise.
const PORT: &str = "4567";

/// Builds website and command, then runs `kinetoscope serve` until it is interrupted. What the user can have got wrong is
/// told before the long part of the build. With `dev`, neither is optimised.
pub(crate) fn run(project: &Project, dev: bool, rest: &[OsString]) -> Result<()> {
    let (host, port) =
        (option(rest, "--host").unwrap_or("127.0.0.1"), option(rest, "--port").unwrap_or(PORT));
    let asks_for_help = rest.iter().any(|arg| arg == "--help" || arg == "-h");
    if !asks_for_help {
        check_port(host, port)?;
    }
    let command = if dev { build::command::build_dev(project)? } else { project.command()?.into() };
    if !asks_for_help {
        check_options(&command, rest)?;
        if dev { build::site_for_work(project)? } else { _ = project.site()? }
    }
    let mut server = Command::new(command);
    server.args(["serve", "--port", port]).args(without_port(rest)).current_dir(project.root());
    console::note(&process::shown(&server));
    become_it(server)
}

/// Refuses a port that somebody else has. What is no port at all is the server's to refuse.
fn check_port(host: &str, port: &str) -> Result<()> {
    let Ok(number) = port.parse::<u16>() else { return Ok(()) };
    match TcpListener::bind((host, number)) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let another = number.wrapping_add(1);
            bail!(
                "port {port} on {host} is in use; stop what uses it, or add --port {another} after cargo xtask serve --"
            )
        }
        _ => Ok(()),
    }
}

/// Lets the server judge its options without serving: it does so before it prints its help.
fn check_options(command: &Path, rest: &[OsString]) -> Result<()> {
    let mut judge = Command::new(command);
    let output = judge.arg("serve").args(rest).arg("--help").output()?;
    if output.status.success() {
        return Ok(());
    }
    bail!("{}", String::from_utf8_lossy(&output.stderr).trim_start_matches("error: ").trim_end())
}

/// The value of an option, given as `--name value` or `--name=value`.
fn option<'a>(rest: &'a [OsString], name: &str) -> Option<&'a str> {
    rest.iter().enumerate().find_map(|(at, word)| match word.to_str()?.strip_prefix(name)? {
        "" => rest.get(at + 1)?.to_str(),
        value => value.strip_prefix('='),
    })
}

/// The words but for the port, which is given on its own.
fn without_port(rest: &[OsString]) -> Vec<&OsString> {
    let mut kept = Vec::new();
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--port") => _ = words.next(),
            Some(word) if word.starts_with("--port=") => {}
            _ => kept.push(word),
        }
    }
    kept
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

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn a_port_given_by_the_user_wins() {
        assert_eq!(option(&words("--tls --port 1"), "--port"), Some("1"));
        assert_eq!(option(&words("--port=1 --tls"), "--port"), Some("1"));
        assert_eq!(option(&words("--portal 3 --port=4"), "--port"), Some("4"));
        assert_eq!(
            without_port(&words("--tls --port 1 --quiet --port=2")),
            [&OsString::from("--tls"), &"--quiet".into()]
        );
    }

    #[test]
    fn a_port_in_use_is_told_at_once() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port().to_string();
        let error = check_port("127.0.0.1", &port).unwrap_err().to_string();
        assert!(error.starts_with(&format!("port {port} on 127.0.0.1 is in use")), "{error}");
        drop(taken);
        check_port("127.0.0.1", &port).unwrap();
        check_port("127.0.0.1", "many").unwrap();
    }
}
