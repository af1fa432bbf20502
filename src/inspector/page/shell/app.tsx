/** The page: a bar above, the actors to the left, a view, the event and a context to the right, and time below. */
import { useEffect, useMemo } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { prefetchLayouts } from '../chart/layouts.ts';
import { useStore } from '../model/context.ts';
import { ActorList } from './actor-list.tsx';
import { EventPanel } from './event-panel.tsx';
import { Help } from './help.tsx';
import { ContextPanel } from './context-panel.tsx';
import { Blank, Notices } from './notices.tsx';
import { createPlayer } from './player.ts';
import { TimeBar } from './time-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useBeginning } from './use-beginning.ts';
import { useKeys } from './use-keys.ts';
import { viewsOf } from './views.ts';
import './shell.css';
import './panels.css';

export function App() {
  const store = useStore();
  const player = useMemo(() => createPlayer(store, (callback) => requestAnimationFrame(callback)), [store]);
  const isHelpOpen = useSignal(false);
  const shown = { actors: useSignal(true), event: useSignal(true) };
  useBeginning();
  useKeys({ player, isHelpOpen });
  const about = store.source.about.value;
  const title = about ? `${about.title} · Chartwright` : 'Chartwright inspector';
  useEffect(() => {
    document.title = title;
  }, [title]);
  const charts = store.source.charts.value;
  useEffect(() => prefetchLayouts(charts), [charts]);
  const View = viewsOf(about).find(({ name }) => name === store.view.value)?.component;
  const hasEvents = store.source.events.count.value > 0;
  return (
    <div class="shell">
      <TopBar isHelpOpen={isHelpOpen} shown={shown} />
      <Notices />
      <div class="shell-middle">
        {shown.actors.value && <ActorList />}
        <main class="shell-view">
          <div class="shell-tab" id="view" role="tabpanel" aria-labelledby={`tab-${store.view.value}`}>
            {about && hasEvents && View ? <View /> : <Blank />}
          </div>
        </main>
        {shown.event.value && (
          <aside class="panels" aria-label="The event, and a context">
            <EventPanel />
            <ContextPanel />
          </aside>
        )}
      </div>
      <TimeBar player={player} />
      {isHelpOpen.value && <Help onClose={() => (isHelpOpen.value = false)} />}
    </div>
  );
}
