//! What the page asks of the engine.

use std::sync::Arc;

use kinetoscope::world::scenario::Action;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use super::host::{self, start_engine};
use super::mode::{self, RUN_IN_US};
use super::whole::Whole;
use super::{Phase, Store, Tried, Wish};
use crate::share::link::{Link, Opened};
use crate::ui::dom;
use crate::ui::text;

/// Speeds of the clock.
pub(crate) const SPEEDS: &[f64] = &[0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 60.0, 300.0, 900.0, 3_600.0];
/// A second of virtual time.
pub(crate) const SECOND_US: u64 = 1_000_000;

/// What came of an action.
#[derive(Deserialize)]
struct Acted {
    /// Whether it replaced a future.
    replaced: bool,
    /// How long that future was, in microseconds.
    was: f64,
}

impl Store {
    /// Starts the engine anew and opens what the address names.
    pub(crate) fn start_engine(self) {
        self.phase.set(Phase::Starting);
        spawn_local(async move {
            match self.try_start().await {
                Ok(()) => self.phase.set(Phase::Ready),
                Err(why) => self.phase.set(Phase::Failed(why)),
            }
        });
    }

    pub(crate) async fn try_start(self) -> Result<(), String> {
        if let Some(old) = self.inner.try_update_value(|inner| inner.host.take()).flatten() {
            old.stop();
        }
        let picture = Closure::new(move |bytes: Vec<u8>, state: String| self.take(&bytes, &state));
        let lost = Closure::new(move |why: String| self.lost.set(Some(why)));
        let host = self.launch(async |whole| start_engine(&picture, &lost, whole).await).await?;
        picture.forget();
        lost.forget();
        self.inner.update_value(|inner| {
            inner.frame = None;
            inner.begun = false;
            inner.host = Some(host);
        });
        let link = self.open_chosen().await?;
        if link.packed.is_some() {
            // A session stands at the moment that it was sent to show.
            self.hold();
        }
        self.begin();
        Ok(())
    }

    /// Sets a scenario going by itself, once, on a page that shows it.
    pub(crate) fn begin(self) {
        if self.router.route_untracked().entry().stage {
            self.run_once();
        }
    }

    /// Sets a scenario going by itself, unless that was done before.
    pub(crate) fn run_once(self) {
        let first = self.inner.with_value(|inner| inner.host.is_some() && !inner.begun);
        if first && self.mode.autoplay() {
            self.inner.update_value(|inner| inner.begun = true);
            self.play();
        }
    }

    /// Lets a scenario stand until the reader sets it going.
    pub(crate) fn hold(self) {
        self.inner.update_value(|inner| inner.begun = true);
    }

    /// Asks for something of the part that saves and opens sessions.
    pub(crate) fn wish(self, wish: Wish) {
        self.list(wish);
    }

    /// Puts a wish into the list, where it is until it is done, and gives its number.
    fn list(self, wish: Wish) -> u32 {
        let number = self.inner.try_update_value(|inner| {
            inner.wishes += 1;
            inner.wishes
        });
        let number = number.unwrap_or_default();
        self.wishes.update(|wishes| wishes.push((number, wish)));
        number
    }

    /// Stops the clock while the page is hidden, and lets it go on afterwards.
    pub(crate) fn follow_visibility(self) {
        let _listening = window_event_listener_untyped("visibilitychange", move |_| {
            let hidden = document().hidden();
            let stopped = self.inner.with_value(|inner| inner.stopped_unseen);
            let goes_on = mode::kept(mode::HIDDEN, "") == "run";
            if hidden && !goes_on && self.transport.get_untracked().playing {
                self.inner.update_value(|inner| inner.stopped_unseen = true);
                self.pause();
            } else if !hidden && stopped {
                self.inner.update_value(|inner| inner.stopped_unseen = false);
                self.play();
            }
        });
    }

