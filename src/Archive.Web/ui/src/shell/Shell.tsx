import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelp, IconMoon, IconSun } from '@tabler/icons-react';
import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { SessionNotice } from '../session/SessionNotice';
import { useAccount } from '../session/useSession';
import { isTyping } from '../shared/typing';
import { letterKeysOn } from '../shared/letterKeys';
import { PageLoader } from '../shared/PageLoader';
import { AccountMenu } from './AccountMenu';
import { CrashBoundary } from './CrashBoundary';
import { HelpPanel } from './HelpPanel';
import { LanguageSwitch } from './LanguageSwitch';
import { Navigation } from './Navigation';
import { screenAt } from './screens';
import classes from './Shell.module.css';
import { TopSearch } from './TopSearch';
import { useSchemeSwitch } from './useSchemeSwitch';

export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const account = useAccount();
  const screen = screenAt(pathname);
  const main = useRef<HTMLElement>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const scheme = useSchemeSwitch();
  const toggleHelp = useCallback(() => setHelpOpen((open) => !open), []);
  const helpButton = useRef<HTMLButtonElement>(null);

  useFocusOnScreenChange(main, screen);
  useHelpKey(toggleHelp);

  const maySearch = account.roles.some((role) => role === 'caseworker' || role === 'archivist');

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">{t('shell.skip')}</a>
      <header className={`${classes.header} screen-only`}>
        <span className={classes.product}>{t('common.product')}</span>
        <div className={classes.search}>{maySearch && screen !== 'search' && <TopSearch />}</div>
        <LanguageSwitch />
        <Tooltip label={scheme.label}>
          <ActionIcon className={classes.tool} variant="transparent" size="lg" aria-label={scheme.label} onClick={scheme.toggle}>
            {scheme.isDark ? <IconSun size={20} aria-hidden /> : <IconMoon size={20} aria-hidden />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('shell.help')}>
          <ActionIcon
            ref={helpButton}
            className={classes.tool}
            variant="transparent"
            size="lg"
            aria-label={t('shell.help')}
            aria-expanded={helpOpen}
            aria-controls="help"
            onClick={toggleHelp}
          >
            <IconHelp size={20} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <AccountMenu />
      </header>
      <Navigation />
      <main id="main" ref={main} tabIndex={-1} className={classes.main}>
        <CrashBoundary key={screen}>
          <Suspense fallback={<PageLoader />}>
            <Outlet />
          </Suspense>
        </CrashBoundary>
      </main>
      <SessionNotice />
      {helpOpen && (
        <HelpPanel
          screen={screen}
          onClose={() => {
            setHelpOpen(false);
            helpButton.current?.focus();
          }}
        />
      )}
    </div>
  );
}

/** A screen reader hears the new screen; a turned page or a changed search is no new screen. */
function useFocusOnScreenChange(main: React.RefObject<HTMLElement | null>, screen: string) {
  const before = useRef(screen);
  useEffect(() => {
    if (before.current !== screen) main.current?.focus();
    before.current = screen;
  }, [main, screen]);
}

function useHelpKey(toggle: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !letterKeysOn()) return;
      event.preventDefault();
      toggle();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [toggle]);
}
