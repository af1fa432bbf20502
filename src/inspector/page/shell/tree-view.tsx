/** A tree of plain data, to be folded and unfolded, with what is different from before marked. */
import { useSignal, type Signal } from '@preact/signals';
import { isTree, membersOf, shortText, type TreeNode } from './tree.ts';

type Folds = Signal<ReadonlyMap<string, boolean>>;

/** Members that are drawn until one asks for more. */
const SHOWN = 40;

/** Trees with no more members than that are unfolded at first. */
const SMALL = 4;

interface Props {
  readonly value: object;
  /** How it was before; undefined: there is nothing to compare it with. */
  readonly was?: unknown;
}

export function Tree({ value, was }: Props) {
  const folds: Folds = useSignal(new Map());
  return <Members value={value} was={was} path="" folds={folds} />;
}

function Members({ value, was, path, folds }: Props & { readonly path: string; readonly folds: Folds }) {
  const members = membersOf(value, was);
  const all = folds.value.get(`${path} all`) ?? false;
  const shown = all ? members : members.slice(0, SHOWN);
  return (
    <ul class="tree">
      {shown.map((node) => (
        <Member key={`${node.key}${node.change === 'gone' ? ' gone' : ''}`} node={node} path={`${path}.${node.key}`} folds={folds} />
      ))}
      {shown.length < members.length && (
        <li>
          <button type="button" class="tree-more" onClick={() => set(folds, `${path} all`, true)}>
            {members.length - shown.length} more
          </button>
        </li>
      )}
      {members.length === 0 && <li class="panel-none">nothing</li>}
    </ul>
  );
}

function Member({ node, path, folds }: { readonly node: TreeNode; readonly path: string; readonly folds: Folds }) {
  const { key, value, change } = node;
  const size = isTree(value) ? Object.keys(value).length : 0;
  if (!isTree(value) || size === 0)
    return (
      <li class={`tree-leaf tree-${change}`} title={node.was === undefined ? undefined : `was ${shortText(node.was)}`}>
        <span class="tree-key">{key}</span> <Value value={value} />
        {change === 'changed' && (
          <>
            {' '}
            <s>{shortText(node.was)}</s>
          </>
        )}
      </li>
    );
  const isOpen = folds.value.get(path) ?? (change === 'inside' || (size <= SMALL && path.split('.').length <= 2));
  return (
    <li class={`tree-${change}`}>
      <button type="button" class="tree-fold" aria-expanded={isOpen} onClick={() => set(folds, path, !isOpen)}>
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
        <span class="tree-key">{key}</span>
        <span class="tree-size">{Array.isArray(value) ? `[${size}]` : `{${size}}`}</span>
        {!isOpen && <span class="tree-short">{shortText(value)}</span>}
      </button>
      {isOpen && (
        <Members value={value} was={change === 'inside' ? node.was : change === 'same' ? value : undefined} path={path} folds={folds} />
      )}
    </li>
  );
}

function Value({ value }: { readonly value: unknown }) {
  const type = value === null ? 'null' : typeof value;
  return <span class={`tree-value tree-${type}`}>{JSON.stringify(value) ?? String(value)}</span>;
}

function set(folds: Folds, path: string, isOpen: boolean): void {
  folds.value = new Map(folds.value).set(path, isOpen);
}
