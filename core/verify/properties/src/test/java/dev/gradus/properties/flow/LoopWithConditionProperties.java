package dev.gradus.properties.flow;

import dev.gradus.flow.Loop;
import dev.gradus.flow.While;
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

/** c ← tanh(c w) as long as k ← k + 1 is less than 3, where the start of the condition is an input, too. */
class LoopWithConditionProperties implements OpContract {
    private static final int MOST = 3;
    private static final Map<Shape, Loop> BY_SIZE = new ConcurrentHashMap<>();

    @Override
    public OpSpec spec() {
        return OpSpec.nary(LoopWithConditionProperties::loop)
                .input("c", dims("m"), Values.between(-3, 3))
                .input("k", dims(), Values.between(0.2, 0.8)) // far from where the number of steps changes
                .inputWithoutDerivative("goesOn", dims(), Values.integers(0, 1))
                .input("w", dims("m"), Values.between(-1, 1))
                .without(Law.SHAPES, "a body for other shapes is another object, and so another attribute")
                .referenceTensor(LoopWithConditionProperties::steps);
    }

    private static Loop loop(List<Node> in) {
        return BY_SIZE.computeIfAbsent(in.get(0).shape(), LoopWithConditionProperties::ofSize)
                .withInputs(in);
    }

    private static Loop ofSize(Shape one) {
        Input c = Input.of("c", one), w = Input.of("w", one);
        return While.carry("c", c)
                .carry("k", Input.of("k"))
                .most(MOST)
                .steps(
                        step -> step.carry("k").less(MOST),
                        step -> step.next("c", step.carry("c").multiply(w).tanh())
                                .next("k", step.carry("k").add(1)))
                .loop();
    }

    /** The last c, k and condition, then these before each step except k, which is only a sum, and the number of steps. */
    private static Tensor steps(List<Tensor> in) {
        int m = in.get(0).shape().elements();
        double[] c = in.get(0).toArray(), w = in.get(3).toArray();
        double k = in.get(1).item(), goesOn = in.get(2).item();
        int before = m + 2, steps = 0;
        double[] all = new double[before + MOST * (m + 2) + 1];
        for (; goesOn == 1; steps++) {
            for (int i = 0; i < m; i++) {
                all[before + steps * m + i] = c[i];
                c[i] = StrictMath.tanh(c[i] * w[i]);
            }
            all[before + MOST * m + steps] = k;
            all[before + MOST * (m + 1) + steps] = goesOn;
            k++;
            goesOn = k < MOST ? 1 : 0;
        }
        System.arraycopy(c, 0, all, 0, m);
        all[m] = k;
        all[m + 1] = goesOn;
        all[all.length - 1] = steps;
        return Tensor.of(Shape.of(all.length), all);
    }
}
