//! Files with columns: the two formats, shown alike.

use super::{ColumnText, Columns, Format, Group, show};
use crate::store::Struct;
use crate::table::Column;
use crate::{orc, parquet};

/// `None` where the bytes are no such file.
pub(super) fn of_parquet(object: &[u8], row_count: usize) -> Option<Columns> {
    let file = parquet::File::open(object).ok()?;
    let groups = file.groups.iter().map(|group| Group { rows: group.rows, bytes: group.bytes }).collect();
    let rows = file.rows(row_count).map_err(|failure| match failure {
        parquet::Failure::Broken(what) => broken(what),
        parquet::Failure::NotSupported(what) => not_shown(what),
    });
    let (rows, trouble) = shown(&file.columns, rows);
    Some(Columns {
        format: Format::Parquet,
        compression: file.compression().to_owned(),
        columns: texts(&file.columns),
        row_count: file.row_count,
        groups,
        rows,
        trouble,
    })
}

/// `None` where the bytes are no such file.
pub(super) fn of_orc(object: &[u8], row_count: usize) -> Option<Columns> {
    let file = orc::File::open(object).ok()?;
    let groups = file.footer.stripes.iter().map(|stripe| Group {
        rows: stripe.number_of_rows(),
        bytes: stripe
            .index_length()
            .saturating_add(stripe.data_length())
            .saturating_add(stripe.footer_length()),
    });
    let rows = file.rows(row_count).map_err(|failure| match failure {
        orc::Failure::Broken(what) => broken(what),
        orc::Failure::NotSupported(what) => not_shown(what),
    });
    let (rows, trouble) = shown(&file.columns, rows);
    Some(Columns {
        format: Format::Orc,
        compression: file.compression.to_owned(),
        columns: texts(&file.columns),
        row_count: file.footer.number_of_rows(),
        groups: groups.collect(),
        rows,
        trouble,
    })
}

fn shown(columns: &[Column], rows: Result<Vec<Struct>, String>) -> (Vec<String>, Option<String>) {
    match rows {
        Ok(groups) => (groups.iter().flat_map(|rows| show::rows(columns, rows)).collect(), None),
        Err(trouble) => (Vec::new(), Some(trouble)),
    }
}

fn broken(what: &str) -> String {
    format!("The file is broken: {what}.")
}

fn not_shown(what: &str) -> String {
    format!("Not shown: {what}.")
}

fn texts(columns: &[Column]) -> Vec<ColumnText> {
    let text =
        |column: &Column| ColumnText { name: column.name.clone(), data_type: column.data_type.to_string() };
    columns.iter().map(text).collect()
}
