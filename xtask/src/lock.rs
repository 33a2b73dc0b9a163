//! One `cargo xtask` at a time where two would spoil each other's files.

use std::fs::{self, File, TryLockError};

use anyhow::{Context, Result};

use crate::console;
use crate::project::Project;

/// Held until dropped; the operating system drops it with the process, so none is left behind.
pub(crate) struct Lock(#[expect(dead_code, reason = "closing the file gives the lock back")] File);

/// Waits until no other process holds the lock of this name, and takes it.
pub(crate) fn take(project: &Project, name: &str) -> Result<Lock> {
    let dir = project.tools_dir().join("locks");
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let path = dir.join(name);
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            console::note(&format!("waiting for another `cargo xtask` that works on `{name}`"));
            file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
        }
        Err(TryLockError::Error(error)) => return Err(error).context("cannot lock"),
    }
    Ok(Lock(file))
}
