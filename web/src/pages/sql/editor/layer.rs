//! The text in colours: what the engine's lexer takes each word for, and marks below what is wrong.

use kinetoscope::analytics::rehearsal::ProblemView;
use kinetoscope::analytics::sql::{Kind, tokens};

/// The text as HTML, of the same letters.
pub(super) fn html(code: &str, problems: &[ProblemView]) -> String {
    let mut cuts = vec![0, code.len()];
    let mut kinds = Vec::new();
    for token in tokens(code) {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        cuts.extend([start, end]);
        kinds.push((start, end, class(token.kind)));
    }
    let marks: Vec<_> = problems.iter().filter_map(|problem| mark(code, problem)).collect();
    marks.iter().for_each(|(start, end, _)| cuts.extend([*start, *end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut html = String::with_capacity(code.len() * 2);
    let mut tokens = kinds.iter().peekable();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        while tokens.next_if(|(_, until, _)| *until <= start).is_some() {}
        let kind = tokens.peek().filter(|(from, _, _)| *from <= start).map_or("", |(_, _, class)| class);
        let wrong = marks.iter().find(|(from, until, _)| *from <= start && end <= *until);
        let wrong = wrong.map_or("", |(_, _, class)| class);
        let Some(text) = code.get(start..end) else { continue };
        match (kind, wrong) {
            ("", "") => escape(text, &mut html),
            _ => {
                html += &format!("<span class=\"{}\">", [kind, wrong].join(" ").trim());
                escape(text, &mut html);
                html += "</span>";
            }
        }
    }
    // The last line is as high as the others, even where it is empty.
    html.push('\n');
    html
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Keyword => "sql-keyword",
        Kind::Name => "",
        Kind::QuotedName => "sql-quoted",
        Kind::String => "sql-string",
        Kind::Number => "sql-number",
        Kind::Operator => "sql-sign",
        Kind::Comment => "sql-comment",
        Kind::Wrong(_) => "sql-stray",
    }
}

/// What is marked of a problem: the first line of it, a letter at least. The code may be another already.
fn mark(code: &str, problem: &ProblemView) -> Option<(usize, usize, &'static str)> {
    let (start, end) = (problem.start as usize, problem.end as usize);
    // The end of the text has no letter of its own.
    let is_end = start == code.len();
    let start = if is_end { code.trim_end().char_indices().last()?.0 } else { start };
    let rest = code.get(start..)?;
    let line = rest.find('\n').unwrap_or(rest.len());
    let letter = rest.chars().next().map_or(1, char::len_utf8);
    let length = if is_end { letter } else { end.saturating_sub(start).min(line).max(letter) };
    code.get(start..start + length)?;
    Some((start, start + length, if problem.is_warning { "sql-warned" } else { "sql-wrong" }))
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '<' => *html += "&lt;",
            '>' => *html += "&gt;",
            '&' => *html += "&amp;",
            '"' => *html += "&quot;",
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(start: u32, end: u32) -> ProblemView {
        ProblemView { is_warning: false, line: 1, column: 1, start, end, message: String::new(), hint: None }
    }

    #[test]
    fn words_have_the_colours_of_what_they_are() {
        assert_eq!(
            html("SELECT a -- <b>", &[]),
            "<span class=\"sql-keyword\">SELECT</span> a <span class=\"sql-comment\">-- &lt;b&gt;</span>\n"
        );
    }

    #[test]
    fn what_is_wrong_is_marked_up_to_the_end_of_its_line() {
        assert_eq!(html("ab\ncd", &[problem(1, 5)]), "a<span class=\"sql-wrong\">b</span>\ncd\n");
        assert_eq!(
            html("'a", &[problem(0, 2)]),
            "<span class=\"sql-stray sql-wrong\">&#39;a</span>\n".replace("&#39;", "'")
        );
    }

    #[test]
    fn the_end_is_marked_at_the_last_letter_and_what_is_gone_not_at_all() {
        assert_eq!(html("ab \n", &[problem(4, 4)]), "a<span class=\"sql-wrong\">b</span> \n\n");
        assert_eq!(html("ab", &[problem(9, 12)]), "ab\n");
        assert_eq!(html("", &[problem(0, 0)]), "\n");
        assert_eq!(html("\u{e4}b", &[problem(1, 2)]), "\u{e4}b\n", "not at a letter");
    }
}
