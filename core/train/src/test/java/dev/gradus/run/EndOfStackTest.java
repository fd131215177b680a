package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.FirstOrderOptimizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stack ends at an arbitrary point within a call of a run. */
class EndOfStackTest {
    private static final int TRIES = 400;
    private static final long STACK = 300_000;

    private final Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
    private final Parameter W = Parameter.of("W", Tensor.of(new double[][] {{0.3}, {-0.2}}));
    private final Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
    private final Graph graph = Graph.of(
            new MseLoss(new Fault.BreakingFormula(x.matMul(W).add(b)).sigmoid().tanh(), y));
    private final double[][] rows = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private final Run run = Run.of(graph).feed(x, rows).feed(y, Tensor.of(new double[][] {{0}, {0}, {0}, {1}}));

    private FirstOrderOptimizer adam = Adam.of(0.1);
    private boolean isReached;
    private int overflowsInStep;
    private int refusals;

    @Test
    void leavesARunThatRefusesOrGivesTheRightNumbers() throws InterruptedException {
        Fault.disarm();
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(null, () -> tryAll(failures), "short stack", STACK);
        thread.start();
        thread.join();
        assertThat(failures).isEmpty();
        assertThat(overflowsInStep).isPositive();
        assertThat(refusals).isPositive();
    }

    private void tryAll(List<Throwable> failures) {
        try {
            for (int warm = 0; warm < 50; warm++) { // a class whose initialization overflows is lost for the JVM
                step();
                assertRefusedOrRight();
            }
            run.forward();
            run.backward();
            assertThatThrownBy(() -> run.update(W, (value, gradient) -> {
                        throw new IllegalStateException("halfway");
                    }))
                    .hasMessage("halfway");
            assertRefusedOrRight();
            int depth = 0;
            int stride = 50;
            for (int i = 0; i < TRIES; i++) { // compiled code has other frames, so the end of the stack moves
                boolean isOverflow = overflows(depth);
                assertRefusedOrRight();
                stride = isOverflow ? 1 : Math.min(2 * stride, 500);
                depth += isOverflow && !isReached ? -30 : stride;
            }
        } catch (Throwable failure) {
            failures.add(failure);
        }
    }

    private boolean overflows(int depth) {
        isReached = false;
        try {
            dive(depth);
            return false;
        } catch (StackOverflowError expected) {
            overflowsInStep += isReached ? 1 : 0;
            return true;
        }
    }

    private void dive(int depth) {
        if (depth > 0) {
            dive(depth - 1);
        } else {
            isReached = true;
            step();
        }
    }

    private void step() {
        run.feed(x, rows);
        run.forward();
        run.backward();
        adam.step(run);
    }

    private void assertRefusedOrRight() {
        Tensor before = run.parameters().get(W);
        try {
            run.backward();
            assertThat(run.gradient(W)).isEqualTo(run.evaluator().gradient(W));
        } catch (IllegalStateException refusal) {
            refusals++;
            assertThat(refusal).hasMessageMatching("(?s).*(ended by|changed since|was not fed|was fed since).*");
        }
        run.feed(x, rows);
        assertThat(run.forward())
                .isEqualTo(run.evaluator().value(graph.outputs().get(0)).item());
        run.backward();
        assertThat(run.gradient(W)).isEqualTo(run.evaluator().gradient(W));
        assertThat(run.gradient(b)).isEqualTo(run.evaluator().gradient(b));
        try {
            adam.step(run);
        } catch (IllegalStateException torn) {
            assertThat(torn).hasMessageContaining("an error interrupted an earlier step");
            adam = Adam.of(0.1);
        }
        run.parameters().set(W, before);
    }
}
