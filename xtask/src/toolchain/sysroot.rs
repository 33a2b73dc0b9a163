//! A wasm32 standard library of our own, built from the compiler's source.
//!
//! The result is a folder that looks like the compiler's: `lib/rustlib` holds the new wasm32
//! libraries, and links to everything else. It is used with `--sysroot`, so nothing outside the
//! tree is written.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{Compiler, WASM, Wasm, debian, registry_sources};
use crate::console;
use crate::process;
use crate::project::Project;
use crate::stamp::{Fingerprint, files_below};

/// An empty crate: all we want is what cargo builds for its sake.
const MANIFEST: &str = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                        [workspace]\n[profile.release]\npanic = \"abort\"\n";

/// Builds the library for a compiler, or finds the one built before. Takes about a minute.
///
/// It is made beside its final place and renamed when it has passed the probes, so a run that is
/// cut short leaves nothing that could be taken for a library.
pub(crate) fn make(project: &Project, compiler: &Compiler) -> Result<PathBuf> {
    let version = Fingerprint::of("wasm sysroot 2").text(&compiler.version()?).finish();
    let done = project.tools_dir().join(format!("wasm-sysroot-{version}"));
    if done.exists() {
        return Ok(done);
    }
    let work = project.tools_dir().join("wasm-sysroot.tmp");
    let what = "build the standard library for wasm32 in .tools";
    console::step(what, "Debian ships its source only; about a minute", || {
        clear(&work)?;
        let libraries = compile(compiler, &work.join("build"))?;
        let sysroot = work.join("sysroot");
        assemble(compiler, &libraries, &sysroot)?;
        let wasm = Wasm { compiler: compiler.clone(), sysroot: Some(sysroot.clone()) };
        debian::check(project, &wasm)?;
        fs::rename(&sysroot, &done).with_context(|| format!("cannot make {}", done.display()))?;
        clear(&work)
    })?;
    Ok(done)
}

fn clear(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot clear {}", dir.display()))?;
    }
    Ok(())
}

/// Builds the library as a by-product of an empty crate; returns its files.
///
/// Two things are easy to miss. Without `embed-bitcode`, link-time optimisation of the modules
/// fails later ("failed to get bitcode from object file for LTO"); cargo leaves it out because this
/// build itself does not need it. Without `test`, no test compiles ("can't find crate for `test`").
fn compile(compiler: &Compiler, dir: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(dir.join("src"))?;
    fs::write(dir.join("Cargo.toml"), MANIFEST)?;
    fs::write(dir.join("src/lib.rs"), "#![no_std]\n")?;
    let target = dir.join("target");
    let source = compiler.sysroot()?.join("lib/rustlib/src/rust");
    let flags = [
        "-Cembed-bitcode=yes".to_owned(),
        // As in the libraries that rustup brings: no path of this machine in a panic message.
        format!("--remap-path-prefix={}=/rustc", source.display()),
        format!("--remap-path-prefix={}=", registry_sources()),
    ];
    let mut cargo = compiler.cargo();
    cargo
        .args(["build", "--release", "--target", WASM, "-Zbuild-std=std,panic_abort,test"])
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        // Lets a stable compiler accept -Z.
        .env("RUSTC_BOOTSTRAP", "1");
    process::run(&mut cargo)?;

    let libraries: Vec<PathBuf> = files_below(&target.join(WASM).join("release/deps"))
        .into_iter()
        .filter(|file| is_library(file))
        .collect();
    if libraries.is_empty() {
        bail!("cargo built no library in {}", target.display());
    }
    Ok(libraries)
}

/// `libstd-….rlib` is; `libempty-….rlib` and `libstd-….rmeta` are not.
fn is_library(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.ends_with(".rlib") && !name.starts_with("libempty")
}

/// Lays out the sysroot: our libraries, and links to all else the compiler has.
fn assemble(compiler: &Compiler, libraries: &[PathBuf], sysroot: &Path) -> Result<()> {
    let rustlib = sysroot.join("lib/rustlib");
    let own = rustlib.join(WASM).join("lib");
    fs::create_dir_all(&own)?;
    for library in libraries {
        let name = library.file_name().context("a library has a name")?;
        fs::copy(library, own.join(name)).context("cannot copy a library")?;
    }
    for entry in fs::read_dir(compiler.sysroot()?.join("lib/rustlib"))? {
        let entry = entry?;
        if entry.file_name() != WASM {
            link(&entry.path(), &rustlib.join(entry.file_name()))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Result<()> {
    std::os::unix::fs::symlink(from, to).with_context(|| format!("cannot link {}", to.display()))
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Result<()> {
    bail!("Debian's toolchain exists on Debian only")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_librarys_own_files_are_taken() {
        assert!(is_library(Path::new("/x/libstd-1f.rlib")));
        assert!(!is_library(Path::new("/x/libstd-1f.rmeta")));
        assert!(!is_library(Path::new("/x/libempty-1f.rlib")));
    }
}
