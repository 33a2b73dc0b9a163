//! How many shards a load takes, which mode costs least, and a run that proves it.

use kinetoscope::pricing::{Mode, PriceTable};
use kinetoscope::time::Duration;
use kinetoscope::traffic::Rate;
use kinetoscope::world::sizing::{Bound, Comparison, Demand, Offer, Sizing};
use leptos::prelude::*;

use super::measured::number;
use super::money::{amount, amount_of};
use crate::router::{Route, Router};
use crate::share::link::STRIPS_MAX;
use crate::ui::chart::{Chart, Plot, Series, Speech};
use crate::ui::icon::Icon;
use crate::ui::live::words;
use crate::ui::{dom, text};

/// Steps of the comparison.
const STEPS: u32 = 48;

/// One number of the load.
struct Knob {
    label: &'static str,
    unit: &'static str,
    testid: &'static str,
    least: u32,
    most: u32,
    step: u32,
    read: fn(&Demand) -> u32,
    write: fn(&mut Demand, u32),
}

static KNOBS: &[Knob] = &[
    Knob {
        label: "Records put, on average",
        unit: "records/s",
        testid: "cost-size-rate",
        least: 0,
        most: 20_000,
        step: 50,
        read: |demand| (demand.records_per_second.thousandths() / 1_000) as u32,
        write: |demand, rate| demand.records_per_second = Rate::per_second(rate),
    },
    Knob {
        label: "Data and key of a record",
        unit: "bytes",
        testid: "cost-size-bytes",
        least: 1,
        most: 51_200,
        step: 64,
        read: |demand| demand.record_bytes,
        write: |demand, bytes| demand.record_bytes = bytes,
    },
    Knob {
        label: "Busiest second",
        unit: "% of the average",
        testid: "cost-size-peak",
        least: 100,
        most: 1_000,
        step: 10,
        read: |demand| demand.peak_percent,
        write: |demand, percent| demand.peak_percent = percent,
    },
    Knob {
        label: "Free at the peak",
        unit: "%",
        testid: "cost-size-spare",
        least: 0,
        most: 100,
        step: 5,
        read: |demand| demand.spare_percent,
        write: |demand, percent| demand.spare_percent = percent,
    },
    Knob {
        label: "Applications that read by GetRecords",
        unit: "",
        testid: "cost-size-readers",
        least: 0,
        most: 20,
        step: 1,
        read: |demand| demand.readers,
        write: |demand, readers| demand.readers = readers,
    },
    Knob {
        label: "Registered consumers (enhanced fan-out)",
        unit: "",
        testid: "cost-size-consumers",
        least: 0,
        most: 50,
        step: 1,
        read: |demand| demand.consumers,
        write: |demand, consumers| demand.consumers = consumers,
    },
    Knob {
        label: "Records are kept",
        unit: "hours",
        testid: "cost-size-retention",
        least: 24,
        most: 8_760,
        step: 24,
        read: |demand| demand.retention_hours,
        write: |demand, hours| demand.retention_hours = hours,
    },
];

fn month(table: &PriceTable) -> Duration {
    Duration::from_hours(table.hours_in_a_month.into())
}

/// The helper.
#[component]
pub(super) fn SizingHelper(table: RwSignal<PriceTable>) -> impl IntoView {
    let demand = RwSignal::new(Demand {
        records_per_second: Rate::per_second(1_000),
        record_bytes: 1_024,
        readers: 1,
        consumers: 0,
        retention_hours: 24,
        peak_percent: 200,
        spare_percent: 20,
    });
    let sized = Signal::derive(move || table.with(|table| demand.get().size(table, month(table))));
    view! {
        <section aria-labelledby="sizing-title">
            <h2 id="sizing-title">"What a load needs"</h2>
            <p class="muted">"Shards have to carry the busiest second; a month is paid for by the average. Keys never fall evenly, so leave something free: a stream that is filled to the brim refuses some."</p>
            <div class="fields">{KNOBS.iter().map(|knob| field(knob, demand)).collect_view()}</div>
            <p class="answer" role="status">
                <strong data-testid="cost-shards">{words(move || text::plural(sized.get().shards as usize, "shard"))}</strong>
                " "
                {words(move || why(&sized.get(), demand.get()))}
            </p>
            <div class="sizing" data-testid="cost-sizing">{move || offers(&sized.get(), demand.get())}</div>
        </section>
        <section aria-labelledby="even-title">
            <h2 id="even-title">"By the shard or by use"</h2>
            <p class="muted">"A month of the load above at other rates. Shards are bought one by one, so their costs rise in steps."</p>
            <BreakEven table=table demand=demand/>
        </section>
    }
}

/// A number, as a field and as a slider.
fn field(knob: &'static Knob, demand: RwSignal<Demand>) -> AnyView {
    let Knob { label, unit, testid, least, most, step, read, write } = *knob;
    let value = words(move || demand.with(read).to_string());
    let set = move |event| {
        if let Some(number) = number(&event) {
            demand.update(|demand| write(demand, number.max(least)));
        }
    };
    view! {
        <div class="field knob">
            <label for=testid>{label}{(!unit.is_empty()).then(|| format!(", {unit}"))}</label>
            <input id=testid class="input num" type="number" inputmode="numeric" min=least.to_string() data-testid=testid prop:value=value on:change=set/>
            <input type="range" aria-label=label min=least.to_string() max=most.to_string() step=step.to_string() data-testid=format!("{testid}-slider") prop:value=value on:input=set/>
        </div>
    }
    .into_any()
}

