package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Namesakes;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a run does, worked out once: which ops in which order, and the arrays between which they compute.
 * {@link #toString()} says what the {@linkplain Pass passes} made of the graph.
 */
public final class Plan {
    /** Handing work to threads costs a little. */
    private static final int LARGE = 4096;

    private final Graph graph;
    private final Set<Node> kept = new HashSet<>();
    private final Map<Node, Node> gradients = new LinkedHashMap<>();
    private Optional<UndefinedGradientException> noGradients = Optional.empty();
    private boolean isNothingReached;
    private Optional<Unreached> unreached = Optional.empty();
    private final boolean hasGradients;
    private final Program program;
    private final Kernels kernels;
    private final Buffers buffers;
    private final Schedule forward;
    private final Schedule backward;
    private final Optional<StraightPasses> straight;
    private final Optional<double[]> objective;
    private final PlanText text;

    Plan(
            Graph graph,
            Feeds feeds,
            Parameters parameters,
            Collection<Node> keep,
            Collection<Node> differentiated,
            Set<Pass> passes,
            Supplier<Kernels> oneThread,
            int threads,
            boolean loopsAtOnce,
            boolean checked) {
        this.graph = graph;
        kept.addAll(graph.outputs());
        kept.addAll(keep);
        differentiate(differentiated);
        hasGradients = !gradients.isEmpty();
        TopologicalOrder nodes = graph.nodes().then(gradients.values());
        Program asSorted = program(nodes);
        int largest = asSorted.largest();
        kernels = kernels(largest, threads, oneThread);
        ColumnSums columnSums = new ColumnSums(graph.nodes(), kernels.lanes(), loopsAtOnce);
        TopologicalOrder early = passes.contains(Pass.GENERATED_LOOPS) ? columnSums.early(nodes) : nodes;
        program = early.equals(nodes) ? asSorted : program(early);
        Map<Pass, Integer> found = Rewrites.apply(program, passes);
        BitSet ops = program.needed();
        Loops loops = passes.contains(Pass.GENERATED_LOOPS)
                ? new Loops(program, ops, columnSums, kernels, loopsAtOnce)
                : new Loops(program);
        Groups groups = passes.contains(Pass.GROUPS) ? new Groups(program, ops, loops) : new Groups(program);
        buffers = new Buffers(
                program,
                ops,
                groups,
                passes,
                leaf -> leaf instanceof Input input ? feeds.value(input) : parameters.live((Parameter) leaf));
        forward = new Schedule(
                program,
                part(ops, 0, program.forward()),
                groups,
                loops,
                buffers,
                arrays(graph.outputs()),
                kernels,
                checked);
        backward = new Schedule(
                program,
                part(ops, program.forward(), program.size()),
                groups,
                loops,
                buffers,
                arrays(gradients.values()),
                kernels,
                checked);
        Map<BoundOp, BoundOp> shared = new LoopsOfBothPasses(program, ops, loops, buffers, kernels).find();
        forward.replace(shared);
        backward.replace(shared);
        straight = passes.contains(Pass.GENERATED_LOOPS) && largest < Kernels.FEWEST_FOR_VECTORS
                ? Optional.of(new StraightPasses(forward, backward))
                : Optional.empty();
        objective =
                Objective.exists(graph) ? Optional.of(buffers.of(graph.outputs().get(0))) : Optional.empty();
        text = new PlanText(
                graph, forward.size(), backward.size(), found, groups, loops, straight, buffers, this::unreached);
    }

    /** Where no vector could be filled, classes that know vectors are not even loaded: that takes longer than many steps. */
    private static Kernels kernels(int largest, int threads, Supplier<Kernels> oneThread) {
        return largest >= Kernels.FEWEST_FOR_VECTORS
                ? Kernels.threaded(largest >= LARGE ? threads : 1, oneThread)
                : Kernels.scalar();
    }

    private void differentiate(Collection<Node> differentiated) {
        Set<Node> targets = new LinkedHashSet<>(graph.parameters());
        targets.addAll(differentiated);
        if (!Objective.exists(graph) || targets.isEmpty()) {
            return;
        }
        Gradients all = Gradients.of(graph);
        List<Node> notReached =
                targets.stream().filter(target -> !all.reaches(target)).toList();
        if (!notReached.isEmpty()) {
            unreached = Optional.of(new Unreached(all, notReached));
        }
        try {
            targets.forEach(target -> gradients.put(target, ownValue(all.wrt(target))));
        } catch (UndefinedGradientException undefined) {
            // A forward pass makes sense even where there is no derivative; only backward() must say why.
            noGradients = Optional.of(undefined);
            gradients.clear();
        }
        if (noGradients.isEmpty() && notReached.size() == targets.size()) {
            isNothingReached = true;
            gradients.clear();
        }
    }

    /** A gradient that is an input or a parameter is copied, so that it stays as it was when that changes. */
    private static Node ownValue(Node gradient) {
        return gradient instanceof Leaf ? gradient.stopGradient() : gradient;
    }

    private Program program(TopologicalOrder nodes) {
        Set<Node> results = new HashSet<>(kept);
        results.addAll(gradients.values());
        return new Program(nodes, graph.nodes().size(), results);
    }

    private static BitSet part(BitSet ops, int from, int to) {
        BitSet part = new BitSet();
        part.or(ops);
        part.clear(0, from);
        part.clear(to, Math.max(to, part.length()));
        return part;
    }

    private double[][] arrays(Collection<Node> nodes) {
        return nodes.stream().map(buffers::of).toArray(double[][]::new);
    }

    Kernels kernels() {
        return kernels;
    }

    void forward() {
        if (straight.isPresent()) {
            straight.get().forward();
        } else {
            forward.run();
        }
    }

    void backward() {
        if (straight.isPresent()) {
            straight.get().backward();
        } else {
            backward.run();
        }
    }

    /** Throws if there is nothing for a backward pass to compute. */
    void checkCanGoBack() {
        if (!hasGradients) {
            checkGradientsExist();
            throw new IllegalStateException("There is nothing to differentiate " + Nodes.describe(graph.outputs())
                    + " by: the graph has no parameters and no gradients(…) were asked for");
        }
    }

    private void checkGradientsExist() {
        Objective.of(graph);
        if (noGradients.isPresent()) {
            throw noGradients.get();
        }
        if (isNothingReached) {
            throw new UnreachedException(Objective.of(graph), unreached());
        }
    }

    /** What the gradient does not reach of what it is wanted for, and why. */
    Map<Node, String> unreached() {
        return unreached.map(Unreached::reasons).orElse(Map.of());
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
        Node gradient = gradients.get(node);
        if (gradient == null) {
            throw noGradient(node);
        }
        return buffers.of(gradient);
    }

    /** Where a node's gradient will be; no place if there is none, which {@link #gradient} tells of. */
    double[] gradientIfAny(Node node) {
        Node gradient = gradients.get(node);
        return gradient == null ? new double[0] : buffers.of(gradient);
    }

    IllegalArgumentException noGradient(Node node) {
        if (!program.contains(node)) {
            return notComputed(node);
        }
        checkGradientsExist();
        return new IllegalArgumentException("The run does not compute the gradient with respect to " + node.describe()
                + "; ask for it: Run.builder(graph).gradients(" + node.expression() + ")");
    }

    private IllegalArgumentException notComputed(Node node) {
        return new IllegalArgumentException("The run does not compute " + node.describe() + ": the outputs "
                + Nodes.describe(graph.outputs()) + " do not depend on it" + Namesakes.hint(node, graph.nodes()));
    }

    /** Whether all values are of so few numbers that code is written for the passes once they have run often. */
    boolean isOfFewNumbers() {
        return straight.isPresent();
    }

    /** How many ops run, forward and backward. */
    public int ops() {
        return forward.size() + backward.size();
    }

    /** The size of the arrays that hold the ops' values. */
    public long bytes() {
        return buffers.bytes();
    }

    /** How many ops run, what each pass found, what memory it takes, and what is decided about loops by now. */
    @Override
    public String toString() {
        return text.toString();
    }
}
