//! A wasm module: compiled by cargo, given its JavaScript by wasm-bindgen, shrunk by wasm-opt.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::split;
use crate::console;
use crate::process::{self, Background};
use crate::project::Project;
use crate::stamp::{self, Fingerprint};

/// The version of wasm-bindgen compiled into this program; `Cargo.toml` pins it.
const BINDGEN: &str = "0.2.130";

/// One module and how it is made.
pub(crate) struct Module {
    /// Base name of the files: `NAME.js`, `NAME_bg.wasm`, `NAME.d.ts`.
    pub(crate) name: &'static str,
    /// Where they are put, below the folder of all modules.
    folder: &'static str,
    /// The crate it comes from.
    package: &'static str,
    /// What cargo is told to leave out or put in.
    features: &'static [&'static str],
    /// The cargo profile.
    profile: &'static str,
    /// What the compiler is told besides.
    flags: &'static [&'static str],
    /// wasm-opt's level.
    level: &'static str,
    /// Whether the JavaScript finds the .wasm beside itself when told nothing.
    finds_itself: bool,
    /// Whether parts of it are loaded later.
    has_parts: bool,
    /// What it is for.
    purpose: &'static str,
}

/// Base64 and searches take 16 bytes at a time; every browser since 2023 and Node 16.4 can.
const SIMD: &str = "-Ctarget-feature=+simd128";

/// What a quick build is told: one type of all views, and no tables of lines, which a browser would load.
const QUICK: &[&str] = &["--cfg=erase_components", "-Cdebuginfo=0"];
/// The profile of a quick build.
const DEV: &str = "dev";
/// wasm-opt is left out.
const NO_LEVEL: &str = "";

/// The engine of the npm package, made for speed.
///
/// It does not look for its .wasm by itself: bundlers that see `new URL("….wasm", import.meta.url)`
/// would ship the file a second time beside the copy the package inlines.
pub(crate) const ENGINE: Module = Module {
    name: "engine",
    folder: "engine-npm",
    package: "kinetoscope-npm",
    features: &[],
    profile: "release",
    flags: &[SIMD],
    level: "-O3",
    finds_itself: false,
    has_parts: false,
    purpose: "the engine of the npm package, for speed",
};

/// The file formats of the npm package, which it loads when a delivery first needs one; made small.
pub(crate) const FORMATS: Module = Module {
    name: "formats",
    folder: "formats-npm",
    package: "kinetoscope-npm-formats",
    profile: "formats",
    level: "-Oz",
    purpose: "the file formats of the npm package, for size",
    ..ENGINE
};

/// The engine of the website, made small: what players need, without the HTTP interface.
///
/// It is the same engine; sessions have the same hash in both.
pub(crate) const PLAYER: Module = Module {
    folder: "engine-site",
    features: &["--no-default-features"],
    profile: "site",
    level: "-Oz",
    purpose: "the engine of the website, for size",
    ..ENGINE
};

/// The whole engine of the website, made small too: it takes over from [`PLAYER`] where a page needs what that one lacks.
pub(crate) const WHOLE: Module = Module {
    folder: "engine-whole",
    features: &["--features", "lessons"],
    profile: "whole",
    level: "-Oz",
    purpose: "the whole engine of the website, for size",
    ..ENGINE
};

/// The page: everything one sees; made small.
pub(crate) const PAGE: Module = Module {
    name: "page",
    folder: "page",
    package: "kinetoscope-web",
    features: &[],
    profile: "page",
    // Leptos makes one type of all views: a tenth less to load.
    flags: &["--cfg=erase_components", split::FLAG],
    level: "-Oz",
    finds_itself: true,
    has_parts: true,
    purpose: "the website's user interface, for size",
};

impl Module {
    /// The same, made quickly, in a folder of its own: for work on the page.
    pub(crate) const fn dev(self, folder: &'static str) -> Self {
        Self { folder, profile: DEV, flags: QUICK, level: NO_LEVEL, ..self }
    }
}

/// Makes a module; returns the folder with its files.
pub(crate) fn build(project: &Project, module: &Module) -> Result<PathBuf> {
    check_versions(&fs::read_to_string(project.path("Cargo.lock"))?)?;
    let compiled = compile(project, module)?;
    let node = project.node()?;
    let out = project.bundle_dir()?.join(module.folder);
    let optimise = project.path("xtask/src/build/optimise.mjs");

    let fingerprint = Fingerprint::of("split, bindgen, opt 2")
        .text(BINDGEN)
        .text(module.level)
        .text(&format!("{}", module.finds_itself))
        .file(&project.path("tests/package-lock.json"))
        .file(&project.path("Cargo.lock"))
        .file(&project.path("xtask/src/build/split.rs"))
        .file(&optimise)
        .file(&compiled);
    let wasm = out.join(format!("{}_bg.wasm", module.name));
    let outputs = [wasm.clone(), out.join(format!("{}.js", module.name))];
    let finish = || {
        empty(&out)?;
        let whole = if module.has_parts { take_parts(module, &compiled, &out)? } else { compiled };
        bind(module, &whole, &out)?;
        if module.level == NO_LEVEL {
            return Ok(());
        }
        let what = format!("wasm-opt {} {}", module.level, module.folder);
        console::step(&what, "smaller and faster than the compiler alone makes it", || {
            let parts = stamp::files_below(&out.join(split::PARTS));
            process::quietly(node.command().arg(&optimise).arg(module.level).arg(&wasm).args(parts))
        })
    };
    if !stamp::when_changed(project, module.folder, fingerprint, &outputs, finish)? {
        console::note(&format!("{}: unchanged", module.folder));
    }
    Ok(out)
}

