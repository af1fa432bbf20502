/** Signs on buttons, drawn: not every font has them. */
const PATHS = {
  start: 'M3 3h2v10H3zM13 3v10L6 8z',
  back: 'M10.5 3v10L4 8z',
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  on: 'M5.5 3v10L12 8z',
  end: 'M11 3h2v10h-2zM3 3v10l7-5z',
};

export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
