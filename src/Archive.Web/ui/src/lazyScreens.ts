import { lazyScreen, type LazyScreen } from './shared/lazyScreen';

// Screens of one role, and the heavy viewer, come when they are opened.
export const viewerPage = lazyScreen(async () => (await import('./viewer/ViewerPage')).ViewerPage);
export const batchesPage = lazyScreen(async () => (await import('./batches/BatchesPage')).BatchesPage);
export const batchPage = lazyScreen(async () => (await import('./review/BatchPage')).BatchPage);
export const stationsPage = lazyScreen(async () => (await import('./stations/StationsPage')).StationsPage);
export const samplesPage = lazyScreen(async () => (await import('./samples/SamplesPage')).SamplesPage);
export const filesPage = lazyScreen(async () => (await import('./files/FilesPage')).FilesPage);
export const auditPage = lazyScreen(async () => (await import('./audit/AuditPage')).AuditPage);
export const readersPage = lazyScreen(async () => (await import('./audit/ReadersPage')).ReadersPage);
export const verificationPage = lazyScreen(async () => (await import('./audit/VerificationPage')).VerificationPage);
export const accountsPage = lazyScreen(async () => (await import('./accounts/AccountsPage')).AccountsPage);
export const apiKeysPage = lazyScreen(async () => (await import('./accounts/ApiKeysPage')).ApiKeysPage);
export const operationsPage = lazyScreen(async () => (await import('./operations/OperationsPage')).OperationsPage);

const byAddress: readonly (readonly [RegExp, LazyScreen])[] = [
  [/^\/files\/[^/]+/, viewerPage],
  [/^\/batches$/, batchesPage],
  [/^\/batches\/[^/]+/, batchPage],
  [/^\/stations$/, stationsPage],
  [/^\/samples$/, samplesPage],
  [/^\/files$/, filesPage],
  [/^\/audit$/, auditPage],
  [/^\/audit\/readers$/, readersPage],
  [/^\/audit\/verification$/, verificationPage],
  [/^\/accounts$/, accountsPage],
  [/^\/api-keys$/, apiKeysPage],
  [/^\/operations$/, operationsPage],
];

/** Begins to fetch the screen at an address before it is shown: the one the browser was sent to, one that a pointer is on. */
export async function loadScreenAt(pathname: string): Promise<void> {
  try {
    await byAddress.find(([pattern]) => pattern.test(pathname))?.[1].load();
  } catch {
    // It is fetched once more when it is shown, and says so where it cannot be had.
  }
}
