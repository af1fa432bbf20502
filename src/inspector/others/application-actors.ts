/** The actors of other programs: what each is called here, what kind it is of, and where it stands. */
import { isRecord } from '../../report/chart-parts.ts';
import type { Chart } from '../protocol/chart.ts';
import type { Standing } from '../protocol/details.ts';
import type { ActorAnnounced, ToldSnapshot } from './application-message.ts';
import { chartOfConfig, NO_ID } from './chart-of-config.ts';

export interface ApplicationActor {
  readonly id: string;
  readonly kind: string;
  readonly chart: Chart | undefined;
  /** Undefined until it has been seen to do something. */
  standing: Standing | undefined;
  /** It is done, or was stopped. */
  isGone: boolean;
}

/** Kinds that get a chart of their own. Whoever makes up machines as it goes has no more of them drawn. */
const CHARTS_MAX = 500;

/** How the depth limit of @statelyai/inspect marks what it leaves out. */
const CUT_OFF = /"\[(?:Object|Array)\]"/;

export class ApplicationActors {
  readonly #ids = new Set<string>();
  /** How often a name was given to a session that had it already. */
  readonly #copies = new Map<string, number>();
  readonly #kinds = new Map<string, { readonly kind: string; readonly chart: Chart | undefined }>();
  readonly #charts = new Map<string, Chart>();
  #isCutOff = false;

  /** @param told what is said of it; undefined of one that was never announced, of which only the session is known */
  make(session: string, told: ActorAnnounced | undefined): ApplicationActor {
    const name = told?.name || session;
    const { kind, chart } = this.#kindOf(name, told?.definition ?? undefined);
    return { id: this.#unique(name, session), kind, chart, standing: undefined, isGone: false };
  }

  /** By kind. */
  charts(): Readonly<Record<string, Chart>> {
    return Object.fromEntries(this.#charts);
  }

  /** A definition came that lacks its inner parts. */
  get isCutOff(): boolean {
    return this.#isCutOff;
  }

  /** Its name, unless another one has it; then with its session, which is unique in its program. */
  #unique(name: string, session: string): string {
    let id = name;
    if (this.#ids.has(id)) {
      const own = `${name} (${session}`;
      let copy = this.#copies.get(own) ?? 0;
      // Counted on from where it was: a program that starts again and again has many of one name.
      for (; copy === 0 || this.#ids.has(id); copy += 1) id = `${own}${copy === 0 ? '' : `, ${copy + 1}`})`;
      this.#copies.set(own, copy);
    }
    this.#ids.add(id);
    return id;
  }

  #kindOf(name: string, definition = ''): { readonly kind: string; readonly chart: Chart | undefined } {
    // Of what is no machine, the definition tells but the name; many that were named by number are of one kind.
    const known = this.#kinds.get(definition);
    if (known) return known;
    const config = parsed(definition);
    const wanted = isRecord(config) && typeof config['id'] === 'string' && config['id'] !== NO_ID ? config['id'] : name;
    const chart = this.#charts.size < CHARTS_MAX ? chartOfConfig(wanted, config) : undefined;
    if (!chart) return { kind: wanted.replace(/[\s:._-]*\d+$/, '') || 'actor', chart };
    this.#isCutOff ||= CUT_OFF.test(definition);
    let kind = wanted;
    for (let copy = 2; this.#charts.has(kind); copy += 1) kind = `${wanted} ${copy}`;
    const made = { kind, chart: { ...chart, kind } };
    this.#kinds.set(definition, made);
    this.#charts.set(kind, made.chart);
    return made;
  }
}

/** What is no machine has a status in place of a state, and what came of it in place of a context. */
export function standingOf(kind: string, { status, value, context, output, error }: ToldSnapshot): Standing {
  return {
    kind,
    state: value ?? status ?? 'active',
    context: {
      ...(isNothing(output) ? {} : { output }),
      ...(isNothing(error) ? {} : { error }),
      ...(isRecord(context) ? context : isNothing(context) ? {} : { context }),
    },
  };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
