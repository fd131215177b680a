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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trace as a graph, with its runs. */
final class Path {
    final Trace trace;
    /** The result for the arguments that were traced. */
    final Object result;
    /** The node of all numbers of the result; of rank 0 if the result is a double. */
    final Node y;

    private final List<String> found;
    private final Input x;
    private final Map<Block, Input> data = new HashMap<>();
    private final Optional<Node> conditions;
    private final double[] outcomes;
    private final double[] differentiated;
    private final Graph graph;
    private final Graph ofY;
    private Optional<Run> values = Optional.empty();
    private Optional<Run> gradients = Optional.empty();
    private Optional<Hessian> hessian = Optional.empty();
    private Optional<Jacobian> jacobian = Optional.empty();

    Path(Trace trace, Object result) {
        this.trace = trace;
        this.differentiated = new double[trace.differentiated()];
        this.x = Input.of("x", differentiated.length);
        Map<Block, Node> leaves = new HashMap<>();
        for (Block block : trace.blocks) {
            if (block.isDifferentiated()) {
                leaves.put(block, block.size() == differentiated.length ? x : part(block));
            } else {
                Input input = Input.of("data" + data.size(), block.size());
                data.put(block, input);
                leaves.put(block, input);
            }
        }
        Circuit circuit = new Circuit(leaves, numbers(result, trace), trace.operations());
        this.found = circuit.found();
        this.y = y(circuit, result);
        this.conditions = conditions(circuit, trace);
        this.outcomes = new double[trace.guards.size()];
        this.ofY = Graph.of(y);
        this.graph = conditions.isPresent() ? Graph.of(y, conditions.get()) : ofY;
        this.result = Shaped.java(result, traced(result));
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

    private static List<Object> resultOf(Object result) {
        List<Object> numbers = new ArrayList<>();
        Shaped.numbers(result, numbers);
        if (numbers.isEmpty()) {
            throw new LiftException("The method returns no double; return a double, a double[], a double[][] or a"
                    + " record of these.");
        }
        return numbers;
    }

    private static DoubleBuffer traced(Object result) {
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

    /** Feeds the inputs of a graph. */
    private void feed(Graph of, Object[] arguments, Feeding feeding) {
        for (Block block : trace.blocks) {
            if (block.isDifferentiated()) {
                block.copy(block.source().read(arguments), differentiated, block.offset());
            }
        }
        if (of.inputs().contains(x)) {
            feeding.feed(x, differentiated);
        }
        data.forEach((block, input) -> {
            if (of.inputs().contains(input)) {
                double[] elements = new double[block.size()];
                block.copy(block.source().read(arguments), elements, 0);
                feeding.feed(input, elements);
            }
        });
    }

    private boolean dependsOnX() {
        return ofY.inputs().contains(x);
    }

    /** Computes the numbers of the result, unless these arguments take another path. */
    Optional<double[]> value(Object[] arguments) {
        Run run = values.orElseGet(() -> Run.builder(graph).forwardOnly().build());
        values = Optional.of(run);
        return forward(run, arguments);
    }

    private Optional<double[]> forward(Run run, Object[] arguments) {
        feed(graph, arguments, run::feed);
        run.forward();
        if (conditions.isPresent()) {
            run.read(conditions.get(), outcomes);
            for (int i = 0; i < outcomes.length; i++) {
                if ((outcomes[i] != 0) != trace.guards.get(i).expected()) {
                    return Optional.empty();
                }
            }
        }
        double[] numbers = new double[y.shape().elements()];
        run.read(y, numbers);
        return Optional.of(numbers);
    }

    /** Computes the result, a double, and its gradient, unless these arguments take another path. */
    Optional<double[]> value(Object[] arguments, double[] gradient) {
        if (!dependsOnX()) {
            Arrays.fill(gradient, 0);
            return value(arguments);
        }
        Run run = gradients.orElseGet(
                () -> Run.builder(graph).objective(y).gradients(x).build());
        gradients = Optional.of(run);
        Optional<double[]> value = forward(run, arguments);
        if (value.isPresent()) {
            if (run.unreached().containsKey(x)) { // the result is locally constant
                Arrays.fill(gradient, 0);
            } else {
                run.backward();
                run.readGradient(x, gradient);
            }
        }
        return value;
    }

    private Hessian hessian(Object[] arguments) {
        Hessian of = hessian.orElseGet(() -> Hessian.of(y).wrt(x));
        hessian = Optional.of(of);
        feed(ofY, arguments, of::feed);
        return of;
    }

    /** The second derivatives, for arguments that take this path. */
    double[][] secondDerivatives(Object[] arguments) {
        return dependsOnX()
                ? hessian(arguments).value().to2d()
                : new double[differentiated.length][differentiated.length];
    }

    /** The second derivatives times a vector, for arguments that take this path. */
    double[] secondDerivatives(Object[] arguments, double[] vector) {
        return dependsOnX() ? hessian(arguments).times(Tensor.of(vector)).toArray() : new double[differentiated.length];
    }

    /** The derivatives of all numbers of the result, for arguments that take this path. */
    double[][] derivatives(Object[] arguments) {
        int rows = y.shape().elements();
        if (!dependsOnX()) {
            return new double[rows][differentiated.length];
        }
        Jacobian of = jacobian.orElseGet(() -> Jacobian.of(y).wrt(x));
        jacobian = Optional.of(of);
        feed(ofY, arguments, of::feed);
        return of.value().reshape(rows, differentiated.length).to2d();
    }

    @Override
    public String toString() {
        return String.join("\n", found) + (found.isEmpty() ? "" : "\n") + ofY;
    }
}
