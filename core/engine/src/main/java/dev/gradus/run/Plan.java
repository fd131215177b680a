package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.graph.Lookalikes;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Constant;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.CheckedTasks;
import dev.gradus.plan.Program;
import dev.gradus.plan.Task;
import dev.gradus.plan.WatchedTasks;
import dev.gradus.plan.fuse.OpSequence;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The plan of a run: its ops in order, and their arrays. {@link #toString()} describes what each {@linkplain
 * Optimization optimization} found.
 */
public final class Plan {
    private final Graph graph;
    private final PlanOptions options;
    private final Set<Node> kept = new HashSet<>();
    private final WantedGradients derivatives;
    private final boolean hasGradients;
    private final PlannedLoops loops;
    private final Program program;
    private final Kernels kernels;
    private final Buffers buffers;
    private final long scratchBytes;
    private final OpSequence forward;
    private final OpSequence backward;
    private final Optional<double[]> objective;
    private final PlanText text;

    /** @param leaves the arrays of inputs and parameters */
    Plan(Graph graph, Function<Node, double[]> leaves, PlanOptions options) {
        this.graph = graph;
        this.options = options;
        kept.addAll(graph.outputs());
        kept.addAll(options.keep());
        options.objective().node().ifPresent(kept::add);
        derivatives = new WantedGradients(options.objective(), options.differentiateBy(), options.forwardOnly());
        hasGradients = derivatives.exist();
        loops = new PlannedLoops(options);
        program = program();
        PlannedOps ops = PlannedOps.of(program, options, leaves, double[]::new, false);
        kernels = ops.kernels();
        buffers = ops.buffers();
        scratchBytes = ops.scratchBytes();
        List<Task> tasks = ops.tasks().tasks();
        int forwardTasks = forwardTasks(tasks);
        forward = sequence(tasks.subList(0, forwardTasks), graph.outputs());
        backward = sequence(tasks.subList(forwardTasks, tasks.size()), derivatives.nodes());
        objective = options.objective().node().map(buffers::of);
        text = new PlanText(graph, options.objective(), ops.withoutTasks(), loops, forward, backward, derivatives);
    }

    private Program program() {
        Set<Node> results = new HashSet<>(kept);
        results.addAll(derivatives.nodes());
        return new Program(
                graph.nodes().then(derivatives.nodes()), graph.nodes().size(), results, loops);
    }

    /** Returns the number of tasks of the forward pass, which come first. */
    private int forwardTasks(List<Task> tasks) {
        int count = 0;
        while (count < tasks.size() && program.isForward(tasks.get(count).index())) {
            count++;
        }
        return count;
    }

    private OpSequence sequence(List<Task> tasks, Collection<Node> results) {
        BoundOp[] bound = options.checked()
                ? new BoundOp[] {
                    new CheckedTasks(
                            new WatchedTasks(
                                    program,
                                    tasks,
                                    results.stream().map(buffers::of).toArray(double[][]::new)),
                            NonFiniteException::new)
                }
                : Task.bound(tasks);
        return new OpSequence(options.runsBeforeUnrolling(program.largest()), bound);
    }

    Kernels kernels() {
        return kernels;
    }

    void forward() {
        forward.run();
    }

    void backward() {
        backward.run();
    }

    void checkCanGoBack() {
        if (!hasGradients) {
            derivatives.check();
            throw new IllegalStateException("There is nothing to differentiate "
                    + options.objective().orThrow().describe()
                    + " with respect to: the graph has no parameters, and no gradients(…) were requested");
        }
    }

    Map<Node, String> unreached() {
        return derivatives.unreached();
    }

    double objective() {
        return objective.isPresent() ? objective.get()[0] : Double.NaN;
    }

    double[] value(Node node) {
        if (!program.contains(node)) {
            throw notComputed(node);
        }
        if (node instanceof Constant constant) {
            return constant.value().toArray();
        }
        if (!kept.contains(node) && !(node instanceof Leaf)) {
            throw new IllegalArgumentException("The run does not keep the value of " + node.describe()
                    + "; ask for it: Run.builder(graph).keep(" + node.expression() + ")");
        }
        return buffers.of(node);
    }

    double[] gradient(Node node) {
        if (!derivatives.has(node)) {
            throw noGradient(node);
        }
        return buffers.of(derivatives.wrt(node));
    }

    /** Returns the array of a node's gradient, or an empty one where {@link #gradient} throws. */
    double[] gradientIfAny(Node node) {
        return derivatives.has(node) ? buffers.of(derivatives.wrt(node)) : new double[0];
    }

    IllegalArgumentException noGradient(Node node) {
        if (!program.contains(node)) {
            return notComputed(node);
        }
        derivatives.check();
        return new IllegalArgumentException("The run does not compute the gradient with respect to " + node.describe()
                + "; ask for it: Run.builder(graph).gradients(" + node.expression() + ")");
    }

    private IllegalArgumentException notComputed(Node node) {
        Objects.requireNonNull(node, "node");
        return new IllegalArgumentException("The run does not compute " + node.describe() + ": the outputs "
                + Nodes.describe(graph.outputs()) + " do not depend on it" + Lookalikes.hint(node, graph.nodes()));
    }

    /**
     * Whether all values are so small that the passes are compiled into straight-line code after they have run often.
     */
    boolean isOfFewNumbers() {
        return forward.isOfFewNumbers();
    }

    /** Returns the number of ops of both passes. */
    public int ops() {
        return text.ops();
    }

    /**
     * Returns the size of the arrays for the values of ops, for scratch space, and for the steps of loops. Each thread
     * additionally has at most 4 MB.
     */
    public long bytes() {
        return buffers.bytes() + scratchBytes + loops.bytes();
    }

    /** Describes the number of ops, what each optimization found, the memory, and which generated loops are used. */
    @Override
    public String toString() {
        return text.toString();
    }
}
