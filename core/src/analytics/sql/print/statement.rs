//! Statements.

use alloc::string::String;
use core::fmt;

use super::name::quoted;
use super::{List, clause, flag};
use crate::analytics::sql::ast::{
    Characteristic, ColumnDefinition, CreateFunction, CreatePump, CreateStream, CreateView, Insert, Name,
    Parameter, PumpState, Statement, StreamOption,
};

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CreateStream(it) => it.fmt(f),
            Self::CreatePump(it) => it.fmt(f),
            Self::CreateView(it) => it.fmt(f),
            Self::CreateFunction(it) => it.fmt(f),
        }
    }
}

impl fmt::Display for CreateStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        create(f, self.replace, "STREAM")?;
        write!(f, "{} ({})", self.name, List(&self.columns))?;
        options(f, &self.options)?;
        description(f, self.description.as_ref())
    }
}

impl fmt::Display for ColumnDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.sql_type)?;
        flag(f, " NOT NULL", self.not_null)?;
        options(f, &self.options)?;
        description(f, self.description.as_ref())
    }
}

impl fmt::Display for StreamOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.name)?;
        quoted(f, '\'', &self.value)
    }
}

impl fmt::Display for CreatePump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        create(f, self.replace, "PUMP")?;
        write!(f, "{}", self.name)?;
        f.write_str(match self.state {
            Some(PumpState::Started) => " STARTED",
            Some(PumpState::Stopped) => " STOPPED",
            None => "",
        })?;
        description(f, self.description.as_ref())?;
        write!(f, " AS {}", self.insert)
    }
}

impl fmt::Display for Insert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("INSERT ")?;
        flag(f, "EXPEDITED ", self.expedited)?;
        write!(f, "INTO {}", self.into)?;
        columns(f, &self.columns)?;
        write!(f, " {}", self.query)
    }
}

impl fmt::Display for CreateView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        create(f, self.replace, "VIEW")?;
        write!(f, "{}", self.name)?;
        columns(f, &self.columns)?;
        description(f, self.description.as_ref())?;
        write!(f, " AS {}", self.query)
    }
}

impl fmt::Display for CreateFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        create(f, self.replace, "FUNCTION")?;
        write!(f, "{} ({}) RETURNS {}", self.name, List(&self.parameters), self.returns)?;
        for characteristic in &self.characteristics {
            write!(f, " {characteristic}")?;
        }
        write!(f, " RETURN {}", self.body)
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.sql_type)
    }
}

impl fmt::Display for Characteristic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LanguageSql => f.write_str("LANGUAGE SQL"),
            Self::Specific(name) => write!(f, "SPECIFIC {name}"),
            Self::Deterministic(true) => f.write_str("DETERMINISTIC"),
            Self::Deterministic(false) => f.write_str("NOT DETERMINISTIC"),
            Self::ContainsSql => f.write_str("CONTAINS SQL"),
            Self::ReadsSqlData => f.write_str("READS SQL DATA"),
            Self::ModifiesSqlData => f.write_str("MODIFIES SQL DATA"),
            Self::ReturnsNullOnNullInput => f.write_str("RETURNS NULL ON NULL INPUT"),
            Self::CalledOnNullInput => f.write_str("CALLED ON NULL INPUT"),
        }
    }
}

fn create(f: &mut fmt::Formatter<'_>, replace: bool, kind: &str) -> fmt::Result {
    f.write_str("CREATE ")?;
    flag(f, "OR REPLACE ", replace)?;
    write!(f, "{kind} ")
}

fn columns(f: &mut fmt::Formatter<'_>, names: &[Name]) -> fmt::Result {
    if names.is_empty() { Ok(()) } else { write!(f, " ({})", List(names)) }
}

fn options(f: &mut fmt::Formatter<'_>, options: &[StreamOption]) -> fmt::Result {
    if options.is_empty() { Ok(()) } else { write!(f, " OPTIONS ({})", List(options)) }
}

fn description(f: &mut fmt::Formatter<'_>, text: Option<&String>) -> fmt::Result {
    struct Text<'a>(&'a str);
    impl fmt::Display for Text<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            quoted(f, '\'', self.0)
        }
    }
    clause(f, "DESCRIPTION", text.map(|text| Text(text)).as_ref())
}
