//! The website in Chromium: what a first visit loads, how long a seek takes and how long a frame.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Bench;
use super::spread::figure;
use super::table::{row, table};
use crate::process;
use crate::project::Project;

pub(crate) const BENCH: Bench = Bench {
    name: "page",
    what: "first load, first visits, seeks, frames, inputs and memory of the website in Chromium",
    run,
};

/// Bytes of brotli that a first visit may load.
const FIRST_LOAD_AIM: f64 = 600.0 * 1024.0;
/// Milliseconds that a seek over 40 seconds of the scenario may take.
const SEEK_AIM: f64 = 600.0;
/// Milliseconds that a seek in ten minutes of 1,000 records/s may take without telling how far it is.
const LONG_SEEK_AIM: f64 = 150.0;
/// Milliseconds in which 95 frames of 100 should be drawn.
const FRAME_AIM: f64 = 16.0;
/// Milliseconds from one frame to the next, at 60 a second with a little room for a timer's grain.
const GAP_AIM: f64 = 17.0;
/// Milliseconds from an input to the next picture, for three of four.
const INPUT_AIM: f64 = 200.0;
/// Bytes that the tab may hold after half an hour of hot-key.
const MEMORY_AIM: f64 = 400.0 * 1024.0 * 1024.0;

/// `tests/browser/measure.mjs` measures; this lays out what it prints.
fn run(project: &Project) -> Result<Value> {
    let site = project.site()?;
    let chromium = project.chromium()?;
    let mut script = project.node()?.command();
    script
        .arg(project.path("tests/browser/measure.mjs"))
        .current_dir(project.root())
        .env("CHROMIUM", chromium)
        .env("KINETOSCOPE_SITE", site);
    let output = process::text(&mut script)?;
    let figures: Value = serde_json::from_str(&output).context("odd output of tests/browser/measure.mjs")?;
    println!("{}", lay_out(&figures));
    Ok(figures)
}

fn lay_out(figures: &Value) -> String {
    let number = |pointer: &str| figures.pointer(pointer).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let line = |what: &str, pointer: &str, aim: f64| row([what, &figure(number(pointer)), &figure(aim)]);
    table(&[
        row(["", "measured", "aim, at most"]),
        line("first load of home, bytes of brotli", "/first_load_brotli", FIRST_LOAD_AIM),
        line("seek from 60 s back to 20 s, ms", "/seek/back_ms", SEEK_AIM),
        line("seek from 20 s on to 60 s, ms", "/seek/on_ms", SEEK_AIM),
        line("seek a minute back in ten of 1,000 records/s, ms", "/seek/minute_ms", LONG_SEEK_AIM),
        line("seek nine minutes back in them, ms", "/seek/nine_minutes_ms", LONG_SEEK_AIM),
        line("drawing a frame, 4 shards, p95, ms", "/frames/0/draw_p95_ms", FRAME_AIM),
        line("drawing a frame, 64 shards, p95, ms", "/frames/1/draw_p95_ms", FRAME_AIM),
        line("from one frame to the next, 4 shards, p95, ms", "/frames/0/gap_p95_ms", GAP_AIM),
        line("from one frame to the next, 64 shards, p95, ms", "/frames/1/gap_p95_ms", GAP_AIM),
        line("input to picture, p75, ms", "/input/p75_ms", INPUT_AIM),
        line("memory after 10 minutes of hot-key at 60x, bytes", "/memory/early_bytes", MEMORY_AIM),
        line("memory after 30 minutes, bytes", "/memory/late_bytes", MEMORY_AIM),
        line("memory after 10 days of 8 shards at 3,600x, bytes", "/month/early_bytes", MEMORY_AIM),
        line("memory after 30 days, bytes", "/month/late_bytes", MEMORY_AIM),
        line("share of 3,600x that it kept, at least", "/month/speed_share", 1.0),
        line("share of what the page said, at worst", "/month/said_share", 1.0),
        line("first paint, phone, ms", "/visits/phone/paint_ms", 1_200.0),
        line("largest paint, phone, ms", "/visits/phone/largest_ms", 2_000.0),
        line("interactive, phone, ms", "/visits/phone/interactive_ms", 4_000.0),
        line("interactive, desk, ms", "/visits/desk/interactive_ms", 1_500.0),
    ])
}
