/** An event as a sentence whose actors can be clicked, and as a line that leads to it. */
import type { EventRow } from '../model/event-table.ts';
import { useStore } from '../model/context.ts';
import { eventPieces, eventText } from './event-words.ts';

export function Sentence({ row }: { readonly row: EventRow }) {
  const { source, selected } = useStore();
  return (
    <>
      {eventPieces(row, source.events).map((piece, at) => {
        switch (piece.type) {
          case 'text':
            return <span key={at}>{piece.text}</span>;
          case 'message':
            return <code key={at}>{piece.text}</code>;
          case 'actor':
            return (
              <button
                key={at}
                type="button"
                class="panel-actor"
                title={`Select ${piece.text}`}
                onClick={() => (selected.value = piece.actor)}
              >
                {piece.text}
              </button>
            );
        }
      })}
    </>
  );
}

export function EventLink({ n }: { readonly n: number }) {
  const { source, goTo } = useStore();
  const row = source.events.row(n);
  if (!row) return null;
  const text = eventText(row, source.events);
  return (
    <button type="button" class="panel-link" title={`Go to event ${n}: ${text}`} onClick={() => goTo(n)}>
      <span class="panel-n">{n}</span> {text}
    </button>
  );
}
