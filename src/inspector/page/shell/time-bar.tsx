/** Below: plays, steps, and goes anywhere in time. */
import { useSignal } from '@preact/signals';
import { useStore } from '../model/context.ts';
import { timeLabel } from '../model/labels.ts';
import { Icon } from './icon.tsx';
import { readPlace } from './place-in-run.ts';
import { SPEEDS, type Player } from './player.ts';
import { Scrubber } from './scrubber.tsx';

export function TimeBar({ player }: { readonly player: Player }) {
  return (
    <footer class="time" aria-label="Time">
      <Buttons player={player} />
      <Speed player={player} />
      <Scrubber player={player} />
      <Where player={player} />
    </footer>
  );
}

function Buttons({ player }: { readonly player: Player }) {
  const { source, cursor, selected, following, goTo, follow } = useStore();
  const isPlaying = player.playing.value;
  const isLive = source.about.value?.mode !== 'trace';
  const by = (shiftKey: boolean, direction: 1 | -1): void => (shiftKey ? player.stepSelected(direction) : player.step(direction));
  const ofSelected = selected.value === null ? '' : '. With Shift: of the selected actor';
  const atEnd = following.value && !player.leads.value;
  return (
    <div class="time-buttons" role="group" aria-label="Play and step">
      <button type="button" aria-label="To the beginning" title="To the beginning (Home)" onClick={() => (player.stop(), goTo(0))}>
        <Icon name="start" />
      </button>
      <button
        type="button"
        aria-label="One event back"
        title={`One event back (←)${ofSelected}`}
        disabled={cursor.value < 0}
        onClick={({ shiftKey }) => by(shiftKey, -1)}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        class="time-play"
        aria-label={isPlaying ? 'Pause' : 'Play'}
        title={`${isPlaying ? 'Pause' : 'Play'} (space)`}
        disabled={source.events.count.value === 0 && !player.leads.value}
        onClick={player.toggle}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </button>
      <button
        type="button"
        aria-label="One event on"
        title={`One event on (→)${ofSelected}`}
        disabled={atEnd}
        onClick={({ shiftKey }) => by(shiftKey, 1)}
      >
        <Icon name="on" />
      </button>
      <button
        type="button"
        class={isLive ? 'time-follow' : ''}
        aria-label={isLive ? 'To the newest event, and follow' : 'To the end'}
        title={isLive ? 'To the newest event, and follow (End)' : 'To the end (End)'}
        aria-pressed={following.value}
        onClick={follow}
      >
        {isLive ? 'now' : <Icon name="end" />}
      </button>
    </div>
  );
}

function Speed({ player }: { readonly player: Player }) {
  return (
    <label class="time-speed" title="Simulated seconds in a second">
      <span class="shell-hidden">Speed</span>
      <select
        value={String(player.speed.value ?? 'max')}
        onChange={({ currentTarget }) => player.setSpeed(currentTarget.value === 'max' ? null : Number(currentTarget.value))}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={String(speed)}>
            {speed}×
          </option>
        ))}
        <option value="max">max</option>
      </select>
    </label>
  );
}

function Where({ player }: { readonly player: Player }) {
  const { source, cursor, goTo, goToTime } = useStore();
  const written = useSignal<string | null>(null);
  const isWrong = useSignal(false);
  const count = source.events.count.value;
  const time = timeLabel(player.nowMs.value);
  const go = (submitted: SubmitEvent): void => {
    submitted.preventDefault();
    const place = readPlace(written.value ?? '');
    isWrong.value = place === null;
    if (!place) return;
    player.stop();
    if (place.type === 'event') goTo(place.n);
    else goToTime(place.atMs);
    written.value = null;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  return (
    <form class="time-where" onSubmit={go}>
      <input
        aria-label="Time; write a time or the number of an event to go there"
        title="Write a time (09:15, 2d 04:00:00, 90 s) or the number of an event, and press Enter"
        aria-invalid={isWrong.value}
        spellcheck={false}
        value={written.value ?? time}
        onFocus={({ currentTarget }) => {
          written.value = time;
          currentTarget.select();
        }}
        onInput={({ currentTarget }) => {
          written.value = currentTarget.value;
          isWrong.value = false;
        }}
        onBlur={() => {
          written.value = null;
          isWrong.value = false;
        }}
      />
      <span class={`time-event${isWrong.value ? ' time-wrong' : ''}`} title="Number of the event; they count from 0" role="status">
        {isWrong.value ? 'as in 09:15, 90 s or 120' : whereText(cursor.value, count)}
      </span>
    </form>
  );
}

function whereText(cursor: number, count: number): string {
  if (count === 0) return 'no events yet';
  const last = (count - 1).toLocaleString('en-US');
  return cursor < 0 ? `before event 0 of ${last}` : `event ${cursor.toLocaleString('en-US')} of ${last}`;
}
