import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../../session.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';

/** The models that work here: how they stand, what they did, what it cost and what they may cost. */
export function ModelsPage(): ReactNode {
  const { workspace, can } = useSession();
  const base = `/w/${workspace.workspaceId}/models`;
  const tabs = [
    { label: 'Status', to: base },
    { label: 'Use cases', to: `${base}/use-cases` },
    { label: 'Calls', to: `${base}/calls` },
    { label: 'Usage and cost', to: `${base}/usage` },
    { label: 'Budgets', to: `${base}/budgets` },
    { label: 'Prompts', to: `${base}/prompts` },
    { label: 'Experiments', to: `${base}/experiments` },
    { label: 'Evaluations', to: `${base}/evaluations` },
    ...(can('llm.use') ? [{ label: 'Try', to: `${base}/try` }] : []),
  ];
  return (
    <Page title="Models" lead="Providers and models, what was asked of them, and what it cost.">
      <RecordTabs label="Parts of models" tabs={tabs} />
      <Outlet />
    </Page>
  );
}
