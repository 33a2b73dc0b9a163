//! The load: a thread a connection, each sending its next request when the answer is there.

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;
use crate::client::Connection;

/// What came back.
pub(crate) struct Count {
    pub(crate) requests: usize,
    pub(crate) elapsed: Duration,
}

/// Sends the requests over every connection for a time, one after the other and all over again, at most `requests_max`
/// times together.
pub(crate) fn run(
    connections: &mut [Connection],
    requests: &[Vec<u8>],
    length: Duration,
    requests_max: usize,
) -> Result<Count> {
    let each_max = requests_max.div_ceil(connections.len());
    let ready = Barrier::new(connections.len() + 1);
    thread::scope(|scope| {
        let ready = &ready;
        let work = |connection| {
            scope.spawn(move || {
                ready.wait();
                repeat(connection, requests, length, each_max)
            })
        };
        let threads: Vec<_> = connections.iter_mut().map(work).collect();
        ready.wait();
        let start = Instant::now();
        let mut requests = 0;
        for thread in threads {
            requests += thread.join().map_err(|_| "a thread of the load failed")??;
        }
        Ok(Count { requests, elapsed: start.elapsed() })
    })
}

fn repeat(
    connection: &mut Connection,
    requests: &[Vec<u8>],
    length: Duration,
    requests_max: usize,
) -> Result<usize> {
    let start = Instant::now();
    let mut sent = 0;
    for request in requests.iter().cycle().take(requests_max) {
        if length <= start.elapsed() {
            break;
        }
        let status = connection.pass(request)?;
        if status != 200 {
            return Err(format!("status {status} after {sent} right answers"));
        }
        sent += 1;
    }
    Ok(sent)
}
