//! Tasks about deliveries.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::task::line;
use crate::world::goal::Check;
use crate::world::look::Look;
use crate::world::words::count;

pub(super) fn check_closed(look: Look<'_>, causes: &[String]) -> Vec<Check> {
    let closed = |cause: &String| -> u64 {
        let streams = look.chronicle.deeds.delivery_streams();
        streams.filter_map(|deeds| deeds.closed_by.get(cause)).sum()
    };
    let check = |cause: &String| {
        let number = closed(cause);
        line(format!("An object closed by {cause}"), format!("{} so far", count(number)), 0 < number)
    };
    causes.iter().map(check).collect()
}

pub(super) fn check_error_object(look: Look<'_>, kind: &str) -> Check {
    let streams = look.chronicle.deeds.delivery_streams();
    let records: u64 = streams.filter_map(|deeds| deeds.told_failed.get(kind)).sum();
    let measured = format!("{} records there", count(records));
    line(format!("A record is below the prefix {kind}"), measured, 0 < records)
}

pub(super) fn check_backfilled(look: Look<'_>, name: &str) -> Vec<Check> {
    let deeds = look.chronicle.deeds.of_delivery_stream(name);
    let given_up = deeds.map_or(0, |deeds| deeds.given_up);
    let (manifests, rows_by_hand) = deeds.map_or((0, 0), |deeds| deeds.copied);
    let read = look.chronicle.deeds.manifests.read;
    vec![
        line(format!("{name} gave a COPY up"), format!("{} given up", count(given_up)), 0 < given_up),
        line("A manifest of skipped objects was opened", format!("{} opened", count(read)), 0 < read),
        line(
            "What it lists was loaded by hand",
            format!("{} manifests, {} rows", count(manifests), count(rows_by_hand)),
            0 < manifests,
        ),
        check_rows(look, name),
    ]
}

/// Every record that a delivery stream took is a row, or still on its way.
fn check_rows(look: Look<'_>, name: &str) -> Check {
    let label = "As many rows as records were accepted";
    let stream = look.firehose.and_then(|firehose| firehose.delivery_stream(name));
    let loads = stream.and_then(|stream| Some((stream, stream.copy_of("", vec![])?)));
    let Some((stream, copy)) = loads else {
        return line(label, format!("there is no {name} that loads a table"), false);
    };
    let rows = look.desk.servers.redshift.rows(&copy.cluster_jdbc_url, &copy.table);
    let (accepted, waiting) = (stream.flow.counts().accepted, stream.flow.waiting());
    let measured =
        format!("{} rows of {} records; {} on their way", count(rows), count(accepted), count(waiting));
    line(label, measured, 0 < rows && rows + waiting == accepted)
}
