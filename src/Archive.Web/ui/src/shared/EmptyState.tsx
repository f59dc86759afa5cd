import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTitle } from './useTitle';

/** A whole screen that has nothing to show, and says why. */
export function EmptyState({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  useTitle(title);
  return (
    <Stack gap="sm" maw={620} mx="auto" my={48} px="md">
      <Title order={1} size="h3">{title}</Title>
      <Text c="dimmed">{text}</Text>
      {children && <div>{children}</div>}
    </Stack>
  );
}
