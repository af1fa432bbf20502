/** The wires between the boxes, the thicker the more has been said on them, and the messages that move on them. */
import type { JSX } from 'preact';
import type { EventTable } from '../model/event-table.ts';
import type { Directory } from './directory.ts';
import { pointOn, routeOf, type Rect, type Route } from './geometry.ts';
import type { Flight } from './in-flight.ts';
import { wireKey, type Wire } from './traffic.ts';

interface WiresProps {
  readonly wires: readonly Wire[];
  readonly rects: readonly (Rect | undefined)[];
  readonly events: EventTable;
  readonly titles: readonly string[];
}

export function Wires({ wires, rects, events, titles }: WiresProps): JSX.Element {
  return (
    <svg class="overview-wires" aria-hidden="true">
      {wires.map((wire) => {
        const route = routeBetween(wire.from, wire.to, rects);
        if (!route) return null;
        const d = route.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
        return (
          <g key={wire.key}>
            <path d={d} class="overview-wire" style={{ strokeWidth: `${(1 + Math.log10(wire.total)).toFixed(2)}px` }} />
            <path d={d} class="overview-wire-reach">
              <title>{wireText(wire, titles, events)}</title>
            </path>
          </g>
        );
      })}
    </svg>
  );
}

interface FlightsProps {
  readonly flights: readonly Flight[];
  readonly rects: readonly (Rect | undefined)[];
  readonly directory: Directory;
}

/** Labels are written on so many; the others are dots. */
const LABELS_MAX = 10;

export function Flights({ flights, rects, directory }: FlightsProps): JSX.Element {
  const between = bundled(flights, directory);
  return (
    <div class="overview-flights" aria-hidden="true">
      {between.map(({ key, from, to, word, count, row, type, progress }, at) => {
        const route = routeBetween(from, to, rects);
        if (!route) return null;
        const { x, y } = pointOn(route, progress);
        // In the middle of a wire there is the most room between the boxes.
        const middle = pointOn(route, 0.5);
        const isUpright = route.length === 2 && Math.abs(route[0].x - route[1].x) < 1;
        return (
          <span
            key={key}
            class={`overview-flight is-${type}${isUpright ? ' is-upright' : ''}`}
            style={{ transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`, '--row': row }}
          >
            <span class="overview-flight-dot" />
            {at < LABELS_MAX ? (
              <span
                class="overview-flight-label"
                style={{ left: `${(middle.x - x).toFixed(1)}px`, marginTop: `${(middle.y - y).toFixed(1)}px` }}
              >
                {word}
                {count > 1 ? ` ×${count}` : ''}
              </span>
            ) : null}
          </span>
        );
      })}
    </div>
  );
}

const ROWS_MAX = 4;

interface Bundle extends Flight {
  readonly key: string;
  readonly count: number;
  /** Labels on one wire stand one below the other. */
  readonly row: number;
}

/** Between boxes, and those as one that say the same at the same place of a wire. */
export function bundled(flights: readonly Flight[], { boxOf }: Pick<Directory, 'boxOf'>): readonly Bundle[] {
  const bundles = new Map<string, Bundle>();
  const rows = new Map<string, number>();
  for (const flight of flights) {
    const from = boxOf[flight.from];
    const to = boxOf[flight.to];
    if (from === undefined || to === undefined || from === to) continue;
    const same = `${from} ${to} ${flight.word} ${flight.type} ${flight.progress.toFixed(2)}`;
    const bundle = bundles.get(same);
    if (bundle) {
      bundles.set(same, { ...bundle, count: bundle.count + 1 });
      continue;
    }
    const wire = wireKey(from, to);
    const row = rows.get(wire) ?? 0;
    rows.set(wire, row + 1);
    bundles.set(same, { ...flight, from, to, key: String(flight.n), count: 1, row: Math.min(row, ROWS_MAX - 1) });
  }
  return [...bundles.values()];
}

/** Of more boxes, wires pass behind what is between. */
const GOES_AROUND_MAX = 8;

/** From the one to the other; the same line, whichever comes first. */
function routeBetween(from: number, to: number, rects: readonly (Rect | undefined)[]): Route | undefined {
  const start = rects[from];
  const end = rects[to];
  if (!start || !end) return undefined;
  if (rects.length > GOES_AROUND_MAX) return routeOf(start, end);
  return routeOf(
    start,
    end,
    rects.filter((it, at) => it !== undefined && at !== from && at !== to).map((it) => it ?? start),
  );
}

const WORDS_MAX = 8;

function wireText(wire: Wire, titles: readonly string[], events: EventTable): string {
  const one = titles[wire.from] ?? '';
  const other = titles[wire.to] ?? '';
  return [...wordsText(`${one} → ${other}`, wire.there, events), ...wordsText(`${other} → ${one}`, wire.back, events)].join('\n');
}

function wordsText(title: string, words: ReadonlyMap<number, number>, events: EventTable): readonly string[] {
  if (words.size === 0) return [];
  const sorted = [...words].sort(([, a], [, b]) => b - a);
  const lines = sorted.slice(0, WORDS_MAX).map(([word, count]) => `  ${events.words[word] ?? '?'} ×${count}`);
  return [title, ...lines, ...(sorted.length > WORDS_MAX ? [`  and ${sorted.length - WORDS_MAX} other types`] : [])];
}

/** Those that are drawn: all, if they are few; else those on which something moves, and those of the box that is looked at. */
export function wiresShown(
  wires: ReadonlyMap<string, Wire>,
  options: {
    readonly atMost: number;
    readonly flights: readonly Flight[];
    readonly directory: Pick<Directory, 'boxOf'>;
    readonly box: number | null;
  },
): readonly Wire[] {
  const { atMost, flights, directory, box } = options;
  if (wires.size <= atMost) return [...wires.values()];
  const moving = new Set(bundled(flights, directory).map(({ from, to }) => wireKey(from, to)));
  return [...wires.values()].filter(({ key, from, to }) => moving.has(key) || from === box || to === box).slice(0, atMost);
}
