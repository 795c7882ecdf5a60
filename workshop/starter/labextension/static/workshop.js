/* An extension of JupyterLab, as it is loaded: no build, nothing of Lab imported.
   A workshop notebook whose code is all trusted runs once when it is opened; cells tagged `facilitator` get a class. */
(() => {
  const NAME = 'policy-workshop';
  const HERE = document.currentScript.src;
  const opened = new WeakSet();

  function markNotes(notebook) {
    for (const cell of notebook.widgets) {
      const tags = cell.model.getMetadata('tags') ?? [];
      cell.node.classList.toggle('workshop-note', tags.includes('facilitator'));
    }
  }

  /** What the kernel has run so far. Its answer shows that it is really there: Run All before that hangs for ever. */
  async function countOf(session) {
    await session.ready;
    const kernel = session.session?.kernel;
    if (!kernel) return null;
    await kernel.info;
    const reply = await kernel.requestExecute({ code: '', silent: true, store_history: false }).done;
    return reply.content.execution_count;
  }

  /** Counts of a former kernel do not matter, nor a kernel whose outputs this page does not have. */
  function mayRun(panel, count) {
    const cells = Array.from(panel.content.model.cells).filter(cell => cell.type === 'code');
    const begun = cells.some(cell => cell.executionState === 'running' || (cell.executionCount && count > 0));
    return !begun && cells.every(cell => cell.trusted);
  }

  /** Run all cells, then show the top, unless somebody has begun to work in the notebook. */
  async function run(commands, panel) {
    const notebook = panel.content;
    let touched = false;
    const touch = () => { touched = true; };
    const acts = ['wheel', 'pointerdown', 'keydown'];
    acts.forEach(act => panel.node.addEventListener(act, touch, { capture: true, passive: true }));
    await commands.execute('notebook:run-all-cells', { semanticWidget: panel.id, activate: false });
    acts.forEach(act => panel.node.removeEventListener(act, touch, { capture: true }));
    if (touched || panel.isDisposed) return;
    notebook.activeCellIndex = 0;
    notebook.outerNode.scrollTop = 0;
  }

  async function open(commands, panel) {
    const model = panel?.context && panel.sessionContext && panel.content?.model;
    if (!model?.cells || opened.has(panel)) return;
    opened.add(panel);
    await panel.context.ready;
    markNotes(panel.content);
    model.contentChanged.connect(() => markNotes(panel.content));
    if (model.getMetadata('workshop')?.autorun !== true) return;
    const count = await countOf(panel.sessionContext);
    if (count !== null && mayRun(panel, count)) await run(commands, panel);
  }

  const plugin = {
    id: `${NAME}:notebooks`,
    autoStart: true,
    activate: app => {
      const look = () => open(app.commands, app.shell.currentWidget).catch(error => console.error(NAME, error));
      app.restored.then(() => { app.shell.currentChanged.connect(look); look(); }); // awaited here, Lab never starts
    },
  };

  function addStyle() {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('workshop.css', HERE).href;
    document.head.append(link);
    return {};
  }

  const parts = { './extension': () => ({ __esModule: true, default: plugin }), './style': addStyle };
  (window._JUPYTERLAB ??= {})[NAME] = { init: () => {}, get: async name => parts[name] };
})();
