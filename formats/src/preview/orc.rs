//! ORC files.

use super::{ColumnText, Columns, Format, Group, show};
use crate::orc::{Failure, File};

/// `None` where the bytes are no such file.
pub(super) fn preview(object: &[u8], row_count: usize) -> Option<Columns> {
    let file = File::open(object).ok()?;
    let groups = file.footer.stripes.iter().map(|stripe| Group {
        rows: stripe.number_of_rows(),
        bytes: stripe
            .index_length()
            .saturating_add(stripe.data_length())
            .saturating_add(stripe.footer_length()),
    });
    let (rows, trouble) = match file.rows(row_count) {
        Ok(stripes) => (stripes.iter().flat_map(|rows| show::rows(&file.columns, rows)).collect(), None),
        Err(Failure::Broken(what)) => (Vec::new(), Some(format!("The file is broken: {what}."))),
        Err(Failure::NotSupported(what)) => (Vec::new(), Some(format!("Not shown: {what}."))),
    };
    let column = |column: &crate::table::Column| ColumnText {
        name: column.name.clone(),
        data_type: column.data_type.to_string(),
    };
    Some(Columns {
        format: Format::Orc,
        compression: file.compression.to_owned(),
        columns: file.columns.iter().map(column).collect(),
        row_count: file.footer.number_of_rows(),
        groups: groups.collect(),
        rows,
        trouble,
    })
}
