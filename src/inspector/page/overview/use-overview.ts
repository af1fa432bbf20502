/** What the overview shows now: exact states where they are known, else what the columns tell, and the traffic so far. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Standing } from '../../protocol/details.ts';
import { useStore } from '../model/context.ts';
import { Directory } from './directory.ts';
import { inFlight, type Flight } from './in-flight.ts';
import { Lives } from './lives.ts';
import { roughSceneOf, sceneOf, type Scene } from './scene.ts';
import { Traffic } from './traffic.ts';

export interface Overviewed {
  readonly directory: Directory;
  readonly traffic: Traffic;
  readonly scene: Scene;
  readonly flights: readonly Flight[];
  /** The event after which all stand so. */
  readonly n: number;
  /** Exact states are still to come. */
  readonly isRough: boolean;
}

/** Events whose messages are counted before the page is drawn again. */
const EVENTS_AT_ONCE = 300_000;

/** As long as that, the last exact state stands for the present one. */
const PATIENCE_MS = 200;

const NOBODY: ReadonlyMap<string, Standing> = new Map();

export function useOverview(): Overviewed {
  const store = useStore();
  const { events, about, charts } = store.source;
  const overview = about.value?.overview ?? null;
  const { directory, traffic, lives } = useMemo(
    () => ({ directory: new Directory(overview), traffic: new Traffic(), lives: new Lives() }),
    [events, overview],
  );
  const count = events.count.value;
  const kinds = charts.value;
  directory.update(events.actors, ({ kind }, number) => Object.hasOwn(kinds, kind) || events.stepsOf(number).length > 0);
  useCounting(() => traffic.take(events, directory, EVENTS_AT_ONCE), count);

  const cursor = store.cursor.value;
  const moment = store.moment.value;
  const isLate = useLateness(moment !== null && moment.n === cursor, `${moment?.n} ${cursor}`);
  const isRough = (moment === null && count > 0) || (isLate && moment?.n !== cursor);
  const n = isRough || moment === null ? cursor : moment.n;
  const standings = moment?.standings ?? NOBODY;

  // A rough scene changes when events come in; an exact one does not.
  const grown = isRough ? count : 0;
  const boxes = directory.boxes.length;
  const scene = useMemo(() => {
    if (!isRough) return sceneOf({ events, directory, standings });
    lives.take(events);
    return roughSceneOf({ events, directory, standings }, lives, n);
  }, [events, directory, standings, isRough, n, grown, boxes]);
  const flights = useMemo(() => inFlight(events, n), [events, n, Math.min(count, n + 5000)]);
  return { directory, traffic, scene, flights, n, isRough };
}

/** Goes on with work that takes several frames, until it says that it is done. */
function useCounting(work: () => boolean, count: number): void {
  const [frame, setFrame] = useState(0);
  const isDone = useMemo(work, [frame, count]);
  useEffect(() => {
    if (isDone) return undefined;
    const request = requestAnimationFrame(() => setFrame(frame + 1));
    return () => cancelAnimationFrame(request);
  }, [isDone, frame, count]);
}

/** Whether something has been awaited for too long, and has not changed meanwhile. */
function useLateness(isThere: boolean, what: string): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (isThere) {
      setIsLate(false);
      return undefined;
    }
    const timer = setTimeout(() => setIsLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isThere, what]);
  return isLate;
}
