/** The look of the HTML report: the article like a page, underlines told apart without colour, print. */
export const REPORT_CSS = `
:root{color-scheme:light dark;--ink:#1c1b19;--soft:#5f5a52;--paper:#fdfcfa;--line:#d9d4cb;--unchecked:#6b6459;--progress:#1d5fa8;--waiting:#7a4b9e;--checked:#1b6e4b;--noted:#735600;--stale:#a84a00;--wrong:#b3202c}
@media(prefers-color-scheme:dark){:root{--ink:#ece8e1;--soft:#aaa399;--paper:#171614;--line:#3a3733;--unchecked:#a59d91;--progress:#7db4f0;--waiting:#c79be8;--checked:#6cc79b;--noted:#dcbc62;--stale:#f0a060;--wrong:#ff8a8f}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2.5rem 1.5rem 4rem;max-width:46rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Charter,"Source Serif 4",Georgia,Cambria,serif;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85em;background:color-mix(in srgb,var(--line) 35%,transparent);padding:.6rem .8rem}
.report-head,.log,.sources,.gate,.limits,footer{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-size:.9rem;line-height:1.5}
.report-head{border-bottom:1px solid var(--line);padding-bottom:1rem;margin-bottom:2.5rem}
.kind{font-weight:650;margin:0 0 .25rem}.facts{margin:0;color:var(--soft)}code{font-size:.85em;overflow-wrap:anywhere}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;margin:.75rem 0 0}
h1{font-size:2.1rem;line-height:1.15;margin:0 0 .5rem;text-wrap:balance}h2{font-size:1.35rem;margin:2rem 0 .75rem}h3{font-size:1rem;margin:0 0 .4rem}h4{font-size:.85rem;margin:.8rem 0 .2rem}
.dek{font-size:1.2rem;color:var(--soft);margin:0 0 1rem}.byline{font-size:.95rem;color:var(--soft)}
.pull-quote{font-size:1.35rem;line-height:1.35;border-inline-start:3px solid var(--line);padding-inline-start:1rem}
blockquote{margin:1rem 0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
figure{margin:1.5rem 0}img{max-width:100%;height:auto}figcaption,.no-picture{font-size:.9rem;color:var(--soft)}
.scroll{overflow-x:auto}.scroll table{overflow-wrap:normal}table{border-collapse:collapse;font-size:.92rem}td,th{border:1px solid var(--line);padding:.3rem .6rem;text-align:start;vertical-align:top}td p,th p{margin:0}
sup{font:600 .68em/0 system-ui,sans-serif;margin-inline-start:.1em}sup a{text-decoration:none;color:inherit;white-space:nowrap}
a{color:inherit}
.u{background:none;color:inherit;text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:1.5px;text-decoration-skip-ink:none}
.unchecked{text-decoration-style:dotted;text-decoration-color:var(--unchecked)}
.in-progress{text-decoration-style:dashed;text-decoration-color:var(--progress)}
.waiting{text-decoration-style:dashed;text-decoration-thickness:3px;text-decoration-color:var(--waiting)}
.checked{text-decoration-style:solid;text-decoration-color:var(--checked)}
.cross-checked{text-decoration-style:double;text-decoration-color:var(--checked)}
.attributed{text-decoration-style:dotted;text-decoration-thickness:3px;text-decoration-color:var(--noted)}
.on-author{text-decoration-style:dotted;text-decoration-thickness:5px;text-decoration-color:var(--noted)}
.conflicting{text-decoration-style:double;text-decoration-thickness:3px;text-decoration-color:var(--noted)}
.not-verifiable{text-decoration-style:dashed;text-decoration-thickness:5px;text-decoration-color:var(--noted)}
.opinion{text-decoration-style:solid;text-decoration-thickness:1px;text-decoration-color:var(--noted)}
.stale{text-decoration-style:wavy;text-decoration-color:var(--stale)}
.wrong{text-decoration-style:solid;text-decoration-thickness:4px;text-decoration-color:var(--wrong)}
.dismissed,.gone{text-decoration:none}
.claim{border-top:1px solid var(--line);padding:1rem 0;break-inside:avoid}.state,.by{font-weight:400;color:var(--soft)}
.words{font-family:Charter,"Source Serif 4",Georgia,serif;font-size:1.02rem;margin:.3rem 0 .6rem}
.warn{border-inline-start:3px solid var(--stale);padding-inline-start:.75rem;margin:.5rem 0}del{color:var(--wrong)}ins{color:var(--checked)}
dl{display:grid;gap:.1rem;margin:0}dl div{display:grid;grid-template-columns:7.5rem 1fr;gap:.5rem}dt{color:var(--soft)}dd{margin:0}
.notes,.evidence{padding:0;margin:0;list-style:none}.notes li,.evidence li{margin:.4rem 0}.notes p,.evidence p{margin:0}.reply{margin-inline-start:1.25rem!important}.text{white-space:pre-wrap}
.gate{border:1px solid var(--line);border-inline-start:4px solid var(--wrong);padding:.25rem 1rem .75rem;margin:0 0 2.5rem}.gate h2,.limits h2{margin-top:1rem}.gate h3{margin:.8rem 0 .2rem}.gate ul,.limits ul{margin:.2rem 0;padding-inline-start:1.2rem}.gate li,.limits li{margin:.25rem 0}
.sources li{margin:.4rem 0;overflow-wrap:anywhere}footer{border-top:1px solid var(--line);margin-top:3rem;color:var(--soft)}
:target{outline:2px solid var(--progress);outline-offset:4px}
@media(forced-colors:active){mark.u{forced-color-adjust:none;background:Canvas;color:CanvasText;text-decoration-color:CanvasText}}
@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#444;--line:#aaa;--unchecked:#6b6459;--progress:#1d5fa8;--waiting:#7a4b9e;--checked:#1b6e4b;--noted:#735600;--stale:#a84a00;--wrong:#b3202c}body{max-width:none;padding:0;font-size:10.5pt}.log{break-before:page}a{text-decoration:none}@page{margin:2cm}}
`
