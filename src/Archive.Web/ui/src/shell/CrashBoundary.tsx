import { Component, type ReactNode } from 'react';
import { ErrorState } from '../shared/ErrorState';

/** A fault in one screen leaves the rest of the shell standing; keyed by screen, so that another one starts afresh. */
export class CrashBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  render() {
    return this.state.failed ? <ErrorState error={null} onRetry={() => window.location.reload()} /> : this.props.children;
  }
}
