//! No source file grows without end.

use super::Finding;

/// Lines a source file may have.
const SOURCE_LINES_MAX: usize = 600;

/// Lines a style sheet may have: it is a list, and splitting it costs a request.
const STYLE_LINES_MAX: usize = 900;

/// Files that may be longer, and why. The number only ever goes down.
const ALLOWANCES: &[Allowance] = &[];

struct Allowance {
    path: &'static str,
    lines_max: usize,
    #[expect(dead_code, reason = "for readers of the list")]
    reason: &'static str,
}

/// Objects to a file that is longer than its kind may be, and to an allowance it has outlived.
pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    let allowance = ALLOWANCES.iter().find(|allowance| allowance.path == path);
    objection(path, text.lines().count(), allowance.map(|allowance| allowance.lines_max))
}

fn objection(path: &str, lines: usize, allowed: Option<usize>) -> Vec<Finding> {
    let Some(usual) = lines_max(path) else { return Vec::new() };
    let max = allowed.unwrap_or(usual);
    if lines > max {
        let message =
            format!("{lines} lines are more than {max}: split the file where its interface is narrow");
        return vec![Finding::new(path, lines, message)];
    }
    if allowed.is_some() && lines <= usual {
        let message = "needs no allowance any more: remove it from xtask/src/tidy/length.rs";
        return vec![Finding::new(path, lines, message)];
    }
    Vec::new()
}

/// The limit for a kind of file; data, locks and prose have none.
fn lines_max(path: &str) -> Option<usize> {
    match path.rsplit_once('.')?.1 {
        "rs" | "js" | "mjs" | "cjs" | "ts" | "py" | "sh" | "html" => Some(SOURCE_LINES_MAX),
        "css" => Some(STYLE_LINES_MAX),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many objections there are.
    fn count(path: &str, lines: usize, allowed: Option<usize>) -> usize {
        objection(path, lines, allowed).len()
    }

    #[test]
    fn the_limit_depends_on_the_kind() {
        assert_eq!([count("a.rs", 600, None), count("a.rs", 601, None)], [0, 1]);
        assert_eq!([count("a.css", 900, None), count("a.css", 901, None)], [0, 1]);
        assert_eq!(count("Cargo.lock", 9000, None), 0);
        assert_eq!(count("README", 9000, None), 0);
    }

    #[test]
    fn an_allowance_is_a_limit_and_goes_when_it_is_not_needed() {
        assert_eq!([count("a.rs", 700, Some(700)), count("a.rs", 701, Some(700))], [0, 1]);
        assert_eq!(count("a.rs", 600, Some(700)), 1);
    }
}
