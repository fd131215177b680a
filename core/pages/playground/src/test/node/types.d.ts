/** The data that the engine hands over, as TraceJson.java and Session.java write it, and what the page makes of it. */

interface Formula { text: string; mathMl: string; latex?: string }

interface FormulaLine { left: Formula; sign: string; right: Formula }

interface Equation {
  number?: number;
  formula: FormulaLine;
  asRun?: FormulaLine;
  withShapes?: FormulaLine;
  element?: FormulaLine;
  java: string;
  numpy: string;
  proof?: { reason: string; mathMl: string }[];
}

interface TraceNode {
  id: number;
  kind: 'input' | 'parameter' | 'constant' | 'op';
  name: string;
  symbol: Formula;
  shape: number[];
  axes: (string | null)[];
  variables?: string[];
  /** Of an op. */
  op: string;
  sign?: string;
  operands?: string[];
  inputs: number[];
  arguments?: string[];
  attributes?: any;
  builtIn: boolean;
  /** All numbers, or of a large tensor a part. */
  value?: ArrayLike<number | string>;
  /** Of a value that is handed over apart from the trace: the how manieth of all. */
  valueIndex?: number;
  part?: { positions: number[]; numbers: (number | string)[]; least: number; greatest: number; mean: number; zeros: number };
  /** The shapes of the inputs: the page adds them. */
  from: number[][];
  /** Whether it cannot be computed: the playground draws the op at which an error is. */
  missing?: boolean;
  /** Of a node that the page adds: the op whose slopes it has. */
  own?: any;
}

type StepPhase = 'FORWARD' | 'SEED' | 'BACKWARD' | 'FOLD' | 'ACCUMULATION' | 'UPDATE';

interface Check { verdict: 'PASS' | 'WRONG' | 'AT_KINK' | 'INCONCLUSIVE'; relativeError: number | string; mistake?: { kind: string; ratio: number; cause: string } }

interface TraceStep {
  phase: StepPhase;
  node: number;
  rule?: number;
  input?: number;
  operands: number[];
  result: number;
  factor?: number;
  flags: ('NON_FINITE' | 'SATURATED' | 'AT_KINK' | 'BROADCAST')[];
  check?: Check;
  equation: number;
}

/** A trace as the engine writes it. */
interface TraceJson {
  objective: number;
  outputs?: number[];
  nodes: TraceNode[];
  gradients: { of: number; is: number }[];
  steps: TraceStep[];
  equations: Equation[];
}

/** A state of the page: a step, or a beat of one. */
interface State {
  phase: 'given' | 'forward' | 'seed' | 'backward' | 'fold' | 'sum' | 'update';
  beat: '' | 'upstream' | 'factor' | 'result';
  place?: number;
  step?: TraceStep;
  op?: number;
  node?: number;
  result: number;
  equation: number;
  upstream?: number;
  factor?: number;
  unchanged?: boolean;
}

/** Steps one after the other in the same scope and direction. */
interface LevelRun { scope: number; back: boolean; first: number; last: number }

/** A trace as the page uses it. */
interface Trace extends TraceJson {
  numbers: Float64Array[];
  gradientOf: Map<number, number>;
  graph: Set<number>;
  edited: Map<number, Map<number, number>>;
  follows: boolean;
  states: State[];
  knownAt: number[];
  runs?: LevelRun[];
  [measured: string]: any;
}

interface Box { x: number; y: number; width: number; height: number }

/** A part of the picture: the node that it shows, in what role, and for an edge the op that it leads to. */
interface Part { element: any; node: number; part: string; op: number; box?: any; reached?: number }

/** A scope of the picture; the row of scopes adds the name and what goes in and out. */
interface Scope { frame: any; title: any; members: any[]; ops: number[]; name: string; given: number[]; results: number[] }

interface Cell { id: number; place: number; td?: any }

/** A grid of a layout: the node, its role in words, and how it is drawn. */
type Placed = any[];

interface MoveOptions { label?: string; further?: string; before?: string; print?: boolean }

interface FigureOptions { cls?: string; number?: number; line?: boolean }

/** The terms of an element as they are written out. */
interface Expansion { terms: any[]; joint: string; before?: string; between?: number }

/** What is wrong with the lines, and one way to mend it. */
interface Fault {
  line: number;
  column: number;
  length: number;
  at?: number;
  head: string;
  message: string;
  detail?: [string, boolean][];
  remedy?: { label: string; program: string };
}

interface Task { sentence?: string; goal?: number; solvedAt?: number; [more: string]: any }

/** The session's progress. */
interface Status {
  iteration: number;
  iterations: number;
  loss: number;
  best: number;
  finite: boolean;
  wrong: number;
  undo: boolean;
  redo: boolean;
  eyebrow: [string, string];
  sentence: string;
  task?: Task;
}

/** A node of the graph of the lines, with the place in the lines that makes it. */
interface LineNode { id: number; kind: string; name: string; size: string; inputs: number[]; line?: number; column?: number }

/** What is on the playground now; only its store replaces it. */
interface Now {
  readonly moment: 'write' | 'train' | 'step';
  readonly lines: any;
  readonly fault: any;
  readonly status: any;
  readonly losses: readonly number[];
  readonly tests: readonly number[];
  readonly points: readonly number[];
  readonly heldOut: ReadonlySet<number>;
  readonly optimizer: string;
  readonly rate: number;
  readonly training: number;
  readonly stale: boolean;
  readonly cleared: boolean;
  readonly failed: boolean;
  readonly tried: string;
  readonly refused: string;
  readonly said: string;
  readonly checked: any;
  readonly lesson: { readonly see: string; readonly program: string };
  readonly replay: { at: number; end: number };
  readonly repeated: { at: number; end: number };
  readonly back: { readonly on: boolean; readonly text: string; readonly judged: any; readonly about: any; readonly writing: number; readonly hints: { readonly of: string; readonly shown: number } };
  readonly tries: readonly { readonly minutes: number; readonly kind: string }[];
}

/** The session's answer to a change of lines, data or numbers. */
interface LinesAnswer {
  ok: boolean;
  error?: Fault;
  message?: string;
  program?: string;
  graph?: { nodes: LineNode[]; objective: number };
  lines?: { line: number; names: { name: string; kind: string; size?: string; value?: number }[] }[];
  learned?: number;
  data?: { name: string; rows: number; plane?: boolean; fit?: boolean };
  source?: string;
  subtitle?: string;
  optimizer?: string;
  learningRate?: number;
  seed?: number;
  status?: Status;
  page?: string;
  see?: string;
}

/** What a page does for the modules that it shares with the other one; the playground leaves out what its modules never call. */
interface Host {
  render(): void;
  go(step: number, options?: { keep?: boolean }): void;
  drawDepth(): void;
  writeAddress(): void;
  play(on: boolean): void;
  isPlaying(): boolean;
  /** The panes that are shown alone. */
  shownPanes(): string[];
  shrinkStage(): void;
  drawChipNumbers(step: number): void;
  isChanged(): boolean;
  editable(id: number): boolean;
  change(id: number, place: number, value: number): void;
  editCell(td: any): void;
  nudge(id: number, place: number): string;
  judgeLines?(): void;
  recomputes?(): boolean;
  changesInWords?(): string;
  rateField?(): string;
  readOnly?(): string;
  resetEdits?(): void;
  rates?(): number[];
  /** Of a page with loops. */
  cameFrom?: number;
  drawLoopSteps?(holder: any): void;
}

/** A part of the address: `write` gives words, or none for what need not be told; `read` gets them again, or null. */
interface AddressPart { name: string; write(): string | number; read(words: string | null): void }
