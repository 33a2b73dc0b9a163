//! What the address and the machine ask of the page, read once.

use crate::ui::dom;

/// How the page is to behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mode {
    /// Under test: no animation, and the clock moves only when told.
    pub(crate) test: bool,
    /// Replaces the scenario's seed.
    pub(crate) seed: Option<u64>,
    /// The reader asked for less motion.
    pub(crate) calm: bool,
    /// Whether the address asks for play or against it.
    pub(crate) play: Option<bool>,
}

impl Mode {
    pub(crate) fn read() -> Self {
        Self {
            test: dom::query("test").as_deref() == Some("1"),
            seed: dom::query("seed").and_then(|seed| seed.parse().ok()),
            calm: dom::media("(prefers-reduced-motion: reduce)"),
            play: dom::query("play").map(|play| play != "0"),
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
