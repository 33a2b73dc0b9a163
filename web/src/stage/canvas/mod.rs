//! The canvas behind the stage, and the one loop that draws it.

mod film;
mod gates;
mod layout;
mod palette;
mod particles;
mod rail;
pub(crate) mod scale;
mod wires;

use std::cell::RefCell;
use std::rc::Rc;

use kinetoscope::world::view::View;
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{CanvasRenderingContext2d as Context, HtmlCanvasElement, MediaQueryList, ResizeObserver};

use crate::stage::readers::marks;
use crate::store::{Live, Selection, Store};
use crate::ui::dom;
use film::Moment;
use layout::Layout;
use palette::Palette;
use particles::Particles;
use rail::Heat;

/// Frames between two looks at where the elements are, if nothing else asks for one.
const MEASURE_EVERY: u32 = 12;
/// Beyond this the shown moment jumps instead of gliding, in seconds of the machine.
const GLIDE_MAX_S: f64 = 0.4;

/// What draws wires to delivery streams: a stage that shows none has none of its code.
#[derive(Clone, Copy)]
pub(crate) struct Wires(fn(&Context, &Palette, &Layout, &View));

/// The wires.
pub(crate) const WIRES: Wires = Wires(wires::draw);

/// Draws the stage whenever there is something new to see.
pub(crate) struct Stagehand {
    store: Store,
    wires: Option<Wires>,
    body: web_sys::Element,
    canvas: HtmlCanvasElement,
    context: Context,
    palette: Palette,
    layout: Layout,
    particles: Particles,
    heat: Heat,
    /// The moment at the right edge of the strips, microseconds since the epoch.
    shown_us: f64,
    painted_at: f64,
    frame: u32,
    /// Whether the colours have to be looked up.
    new_colours: bool,
    /// Whether the elements may be elsewhere.
    new_places: bool,
    scheduled: bool,
    gone: bool,
}

type Shared = Rc<RefCell<Stagehand>>;
/// A stagehand, and what calls it when the page looks different.
struct Employed {
    hand: Shared,
    sizes: ResizeObserver,
    schemes: Vec<MediaQueryList>,
    _listeners: [Closure<dyn FnMut()>; 2],
}

/// What the colours follow beside the page's own choice.
const SCHEMES: [&str; 3] =
    ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

impl Stagehand {
    /// Draws on a canvas, once it is there and until it goes.
    pub(crate) fn employ(store: Store, body: NodeRef<Div>, canvas: NodeRef<Canvas>, wires: Option<Wires>) {
        let hand = StoredValue::new_local(None::<Employed>);
        Effect::new(move |_| {
            let (Some(body), Some(canvas)) = (body.get(), canvas.get()) else { return };
            if hand.with_value(Option::is_none) {
                hand.set_value(Self::new(store, body.into(), canvas, wires).map(start));
            }
        });
        let again = move |new_colours: bool| {
            hand.with_value(|hand| {
                if let Some(Employed { hand, .. }) = hand {
                    hand.borrow_mut().look_again(new_colours);
                    schedule(hand);
                }
            });
        };
        Effect::new(move |_| {
            store.theme_changes.track();
            again(true);
        });
        // What changes without a picture: the selection, a key that was tried, the words around the canvas.
        Effect::new(move |_| {
            store.moved.track();
            store.film_px.track();
            store.selection.track();
            store.tried.track();
            store.picture.track();
            again(false);
        });
        on_cleanup(move || {
            store.listen(None);
            hand.update_value(|hand| {
                if let Some(employed) = hand.take() {
                    employed.sizes.disconnect();
                    employed.schemes.iter().for_each(|scheme| scheme.set_onchange(None));
                    employed.hand.borrow_mut().gone = true;
                }
            });
        });
    }

