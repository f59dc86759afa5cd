import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { roundUp, runs, type ChartPoint } from './chartScale';
import classes from './LineChart.module.css';

interface LineChartProps {
  label: string;
  series: readonly { name: string; points: readonly ChartPoint[] }[];
  /** How values are written. */
  format: (value: number) => string;
  /** How times, in milliseconds, are written. */
  at: (time: number) => string;
}

const width = 640;
const height = 190;
const left = 64;
const bottom = 24;
const top = 10;
const dashes = ['', '6 4', '2 3', '10 4 2 4'];

/** A small chart over time. Lines differ by dashes as well as by colour; the same numbers stand in a table or a list elsewhere. */
export function LineChart({ label, series, format, at }: LineChartProps) {
  const { t } = useTranslation();
  const all = series.flatMap((one) => one.points);
  const known = all.flatMap((point) => (point.y === null ? [] : [point.y]));
  if (known.length === 0) return <Text c="dimmed" size="sm">{t('common.nothingMeasured')}</Text>;
  const [from, to] = [Math.min(...all.map((point) => point.x)), Math.max(...all.map((point) => point.x))];
  const most = roundUp(Math.max(...known));
  const x = (value: number) => left + ((value - from) / Math.max(1, to - from)) * (width - left - 8);
  const y = (value: number) => top + (1 - value / most) * (height - top - bottom);
  const lastOf = (points: readonly ChartPoint[]) => points.findLast((point) => point.y !== null)?.y ?? null;
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${label}: ${series.map((one) => `${one.name} ${lastOf(one.points) === null ? '–' : format(lastOf(one.points)!)}`).join(', ')}`} className={classes.chart}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={left} x2={width - 8} y1={y(most * share)} y2={y(most * share)} className={classes.grid} />
            <text x={left - 8} y={y(most * share) + 4} textAnchor="end" className={classes.tick}>{format(most * share)}</text>
          </g>
        ))}
        <text x={left} y={height - 6} className={classes.tick}>{at(from)}</text>
        <text x={width - 8} y={height - 6} textAnchor="end" className={classes.tick}>{at(to)}</text>
        {series.map((one, index) => runs(one.points).map((run, part) => (
          run.length === 1
            ? <circle key={`${index} ${part}`} cx={x(run[0]!.x)} cy={y(run[0]!.y)} r={3} className={classes.dot} data-series={index % 4} />
            : <polyline key={`${index} ${part}`} points={run.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(' ')} className={classes.line} data-series={index % 4} strokeDasharray={dashes[index % dashes.length]} />
        )))}
      </svg>
      {series.length > 1 && (
        <figcaption className={classes.legend}>
          {series.map((one, index) => (
            <span key={one.name}>
              <svg width={26} height={8} aria-hidden><line x1={0} x2={26} y1={4} y2={4} className={classes.line} data-series={index % 4} strokeDasharray={dashes[index % dashes.length]} /></svg>
              {one.name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}
