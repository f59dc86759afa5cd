/** A head as it was copied and kept: the number of the entry, then its hash. Null where it is not that. */
export function readNotedHead(text: string): { id: number; hash: string } | null {
  const match = /^(\d{1,15})[\s:;,]+([0-9a-fA-F]{32,128})$/.exec(text.trim());
  return match ? { id: Number(match[1]), hash: match[2]!.toLowerCase() } : null;
}
