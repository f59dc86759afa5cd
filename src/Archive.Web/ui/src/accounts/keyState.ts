import type { ApiKey } from '../api/types';

export function keyState(key: Pick<ApiKey, 'expiresAt' | 'revokedAt'>, now: number = Date.now()): 'active' | 'expired' | 'revoked' {
  if (key.revokedAt !== null) return 'revoked';
  return Date.parse(key.expiresAt) <= now ? 'expired' : 'active';
}
