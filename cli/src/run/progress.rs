//! How far a long run is: a bar at a terminal, a line now and then elsewhere.

use std::time::{Duration as MachineDuration, Instant as MachineInstant};

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kinetoscope::time::Duration;

/// Runs shorter than this come and go without a bar.
const PATIENCE: MachineDuration = MachineDuration::from_secs(1);
const DRAWS_PER_SECOND: u8 = 10;
const TEMPLATE: &str = "{msg} [{bar:40}] {percent:>3} %, {eta} left";

/// How often a line is written where there is no terminal.
const LINE_INTERVAL: MachineDuration = MachineDuration::from_secs(10);

/// A bar on standard error, or lines where that is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    since: MachineInstant,
    length: Duration,
    /// When the last line was written; nothing at a terminal.
    told: Option<MachineInstant>,
}

impl Progress {
    /// Begins a run of this length of virtual time.
    pub(super) fn begin(length: Duration) -> Self {
        let bar = ProgressBar::with_draw_target(Some(length.total_millis()), ProgressDrawTarget::hidden());
        bar.set_style(
            ProgressStyle::with_template(TEMPLATE).expect("the template is right").progress_chars("=> "),
        );
        let since = MachineInstant::now();
        Self { bar, since, length, told: (!stderr().is_terminal()).then_some(since) }
    }

    /// Says how much virtual time has passed.
    pub(super) fn reached(&mut self, elapsed: Duration) {
        if let Some(told) = &mut self.told {
            if LINE_INTERVAL <= told.elapsed() {
                *told = MachineInstant::now();
                eprintln!("{}", line(elapsed, self.length));
            }
            return;
        }
        if self.bar.is_hidden() && PATIENCE < self.since.elapsed() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(DRAWS_PER_SECOND));
        }
        self.bar.set_position(elapsed.total_millis());
        self.bar.set_message(shown(elapsed));
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// `2h of 1day, 8 %`.
fn line(elapsed: Duration, length: Duration) -> String {
    let percent = elapsed.total_millis().saturating_mul(100) / length.total_millis().max(1);
    format!("{} of {}, {percent} %", shown(elapsed), shown(length))
}

/// A length in whole seconds.
fn shown(length: Duration) -> String {
    humantime::format_duration(MachineDuration::from_secs(length.total_secs())).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_how_far_and_of_what() {
        assert_eq!(line(Duration::from_millis(7_200_400), Duration::from_hours(24)), "2h of 1day, 8 %");
        assert_eq!(line(Duration::ZERO, Duration::ZERO), "0s of 0s, 0 %");
    }
}
