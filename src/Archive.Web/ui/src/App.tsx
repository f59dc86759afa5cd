import { lazy } from 'react';
import { Navigate, Route, Routes, useParams } from 'react-router';
import { AccountPage } from './session/AccountPage';
import { ChangePasswordPage } from './session/ChangePasswordPage';
import { GoHome, RequireRole, RequireSession } from './session/guards';
import { LogInPage } from './session/LogInPage';
import { SearchPage } from './search/SearchPage';
import { NotFoundPage } from './shell/NotFoundPage';
import { Shell } from './shell/Shell';
import { viewerAddress } from './viewer/address';

// Screens of one role, and the heavy viewer, come when they are opened.
const ViewerPage = lazy(async () => ({ default: (await import('./viewer/ViewerPage')).ViewerPage }));
const BatchesPage = lazy(async () => ({ default: (await import('./batches/BatchesPage')).BatchesPage }));
const BatchPage = lazy(async () => ({ default: (await import('./review/BatchPage')).BatchPage }));
const StationsPage = lazy(async () => ({ default: (await import('./stations/StationsPage')).StationsPage }));
const SamplesPage = lazy(async () => ({ default: (await import('./samples/SamplesPage')).SamplesPage }));
const FilesPage = lazy(async () => ({ default: (await import('./files/FilesPage')).FilesPage }));
const AuditPage = lazy(async () => ({ default: (await import('./audit/AuditPage')).AuditPage }));
const ReadersPage = lazy(async () => ({ default: (await import('./audit/ReadersPage')).ReadersPage }));
const VerificationPage = lazy(async () => ({ default: (await import('./audit/VerificationPage')).VerificationPage }));
const AccountsPage = lazy(async () => ({ default: (await import('./accounts/AccountsPage')).AccountsPage }));
const ApiKeysPage = lazy(async () => ({ default: (await import('./accounts/ApiKeysPage')).ApiKeysPage }));
const OperationsPage = lazy(async () => ({ default: (await import('./operations/OperationsPage')).OperationsPage }));

export function App() {
  return (
    <Routes>
      <Route path="/log-in" element={<LogInPage />} />
      <Route element={<RequireSession />}>
        <Route path="/change-password" element={<ChangePasswordPage />} />
        <Route element={<Shell />}>
          <Route index element={<GoHome />} />
          <Route path="/account" element={<AccountPage />} />
          <Route element={<RequireRole roles={['operator']} />}>
            <Route path="/batches" element={<BatchesPage />} />
            <Route path="/batches/:id" element={<BatchPage />} />
          </Route>
          <Route element={<RequireRole roles={['operator', 'administrator']} />}>
            <Route path="/stations" element={<StationsPage />} />
          </Route>
          <Route element={<RequireRole roles={['operator', 'archivist']} />}>
            <Route path="/samples" element={<SamplesPage />} />
          </Route>
          <Route element={<RequireRole roles={['caseworker', 'archivist']} />}>
            <Route path="/search" element={<SearchPage />} />
            <Route path="/files" element={<FilesPage />} />
            <Route path="/files/:id" element={<FirstPage />} />
            <Route path="/files/:id/pages/:n" element={<ViewerPage />} />
          </Route>
          <Route element={<RequireRole roles={['auditor']} />}>
            <Route path="/audit" element={<AuditPage />} />
            <Route path="/audit/readers" element={<ReadersPage />} />
            <Route path="/audit/verification" element={<VerificationPage />} />
          </Route>
          <Route element={<RequireRole roles={['administrator']} />}>
            <Route path="/accounts" element={<AccountsPage />} />
            <Route path="/api-keys" element={<ApiKeysPage />} />
            <Route path="/operations" element={<OperationsPage />} />
          </Route>
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Route>
    </Routes>
  );
}

function FirstPage() {
  const { id = '' } = useParams();
  return <Navigate to={viewerAddress(id, 1)} replace />;
}
