/** What is looked at first: a live run at its newest event, a trace from where all have started, a counterexample where it ends. */
import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useStore } from '../model/context.ts';

export function useBeginning(): void {
  const { source, view, goTo } = useStore();
  const isDone = useRef(false);
  useSignalEffect(() => {
    const about = source.about.value;
    const count = source.events.count.value;
    if (isDone.current || !about || count === 0) return;
    isDone.current = true;
    if (about.counterexample) view.value = 'counterexample';
    else if (about.mode === 'trace') {
      const { type } = source.events;
      let last = 0;
      // Starts have the first number among the types of events.
      while (last + 1 < count && type[last + 1] === 0) last += 1;
      goTo(last);
    }
  });
}
