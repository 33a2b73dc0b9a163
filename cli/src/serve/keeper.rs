//! Keeps the snapshot file up to date: every so often, and at the end.

use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking, spawn_local};
use tokio::time::{MissedTickBehavior, interval};
use tracing::error;

use super::Endpoint;
use super::snapshot_file::SnapshotFile;

/// A task that writes the file, one write at a time.
pub(super) struct Keeper {
    finish: oneshot::Sender<()>,
    task: JoinHandle<Result<()>>,
}

impl Keeper {
    /// Writes every `interval_s` seconds if something has happened since.
    pub(super) fn start(file: SnapshotFile, endpoint: Rc<Endpoint>, interval_s: u64) -> Self {
        let (finish, finished) = oneshot::channel();
        let task = spawn_local(keep(file, endpoint, Duration::from_secs(interval_s), finished));
        Self { finish, task }
    }

    /// Writes what has happened since the last time.
    ///
    /// # Errors
    /// When the file cannot be written: what happened is lost with the process.
    pub(super) async fn finish(self) -> Result<()> {
        let _ = self.finish.send(());
        self.task.await.context("the snapshot was not finished")?
    }
}

async fn keep(
    file: SnapshotFile,
    endpoint: Rc<Endpoint>,
    length: Duration,
    mut finished: oneshot::Receiver<()>,
) -> Result<()> {
    let mut ticks = interval(length);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    let mut saved = None;
    loop {
        tokio::select! {
            _ = ticks.tick() => if let Err(error) = save(&file, &endpoint, &mut saved).await {
                error!("{error:#}");
            },
            _ = &mut finished => return save(&file, &endpoint, &mut saved).await,
        }
    }
}

/// Writes the file if there are other facts than when it was last written. The disk is waited for on another thread.
async fn save(file: &SnapshotFile, endpoint: &Endpoint, saved: &mut Option<u64>) -> Result<()> {
    let (facts, bytes) = {
        let mut engine = endpoint.engine.borrow_mut();
        let world = engine.world();
        let facts = world.hash();
        if *saved == Some(facts) {
            return Ok(());
        }
        (facts, world.snapshot())
    };
    let file = file.clone();
    spawn_blocking(move || file.write(&bytes)).await.context("the snapshot was not written")??;
    *saved = Some(facts);
    Ok(())
}
