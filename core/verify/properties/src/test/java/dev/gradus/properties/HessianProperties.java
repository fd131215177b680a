package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.NumericalDerivative;
import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.run.Verdict;
import dev.gradus.testkit.GradusArbitraries;
import dev.gradus.testkit.RandomGraph;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Second derivatives of random graphs, by the rules of the rules. The graphs are made of ops that have derivatives of any
 * order everywhere, so there are no kinks to avoid.
 */
class HessianProperties {
    /**
     * Element (i, j) and element (j, i) are sums of the same terms by different ways through the graph. Each way rounds
     * some hundred times, and terms may be larger than what is left of them.
     */
    private static final double ROUNDING = 1e-12;

    private static final double RTOL = 1e-8;

    @Provide
    Arbitrary<RandomGraph> smooth() {
        return GradusArbitraries.smoothGraphs();
    }

    @Property
    void hessiansAreSymmetric(@ForAll("smooth") RandomGraph random) {
        double[][] hessian = new Hessian(random).value();
        double scale = largest(hessian);
        for (int i = 0; i < hessian.length; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(Math.abs(hessian[i][j] - hessian[j][i]))
                        .as("(%d, %d) is %s, (%d, %d) is %s", i, j, hessian[i][j], j, i, hessian[j][i])
                        .isLessThanOrEqualTo(ROUNDING * scale);
            }
        }
    }

    /** wᵀHv is the slope of wᵀ∇J along v, whatever w and v. */
    @Property
    void hessiansAreTheSlopesOfGradients(@ForAll("smooth") RandomGraph random, @ForAll long seed) {
        Hessian hessian = new Hessian(random);
        double[][] h = hessian.value();
        double[] w = direction(h.length, seed);
        double[] v = direction(h.length, seed + 1);
        double product = 0;
        double magnitude = 0;
        for (int i = 0; i < h.length; i++) {
            for (int j = 0; j < h.length; j++) {
                product += w[i] * h[i][j] * v[j];
                magnitude += Math.abs(w[i] * h[i][j] * v[j]);
            }
        }
        Estimate slope = NumericalDerivative.of(t -> dot(w, hessian.gradientAt(t, v)), 0);
        assertThat(slope.judge(product, RTOL, magnitude))
                .as("wᵀHv = %s, numerically %s", product, slope)
                .isEqualTo(Verdict.PASS);
    }

    /** Numbers between −1 and 1. */
    private static double[] direction(int size, long seed) {
        return new Random(seed).doubles(size, -1, 1).toArray();
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double largest(double[][] matrix) {
        double largest = 0;
        for (double[] row : matrix) {
            for (double element : row) {
                largest = Math.max(largest, Math.abs(element));
            }
        }
        return largest;
    }
}
