// The one place that knows how the OpenAPI document names its schemas.
import type { components } from './schema';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type Role = Schemas['Role'];
export type Register = Schemas['Register'];
export type Session = Schemas['Session'];
export type Account = Schemas['Account'];
export type NewAccount = Schemas['NewAccount'];
export type AccountChange = Schemas['AccountChange'];
export type ApiKey = Schemas['ApiKey'];
export type ApiKeyScope = Schemas['ApiKeyScope'];
export type NewApiKey = Schemas['NewApiKey'];
export type AuditAction = Schemas['AuditAction'];
export type AuditEntry = Schemas['AuditEntry'];
export type AuditVerification = Schemas['AuditVerification'];
export type FileReader = Schemas['FileReader'];
/** x, y, width, height in pixels of the upright page, from its top left corner. */
export type Box = readonly number[];
export type SearchAnswer = Schemas['SearchAnswer'];
export type SearchGroup = Schemas['SearchGroup'];
export type FacetCount = Schemas['FacetCount'];
export type FileSummary = Schemas['FileSummary'];
export type FileDetail = Schemas['FileDetail'];
export type FilePage = Schemas['FilePage'];
export type PageText = Schemas['PageText'];
export type PageHits = Schemas['PageHits'];
export type Batch = Schemas['Batch'];
export type BatchStage = Schemas['BatchStage'];
export type BatchDeclaration = Schemas['BatchDeclaration'];
export type BatchSource = Schemas['BatchSource'];
export type BatchPage = Schemas['BatchPage'];
export type BatchPages = Schemas['BatchPages'];
export type ArrangedPage = Schemas['ArrangedPage'];
export type PageDisposition = Schemas['PageDisposition'];
export type PageFlag = Schemas['PageFlag'];
export type SheetAccount = Schemas['SheetAccount'];
export type ReleaseObstacle = Schemas['ReleaseObstacle'];
export type OperationsStatus = Schemas['OperationsStatus'];
export type Job = Schemas['Job'];

export const roles: readonly Role[] = ['operator', 'caseworker', 'archivist', 'auditor', 'administrator'];
export const registers: readonly Register[] = ['PMR', 'UAT'];
export const apiKeyScopes: readonly ApiKeyScope[] = ['search', 'read', 'export', 'ingest'];
export const auditActions: readonly AuditAction[] = [
  'logIn', 'logOut', 'search', 'readFile', 'readPage', 'export', 'change', 'administer',
];
