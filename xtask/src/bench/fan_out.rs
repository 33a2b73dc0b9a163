//! Enhanced fan-out over HTTP: how long after a put its event comes, and how many records the subscribers of a shard get.
//!
//! Twenty consumers, as many as a stream has, read one shard, and each gets 2 MiB a second and as much at once, as in AWS:
//! so much is the most that ours gives.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Bench;
use super::http::build_load;
use super::peers::{self, Server};
use super::spread::Spread;
use super::table::{row, table};
use crate::console;
use crate::process;
use crate::project::Project;

pub(crate) const BENCH: Bench = Bench {
    name: "fan-out",
    what: "subscriptions over HTTP: time from put to event, and records a second",
    run,
};

const ROUNDS: usize = 3;
/// For each of the two.
const MEASURE_MS: u32 = 2_000;

/// What the load reported of one measurement.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sample {
    p50_us: f64,
    p99_us: f64,
    records_per_second: f64,
}

fn run(project: &Project) -> Result<Value> {
    let load = build_load(project)?;
    let mut servers = vec![peers::ours(project)?];
    servers.extend(peers::others(project));
    let mut samples: Vec<Vec<Sample>> = vec![vec![]; servers.len()];
    for round in 1..=ROUNDS {
        for (server, samples) in servers.iter().zip(&mut samples) {
            let text = process::text(
                Command::new(&load).args(["fan-out", &MEASURE_MS.to_string(), "--"]).args(&server.command),
            );
            match text {
                Ok(text) => {
                    samples.push(sample(&text).with_context(|| format!("odd output of the load: {text}"))?)
                }
                Err(error) if server.name == servers[0].name => return Err(error),
                Err(_) if round == 1 => console::note(&format!("{} has no enhanced fan-out", server.name)),
                Err(_) => {}
            }
        }
    }
    println!("{}", rows(&servers, &samples));
    Ok(figures(&servers, &samples))
}

fn sample(text: &str) -> Option<Sample> {
    let words = text.lines().filter_map(|line| line.split_once(' '));
    let values: BTreeMap<&str, f64> =
        words.filter_map(|(name, value)| Some((name, value.parse().ok()?))).collect();
    Some(Sample {
        p50_us: *values.get("latency_p50_us")?,
        p99_us: *values.get("latency_p99_us")?,
        records_per_second: values.get("records")? / (values.get("elapsed_us")? / 1e6),
    })
}

/// What is measured: its name, and where it stands in a sample.
type Figure = (&'static str, fn(&Sample) -> f64);

const FIGURES: [Figure; 3] = [
    ("put to event, us, half within", |sample| sample.p50_us),
    ("put to event, us, 99 % within", |sample| sample.p99_us),
    ("records a second to 20 subscribers", |sample| sample.records_per_second),
];

fn rows(servers: &[Server], samples: &[Vec<Sample>]) -> String {
    let mut rows = vec![row(["median (min-max)"])];
    rows[0].extend(servers.iter().map(|server| server.name.clone()));
    for (name, figure) in FIGURES {
        let mut line = row([name]);
        let spread = |samples: &Vec<Sample>| Spread::of(samples.iter().map(figure));
        line.extend(samples.iter().map(|of| spread(of).map_or("none".into(), |spread| spread.to_string())));
        rows.push(line);
    }
    table(&rows)
}

fn figures(servers: &[Server], samples: &[Vec<Sample>]) -> Value {
    let of = |samples: &Vec<Sample>| -> Value {
        let pair = |(name, figure): &Figure| {
            ((*name).to_owned(), json!(Spread::of(samples.iter().map(figure)).map(Spread::json)))
        };
        FIGURES.iter().map(pair).collect()
    };
    servers.iter().zip(samples).map(|(server, samples)| (server.name.clone(), of(samples))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_of_the_load_is_read() {
        let text = "latency_p50_us 60\nlatency_p99_us 300\nrecords 500\nelapsed_us 250000\n";
        let expected = Sample { p50_us: 60.0, p99_us: 300.0, records_per_second: 2_000.0 };
        assert_eq!(sample(text), Some(expected));
        assert_eq!(sample("latency_p50_us 60"), None);
    }
}
