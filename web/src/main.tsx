import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import './ui/mantine-styles.css';
import './main.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { type AnyRoute, RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api.ts';
import { watchPage } from './proof/ask-for-proof.ts';
import { ProofPlace } from './proof/proof-place.tsx';
import { router } from './routes.tsx';
import { readableColours } from './ui/contrast.ts';
import { theme } from './ui/theme.ts';

// Styles that are made at run time carry the nonce of the page, or its policy blocks them.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
setNonce(nonce);

// The code of the page loads while the server is still asked who is signed in.
for (const { routeId } of router.matchRoutes(router.latestLocation)) {
  const route = router.routesById[routeId as keyof typeof router.routesById];
  void router.loadRouteChunk(route as AnyRoute);
}

watchPage();

const place = document.querySelector('#root');
if (place === null) throw new Error('the page has no place for the dashboard');
createRoot(place).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={readableColours}
    defaultColorScheme="auto"
    colorSchemeManager={localStorageColorSchemeManager({ key: 'aicmo-scheme' })}
    getStyleNonce={() => nonce}
  >
    <Notifications position="bottom-right" />
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <ProofPlace />
    </QueryClientProvider>
  </MantineProvider>,
);
