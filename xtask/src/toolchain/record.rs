//! The note about the toolchain that was found, and whether it still holds.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value, json};

use super::compiler::has_target_libraries;
use super::{Compiler, WASM, Wasm};
use crate::project::Project;
use crate::stamp;

/// Where the note lies, below the root.
pub(crate) const FILE: &str = ".tools/wasm-target.json";

/// The noted toolchain, if nothing has changed since: the compiler on `PATH` (a newer one may have
/// what it lacked), the chosen compiler, and the library it was chosen with. Costs two calls of
/// rustc, no compilation.
pub(crate) fn load(project: &Project) -> Option<Wasm> {
    let text = std::fs::read_to_string(project.path(FILE)).ok()?;
    let note: Value = serde_json::from_str(&text).ok()?;
    let wasm = from_note(&note)?;
    let sysroot = wasm.sysroot.clone().or_else(|| wasm.compiler.sysroot().ok())?;
    let holds = has_target_libraries(&sysroot, WASM) && to_note(&wasm).ok()? == note;
    holds.then_some(wasm)
}

/// Notes a toolchain that passed the probes.
pub(crate) fn save(project: &Project, wasm: &Wasm) -> Result<()> {
    let text = serde_json::to_string_pretty(&to_note(wasm)?)?;
    stamp::write(&project.path(FILE), text.as_bytes())
}

fn to_note(wasm: &Wasm) -> Result<Value> {
    Ok(json!({
        "rustc": wasm.compiler.rustc,
        "cargo": wasm.compiler.cargo,
        "sysroot": wasm.sysroot,
        "version": wasm.compiler.version()?,
        "version_on_path": Compiler::on_path().version()?,
    }))
}

fn from_note(note: &Value) -> Option<Wasm> {
    let path = |key: &str| note[key].as_str().map(PathBuf::from);
    let compiler = Compiler { rustc: path("rustc")?, cargo: path("cargo")? };
    Some(Wasm { compiler, sysroot: path("sysroot") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_reads_back_as_what_was_noted() {
        for sysroot in [None, Some(PathBuf::from("/a b"))] {
            let wasm = Wasm { compiler: Compiler::on_path(), sysroot };
            assert_eq!(from_note(&to_note(&wasm).unwrap()), Some(wasm));
        }
    }

    #[test]
    fn a_damaged_note_is_no_note() {
        assert_eq!(from_note(&json!({ "rustc": "rustc" })), None);
    }
}
