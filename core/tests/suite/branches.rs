//! Branches: what an action in the past replaces is kept, gone over to, compared with, and handed on.

use kinetoscope::time::Duration;
use kinetoscope::world::scenario::Action;
use kinetoscope::world::session::Player;

use crate::player::{FRAME, action, at, hot_key, marks, random_keys, streams};

#[test]
fn a_replaced_future_stays_as_a_branch_to_go_back_to() {
    let mut player = hot_key();
    player.advance_to(at(&player, 30));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 40));
    let (old_hash, old_marks) = (player.world().hash(), marks(&player));
    player.seek(at(&player, 20));
    player.call(streams("PutRecord"), r#"{"StreamName":"clicks","PartitionKey":"k","Data":"AAAA"}"#).unwrap();
    player.advance_to(at(&player, 35));
    let (new_hash, new_marks) = (player.world().hash(), marks(&player));
    let branch = player.branches().remove(0);
    assert_eq!((branch.parted_at, branch.furthest), (at(&player, 20), at(&player, 40)));
    assert_eq!((branch.inputs.len(), &branch.replaced_by), (1, &Some(player.inputs()[0].clone())));

    let compared = player.compare(branch.number, at(&player, 35)).unwrap();
    let [ours, theirs] = &compared.first_input;
    assert_eq!((ours.as_ref(), theirs.as_ref()), (player.inputs().first(), branch.inputs.first()));
    let [ours, theirs] = compared.first_event.unwrap();
    assert!(format!("{:?}", ours.unwrap().event).contains("count: 1,"), "the put is the first difference");
    assert_eq!(theirs.unwrap().at, at(&player, 20) + Duration::from_millis(100));
    assert_eq!(compared.series[0].len(), compared.series[1].len());
    let [ours, theirs] = compared.series.map(|series| series.last().unwrap().clone());
    assert!((500..600).contains(&ours.refused) && theirs.refused == 0, "{ours:?} {theirs:?}");

    assert!(player.switch_to(branch.number));
    assert_eq!((player.now(), player.furthest()), (at(&player, 35), at(&player, 40)));
    assert_eq!(marks(&player), old_marks);
    player.advance_to(at(&player, 40));
    assert_eq!(player.world().hash(), old_hash);
    let back = player.branches().remove(0).number;
    assert!(player.switch_to(back) && !player.switch_to(back));
    player.seek(at(&player, 35));
    assert_eq!((player.world().hash(), marks(&player)), (new_hash, new_marks));
}

#[test]
fn undo_removes_the_branch_that_the_action_made() {
    let mut player = hot_key();
    player.advance_to(at(&player, 40));
    let hash = player.world().hash();
    player.seek(at(&player, 20));
    player.act(random_keys()).unwrap();
    assert_eq!(player.branches().len(), 1);
    assert!(player.undo());
    assert!(player.branches().is_empty() && player.inputs().is_empty());
    player.seek(at(&player, 40));
    assert_eq!(player.world().hash(), hash);
}

#[test]
fn three_branches_are_kept_and_the_oldest_goes() {
    let mut player = hot_key();
    for _ in 0..5 {
        player.advance_to(at(&player, 4));
        player.seek(at(&player, 2));
        player.act(Action::LoseAnswers { producer: "web".into(), for_ms: 100 }).unwrap();
    }
    let numbers: Vec<_> = player.branches().iter().map(|branch| branch.number).collect();
    assert_eq!(numbers, [3, 4, 5]);
    assert!(player.compare(1, at(&player, 4)).is_none() && !player.switch_to(1));
    let equal = player.compare(5, at(&player, 4)).unwrap();
    assert!(equal.first_event.is_some(), "one of them lost answers once more");
}

#[test]
fn a_player_that_goes_on_for_another_takes_over_its_branches() {
    let mut player = hot_key();
    player.advance_to(at(&player, 10));
    player.act(random_keys()).unwrap();
    player.advance_to(at(&player, 40));
    player.seek(at(&player, 20));
    player.act(action(2)).unwrap();
    player.advance_to(at(&player, 30));
    player.seek(at(&player, 10));
    player.act(action(3)).unwrap();
    let views = player.branches();

    let mut next = Player::open(player.session()).unwrap();
    for view in views.clone() {
        let mut course = next.course_of(&view).unwrap();
        course.advance_to(view.furthest);
        next.keep_branch(view, course);
    }
    assert_eq!(next.branches(), views);
    assert_eq!(next.compare(1, at(&next, 40)), player.compare(1, at(&player, 40)));
    for _ in 0..2 {
        assert!(player.undo() && next.undo());
        assert_eq!(next.branches(), player.branches());
        assert_eq!((next.furthest(), marks(&next)), (player.furthest(), marks(&player)));
        for seconds in [15, 25, 40, 10] {
            player.seek(at(&player, seconds));
            next.seek(at(&next, seconds));
            assert_eq!(next.world().hash(), player.world().hash(), "at {seconds} s");
        }
    }
    assert!(next.branches().is_empty());
}

#[test]
fn a_picture_tells_that_the_branches_have_changed() {
    let mut player = hot_key();
    let told = |player: &mut Player| player.picture(FRAME).branches;
    player.advance_to(at(&player, 4));
    player.act(random_keys()).unwrap();
    assert_eq!(told(&mut player), 0, "nothing was to come that this has replaced");
    player.seek(at(&player, 2));
    player.act(action(3)).unwrap();
    let made = told(&mut player);
    assert_ne!(made, 0);
    player.undo();
    assert!(![0, made].contains(&told(&mut player)), "undo has taken it");
}
