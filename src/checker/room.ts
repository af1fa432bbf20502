/** Makes room in lists of whole numbers. */

/** The list, with room for so many numbers: itself if it has, or else a copy that is twice as long, as often as it takes. */
export function withRoom(list: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (list.length >= length) return list;
  const larger = new Int32Array(list.length * 2 ** Math.ceil(Math.log2(length / list.length)));
  larger.set(list);
  return larger;
}
