/** Colours for light and dark, every pair of text and ground at a contrast of at least 4.5. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #16202c; --soft: #51606f; --line: #dde2e8; --accent: #0b5cad; --field: #ffffff;
  --violated: #b3261e; --unknown: #5a6572; --missing: #7a5200; --partial: #8a5a00; --waived: #5a4fa3; --impossible: #5a6572;
  --evidence: #0b5f8a; --enforced: #1c6b42;
  --violated-tint: #fdecea; --unknown-tint: #eceff3; --missing-tint: #fbf3e0; --partial-tint: #fdf1d8; --waived-tint: #eeecfb;
  --impossible-tint: #eceff3; --evidence-tint: #e4f2fa; --enforced-tint: #e4f4ea;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10151c; --card: #182029; --ink: #e5eaf0; --soft: #a3b0bd; --line: #2b3642; --accent: #7bbcf7; --field: #10151c;
    --violated: #ff9c92; --unknown: #b3bdc8; --missing: #e8bf6f; --partial: #f2c265; --waived: #bdb4fb; --impossible: #b3bdc8;
    --evidence: #86c9f0; --enforced: #74d19d;
    --violated-tint: #43201c; --unknown-tint: #28313b; --missing-tint: #362b13; --partial-tint: #3a2c0d; --waived-tint: #2a2650;
    --impossible-tint: #28313b; --evidence-tint: #13344a; --enforced-tint: #15382a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 7.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; }
.open-list a { text-decoration: none; } .open-list a:hover { text-decoration: underline; }
a { color: var(--accent); text-underline-offset: .15em; overflow-wrap: anywhere; }
code { font-family: var(--mono); font-size: .86em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.wrap { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
.vh { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 3; background: var(--card); padding: .5rem 1rem; }
.sheet { position: absolute; }
.icon { flex: none; width: 1em; height: 1em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }

.top { padding: 2.75rem 0 1.75rem; }
.tool { margin: 0; color: var(--soft); font-size: .875rem; letter-spacing: .02em; }
h1 { margin: .15rem 0 .5rem; font-size: clamp(1.7rem, 1.1rem + 2.4vw, 2.6rem); line-height: 1.15; letter-spacing: -.022em; overflow-wrap: anywhere; }
.top .lead { margin: 0 0 1.5rem; max-width: 52rem; font-size: 1.125rem; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1.25rem; margin: 0; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .7rem; font-size: .9375rem; }
.facts div { display: contents; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }

.reading { margin-top: .75rem; }
.reading > details { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; }
.reading summary { padding: .7rem 1.25rem; }
.reading h2 { display: inline; margin: 0; font-size: 1rem; font-weight: 600; letter-spacing: 0; }
.reading .inside { padding: 0 1.25rem .75rem; max-width: 56rem; }
.meanings { margin: 1rem 0; }
.meanings div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .2rem 1rem; padding: .35rem 0; align-items: baseline; }
.meanings dd { margin: 0; }

summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ""; display: inline-block; width: .42em; height: .42em; margin: 0 .6em .12em .1em; border: solid currentColor; border-width: 0 2px 2px 0; transform: rotate(-45deg); }
details[open] > summary::before { transform: translateY(-.12em) rotate(45deg); }

.filters { position: sticky; top: 0; z-index: 2; background: var(--page); border-block: 1px solid var(--line); padding: .7rem 0; }
.filters .wrap { display: grid; grid-template-columns: minmax(0, 1fr); gap: .55rem; }
.filters fieldset { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0; padding: 0; border: 0; min-width: 0; }
.filters .row { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
.pick { position: relative; display: inline-flex; }
.pick input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.pick span { display: inline-flex; align-items: center; gap: .35em; padding: .2rem .7rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); color: var(--soft); font-size: .8125rem; text-decoration: line-through; }
.pick input:checked + span { text-decoration: none; border-color: currentColor; font-weight: 550; }
.pick input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
.filters input[type=search], .filters select { font: inherit; font-size: .875rem; color: var(--ink); background: var(--field); border: 1px solid var(--soft); border-radius: .4rem; padding: .32rem .6rem; min-width: 0; max-width: 100%; }
.filters input[type=search] { flex: 1 1 12rem; }
.filters select { flex: 0 1 16rem; }
.filters input::placeholder { color: var(--soft); opacity: 1; }
.filters button { font: inherit; font-size: .875rem; color: var(--accent); background: none; border: 0; padding: .3rem .2rem; cursor: pointer; text-decoration: underline; text-underline-offset: .15em; }
.filters output { margin-left: auto; color: var(--soft); font-size: .8125rem; font-variant-numeric: tabular-nums; }

main { padding-bottom: 2rem; }
.scope { margin-top: 2.5rem; }
h2 { margin: 0 0 .2rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.015em; overflow-wrap: anywhere; }
.scope > .lead { margin: 0; color: var(--soft); }
.urn { display: block; font-family: var(--mono); font-size: .75rem; overflow-wrap: anywhere; }
.bar { display: block; width: 100%; height: .7rem; margin: 1rem 0 .8rem; border-radius: .35rem; overflow: hidden; background: var(--line); }
.tally { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; margin: 0; padding: 0; list-style: none; font-size: .9375rem; }
.tally li { display: inline-flex; align-items: center; gap: .35em; }
.tally .count { font-size: 1.35rem; font-weight: 650; line-height: 1; font-variant-numeric: tabular-nums; color: var(--ink); }
.open-list { margin: 1.25rem 0 0; padding: .9rem 1.25rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .7rem; }
.open-list.none { color: var(--enforced); font-weight: 600; }
.open-list h3 { margin: 0 0 .4rem; font-size: 1rem; }
.open-list dl { margin: 0; display: grid; gap: .45rem; }
.open-list dl div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .1rem 1rem; }
.open-list dt { display: inline-flex; align-items: center; gap: .35em; align-self: start; font-weight: 600; }
.open-list dd { margin: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
.narrowed .open-list, .narrowed .bar, .narrowed .tally { display: none; }

.overview { margin-top: 2rem; }
.overview h2 { margin-bottom: .6rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .7rem; background: var(--card); }
.overview table { table-layout: auto; border: 0; }
.overview thead th, .overview thead th:nth-child(1), .overview thead th:nth-child(2) { position: static; width: auto; }
.overview tbody td { font-variant-numeric: tabular-nums; font-weight: 620; }
.overview td.zero { color: var(--soft); font-weight: 400; }
.overview .demand { margin-top: 0; font-size: .8125rem; }
${["violated", "unknown", "missing", "partial"].map((status) => `.overview td.${status} { color: var(--${status}); }`).join(" ")}
.narrowed .overview { display: none; }
.chapter { margin-top: 2rem; }
.chapter > h3 { margin: 0 0 .5rem; font-size: 1.0625rem; }
.chapter > h3 small { margin-left: .5rem; color: var(--soft); font-weight: 400; font-size: .8125rem; }
table { width: 100%; border-collapse: separate; border-spacing: 0; table-layout: fixed; background: var(--card); border: 1px solid var(--line); border-radius: .7rem; }
thead th { position: static; padding: .5rem 1.1rem; color: var(--soft); font-weight: 500; font-size: .8125rem; text-align: left; }
thead th:nth-child(1) { width: 38%; } thead th:nth-child(2) { width: 9rem; }
tbody th, tbody td { padding: .85rem 1.1rem; border-top: 1px solid var(--line); vertical-align: top; text-align: left; font-weight: 400; overflow-wrap: anywhere; }
tbody td.state { padding-inline: .4rem; }
tr:target { scroll-margin-top: 7.5rem; }
tr:target th, tr:target td { background: var(--evidence-tint); }
tr:target > :first-child { box-shadow: inset 3px 0 var(--accent); }
.key { font-family: var(--mono); font-size: .8125rem; color: var(--soft); margin-right: .35em; white-space: nowrap; }
th .name { font-weight: 620; }
.demand { display: block; margin-top: .2rem; color: var(--soft); font-size: .9rem; line-height: 1.45; }
.badge { display: inline-flex; align-items: center; gap: .4em; font-size: .8125rem; font-weight: 620; line-height: 1.2; padding: .28rem .6rem .28rem .5rem; border-radius: .35rem; white-space: nowrap; }
${["violated", "unknown", "missing", "partial", "waived", "impossible", "evidence", "enforced"]
    .map(
        (status) => `.badge.${status} { color: var(--${status}); background: var(--${status}-tint); }
.pick.${status} input:checked + span { color: var(--${status}); background: var(--${status}-tint); }
.tally .${status} .icon, .open-list dt.${status} { color: var(--${status}); }
.bar .${status} { fill: var(--${status}); }`,
    )
    .join("\n")}
.bar .missing { fill-opacity: .55; } .bar .unknown { fill-opacity: .7; } .bar .impossible { fill-opacity: .35; }
.why { margin: 0; }
.shows details { margin-top: .3rem; font-size: .9rem; }
.shows summary { display: inline-block; color: var(--accent); padding: .1rem 0; }
.inside > :first-child { margin-top: .5rem; }
.inside p { margin: .5rem 0; }
.checks { margin: .6rem 0; padding: 0; list-style: none; display: grid; gap: .6rem; }
.check p { margin: 0; }
.check .title { display: flex; gap: .55em; align-items: baseline; }
.check .title .icon { position: relative; top: .15em; }
.check.pass .icon { color: var(--enforced); } .check.fail .icon { color: var(--violated); }
.check.waived .icon { color: var(--waived); } .check.unknown .icon { color: var(--unknown); }
.check .rule { color: var(--soft); }
.check .severity, .tag { font-size: .75rem; font-weight: 600; padding: .05rem .4rem; border-radius: .25rem; background: var(--unknown-tint); color: var(--unknown); white-space: nowrap; }
.check.fail .severity { background: var(--violated-tint); color: var(--violated); }
.check .on, .check .object { padding-left: 1.55em; color: var(--soft); font-size: .8125rem; }
.check .object .on { padding-left: 0; color: var(--ink); font-weight: 600; }
.check .said { margin-top: .15rem; color: var(--ink); font-size: .875rem; }
.place { display: block; color: var(--soft); font-family: var(--mono); font-size: .75rem; overflow-wrap: anywhere; }
.meta .place { display: inline; }
.aside, .meta { color: var(--soft); font-size: .8125rem; }
.accepted, .instead, .wanted, .record { padding: .55rem .8rem; border-left: 3px solid var(--line); background: var(--page); border-radius: 0 .35rem .35rem 0; }
.accepted { border-color: var(--waived); } .instead { border-color: var(--impossible); } .wanted { border-color: var(--missing); }
.record { border-color: var(--evidence); margin: .5rem 0; }
.record p { margin: .1rem 0; }
.scan ul { margin: .3rem 0; padding-left: 1.2rem; }
.notes { margin-top: 2.5rem; }
.notes li { margin: .3rem 0; }
.filtered { display: none; }
.empty { margin: 3rem 0; text-align: center; color: var(--soft); }
footer { padding-block: 1.5rem 3rem; color: var(--soft); font-size: .875rem; border-top: 1px solid var(--line); }

@media (max-width: 47rem) {
  .wrap { padding: 0 1rem; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: .5rem; }
  .filters { position: static; }
  html { scroll-padding-top: 1rem; }
  .chapter thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .chapter :is(table, tbody, tr, tbody th, tbody td) { display: block; width: 100%; }
  .chapter tbody th { padding-bottom: .35rem; }
  .chapter tbody td { border-top: 0; padding-top: 0; }
  .chapter tbody td.state { padding: 0 1.1rem .35rem; }
  .meanings div, .open-list dl div { grid-template-columns: minmax(0, 1fr); }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --card: #fff; --ink: #000; --soft: #3d4650; --line: #c4cad1; --accent: #0b4a8a;
    --violated: #b3261e; --unknown: #5a6572; --missing: #7a5200; --partial: #8a5a00; --waived: #5a4fa3; --impossible: #5a6572;
    --evidence: #0b5f8a; --enforced: #1c6b42;
    --violated-tint: #fdecea; --unknown-tint: #eceff3; --missing-tint: #fbf3e0; --partial-tint: #fdf1d8; --waived-tint: #eeecfb;
    --impossible-tint: #eceff3; --evidence-tint: #e4f2fa; --enforced-tint: #e4f4ea;
  }
  @page { size: A4; margin: 15mm 13mm; }
  html { font-size: 8.5pt; }
  body { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .filters, .skip, .empty { display: none !important; }
  .narrowed .filtered { display: block; font-weight: 600; }
  .wrap { max-width: none; padding: 0; }
  .top { padding: 0 0 1rem; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  .shows summary { display: none; }
  .reading summary::before { display: none; }
  .scope + .scope { break-before: page; }
  .chapter { margin-top: 1.4rem; }
  h2, h3 { break-after: avoid; }
  tr, .check, .record, .open-list { break-inside: avoid; }
  thead { display: table-header-group; }
  thead th { padding: .25rem .7rem; }
  thead th:nth-child(1) { width: 30%; } thead th:nth-child(2) { width: 8rem; }
  tbody th, tbody td { padding: .5rem .7rem; }
  .inside p { margin: .25rem 0; }
  .shows details { margin-top: .15rem; }
  .checks { display: block; columns: 2; column-gap: 1.2rem; margin: .3rem 0; }
  .check { margin-bottom: .3rem; }
  .check.fail, .check.unknown, .check.waived { column-span: all; }
  table { border-radius: 0; }
}
`;
