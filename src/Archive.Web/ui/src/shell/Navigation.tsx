import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { loadScreenAt } from '../lazyScreens';
import { useAccount } from '../session/useSession';
import classes from './Navigation.module.css';
import { mayOpen, screens } from './screens';

export function Navigation() {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <nav className={`${classes.nav} screen-only`} aria-label={t('shell.navigation')}>
      <ul className={classes.list}>
        {screens.filter((screen) => mayOpen(screen, account.roles)).map(({ id, path, icon: Icon }) => (
          <li key={id}>
            <NavLink to={path} end={path === '/audit'} className={classes.link} onPointerEnter={() => void loadScreenAt(path)} onFocus={() => void loadScreenAt(path)}>
              <Icon size={22} stroke={1.6} aria-hidden />
              <span>{t(`screens.${id}`)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
