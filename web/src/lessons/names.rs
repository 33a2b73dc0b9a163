//! Slug, title and scenario of each lesson, for who leads to them without their words.

/// In the order of their numbers.
pub(crate) const LESSONS: &[(&str, &str, &str)] = &[
    ("first-record", "A first record", "first-record"),
    ("keys-choose-shards", "Keys choose shards", "keys-choose-shards"),
    ("hot-shard", "The hot shard", "hot-key"),
    ("reshard", "Split and merge safely", "reshard"),
    ("five-cursors", "Five places to begin", "five-cursors"),
    ("retention-edge", "The edge of retention", "retention-edge"),
    ("five-reads", "Five reads a second", "fan-out"),
    ("size-or-time", "By size or by interval", "size-or-time"),
    ("redshift-by-way-of-s3", "Redshift by way of S3", "redshift-by-way-of-s3"),
];

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn each_lesson_of_the_site_is_named() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/static/lessons");
        let read = |entry: std::io::Result<std::fs::DirEntry>| {
            let lesson: Value =
                serde_json::from_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
            let text = |key: &str| lesson[key].as_str().unwrap().to_owned();
            (lesson["number"].as_u64().unwrap(), text("slug"), text("title"), text("scenario"))
        };
        let mut lessons: Vec<_> = std::fs::read_dir(folder).unwrap().map(read).collect();
        lessons.sort();
        let lessons: Vec<_> =
            lessons.iter().map(|(_, slug, title, scenario)| (&**slug, &**title, &**scenario)).collect();
        assert_eq!(LESSONS, lessons);
    }
}
