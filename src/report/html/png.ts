/** How large a picture may be in either direction: more is no window of ours, and costs whoever opens the page. */
const widest = 8192

/** Width and height of a PNG (RFC 2083 3.1, 11.2.2); undefined for what is none, or none of a size that a window has. */
export function sizeOfPng(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length < 33 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n' || bytes.toString('latin1', 12, 16) !== 'IHDR')
    return undefined
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  return [width, height].every((side) => side > 0 && side <= widest) ? { width, height } : undefined
}
