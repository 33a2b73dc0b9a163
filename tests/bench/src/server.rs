//! A server as a child process, ended when dropped.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Result;
use crate::case::request;
use crate::client::Connection;

/// How long a server may take to give its first answer.
const START_UP_MAX: Duration = Duration::from_secs(20);
/// Between two attempts to reach it: the precision of the start-up time.
const PAUSE: Duration = Duration::from_micros(500);
/// Of its output, the end is told.
const OUTPUT_BYTES_MAX: usize = 4_000;

/// A running server.
pub(crate) struct Server {
    child: Child,
    port: u16,
    started: Instant,
    log: PathBuf,
}

impl Server {
    /// Starts a program; `{port}` in its arguments becomes a free port.
    pub(crate) fn start(command: &[&str]) -> Result<Self> {
        let port = free_port()?;
        let log = std::env::temp_dir().join(format!("kinetoscope-load-{}.log", std::process::id()));
        let open = || {
            let out = File::create(&log)?;
            Ok((out.try_clone()?, out))
        };
        let (out, err) =
            open().map_err(|error: std::io::Error| format!("cannot write {}: {error}", log.display()))?;
        let arguments = command[1..].iter().map(|word| word.replace("{port}", &port.to_string()));
        let mut program = Command::new(command[0]);
        program.args(arguments).stdin(Stdio::null()).stdout(out).stderr(err);
        let started = Instant::now();
        match program.spawn() {
            Ok(child) => Ok(Self { child, port, started, log }),
            Err(error) => {
                let _ = std::fs::remove_file(&log);
                Err(format!("cannot start {}: {error}", command[0]))
            }
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Waits for the first right answer; returns how long that took since the start.
    pub(crate) fn wait(&mut self) -> Result<Duration> {
        let question = request("ListStreams", "{}");
        while self.started.elapsed() < START_UP_MAX {
            if let Ok(answer) = Connection::open(self.port).and_then(|mut open| open.pass(&question)) {
                return match answer {
                    200 => Ok(self.started.elapsed()),
                    status => Err(format!("ListStreams: status {status}")),
                };
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("the server ended with {status}"));
            }
            sleep(PAUSE);
        }
        Err(format!("the server did not answer within {} seconds", START_UP_MAX.as_secs()))
    }

    /// Processor time that it has taken so far, in all its threads, where the system says so.
    pub(crate) fn processor_time(&self) -> Option<Duration> {
        /// What Linux counts in, whatever the processor.
        const TICKS_PER_SECOND: u64 = 100;
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The name stands in parentheses and may hold anything; user and system time are the 12th and 13th after it.
        let mut words = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let mut ticks = || words.next()?.parse::<u64>().ok();
        Some(Duration::from_millis((ticks()? + ticks()?) * 1_000 / TICKS_PER_SECOND))
    }

    /// The end of what it has printed.
    pub(crate) fn output(&self) -> String {
        let bytes = std::fs::read(&self.log).unwrap_or_default();
        let from = bytes.len().saturating_sub(OUTPUT_BYTES_MAX);
        String::from_utf8_lossy(&bytes[from..]).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(&self.log);
    }
}

/// A port nobody listens on right now.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
    Ok(listener.local_addr().map_err(|error| error.to_string())?.port())
}
