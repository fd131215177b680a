package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.flow.RandomScan;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Correct rules and gradients are not reported as wrong. */
class NoFalseAlarmTest {
    private static GradientReport check(long seed) {
        return GradientCheck.of(Evaluator.of(Graph.of(RandomGraph.of(seed)))).check();
    }

    @Property
    void noRuleOfABuiltInOpIsAccusedInRandomGraphs(@ForAll long seed) {
        GradientReport report = check(seed);
        assertThat(report.guilty()).as(report.toString()).isEmpty();
    }

    /** At a tie, functions such as a ∗ sign(a − stopGradient(a)) have no derivative at all. */
    @Property
    void noGradientIsAccusedInRandomGraphsWithoutTies(@ForAll long seed) {
        GradientReport report = LongStream.iterate(seed, next -> next + 1)
                .mapToObj(NoFalseAlarmTest::check)
                .filter(checked -> checked.ruleCounts().atKink() == 0)
                .findFirst()
                .orElseThrow();
        assertThat(report.gradientCounts().wrong()).as(report.toString()).isZero();
    }

    @Test
    void fiveHundredRandomGraphsPass() {
        for (long seed = 0; seed < 500; seed++) {
            check(seed).assertPassed();
        }
    }

    @Test
    void aTermThatDrownsInALargeOnePasses() {
        Parameter large = Parameter.of("a", Tensor.scalar(1e17)), small = Parameter.of("b", Tensor.scalar(1));
        GradientCheck.of(Run.of(Graph.of(large.add(small)))).check().assertPassed();
    }

    /** Here some outputs depend on an element by less than their rounding, and others by tiny but visible numbers. */
    @ParameterizedTest
    @ValueSource(longs = {10035, 20153, 20441, 20857, 21068})
    void tinySecondDerivativesBesideLargeTermsPass(long seed) {
        RandomScan scan = new RandomScan(seed, 2, 2, true, true);
        Gradients gradients = Gradients.of(scan.scanned());
        Random random = new Random(seed);
        Node slope = Constant.of(0);
        for (Parameter parameter : scan.parameters()) {
            Tensor weights = Tensor.generate(parameter.shape(), i -> 0.5 + random.nextDouble());
            slope = slope.add(
                    gradients.wrt(parameter).multiply(Constant.of(weights)).sum());
        }
        GradientCheck.of(Run.of(Graph.of(slope))).check().assertPassed();
    }

    /** The lesson's own check: a hundred problems with ten inputs and ten outputs, and a hundred examples each. */
    @Test
    void theNotebooksHundredProblemsPass() {
        NumpyRandom random = NumpyRandom.seed(0);
        for (int problem = 0; problem < 100; problem++) {
            Tensor xData = random.randn(100, 10);
            Tensor yData = random.randn(100, 10);
            Parameter W = Parameter.of("W", random.randn(10, 10));
            Parameter b = Parameter.of("b", random.randn(1, 10));
            Input x = Input.of("x", 100, 10);
            Input y = Input.of("y", 100, 10);
            Node yHat = x.matMul(W).add(b).sigmoid();
            Run run = Run.of(Graph.of(new MseLoss(yHat, y))).feed(x, xData).feed(y, yData);
            GradientReport report = GradientCheck.of(run).check().assertPassed();
            assertThat(report.gradientCounts()).isEqualTo(new VerdictCounts(110, 0, 0, 0));
        }
    }

    /** At a cusp the slopes are −∞ and ∞; where a tangent is vertical, the rule says so. */
    @Test
    void slopesThatGrowWithoutBoundPass() {
        Parameter k = Parameter.of("k", Tensor.of(0, 0, 1, -2));
        Parameter positive = Parameter.of("p", Tensor.of(0, 2));
        for (Node j : List.of(
                k.abs().sqrt().sum(),
                k.abs().pow(0.5).sum(),
                Functions.cbrt(k).sum(),
                positive.sqrt().sum(),
                positive.sqrt().negate().sum())) {
            GradientReport report =
                    GradientCheck.of(Run.of(Graph.of(j))).check().assertPassed();
            assertThat(report.gradientCounts().atKink()).as(report.toString()).isPositive();
        }
    }

    /** The objective has no slope there, but that is not the fault of a rule. */
    @Test
    void noRuleIsAccusedWhereTheObjectiveIsInfinite() {
        Parameter k = Parameter.of("k", Tensor.of(0, 1));
        GradientReport report =
                GradientCheck.of(Run.of(Graph.of(k.abs().log().sum()))).check();
        assertThat(report.guilty()).as(report.toString()).isEmpty();
        assertThat(report.passed()).isFalse();
    }
}
