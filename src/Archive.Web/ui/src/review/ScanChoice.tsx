import { Group, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScanProfile } from '../api/types';

/** A profile, and the sides that are scanned with it: those of the batch where the scanner can. */
export function useScanChoice(profiles: readonly ScanProfile[], batchSides: number) {
  const [name, setName] = useState('');
  const [wanted, setWanted] = useState<number | null>(null);
  const profile = profiles.find((known) => known.name === name) ?? profiles[0];
  const sides = profile?.canDuplex ? (wanted ?? batchSides) : 1;
  return { profile, sides, setName, setSides: setWanted };
}

interface ScanChoiceProps {
  profiles: readonly ScanProfile[];
  choice: ReturnType<typeof useScanChoice>;
  disabled: boolean;
}

/** How it is scanned: the profile with what it means, and one or both sides. */
export function ScanChoice({ profiles, choice: { profile, sides, setName, setSides }, disabled }: ScanChoiceProps) {
  const { t } = useTranslation();
  if (profile === undefined) return null;
  const facts = [t('scan.resolution', { dpi: profile.resolution }), profile.mode, profile.source].filter((fact) => fact !== null && fact !== '');
  return (
    <>
      <Group gap="sm" align="end">
        <NativeSelect label={t('scan.profile')} value={profile.name} onChange={(event) => setName(event.currentTarget.value)} data={profiles.map((known) => known.name)} disabled={disabled} style={{ flex: 1 }} />
        <SegmentedControl
          aria-label={t('scan.sides')}
          value={String(sides)}
          onChange={(next) => setSides(Number(next))}
          disabled={disabled || !profile.canDuplex}
          data={[{ value: '1', label: t('scan.oneSide') }, { value: '2', label: t('scan.bothSides') }]}
        />
      </Group>
      <Text size="sm" c="dimmed" mt={4}>{facts.join(' · ')}{!profile.canDuplex && ` · ${t('scan.noDuplex')}`}</Text>
    </>
  );
}
