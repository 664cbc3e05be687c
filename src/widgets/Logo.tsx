export function Logo() {
  return (
    <span className="logo">
      <svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">
        <path d="M0 13 12 1v12zM14 13V1h12L16 13z" fill="currentColor" />
      </svg>
      <span className="logo-word">Faultline</span>
    </span>
  );
}
