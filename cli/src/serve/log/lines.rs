//! Lines on their way out, many at a time: waking a writer for each would cost more than the request it tells of.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::sleep;
use tracing_appender::non_blocking::NonBlocking;
use tracing_subscriber::fmt::MakeWriter;

/// How long a line waits for others at most.
const WAIT: Duration = Duration::from_millis(50);
/// Lines kept while nobody takes them; the next are dropped.
pub(super) const BYTES_MAX: usize = 1024 * 1024;

/// Where the log writes its lines. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    waiting: Arc<Mutex<Vec<u8>>>,
    some: Arc<Notify>,
}

impl Lines {
    /// Sends waiting lines out for ever, a little after the first of them has come.
    pub(super) async fn send(self, mut out: NonBlocking) {
        loop {
            self.some.notified().await;
            sleep(WAIT).await;
            self.flush(&mut out);
        }
    }

    /// Sends out what waits now.
    pub(super) fn flush(&self, out: &mut NonBlocking) {
        let lines = mem::take(&mut *self.lock());
        // A writer that never fails: it drops what it has no room for.
        let _ = out.write_all(&lines);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for &Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut waiting = self.lock();
        if waiting.is_empty() {
            self.some.notify_one();
        }
        if waiting.len() + line.len() <= BYTES_MAX {
            waiting.extend_from_slice(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = &'a Lines;

    fn make_writer(&'a self) -> Self::Writer {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_wait_up_to_a_bound() {
        let lines = Lines::default();
        for line in [&b"one\n"[..], b"two\n", &[b'x'; BYTES_MAX]] {
            (&lines).write_all(line).unwrap();
        }
        assert_eq!(*lines.lock(), b"one\ntwo\n");
    }
}