    /// Opens a scenario with the changes of a link.
    pub(crate) async fn open(self, link: &Link) -> Result<(), String> {
        let text = self.file(&format!("scenarios/{}.json", link.preset)).await?;
        if link.needs_whole() && !untrack(|| self.is_whole()) {
            // An engine that starts was asked to be whole already.
            if self.phase.get_untracked() == Phase::Starting {
                return Err("The whole engine did not arrive, which this scenario needs.".into());
            }
            self.whole_engine().await?;
        }
        self.open_file(&text).await?;
        let plain: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let base = self.live().map(|live| live.picture.view.producers.clone()).unwrap_or_default();
        let (mut file, mut dropped) = (plain.clone(), link.dropped.clone());
        if link.apply(&mut file, &mut dropped) > 0
            && let Err(why) = self.open_file(&file.to_string()).await
        {
            // The plain scenario is still open: a refused one replaces nothing.
            dropped.push(format!("its changes, which the engine refused ({why})"));
            file.clone_from(&plain);
        }
        self.dropped.set(dropped);
        let chosen = self.pinned.with_untracked(Option::is_none);
        let opened = Opened {
            preset: link.preset.clone(),
            producers: base,
            shards: Opened::shards_of(&plain),
            changed: Opened::shards_of(&file),
            edited: file != plain,
            pinned: !chosen,
        };
        let is_other = self
            .opened
            .with_untracked(|before| before.as_ref().is_none_or(|before| before.preset != opened.preset));
        self.opened.set(Some(Arc::new(opened)));
        let run_in = !self.mode.test && plain.get("opens_at_ms").is_none();
        if let Some(us) = self.mode.begin_us.or(run_in.then_some(RUN_IN_US)).filter(|_| chosen) {
            self.request("seek", json!({ "us": us })).await?;
        }
        // A new engine, or another scenario; who opens the same one again has chosen a speed.
        if is_other || !self.inner.with_value(|inner| inner.begun) {
            let speed = self.mode.speed.unwrap_or(plain["speed"].as_f64().unwrap_or(1.0));
            self.request("speed", json!({ "value": speed })).await?;
        }
        if let Some(packed) = &link.packed {
            let wish = self.list(Wish::Packed(packed.clone()));
            // The whole engine comes only once this one is there: a session that needs it is not waited for here.
            let coming = move || matches!(self.whole.get_untracked(), Whole::Needed | Whole::Coming);
            while self.wishes.with_untracked(|wishes| wishes.iter().any(|(number, _)| *number == wish))
                && !coming()
            {
                gloo_timers::future::TimeoutFuture::new(20).await;
            }
        }
        Ok(())
    }

    /// Opens the scenario that the page has pinned, or else that of the address; again, where another one was chosen
    /// meanwhile.
    pub(super) async fn open_chosen(self) -> Result<Link, String> {
        loop {
            let link = self.link();
            self.open(&link).await?;
            if link == self.link() {
                return Ok(link);
            }
        }
    }

    pub(super) fn link(self) -> Link {
        self.pinned.get_untracked().map_or_else(Link::of_address, Link::to)
    }

    /// Opens the scenario of the address and sets it going, unless a page has pinned another one meanwhile.
    pub(crate) fn open_address(self) {
        self.pinned.set(None);
        spawn_local(async move {
            if self.pinned.with_untracked(Option::is_some) {
                return;
            }
            match self.open_chosen().await {
                Ok(_) if self.pinned.with_untracked(Option::is_none) && self.mode.autoplay() => {
                    self.hold();
                    self.play();
                }
                Ok(_) => {}
                Err(why) => self.complain(why),
            }
        });
    }

    /// The text of a file of the site.
    pub(crate) async fn file(self, name: &str) -> Result<String, String> {
        fetch_text(&self.router.file(name)).await
    }

    async fn open_file(self, file: &str) -> Result<(), String> {
        // As text: a JavaScript number does not hold every seed.
        let seed = self.mode.seed.map(|seed| seed.to_string());
        self.request("open", json!({ "file": file, "seed": seed })).await.map(drop)
    }

    /// Opens the scenario of the address again, where it opens; the clock goes on where it went.
    pub(crate) fn restart(self) {
        spawn_local(async move {
            if let Err(why) = self.open_again().await {
                self.complain(why);
            }
        });
    }

