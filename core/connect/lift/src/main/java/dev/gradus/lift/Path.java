package dev.gradus.lift;

import dev.gradus.graph.Graph;
import dev.gradus.lift.Trace.Precondition;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Hessian;
import dev.gradus.run.Jacobian;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trace as a graph, with its runs. */
final class Path {
    /** An input, and the blocks of the arguments that it contains, one after the other. */
    private record Feed(Input input, List<Block> blocks, double[] elements) {}

    final Trace trace;
    /** The result for the arguments that were traced. */
    final Object result;
    /** The node of all numbers of the result; of rank 0 if the result is a double. */
    final Node y;

    /** Why there are no derivatives with respect to some arguments. */
    final Map<Block, String> cuts;

    private final List<String> found;
    private final Input x;
    private final Map<Block, Input> data = new HashMap<>();
    private final Optional<Node> conditions;
    private final double[] outcomes;
    private final Graph graph;
    private final Graph ofY;
    private final boolean dependsOnX;
    private final List<Feed> feeds;
    private final List<Feed> feedsOfY;
    private double number;
    private boolean isReached;
    private Optional<Run> latest = Optional.empty();
    private Optional<Run> values = Optional.empty();
    private Optional<Run> gradients = Optional.empty();
    private Optional<Hessian> hessian = Optional.empty();
    private Optional<Jacobian> jacobian = Optional.empty();

    Path(Lifted.Traced traced) {
        this.trace = traced.trace();
        Object represented = traced.result();
        this.x = Input.of("x", trace.differentiated());
        Map<Block, Node> leaves = new HashMap<>();
        for (Block block : trace.blocks) {
            if (block.isDifferentiated()) {
                leaves.put(block, block.size() == trace.differentiated() ? x : part(block));
            } else {
                Input input = Input.of("data" + data.size(), block.size());
                data.put(block, input);
                leaves.put(block, input);
            }
        }
        Circuit circuit = new Circuit(leaves, numbers(represented, trace), trace.operations(), false);
        this.found = circuit.found();
        this.y = y(circuit, represented);
        this.conditions = conditions(circuit, trace);
        this.outcomes = new double[trace.guards.size()];
        this.ofY = Graph.of(y);
        this.graph = conditions.isPresent() ? Graph.of(y, conditions.get()) : ofY;
        this.dependsOnX = ofY.inputs().contains(x);
        this.feeds = feeds(graph);
        this.feedsOfY = feeds(ofY);
        this.result = Shaped.java(represented, tracedNumbers(represented));
        this.cuts = Cuts.of(resultOf(represented), trace, Block::isDifferentiated);
        trace.forget();
    }

    private Node part(Block block) {
        return x.slice(0, block.offset(), block.offset() + block.size());
    }

    /** What a graph computes: the result and the conditions of the guards. */
    static List<Object> numbers(Object result, Trace trace) {
        List<Object> numbers = resultOf(result);
        trace.guards.forEach(guard -> numbers.add(guard.condition()));
        return numbers;
    }

    static List<Object> resultOf(Object result) {
        List<Object> numbers = new ArrayList<>();
        Shaped.numbers(result, numbers);
        if (numbers.isEmpty()) {
            throw new LiftException("The method returns no double; return a double, a double[], a double[][] or a"
                    + " record of these.");
        }
        return numbers;
    }

    private static DoubleBuffer tracedNumbers(Object result) {
        return DoubleBuffer.wrap(
                resultOf(result).stream().mapToDouble(Expr::valueOf).toArray());
    }

    static Node y(Circuit circuit, Object result) {
        return result instanceof Expr || result instanceof Double
                ? circuit.node(result)
                : circuit.vector(resultOf(result));
    }

    static Optional<Node> conditions(Circuit circuit, Trace trace) {
        List<Object> all = new ArrayList<>();
        trace.guards.forEach(guard -> all.add(guard.condition()));
        return all.isEmpty() ? Optional.empty() : Optional.of(circuit.vector(all));
    }

    /** Whether everything other than doubles is as it was. */
    boolean fits(Object[] arguments) {
        for (Precondition precondition : trace.preconditions) {
            if (!precondition.holds(arguments)) {
                return false;
            }
        }
        for (Block block : trace.blocks) {
            if (!block.fits(block.source().read(arguments))) {
                return false;
            }
        }
        return true;
    }

