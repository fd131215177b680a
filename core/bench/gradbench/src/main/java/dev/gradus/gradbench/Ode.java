package dev.gradus.gradbench;

import dev.gradus.flow.Scan;
import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;

/**
 * The eval {@code ode}: y₀′ = x₀ and yᵢ′ = xᵢ yᵢ₋₁ from y = 0 at t = 0 to t = 2, by s steps of Runge and Kutta's method of
 * order four; and the gradient of the last element of y.
 */
final class Ode {
    private static final double END = 2;

    private final Problem problem = new Problem();
    private final Input x;
    private final Node y;

    record Arguments(double[] x, int s) {}

    private Ode(Arguments a) {
        this.x = problem.input("x", a.x, Rows.positive("the length of x", a.x.length));
        double h = END / Rows.positive("s", a.s);
        this.y = Scan.times(a.s)
                .carry("y", Constant.of(Tensor.zeros(a.x.length)))
                .body(y -> {
                    Node k1 = slope(y);
                    Node k2 = slope(y.add(k1.multiply(h / 2)));
                    Node k3 = slope(y.add(k2.multiply(h / 2)));
                    Node k4 = slope(y.add(k3.multiply(h)));
                    return y.add(
                            k1.add(k2.multiply(2)).add(k3.multiply(2)).add(k4).multiply(h / 6));
                })
                .carry();
    }

    private Node slope(Node y) {
        int n = y.shape().elements();
        return x.multiply(Constant.of(Tensor.ones(1)).concat(0, y.slice(0, 0, n - 1)));
    }

    static Eval eval() {
        return new Eval()
                .function("primal", Arguments.class, Ode::primal)
                .function("gradient", Arguments.class, Ode::gradient);
    }

    private static Prepared<Results> primal(Arguments a) {
        Ode ode = new Ode(a);
        return Prepared.of(ode.problem.values(ode.y), values -> values[0]);
    }

    private static Prepared<Results> gradient(Arguments a) {
        Ode ode = new Ode(a);
        return Prepared.of(ode.problem.gradients(ode.y.select(0, a.x.length - 1), ode.x), gradients -> gradients[0]);
    }
}