    /// The same, and says at what time that is: full strips say more than empty ones, so few scenarios open at 0.
    pub(crate) fn start_over(self) {
        spawn_local(async move {
            match self.open_again().await {
                Ok(at_us) => {
                    self.say(format!("Started over at {}, where this scenario opens.", text::clock(at_us)))
                }
                Err(why) => self.complain(why),
            }
        });
    }

    /// Opens the scenario again and gives the moment at which it opens, microseconds after its start.
    async fn open_again(self) -> Result<u64, String> {
        let playing = self.transport.get_untracked().playing;
        self.open_chosen().await?;
        let at_us = self.live().map_or(0, |live| live.picture.view.elapsed_us);
        if playing {
            self.play();
        }
        Ok(at_us)
    }

    /// The session as it stands, as a file's text.
    pub(crate) async fn session(self) -> Result<String, String> {
        let answer = self.request("session", json!({})).await?;
        answer.as_string().ok_or_else(|| "The engine gave no session.".into())
    }

    /// Runs a command and gives its answer.
    pub(crate) async fn request(self, name: &str, args: Value) -> Result<JsValue, String> {
        let host = self.inner.with_value(|inner| inner.host.clone());
        let host = host.ok_or("The engine is not there yet.")?;
        let args = args.serialize(&serde_wasm_bindgen::Serializer::json_compatible());
        let args = args.map_err(|error| error.to_string())?;
        host.request(name, &args).await.map_err(|error| host::message(&error))
    }

    /// Runs a command and reads its answer.
    pub(crate) async fn ask<T: DeserializeOwned>(self, name: &str, args: Value) -> Result<T, String> {
        let answer = self.request(name, args).await?;
        serde_wasm_bindgen::from_value(answer).map_err(|error| error.to_string())
    }

    /// Runs a command and shows only what goes wrong.
    pub(crate) fn send(self, name: &'static str, args: Value) {
        spawn_local(async move {
            if let Err(why) = self.request(name, args).await {
                self.complain(why);
            }
        });
    }

    pub(crate) fn play(self) {
        self.send("play", json!({}));
    }

    pub(crate) fn pause(self) {
        self.send("pause", json!({}));
    }

    pub(crate) fn toggle_play(self) {
        if self.transport.get_untracked().playing { self.pause() } else { self.play() }
    }

    pub(crate) fn set_speed(self, value: f64) {
        self.send("speed", json!({ "value": value }));
    }

    /// The next faster or slower speed.
    pub(crate) fn shift_speed(self, up: bool) {
        let now = self.transport.get_untracked().speed;
        let next = if up {
            SPEEDS.iter().find(|&&speed| now < speed)
        } else {
            SPEEDS.iter().rev().find(|&&speed| speed < now)
        };
        if let Some(&speed) = next {
            self.set_speed(speed);
        }
    }

    /// Goes to a moment, microseconds after the start.
    pub(crate) fn seek(self, us: u64) {
        self.inner.update_value(|inner| inner.aim_us = Some(us));
        spawn_local(async move {
            let arrived = self.request("seek", json!({ "us": us })).await;
            self.inner.update_value(|inner| inner.aim_us = inner.aim_us.filter(|&aim| aim != us));
            if let Err(why) = arrived {
                self.complain(why);
            }
        });
    }

    /// Goes some time on or back.
    pub(crate) fn skip(self, us: i64) {
        // Keys come faster than journeys end: go on from where the last one goes.
        let aim = self.inner.with_value(|inner| inner.aim_us);
        self.seek(aim.unwrap_or(self.elapsed_us.get_untracked()).saturating_add_signed(us));
    }

    /// Stops a journey to another moment where it is.
    pub(crate) fn cancel(self) {
        self.send("cancel", json!({}));
    }

    /// Does what is due next.
    pub(crate) fn step(self) {
        self.pause();
        self.send("step", json!({}));
    }

    /// Goes to the last moment before now at which something happened.
    pub(crate) fn step_back(self) {
        self.pause();
        self.send("back", json!({}));
    }

