//! The objects of a run as files: a folder for each bucket, in it a file for each key.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use kinetoscope::world::World;

/// Writes all objects that are there.
///
/// # Errors
/// When one cannot be written: of two keys of which one is a folder of the other, a disk takes only one.
pub(super) fn write(world: &mut World, directory: &Path) -> Result<()> {
    let account = world.settings().tenant.account;
    for bucket in world.s3().buckets_of(account) {
        let folder = directory.join(&*bucket.name);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for (key, object) in bucket.objects() {
            let path = folder.join(path_of(key));
            let made = path.parent().map_or(Ok(()), fs::create_dir_all);
            made.and_then(|()| fs::write(&path, &object.body))
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

/// The parts of a key as names. None of them leads out of the folder.
fn path_of(key: &str) -> PathBuf {
    let name = |part: &str| match part {
        "" => "%".to_owned(),
        "." | ".." => part.replace('.', "%2E"),
        part => part.chars().map(escaped).collect(),
    };
    key.split('/').map(name).collect()
}

/// A sign as names of files have it; what they cannot have is told by the numbers of its bytes.
fn escaped(sign: char) -> String {
    if !sign.is_control() && !"\\%".contains(sign) {
        return sign.into();
    }
    let mut bytes = [0; 4];
    sign.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_leads_out_of_the_folder() {
        for (key, path) in [
            ("2026/01/a b=ü.gz", "2026/01/a b=ü.gz"),
            ("../../etc/./passwd", "%2E%2E/%2E%2E/etc/%2E/passwd"),
            ("/root", "%/root"),
            ("folder/", "folder/%"),
            ("a\\b%\n", "a%5Cb%25%0A"),
        ] {
            assert_eq!(path_of(key), Path::new(path), "{key:?}");
        }
    }
}
