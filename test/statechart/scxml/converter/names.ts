/** Names of states: SCXML's may have dots, by which XState divides paths. */

/** As XState's converter has it. */
export function sanitized(id: string): string {
  return id.replaceAll('.', '$');
}

export function referenceTo(id: string): string {
  return `#${sanitized(id)}`;
}

/** The ids in an attribute such as `target` or `initial`. */
export function idsIn(attribute: string | undefined): readonly string[] {
  return (attribute ?? '').split(/\s+/).filter((id) => id !== '');
}
