/** What a person is to know and do: what went wrong with the run, a connection that is gone, and why there is nothing to see. */
import { useSignal } from '@preact/signals';
import { useStore } from '../model/context.ts';

export function Notices() {
  const { source } = useStore();
  const closed = useSignal<string | null>(null);
  const connection = source.connection.value;
  const { problem } = source.status.value;
  const refusal = source.refusal.value;
  // Before there is anything to see, the page's middle says it.
  const lost = source.events.count.value > 0 && 'why' in connection ? connection.why : null;
  const notices = [lost, problem, refusal].filter((text) => text !== null && text !== closed.value);
  if (notices.length === 0) return null;
  return (
    <div class="shell-notices" role="alert">
      {notices.map((text) => (
        <p key={text}>
          <span>{text}</span>
          <button type="button" aria-label="Close this notice" onClick={() => (closed.value = text)}>
            ×
          </button>
        </p>
      ))}
    </div>
  );
}

/** In place of a view, as long as there is none. */
export function Blank() {
  const { source } = useStore();
  const about = source.about.value;
  const connection = source.connection.value;
  const { progress, problem } = source.status.value;
  const [title, ...lines] = (() => {
    if ('why' in connection) return [connection.type === 'closed' ? 'Connection closed' : 'This cannot be shown', connection.why];
    if (!about) return ['Connecting…', 'The server has not said yet what it shows.'];
    if (about.mode === 'application')
      return [
        'No actor yet',
        'Start your application with an inspector that leads here:',
        `createWebSocketInspector({ url: '${inspectorUrl()}' })`,
        'of the package @statelyai/inspect, whose `inspect` goes to createActor(machine, { inspect }).',
      ];
    if (about.mode === 'live') return ['No events yet', 'Press Play below (or the space bar), or take a single step with →.'];
    if (problem) return ['No events', problem];
    return progress !== null && progress < 1
      ? ['Reading the run…', 'Its first events will be here at once.']
      : ['No events', 'The run ended before anything happened in it.'];
  })();
  return (
    <div class="shell-blank">
      <h2>{title}</h2>
      {lines.map((line) => (line?.startsWith('createWebSocket') ? <pre key={line}>{line}</pre> : <p key={line}>{line}</p>))}
    </div>
  );
}

function inspectorUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/application${location.search}`;
}
