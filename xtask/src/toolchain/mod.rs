//! Finding a Rust toolchain that can build for wasm32, or making one.
//!
//! Three ways, in this order, each proved by compiling two probes (see [`probe`]), because a folder
//! that exists proves nothing:
//!
//! 1. a compiler that is installed: the one on `PATH`, or Debian's beside it;
//! 2. `rustup target add`, unless `RUSTUP_AUTO_INSTALL=0` says that rustup must add nothing;
//! 3. Debian's packages, with a wasm standard library built from Debian's source (see [`sysroot`]).
//!
//! What was found is noted in `.tools/wasm-target.json`, so the next run starts at once; the note
//! counts only while both compilers still report the same version (see [`record`]).

mod compiler;
mod debian;
pub(crate) mod no_std;
mod probe;
mod record;
mod rustup;
mod sysroot;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, anyhow};

pub(crate) use compiler::Compiler;

use crate::console;
use crate::lock;
use crate::project::Project;

/// The target of everything that runs in a browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A compiler that builds for wasm32, and the standard library to do it with if not its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wasm {
    compiler: Compiler,
    sysroot: Option<PathBuf>,
}

impl Wasm {
    /// `cargo COMMAND --target wasm32-unknown-unknown` in the tree.
    ///
    /// Paths of this machine are cut from what the compiler writes into the module, so that the
    /// same source gives the same bytes everywhere. `flags` go to the compiler too.
    pub(crate) fn cargo(&self, project: &Project, command: &str, flags: &[&str]) -> Result<Command> {
        let mut flags: Vec<String> = flags.iter().map(|&flag| flag.to_owned()).collect();
        flags.push(format!("--remap-path-prefix={}=", registry_sources()));
        flags.push(format!("--remap-path-prefix={}/=", project.root().display()));
        if let Some(sysroot) = &self.sysroot {
            flags.push(format!("--sysroot={}", sysroot.display()));
        }
        let mut cargo = self.compiler.cargo();
        cargo
            .args([command, "--target", WASM])
            .current_dir(project.root())
            .env("CARGO_TARGET_DIR", project.cross_target_dir()?)
            // Between flags a character that no path contains.
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
        Ok(cargo)
    }

    /// What the user may want to know about the choice.
    fn describe(&self) -> String {
        let library = match &self.sysroot {
            Some(sysroot) => format!(" with the library in {}", sysroot.display()),
            None => String::new(),
        };
        format!("wasm32 compiler: {}{library}", self.compiler.rustc.display())
    }
}

/// Finds the noted toolchain, or goes through the three ways.
pub(crate) fn find(project: &Project) -> Result<Wasm> {
    if let Some(wasm) = record::load(project) {
        return Ok(wasm);
    }
    let _lock = lock::take(project, "toolchain")?;
    if let Some(wasm) = record::load(project) {
        return Ok(wasm); // made by whoever held the lock
    }
    let why = format!("nothing is noted yet in {}", record::FILE);
    let wasm = console::step("find a compiler for wasm32", &why, || search(project))?;
    record::save(project, &wasm)?;
    Ok(wasm)
}

/// The three ways; the first that works wins, else the error lists why each did not.
fn search(project: &Project) -> Result<Wasm> {
    let ways: [fn(&Project) -> Result<Wasm>; 3] = [installed, rustup::add_target, debian::install];
    let mut reasons = Vec::new();
    for way in ways {
        match way(project) {
            Ok(wasm) => {
                console::note(&wasm.describe());
                return Ok(wasm);
            }
            Err(reason) => {
                console::note(&format!("no: {reason:#}"));
                reasons.push(format!("{reason:#}"));
            }
        }
    }
    Err(by_hand(&reasons))
}

/// The first way: a compiler that is there and passes the probes as it is.
fn installed(project: &Project) -> Result<Wasm> {
    let mut reasons = Vec::new();
    for compiler in [Some(Compiler::on_path()), Compiler::debian()].into_iter().flatten() {
        let wasm = Wasm { compiler, sysroot: None };
        match probe::passes(project, &wasm) {
            Ok(()) => return Ok(wasm),
            Err(reason) => reasons.push(format!("{}: {reason}", wasm.compiler.rustc.display())),
        }
    }
    Err(anyhow!("no installed compiler builds for {WASM} ({})", reasons.join("; ")))
}

fn by_hand(reasons: &[String]) -> anyhow::Error {
    let mut text = format!("no way to compile for {WASM}:\n");
    for reason in reasons {
        text.push_str(&format!("  - {reason}\n"));
    }
    text.push_str(&format!(
        "By hand, one of:\n  rustup target add {WASM}\n  sudo apt-get install {}\n\
         and then the same command again.",
        debian::PACKAGES.join(" "),
    ));
    anyhow!(text)
}

/// Where cargo keeps the sources of crates.
fn registry_sources() -> String {
    let home =
        std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")));
    format!("{}/registry/src/", home.unwrap_or_default())
}
