//! The second way: rustup adds the target to the user's toolchain.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use super::{Compiler, WASM, Wasm, probe};
use crate::console;
use crate::process;
use crate::project::Project;

/// Adds the wasm32 target and probes the compiler on `PATH` again.
///
/// This changes the user's toolchain and needs rustup's server, hence the opt-out
/// `RUSTUP_AUTO_INSTALL=0`, which is rustup's own name for "install nothing by yourself".
pub(crate) fn add_target(project: &Project) -> Result<Wasm> {
    add(WASM)?;
    let wasm = Wasm { compiler: Compiler::on_path(), sysroot: None };
    probe::passes(project, &wasm)?;
    Ok(wasm)
}

/// `rustup target add`, if that is allowed.
pub(crate) fn add(target: &str) -> Result<()> {
    if std::env::var("RUSTUP_AUTO_INSTALL").is_ok_and(|value| value == "0") {
        bail!("rustup must add nothing: RUSTUP_AUTO_INSTALL=0 is set");
    }
    if process::on_path("rustup").is_none() {
        bail!("there is no rustup on PATH");
    }
    let what = format!("rustup target add {target}");
    console::step(&what, "no installed compiler has this target", || {
        let mut rustup = Command::new("rustup");
        run_at_most(rustup.args(["target", "add", target]), Duration::from_secs(120))
    })
}

/// Runs a program that might wait for a server that never answers.
fn run_at_most(command: &mut Command, limit: Duration) -> Result<()> {
    let mut child = command.spawn()?;
    let start = std::time::Instant::now();
    while start.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(());
            }
            bail!("`{}` ended with {status}", process::shown(command));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill()?;
    child.wait()?;
    bail!("`{}` did not end within {} s", process::shown(command), limit.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_takes_too_long_is_stopped() {
        let error = run_at_most(Command::new("sleep").arg("60"), Duration::ZERO).unwrap_err();
        assert_eq!(error.to_string(), "`sleep 60` did not end within 0 s");
    }
}
