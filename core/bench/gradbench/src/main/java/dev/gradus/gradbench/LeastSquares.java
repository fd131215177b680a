package dev.gradus.gradbench;

import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The eval {@code llsq}: how far a polynomial is from the sign function, ½ Σᵢ (sᵢ − Σⱼ xⱼ tᵢʲ)² at n points tᵢ from −1 to 1,
 * with sᵢ = sign(tᵢ), and its gradient.
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
        this.y = t.sign().subtract(polynomial(t)).square().sum().multiply(0.5);
    }

    /** Σᵢ (tᵇ)ⁱ Σⱼ x_{ib+j} tʲ with {@code j < b} and b about √m: all inner sums are one product, and few powers are needed. */
    private Node polynomial(Node t) {
        int m = x.shape().elements();
        int inner = (int) Math.ceil(Math.sqrt(m)), outer = (m + inner - 1) / inner;
        Node coefficients = x.pad(0, 0, outer * inner - m).reshape(outer, inner);
        List<Node> powers = powers(t, inner + 1);
        Node sums = coefficients.matMul(Moves.stack(0, powers.subList(0, inner)));
        return sums.multiply(Moves.stack(0, powers(powers.get(inner), outer))).sum(0);
    }

    private static List<Node> powers(Node t, int count) {
        List<Node> powers = new ArrayList<>();
        powers.add(Constant.of(Tensor.ones(t.shape())));
        while (powers.size() < count) {
            powers.add(powers.get(powers.size() - 1).multiply(t));
        }
        return powers;
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

    private static Prepared<Results> gradient(Arguments a) {
        LeastSquares llsq = new LeastSquares(a);
        return Prepared.of(llsq.problem.gradients(llsq.y, llsq.x), gradients -> gradients[0]);
    }
}
