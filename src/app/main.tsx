import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import '../widgets/widgets.css';
import './styles/wide.css';
import './styles/contrast.css';
import './styles/print.css';
import { App } from './App.tsx';
import { idle } from './idle.ts';
import { keepForOffline, watchForLostParts } from './offline/register.ts';
import { frame } from './router.ts';
import { takeFiles } from './share/arrive.ts';
import { followTheme } from './stores/preferences.ts';

followTheme();
window.__idle = idle;
takeFiles(() => !frame.embed);
watchForLostParts();
// In a frame on somebody else's page nothing is kept.
if (!frame.embed) keepForOffline();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
