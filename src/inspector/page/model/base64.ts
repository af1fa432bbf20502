/** Data that stands within the page as text: gzipped, in base64. */

/** @throws Error if it is no such text */
export async function unpacked(text: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await unzipped(text);
  } catch (cause) {
    // What browsers say of it speaks of fetching, or of nothing.
    throw new Error('its data are not whole', { cause });
  }
}

async function unzipped(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
