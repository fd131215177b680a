package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.AvailableKernels;
import dev.gradus.kernel.Kernels;
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
 * A graph with numbers, planned once and then run as often as you like without allocating anything.
 *
 * <pre>{@code
 * Run run = Run.of(Graph.of(J)).feed(x, xTrain).feed(y, yTrain);
 * double loss = run.forward();      // the value of J
 * run.backward();                   // ∂J/∂W, ∂J/∂b
 * descent.step(run);                // W ← W − η ∂J/∂W
 * }</pre>
 *
 * <p>A run keeps the values of the graph's outputs, of its inputs, parameters and constants, and of the nodes given to
 * {@link Builder#keep}. Naming a node with {@code named} does not keep it.
 *
 * <p>A run belongs to one thread at a time. It may be handed over between calls, with an ordinary happens-before. A thread
 * that calls it during another thread's call gets a {@link RunInUseException}, on a best-effort basis: calls that race may
 * go unnoticed and mix their numbers. Several runs of one graph may run at once.
 *
 * <p>If an exception or error ends {@link #forward}, {@link #backward} or an update, the numbers are incomplete. The run
 * then refuses to give them, and anything computed from them, until the next forward pass.
 *
 * <p>The same graph, feeds and parameters give the same bits on any JVM and processor, however the run is planned. Only
 * the sign and payload of a NaN may differ.
 */
public final class Run extends RunProgress {
    private final Graph graph;
    private final Objective objective;
    private final Feeds feeds;
    private final Map<Parameter, Trainable> trainables = new HashMap<>();
    private long fedAtForward;
    private long versionAtForward;

    private Run(Builder options, Feeds feeds) {
        super(
                options.parameters(),
                new Plan(
                        options.graph,
                        leaf -> leaf instanceof Input input
                                ? feeds.value(input)
                                : options.parameters().live((Parameter) leaf),
                        options.planOptions()));
        this.graph = options.graph;
        this.objective = options.objective;
        this.feeds = feeds;
        for (Parameter parameter : graph.parameters()) {
            trainables.put(parameter, new Trainable(this, parameter, plan.gradientIfAny(parameter)));
        }
    }

    /** A run with the parameters at their initial values. */
    public static Run of(Graph graph) {
        return builder(graph).build();
    }

    /**
     * A run that shares these parameters.
     *
     * @throws IllegalArgumentException if they lack one of the graph's
     */
    public static Run of(Graph graph, Parameters parameters) {
        return builder(graph).parameters(parameters).build();
    }

    /** A run with options. */
    public static Builder builder(Graph graph) {
        return new Builder(graph);
    }

    /** The options of a run. */
    public static final class Builder {
        private final Graph graph;
        private final Set<Node> kept = new LinkedHashSet<>();
        private final Set<Node> differentiated = new LinkedHashSet<>();
        private Objective objective;
        private Optional<Parameters> parameters = Optional.empty();
        private final Set<Pass> passes = Pass.defaults();
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
         * Shares these parameters instead of starting at the initial values.
         *
         * @throws IllegalArgumentException if they lack one of the graph's
         */
        public Builder parameters(Parameters shared) {
            Objects.requireNonNull(shared, "shared parameters");
            List<Parameter> missing = graph.parameters().stream()
                    .filter(parameter -> !shared.contains(parameter))
                    .toList();
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException("Run: the graph's parameters " + Nodes.describe(missing)
                        + " are not among the given ones: " + Nodes.describe(shared.all())
                        + ". Parameters are told apart by identity: build both graphs with the same Parameter objects");
            }
            parameters = Optional.of(shared);
            return this;
        }

        /** The given ones, or those at the initial values, copied only if there are none. */
        private Parameters parameters() {
            Parameters own = parameters.orElseGet(() -> Parameters.of(graph));
            parameters = Optional.of(own);
            return own;
        }

        /**
         * Says which node the gradients are of, and whose value {@link Run#forward} returns. The other outputs, such as
         * metrics, are computed in the same pass. By default it is the graph's one output.
         *
         * <pre>{@code
         * Run run = Run.builder(Graph.of(J, accuracy)).objective(J).build();
         * }</pre>
         *
         * @throws IllegalArgumentException if the graph does not compute the node, or it has not one element
         */
        public Builder objective(Node objective) {
            this.objective = Objective.of(graph, objective);
            return this;
        }

        /** Keeps the values of these nodes, for {@link Run#value}. */
        public Builder keep(Node... nodes) {
            kept.addAll(Nodes.checkedPartOf(graph, "keep", nodes));
            return this;
        }

        /** Makes {@link Run#backward} compute the gradients with respect to these nodes too. */
        public Builder gradients(Node... nodes) {
            differentiated.addAll(Nodes.checkedPartOf(graph, "gradients", nodes));
            return this;
        }

        /**
         * Computes with these kernels; no result changes. By default a run takes the SIMD kernels where there are any,
         * each as soon as it is faster, or those that the system property {@code dev.gradus.kernels} names, {@code scalar}
         * or {@code simd}.
         *
         * @throws IllegalStateException if this JVM does not have them
         */
        public Builder kernels(KernelChoice choice) {
            choice.refusal().ifPresent(refusal -> {
                throw new IllegalStateException(refusal);
            });
            kernels = choice::make;
            return this;
        }

        /**
         * Shares large work between at most this number of threads; no result changes. By default it is the system
         * property {@code dev.gradus.threads}, or the number of processors. All runs have the same threads, which help
         * one run at a time; a run that finds them busy works alone.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder threads(int most) {
            if (most < 1) {
                throw new IllegalArgumentException(
                        "Run: threads(" + most + "): the run's own thread is one, so 1 is the least");
            }
            threads = most;
            return this;
        }

        /**
         * Looks at every number as it is computed and throws {@link NonFiniteException} at the first that is NaN or became
         * infinite. Infinity in constants and feeds is meant, as in the mask {@code where(causal, scores, −∞)}; what makes
         * NaN or an infinite gradient of it is reported.
         */
        public Builder checked() {
            checked = true;
            return this;
        }

        /**
         * Plans no backward pass, for runs that predict: that takes less time and memory, and {@link Run#backward} throws. No
         * result changes.
         */
        public Builder forwardOnly() {
            forwardOnly = true;
            return this;
        }

        /** Plans the run without these passes; no result changes. */
        public Builder without(Pass... switchedOff) {
            Objects.requireNonNull(switchedOff, "switchedOff");
            List.of(switchedOff).forEach(passes::remove);
            return this;
        }

        /** Makes all generated loops at once and always uses them: for tests, as it does not pay. */
        Builder loopsAtOnce() {
            loopsAtOnce = true;
            return this;
        }

        /** A checked run computes what the graph says, node by node, so that it can name the node. */
        private PlanOptions planOptions() {
            Set<Pass> wanted = checked ? EnumSet.noneOf(Pass.class) : passes;
            return new PlanOptions(
                    objective, kept, differentiated, wanted, kernels, threads, loopsAtOnce, checked, forwardOnly);
        }

        /**
         * Plans the run. Ops whose operands are all constants are computed here, once, and not in any pass: what they throw,
         * this throws.
         *
         * @throws IllegalStateException if {@link #gradients} were asked for, and it is open of which output, or the run is
         *     {@link #forwardOnly}
         * @throws dev.gradus.node.BackwardRuleException if an op's backward rule is wrong
         * @throws dev.gradus.node.OpException if a user's op of constants throws an exception
         */
        public Run build() {
            if (!differentiated.isEmpty()) {
                objective.orThrow();
                if (forwardOnly) {
                    throw new IllegalStateException("Run: gradients(" + Nodes.describe(differentiated)
                            + ") need a backward pass, but the run is forwardOnly()");
                }
            }
            return new Run(this, new Feeds(graph));
        }
    }

    /** The graph that runs. */
    public Graph graph() {
        return graph;
    }

    /**
     * What the gradients are of, and whose value {@link #forward} returns.
     *
     * @throws IllegalStateException if there is {@linkplain Builder#objective none}
     */
    public Node objective() {
        return objective.orThrow();
    }

    /** The current numbers of the parameters. */
    public Parameters parameters() {
        return parameters;
    }

    /** The plan of this run. */
    public Plan plan() {
        return plan;
    }

    /**
     * Copies a value into an input. NaN and infinite numbers are taken; a {@linkplain Builder#checked checked} run reports
     * what comes of them.
     *
     * @throws FeedException if the graph has no such input, or it has another shape; then nothing has changed
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
     * Copies row-major numbers into an input, as many as it has elements. See {@link #feed(Input, Tensor)}.
     *
     * @throws FeedException if the graph has no such input, or it has another number of elements; then nothing has changed
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
     * Copies rows into an input of rank 2. See {@link #feed(Input, Tensor)}.
     *
     * @throws FeedException if the graph has no such input, it has another shape, or the rows are not equally long; then
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
     * The forward pass: computes the outputs, and what is kept.
     *
     * @return the value of the {@linkplain Builder#objective objective}: by default the graph's one output, if it has one
     *     element. NaN if there is none; read outputs with {@link #value}
     * @throws FeedException if inputs were not fed; the message lists all of them
     */
    public double forward() {
        Calls mine = begin(Call.FORWARD);
        try {
            forgetWhatEnded();
            feeds.check();
            fedAtForward = feeds.version();
            versionAtForward = parameters.version();
            plan.forward();
            double value = plan.objective();
            progress = FORWARD;
            return value;
        } catch (Throwable failure) {
            progress = INCOMPLETE;
            isEnded(Call.FORWARD, failure);
            throw failure;
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * The backward pass: computes the gradients of the {@linkplain Builder#objective objective} with respect to every
     * parameter and to what {@link Builder#gradients} asked for.
     *
     * @throws IllegalStateException if there is no objective, if there is nothing to differentiate
     *     by or no derivative, if feeds or parameters changed since the forward pass, or if something ended that or what came
     *     after it
     * @throws UnreachedException if the gradient reaches none of the parameters and nothing that was asked for
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

    private void goBack() {
        try {
            // A second pass would find the same numbers, but not the values that the first one wrote over.
            if (progress != BACKWARD) {
                plan.backward();
            }
            wentBack(versionAtForward);
            progress = BACKWARD;
        } catch (Throwable failure) {
            progress = INCOMPLETE;
            isEnded(Call.BACKWARD, failure);
            throw failure;
        }
    }

    private void checkCanGoBack() {
        if (progress < FORWARD) {
            objective.orThrow();
            throw progress == INCOMPLETE
                    ? incomplete("call forward() before backward()")
                    : new IllegalStateException("backward() goes back through a forward pass; call forward() first");
        }
        if (fedAtForward != feeds.version()) {
            throw new IllegalStateException(
                    "An input was fed since the forward pass; call forward() before backward()");
        }
        if (versionAtForward != parameters.version()) {
            throw new IllegalStateException(
                    "The parameters changed since the forward pass; call forward() before backward()");
        }
        plan.checkCanGoBack();
    }

    /**
     * A snapshot of a node's value in the last forward pass; of an input, parameter or constant its value now.
     *
     * @throws IllegalArgumentException if the run does not keep it
     * @throws IllegalStateException before the first forward pass, if something ended the last one or what came after it, or
     *     if it is an input that was not fed
     */
    public Tensor value(Node node) {
        Calls mine = begin(Call.READ);
        try {
            return Tensor.of(node.shape(), valueArray(node));
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /** Copies a node's {@link #value} into an array of as many elements. */
    public void read(Node node, double[] destination) {
        Calls mine = begin(Call.READ);
        try {
            copy(node, valueArray(node), destination);
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * A snapshot of the gradient with respect to a node in the last backward pass.
     *
     * @throws IllegalArgumentException if the run does not compute it
     * @throws IllegalStateException if there was no backward pass since the last forward pass, or cannot be one, or if
     *     something ended it or an update after it
     */
    public Tensor gradient(Node node) {
        Calls mine = begin(Call.READ_GRADIENT);
        try {
            return Tensor.of(node.shape(), gradientArray(node));
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /** Copies the {@link #gradient} into an array of as many elements. */
    public void readGradient(Node node, double[] destination) {
        Calls mine = begin(Call.READ_GRADIENT);
        try {
            copy(node, gradientArray(node), destination);
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    /**
     * Changes a parameter's numbers in place; the only door for optimizers. The gradients stay those of the last backward
     * pass, so one parameter after the other can be updated, each once. If the rule throws, what it wrote until then stays
     * and counts as a change: the run refuses everything but a forward pass then.
     *
     * @throws IllegalArgumentException if the graph has no such parameter
     * @throws IllegalStateException see {@link #checkUpdate}
     */
    public void update(Parameter parameter, UpdateRule rule) {
        trainable(parameter).update(rule);
    }

    /**
     * Throws what {@link #update} would throw before it calls the rule: for optimizers that change all of several
     * parameters or none.
     *
     * @throws IllegalArgumentException if the graph has no such parameter
     * @throws IllegalStateException if there was no backward pass since the last forward pass, if the parameter was updated
     *     with its gradient already, or if parameters changed since by anything but this run's updates
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
     * A parameter of the graph, for an optimizer that updates it at every step.
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

    /** Whether this is a parameter of this run. */
    public boolean has(Trainable trainable) {
        Objects.requireNonNull(trainable, "trainable");
        return trainable.isOf(this);
    }

    /**
     * The parameters, and the nodes asked for, that the gradient does not reach, each with where the ways to it end.
     * Their gradient is zeros, so training leaves such a parameter as it is.
     */
    public Map<Node, String> unreached() {
        return plan.unreached();
    }

    /** A plain evaluator of this graph with a copy of what was fed, and these parameters. */
    public Evaluator evaluator() {
        Calls mine = begin(Call.READ);
        try {
            return new Evaluator(objective, parameters, feeds.copy());
        } finally {
            mine.underWay >>>= Call.BITS;
        }
    }

    private double[] valueArray(Node node) {
        double[] value = plan.value(node);
        feeds.checkHasValue(node);
        if (progress < FORWARD && !node.inputs().isEmpty()) {
            throw progress == INCOMPLETE
                    ? incomplete("call forward() again before the value of " + node.describe() + " is read")
                    : new IllegalStateException(node.describe() + " has no value yet; call forward() first");
        }
        return value;
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
