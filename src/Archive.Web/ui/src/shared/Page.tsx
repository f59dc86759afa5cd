import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Page.module.css';
import { useTitle } from './useTitle';

interface PageProps {
  title: string;
  intro?: string;
  actions?: ReactNode;
  /** Narrow for forms, wide for tables. */
  width?: 'narrow' | 'wide';
  children: ReactNode;
}

export function Page({ title, intro, actions, width = 'wide', children }: PageProps) {
  useTitle(title);
  return (
    <div className={classes.page} data-width={width}>
      <Group justify="space-between" align="flex-start" mb="lg" gap="md">
        <div>
          <Title order={1} size="h2">{title}</Title>
          {intro && <Text c="dimmed" mt={4} maw={720}>{intro}</Text>}
        </div>
        {actions && <Group gap="sm" className="screen-only">{actions}</Group>}
      </Group>
      {children}
    </div>
  );
}
