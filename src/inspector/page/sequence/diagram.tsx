/** The rows in view: lifelines, arrows and marks of the events, and what is written at them. Only they exist. */
import { timeLabel } from '../model/labels.ts';
import { causalChain } from './causes.ts';
import { geometryOf } from './geometry.ts';
import { Lifelines } from './lifelines.tsx';
import { CausalLink, MarkLines, MarkTexts, type Placed, type Role } from './mark-drawing.tsx';
import { markOf, sentenceOf } from './marks.ts';
import { asideOf, Offside } from './offside.tsx';
import { ROW_HEIGHT, type Sequence } from './sequence.ts';
import { textWidth } from '../timeline/text-width.ts';

export function Diagram({ sequence }: { readonly sequence: Sequence }) {
  const { store, rows, lanes, size, top, extent } = sequence;
  const { events } = store.source;
  const { numbers, length } = rows.value;
  const { view } = extent.value;
  const first = Math.max(0, Math.floor(top.value / ROW_HEIGHT));
  const last = Math.min(length, Math.ceil((top.value + view) / ROW_HEIGHT));
  const slots = Math.ceil(view / ROW_HEIGHT) + 1;
  const shown = [...numbers.subarray(first, last)];
  const yOf = (row: number): number => row * ROW_HEIGHT - top.value;
  const geometry = geometryOf(lanes.value.length, sequence.seen.value);
  const places = new Map(lanes.value.map((actor, place) => [actor, place]));
  const seen = { geometry, width: size.value.width, widthOf: textWidth };
  const rowOf = new Map(shown.map((n, at) => [n, first + at]));
  const cursor = store.cursor.value;
  const chain = causalChain(events.cause, cursor, shown[0] ?? 0);
  const placed = shown.flatMap((n, at): readonly Placed[] => {
    const mark = markOf(events, n, { placeOf: (actor) => places.get(actor) ?? null });
    if (!mark) return [];
    const sentRow = mark.cause === null ? undefined : rowOf.get(mark.cause);
    return [
      {
        mark,
        y: yOf(first + at),
        sentY: sentRow === undefined ? null : yOf(sentRow),
        // A row keeps its elements while one scrolls, and passes them on when it is gone.
        slot: (first + at) % slots,
        role: roleOf(n, { cursor, chain, cause: mark.cause }),
      },
    ];
  });
  return (
    <svg class="sequence-diagram" width={size.value.width} height={view} aria-hidden="true">
      {placed.map(({ mark: { n }, y, role, slot }) => (
        <rect key={slot} class="sequence-ground" data-role={role} x={0} y={y} width={size.value.width} height={ROW_HEIGHT}>
          <title>{sentenceOf(events, n)}</title>
        </rect>
      ))}
      <Lifelines sequence={sequence} geometry={geometry} />
      <CursorBetween sequence={sequence} />
      {placed.map((it) => (
        <CausalLink key={it.slot} placed={it} geometry={geometry} />
      ))}
      <g>
        {placed.map((it) => (
          <MarkLines key={it.slot} placed={it} geometry={geometry} />
        ))}
      </g>
      <g>
        {placed
          .filter((it) => asideOf(it, seen) === null)
          .map((it) => (
            <MarkTexts key={it.slot} placed={it} geometry={geometry} title={sentenceOf(events, it.mark.n)} />
          ))}
      </g>
      {placed.map((it) => (
        <Offside key={it.slot} placed={it} seen={seen} events={events} />
      ))}
      <rect class="sequence-gutter" width={geometry.gutter} height={view} />
      {placed.map(({ mark: { n }, y, role, slot }) => (
        <text key={slot} class="sequence-time" data-role={role} x={geometry.gutter - 8} y={y + 15}>
          {timeLabel(events.atMs[n] ?? 0)}
          <title>{`event ${n}`}</title>
        </text>
      ))}
      <path class="sequence-gutter-line" d={`M ${geometry.gutter - 0.5} 0 V ${view}`} />
    </svg>
  );
}

/** Where the cursor is, if its event has no row: between two. */
function CursorBetween({ sequence }: { readonly sequence: Sequence }) {
  const { store, rows, cursorRow, top, size } = sequence;
  if (rows.value.length === 0 || rows.value.numbers[cursorRow.value] === store.cursor.value) return null;
  const y = (cursorRow.value + 1) * ROW_HEIGHT - top.value;
  return <path class="sequence-cursor-between" d={`M 0 ${y} H ${size.value.width}`} />;
}

interface Looked {
  readonly cursor: number;
  /** What led to the event at the cursor. */
  readonly chain: ReadonlySet<number>;
  readonly cause: number | null;
}

function roleOf(n: number, { cursor, chain, cause }: Looked): Role {
  if (n === cursor) return 'cursor';
  if (chain.has(n)) return 'cause';
  return cause === cursor ? 'effect' : 'other';
}
