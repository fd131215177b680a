package dev.gradus.gradbench;

import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.node.Input;
import dev.gradus.node.Node;

/**
 * The eval {@code lse}: ln Σ eˣ, computed as a + ln Σ eˣ⁻ᵃ with a = max x so that nothing overflows. The value does not
 * depend on a, so a counts as constant. Written out, as the eval demands, though there is an op for it.
 */
final class LogSumExp {
    private final Problem problem = new Problem();
    private final Input x;
    private final Node y;

    record Arguments(double[] x) {}

    private LogSumExp(Arguments a) {
        this.x = problem.input("x", a.x, Rows.positive("the length of x", a.x.length));
        Node max = x.max().stopGradient();
        this.y = x.subtract(max).exp().sum().log().add(max);
    }

    static Eval eval() {
        return new Eval()
                .function("primal", Arguments.class, LogSumExp::primal)
                .function("gradient", Arguments.class, LogSumExp::gradient);
    }

    private static Prepared<Double> primal(Arguments a) {
        LogSumExp lse = new LogSumExp(a);
        return Prepared.of(lse.problem.value(lse.y));
    }

    private static Prepared<Results> gradient(Arguments a) {
        LogSumExp lse = new LogSumExp(a);
        return Prepared.of(lse.problem.gradients(lse.y, lse.x), gradients -> gradients[0]);
    }
}
