//! Doing a step again only when what it reads has changed.
//!
//! A step's inputs are condensed to a [`Fingerprint`]; the fingerprint of the last successful run
//! lies in `.tools/stamps/NAME`. Content counts, not time stamps, so switching branches back and
//! forth or touching a file costs nothing.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::Project;

/// A digest of everything a step reads. 64 bits: it must notice changes, not resist attackers.
pub(crate) struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// Starts with the recipe: a text to change whenever the step itself does something new.
    pub(crate) fn of(recipe: &str) -> Self {
        Self(DefaultHasher::new()).text(recipe)
    }

    /// Adds a text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.bytes(text.as_bytes());
        self
    }

    /// Adds a file's content; that it is missing counts too.
    pub(crate) fn file(mut self, path: &Path) -> Self {
        match fs::read(path) {
            Ok(content) => self.bytes(&content),
            Err(_) => self.bytes(b"missing"),
        }
        self
    }

    /// Adds names and contents of all files below a folder, in order of name, but for the folders
    /// called `skip` at its top.
    pub(crate) fn tree(mut self, root: &Path, skip: &[&str]) -> Self {
        for path in files_below(root) {
            let Ok(name) = path.strip_prefix(root) else { continue };
            if skip.iter().any(|folder| name.starts_with(folder)) {
                continue;
            }
            self = self.text(&name.to_string_lossy()).file(&path);
        }
        self
    }

    /// The digest as text.
    pub(crate) fn finish(self) -> String {
        format!("{:016x}", self.0.finish())
    }

    /// Length first, so that `ab` + `c` and `a` + `bc` differ.
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.write_usize(bytes.len());
        self.0.write(bytes);
    }
}

/// Runs `work` unless the last successful run had the same fingerprint and its outputs are there.
/// Answers whether it ran.
pub(crate) fn when_changed(
    project: &Project,
    name: &str,
    fingerprint: Fingerprint,
    outputs: &[PathBuf],
    work: impl FnOnce() -> Result<()>,
) -> Result<bool> {
    let file = project.tools_dir().join("stamps").join(name);
    // The same work with its outputs elsewhere is other work: what lies there may be older.
    let digest = outputs.iter().fold(fingerprint, |all, output| all.text(&output.to_string_lossy())).finish();
    let same = fs::read_to_string(&file).is_ok_and(|last| last == digest);
    if same && outputs.iter().all(|output| output.exists()) {
        return Ok(false);
    }
    // Taken away first: a run that is cut short must not look finished.
    let _ = fs::remove_file(&file);
    work()?;
    write(&file, digest.as_bytes())?;
    Ok(true)
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// All files below a folder, sorted; none if there is no such folder.
pub(crate) fn files_below(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(_) => files.push(entry.path()),
                Err(_) => {}
            }
        }
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::scratch;

    #[test]
    fn where_one_text_ends_matters() {
        let digest = |a, b| Fingerprint::of("").text(a).text(b).finish();
        assert_eq!(digest("ab", "c"), digest("ab", "c"));
        assert_ne!(digest("ab", "c"), digest("a", "bc"));
    }

    #[test]
    fn a_step_runs_again_when_an_input_changed_or_an_output_is_gone() {
        let dir = scratch("stamp");
        let project = Project::at(&dir);
        let input = dir.join("in");
        let output = dir.join("out");
        let run = || {
            let fingerprint = Fingerprint::of("copy").file(&input);
            let work = || write(&output, &fs::read(&input)?);
            when_changed(&project, "copy", fingerprint, std::slice::from_ref(&output), work).unwrap()
        };

        fs::write(&input, "1").unwrap();
        assert!(run());
        assert!(!run());
        fs::write(&input, "2").unwrap();
        assert!(run());
        fs::remove_file(&output).unwrap();
        assert!(run());
        assert!(!run());
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_failed_step_is_not_taken_for_done() {
        let dir = scratch("stamp-failed");
        let project = Project::at(&dir);
        let fail = || anyhow::bail!("no");
        assert!(when_changed(&project, "x", Fingerprint::of("1"), &[], || Ok(())).unwrap());
        assert!(when_changed(&project, "x", Fingerprint::of("2"), &[], fail).is_err());
        assert!(when_changed(&project, "x", Fingerprint::of("1"), &[], || Ok(())).unwrap());
        fs::remove_dir_all(dir).unwrap();
    }
}
