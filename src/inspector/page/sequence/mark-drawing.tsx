/** Draws what stands in a row: lines and marks first, for all rows, then texts over them. */
import { stateColor } from '../model/colors.ts';
import { ARROW_Y, arrowOf, crossOf, isMissed, labelPlace, MARK_Y, type Arrow, type PlacedMark } from './arrows.ts';
import type { Geometry } from './geometry.ts';
import { LABEL_LETTERS, shortened } from './shortened.ts';
import { textWidth } from '../timeline/text-width.ts';

/** What an event is to the one at the cursor. */
export type Role = 'cursor' | 'cause' | 'effect' | 'other';

export interface Placed extends PlacedMark {
  readonly role: Role;
  /** Of the elements that draw it: no other row in view has the same. */
  readonly slot: number;
}

interface Drawn {
  readonly placed: Placed;
  readonly geometry: Geometry;
}

export function MarkLines({ placed, geometry }: Drawn) {
  const { mark, y, role } = placed;
  const arrow = arrowOf(placed, geometry);
  const at = mark.lane === null ? null : geometry.x(mark.lane);
  return (
    <g class="sequence-mark" data-type={mark.type} data-role={role}>
      {arrow && <ArrowLine arrow={arrow} placed={placed} />}
      {at !== null && mark.type === 'timer' && <Clock x={at} y={y + MARK_Y} />}
      {at !== null && (mark.type === 'start' || mark.type === 'spawned') && (
        <circle class="sequence-dot" cx={at} cy={y + (arrow ? ARROW_Y : MARK_Y)} r={4} />
      )}
      {at !== null && mark.isFinal && <path class="sequence-end" d={`M ${at - 6} ${y + 21} h 12`} />}
    </g>
  );
}

/** From the step that set a timer to what came of it, on the way to the event at the cursor. Arrows show it of messages. */
export function CausalLink({ placed, geometry }: Drawn) {
  const { mark, y, sentY, role } = placed;
  const isOnTheWay = role === 'cursor' || role === 'cause';
  if (!isOnTheWay || mark.lane === null || sentY === null || arrowOf(placed, geometry)) return null;
  return <path class="sequence-link" d={`M ${geometry.x(mark.lane)} ${sentY + MARK_Y} V ${y + MARK_Y}`} />;
}

function ArrowLine({ arrow, placed: { mark } }: { readonly arrow: Arrow; readonly placed: Placed }) {
  const { x0, y0, x1, y1 } = arrow;
  if (isMissed(mark)) {
    const { x, y } = crossOf(arrow, mark);
    return (
      <>
        <path class="sequence-arrow" d={`M ${x0} ${y0} L ${x} ${y}`} />
        <path class="sequence-cross" d={`M ${x - 4} ${y - 4} l 8 8 m -8 0 l 8 -8`} />
      </>
    );
  }
  // To oneself: out of the lane, and back.
  if (x0 === x1) {
    const from = Math.min(y0, y1 - 8);
    return (
      <>
        <path class="sequence-arrow" d={`M ${x0} ${from} C ${x0 + 26} ${from}, ${x0 + 26} ${y1}, ${x1 + 6} ${y1}`} />
        <path class="sequence-point" d="M 0 0 L -8 -3.5 V 3.5 Z" transform={`translate(${x1} ${y1}) rotate(180)`} />
      </>
    );
  }
  const angle = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
  return (
    <>
      <path class="sequence-arrow" d={`M ${x0} ${y0} L ${x1} ${y1}`} />
      <path class="sequence-point" d="M 0 0 L -8 -3.5 V 3.5 Z" transform={`translate(${x1} ${y1}) rotate(${angle})`} />
    </>
  );
}

function Clock({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <>
      <circle class="sequence-clock" cx={x} cy={y} r={5.5} />
      <path class="sequence-clock-hands" d={`M ${x} ${y - 3.5} V ${y} H ${x + 2.8}`} />
    </>
  );
}

const STATE_LETTERS = 24;

export function MarkTexts({ placed, geometry, title }: Drawn & { readonly title: string }) {
  const { mark, y, role } = placed;
  const arrow = arrowOf(placed, geometry);
  const label = shortened(mark.label, LABEL_LETTERS);
  const width = textWidth(label);
  const { x, y: baseline, anchor } = labelPlace(placed, arrow, geometry, width);
  const after = anchor === 'end' && mark.lane !== null ? geometry.x(mark.lane) + 10 : x + width + 7;
  return (
    <g class="sequence-words" data-type={mark.type} data-role={role}>
      <text class="sequence-label" x={x} y={baseline} text-anchor={anchor}>
        {label}
        <title>{title}</title>
      </text>
      {mark.lane !== null && mark.entered !== null && mark.state !== null && (
        <Entered x={after} y={y + 4} text={shortened(mark.entered, STATE_LETTERS)} state={mark.state} />
      )}
    </g>
  );
}

function Entered({ x, y, text, state }: { readonly x: number; readonly y: number; readonly text: string; readonly state: string }) {
  // The sheet takes one of them, by the theme.
  const colors = { '--sequence-light': stateColor(state, false), '--sequence-dark': stateColor(state, true) };
  return (
    <>
      <rect class="sequence-state" x={x} y={y} width={textWidth(text) + 9} height={15} rx={3} style={colors} />
      <text class="sequence-state-name" x={x + 4.5} y={y + 11}>
        {text}
        <title>{state}</title>
      </text>
    </>
  );
}
