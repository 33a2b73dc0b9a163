//! FROM TABLE(...): functions of many rows.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::aggregate::arguments;
use super::builder::Builder;
use super::complaint::{Complaint, Planned};
use super::node::Operator;
use super::relation::{Column, Course, Relation, Rows};
use super::scope::single;
use super::window::constant;
use crate::analytics::function::arithmetic::decimal;
use crate::analytics::operator::anomaly::{Anomaly, Learner};
use crate::analytics::operator::rank::Rank;
use crate::analytics::operator::tally::{Tally, Told};
use crate::analytics::parameter::{Refusal, WINDOW_SECONDS};
use crate::analytics::sql::ast::{Call, ExpressionKind};
use crate::analytics::sql_type::SqlType;
use crate::analytics::value::Value;
use crate::analytics::{forest, group_rank, hotspots, top_k};

/// The functions, by their names.
const TABLE_FUNCTIONS: &[(&str, Make)] = &[
    ("COUNT_DISTINCT_ITEMS_TUMBLING", Builder::count_distinct),
    ("GROUP_RANK", Builder::group_rank),
    ("HOTSPOTS", |builder, handed| builder.anomaly(handed, |_, columns| handed.hotspots(columns.len()))),
    ("RANDOM_CUT_FOREST", |builder, handed| {
        builder.anomaly(handed, |builder, columns| builder.forest(handed, columns, false))
    }),
    ("RANDOM_CUT_FOREST_WITH_EXPLANATION", |builder, handed| {
        builder.anomaly(handed, |builder, columns| builder.forest(handed, columns, true))
    }),
    ("TOP_K_ITEMS_TUMBLING", Builder::top_k),
];

/// Makes what a call asks for.
type Make = fn(&mut Builder, &Handed<'_>) -> Planned<Relation>;

/// The names of the functions that stand behind FROM TABLE.
pub fn table_functions() -> impl Iterator<Item = &'static str> {
    TABLE_FUNCTIONS.iter().map(|(name, _)| *name)
}

/// The arguments of a call, which is told of where one is wrong.
struct Handed<'a> {
    name: &'a str,
    call: &'a Call,
    /// The rows that the function looks at.
    rows: Relation,
    /// The values behind them.
    values: Vec<Value<'static>>,
}

impl Builder {
    /// The rows that a function gives.
    pub(super) fn table_function(&mut self, call: &Call) -> Planned<Relation> {
        let name = single(&call.name)?;
        let Some((cursor, rest)) = arguments(call).split_first() else {
            return Err(Complaint::new(call.span, format!("{name} takes a CURSOR first")));
        };
        let ExpressionKind::Cursor(query) = &cursor.kind else {
            return Err(Complaint::new(cursor.span, format!("{name} takes a CURSOR first"))
                .hint("for example CURSOR(SELECT STREAM * FROM \"SOURCE_SQL_STREAM_001\")"));
        };
        let rows = self.visible(query)?;
        let values = rest.iter().map(|value| constant(value, &self.catalog)).collect::<Planned<_>>()?;
        let handed = Handed { name, call, rows, values };
        match TABLE_FUNCTIONS.iter().find(|(known, _)| *known == name) {
            Some((_, make)) => make(self, &handed),
            None => Err(Complaint::new(call.span, format!("No match found for table function {name}"))),
        }
    }

    /// What is learnt of the numbers in rows.
    fn anomaly(
        &mut self,
        handed: &Handed<'_>,
        learner: impl FnOnce(&Self, &[usize]) -> Planned<Learner>,
    ) -> Planned<Relation> {
        let columns = handed.rows.columns.iter().enumerate();
        let numeric = columns.filter(|(_, column)| is_looked_at(column.sql_type)).map(|(place, _)| place);
        let numeric: Vec<usize> = numeric.collect();
        let learner = learner(self, &numeric)?;
        let columns = numeric.iter().map(|place| (*place, handed.rows.columns[*place].sql_type)).collect();
        let anomaly = Anomaly { columns, learner };
        let added = anomaly.added();
        let mut relation = self.through(&handed.rows, Operator::Anomaly(anomaly), handed.call.span)?;
        relation.columns.extend(added.into_iter().map(|(name, sql_type)| Column::new(name, sql_type)));
        Ok(relation)
    }

    fn forest(&self, handed: &Handed<'_>, columns: &[usize], explains: bool) -> Planned<Learner> {
        handed.count(0, if explains { 5 } else { 4 })?;
        let mut numbers = forest::Parameters::DEFAULTS;
        for (place, number) in numbers.iter_mut().enumerate().take(handed.values.len()) {
            *number = handed.integer(place)?;
        }
        let parameters = forest::Parameters::new(numbers, columns.len()).map_err(|it| handed.refused(it))?;
        // Each function of an application draws from a chance of its own.
        let seed = self.seed.wrapping_add(self.nodes.len() as u64);
        if !explains {
            return Ok(Learner::Forest { parameters, seed });
        }
        let with_directionality = match handed.values.get(4) {
            None => false,
            Some(Value::Boolean(with)) => *with,
            Some(_) => return Err(handed.wrong("withDirectionality is TRUE or FALSE")),
        };
        let names = columns.iter().map(|place| handed.rows.columns[*place].name.clone()).collect();
        Ok(Learner::Explained { parameters, seed, names, with_directionality })
    }

