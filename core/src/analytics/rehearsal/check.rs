//! Whether an application is right, before it runs.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::setup::{Setup, Wrong};
use crate::analytics::sql::{Problem, Severity};
use crate::analytics::workbench::Workbench;

/// What was found in an application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Errors and warnings of the code.
    pub problems: Vec<ProblemView>,
    /// What is wrong beside the code; empty where nothing is.
    pub rest: String,
    /// What the application does, where it can run.
    pub plan: String,
}

/// Something wrong at one place of the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemView {
    /// Whether the application can run with it.
    pub is_warning: bool,
    /// Where, counted from 1.
    pub line: u32,
    /// Where in the line, in characters from 1.
    pub column: u32,
    /// Where, in bytes: the first, and the one after the last.
    pub start: u32,
    /// See `start`.
    pub end: u32,
    /// What is wrong.
    pub message: String,
    /// What could help.
    pub hint: Option<String>,
}

/// Looks through an application with what it reads.
pub fn check(setup: &Setup) -> Checked {
    match planned(setup) {
        Ok(workbench) => Checked {
            problems: workbench.warnings().iter().map(ProblemView::of).collect(),
            rest: String::new(),
            plan: workbench.plan().explain(),
        },
        Err(Wrong::Code(problems)) => {
            Checked { problems: problems.iter().map(ProblemView::of).collect(), ..Checked::default() }
        }
        Err(Wrong::Rest(rest)) => Checked { rest, ..Checked::default() },
    }
}

fn planned(setup: &Setup) -> Result<Workbench, Wrong> {
    let (inputs, references) = (setup.inputs()?, setup.references()?);
    Workbench::new(&setup.code, &inputs, &references, setup.seed, super::BEGIN).map_err(Wrong::of)
}

impl ProblemView {
    /// As a page shows it.
    pub fn of(problem: &Problem) -> Self {
        Self {
            is_warning: problem.severity == Severity::Warning,
            line: problem.line,
            column: problem.column,
            start: problem.span.start,
            end: problem.span.end,
            message: problem.message.clone(),
            hint: problem.hint.clone(),
        }
    }
}
