import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import classes from './PageBox.module.css';

interface PageBoxProps {
  page: number;
  pageCount: number;
  input: RefObject<HTMLInputElement | null>;
  onPage: (page: number) => void;
}

export function PageBox({ page, pageCount, input, onPage }: PageBoxProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState(String(page));
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (/^\d{1,9}$/.test(text.trim())) onPage(Number(text));
        input.current?.blur();
      }}
    >
      <input
        ref={input}
        className={classes.input}
        value={text}
        size={Math.max(3, String(pageCount).length)}
        inputMode="numeric"
        aria-label={t('viewer.pageBox', { total: pageCount })}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => setText(String(page))}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <span className="numbers">/ {format.number(pageCount)}</span>
    </form>
  );
}
