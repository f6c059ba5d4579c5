/** The global styles. `main.tsx` imports this once, before any component. */
import './tokens.css';
import './base.css';
