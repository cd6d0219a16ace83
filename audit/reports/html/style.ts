/** Colours for light and dark, every pair of text and ground at a contrast of at least 4.5. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #16202c; --soft: #536070; --line: #d9dee5; --accent: #0b5cad; --field: #ffffff;
  --critical: #8f0f3a; --high: #c0301c; --medium: #96600a; --low: #2a6595; --waived: #5b5f97; --unknown: #5d6773;
  --critical-tint: #fbe8ee; --high-tint: #fdece8; --medium-tint: #fdf3dd; --low-tint: #e6f1fa;
  --waived-tint: #eeeefa; --unknown-tint: #eceff3; --good: #1d6f42;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11161d; --card: #19212b; --ink: #e4e9ef; --soft: #9dabba; --line: #2c3744; --accent: #74b6f5; --field: #11161d;
    --critical: #ff8fb1; --high: #ff9a85; --medium: #f0bd5e; --low: #84c1f2; --waived: #b4b8f3; --unknown: #adb8c4;
    --critical-tint: #431527; --high-tint: #421d16; --medium-tint: #3a2b0d; --low-tint: #152f45;
    --waived-tint: #26284a; --unknown-tint: #29323d; --good: #6fce98;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 5.5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
}
a { color: var(--accent); text-underline-offset: .15em; }
code, .mono { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.wrap { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 3; background: var(--card); padding: .5rem 1rem; }

header { padding: 2.25rem 0 1.5rem; }
.tool { margin: 0; color: var(--soft); font-size: .875rem; letter-spacing: .02em; }
h1 { margin: .1rem 0 .25rem; font-size: clamp(1.7rem, 1.2rem + 2vw, 2.4rem); line-height: 1.2; letter-spacing: -.02em; }
h1.good { color: var(--good); }
.scope { margin: 0; color: var(--soft); }
.bar { display: block; width: 100%; height: .6rem; margin: 1.25rem 0 .9rem; border-radius: .3rem; overflow: hidden; background: var(--line); }
.bar .critical { fill: var(--critical); } .bar .high { fill: var(--high); }
.bar .medium { fill: var(--medium); } .bar .low { fill: var(--low); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: .6rem; margin: 1rem 0 0; }
.tile { display: flex; flex-direction: column-reverse; padding: .6rem .9rem .7rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
.tile dd { margin: 0; font-size: 1.6rem; font-weight: 650; line-height: 1.15; font-variant-numeric: tabular-nums; }
.tile dt { color: var(--soft); font-size: .8125rem; }
.tile.critical dd { color: var(--critical); } .tile.high dd { color: var(--high); }
.tile.medium dd { color: var(--medium); } .tile.low dd { color: var(--low); }
.tile.unread dd { color: var(--high); }
.tile.none dd { color: var(--soft); font-weight: 400; }

.filters { position: sticky; top: 0; z-index: 2; background: var(--page); border-block: 1px solid var(--line); padding: .7rem 0; margin-bottom: 1.5rem; }
.filters .wrap { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
.filters fieldset { display: flex; flex-wrap: wrap; gap: .3rem; margin: 0; padding: 0; border: 0; min-width: 0; }
.filters legend { position: absolute; left: -99rem; }
.pick { position: relative; display: inline-flex; }
.pick input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.pick span { padding: .2rem .65rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); color: var(--soft); font-size: .8125rem; text-decoration: line-through; }
.pick input:checked + span { text-decoration: none; color: var(--ink); border-color: currentColor; font-weight: 550; }
.pick input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
.pick.critical input:checked + span { color: var(--critical); background: var(--critical-tint); }
.pick.high input:checked + span { color: var(--high); background: var(--high-tint); }
.pick.medium input:checked + span { color: var(--medium); background: var(--medium-tint); }
.pick.low input:checked + span { color: var(--low); background: var(--low-tint); }
.filters input[type=search], .filters select {
  font: inherit; font-size: .875rem; color: var(--ink); background: var(--field); border: 1px solid var(--line);
  border-radius: .4rem; padding: .3rem .6rem; min-width: 0;
}
.filters input[type=search] { flex: 1 1 6rem; }
.filters select { flex: 0 1 9rem; max-width: 100%; }
.filters button { font: inherit; font-size: .875rem; color: var(--accent); background: none; border: 0; padding: .3rem .2rem; cursor: pointer; text-decoration: underline; }
.filters output { margin-left: auto; min-width: 6.5rem; text-align: right; color: var(--soft); font-size: .8125rem; font-variant-numeric: tabular-nums; }

h2 { font-size: 1.25rem; margin: 2.5rem 0 .8rem; letter-spacing: -.01em; }
.file { margin: 0 0 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .7rem; }
.file > summary { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding: .75rem 1.1rem; cursor: pointer; font-weight: 600; list-style: none; }
.file > summary::-webkit-details-marker { display: none; }
.file > summary::before { content: ""; flex: none; width: .45rem; height: .45rem; border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(-45deg); margin-right: -.3rem; }
.file[open] > summary::before { transform: translateY(-.15rem) rotate(45deg); }
.file > summary code { font-size: .9375rem; }
.tally { color: var(--soft); font-weight: 400; font-size: .8125rem; margin-left: auto; }
.resource { border-top: 1px solid var(--line); padding: .8rem 1.1rem .4rem; }
.resource h3 { margin: 0 0 .3rem; font-size: 1rem; }
.resource h3 small { font-weight: 400; color: var(--soft); font-size: .8125rem; }
.urn { margin: -.2rem 0 .4rem; color: var(--soft); font-size: .8125rem; }
.finding { display: grid; grid-template-columns: 5.6rem minmax(0, 1fr); gap: 0 1rem; padding: .6rem 0; }
.finding + .finding { border-top: 1px dashed var(--line); }
.badge { justify-self: start; align-self: start; font-size: .75rem; font-weight: 650; line-height: 1; padding: .32rem .5rem; border-radius: .3rem; }
.badge.critical { color: var(--critical); background: var(--critical-tint); }
.badge.high { color: var(--high); background: var(--high-tint); }
.badge.medium { color: var(--medium); background: var(--medium-tint); }
.badge.low { color: var(--low); background: var(--low-tint); }
.badge.waived { color: var(--waived); background: var(--waived-tint); }
.badge.unknown { color: var(--unknown); background: var(--unknown-tint); }
.finding p { margin: 0; overflow-wrap: anywhere; }
.finding .said { margin-bottom: .2rem; }
.about { display: flex; flex-wrap: wrap; gap: 0 .9rem; color: var(--soft); font-size: .8125rem; }
.about code { font-size: 1em; }
.finding .more { margin-top: .35rem; padding-left: .7rem; border-left: 3px solid var(--line); font-size: .875rem; color: var(--soft); }
.finding.waived .more { border-color: var(--waived); }

.errors { background: var(--high-tint); border: 1px solid var(--high); border-radius: .7rem; padding: .9rem 1.2rem; margin-bottom: 1.5rem; }
.errors h2 { margin: 0 0 .3rem; font-size: 1.0625rem; color: var(--high); }
.errors ul { margin: 0; padding-left: 1.2rem; }
.errors li { overflow-wrap: anywhere; }
.empty { padding: 2.5rem 1rem; text-align: center; color: var(--soft); border: 1px dashed var(--line); border-radius: .7rem; }
.rule { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: 1rem 1.2rem; margin-bottom: .8rem; }
.rule:target { border-color: var(--accent); box-shadow: 0 0 0 2px var(--accent); }
.rule h3 { margin: 0 0 .2rem; font-size: 1.0625rem; }
.rule p { margin: .5rem 0 0; max-width: 52rem; }
.rule ul { margin: .6rem 0 0; padding-left: 1.1rem; font-size: .875rem; color: var(--soft); }
footer { padding: 1.5rem 0 3rem; color: var(--soft); font-size: .8125rem; }

@media (max-width: 36rem) {
  .wrap { padding: 0 .8rem; }
  .filters { position: static; }
  .filters select, .filters input[type=search] { flex: 1 1 100%; }
  .filters output { margin-left: auto; }
  .finding { grid-template-columns: minmax(0, 1fr); gap: .4rem; }
  .tiles { grid-template-columns: repeat(4, 1fr); gap: .4rem; }
  .tile { padding: .4rem .5rem .5rem; }
  .tile dd { font-size: 1.25rem; }
  .tally { margin-left: 0; flex-basis: 100%; padding-left: 1.2rem; }
  .resource, .file > summary { padding-left: .8rem; padding-right: .8rem; }
}
@media print {
  :root { --page: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #000; color-scheme: light;
    --critical: #8f0f3a; --high: #a52a16; --medium: #7a4d05; --low: #1f4f78; --waived: #44487e; --unknown: #444;
    --critical-tint: #fff; --high-tint: #fff; --medium-tint: #fff; --low-tint: #fff; --waived-tint: #fff; --unknown-tint: #fff; }
  body { font-size: 10pt; }
  .filters, .skip { display: none; }
  .badge { border: 1px solid currentColor; }
  .finding, .rule, .resource h3 { break-inside: avoid; }
  .resource h3, .file > summary { break-after: avoid; }
  .file, .rule { border-radius: 0; }
}
`;
