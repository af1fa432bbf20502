/** In a live run: the events that an actor's state accepts, to be sent to it by hand. */
import { useSignal } from '@preact/signals';
import { useStore } from '../model/context.ts';
import type { ActorEntry } from '../../protocol/columns.ts';
import { acceptedIn } from './accepted.ts';
import { SendForm } from './send-form.tsx';

interface Props {
  readonly to: ActorEntry;
  readonly state: unknown;
}

export function SendPanel({ to, state }: Props) {
  const { source, following, follow } = useStore();
  const chosen = useSignal<string | null>(null);
  const chart = source.charts.value[to.kind];
  if (source.about.value?.mode !== 'live' || !chart) return null;
  const accepted = acceptedIn(chart, state);
  const open = accepted.find(({ type }) => type === chosen.value);
  return (
    <div class="send" role="group" aria-label={`Events to send to ${to.id}`}>
      <h3>Accepts</h3>
      {!following.value && (
        <p class="panel-none">
          What is sent, is sent now.{' '}
          <button type="button" class="panel-actor" onClick={follow}>
            Go to the newest event
          </button>
        </p>
      )}
      {accepted.length === 0 && <p class="panel-none">No event, in this state.</p>}
      <div class="send-events">
        {accepted.map((it) => (
          <button
            key={it.type}
            type="button"
            disabled={!following.value}
            aria-pressed={open?.type === it.type}
            title={it.guards.length > 0 ? `Send it. Accepted only if ${it.guards.join(' or ')}` : 'Send it'}
            onClick={() => (chosen.value = open === it ? null : it.type)}
          >
            {it.type}
            {it.guards.length > 0 && <span aria-hidden="true"> ?</span>}
          </button>
        ))}
      </div>
      {open && following.value && <SendForm key={open.type} to={to} accepted={open} onClose={() => (chosen.value = null)} />}
    </div>
  );
}
