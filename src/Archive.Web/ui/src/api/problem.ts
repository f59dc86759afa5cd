import type { Problem, ReleaseObstacle } from './types';

/** What the API refused or failed to do; status 0 means that the server was not reached at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly detail: string | null;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** What is in the way of a release. */
  readonly obstacles: readonly ReleaseObstacle[];
  /** How long to wait before trying again, where the server said so. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, problem: Problem = {}, retryAfterSeconds: number | null = null) {
    super(problem.title ?? `HTTP ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? null;
    this.detail = problem.detail ?? null;
    this.errors = problem.errors ?? {};
    this.obstacles = problem.obstacles ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function isApiError(error: unknown, status?: number, code?: string): error is ApiError {
  return (
    error instanceof ApiError &&
    (status === undefined || error.status === status) &&
    (code === undefined || error.code === code)
  );
}

export async function readApiError(response: Response, now: number = Date.now()): Promise<ApiError> {
  return new ApiError(response.status, await readProblem(response), readRetryAfter(response.headers.get('Retry-After'), now));
}

async function readProblem(response: Response): Promise<Problem> {
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.includes('json')) return {};
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}

/** Retry-After is either seconds or an HTTP date. */
function readRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}
