/** A form for one event: its members as JSON, as they were when such an event was told last. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ActorEntry } from '../../protocol/columns.ts';
import { STRETCH_EVENTS } from '../../protocol/details.ts';
import { useStore } from '../model/context.ts';
import { lastTold, readEvent, type Accepted } from './accepted.ts';
import { messageIn } from './event-parts.ts';

interface Props {
  readonly to: ActorEntry;
  readonly accepted: Accepted;
  readonly onClose: () => void;
}

export function SendForm({ to, accepted, onClose }: Props) {
  const { source, cursor } = useStore();
  const type = useSignal(accepted.type);
  const payload = useSignal('{}');
  const problem = useSignal<string | null>(null);
  const isPattern = accepted.type.includes('*');

  useEffect(() => {
    const n = lastTold(source.events, { kind: to.kind, type: accepted.type, upTo: cursor.peek() });
    if (n === undefined) return;
    const fill = async (): Promise<void> => {
      try {
        const { events } = await source.stretch(Math.floor(n / STRETCH_EVENTS));
        const message = messageIn(events[n % STRETCH_EVENTS]?.event ?? {});
        if (message && payload.value === '{}') payload.value = JSON.stringify(message, null, 2);
      } catch {
        // It is only a help: without it, the form begins empty.
      }
    };
    void fill();
  }, []);

  const send = (submitted: SubmitEvent): void => {
    submitted.preventDefault();
    const read = readEvent(type.value, payload.value);
    problem.value = 'problem' in read ? read.problem : null;
    if ('event' in read) source.command({ type: 'send', actor: to.id, event: read.event });
  };

  return (
    <form class="send-form" onSubmit={send}>
      {isPattern && (
        <label>
          Type
          <input value={type.value} spellcheck={false} onInput={({ currentTarget }) => (type.value = currentTarget.value)} />
        </label>
      )}
      <label>
        Members of {isPattern ? 'the event' : accepted.type}, as JSON
        <textarea
          rows={Math.min(8, Math.max(2, payload.value.split('\n').length))}
          spellcheck={false}
          value={payload.value}
          aria-invalid={problem.value !== null}
          onInput={({ currentTarget }) => (payload.value = currentTarget.value)}
        />
      </label>
      {(problem.value ?? source.refusal.value) !== null && (
        <p class="panel-mark panel-bad" role="alert">
          {problem.value ?? source.refusal.value}
        </p>
      )}
      <div class="send-buttons">
        <button type="submit" class="send-go">
          Send
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </form>
  );
}
