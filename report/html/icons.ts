import type { ControlStatus } from "../../compliance/controlStatus";
import { markup, Markup } from "../../audit/reports/html/markup";

/** Told apart by shape as well as by colour: each is drawn in a box of 16 by 16. */
const shapes: Readonly<Record<ControlStatus, string>> = {
    violated: '<path d="M4 4l8 8M12 4l-8 8"/>',
    unknown: '<path d="M5.5 5.8a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M8 12.4v.1"/>',
    missing: '<path d="M4.5 2.5h5l2.5 2.5v8.5h-7.500z" stroke-dasharray="2 1.600"/>',
    partial:
        '<circle cx="8" cy="8" r="5.200"/><path d="M8 2.800a5.200 5.200 0 0 1 0 10.400z" fill="currentColor" stroke="none"/>',
    waived: '<path d="M3 13V3h8.500l-1.800 2.800L11.500 8.600H3.500"/>',
    impossible: '<circle cx="8" cy="8" r="5.200"/><path d="M4.400 4.400l7.200 7.200"/>',
    evidence: '<path d="M4.500 2.500h5l2.500 2.500v8.500h-7.500zM6.500 8h3.500M6.500 10.500h3.500"/>',
    enforced: '<path d="M3.500 8.500l3 3 6-7"/>',
};

/** Drawn once in the page; `icon` refers to it. */
export const iconSheet = new Markup(
    `<svg class="sheet" width="0" height="0" aria-hidden="true" focusable="false">${Object.entries(shapes)
        .map(([name, shape]) => `<symbol id="i-${name}" viewBox="0 0 16 16">${shape}</symbol>`)
        .join("")}</svg>`,
);

export function icon(status: ControlStatus): Markup {
    return markup`<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-${status}" /></svg>`;
}