    private interface Feeding {
        Object feed(Input input, double[] elements);
    }

    /** Feeds the inputs of the result's graph. */
    private static void feed(List<Feed> feeds, Object[] arguments, Feeding feeding) {
        for (Feed feed : feeds) {
            Object first = feed.blocks.get(0).source().read(arguments);
            if (feed.blocks.size() == 1 && first instanceof double[] elements) {
                feeding.feed(feed.input, elements);
                continue;
            }
            for (Block block : feed.blocks) {
                block.copy(block.source().read(arguments), feed.elements, Math.max(block.offset(), 0));
            }
            feeding.feed(feed.input, feed.elements);
        }
    }

    private List<Feed> feeds(Graph of) {
        List<Feed> feeds = new ArrayList<>();
        if (of.inputs().contains(x)) {
            List<Block> all =
                    trace.blocks.stream().filter(Block::isDifferentiated).toList();
            feeds.add(new Feed(x, all, new double[trace.differentiated()]));
        }
        data.forEach((block, input) -> {
            if (of.inputs().contains(input)) {
                feeds.add(new Feed(input, List.of(block), new double[block.size()]));
            }
        });
        return feeds;
    }

    /** Computes the result, and its gradient if it is a double, unless these arguments take another path. */
    boolean computes(Object[] arguments, boolean withGradient) {
        Run run = withGradient && dependsOnX ? gradients() : values();
        feed(feeds, arguments, run::feed);
        number = run.forward();
        latest = Optional.of(run);
        if (conditions.isPresent()) {
            run.read(conditions.get(), outcomes);
            for (int i = 0; i < outcomes.length; i++) {
                if ((outcomes[i] != 0) != trace.guards.get(i).expected()) {
                    return false;
                }
            }
        }
        return true;
    }

    private Run values() {
        if (values.isEmpty()) {
            Run.Builder builder = Run.builder(graph).forwardOnly();
            values = Optional.of((result instanceof Double ? builder.objective(y) : builder).build());
        }
        return values.get();
    }

    private Run gradients() {
        if (gradients.isEmpty()) {
            Run run = Run.builder(graph).objective(y).gradients(x).build();
            isReached = !run.unreached().containsKey(x);
            gradients = Optional.of(run);
        }
        return gradients.get();
    }

    /** The result of the latest computation, a double. */
    double number() {
        return number;
    }

    /** The numbers of the result of the latest computation. */
    double[] numbers() {
        double[] numbers = new double[y.shape().elements()];
        latest.orElseThrow().read(y, numbers);
        return numbers;
    }

    /** The gradient of the result of the latest computation, a double. */
    double[] gradient() {
        double[] gradient = new double[trace.differentiated()];
        if (isReached) { // otherwise the result is locally constant
            gradients().backward();
            gradients().readGradient(x, gradient);
        }
        return gradient;
    }

    private Hessian hessian(Object[] arguments) {
        Hessian of = hessian.orElseGet(() -> Hessian.of(y).wrt(x));
        hessian = Optional.of(of);
        feed(feedsOfY, arguments, of::feed);
        return of;
    }

    /** The second derivatives, for arguments that take this path. */
    double[][] secondDerivatives(Object[] arguments) {
        return dependsOnX
                ? hessian(arguments).value().to2d()
                : new double[trace.differentiated()][trace.differentiated()];
    }

    /** The second derivatives times a vector, for arguments that take this path. */
    double[] secondDerivatives(Object[] arguments, double[] vector) {
        return dependsOnX ? hessian(arguments).times(Tensor.of(vector)).toArray() : new double[trace.differentiated()];
    }

    /** The derivatives of all numbers of the result, for arguments that take this path. */
    double[][] derivatives(Object[] arguments) {
        int rows = y.shape().elements();
        if (!dependsOnX) {
            return new double[rows][trace.differentiated()];
        }
        Jacobian of = jacobian.orElseGet(() -> Jacobian.of(y).wrt(x));
        jacobian = Optional.of(of);
        feed(feedsOfY, arguments, of::feed);
        return of.value().reshape(rows, trace.differentiated()).to2d();
    }

    @Override
    public String toString() {
        return String.join("\n", found) + (found.isEmpty() ? "" : "\n") + ofY;
    }
}
