//! What the address and the machine ask of the page, read once.

use super::SPEEDS;
use crate::ui::dom;

/// How the page is to behave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mode {
    /// Under test: no animation, and the clock moves only when told.
    pub(crate) test: bool,
    /// Replaces the scenario's seed.
    pub(crate) seed: Option<u64>,
    /// The reader asked for less motion.
    pub(crate) calm: bool,
    /// Whether the address asks for play or against it.
    pub(crate) play: Option<bool>,
    /// The moment to begin at, microseconds after the start, if the address says.
    pub(crate) begin_us: Option<u64>,
    /// The speed to begin with, if the address says.
    pub(crate) speed: Option<f64>,
}

/// A scenario that does not say where it opens is shown some way in: full strips say more than empty ones, and the way back
/// is open.
pub(crate) const RUN_IN_US: u64 = 40_000_000;

/// Where the size of rows, motion, and what becomes of the clock of a hidden tab are kept. `boot.js` reads the first two
/// before the page is drawn.
pub(crate) const ROWS: &str = "kinetoscope-rows";
pub(crate) const MOTION: &str = "kinetoscope-motion";
pub(crate) const HIDDEN: &str = "kinetoscope-hidden";

/// A setting as it is kept.
pub(crate) fn kept(name: &str, usual: &str) -> String {
    dom::stored(name).unwrap_or_else(|| usual.to_owned())
}

/// Keeps a setting and tells the styles, which know one value of it.
pub(crate) fn keep_on_root(name: &str, value: &str, known: &str) {
    dom::store(name, value);
    let attribute = name.replace("kinetoscope", "data");
    // An attribute with a fixed name is always accepted.
    _ = if value == known {
        dom::root().set_attribute(&attribute, value)
    } else {
        dom::root().remove_attribute(&attribute)
    };
}

impl Mode {
    pub(crate) fn read() -> Self {
        let test = dom::query("test").as_deref() == Some("1");
        let moment = dom::query("t").and_then(|t| t.parse::<f64>().ok()).filter(|t| (0.0..1e8).contains(t));
        let speed = dom::query("speed").and_then(|speed| speed.parse().ok());
        Self {
            test,
            seed: dom::query("seed").and_then(|seed| seed.parse().ok()),
            calm: dom::media("(prefers-reduced-motion: reduce)") || kept(MOTION, "") == "less",
            play: dom::query("play").map(|play| play != "0"),
            begin_us: moment.map(|seconds| (seconds * 1e6) as u64),
            speed: speed.filter(|speed| SPEEDS.contains(speed)),
        }
    }

    /// Whether a scenario starts by itself.
    pub(crate) fn autoplay(self) -> bool {
        !self.test && self.play.unwrap_or(!self.calm)
    }

    /// Milliseconds between two changes of words and numbers while the clock runs.
    pub(crate) fn words_ms(self) -> f64 {
        if self.calm { 1_000.0 } else { 200.0 }
    }
}
