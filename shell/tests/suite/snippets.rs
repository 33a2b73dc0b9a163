//! Every starter script runs from beginning to end in a new world, and leaves nothing behind that the next would meet.

use crate::support::Terminal;
use kinetoscope_shell::lines;
use kinetoscope_shell::snippets::SNIPPETS;

#[test]
fn every_snippet_runs() {
    // All in one world, because people try one after the other.
    let mut terminal = Terminal::default();
    for snippet in SNIPPETS {
        for line in lines(snippet.script) {
            let block = terminal.run(&line);
            assert_eq!((block.status, block.errors.as_str()), (0, ""), "{}: {line}", snippet.id);
        }
        assert!(terminal.shell.history().len() > 1);
    }
}

#[test]
fn snippets_show_what_their_titles_say() {
    let last = |id: &str| {
        let mut terminal = Terminal::default();
        let snippet = SNIPPETS.iter().find(|snippet| snippet.id == id).unwrap();
        lines(snippet.script).iter().map(|line| terminal.run(line)).last().unwrap().text
    };
    assert_eq!(last("read-the-bytes"), "Hello, shard");
    assert_eq!(last("resize"), "4\n");
    assert_eq!(last("retention"), "168\n");
    assert_eq!(last("pages"), "3\n");
    assert_eq!(last("lake-by-hand"), "first\nsecond\n");
    assert_eq!(last("skeleton"), "False\nTAGS\tteam\tdata\n");
    assert!(last("fan-out").contains("ConsumerStatus: ACTIVE"));
    assert_eq!(last("split").matches("shardId-000000000000").count(), 3);
}

#[test]
fn a_script_is_cut_into_lines_that_can_be_run() {
    let script = "# notes\n\naws kinesis create-stream \\\n  --stream-name Foo\necho 'a\nb' &&\necho c\n";
    let expected = ["aws kinesis create-stream \\\n  --stream-name Foo", "echo 'a\nb' &&\necho c"];
    assert_eq!(lines(script), expected);
}