    fn top_k(&mut self, handed: &Handed<'_>) -> Planned<Relation> {
        handed.count(3, 3)?;
        let column = handed.column(0)?;
        let k = top_k::K.check(handed.integer(1)?).map_err(|it| handed.refused(it))?;
        let item = handed.rows.columns[column].clone();
        let counted = Column::new("MOST_FREQUENT_VALUES", SqlType::BigInt);
        self.tally(handed, column, 2, Told::Top(k), [item, counted].into())
    }

    fn count_distinct(&mut self, handed: &Handed<'_>) -> Planned<Relation> {
        handed.count(2, 2)?;
        let column = handed.column(0)?;
        let counted = Column::new("NUMBER_OF_DISTINCT_ITEMS", SqlType::BigInt);
        self.tally(handed, column, 1, Told::Distinct, [counted].into())
    }

    fn tally(
        &mut self,
        handed: &Handed<'_>,
        column: usize,
        seconds: usize,
        told: Told,
        columns: Vec<Column>,
    ) -> Planned<Relation> {
        let seconds = WINDOW_SECONDS.check(handed.integer(seconds)?).map_err(|it| handed.refused(it))?;
        let length_ms = i64::from(seconds) * 1_000;
        let column = (column, handed.rows.columns[column].sql_type);
        let node = self.stream(&handed.rows, handed.call.span)?;
        let rows = Rows::Stream(self.add(Operator::Tally(Tally { column, length_ms, told }), [node].into()));
        Ok(Relation { rows, columns }.without_courses())
    }

    fn group_rank(&mut self, handed: &Handed<'_>) -> Planned<Relation> {
        handed.count(6, 6)?;
        let column = handed.column(0)?;
        if handed.text(1)? != "groupRank" {
            return Err(handed.wrong("the name of the new column is 'groupRank'"));
        }
        // The idle time is read and not kept: no row is held once the clock has passed it, so nothing is left to time out.
        handed.integer(4)?;
        let rank = Rank {
            types: handed.rows.types(),
            column,
            sort_order: handed.order(2)?,
            output_order: handed.order(3)?,
            output_max: usize::try_from(handed.integer(5)?)
                .map_err(|_| handed.wrong("outputMax is not negative"))?,
        };
        let mut relation = self.through(&handed.rows, Operator::Rank(rank), handed.call.span)?;
        relation.columns.push(Column { course: Course::Any, ..Column::new("groupRank", SqlType::Integer) });
        Ok(relation)
    }
}

/// Whether what learns looks at columns of a type. DECIMAL is none of them.
fn is_looked_at(sql_type: SqlType) -> bool {
    sql_type.is_integer() || matches!(sql_type, SqlType::Real | SqlType::Double)
}

impl Handed<'_> {
    fn wrong(&self, why: &str) -> Complaint {
        Complaint::new(self.call.span, format!("{}: {why}", self.name))
    }

    fn refused(&self, refusal: Refusal) -> Complaint {
        self.wrong(&refusal.to_string())
    }

    /// How many values stand behind the cursor.
    fn count(&self, min: usize, max: usize) -> Planned<()> {
        match (min..=max).contains(&self.values.len()) {
            true => Ok(()),
            false if min == max => Err(self.wrong(&format!("takes {max} arguments behind the cursor"))),
            false => Err(self.wrong(&format!("takes {min} to {max} arguments behind the cursor"))),
        }
    }

    fn integer(&self, place: usize) -> Planned<i64> {
        match self.values.get(place) {
            Some(Value::Integer(number)) => Ok(*number),
            _ => Err(self.wrong(&format!("argument {} is a whole number", place + 2))),
        }
    }

    fn text(&self, place: usize) -> Planned<&str> {
        match self.values.get(place) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(self.wrong(&format!("argument {} is a text in single quotes", place + 2))),
        }
    }

    fn order(&self, place: usize) -> Planned<group_rank::Order> {
        match self.text(place)? {
            "asc" => Ok(group_rank::Order::Ascending),
            "desc" => Ok(group_rank::Order::Descending),
            _ => Err(self.wrong(&format!("argument {} is 'asc' or 'desc'", place + 2))),
        }
    }

    /// The column that a text names, letter by letter.
    fn column(&self, place: usize) -> Planned<usize> {
        let name = self.text(place)?;
        let found = self.rows.columns.iter().position(|column| column.name == name);
        found.ok_or_else(|| {
            let complaint = self.wrong(&format!("there is no column '{name}' in the cursor"));
            let alike = self.rows.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
            match alike {
                Some(column) => {
                    complaint.hint(String::from("names are matched letter by letter: '") + &column.name + "'")
                }
                None => complaint,
            }
        })
    }

    fn hotspots(&self, columns: usize) -> Planned<Learner> {
        self.count(3, 3)?;
        let radius = match &self.values[1] {
            Value::Integer(number) => *number as f64,
            Value::Double(number) => *number,
            Value::Decimal(number) => decimal::to_double(*number),
            _ => return Err(self.wrong("scanRadius is a number")),
        };
        let parameters = hotspots::Parameters::new(self.integer(0)?, radius, self.integer(2)?, columns);
        parameters.map(Learner::Hotspots).map_err(|it| self.refused(it))
    }
}
