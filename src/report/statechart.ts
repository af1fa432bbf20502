/** A machine as a Mermaid state diagram: the chart that is run, as it can be pasted into any document. */
import type { Machine } from '../actors/behavior.ts';
import { isCompound, planOf, type Plan } from './chart-plan.ts';
import { habitsOf, type Place, type StateNode } from './chart-edges.ts';
import { actionWords } from './chart-parts.ts';
import { mermaidText, wrapped } from './mermaid.ts';

export { statechartJson } from './statechart-json.ts';

/** Characters in a line of a box, which Mermaid itself would not break. */
const LINE_MAX = 44;

/**
 * Mermaid's text, without a line end after its last line.
 *
 * Each state shows its description, what it does on entry and exit, and what it handles without being left.
 * Mermaid has no room for that in the frame of a compound state, and draws no arrow between one and a
 * state in it: so a dashed box, "anywhere in …", stands for it there. A state's id is the path of
 * keys from the machine's id down, joined by underscores.
 */
export function statechartDiagram(machine: Machine): string {
  const { root } = machine;
  const plan = planOf(root, (node) => boxOf(node).length > 0);
  const title = root.description === undefined ? root.id : `${root.id}: ${root.description}`;
  const dashed = [...plan.inside].map((node) => plan.idOf({ node, inside: true }));
  return [
    '---',
    // JSON's strings are YAML's, too.
    `title: ${JSON.stringify(title)}`,
    '---',
    'stateDiagram-v2',
    ...indented([
      ...(plan.rootIsFramed ? stateOf(root, plan) : contentsOf(root, plan)),
      ...arrowsOf(null, plan),
      ...(dashed.length > 0 ? ['classDef anywhere stroke-dasharray:4', ...dashed.map((id) => `class ${id} anywhere`)] : []),
    ]),
  ].join('\n');
}

function stateOf(node: StateNode, plan: Plan): readonly string[] {
  const place = { node, inside: false };
  if (!isCompound(node)) return boxLines(place, node.key, plan);
  return [`${declared(place, node.key, plan)} {`, ...indented(contentsOf(node, plan)), '}'];
}

function contentsOf(node: StateNode, plan: Plan): readonly string[] {
  const box = plan.inside.has(node) ? boxLines({ node, inside: true }, `anywhere in ${node.key}`, plan) : [];
  const children = Object.values(node.states);
  if (node.type === 'parallel') {
    const [first, ...others] = [...children.map((child) => stateOf(child, plan)), box].filter((region) => region.length > 0);
    return [...(first ?? []), ...others.flatMap((region) => ['--', ...region])];
  }
  return [
    ...beginning(node, plan),
    ...children.flatMap((child) => stateOf(child, plan)),
    ...arrowsOf(node, plan),
    ...children.filter((child) => child.type === 'final').map((child) => `${plan.idOf({ node: child, inside: false })} --> [*]`),
    // Mermaid ties the arrows of a frame to what comes first in it: that has to be a state.
    ...box,
  ];
}

function beginning({ initial }: StateNode, plan: Plan): readonly string[] {
  const actions = initial.actions.length === 0 ? '' : `: ${mermaidText(`/ ${initial.actions.map(actionWords).join(', ')}`)}`;
  return (initial.target ?? []).map((node) => `[*] --> ${plan.idOf({ node, inside: false })}${actions}`);
}

function arrowsOf(scope: StateNode | null, { edges, idOf }: Plan): readonly string[] {
  return (edges.get(scope) ?? []).map(({ from, to, labels }) => `${idOf(from)} --> ${idOf(to)}: ${labels.map(mermaidText).join('<br/>')}`);
}

function boxLines(place: Place, name: string, plan: Plan): readonly string[] {
  return [declared(place, name, plan), ...boxOf(place.node).map((line) => `${plan.idOf(place)}: ${mermaidText(line)}`)];
}

function declared(place: Place, name: string, { idOf }: Plan): string {
  return `state "${mermaidText(name)}" as ${idOf(place)}`;
}

/** What stands below a state's name. The machine's own description is the title of the diagram. */
function boxOf(node: StateNode): readonly string[] {
  const description = node.parent && node.description !== undefined ? [node.description] : [];
  return [...description, ...habitsOf(node)].flatMap((text) => wrapped(text, LINE_MAX));
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`);
}
