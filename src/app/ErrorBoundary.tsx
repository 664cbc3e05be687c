import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Trouble } from './pages/Trouble.tsx';

interface State {
  readonly failed: boolean;
}

/** Whatever breaks while drawing ends here: a sentence and ways on, never a blank page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Trouble why="Something in this page broke while drawing it. That is our mistake, not yours." reload />
    );
  }
}
