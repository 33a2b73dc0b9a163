//! `kinetoscope price`.

mod amount;
mod fit;

use std::fs;
use std::io::{Write, stdout};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};
use kinetoscope::pricing::{Bill, Mode, Plan, PriceTable};
use kinetoscope::time::Duration;
use kinetoscope::traffic::Rate;
use kinetoscope::world::words;

use crate::values;
use amount::rounded;

const EXAMPLES: &str = "\
Examples:
  kinetoscope price --shards 4 --records-per-second 1000 --record-bytes 3072
      A month of four shards, with formulas
  kinetoscope price --mode on-demand --records-per-second 1000 --record-bytes 3072 --readers 2 --json
      The same load on demand, read twice, as JSON
  kinetoscope price --shards 4 --prices my-region.json
      By prices of your own, in the form of core/src/pricing/prices.json";

/// Estimate what a stream costs under an even load.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// How capacity is bought
    #[arg(long, value_enum, default_value_t = ModeName::Provisioned)]
    mode: ModeName,
    /// Open shards of a provisioned stream [default: 1]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..), allow_negative_numbers = true)]
    shards: Option<u32>,
    /// Records put each second, such as 1000 or 0.5
    #[arg(long, default_value = "0", value_parser = values::rate, allow_negative_numbers = true)]
    records_per_second: Rate,
    /// Partition key and data of each record, at most 10 MiB
    #[arg(long, default_value_t = 1024, value_parser = clap::value_parser!(u32).range(1..=10_485_760), allow_negative_numbers = true)]
    record_bytes: u32,
    /// Applications that read all of it by GetRecords
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    readers: u32,
    /// Registered consumers that are sent all of it
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    consumers: u32,
    /// How long records are kept
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(24..=8760))]
    retention_hours: u32,
    /// For how long to pay, such as 1h or 30d [default: a month of the price table]
    #[arg(long = "for", value_name = "LENGTH", value_parser = values::duration)]
    length: Option<Duration>,
    /// Price table to use in place of the one that comes with the command
    #[arg(long, value_name = "FILE.json")]
    prices: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// How capacity is bought.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ModeName {
    /// By the shard
    Provisioned,
    /// By use: On-demand Standard
    OnDemand,
    /// By use with a commitment: On-demand Advantage
    Advantage,
}

/// Prints the estimate.
///
/// # Errors
/// When a price table cannot be read, or no such stream can be.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let table = match &arguments.prices {
        None => PriceTable::built_in(),
        Some(path) => {
            let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            PriceTable::from_json(&text).with_context(|| format!("cannot use {}", path.display()))?
        }
    };
    let plan = arguments.plan(&table);
    fit::check(&plan, arguments.shards.is_some())?;
    let bill = table.bill(&plan.usage());
    let text = if arguments.json {
        serde_json::to_string_pretty(&bill).expect("a bill serialises") + "\n"
    } else {
        print(&bill, &table.about)
    };
    Ok(stdout().write_all(text.as_bytes())?)
}

impl Arguments {
    fn plan(&self, table: &PriceTable) -> Plan {
        let mode = match self.mode {
            ModeName::Provisioned => Mode::Provisioned,
            ModeName::OnDemand => Mode::OnDemand,
            ModeName::Advantage => Mode::Committed,
        };
        let month = Duration::from_hours(table.hours_in_a_month.into());
        Plan {
            mode,
            shards: self.shards.unwrap_or(1),
            records_per_second: self.records_per_second,
            record_bytes: self.record_bytes,
            readers: self.readers,
            consumers: self.consumers,
            retention_hours: self.retention_hours,
            length: self.length.unwrap_or(month),
        }
    }
}

/// A table with the formula of each line beside it.
fn print(bill: &Bill, about: &str) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table.set_header(["quantity", "unit", "price", "per", "cost", "source", "quantity is"]);
    for number in [0, 2, 3, 4] {
        let column = table.column_mut(number).expect("it has a header");
        column.set_cell_alignment(CellAlignment::Right);
    }
    for line in &bill.lines {
        let (quantity, cost) = (rounded(&line.quantity), rounded(&line.cost));
        let per = words::count(line.per);
        table.add_row([&quantity, &line.unit, &line.price, &per, &cost, &line.source, &line.formula]);
    }
    let Bill { date, region, currency, .. } = bill;
    let total = rounded(&bill.total);
    format!(
        "{currency}, {region}, prices of {date}; rounded here, --json has every digit\n\n{}\n\n\
         total {total} {currency}\n\n{about}\n",
        table.trim_fmt()
    )
}
