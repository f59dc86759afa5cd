import {
  IconActivityHeartbeat, IconEye, IconFolderDown, IconFolders, IconKey, IconListSearch, IconSearch, IconShieldCheck, IconStack2, IconUsers, IconZoomCheck,
  type Icon,
} from '@tabler/icons-react';
import type { Role } from '../api/types';

export type ScreenId =
  | 'batches' | 'batch' | 'stations' | 'samples' | 'search' | 'files' | 'viewer' | 'audit' | 'readers' | 'verification'
  | 'accounts' | 'apiKeys' | 'operations' | 'account';

export interface Screen {
  id: ScreenId;
  path: string;
  roles: readonly Role[];
  icon: Icon;
}

/** In the order of the navigation; the first that a role may see is where it lands after the log-in. */
export const screens = [
  { id: 'batches', path: '/batches', roles: ['operator'], icon: IconStack2 },
  { id: 'stations', path: '/stations', roles: ['operator', 'administrator'], icon: IconFolderDown },
  { id: 'search', path: '/search', roles: ['caseworker', 'archivist'], icon: IconSearch },
  { id: 'files', path: '/files', roles: ['caseworker', 'archivist'], icon: IconFolders },
  { id: 'samples', path: '/samples', roles: ['operator', 'archivist'], icon: IconZoomCheck },
  { id: 'audit', path: '/audit', roles: ['auditor'], icon: IconListSearch },
  { id: 'readers', path: '/audit/readers', roles: ['auditor'], icon: IconEye },
  { id: 'verification', path: '/audit/verification', roles: ['auditor'], icon: IconShieldCheck },
  { id: 'operations', path: '/operations', roles: ['administrator'], icon: IconActivityHeartbeat },
  { id: 'accounts', path: '/accounts', roles: ['administrator'], icon: IconUsers },
  { id: 'apiKeys', path: '/api-keys', roles: ['administrator'], icon: IconKey },
] as const satisfies readonly Screen[];

const landing: Readonly<Record<Role, string>> = {
  operator: '/batches',
  caseworker: '/search',
  archivist: '/files',
  auditor: '/audit',
  administrator: '/operations',
};

export function mayOpen(screen: Screen, roles: readonly Role[]): boolean {
  return screen.roles.some((role) => roles.includes(role));
}

export function homeFor(roles: readonly Role[]): string {
  const first = (Object.keys(landing) as Role[]).find((role) => roles.includes(role));
  return first === undefined ? '/account' : landing[first];
}

/** The screen at an address, for its help and its place in the navigation. */
export function screenAt(pathname: string): ScreenId {
  if (/^\/files\/[^/]+/.test(pathname)) return 'viewer';
  if (/^\/batches\/[^/]+/.test(pathname)) return 'batch';
  const exact = screens.find((screen) => screen.path === pathname);
  return exact?.id ?? 'account';
}