/// What decides, in words.
fn why(sized: &Sizing, demand: Demand) -> String {
    let write = text::plural(sized.shards_to_write as usize, "shard");
    match sized.bound {
        Bound::Writing => {
            format!(
                "Writing decides: {} records a second at the peak take {write}.",
                text::count(peak_of(sized))
            )
        }
        Bound::Reading => format!(
            "Reading decides: {} share what each shard gives, so they need {}; writing needs {write}. A registered consumer has throughput of its own.",
            text::plural(demand.readers as usize, "application"),
            text::plural(sized.shards_to_read as usize, "shard"),
        ),
    }
}

/// Records of the busiest second.
fn peak_of(sized: &Sizing) -> u64 {
    sized.peak.thousandths().div_ceil(1_000)
}

/// What each mode costs, and the way to the proof.
fn offers(sized: &Sizing, demand: Demand) -> AnyView {
    let row = |offer: &Offer| {
        let Offer { mode, bill, consumers_max } = offer;
        let parts = bill.lines.iter().map(|line| {
            format!("{} {}", text::spaced(&format!("{:?}", line.charge)).to_lowercase(), amount(&line.cost))
        });
        let parts = parts.collect::<Vec<_>>().join(" + ");
        let beyond = consumers_max
            .map(|most| format!("Not possible: a stream has at most {most} consumers in this mode. "));
        view! {
            <tr data-testid=format!("cost-offer-{mode:?}")>
                <th scope="row">{mode_in_words(*mode)}</th>
                <td class="num" data-label="A month"><strong>{amount(&bill.total)}</strong>" "{bill.currency.clone()}</td>
                <td data-label="Made of">{beyond}{parts}</td>
            </tr>
        }
    };
    view! {
        <table class="sheet" aria-label="What each mode costs">
            <thead><tr><th scope="col">"Mode, cheapest first"</th><th scope="col" class="num">"A month"</th><th scope="col">"Made of"</th></tr></thead>
            <tbody>{sized.offers.iter().map(row).collect_view()}</tbody>
        </table>
        {proof(sized.shards, peak_of(sized), demand.record_bytes)}
    }
    .into_any()
}

/// A link to the simulator with this load in it.
fn proof(shards: u32, peak: u64, record_bytes: u32) -> AnyView {
    if STRIPS_MAX < shards {
        return view! { <p class="muted">"More shards than the simulator draws; no run can show it."</p> }
            .into_any();
    }
    let router = expect_context::<Router>();
    let base = router.file(Route::Sim.entry().path);
    let changes = format!(
        "stream.1.shards={shards}&producer.1.rate={peak}&producer.1.size={record_bytes}&producer.1.keys=random"
    );
    let address = format!("{base}{}#p=hot-key&{changes}", dom::query_kept());
    view! {
        <a class="button" href=address rel="external" data-testid="cost-prove">
            <span>"Prove it: run the peak in the simulator"</span><Icon name="right"/>
        </a>
        <p class="muted small-text">"Random keys, at the rate of the busiest second all the time. Nothing should be refused; take the free part away and see."</p>
    }
    .into_any()
}

fn mode_in_words(mode: Mode) -> &'static str {
    match mode {
        Mode::Provisioned => "Provisioned",
        Mode::OnDemand => "On-demand Standard",
        Mode::Committed => "On-demand Advantage (with its minimum)",
    }
}

/// Both ways to buy capacity, by rate.
#[component]
fn BreakEven(table: RwSignal<PriceTable>, demand: RwSignal<Demand>) -> impl IntoView {
    let compared = Memo::new(move |_| {
        let demand = demand.get();
        let most =
            Rate::of_thousandths(demand.records_per_second.thousandths().max(100_000).saturating_mul(2));
        table.with(|table| demand.compare(table, month(table), most, STEPS))
    });
    let plot = Signal::derive(move || compared.with(|all| plot_of(all)));
    let told = move || compared.with(|all| in_words(all));
    let speech = Speech {
        x_name: "Records a second",
        x: |rate| format!("{}/s", text::short(rate as u64)),
        x_steps: &[],
        y: amount_of,
        tick: |amount| text::short(amount as u64),
        sums_up: false,
    };
    view! {
        <p data-testid="cost-even">{words(told)}</p>
        <Chart id="even" title="Cost of a month by rate" plot=plot speech=speech pointed=RwSignal::new(None)/>
    }
}

fn plot_of(all: &[Comparison]) -> Plot {
    let rate = |one: &Comparison| one.records_per_second.thousandths() as f64 / 1e3;
    let series = |name: &str, of: fn(&Comparison) -> u128| Series {
        name: name.into(),
        points: all.iter().map(|one| (rate(one), of(one) as f64 / 1e6)).collect(),
    };
    let provisioned = series("Provisioned", |one| one.provisioned_micros);
    let on_demand = series("On-demand Standard", |one| one.on_demand_micros);
    let most = all.last().map_or(1.0, rate);
    Plot { series: vec![provisioned, on_demand], span: (0.0, most), gap: f64::MAX, ..Plot::default() }
}

/// Up to where which is cheaper.
fn in_words(all: &[Comparison]) -> String {
    let by_use = |one: &Comparison| one.on_demand_micros < one.provisioned_micros;
    let rate = |one: &Comparison| text::count(one.records_per_second.thousandths() / 1_000);
    let most = all.last().map(rate).unwrap_or_default();
    match (all.iter().rfind(|one| by_use(one)), all.iter().find(|one| !by_use(one))) {
        (None, _) => format!("Up to {most} records a second, buying by the shard is cheaper at every rate."),
        (_, None) => format!("Up to {most} records a second, on-demand is cheaper at every rate."),
        (Some(last), Some(_)) => {
            format!("On-demand is cheaper up to about {} records a second, shards are above it.", rate(last))
        }
    }
}
