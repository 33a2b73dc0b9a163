//! What `kinetoscope serve` can be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kinetoscope::analytics;
use kinetoscope::firehose;
use kinetoscope::ids::{AccountId, Region};
use kinetoscope::streams;
use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::{Settings, Tenant};

use super::deliver::Route;
use crate::values;

const EXAMPLES: &str = "\
Examples:
  kinetoscope serve --port 0 --quiet
      Any free port; the first line printed tells which
  kinetoscope serve --transition-ms 500 --enforce-limits
      Streams take a while to become ACTIVE, and shards refuse what they would refuse in AWS
  kinetoscope serve --snapshot streams.snapshot
      Keep everything across restarts
  kinetoscope serve --virtual-time
      A clock that only moves when told:
      curl -d '{\"ms\": 86400000}' http://127.0.0.1:4567/_kinetoscope/advance
  kinetoscope serve --control
      Faults on demand, here for every call from now on (docs/scenarios.md has all actions):
      curl -d '{\"fault\": {\"effect\": \"lose_answer\"}}' http://127.0.0.1:4567/_kinetoscope/act
  kinetoscope serve --tls
      https too, for clients that trust its certificate:
      curl http://127.0.0.1:4567/_kinetoscope/certificate > kinetoscope.pem
      AWS_CA_BUNDLE=kinetoscope.pem aws --endpoint-url https://127.0.0.1:4567 kinesis list-streams";

const DELIVER: &str = "\
Where what delivery streams deliver to really is, as FROM=TO; may be given more than once:
  https://in.example/=http://127.0.0.1:8000/     a server: HTTP endpoint, Splunk or OpenSearch
  s3://lake=./lake                               a bucket: a folder, or s3://, gs://, az:// of a real store
  lambda:parse=http://127.0.0.1:9000/            a function: a POST of its event
  lambda:parse=command:python3 parse.py          a function, by name or ARN: a command that reads its event and writes its answer
  jdbc:redshift://dw=postgresql://me@db/dw       a cluster of Redshift: a database of PostgreSQL
Without it, requests to HTTP endpoints and Splunk go where their URL says, and all else stays in memory.";

/// Answer AWS requests over HTTP, and serve the website
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Address or host name to listen on
    #[arg(long, default_value = "127.0.0.1")]
    pub(super) host: String,
    /// Port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 4567)]
    pub(super) port: u16,
    /// Region of requests whose credential scope names none
    #[arg(long, default_value = Region::DEFAULT, value_parser = values::region)]
    region: Region,
    /// Account of requests whose access key id is not twelve digits
    #[arg(long, default_value = "000000000000", value_parser = values::account)]
    account: AccountId,
    /// Refuse calls and records above the throughput limits
    #[arg(long)]
    enforce_limits: bool,
    /// How long streams stay CREATING, UPDATING and DELETING, in milliseconds
    #[arg(long, default_value_t = 0, value_name = "MS")]
    transition_ms: u64,
    /// Memory that stored records may take, in MiB; beyond it the oldest go before their time [default: no bound]
    #[arg(long, value_name = "MIB")]
    memory_mib: Option<u32>,
    /// Seed of request ids and all other chance
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Stand still, and move only by POST /_kinetoscope/advance; switches the control routes on
    #[arg(long)]
    pub(super) virtual_time: bool,
    /// When time starts, with --virtual-time
    #[arg(long, default_value_t = Instant::DEFAULT_START, value_parser = values::instant, requires = "virtual_time", value_name = "TIME")]
    start: Instant,
    /// Restore from this file at the start, if it exists, and keep it up to date
    #[arg(long, value_name = "FILE")]
    pub(super) snapshot: Option<PathBuf>,
    /// How often to write the snapshot when something has changed, in seconds
    #[arg(long, default_value_t = 30, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..), requires = "snapshot")]
    pub(super) snapshot_interval_s: u64,
    /// Speak TLS as well, on the same port, with a certificate made at the start
    #[arg(long)]
    pub(super) tls: bool,
    /// Serve the website from this directory [default: www/dist, here or beside the executable]
    #[arg(long, value_name = "DIR")]
    pub(super) site: Option<PathBuf>,
    /// Switch on the control routes: act, advance, bill, deliveries, faults, snapshot, events, hash (see docs/control.md)
    #[arg(long)]
    control: bool,
    /// Where what delivery streams deliver to really is, as FROM=TO; may be given more than once
    #[arg(long, value_name = "FROM=TO", long_help = DELIVER)]
    pub(super) deliver: Vec<Route>,
    /// Send nothing to HTTP endpoints and Splunk but where --deliver says so; servers in memory take the rest
    #[arg(long)]
    pub(super) simulate_servers: bool,
    /// How to print a line for each request
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub(super) log_format: LogFormat,
    /// Print no line for each request, only errors
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people
    Text,
    /// An object a line
    Json,
}

impl Arguments {
    /// Whether the control routes are on. Without them virtual time could not move.
    pub(super) fn control(&self) -> bool {
        self.control || self.virtual_time
    }

    /// Settings of the world that starts now; `machine_now` is the clock's start unless time is virtual.
    pub(super) fn settings(&self, machine_now: Instant) -> Settings {
        Settings {
            seed: self.seed,
            start: if self.virtual_time { self.start } else { machine_now },
            tenant: Tenant { account: self.account, region: self.region.clone() },
            streams: streams::Settings {
                enforce_limits: self.enforce_limits,
                transition: Duration::from_millis(self.transition_ms),
                held_bytes_max: self.memory_mib.map(|mib| u64::from(mib) << 20),
                ..Default::default()
            },
            firehose: firehose::Settings {
                enforce_limits: self.enforce_limits,
                transition: Duration::from_millis(self.transition_ms),
                ..Default::default()
            },
            analytics: analytics::Settings {
                transition: Duration::from_millis(self.transition_ms),
                ..Default::default()
            },
        }
    }
}
