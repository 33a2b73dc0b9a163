//! The engine's own benches, `core/benches`: records a second in one process, and memory a record.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Bench;
use super::spread::figure;
use super::table::{row, table};
use crate::process;
use crate::project::Project;

pub(crate) const BENCH: Bench =
    Bench { name: "engine", what: "the engine's hot paths, on this machine, without network", run };

/// Records a second that a batch of puts should reach.
const PUTS_AIM: f64 = 3e6;
/// Bytes of memory that a record may take beyond its key and data.
const OVERHEAD_AIM: f64 = 64.0;

/// Records a second of one bench.
#[derive(Debug, PartialEq)]
struct Rate {
    name: String,
    fastest: f64,
    slowest: f64,
    median: f64,
}

fn run(project: &Project) -> Result<Value> {
    let throughput = cargo_bench(project, "throughput")?;
    let mut rates = rates(&throughput);
    rates.extend(self::rates(&cargo_bench(project, "scale")?));
    println!("{}", rate_table(&rates));
    let memory = cargo_bench(project, "memory")?;
    let overhead = overhead(&memory).with_context(|| format!("odd output of the bench: {memory}"))?;
    memory.lines().filter(|line| !line.starts_with("overhead ")).for_each(|line| println!("{line}"));
    println!("overhead a record: {} B, aim at most {OVERHEAD_AIM} B", figure(overhead));
    let long_run = cargo_bench(project, "long_run")?;
    print!("{long_run}");
    Ok(json!({
        "records_per_second": rates.iter().map(Rate::json).collect::<Vec<_>>(),
        "overhead_bytes_per_record": overhead,
        "overhead_bytes_per_record_aim": OVERHEAD_AIM,
        "hot_key_heap_bytes": heaps(&long_run),
    }))
}

fn cargo_bench(project: &Project, name: &str) -> Result<String> {
    let mut cargo = process::cargo();
    cargo.args(["bench", "--quiet", "--package", "kinetoscope", "--bench", name]);
    process::text(cargo.current_dir(project.root()))
}

/// Reads divan's tree: a line of times that begins with a name, and below it a line of items a second.
fn rates(text: &str) -> Vec<Rate> {
    let mut name = None;
    let mut rates = Vec::new();
    for line in text.lines() {
        if let Some(bench) = line.strip_prefix("├─ ").or(line.strip_prefix("╰─ ")) {
            name = bench.split_whitespace().next();
        }
        let items: Vec<f64> = line.split('│').filter_map(items_per_second).collect();
        if let (Some(bench), &[fastest, slowest, median, _]) = (name, &*items) {
            rates.push(Rate { name: bench.into(), fastest, slowest, median });
        }
    }
    rates
}

/// `6.524 Mitem/s` is 6,524,000.
fn items_per_second(cell: &str) -> Option<f64> {
    let (number, unit) = cell.trim().split_once(' ')?;
    let factor = match unit.strip_suffix("item/s")? {
        "" => 1.0,
        "K" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        _ => return None,
    };
    Some(number.parse::<f64>().ok()? * factor)
}

/// The overhead that the memory bench prints.
fn overhead(text: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix("overhead ")?.split(' ').next()?.parse().ok())
}

/// The bytes of all that was held, at each of the moments that the bench of a long run prints.
fn heaps(text: &str) -> Vec<u64> {
    text.lines().filter_map(|line| line.rsplit_once(", heap ")?.1.parse().ok()).collect()
}

impl Rate {
    fn aim(&self) -> Option<f64> {
        ["put_records_typed", "put_records_json", "put_records_cbor"]
            .contains(&&*self.name)
            .then_some(PUTS_AIM)
    }

    fn json(&self) -> Value {
        let Self { name, fastest, slowest, median } = self;
        json!({ "name": name, "median": median, "min": slowest, "max": fastest, "aim": self.aim() })
    }
}

fn rate_table(rates: &[Rate]) -> String {
    let mut rows = vec![row(["records a second", "median", "slowest", "fastest", "aim"])];
    for rate in rates {
        let aim = rate.aim().map_or(String::new(), figure);
        let [median, slowest, fastest] = [rate.median, rate.slowest, rate.fastest].map(figure);
        rows.push(row([&rate.name, &median, &slowest, &fastest, &aim]));
    }
    table(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_of_divan_is_read() {
        let text = "\
Timer precision: 21 ns
throughput            fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ put_record_json    2.068 µs      │ 15.98 µs      │ 2.172 µs      │ 2.419 µs      │ 100     │ 100
│                     483.4 Kitem/s │ 62.54 Kitem/s │ 460.3 Kitem/s │ 413.2 Kitem/s │         │
╰─ put_records_typed  117.4 µs      │ 494.9 µs      │ 146.6 µs      │ 164.4 µs      │ 100     │ 100
                      4.258 Mitem/s │ 1.01 Mitem/s  │ 3.41 Mitem/s  │ 3.041 Mitem/s │         │
";
        let rates = rates(text);
        let name = "put_records_typed".to_owned();
        assert_eq!(rates[1], Rate { name, fastest: 4.258e6, slowest: 1.01e6, median: 3.41e6 });
        assert_eq!((rates.len(), rates[0].median, rates[0].aim()), (2, 460_300.0, None));
    }

    #[test]
    fn the_heaps_of_a_long_run_are_read() {
        assert_eq!(heaps("bytes of\nafter 1 h: rest 2, heap 17\nafter 2 h: rest 2, heap 18\n"), [17, 18]);
    }

    #[test]
    fn the_overhead_is_read() {
        assert_eq!(overhead("heap 1 B\noverhead 41.8 B a record\n"), Some(41.8));
    }
}
