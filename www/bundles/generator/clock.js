// The bundle's `Date`: of a machine whose clock and zone are arguments.

const Real = globalThis.Date;
const MINUTE_MS = 60_000;
const LOCAL = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'];

let now = 0;
let zone = 0;

export function setClock(nowMs, zoneMinutes) {
  now = nowMs;
  zone = zoneMinutes;
}

/** A text that names no zone is local time, except a date alone (ECMAScript, Date Time String Format). */
function parse(text) {
  const plain = String(text);
  const zoned = /^\d{4}(-\d\d){0,2}$|[zZ]$|GMT|UTC|[+-]\d\d:?\d\d(?: \(.*\))?$/.test(plain);
  if (zoned) return Real.parse(plain);
  const iso = Real.parse(`${plain}Z`);
  return (Number.isNaN(iso) ? Real.parse(`${plain} UTC`) : iso) - zone * MINUTE_MS;
}

class SimulatedDate extends Real {
  constructor(...parts) {
    if (parts.length === 0) super(now);
    else if (parts.length > 1) super(Real.UTC(...parts) - zone * MINUTE_MS);
    else super(typeof parts[0] === 'string' ? parse(parts[0]) : parts[0]);
  }

  static now() {
    return now;
  }

  static parse(text) {
    return parse(text);
  }

  getTimezoneOffset() {
    return -zone;
  }

  /** As Chrome writes it. */
  toString() {
    if (Number.isNaN(this.getTime())) return 'Invalid Date';
    const wall = new Real(this.getTime() + zone * MINUTE_MS).toUTCString();
    const [, weekday, day, month, year, time] = /^(\w+), (\d+) (\w+) (-?\d+) ([\d:]+) GMT$/.exec(wall);
    const pad = (number) => String(number).padStart(2, '0');
    const size = Math.abs(zone);
    const [sign, hours, minutes] = [zone < 0 ? '-' : '+', pad(Math.floor(size / 60)), pad(size % 60)];
    const name = zone === 0 ? 'Coordinated Universal Time' : `GMT${sign}${hours}:${minutes}`;
    return `${weekday} ${month} ${day} ${year} ${time} GMT${sign}${hours}${minutes} (${name})`;
  }
}

for (const part of LOCAL) {
  SimulatedDate.prototype[`get${part}`] = function () {
    return new Real(this.getTime() + zone * MINUTE_MS)[`getUTC${part}`]();
  };
}

export { SimulatedDate as Date };
