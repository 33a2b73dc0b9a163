//! Runs the hot-key scenario for ten seconds and prints what a page would show.
//! `cargo run -p kinetoscope --example hot_key`

use kinetoscope::time::Duration;
use kinetoscope::world::scenario::Scenario;
use kinetoscope::world::view::Frame;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = Scenario::from_json(include_str!("../../www/static/scenarios/hot-key.json"))?;
    let mut world = scenario.world(None)?;
    world.advance(Duration::from_secs(10));
    let view = world.view(Frame { window: Duration::from_secs(10), buckets: 20 });
    println!("{}", serde_json::to_string_pretty(&view)?);
    Ok(())
}
