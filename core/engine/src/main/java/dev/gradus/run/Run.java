package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Computes a graph's outputs and gradients. A run is planned once; each pass then reuses its arrays and allocates
 * nothing.
 *
 * <pre>{@code
 * Run run = Run.of(Graph.of(J)).feed(x, xTrain).feed(y, yTrain);
 * double loss = run.forward();      // the value of J
 * run.backward();                   // ∂J/∂W, ∂J/∂b
 * descent.step(run);                // W ← W − η ∂J/∂W
 * }</pre>
 *
 * <p>A run keeps the values of the graph's outputs, inputs, parameters and constants, and of the nodes passed to {@link
 * Builder#keep}. Naming a node with {@code named} does not keep its value.
 *
 * <p>Only one thread at a time may use a run. Another thread may take over between calls if its first call
 * happens-after the last call of the previous thread. A call during another thread's call throws {@link
 * RunInUseException} on a best-effort basis: racing calls may go unnoticed and mix their numbers. Several runs of one
 * graph may run at once.
 *
 * <p>If {@link #forward}, {@link #backward} or an update throws, the run's numbers are incomplete. Until the next
 * forward pass, reading them throws, and so does {@link #backward}.
 *
 * <p>The same graph, feeds and parameters give the same bits on any JVM and processor, however the run is planned. Only
 * the sign and payload of a NaN may differ.
 */
public final class Run extends RunPasses {
    private final Graph graph;
    private final Map<Parameter, Trainable> trainables = new HashMap<>();

    private Run(Builder options, Feeds feeds) {
        super(
                options.objective,
                feeds,
                options.parameters(),
                new Plan(
                        options.graph,
                        leaf -> leaf instanceof Input input
                                ? feeds.value(input)
                                : options.parameters().live((Parameter) leaf),
                        options.planOptions()));
        this.graph = options.graph;
        for (Parameter parameter : graph.parameters()) {
            trainables.put(parameter, new Trainable(this, parameter, plan.gradientIfAny(parameter)));
        }
    }

    /** Returns a run whose parameters have their initial values. */
    public static Run of(Graph graph) {
        return builder(graph).build();
    }

    /**
     * Returns a run that shares the given parameters.
     *
     * @throws IllegalArgumentException if they do not include all parameters of the graph
     */
    public static Run of(Graph graph, Parameters parameters) {
        return builder(graph).parameters(parameters).build();
    }

    /** Returns a builder with the default options. */
    public static Builder builder(Graph graph) {
        return new Builder(graph);
    }

    /** The options of a run. */
    public static final class Builder {
        private final Graph graph;
        private final Set<Node> kept = new LinkedHashSet<>();
        private final Set<Node> wrt = new LinkedHashSet<>();
        private Objective objective;
        private Optional<Parameters> parameters = Optional.empty();
        private final Set<Optimization> optimizations = Optimization.defaults();
        private Supplier<Kernels> kernels = AvailableKernels.choice();
        private int threads = ThreadsProperty.value();
        private boolean loopsAtOnce;
        private boolean checked;
        private boolean forwardOnly;

        private Builder(Graph graph) {
            this.graph = graph;
            this.objective = Objective.of(graph);
        }

        /**
         * Shares the given parameters. By default, a run has its own, at their initial values.
         *
         * @throws IllegalArgumentException if they do not include all parameters of the graph
         */
        public Builder parameters(Parameters shared) {
            Objects.requireNonNull(shared, "shared parameters");
            List<Parameter> missing = graph.parameters().stream()
                    .filter(parameter -> !shared.contains(parameter))
                    .toList();
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException("Run: the graph's parameters " + Nodes.describe(missing)
                        + " are not among the given ones: " + Nodes.describe(shared.all())
                        + ". Parameters are compared by identity: build both graphs with the same Parameter objects");
            }
            parameters = Optional.of(shared);
            return this;
        }

        /** Creates parameters only if none were given. */
        private Parameters parameters() {
            Parameters own = parameters.orElseGet(() -> Parameters.of(graph));
            parameters = Optional.of(own);
            return own;
        }

        /**
         * Sets the node that {@link Run#backward} differentiates and whose value {@link Run#forward} returns. Other
         * outputs, such as metrics, are computed in the same pass. By default, the objective is the graph's only
         * output.
         *
         * <pre>{@code
         * Run run = Run.builder(Graph.of(J, accuracy)).objective(J).build();
         * }</pre>
         *
         * @throws IllegalArgumentException if the graph does not compute the node, or it does not have exactly one
         *     element
         */
        public Builder objective(Node objective) {
            this.objective = Objective.of(graph, objective);
            return this;
        }

        /** Keeps the values of these nodes, so that {@link Run#value} can return them. */
        public Builder keep(Node... nodes) {
            kept.addAll(Nodes.checkedPartOf(graph, "keep", nodes));
            return this;
        }

        /** Makes {@link Run#backward} compute the gradients with respect to these nodes too. */
        public Builder gradients(Node... nodes) {
            wrt.addAll(Nodes.checkedPartOf(graph, "gradients", nodes));
            return this;
        }

        /**
         * Selects the kernels, which does not affect any result. By default, a run uses the kernels that the system
         * property {@code dev.gradus.kernels} names, {@code scalar} or {@code simd}. Without the property, it uses each
         * available SIMD kernel as soon as that kernel is faster than its scalar counterpart.
         *
         * @throws IllegalStateException if they are not available in this JVM
         */
        public Builder kernels(KernelChoice choice) {
            choice.refusal().ifPresent(refusal -> {
                throw new IllegalStateException(refusal);
            });
            kernels = choice::make;
            return this;
        }

        /**
         * Limits the threads that share large operations, the calling one included. This does not affect any result.
         * The default is the system property {@code dev.gradus.threads}, or the number of processors. All runs share
         * one thread pool, which helps one run at a time; a run that finds it busy uses only the calling thread.
         *
         * @throws IllegalArgumentException if {@code most} is less than 1
         */
        public Builder threads(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("Run: threads must be at least 1, but is " + most);
            }
            threads = most;
            return this;
        }

        /**
         * Checks every number that a pass computes, and throws {@link NonFiniteException} for the first that is NaN or
         * became infinite. Infinity in constants and feeds is assumed to be intended, as in the mask {@code
         * where(causal, scores, −∞)}, unless it causes a NaN or an infinite gradient.
         */
        public Builder checked() {
            checked = true;
            return this;
        }

        /**
         * Plans no backward pass, which saves time and memory in runs that only predict. {@link Run#backward} then
         * throws.
         */
        public Builder forwardOnly() {
            forwardOnly = true;
            return this;
        }

        /** Switches optimizations off, which does not affect any result. */
        public Builder without(Optimization... switchedOff) {
            Objects.requireNonNull(switchedOff, "switchedOff");
            List.of(switchedOff).forEach(optimizations::remove);
            return this;
        }

        /** Generates all loops immediately and always uses them, and forms blocks of rows of small values, for tests. */
        Builder loopsAtOnce() {
            loopsAtOnce = true;
            return this;
        }

        /** A checked run has no optimizations, so that it can name the node that the user wrote. */
        private PlanOptions planOptions() {
            Set<Optimization> wanted = checked ? EnumSet.noneOf(Optimization.class) : optimizations;
            return new PlanOptions(
                    objective, kept, wrt, wanted, kernels, threads, loopsAtOnce, checked, forwardOnly, RowBlocks::new);
        }

        /**
         * Plans the run. This computes the ops whose operands are all constants, so it throws any exception that they
         * throw.
         *
         * @throws IllegalStateException if {@link #gradients} were requested, but there is no objective or the run is
         *     {@link #forwardOnly}
         * @throws dev.gradus.node.BackwardRuleException if an op's backward rule is wrong
         * @throws dev.gradus.node.OpException if a user's op of constants throws an exception
         */
        public Run build() {
            if (!wrt.isEmpty()) {
                objective.orThrow();
                if (forwardOnly) {
                    throw new IllegalStateException("Run: gradients(" + Nodes.describe(wrt)
                            + ") need a backward pass, but the run is forwardOnly()");
                }
            }
            return new Run(this, new Feeds(graph));
        }
    }

    /** Returns the graph that this run computes. */
    public Graph graph() {
        return graph;
    }

    /**
     * Returns the node that {@link #backward} differentiates and whose value {@link #forward} returns.
     *
     * @throws IllegalStateException if there is no {@linkplain Builder#objective objective}
     */
    public Node objective() {
        return objective.orThrow();
    }

    /** Returns the parameters, which hold the current numbers. */
    public Parameters parameters() {
        return parameters;
    }

    /** Returns the plan, which prints what the optimizations found. */
    public Plan plan() {
        return plan;
    }

    /**
     * Copies a value into an input. NaN and infinite numbers are accepted.
     *
     * @throws FeedException if the graph has no such input, or the shapes differ; then nothing has changed
     */
    public Run feed(Input input, Tensor value) {
        Calls mine = begin(Call.FEED);
        try {
            feeds.feed(input, value);
            return this;
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Copies numbers in row-major order into an input.
     *
     * @throws FeedException if the graph has no such input, or it has a different number of elements; then nothing has
     *     changed
     */
    public Run feed(Input input, double[] rowMajor) {
        Calls mine = begin(Call.FEED);
        try {
            feeds.feed(input, rowMajor);
            return this;
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Copies rows into an input of rank 2.
     *
     * @throws FeedException if the graph has no such input, the shapes differ, or the rows have different lengths; then
     *     nothing has changed
     */
    public Run feed(Input input, double[][] rows) {
        Calls mine = begin(Call.FEED);
        try {
            feeds.feed(input, rows);
            return this;
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Computes the outputs and the {@linkplain Builder#keep kept} nodes.
     *
     * @return the value of the {@linkplain Builder#objective objective}, or NaN if there is none; {@link #value}
     *     returns the other outputs
     * @throws FeedException if inputs were not fed; the message lists all of them
     */
    public double forward() {
        Calls mine = begin(Call.FORWARD);
        try {
            return goForward();
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Computes the gradients of the {@linkplain Builder#objective objective} with respect to all parameters and to the
     * nodes passed to {@link Builder#gradients}.
     *
     * @throws IllegalStateException if there is no objective, or nothing to differentiate with respect to; if a
     *     derivative is undefined; or if there is no complete forward pass with the current feeds and parameters
     * @throws UnreachedException if the gradient reaches none of these parameters and nodes
     */
    public void backward() {
        Calls mine = begin(Call.BACKWARD);
        try {
            checkCanGoBack();
            goBack();
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Returns a copy of a node's value in the last forward pass. For an input, parameter or constant, this is its
     * current value.
     *
     * @throws IllegalArgumentException if the run does not keep the value
     * @throws IllegalStateException if the node is an input that was not fed, or an op without a complete forward pass
     */
    public Tensor value(Node node) {
        Calls mine = begin(Call.READ);
        try {
            return Tensor.of(node.shape(), valueArray(node));
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /** Copies a node's {@link #value} into an array of the same number of elements, without allocating. */
    public void read(Node node, double[] destination) {
        Calls mine = begin(Call.READ);
        try {
            copy(node, valueArray(node), destination);
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Returns a copy of the gradient with respect to a node in the last backward pass.
     *
     * @throws IllegalArgumentException if the run does not compute this gradient
     * @throws IllegalStateException if there was no complete backward pass since the last forward pass, or an update
     *     failed after it
     */
    public Tensor gradient(Node node) {
        Calls mine = begin(Call.READ_GRADIENT);
        try {
            return Tensor.of(node.shape(), gradientArray(node));
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Returns the gradients with respect to the parameters {@linkplain Parameters#ofRecord of a record}, as such a record
     * with the data of the model. The gradient of a parameter that the graph does not contain is 0.
     *
     * @throws IllegalArgumentException if the model has another class
     * @throws IllegalStateException if the parameters were not made of a record, or as for {@link #gradient(Node)}
     */
    public <T extends Record> T gradient(Class<T> type) {
        return parameters
                .model("Run.gradient", type)
                .with(
                        type,
                        parameter -> trainables.containsKey(parameter)
                                ? gradient(parameter)
                                : Tensor.zeros(parameter.shape()));
    }

    /** Copies a node's {@link #gradient(Node)} into an array of the same number of elements, without allocating. */
    public void readGradient(Node node, double[] destination) {
        Calls mine = begin(Call.READ_GRADIENT);
        try {
            copy(node, gradientArray(node), destination);
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Changes a parameter's numbers in place. The gradients remain those of the last backward pass, so each parameter
     * can be updated once. If the rule throws, its changes remain, and only a forward pass is allowed next.
     *
     * @throws IllegalArgumentException if the graph has no such parameter
     * @throws IllegalStateException see {@link Trainable#check}
     */
    public void update(Parameter parameter, UpdateRule rule) {
        trainable(parameter).update(rule);
    }

    /** Throws if {@link #update} would throw before it calls the rule.
     * @throws IllegalArgumentException if the graph has no such parameter
     * @throws IllegalStateException see {@link Trainable#check}
     */
    public void checkUpdate(Parameter parameter) {
        Calls mine = begin(Call.UPDATE);
        try {
            trainable(parameter).check();
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Returns a handle of a parameter, for an optimizer that updates it repeatedly.
     *
     * @throws IllegalArgumentException if the graph has no such parameter
     */
    public Trainable trainable(Parameter parameter) {
        Objects.requireNonNull(parameter, "parameter");
        Trainable trainable = trainables.get(parameter);
        if (trainable == null) {
            throw plan.noGradient(parameter);
        }
        return trainable;
    }

    /** Returns whether this is a parameter of this run. */
    public boolean has(Trainable trainable) {
        Objects.requireNonNull(trainable, "trainable");
        return trainable.isOf(this);
    }

    /**
     * Returns the parameters and {@linkplain Builder#gradients requested} nodes that the gradient does not reach, each
     * with an explanation of where the paths to it end. Their gradients are zeros.
     */
    public Map<Node, String> unreached() {
        return plan.unreached();
    }

    /** Returns a plain evaluator of this graph with a copy of the feeds. It shares the parameters. */
    public Evaluator evaluator() {
        Calls mine = begin(Call.READ);
        try {
            return new Evaluator(objective, parameters, feeds.copy());
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    private static void copy(Node node, double[] source, double[] destination) {
        Objects.requireNonNull(destination, "destination");
        if (destination.length != source.length) {
            throw new IllegalArgumentException(
                    node.describe() + " has " + source.length + " elements, but the array takes " + destination.length);
        }
        System.arraycopy(source, 0, destination, 0, source.length);
    }
}
