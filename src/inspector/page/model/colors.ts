/** One colour for each state, the same in every view: from the state's name alone, so that it does not depend on what came first. */

const HUES = 18;

/** Begins the hash; of many numbers, one that tells the states of the built-in charts well apart. */
const SALT = 17_989;

/** @param label of a state, as labels.ts writes it. Degrees */
export function stateHue(label: string): number {
  return (hash(label) % HUES) * (360 / HUES);
}

/** Of a bar or a box in that state, on the page's ground. */
export function stateColor(label: string, isDark: boolean): string {
  const hue = stateHue(label);
  const isPale = (hash(label) >>> 8) % 2 === 1;
  if (!isDark) return `hsl(${hue} ${isPale ? '50% 82%' : '62% 68%'})`;
  // From yellow to cyan, what HSL calls equally light is brighter: white words must be readable on it, too.
  if (hue >= 40 && hue <= 200) return `hsl(${hue} ${isPale ? '22% 34%' : '58% 26%'})`;
  return `hsl(${hue} ${isPale ? '28% 41%' : '50% 37%'})`;
}

/** FNV-1a, its bits mixed as MurmurHash3 ends. */
function hash(text: string): number {
  let mixed = SALT;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 16_777_619);
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x85eb_ca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
