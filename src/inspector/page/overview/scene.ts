/** What the overview shows of a moment: in each box, the actors that there are, with their states and what can be looked up. */
import type { Panel } from '../../../scenarios/overview.ts';
import type { Standing } from '../../protocol/details.ts';
import type { EventTable } from '../model/event-table.ts';
import { stateLabel } from '../model/labels.ts';
import type { BoxHead, Directory } from './directory.ts';
import type { Lives } from './lives.ts';
import { textOf, valueAt, type Around } from './look-up.ts';

export interface ActorShown {
  readonly number: number;
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly state: string;
  /** Undefined while nobody can tell it. */
  readonly context: Standing['context'] | undefined;
}

export interface Section {
  readonly panel: Panel;
  readonly actors: readonly ActorShown[];
}

export interface Box {
  readonly head: BoxHead;
  readonly sections: readonly Section[];
}

export interface Scene {
  readonly boxes: readonly Box[];
  readonly around: Around;
  readonly actorCount: number;
}

export interface SceneOptions {
  readonly events: EventTable;
  readonly directory: Directory;
  readonly standings: ReadonlyMap<string, Standing>;
}

/** As exact states say it. */
export function sceneOf({ events, directory, standings }: SceneOptions): Scene {
  const actors: ActorShown[] = [];
  for (const [id, { kind, state, context }] of standings) {
    const number = events.actorNumber(id);
    if (number !== undefined) actors.push(shown({ number, id, kind, state: stateLabel(state), context }, directory));
  }
  return arranged(actors, directory, standings);
}

/** As the columns alone say it, with contexts as they were last known. */
export function roughSceneOf({ events, directory, standings }: SceneOptions, lives: Lives, n: number): Scene {
  const actors = lives.after(events, n).map((number) => {
    const { id, kind } = events.actors[number] ?? { id: '', kind: '' };
    const last = events.lastStepOf(number, n);
    const state = last === undefined ? null : (events.row(last)?.state ?? null);
    return shown({ number, id, kind, state: labelOf(state), context: standings.get(id)?.context }, directory);
  });
  return arranged(actors, directory, standings);
}

/** Whether a text occurs in what is known of an actor. */
export function isMatch({ id, label, kind, state }: ActorShown, text: string): boolean {
  return [id, label, kind, state].some((it) => it.toLowerCase().includes(text));
}

function shown(actor: Omit<ActorShown, 'label'>, directory: Directory): ActorShown {
  const { label } = directory.panelOf(actor.kind);
  const named = label === undefined || !actor.context ? undefined : valueAt(actor.context, label);
  return { ...actor, label: named === undefined || named === null ? actor.id : textOf(named) };
}

function arranged(actors: readonly ActorShown[], directory: Directory, standings: ReadonlyMap<string, Standing>): Scene {
  const ofKinds = directory.boxes.map(() => new Map<string, ActorShown[]>());
  for (const actor of actors) {
    const ofKind = ofKinds[directory.boxOf[actor.number] ?? -1];
    const list = ofKind?.get(actor.kind);
    if (list) list.push(actor);
    else ofKind?.set(actor.kind, [actor]);
  }
  const boxes = directory.boxes.map((head) => ({
    head,
    sections: head.panels.map((panel) => ({ panel, actors: ofKinds[head.number]?.get(panel.kind) ?? [] })),
  }));
  return { boxes, around: aroundOf(standings), actorCount: actors.length };
}

function aroundOf(standings: ReadonlyMap<string, Standing>): Around {
  const ofKinds = new Map<string, unknown[]>();
  return {
    contextOf: (id) => standings.get(id)?.context,
    ofKind: (kind) => {
      let contexts = ofKinds.get(kind);
      if (!contexts) {
        contexts = [...standings.values()].filter((it) => it.kind === kind).map(({ context }) => context);
        ofKinds.set(kind, contexts);
      }
      return contexts;
    },
  };
}

function labelOf(state: string | null): string {
  // The recorder wrote it as JSON.
  return state === null ? '' : stateLabel(JSON.parse(state));
}
