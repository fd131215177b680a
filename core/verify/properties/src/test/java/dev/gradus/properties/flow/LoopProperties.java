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

/** c_t = tanh(c_{t−1} w + x_t) with the output c_t x_t. The body is one object for each size, as it is an attribute. */
class LoopProperties implements OpContract {
    private static final Map<Shape, Loop> BY_SIZE = new ConcurrentHashMap<>();

    @Override
    public OpSpec spec() {
        return OpSpec.nary(LoopProperties::loop)
                .input("c", dims("m"), Values.between(-3, 3))
                .input("x", dims("n", "m"), Values.between(-3, 3))
                .input("w", dims("m"), Values.between(-1, 1))
                .size("n", 1, 4)
                .without(
                        Law.SHAPES,
                        "a body for other shapes is another object, and so another attribute; ScanTest has it")
                .referenceTensor(LoopProperties::steps);
    }

    private static Loop loop(List<Node> in) {
        return BY_SIZE.computeIfAbsent(in.get(1).shape(), LoopProperties::ofSize)
                .withInputs(in);
    }

    private static Loop ofSize(Shape sequence) {
        Shape one = Shape.of(sequence.size(1));
        Input c = Input.of("c", one), x = Input.of("x", sequence), w = Input.of("w", one);
        return Scan.over("x", x, 0)
                .carry("c", c)
                .steps(step -> {
                    Node next =
                            step.carry("c").multiply(w).add(step.element("x")).tanh();
                    step.next("c", next).output("y", next.multiply(step.element("x")));
                })
                .loop();
    }

    /** The last carry, the outputs, and the carries before each step. */
    private static Tensor steps(List<Tensor> in) {
        int n = in.get(1).shape().size(0), m = in.get(1).shape().size(1);
        double[] carry = in.get(0).toArray(),
                x = in.get(1).toArray(),
                w = in.get(2).toArray();
        double[] all = new double[m + 2 * n * m];
        for (int t = 0; t < n; t++) {
            for (int i = 0; i < m; i++) {
                all[m + (n + t) * m + i] = carry[i];
                carry[i] = StrictMath.tanh(carry[i] * w[i] + x[t * m + i]);
                all[m + t * m + i] = carry[i] * x[t * m + i];
            }
        }
        System.arraycopy(carry, 0, all, 0, m);
        return Tensor.of(Shape.of(all.length), all);
    }
}
