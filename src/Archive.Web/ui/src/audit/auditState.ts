import { auditActions, auditOutcomes, type AuditAction, type AuditOutcome } from '../api/types';

/** The filters of the ledger, as they stand in the address. */
export interface AuditState {
  actor: string;
  action: AuditAction | null;
  outcome: AuditOutcome | null;
  subject: string;
  /** Days as YYYY-MM-DD, both included, in the time of the place where the auditor sits. */
  from: string | null;
  to: string | null;
}

const day = (value: string | null) => (value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null);

export function readAuditState(parameters: URLSearchParams): AuditState {
  return {
    actor: (parameters.get('actor') ?? '').trim(),
    action: auditActions.find((action) => action === parameters.get('action')) ?? null,
    outcome: auditOutcomes.find((outcome) => outcome === parameters.get('outcome')) ?? null,
    subject: (parameters.get('subject') ?? '').trim(),
    from: day(parameters.get('from')),
    to: day(parameters.get('to')),
  };
}

export function auditParameters(state: Partial<AuditState>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of ['actor', 'action', 'outcome', 'subject', 'from', 'to'] as const) {
    const value = state[name];
    if (value) parameters.set(name, value);
  }
  return parameters;
}

/** What the API is asked: days become instants, the last day whole. */
export function auditQuery(state: AuditState) {
  return {
    actor: state.actor || undefined,
    action: state.action ?? undefined,
    outcome: state.outcome ?? undefined,
    subject: state.subject || undefined,
    from: state.from === null ? undefined : startOfDay(state.from, 0),
    to: state.to === null ? undefined : startOfDay(state.to, 1),
  };
}

function startOfDay(value: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = value.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

export function exportAddress(state: AuditState): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(auditQuery(state))) {
    if (value !== undefined) parameters.set(name, value);
  }
  const tail = parameters.toString();
  return `/api/v1/audit/export${tail === '' ? '' : `?${tail}`}`;
}
