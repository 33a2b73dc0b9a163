//! How far a long run is, for those who watch it at a terminal.

use std::time::{Duration as MachineDuration, Instant as MachineInstant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kinetoscope::time::Duration;

/// Runs shorter than this come and go without a bar.
const PATIENCE: MachineDuration = MachineDuration::from_secs(1);
const DRAWS_PER_SECOND: u8 = 10;
const TEMPLATE: &str = "{msg} [{bar:40}] {percent:>3} %, {eta} left";

/// A bar on standard error; nothing where that is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    since: MachineInstant,
}

impl Progress {
    /// Begins a run of this length of virtual time.
    pub(super) fn begin(length: Duration) -> Self {
        let bar = ProgressBar::with_draw_target(Some(length.total_millis()), ProgressDrawTarget::hidden());
        bar.set_style(
            ProgressStyle::with_template(TEMPLATE).expect("the template is right").progress_chars("=> "),
        );
        Self { bar, since: MachineInstant::now() }
    }

    /// Says how much virtual time has passed.
    pub(super) fn reached(&self, elapsed: Duration) {
        if self.bar.is_hidden() && PATIENCE < self.since.elapsed() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(DRAWS_PER_SECOND));
        }
        self.bar.set_position(elapsed.total_millis());
        self.bar.set_message(
            humantime::format_duration(MachineDuration::from_secs(elapsed.total_secs())).to_string(),
        );
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
