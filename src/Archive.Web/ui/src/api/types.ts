// The one place that knows how the OpenAPI document names its schemas.
import type { components } from './schema';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type Role = Schemas['Roles'];
export type Register = Schemas['Register'];
export type Session = Schemas['SessionShown'];
export type Account = Schemas['AccountShown'];
export type NewAccount = Schemas['NewAccount'];
export type AccountChange = Schemas['AccountRights'];
export type ApiKey = Schemas['ApiKeyShown'];
export type ApiKeyScope = 'search' | 'read' | 'export';
export type NewApiKey = Schemas['NewApiKey'];
export type AuditAction = Schemas['AuditAction'];
export type AuditOutcome = Schemas['AuditOutcome'];
export type AuditEntry = Schemas['AuditEntryShown'];
export type AuditVerification = Schemas['VerificationShown'];
export type FileReader = Schemas['ReaderShown'];
/** x, y, width, height in pixels of the upright page, from its top left corner. */
export type Box = readonly number[];
export type SearchAnswer = Schemas['SearchShown'];
export type SearchGroup = Schemas['SearchGroup'];
export type FacetCount = Schemas['FacetValue'];
export type FileSummary = Schemas['FileSummary'];
export type FileDetail = Schemas['FileDetail'];
export type FileAccess = Schemas['AccessShown'];
export type FilePage = Schemas['PageSummary'];
export type PageText = Schemas['PageTextShown'];
export type PageHits = Schemas['PageHits'];
export type Batch = Schemas['BatchShown'];
export type BatchStage = Schemas['CaptureStage'];
export type BatchDeclaration = Schemas['BatchDeclaration'];
export type BatchSource = Schemas['SourceShown'];
export type BatchPage = Schemas['BatchPage'];
export type BatchPages = Schemas['BatchPages'];
export type ArrangedPage = Schemas['ArrangedPage'];
export type PageDisposition = Schemas['PageDisposition'];
export type PageFlag = Schemas['PageFlag'];
export type SheetAccount = Schemas['SheetAccountShown'];
export type ReleaseObstacle = NonNullable<Problem['obstacles']>[number];
export type OperationsStatus = Schemas['StatusShown'];
export type Station = Schemas['StationShown'];
export type Scan = Schemas['ScanShown'];
export type ScanList = Schemas['PortionOfScanShown'];
export type ScanProfile = Schemas['ScanProfileShown'];
export type Sample = Schemas['SampleShown'];
export type SampleVerdict = NonNullable<Schemas['SampleVerdict']>;
export type DriftSeries = Schemas['DriftSeries'];
export type OperationSample = Schemas['OperationSample'];
export type Job = Schemas['JobShown'];

export const roles: readonly Role[] = ['operator', 'caseworker', 'archivist', 'auditor', 'administrator'];
export const registers: readonly Register[] = ['PMR', 'UAT'];
export const apiKeyScopes: readonly ApiKeyScope[] = ['search', 'read', 'export'];
export const auditActions: readonly AuditAction[] = [
  'logIn', 'logOut', 'search', 'readFile', 'readPage', 'export', 'change', 'administer',
];
export const auditOutcomes: readonly AuditOutcome[] = ['done', 'refused', 'failed'];
/** In the order of their keys, 1 to 7. */
export const sampleVerdicts: readonly SampleVerdict[] = ['good', 'cutOff', 'unreadable', 'crooked', 'misplaced', 'incomplete', 'other'];
