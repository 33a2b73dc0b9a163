//! One installed pair of rustc and cargo.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process;

/// A compiler and the cargo that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compiler {
    /// The compiler, by name or full path.
    pub(crate) rustc: PathBuf,
    /// Its cargo, by name or full path.
    pub(crate) cargo: PathBuf,
}

impl Compiler {
    /// The one a user gets by typing `rustc`.
    pub(crate) fn on_path() -> Self {
        Self { rustc: "rustc".into(), cargo: "cargo".into() }
    }

    /// Debian's, by full path because rustup's comes first on `PATH`; `None` if not installed, or
    /// if it is the one on `PATH`.
    pub(crate) fn debian() -> Option<Self> {
        let compiler = Self { rustc: "/usr/bin/rustc".into(), cargo: "/usr/bin/cargo".into() };
        let there = compiler.rustc.exists() && compiler.cargo.exists();
        let on_path = process::on_path("rustc");
        (there && on_path.as_deref() != Some(&compiler.rustc)).then_some(compiler)
    }

    /// Whether it is another than the one that started us.
    fn is_foreign(&self) -> bool {
        self.rustc.is_absolute()
    }

    /// A bare call of the compiler.
    pub(crate) fn rustc(&self) -> Command {
        self.clean(Command::new(&self.rustc))
    }

    /// A bare call of cargo that will use this compiler.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = self.clean(process::cargo_at(&self.cargo));
        if self.is_foreign() {
            cargo.env("RUSTC", &self.rustc).env_remove("RUSTDOC");
        }
        cargo
    }

    /// Without the libraries of the toolchain that started us: cargo puts them on the search path
    /// of its children, and another compiler must not load them.
    fn clean(&self, mut command: Command) -> Command {
        if self.is_foreign() {
            command.env_remove("LD_LIBRARY_PATH").env_remove("RUSTUP_TOOLCHAIN");
        }
        command
    }

    /// All that `rustc -vV` says.
    pub(crate) fn version(&self) -> Result<String> {
        process::text(self.rustc().arg("-vV"))
    }

    /// The folder with `lib/rustlib` in it.
    pub(crate) fn sysroot(&self) -> Result<PathBuf> {
        Ok(process::text(self.rustc().args(["--print", "sysroot"]))?.trim().into())
    }

    /// Whether the source of the standard library is there to be compiled.
    pub(crate) fn has_source(&self) -> bool {
        let source = |sysroot: PathBuf| sysroot.join("lib/rustlib/src/rust/library/core");
        self.sysroot().is_ok_and(|sysroot| source(sysroot).exists())
    }

    /// Whether a standard library for a target lies in its sysroot; a hint, no proof.
    pub(crate) fn has_target(&self, target: &str) -> bool {
        self.sysroot().is_ok_and(|sysroot| has_target_libraries(&sysroot, target))
    }
}

/// Whether a sysroot has libraries for a target.
pub(crate) fn has_target_libraries(sysroot: &Path, target: &str) -> bool {
    sysroot.join("lib/rustlib").join(target).join("lib").exists()
}
