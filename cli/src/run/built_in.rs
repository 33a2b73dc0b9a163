//! The scenarios of the website, by name.

use std::path::Path;

const SCENARIOS: &[(&str, &str)] = &[
    ("fan-out", include_str!("../../../www/static/scenarios/fan-out.json")),
    ("firehose-lake", include_str!("../../../www/static/scenarios/firehose-lake.json")),
    ("first-record", include_str!("../../../www/static/scenarios/first-record.json")),
    ("five-cursors", include_str!("../../../www/static/scenarios/five-cursors.json")),
    ("hot-key", include_str!("../../../www/static/scenarios/hot-key.json")),
    ("keys-choose-shards", include_str!("../../../www/static/scenarios/keys-choose-shards.json")),
    ("redshift-by-way-of-s3", include_str!("../../../www/static/scenarios/redshift-by-way-of-s3.json")),
    ("reshard", include_str!("../../../www/static/scenarios/reshard.json")),
    ("retention-edge", include_str!("../../../www/static/scenarios/retention-edge.json")),
    ("size-or-time", include_str!("../../../www/static/scenarios/size-or-time.json")),
    ("stream-vs-queue", include_str!("../../../www/static/scenarios/stream-vs-queue.json")),
];

/// The scenario of this name.
pub(super) fn find(name: &Path) -> Option<&'static str> {
    SCENARIOS.iter().find(|(known, _)| name == Path::new(known)).map(|(_, text)| *text)
}

/// The names of all.
pub(super) fn names() -> Vec<&'static str> {
    SCENARIOS.iter().map(|(name, _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_scenarios_of_the_website_are_known() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/static/scenarios");
        let files = std::fs::read_dir(folder).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        assert_eq!(files, names().iter().map(|name| format!("{name}.json")).collect::<Vec<_>>());
    }
}
