package dev.gradus.properties.flow;

import dev.gradus.flow.Loop;
import dev.gradus.flow.Scan;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The first steps, or in reverse those from the last of them, of c ← tanh(c w + x) with the output c x. */
class LoopOfCountedStepsProperties implements OpContract {
    private static final int MOST = 3;
    private static final Map<Shape, Loop> BY_SIZE = new ConcurrentHashMap<>();

    @Override
    public OpSpec spec() {
        return OpSpec.nary(LoopOfCountedStepsProperties::loop)
                .input("c", dims("m"), Values.between(-3, 3))
                .input("x", dims("n", "m"), Values.between(-3, 3))
                .input("w", dims("m"), Values.between(-1, 1))
                .inputWithoutDerivative("steps", dims(), Values.integers(0, MOST))
                .size("n", MOST, MOST)
                .without(Law.SHAPES, "a body for other shapes is another object, and so another attribute")
                .referenceTensor(LoopOfCountedStepsProperties::steps);
    }

    private static Loop loop(List<Node> in) {
        return BY_SIZE.computeIfAbsent(in.get(0).shape(), LoopOfCountedStepsProperties::ofSize)
                .withInputs(in);
    }

    private static Loop ofSize(Shape one) {
        Input c = Input.of("c", one), x = Input.of("x", MOST, one.elements()), w = Input.of("w", one);
        return Scan.over("x", x, 0)
                .carry("c", c)
                .first(Input.of("n"))
                .reverse()
                .steps(step -> {
                    Node next =
                            step.carry("c").multiply(w).add(step.element("x")).tanh();
                    step.next("c", next).output("y", next.multiply(step.element("x")));
                })
                .loop();
    }

    /** The last carry, the outputs, and the carries before each step. */
    private static Tensor steps(List<Tensor> in) {
        int m = in.get(0).shape().elements();
        double[] carry = in.get(0).toArray(),
                x = in.get(1).toArray(),
                w = in.get(2).toArray();
        double[] all = new double[m + 2 * MOST * m];
        for (int t = (int) in.get(3).item() - 1; t >= 0; t--) {
            for (int i = 0; i < m; i++) {
                all[m + (MOST + t) * m + i] = carry[i];
                carry[i] = StrictMath.tanh(carry[i] * w[i] + x[t * m + i]);
                all[m + t * m + i] = carry[i] * x[t * m + i];
            }
        }
        System.arraycopy(carry, 0, all, 0, m);
        return Tensor.of(Shape.of(all.length), all);
    }
}
