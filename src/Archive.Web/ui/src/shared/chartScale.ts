export interface ChartPoint {
  x: number;
  /** Null where nothing is known: the line has a gap. */
  y: number | null;
}

/** The least round number that is not below a value: 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Runs of known points: between them the line is broken. */
export function runs(points: readonly ChartPoint[]): { x: number; y: number }[][] {
  const found: { x: number; y: number }[][] = [];
  let open = false;
  for (const { x, y } of points) {
    if (y === null) open = false;
    else if (open) found.at(-1)?.push({ x, y });
    else {
      found.push([{ x, y }]);
      open = true;
    }
  }
  return found;
}
