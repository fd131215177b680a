// ---------- parts of the explorer's page that this one has not: its steps are those of one graph, all of them, on one desk ----------

/** What the explorer's parts would write into its address; this page has an address of its own. */
const inAddress = [];

/** The picture has no scopes that open and close, and nothing stands beside it. */
const scopes = [], scopeParts = [], dockParts = [], chosenScope = null;
const drawChipNumbers = () => {};

/** No pane is shown alone, so that none is shrunk; and the picture has a place of its own, from which the panes get no room. */
const shownPanes = () => [], shrinkStage = () => {}, isOneScreen = () => false;
