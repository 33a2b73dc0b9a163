//! The file that keeps a world across restarts: always the whole of some moment, never half of one.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use kinetoscope::world::World;
use tempfile::NamedTempFile;

/// A snapshot file by its path; it need not exist yet.
#[derive(Clone, Debug)]
pub(super) struct SnapshotFile {
    path: PathBuf,
}

impl SnapshotFile {
    /// The file at this path.
    ///
    /// # Errors
    /// When its directory does not exist: better now than when there is something to lose.
    pub(super) fn new(path: PathBuf) -> Result<Self> {
        let file = Self { path };
        if !file.directory().is_dir() {
            bail!("the directory of the snapshot file {} does not exist", file.path.display());
        }
        file.remove_drafts();
        Ok(file)
    }

    /// The world in the file; `None` if there is no file.
    ///
    /// # Errors
    /// When the file cannot be read, or is no whole snapshot of this version.
    pub(super) fn read(&self) -> Result<Option<World>> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", self.path.display())),
        };
        let world =
            World::restore(&bytes).with_context(|| format!("cannot restore {}", self.path.display()))?;
        Ok(Some(world))
    }

    /// Puts these bytes in the place of what was there, all at once: whoever reads the file, and whenever the power
    /// fails, finds the old snapshot or the new one.
    ///
    /// # Errors
    /// When the directory cannot be written to; the old file is then as it was.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<()> {
        self.replace(bytes).with_context(|| format!("cannot write the snapshot file {}", self.path.display()))
    }

    fn replace(&self, bytes: &[u8]) -> Result<()> {
        let mut file = NamedTempFile::with_prefix_in(self.draft_prefix(), self.directory())?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        sync_directory(self.directory())
    }

    /// Removes what a process left that was killed while it wrote. A draft that stays does no harm.
    fn remove_drafts(&self) {
        let prefix = self.draft_prefix();
        for entry in fs::read_dir(self.directory()).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// How the names of its drafts begin, and no other file's.
    fn draft_prefix(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        format!(".{}.kinetoscope-", name.to_string_lossy())
    }

    /// Where the file lies; a bare name lies here.
    fn directory(&self) -> &Path {
        self.path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }
}

/// Makes the new name last; only Unix lets a directory be opened for that.
fn sync_directory(directory: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::world::Settings;

    #[test]
    fn what_is_written_is_read_and_no_other_file_stays() {
        let directory = tempfile::tempdir().unwrap();
        let file = SnapshotFile::new(directory.path().join("world")).unwrap();
        assert!(file.read().unwrap().is_none());
        let mut world = World::new(Settings { seed: 9, ..Default::default() });
        for _ in 0..2 {
            file.write(&world.snapshot()).unwrap();
            assert_eq!(file.read().unwrap().unwrap().settings().seed, 9);
        }
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn drafts_of_a_killed_process_are_removed_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        for name in [".world.kinetoscope-a1b2c3", ".world-2.kinetoscope-a1b2c3", "world"] {
            fs::write(directory.path().join(name), "").unwrap();
        }
        SnapshotFile::new(directory.path().join("world")).unwrap();
        let left = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(left.count(), 2);
        assert!(!directory.path().join(".world.kinetoscope-a1b2c3").exists());
    }

    #[test]
    fn a_torn_or_foreign_file_is_refused_with_the_reason() {
        let directory = tempfile::tempdir().unwrap();
        let file = SnapshotFile::new(directory.path().join("world")).unwrap();
        let whole = World::new(Settings::default()).snapshot();
        for (bytes, reason) in [
            (&whole[..whole.len() - 1], "torn"),
            (b"", "no Kinetoscope snapshot"),
            (b"GIF89a", "no Kinetoscope snapshot"),
        ] {
            file.write(bytes).unwrap();
            let error = format!("{:#}", file.read().unwrap_err());
            assert!(error.contains("cannot restore ") && error.contains(reason), "{error}");
        }
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("world");
        fs::create_dir(&path).unwrap();
        assert!(SnapshotFile::new(path.clone()).unwrap().write(b"new").is_err());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        assert!(SnapshotFile::new(path.join("missing/world")).is_err());
    }
}
