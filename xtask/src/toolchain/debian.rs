//! The third way: Debian's own Rust, and a wasm standard library from Debian's source.
//!
//! Debian ships a recent Rust for building browsers (`rustc-web`), without a wasm32 standard
//! library but with the source to build one. Only Debian's usual servers are needed, which makes
//! it the way for machines that cannot reach rustup's.

use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use super::{Compiler, Wasm, probe, sysroot};
use crate::process;
use crate::project::Project;
use crate::tools::apt;

/// Compiler, cargo, library source, and the linker's and LLVM's parts of them. `lld` comes last
/// because its name carries LLVM's version, see [`linker_package`].
pub(crate) const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// Installs what is missing, builds the standard library, and probes the pair.
pub(crate) fn install(project: &Project) -> Result<Wasm> {
    let compiler = compiler()?;
    let sysroot = sysroot::make(project, &compiler)?;
    Ok(Wasm { compiler, sysroot: Some(sysroot) })
}

/// Debian's compiler with the library's source, installed if need be.
pub(crate) fn compiler() -> Result<Compiler> {
    if let Some(compiler) = complete() {
        return Ok(compiler);
    }
    apt::usable().map_err(|reason| anyhow!("{reason}"))?;
    apt::update();
    let mut packages: Vec<String> = PACKAGES[..4].iter().map(|&name| name.to_owned()).collect();
    packages.push(linker_package()?);
    apt::install(&packages, "Debian's Rust can build for wasm32 and needs no other server")?;
    complete().context("the packages are installed, but the compiler or its source is missing")
}

/// Debian's compiler, if it has the source and the linker.
fn complete() -> Option<Compiler> {
    let compiler = Compiler::debian().or_else(|| {
        let only = Compiler { rustc: "/usr/bin/rustc".into(), cargo: "/usr/bin/cargo".into() };
        only.rustc.exists().then_some(only)
    })?;
    let linker = process::on_path("rust-lld").is_some();
    (linker && compiler.has_source()).then_some(compiler)
}

/// The linker of the LLVM that Debian's Rust is built with: `rust-lld` is a link to it, but no
/// dependency asks for it.
fn linker_package() -> Result<String> {
    let depends = process::text(Command::new("apt-cache").args(["depends", "rust-web-llvm"]));
    let Some(version) = llvm_version(&depends.unwrap_or_default()) else {
        bail!("Debian's servers are out of reach, or do not have rust-web-llvm (a security update)");
    };
    Ok(format!("lld-{version}"))
}

/// The number in `Depends: llvm-22`.
fn llvm_version(depends: &str) -> Option<u32> {
    let name = |line: &str| line.trim().strip_prefix("Depends: llvm-").map(str::to_owned);
    depends.lines().find_map(name)?.parse().ok()
}

/// Proves that compiler and library belong together.
pub(super) fn check(project: &Project, wasm: &Wasm) -> Result<()> {
    probe::passes(project, wasm).context("the standard library was built but does not work")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_follows_the_version_of_llvm() {
        let depends = "rust-web-llvm\n  Depends: libc6\n  Depends: llvm-22\n  Suggests: x\n";
        assert_eq!(llvm_version(depends), Some(22));
        assert_eq!(llvm_version("W: no packages found"), None);
    }
}
