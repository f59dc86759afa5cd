import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { searchAddress } from '../search/searchState';

export function TopSearch() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  return (
    <form
      role="search"
      aria-label={t('shell.search')}
      style={{ width: '100%', maxWidth: 560 }}
      onSubmit={(event) => {
        event.preventDefault();
        const q = text.trim();
        if (q === '') return;
        setText('');
        void navigate(searchAddress({ q }));
      }}
    >
      <TextInput
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        aria-label={t('shell.search')}
        placeholder={t('shell.search')}
        leftSection={<IconSearch size={18} aria-hidden />}
        type="search"
        maxLength={500}
      />
    </form>
  );
}
