package dev.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is right is not accused. */
class NoFalseAlarmTest {
    @Property
    void randomGraphsOfBuiltInOpsPass(@ForAll long seed) {
        GradientReport report =
                GradientCheck.of(Evaluator.of(Graph.of(RandomGraph.of(seed)))).check();
        assertThat(report.ruleTally().wrong()).as(report.toString()).isZero();
        assertThat(report.gradientTally().wrong()).as(report.toString()).isZero();
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    /** The lesson's own check: a hundred problems with ten inputs and ten outputs, a hundred examples each. */
    @Test
    void theNotebooksHundredProblemsPass() {
        NumpyRandom random = NumpyRandom.seed(0);
        for (int problem = 0; problem < 100; problem++) {
            var xData = random.randn(100, 10);
            var yData = random.randn(100, 10);
            Parameter W = Parameter.of("W", random.randn(10, 10));
            Parameter b = Parameter.of("b", random.randn(1, 10));
            Input x = Input.of("x", 100, 10);
            Input y = Input.of("y", 100, 10);
            Node yHat = x.matMul(W).add(b).sigmoid();
            Run run = Run.of(Graph.of(new MseLoss(yHat, y))).feed(x, xData).feed(y, yData);
            GradientReport report = GradientCheck.of(run).check().assertPassed();
            assertThat(report.gradientTally()).isEqualTo(new Tally(110, 0, 0, 0));
        }
    }
}
