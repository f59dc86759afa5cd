import { Navigate, Route, Routes, useParams } from 'react-router';
import * as screens from './lazyScreens';
import { AccountPage } from './session/AccountPage';
import { ChangePasswordPage } from './session/ChangePasswordPage';
import { GoHome, RequireRole, RequireSession } from './session/guards';
import { LogInPage } from './session/LogInPage';
import { SearchPage } from './search/SearchPage';
import { NotFoundPage } from './shell/NotFoundPage';
import { Shell } from './shell/Shell';
import { viewerAddress } from './viewer/address';

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
            <Route path="/batches" element={<screens.batchesPage.Screen />} />
            <Route path="/batches/:id" element={<screens.batchPage.Screen />} />
          </Route>
          <Route element={<RequireRole roles={['operator', 'administrator']} />}>
            <Route path="/stations" element={<screens.stationsPage.Screen />} />
          </Route>
          <Route element={<RequireRole roles={['operator', 'archivist']} />}>
            <Route path="/samples" element={<screens.samplesPage.Screen />} />
          </Route>
          <Route element={<RequireRole roles={['caseworker', 'archivist']} />}>
            <Route path="/search" element={<SearchPage />} />
            <Route path="/files" element={<screens.filesPage.Screen />} />
            <Route path="/files/:id" element={<FirstPage />} />
            <Route path="/files/:id/pages/:n" element={<screens.viewerPage.Screen />} />
          </Route>
          <Route element={<RequireRole roles={['auditor']} />}>
            <Route path="/audit" element={<screens.auditPage.Screen />} />
            <Route path="/audit/readers" element={<screens.readersPage.Screen />} />
            <Route path="/audit/verification" element={<screens.verificationPage.Screen />} />
          </Route>
          <Route element={<RequireRole roles={['administrator']} />}>
            <Route path="/accounts" element={<screens.accountsPage.Screen />} />
            <Route path="/api-keys" element={<screens.apiKeysPage.Screen />} />
            <Route path="/operations" element={<screens.operationsPage.Screen />} />
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
