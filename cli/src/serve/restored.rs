//! What a restored world brings along, said at the start: settings that win over options, and faults that go on.

use kinetoscope::world::{Settings, World};
use tracing::warn;

/// Says what whoever gave these options would not expect.
pub(super) fn announce(world: &mut World, asked: &Settings) {
    let kept = kept(asked, world.settings());
    if !kept.is_empty() {
        warn!("the snapshot keeps the settings that it was made with: {}", kept.join(", "));
    }
    let going_on = world.asked();
    let faults = going_on.faults.len()
        + going_on.destination_faults.len()
        + going_on.refused_writes.len()
        + going_on.lost_answers.len();
    let keys = going_on.keys.len();
    if (faults, keys) != (0, 0) {
        warn!(
            "the snapshot brings faults that go on: {faults}, and KMS keys that cannot be used: {keys}; with --control, \
             GET /_kinetoscope/faults shows them"
        );
    }
}

/// The options that have no effect, each with what holds in its place.
fn kept(asked: &Settings, kept: &Settings) -> Vec<String> {
    let [asked, kept] = [asked, kept].map(options);
    let differing = asked.into_iter().zip(kept).filter(|((_, asked), (_, kept))| asked != kept);
    differing.map(|(_, (option, value))| format!("{option} stays {value}")).collect()
}

fn options(settings: &Settings) -> [(&'static str, String); 6] {
    let streams = &settings.streams;
    let bound = streams.held_bytes_max.map_or("without bound".into(), |bytes| (bytes >> 20).to_string());
    [
        ("--region", settings.tenant.region.to_string()),
        ("--account", settings.tenant.account.to_string()),
        ("--seed", settings.seed.to_string()),
        ("--enforce-limits", if streams.enforce_limits { "on" } else { "off" }.into()),
        ("--transition-ms", streams.transition.total_millis().to_string()),
        ("--memory-mib", bound),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_without_effect_are_named_with_what_holds() {
        let mut asked = Settings::default();
        assert!(kept(&asked, &Settings::default()).is_empty());
        asked.streams.enforce_limits = true;
        asked.streams.held_bytes_max = Some(1 << 20);
        let expected = ["--enforce-limits stays off", "--memory-mib stays without bound"];
        assert_eq!(kept(&asked, &Settings::default()), expected);
    }
}
