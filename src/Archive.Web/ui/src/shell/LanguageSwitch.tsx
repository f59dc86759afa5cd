import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languages, setLanguage } from '../i18n';
import classes from './LanguageSwitch.module.css';

/** Each language is named in itself, so that it can be found from the other. */
const names = { lv: 'Latviešu', en: 'English' } as const;

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div role="group" aria-label={t('shell.language')} className={classes.group}>
      {languages.map((language) => (
        <UnstyledButton
          key={language}
          className={classes.button}
          aria-pressed={i18n.language === language}
          aria-label={`${language.toUpperCase()}, ${names[language]}`}
          lang={language}
          onClick={() => void setLanguage(language)}
        >
          {language.toUpperCase()}
        </UnstyledButton>
      ))}
    </div>
  );
}
