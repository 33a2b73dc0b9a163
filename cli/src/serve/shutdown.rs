//! When to stop: the signals of a terminal and of a process manager.

use anyhow::{Context, Result};

/// What a shell says of a process that an interrupt ended.
const INTERRUPTED: i32 = 130;

/// SIGINT and SIGTERM; where there are none, Ctrl-C.
pub(super) struct Signals {
    #[cfg(unix)]
    unix: [tokio::signal::unix::Signal; 2],
}

impl Signals {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the system does not allow it.
    #[cfg(unix)]
    pub(super) fn listen() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        let listen = |kind| signal(kind).context("cannot listen for signals");
        Ok(Self { unix: [listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?] })
    }

    #[cfg(not(unix))]
    pub(super) fn listen() -> Result<Self> {
        Ok(Self {})
    }

    /// Waits for the next of them.
    ///
    /// # Errors
    /// When the system does not allow it.
    #[cfg(unix)]
    pub(super) async fn next(&mut self) -> Result<()> {
        let [interrupt, terminate] = &mut self.unix;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        Ok(())
    }

    #[cfg(not(unix))]
    pub(super) async fn next(&mut self) -> Result<()> {
        tokio::signal::ctrl_c().await.context("cannot listen for Ctrl-C")
    }

    /// Ends the process at the next of them, whatever it is doing.
    pub(super) async fn quit_at_next(mut self) {
        if self.next().await.is_ok() {
            std::process::exit(INTERRUPTED);
        }
    }
}