    fn new(
        store: Store,
        body: web_sys::Element,
        canvas: HtmlCanvasElement,
        wires: Option<Wires>,
    ) -> Option<Self> {
        let context: Context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            store,
            wires,
            body,
            canvas,
            context,
            palette: Palette::default(),
            layout: Layout::default(),
            particles: Particles::default(),
            heat: Heat::default(),
            shown_us: 0.0,
            painted_at: 0.0,
            frame: 0,
            new_colours: true,
            new_places: true,
            scheduled: false,
            gone: false,
        })
    }

    /// Has the places of the elements looked up, and the colours if they may be others.
    fn look_again(&mut self, new_colours: bool) {
        self.new_places = true;
        self.new_colours |= new_colours;
    }

    /// Draws one frame.
    fn paint(&mut self) {
        let Some(live) = self.store.live() else { return };
        let now = dom::now_ms();
        let seconds = ((now - self.painted_at) / 1_000.0).clamp(0.0, 0.1);
        self.painted_at = now;
        if core::mem::take(&mut self.new_colours) {
            self.palette = Palette::read(&self.body);
        }
        self.new_places |= self.frame.is_multiple_of(MEASURE_EVERY);
        // Between frames it costs less; but this may be the last one for long.
        if self.frame == 0 || !self.goes_on() {
            self.measure();
        }
        self.frame = self.frame.wrapping_add(1);
        self.move_on(&live, now, seconds);
        self.draw(&live);
        self.store.count_frame(now, dom::now_ms() - now);
    }

    /// Looks where the elements are, and how much time a strip shows, if that may have changed.
    /// Says whether that has emptied the canvas.
    fn measure(&mut self) -> bool {
        let Some(live) = self.store.live().filter(|_| self.new_places) else { return false };
        self.new_places = false;
        let layout = Layout::measure(&self.body);
        let density = layout::density();
        let (width, height) = ((layout.width * density) as u32, (layout.height * density) as u32);
        let resized = (self.canvas.width(), self.canvas.height()) != (width, height);
        if resized {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        if let Some((_, slot)) = layout.slots.first() {
            let (window, frames) = scale::window(live.transport.speed, slot.w);
            self.store.set_frame(window, frames);
        }
        self.layout = layout;
        resized
    }

    /// Moves the shown moment and the particles on; between two pictures time glides.
    fn move_on(&mut self, live: &Live, now: f64, seconds: f64) {
        let (view, transport) = (&live.picture.view, live.transport);
        let moving = transport.playing && transport.job.is_none() && !self.store.mode.calm;
        let age = ((now - live.at_ms) / 1_000.0).clamp(0.0, 0.25);
        let told = view.now.total_micros() as f64;
        let target = if moving { told + age * 1e6 * transport.ratio } else { told };
        let glided = self.shown_us + seconds * 1e6 * transport.ratio;
        let error = target - glided;
        let near = error.abs() < GLIDE_MAX_S * 1e6 * transport.ratio.max(0.1);
        self.shown_us = if moving && near { glided + error * 0.12 } else { target };
        if !near {
            self.particles.clear();
        }
        if moving && !self.store.mode.test {
            self.particles.advance(view, &self.layout, transport.speed, seconds);
        }
        if let Some(stream) = view.streams.first() {
            self.heat.update(&stream.rail, if moving { seconds * transport.speed.min(10.0) } else { 1e3 });
        }
    }

    fn draw(&self, live: &Live) {
        let (context, palette, layout) = (&self.context, &self.palette, &self.layout);
        let (view, speed) = (&live.picture.view, live.transport.speed);
        let density = layout::density();
        // Fails only for numbers that are none.
        _ = context.set_transform(density, 0.0, 0.0, density, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, layout.width, layout.height);
        context.set_font("700 12px system-ui, sans-serif");
        let wires = || {
            if let Some(Wires(draw)) = self.wires {
                draw(context, palette, layout, view);
            }
        };
        let Some(stream) = view.streams.first() else { return wires() };
        let chosen = self.chosen_shard();
        let load_view = super::is_many(stream);
        rail::draw(context, palette, layout, stream, &self.heat, rail::Look { chosen, load_view });
        let bands = scale::is_band(speed) || self.store.mode.calm;
        if bands {
            particles::bands(context, palette, layout, view);
        }
        let full = scale::full_of(stream, view.film_part.total_micros()).unwrap_or(1);
        let frame = self.store.selection.with_untracked(|selection| match selection {
            Selection::Frame { shard, from_us, until_us } => Some((*shard, *from_us, *until_us)),
            _ => None,
        });
        let marks = marks(&view.readers);
        let moment = Moment { view, layout, now_us: self.shown_us, speed, load_view, full, frame, marks };
        for shard in &stream.shards {
            if let Some(slot) = layout.slot(shard.number) {
                film::draw(context, palette, &moment, shard, slot, chosen == Some(shard.number));
            }
        }
        if !load_view {
            film::splices(context, palette, &moment, stream, layout);
        }
        wires();
        if !bands {
            self.particles.paint(context, palette, layout, stream);
        }
    }

    fn chosen_shard(&self) -> Option<u32> {
        self.store.selection.with_untracked(|selection| match selection {
            Selection::Shard(number) => Some(*number),
            _ => None,
        })
    }

    /// Whether there will soon be another frame.
    fn goes_on(&self) -> bool {
        self.store.transport.with_untracked(|transport| transport.playing) && !self.store.mode.calm
    }

    /// Whether the next frame will differ from this one without a new picture.
    fn animates(&self) -> bool {
        self.goes_on() && !self.store.mode.test
    }
}

