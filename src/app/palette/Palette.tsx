import { useState } from 'react';
import { useStore } from 'zustand';
import { Modal } from '../../widgets/Modal.tsx';
import { CommandList } from './CommandList.tsx';
import type { Command } from './commands.ts';
import { EditList } from './EditList.tsx';
import { paletteStore } from './store.ts';
import './commands.css';

/** The list of all commands, or that of all edits. What is chosen is done once the dialog is gone and the focus back where it was. */
export default function Palette() {
  const open = useStore(paletteStore, (s) => s.open);
  const [opener] = useState(() => document.activeElement);
  if (open === null) return null;
  const close = () => paletteStore.setState({ open: null });
  const choose = (command: Pick<Command, 'run'>) => {
    close();
    // The dialog gives the focus back as it goes; what a command opens must not lose it again.
    setTimeout(() => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      command.run();
    });
  };
  return open === 'commands' ? (
    <Modal title="Commands" className="commands" onClose={close}>
      <CommandList onChoose={choose} />
    </Modal>
  ) : (
    <Modal
      title="What was done"
      help="Go back to any point; what comes after it stays here until you do something else."
      className="commands"
      onClose={close}
    >
      <EditList />
    </Modal>
  );
}
