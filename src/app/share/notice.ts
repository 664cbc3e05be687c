/** One sentence over the page that waits to be read, and perhaps one thing to do about it. A newer one takes its place. */
import './notice.css';

let shown: HTMLElement | null = null;

export function showNotice(sentence: string, action?: { readonly name: string; run(): void }): void {
  clearNotice();
  const box = document.createElement('div');
  box.className = 'notice';
  box.setAttribute('role', 'alert');
  const words = document.createElement('p');
  words.textContent = sentence;
  box.append(words);
  if (action !== undefined) box.append(button(action.name, 'button primary', () => action.run()));
  box.append(button('Close', 'button', clearNotice));
  document.body.append(box);
  shown = box;
}

export function clearNotice(): void {
  shown?.remove();
  shown = null;
}

function button(name: string, look: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = look;
  made.textContent = name;
  made.addEventListener('click', press);
  return made;
}