/// Begins: draws now, with each picture, and when sizes or the system's colours change.
fn start(hand: Stagehand) -> Employed {
    let (store, body) = (hand.store, hand.body.clone());
    let shared = Rc::new(RefCell::new(hand));
    let listening = shared.clone();
    let calm = store.mode.calm;
    store.listen(Some(Rc::new(move || {
        // With less motion the words' effect asks for a frame, once a second.
        if !calm {
            schedule(&listening);
        }
    })));
    // They hold it weakly: what it draws on goes with the page.
    let changes = [false, true].map(|new_colours| {
        let hand = Rc::downgrade(&shared);
        Closure::<dyn FnMut()>::new(move || {
            let Some(hand) = hand.upgrade() else { return };
            if let Ok(mut hand) = hand.try_borrow_mut() {
                hand.look_again(new_colours);
            }
            schedule(&hand);
        })
    });
    let [new_sizes, new_colours] = &changes;
    let sizes =
        ResizeObserver::new(new_sizes.as_ref().unchecked_ref()).expect("every supported browser has one");
    sizes.observe(&body);
    let schemes = SCHEMES.into_iter().filter_map(|scheme| window().match_media(scheme).ok()?);
    let schemes: Vec<_> = schemes.collect();
    for scheme in &schemes {
        scheme.set_onchange(Some(new_colours.as_ref().unchecked_ref()));
    }
    schedule(&shared);
    Employed { hand: shared, sizes, schemes, _listeners: changes }
}

/// Draws at the browser's next frame, and goes on while things move.
fn schedule(hand: &Shared) {
    {
        let Ok(mut hand) = hand.try_borrow_mut() else { return };
        if hand.scheduled || hand.gone {
            return;
        }
        hand.scheduled = true;
    }
    let hand = hand.clone();
    request_animation_frame(move || {
        let more = {
            let Ok(mut hand) = hand.try_borrow_mut() else { return };
            hand.scheduled = false;
            if hand.gone {
                return;
            }
            hand.paint();
            hand.animates()
        };
        if more {
            schedule(&hand);
        }
        measure_later(&hand);
    });
}

/// Looks where the elements are once the browser has drawn: it has laid them out by then, and need not do so twice.
fn measure_later(hand: &Shared) {
    if hand.try_borrow().is_ok_and(|hand| hand.new_places) {
        let hand = hand.clone();
        set_timeout(
            move || {
                if hand.try_borrow_mut().is_ok_and(|mut hand| !hand.gone && hand.measure()) {
                    schedule(&hand);
                }
            },
            core::time::Duration::ZERO,
        );
    }
}
