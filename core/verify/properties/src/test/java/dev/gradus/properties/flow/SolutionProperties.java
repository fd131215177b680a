package dev.gradus.properties.flow;

import dev.gradus.flow.Implicit;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** x + x³ = a for every element, whose solution is 2 sinh(asinh(a √27 / 2) / 3) / √3. */
class SolutionProperties implements OpContract {
    private static final Map<Shape, Op> BY_SHAPE = new ConcurrentHashMap<>();

    @Override
    public OpSpec spec() {
        return OpSpec.nary(SolutionProperties::solution)
                .inputWithoutDerivative("start", dims("n"), Values.between(-1, 1))
                .input("a", dims("n"), Values.between(-10, 10))
                .size("n", 0, 2)
                .without(Law.EVERYWHERE, "each value takes an iteration, and the search many values")
                .without(Law.SHAPES, "an equation for other shapes is another object, and so another attribute")
                .referenceTensor(in -> in.get(1).map(SolutionProperties::root));
    }

    private static Op solution(List<Node> in) {
        return BY_SHAPE.computeIfAbsent(in.get(1).shape(), SolutionProperties::ofShape)
                .withInputs(in);
    }

    private static Op ofShape(Shape shape) {
        Input start = Input.of("start", shape), a = Input.of("a", shape);
        return (Op) Implicit.root(start, x -> x.square().multiply(x).add(x).subtract(a))
                .solution();
    }

    private static double root(double a) {
        double z = Math.abs(a) * Math.sqrt(27) / 2;
        double asinh = StrictMath.log(z + Math.sqrt(z * z + 1));
        return Math.copySign(2 * StrictMath.sinh(asinh / 3) / Math.sqrt(3), a);
    }
}
