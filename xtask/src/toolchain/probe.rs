//! The two small programs a toolchain must compile for wasm32 before it is trusted.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{WASM, Wasm};
use crate::process;
use crate::project::Project;

/// What the release build does: a module with link-time optimisation and no unwinding. A standard
/// library without bitcode fails here and nowhere earlier.
const MODULE: &str = "#[unsafe(no_mangle)] pub extern \"C\" fn len(n: u32) -> usize \
                      { vec![0u8; n as usize].len() }";

/// What the wasm tests do: a test program, which needs the crate `test`.
const TEST: &str = "#[test] fn passes() { assert_eq!(1 + 1, 2); }";

/// Compiles both probes.
///
/// # Errors
/// The compiler's first complaint, in one line.
pub(crate) fn passes(project: &Project, wasm: &Wasm) -> Result<()> {
    let dir = project.tools_dir().join(format!("probe-{}", std::process::id()));
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let release = ["--crate-type=cdylib", "-Copt-level=1", "-Clto=fat", "-Cpanic=abort"];
    let result = compile(&dir, wasm, "module", MODULE, &release)
        .and_then(|()| compile(&dir, wasm, "test", TEST, &["--test"]));
    let _ = fs::remove_dir_all(&dir);
    result
}

fn compile(dir: &Path, wasm: &Wasm, name: &str, source: &str, flags: &[&str]) -> Result<()> {
    let input = dir.join(format!("{name}.rs"));
    fs::write(&input, source)?;
    let mut rustc = wasm.compiler.rustc();
    rustc.args(["--edition=2024", "--target", WASM]).args(flags);
    if let Some(sysroot) = &wasm.sysroot {
        rustc.arg(format!("--sysroot={}", sysroot.display()));
    }
    rustc.arg(&input).arg("-o").arg(dir.join(format!("{name}.wasm")));
    process::quietly(&mut rustc).map_err(|error| anyhow::anyhow!(first_complaint(&error.to_string())))
}

/// The line of a compiler's output that says what is wrong.
fn first_complaint(output: &str) -> String {
    let complaint = output.lines().find(|line| line.starts_with("error"));
    complaint.or_else(|| output.lines().next()).unwrap_or("no output").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_complaint_is_the_first_error_line() {
        let output = "`rustc x` ended with 1\nwarning: hm\nerror[E0463]: can't find crate for `std`\n";
        assert_eq!(first_complaint(output), "error[E0463]: can't find crate for `std`");
        assert_eq!(first_complaint("cannot start `rustc`"), "cannot start `rustc`");
        assert_eq!(first_complaint(""), "no output");
    }
}
