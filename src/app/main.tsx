import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import '../widgets/widgets.css';
import { App } from './App.tsx';
import { idle } from './idle.ts';
import { followTheme } from './stores/preferences.ts';

followTheme();
window.__idle = idle;
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
