package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.ForeignOp;
import dev.gradus.testkit.law.AdjointLaw;
import dev.gradus.testkit.law.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The derivative along one direction, with functions that are written down. */
class AdjointLawTest {
    private static final double[] X = {0.5, 1, 2};
    private static final double[] UPSTREAM = {1, -2, 3};

    private static Optional<Finding> law(double factor, double... x) {
        OpSpec spec = OpSpec.unary(
                        Formula.unary(Math::exp, (f, u) -> u.multiply(f).multiply(factor)))
                .input("x", Dims.dims("n"), Values.any());
        return AdjointLaw.check(Cases.of(spec, x.length == 3 ? UPSTREAM : x, x));
    }

    @Test
    void aWrongFactorIsTheRatio() {
        assertThat(law(1, X)).isEmpty();
        assertThat(law(1 + 1e-6, X)).isPresent();
        assertThat(law(3, X)).hasValueSatisfying(finding -> {
            assertThat(finding.what())
                    .isEqualTo("along a direction v of all inputs, ⟨Jᵀ·upstream, v⟩ is not ⟨upstream, J·v⟩");
            assertThat(finding.fact("ratio")).contains("3.00000000");
            assertThat(finding.fact("backward")).isPresent();
            assertThat(finding.fact("numeric")).isPresent();
        });
    }

    /** No step is short enough for such waves. */
    @Test
    void whatDoesNotSettleIsIgnored() {
        OpSpec waves = OpSpec.unary(Formula.unary(x -> StrictMath.sin(1e17 * x), (f, u) -> u.multiply(3)))
                .input("x", Dims.dims("n"), Values.any());

        assertThat(AdjointLaw.check(Cases.of(waves, UPSTREAM, X))).isEmpty();
    }

    /** The terms (10⁹ + x)·u and −10⁹·u of the rule cancel. */
    @Test
    void theRoundingOfTermsIsAllowedFor() {
        OpSpec cancels = OpSpec.unary(Formula.unary(
                        x -> x,
                        (f, u) -> u.multiply(1e9)
                                .multiply(f.x())
                                .add(u)
                                .subtract(u.multiply(1e9).multiply(f.x()))))
                .input("x", Dims.dims("n"), Values.any());

        assertThat(AdjointLaw.check(Cases.of(cancels, new double[] {0.3, 0.7, 1.1}, new double[] {0.1, 1.3, -0.7})))
                .isEmpty();
    }

    /** What foreign ops were told that they will compute, and what they did compute. */
    private static final Set<String> FORESEEN = ConcurrentHashMap.newKeySet();

    private static final Set<String> COMPUTED = ConcurrentHashMap.newKeySet();

    @Test
    void whatAForeignOpComputesIsForeseen() {
        FORESEEN.clear();
        COMPUTED.clear();

        assertThat(foreign(1, false, X)).isEmpty();
        COMPUTED.remove(Arrays.toString(X));
        assertThat(COMPUTED).isNotEmpty();
        assertThat(FORESEEN).containsAll(COMPUTED);
    }

    /** A function and its slope. */
    private record Slope(DoubleUnaryOperator value, DoubleUnaryOperator slope, UnaryOperator<Node> node) {}

    private static final Slope EXP = new Slope(Math::exp, Math::exp, self -> self);

    /** Its tangent at 0 is vertical, but this program says that its slope is 1. */
    private static final Slope ROOT = new Slope(Math::cbrt, x -> 1, self -> Constant.of(1));

    /** A function as another program computes it, which multiplies gradients and tangents by factors. */
    private static final class Foreign extends Op implements ForeignOp {
        private final Slope slope;
        private final double ofGradient;
        private final double ofTangent;
        private final boolean hasTangents;

        Foreign(Node x, Slope slope, double ofGradient, double ofTangent, boolean hasTangents) {
            super(x.shape(), x, in -> new Foreign(in, slope, ofGradient, ofTangent, hasTangents));
            this.slope = slope;
            this.ofGradient = ofGradient;
            this.ofTangent = ofTangent;
            this.hasTangents = hasTangents;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            COMPUTED.add(Arrays.toString(in[0]));
            Arrays.setAll(out, i -> slope.value.applyAsDouble(in[0][i]));
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(slope.node.apply(this)).multiply(ofGradient));
        }

        @Override
        public Optional<double[]> pushedForward(double[][] in, double[][] tangents) {
            double[] pushed = new double[in[0].length];
            Arrays.setAll(pushed, i -> ofTangent * slope.slope.applyAsDouble(in[0][i]) * tangents[0][i]);
            return hasTangents ? Optional.of(pushed) : Optional.empty();
        }

        @Override
        public void foresee(List<double[][]> inputs) {
            inputs.forEach(point -> FORESEEN.add(Arrays.toString(point[0])));
        }

        @Override
        public double[] thresholds() {
            return new double[0];
        }

        @Override
        public int longest() {
            return Integer.MAX_VALUE;
        }
    }

    private static Optional<Finding> foreign(double ofTangent, boolean hasTangents, double... x) {
        OpSpec spec = OpSpec.unary(in -> new Foreign(in, EXP, 1, ofTangent, hasTangents))
                .input("x", Dims.dims("n"), Values.any());
        Case where = Cases.of(spec, UPSTREAM, x);
        return AdjointLaw.check(where);
    }

    @Test
    void theTangentsOfAnotherProgramAreCheckedToo() {
        assertThat(foreign(1, true, X)).isEmpty();
        assertThat(foreign(1 + 1e-6, true, X)).isPresent();
        assertThat(foreign(2, false, X)).isEmpty();
        assertThat(foreign(2, true, X)).hasValueSatisfying(finding -> {
            assertThat(finding.what()).isEqualTo("along a direction v of all inputs, J·v of jvp is wrong");
            assertThat(finding.facts().stream().map(Finding.Fact::name))
                    .containsExactly("⟨upstream, jvp⟩", "⟨Jᵀ·upstream, v⟩", "numeric", "look at");
        });
    }

    /** Of two wrong ones the gradient is reported, because the rule is what one looks at first. */
    @Test
    void aWrongGradientIsReportedAsSuch() {
        OpSpec spec = OpSpec.unary(in -> new Foreign(in, EXP, 2, 2, true)).input("x", Dims.dims("n"), Values.any());

        assertThat(AdjointLaw.check(Cases.of(spec, UPSTREAM, X)).map(Finding::what))
                .hasValueSatisfying(what -> assertThat(what).endsWith("is not ⟨upstream, J·v⟩"));
    }

    /**
     * Then there is no numerical derivative, and both derivatives of the other program must at least agree. With float32
     * they may differ, because slopes over steps that fit into the domain are rounding.
     */
    @Test
    void tangentsAndGradientsAgreeWhereNothingSettles() {
        assertThat(AdjointLaw.check(Cases.of(root(1), UPSTREAM, new double[3]))).isEmpty();
        assertThat(AdjointLaw.check(Cases.of(root(1 + 1e-7), UPSTREAM, new double[3]))
                        .map(Finding::what))
                .contains("along a direction v of all inputs, J·v of jvp is wrong");
        assertThat(AdjointLaw.check(Cases.of(root(2).float32(), UPSTREAM, new double[3])))
                .isEmpty();
        assertThat(AdjointLaw.check(Cases.of(root(Double.NaN), UPSTREAM, new double[3])))
                .isEmpty();
    }

    private static OpSpec root(double ofTangent) {
        return OpSpec.unary(x -> new Foreign(x, ROOT, 1, ofTangent, true))
                .input("x", Dims.dims("n"), Values.between(-1e-4, 1e-4));
    }
}
