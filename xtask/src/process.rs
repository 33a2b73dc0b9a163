//! Running other programs, with errors that show the line as one would type it.

use std::io::{Read, pipe};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, bail};

/// What `cargo run` tells the program that it runs. Handed on to another cargo, it reaches build scripts that watch it,
/// and they run again: each `cargo xtask` and each plain `cargo` would undo the other's build.
const OF_CARGO_RUN: &[&str] =
    &["CARGO_BIN_NAME", "CARGO_CRATE_NAME", "CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_PRIMARY_PACKAGE"];

/// `cargo`, as the user would call it.
pub(crate) fn cargo() -> Command {
    cargo_at(Path::new("cargo"))
}

/// The same for a cargo elsewhere.
pub(crate) fn cargo_at(program: &Path) -> Command {
    let mut cargo = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let told = |prefix: &&str| name.to_string_lossy().starts_with(prefix);
        if OF_CARGO_RUN.iter().any(told) {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// Runs a program whose output the user sees as it comes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs a program whose output matters only if it fails; then the error carries it.
pub(crate) fn quietly(command: &mut Command) -> Result<()> {
    text(command).map(drop)
}

/// Runs a program and returns its standard output. The error of a failed run carries all output.
pub(crate) fn text(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(command))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}\n{stdout}{stderr}", shown(command), output.status);
    }
    Ok(stdout)
}

/// A program that runs beside this one. What it prints matters only if it fails; it ends with whoever started it.
pub(crate) struct Background {
    shown: String,
    child: Child,
    /// Both of its outputs, read as they come: a full pipe would stop it.
    printed: Option<JoinHandle<String>>,
}

impl Background {
    pub(crate) fn start(mut command: Command) -> Result<Self> {
        let (mut reader, writer) = pipe().context("cannot make a pipe")?;
        let copy = writer.try_clone().context("cannot make a pipe")?;
        command.stdin(Stdio::null()).stdout(copy).stderr(writer);
        let shown = shown(&command);
        let child = command.spawn().with_context(|| cannot_start(&command))?;
        // The command holds the pipe's other end, which must close with the program.
        drop(command);
        let printed = thread::spawn(move || {
            let mut text = Vec::new();
            _ = reader.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        Ok(Self { shown, child, printed: Some(printed) })
    }

    /// Waits for its end.
    pub(crate) fn finish(mut self) -> Result<()> {
        let status = self.child.wait().with_context(|| format!("cannot wait for `{}`", self.shown))?;
        if !status.success() {
            let printed = self.printed.take().and_then(|printed| printed.join().ok()).unwrap_or_default();
            bail!("`{}` ended with {status}\n{printed}", self.shown);
        }
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Neither does anything to a program that has ended.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The command as one would type it in a shell, with the variables and the folder it was given.
pub(crate) fn shown(command: &Command) -> String {
    let mut words = Vec::new();
    if let Some(dir) = command.get_current_dir() {
        words.push(format!("cd {} &&", quoted(&dir.to_string_lossy())));
    }
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            let name = name.to_string_lossy();
            words.push(format!("{name}={}", quoted(&value.to_string_lossy())));
        }
    }
    words.push(quoted(&command.get_program().to_string_lossy()));
    words.extend(command.get_args().map(|arg| quoted(&arg.to_string_lossy())));
    words.join(" ")
}

/// Where a program of this name lies on `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let dirs = std::env::var_os("PATH")?;
    std::env::split_paths(&dirs).map(|dir| dir.join(name)).find(|file| is_program(file))
}

/// Whether a file exists and may be run.
pub(crate) fn is_program(file: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    file.is_file()
}

/// Whether this process may install system packages.
pub(crate) fn is_root() -> bool {
    text(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", shown(command))
}

/// Puts a word in quotes if a shell would split or change it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        let mut command = Command::new("cargo");
        command.args(["test", "a b", "it's"]).env("X", "1 2").env_remove("Y").current_dir("/tmp");
        assert_eq!(shown(&command), r"cd /tmp && X='1 2' cargo test 'a b' 'it'\''s'");
    }

    #[test]
    fn a_failed_run_says_what_ran_and_what_it_printed() {
        let error = text(Command::new("sh").args(["-c", "echo oops; exit 3"])).unwrap_err();
        assert_eq!(error.to_string(), "`sh -c 'echo oops; exit 3'` ended with exit status: 3\noops\n");
    }

    #[test]
    fn a_cargo_is_told_nothing_of_the_one_that_runs_this() {
        let cargo = cargo();
        let removed: Vec<_> =
            cargo.get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        assert!(removed.contains(&"CARGO_MANIFEST_DIR".as_ref()), "{removed:?}");
        assert!(!removed.contains(&"CARGO_HOME".as_ref()), "{removed:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_beside_says_what_it_printed_where_it_fails_and_ends_where_nobody_waits() {
        let shell = |script: &str| {
            let mut shell = Command::new("sh");
            shell.args(["-c", script]);
            Background::start(shell).unwrap()
        };
        shell("head -c 200000 /dev/zero").finish().unwrap();
        let error = shell("echo one; echo two >&2; exit 3").finish().unwrap_err().to_string();
        assert!(error.contains("one\ntwo") && error.contains("3"), "{error}");
        let start = std::time::Instant::now();
        drop(shell("exec sleep 60"));
        assert!(start.elapsed().as_secs() < 30);
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program")).unwrap_err();
        assert_eq!(error.to_string(), "cannot start `no-such-program`");
    }
}