/// Cargo's part; returns the module as the compiler wrote it.
fn compile(project: &Project, module: &Module) -> Result<PathBuf> {
    let mut cargo = cargo(project, module)?;
    console::step(&format!("compile {}", module.package), module.purpose, || process::run(&mut cargo))?;
    let file = format!("{}.wasm", module.package.replace('-', "_"));
    let folder = project.cross_target_dir()?.join(crate::toolchain::WASM);
    let folder = folder.join(if module.profile == DEV { "debug" } else { module.profile });
    Ok(folder.join(file))
}

/// The call of cargo that compiles a module.
fn cargo(project: &Project, module: &Module) -> Result<Command> {
    // In a quick build the splitter's flag is for the last step alone: both modules share what they are made of.
    let quick = module.profile == DEV && module.has_parts;
    let mut cargo = project.wasm()?.cargo(project, if quick { "rustc" } else { "build" }, module.flags)?;
    cargo.args(["--package", module.package, "--lib", "--profile", module.profile]).args(module.features);
    if quick {
        cargo.args(["--", split::FLAG]);
    }
    Ok(cargo)
}

/// Makes a module, and compiles others meanwhile: the end of a compilation keeps one core busy, and a large module is long at
/// its end. Those of the module's own profile would wait for its lock, and are left out.
pub(crate) fn build_beside(project: &Project, others: &[&Module], module: &Module) -> Result<PathBuf> {
    let mut meanwhile = Vec::new();
    for other in others.iter().filter(|other| other.profile != module.profile) {
        console::note(&format!("meanwhile: compile {}, {}", other.package, other.purpose));
        meanwhile.push(Background::start(cargo(project, other)?)?);
    }
    // What fails here ends the others.
    let made = build(project, module)?;
    meanwhile.into_iter().try_for_each(Background::finish)?;
    Ok(made)
}

/// The splitter's part; returns the module without what is loaded later.
fn take_parts(module: &Module, compiled: &Path, out: &Path) -> Result<PathBuf> {
    let what = format!("split {}", module.folder);
    console::step(&what, "pages that are loaded when they are first gone to", || split::split(compiled, out))
}

/// wasm-bindgen's part: the JavaScript beside the module, as one ES module for browsers.
fn bind(module: &Module, compiled: &Path, out: &Path) -> Result<()> {
    let what = format!("wasm-bindgen {}", module.folder);
    console::step(&what, "write its JavaScript and its types", || {
        let mut bindgen = Bindgen::new();
        bindgen
            .input_path(compiled)
            .out_name(module.name)
            .typescript(true)
            // What parts share with the module goes by the names that the splitter gave it.
            .keep_lld_exports(module.has_parts)
            .demangle(!module.has_parts)
            .omit_default_module_path(!module.finds_itself)
            .web(true)?;
        bindgen.generate(out)
    })
}

/// Empties a folder, so that files of an earlier shape do not stay.
fn empty(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot clear {}", dir.display()))?;
    }
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))
}

/// Both ends of wasm-bindgen must be of one version: the crate in the module, and this program.
fn check_versions(lockfile: &str) -> Result<()> {
    match locked_version(lockfile, "wasm-bindgen") {
        Some(version) if version != BINDGEN => bail!(
            "Cargo.lock has wasm-bindgen {version}, but xtask is built with {BINDGEN}: \
             set both in Cargo.toml, xtask/Cargo.toml and xtask/src/build/wasm.rs"
        ),
        _ => Ok(()),
    }
}

/// The version of a package in the text of a lock file.
fn locked_version<'a>(lockfile: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lockfile.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"0.2.1\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";

    #[test]
    fn modules_of_one_profile_are_made_with_the_same_flags_and_features() {
        let all = [ENGINE, FORMATS, PLAYER, WHOLE, PAGE];
        let made = |module: &Module| (module.flags, (module.package, module.features));
        for (index, module) in all.iter().enumerate() {
            for other in all[..index].iter().filter(|other| other.profile == module.profile) {
                assert_eq!(made(other), made(module), "{} and {}", other.folder, module.folder);
            }
        }
    }

    #[test]
    fn the_locked_version_is_that_of_the_package_itself() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn another_version_in_the_lock_file_is_refused() {
        let error = check_versions(LOCK).unwrap_err().to_string();
        assert!(error.starts_with("Cargo.lock has wasm-bindgen 0.2.129, but xtask is built with 0.2.130"));
        assert!(check_versions(&LOCK.replace("0.2.129", BINDGEN)).is_ok());
    }

    #[test]
    fn this_program_has_the_version_it_claims() {
        let manifest = include_str!("../../Cargo.toml");
        assert!(manifest.contains(&format!("wasm-bindgen-cli-support = \"={BINDGEN}\"")));
    }
}
