import type { ReactNode } from 'react';
import classes from './TableFrame.module.css';

interface TableFrameProps {
  label: string;
  minWidth: number;
  /** Without a sheet of its own where a panel is around it already. */
  bare?: boolean;
  children: ReactNode;
}

/** A table on its own sheet; where it does not fit, it scrolls instead of the page. */
export function TableFrame({ label, minWidth, bare = false, children }: TableFrameProps) {
  return (
    <div
      className={classes.frame}
      data-bare={bare}
      role={bare ? 'group' : 'region'}
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable with the keyboard
      tabIndex={0}
    >
      <div style={{ minWidth }}>{children}</div>
    </div>
  );
}
