//! Copying trees without touching what is already right.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::stamp::{self, files_below};

/// Copies all files below `from` into `to`, beside what is there.
pub(crate) fn into(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from) {
        let name = file.strip_prefix(from).context("a file lies below its folder")?;
        one(&file, &to.join(name))?;
    }
    Ok(())
}

/// Makes `to` hold exactly the files of `from`: writes what differs, removes what is not there.
pub(crate) fn mirror(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(to) {
        let name = file.strip_prefix(to).context("a file lies below its folder")?;
        if !from.join(name).exists() {
            fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
        }
    }
    into(from, to)
}

/// Copies one file unless the copy is the same already.
pub(crate) fn one(from: &Path, to: &Path) -> Result<()> {
    let content = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
    if fs::read(to).is_ok_and(|same| same == content) {
        return Ok(());
    }
    stamp::write(to, &content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::scratch;

    #[test]
    fn a_mirror_has_the_same_files_and_no_others() {
        let dir = scratch("mirror");
        let (from, to) = (dir.join("from"), dir.join("to"));
        stamp::write(&from.join("a/new"), b"1").unwrap();
        stamp::write(&to.join("a/old"), b"2").unwrap();
        mirror(&from, &to).unwrap();
        assert_eq!(files_below(&to), [to.join("a/new")]);
        fs::remove_dir_all(dir).unwrap();
    }
}
