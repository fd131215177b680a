package dev.gradus.gradbench;

import dev.gradus.flow.Scan;
import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * The eval {@code llsq}: how far a polynomial is from the sign function, ½ Σᵢ (sᵢ − Σⱼ xⱼ tᵢʲ)² at n points tᵢ from −1 to 1,
 * with sᵢ = sign(tᵢ). The polynomial is computed by Horner's scheme at all points at once.
 */
final class LeastSquares {
    private final Problem problem = new Problem();
    private final Input x;
    private final Node y;

    record Arguments(double[] x, int n) {}

    private LeastSquares(Arguments a) {
        this.x = problem.input("x", a.x, Rows.positive("the length of x", a.x.length));
        double[] points = IntStream.range(0, Rows.positive("n", a.n))
                .mapToDouble(i -> -1 + i * 2.0 / (a.n - 1))
                .toArray();
        Input t = problem.input("t", points, a.n);
        Scan horner = Scan.over("x", x, 0)
                .carry("polynomial", Constant.of(Tensor.zeros(a.n)))
                .reverse()
                .body((polynomial, coefficient) -> polynomial.multiply(t).add(coefficient));
        this.y = t.sign().subtract(horner.carry()).square().sum().multiply(0.5);
    }

    static Eval eval() {
        return new Eval()
                .function("primal", Arguments.class, LeastSquares::primal)
                .function("gradient", Arguments.class, LeastSquares::gradient);
    }

    private static Prepared<Double> primal(Arguments a) {
        LeastSquares llsq = new LeastSquares(a);
        return Prepared.of(llsq.problem.value(llsq.y));
    }

    private static Prepared<double[]> gradient(Arguments a) {
        LeastSquares llsq = new LeastSquares(a);
        return Prepared.of(llsq.problem.gradient(llsq.y, llsq.x));
    }
}
