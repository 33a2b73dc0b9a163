//! The files of sections.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use expect_test::{ExpectFile, expect_file};

use crate::analytics::sql::format as laid_out;
use crate::analytics::sql::format::tests::essence;
use crate::analytics::sql::{Parsed, Problem, parse, parse_expression};

struct Section {
    name: String,
    /// Its lines, without annotations.
    lines: Vec<String>,
}

impl Section {
    fn text(&self) -> String {
        self.lines.join("\n")
    }
}

fn sections(file: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("--- ").and_then(|rest| rest.strip_suffix(" ---")) {
            assert!(sections.iter().all(|section| section.name != name), "{name} stands twice");
            sections.push(Section { name: name.into(), lines: Vec::new() });
        } else if !line.starts_with("--!") && !line.starts_with("--=") {
            sections.last_mut().expect("a section begins with its name").lines.push(line.into());
        }
    }
    sections
}

/// A file with annotations as they should be.
fn annotated(sections: &[Section], mut annotate: impl FnMut(&Section, &mut String)) -> String {
    let mut file = String::new();
    for section in sections {
        file += &format!("--- {} ---\n", section.name);
        annotate(section, &mut file);
    }
    file
}

fn annotation(problem: &Problem) -> String {
    let Problem { severity, column, length, message, hint, .. } = problem;
    let hint = hint.as_ref().map(|hint| format!("--! hint: {hint}\n")).unwrap_or_default();
    format!("--! {severity} {column}+{length}: {message}\n{hint}")
}

/// The lines of a section, with problems below theirs.
fn annotate_code(section: &Section, problems: &[Problem], file: &mut String) {
    let last = section.lines.len() as u32;
    for (number, line) in (1..).zip(&section.lines) {
        *file += &format!("{line}\n");
        // What is behind the last line is told below it.
        let here = |problem: &&Problem| problem.line == number || problem.line > last && number == last;
        problems.iter().filter(here).for_each(|problem| *file += &annotation(problem));
    }
}

/// Prints, lays out and reads again what was read.
#[track_caller]
pub(super) fn check_round_trip(text: &str, parsed: &Parsed) {
    for statement in &parsed.statements {
        let printed = statement.to_string();
        let again = parse(&printed);
        assert_eq!(again.problems.iter().filter(|it| !is_about_stream(it)).count(), 0, "{printed}");
        assert_eq!(again.statements.as_slice(), core::slice::from_ref(statement), "{printed}");
        assert_eq!(again.statements[0].to_string(), printed);
        let pretty = laid_out(&printed);
        assert_eq!(parse(&pretty).statements, again.statements, "{pretty}");
    }
    let pretty = laid_out(text);
    assert_eq!(essence(&pretty), essence(text), "{pretty}");
    assert_eq!(parse(&pretty).statements, parsed.statements, "{pretty}");
    assert_eq!(laid_out(&pretty), pretty);
}

/// Whether STREAM is missed, which printing does not add.
fn is_about_stream(problem: &Problem) -> bool {
    problem.message.contains("selects without STREAM")
}

/// Code that runs, with warnings at most.
#[track_caller]
fn check_accepted(file: &str, expected: ExpectFile) {
    let sections = sections(file);
    let actual = annotated(&sections, |section, file| {
        let text = section.text();
        let parsed = parse(&text);
        assert!(parsed.is_valid(), "{}: {}", section.name, shown(&parsed.problems));
        assert!(!parsed.statements.is_empty(), "{}", section.name);
        check_round_trip(&text, &parsed);
        annotate_code(section, &parsed.problems, file);
    });
    expected.assert_eq(&actual);
}

fn shown(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn every_rule_of_the_grammar_is_read() {
    check_accepted(include_str!("accepted.sql"), expect_file!["accepted.sql"]);
}

#[test]
fn whole_applications_are_read() {
    check_accepted(include_str!("applications.sql"), expect_file!["applications.sql"]);
}

#[test]
fn what_is_wrong_is_told_where_it_is() {
    let sections = sections(include_str!("problems.sql"));
    let actual = annotated(&sections, |section, file| {
        let text = section.text();
        let parsed = parse(&text);
        assert!(!parsed.problems.is_empty(), "{} has no problem", section.name);
        check_round_trip(&text, &parsed);
        annotate_code(section, &parsed.problems, file);
    });
    expect_file!["problems.sql"].assert_eq(&actual);
}

#[test]
fn expressions_are_read_by_precedence_or_refused() {
    let sections = sections(include_str!("expressions.sql"));
    let actual = annotated(&sections, |section, file| {
        let is_refused = section.name.ends_with("refused");
        for line in &section.lines {
            *file += &format!("{line}\n");
            if line.is_empty() {
                continue;
            }
            match parse_expression(line) {
                Ok(expression) => {
                    assert!(!is_refused, "{line} is read");
                    let printed = expression.to_string();
                    let again = parse_expression(&printed).map_err(|problems| shown(&problems));
                    assert_eq!(again.as_ref(), Ok(&expression), "{line}: {printed}");
                    assert_eq!(again.map(|again| again.to_string()).as_ref(), Ok(&printed));
                    *file += &format!("--= {printed}\n");
                }
                Err(problems) => {
                    assert!(is_refused, "{line} is refused:\n{}", shown(&problems));
                    problems.iter().for_each(|problem| *file += &annotation(problem));
                }
            }
        }
    });
    expect_file!["expressions.sql"].assert_eq(&actual);
}
