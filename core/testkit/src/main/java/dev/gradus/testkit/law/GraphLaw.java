package dev.gradus.testkit.law;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.cases.Recipe;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks the op inside a random larger graph. Its inputs are computed from other nodes, and its value is used by
 * others, possibly more than once. The gradient of the graph is compared with the numerical one along a direction.
 *
 * <p>The inputs of the op are x + room ∗ tanh(…), which cannot leave the smooth part of the domain.
 */
public final class GraphLaw {
    /** The fraction of the smooth path that the numerical derivative uses. */
    private static final double LOOKED_AT = 0.25;

    private static final double LARGE = 100;

    private final Case where;
    private final Input neighbor = Input.of("neighbor", 2, 3);

    /** The inputs of the op in the graph whose elements depend on each other, so that none may be moved alone. */
    private final List<Node> bound = new ArrayList<>();

    private final Node j;

    private GraphLaw(Case where) {
        this.where = where;
        this.j = build();
    }

    public static Optional<Finding> check(Case where) {
        return new GraphLaw(where).check();
    }

    private Node build() {
        Recipe recipe = where.surroundings();
        int half = recipe.steps().size() / 2;
        List<Node> before = recipe.part(0, half).grow(List.of(neighbor));
        Node shift = before.get(before.size() - 1).sum().tanh();
        List<Node> inputs = new ArrayList<>();
        for (int input = 0; input < where.inputs().size(); input++) {
            Node x = where.inputs().get(input);
            inputs.add(room(input)
                    .map(room -> x.add(shift.multiply(Constant.of(room))))
                    .orElse(x));
            if (where.domain(input).constraint().hasSpace()) {
                bound.add(inputs.get(input));
            }
        }
        Op op = where.op().withInputs(inputs);
        List<Node> pool = new ArrayList<>(before);
        pool.add(tamed(op));
        List<Node> after = recipe.part(half, recipe.steps().size()).grow(pool);
        Node sum = op.multiply(Constant.of(where.upstream())).sum();
        for (Node node : after.subList(pool.size(), after.size())) {
            sum = sum.add(node.tanh().sum());
        }
        return sum;
    }

    /**
     * The value of the op, divided by its largest element or slope if that is large. Otherwise tanh(10⁶ y) would be as
     * steep as a jump, and tanh(y) would vanish next to 10²⁰.
     */
    private Node tamed(Op op) {
        double[] ones = new double[op.shape().elements()];
        Arrays.fill(ones, 1);
        double largest = Stream.concat(
                        Stream.of(Execution.forward(where.op(), where.arrays())),
                        Arrays.stream(Backward.of(where.op()).at(where.arrays(), ones)))
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        return largest > LARGE ? op.divide(largest) : op;
    }

    /**
     * How far each element may move, if the input has a derivative. This is an eighth of the distance to where the op
     * is not smooth, because other elements move too, or half of the path that all may take together, because the input
     * itself moves by a quarter of it.
     */
    private Optional<Tensor> room(int input) {
        if (!where.hasDerivative(input)) {
            return Optional.empty();
        }
        double[] x = where.values().get(input).toArray();
        Tensor room = Tensor.generate(where.layout().shape(input), i -> {
            Interval around = where.smoothAround(input, i);
            return Math.min(0.25, Math.min(x[i] - around.lower(), around.upper() - x[i]) / 8);
        });
        return where.domain(input).constraint().isNone()
                ? Optional.of(room)
                : where.domain(input)
                        .straight(where.values().get(input), room.toArray())
                        .map(way -> way.map(element -> element / 2));
    }

    private Optional<Finding> check() {
        Leaves leaves = Leaves.of(where)
                .and(neighbor, Directions.golden(neighbor.shape().elements(), 5), 11);
        Interval smooth = leaves.smooth();
        Interval part = new Interval(LOOKED_AT * smooth.lower(), LOOKED_AT * smooth.upper());
        // Only the value is scaled down: if the op is steep, a neighbor may be too steep for any step.
        return leaves.slope(j, part, bound, "in a larger graph the gradient along a direction of all inputs is wrong")
                .map(wrong -> isWrongByItself()
                        ? wrong
                        : wrong.with("graph", Graph.of(j).toString()));
    }

    private boolean isWrongByItself() {
        return GradientLaw.check(where).isPresent();
    }
}