    /// Goes to the next or the last mark of the scrubber.
    pub(crate) fn go_to_mark(self, forward: bool) {
        let Some(live) = self.live() else { return };
        let (now, start) = (live.picture.view.now, live.picture.view.start);
        let mut marks = live.picture.marks.iter().map(|mark| mark.at);
        let found = if forward { marks.find(|&at| now < at) } else { marks.rfind(|&at| at < now) };
        match found {
            Some(at) => self.seek(at.since(start).total_micros()),
            None if forward => self.say("There is no mark after this moment."),
            None => self.seek(0),
        }
    }

    /// Goes to the next mark of a kind, if one comes within so long.
    pub(crate) fn jump_to_mark(self, kind: &'static str, within_us: u64, none: &'static str) {
        self.pause();
        spawn_local(async move {
            match self.ask::<Option<bool>>("jump", json!({ "kind": kind, "us": within_us })).await {
                Ok(Some(false)) => self.say(none),
                Ok(_) => {}
                Err(why) => self.complain(why),
            }
        });
    }

    /// Does something now, and says what became of the future it replaces.
    pub(crate) fn act(self, action: Action) {
        spawn_local(async move {
            if let Err(why) = self.try_act(&action).await {
                self.complain(why);
            }
        });
    }

    /// As [`Self::act`], with the refusal.
    pub(crate) async fn try_act(self, action: &Action) -> Result<(), String> {
        if let Action::Call { service, operation, input } = action {
            self.remember(service, operation, input.0.clone());
        }
        self.try_act_as(serde_json::to_string(action).map_err(|error| error.to_string())?).await
    }

    /// The same with an action as JSON, which may be of a kind that this page's engine does not know.
    pub(crate) async fn try_act_as(self, text: String) -> Result<(), String> {
        let acted: Acted = self.ask("act", json!({ "action": text })).await?;
        self.tell_of_replaced(if acted.replaced { acted.was } else { 0.0 });
        Ok(())
    }

    /// Says how long the future was that an action has replaced, if there was one.
    pub(super) fn tell_of_replaced(self, us: f64) {
        if 0.0 < us {
            let length = text::length(us as u64);
            self.say_with_undo(format!(
                "You changed the past: the {length} that came after are a branch now."
            ));
        }
    }

    /// Takes the last action back.
    pub(crate) fn undo(self) {
        spawn_local(async move {
            match self.ask("undo", json!({})).await {
                Ok(true) => self.say("Taken back."),
                Ok(false) => self.say("There is nothing to take back."),
                Err(why) => self.complain(why),
            }
        });
    }

    /// Finds where a partition key falls; an empty one falls nowhere.
    pub(crate) fn try_key(self, key: String) {
        let Some(stream) = self.stream().map(|stream| stream.name) else { return };
        self.key_to_try.set(key.clone());
        if key.is_empty() {
            return self.tried.set(None);
        }
        spawn_local(async move {
            let place = self.ask("locate", json!({ "stream": stream, "key": key })).await;
            // Whoever types is faster than the engine: an answer to an earlier key is an old one.
            if self.key_to_try.with_untracked(|newest| *newest != key) {
                return;
            }
            match place {
                Ok(place) => self.tried.set(Some(Tried { key, place })),
                Err(why) => self.complain(why),
            }
        });
    }

    /// Tells the engine how much time a strip shows, in how many parts.
    pub(crate) fn set_frame(self, window_us: u64, buckets: u32) {
        let new = Some((window_us, buckets));
        let known = self.inner.with_value(|inner| inner.host.is_none() || inner.frame == new);
        if !known {
            self.inner.update_value(|inner| inner.frame = new);
            self.send("frame", json!({ "window": window_us, "buckets": buckets }));
        }
    }

    /// Whether the engine has a thread of its own; `None` before it is there.
    pub(crate) fn engine_place(self) -> Option<String> {
        self.inner.with_value(|inner| inner.host.as_ref().map(host::Host::place))
    }
}

/// The text of a file of the site.
async fn fetch_text(address: &str) -> Result<String, String> {
    match dom::fetch_text(address).await {
        Ok((200, text)) => Ok(text),
        Ok((status, _)) => Err(format!("{address} did not arrive: {status}")),
        Err(error) => Err(format!("{address} did not arrive: {}", host::message(&error))),
    }
}
