//! SYS_LOG_PARSE

use alloc::format;
use alloc::vec::Vec;

use super::columns::{COLUMN_TYPE, Column};
use crate::analytics::function::Function;
use crate::analytics::function::calendar;
use crate::analytics::function::date_pattern::DatePattern;
use crate::analytics::function::operand::{part, take_text};
use crate::analytics::function::prepared::{Field, Record};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;

/// `Mon DD HH:MM:SS server message`: the moment, and all that follows. There is no year in it, so it is the clock's; a line that
/// is none gives NULLs. Assumed: the reference says neither.
pub(crate) const SYS_LOG_PARSE: Function = Function {
    name: "SYS_LOG_PARSE",
    forms: &["SYS_LOG_PARSE(<CHARACTER>)"],
    summary: "The timestamp at the begin of a line of syslog, and the text behind it.",
    bind: |arguments| {
        arguments.count(1, 1)?;
        arguments.text(0)?;
        let pattern = DatePattern::compile("yyyy MMM d HH:mm:ss")?;
        let fields = [("COLUMN1", SqlType::Timestamp), ("COLUMN2", COLUMN_TYPE)];
        let fields = fields.map(|(name, sql_type)| Field { name: name.into(), sql_type });
        let message = Column::numbered(2);
        Ok(Record::of_line(Vec::from(fields), move |arguments, moment| {
            let line = take_text(arguments, 0)?;
            let Some(end) = end_of_time(&line) else { return Ok(None) };
            let dated = format!("{:04} {}", calendar::moment(moment.now).year, &line[..end]);
            let Ok(timestamp) = pattern.parse(&dated, moment.now) else { return Ok(None) };
            let rest = end + line[end..].len() - line[end..].trim_start().len();
            let length = line.len();
            let message = message.value(Some(part(line, rest..length)), moment)?;
            Ok(Some(Vec::from([Value::Timestamp(timestamp), message])))
        }))
    },
};

/// Where the third word ends.
fn end_of_time(line: &str) -> Option<usize> {
    let mut end = 0;
    for _ in 0..3 {
        let begin = end + line[end..].find(|it: char| it != ' ')?;
        end = line[begin..].find(' ').map_or(line.len(), |length| begin + length);
    }
    Some(end)
}
