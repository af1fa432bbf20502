/** A choice of many among many: a button that opens a list with a search field. */
import { useEffect, useRef, useState } from 'preact/hooks';

export interface Choice {
  readonly key: number;
  readonly label: string;
  readonly count: number;
}

interface ChooserProps {
  /** What is chosen, in the plural: "Actors". */
  readonly title: string;
  /** On the button: "12 of 60". */
  readonly summary: string;
  /** Asked for when the list is open. */
  readonly choices: () => readonly Choice[];
  readonly chosen: () => ReadonlySet<number>;
  /** What there is instead of a choice: "The most talkative". */
  readonly otherwise: string;
  readonly isOtherwise: boolean;
  /** Null: the other thing. */
  readonly onChoose: (chosen: ReadonlySet<number> | null) => void;
}

/** More are found by their names. */
const SHOWN_MAX = 200;

export function Chooser(props: ChooserProps) {
  const { title, summary } = props;
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useCloseOutside(root, isOpen, () => setOpen(false));
  return (
    <div class="sequence-chooser" ref={root}>
      <button type="button" aria-expanded={isOpen} aria-haspopup="dialog" onClick={() => setOpen(!isOpen)}>
        {title}: <span class="sequence-summary">{summary}</span> ▾
      </button>
      {isOpen && <Panel {...props} />}
    </div>
  );
}

function Panel({ title, choices, chosen, otherwise, isOtherwise, onChoose }: ChooserProps) {
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const wanted = search.trim().toLowerCase();
  const named = choices().filter(({ label }) => label.toLowerCase().includes(wanted));
  const now = chosen();
  const toggle = (key: number): void => {
    const next = new Set(now);
    if (!next.delete(key)) next.add(key);
    onChoose(next);
  };
  return (
    <div class="sequence-panel" role="dialog" aria-label={title}>
      <input
        type="search"
        placeholder={`Find ${title.toLowerCase()}`}
        aria-label={`Find ${title.toLowerCase()}`}
        value={search}
        ref={field}
        onInput={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <div class="sequence-panel-buttons">
        <button type="button" aria-pressed={isOtherwise} onClick={() => onChoose(null)}>
          {otherwise}
        </button>
        <button type="button" onClick={() => onChoose(new Set(named.map(({ key }) => key)))} disabled={named.length > SHOWN_MAX}>
          These {named.length}
        </button>
        <button type="button" onClick={() => onChoose(new Set())}>
          None
        </button>
      </div>
      <ul>
        {named.slice(0, SHOWN_MAX).map(({ key, label, count }) => (
          <li key={key}>
            <label title={label}>
              <input type="checkbox" checked={now.has(key)} onChange={() => toggle(key)} />
              <span class="sequence-choice">{label}</span>
              <span class="sequence-count">{count.toLocaleString('en-US')}</span>
            </label>
          </li>
        ))}
      </ul>
      {named.length > SHOWN_MAX && <p>{(named.length - SHOWN_MAX).toLocaleString('en-US')} more; write part of a name.</p>}
      {named.length === 0 && <p>None is named so.</p>}
    </div>
  );
}

function useCloseOutside(root: { readonly current: HTMLElement | null }, isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = ({ target }: Event): void => {
      if (!(target instanceof Node && root.current?.contains(target))) close();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      root.current?.querySelector('button')?.focus();
      close();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [isOpen]);
}
