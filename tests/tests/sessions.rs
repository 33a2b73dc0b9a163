//! Every script of `tests/sessions` comes to the hashes that its file says; `UPDATE_EXPECT=1` writes what was found.

use std::path::Path;
use std::{env, fs};

use kinetoscope::fact::Event;
use kinetoscope_tests::script::{Script, Step, resume};

#[test]
fn every_script_finds_its_hashes() {
    let mut wrong = Vec::new();
    for path in Script::all() {
        let script = Script::read(&path);
        let found = script.play();
        if found != script.hashes && env::var_os("UPDATE_EXPECT").is_some() {
            write(&path, &Script { hashes: found, ..script });
        } else if found != script.hashes {
            wrong.push(format!("{}: {found:#?}", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "where the change is meant, run again with UPDATE_EXPECT=1\n{}",
        wrong.join("\n")
    );
}

#[test]
fn going_back_and_forth_changes_nothing() {
    for path in Script::all() {
        let script = Script::read(&path);
        let mut straight = script.clone();
        straight.steps.retain(|step| matches!(step, Step::SeekMs(_)));
        let moved = straight.play();
        straight.steps.drain(..straight.steps.len() - 1);
        assert_eq!(moved.last(), straight.play().last(), "{}", path.display());
    }
}

#[test]
fn a_snapshot_leads_to_the_same_end() {
    for path in Script::all() {
        let script = Script::read(&path);
        let end = script.play().pop();
        assert_eq!(Some(resume(&script.snapshot(), script.end())), end, "{}", path.display());
    }
}

/// A script whose split or merge is refused would still agree with itself, and prove little.
#[test]
fn every_script_splits_and_merges() {
    for path in Script::all() {
        let mut player = Script::read(&path).played();
        let mut parents = [0; 3];
        for fact in player.world().facts_since(0) {
            if let Event::ShardOpened { parents: of, .. } = &fact.event {
                parents[of.len()] += 1;
            }
        }
        assert!(parents.iter().all(|&count| 0 < count), "{}: {parents:?}", path.display());
    }
}

fn write(path: &Path, script: &Script) {
    let text = serde_json::to_string_pretty(script).expect("scripts serialise");
    fs::write(path, text + "\n").expect("the script can be written");
}
