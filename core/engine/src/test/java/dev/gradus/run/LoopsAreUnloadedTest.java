package dev.gradus.run;

import static dev.gradus.Patience.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.few.FewElements;
import dev.gradus.kernel.loop.UnrolledClass;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A generated class goes with its plan. */
@DisabledIfSystemProperty(named = Optimization.WITHOUT, matches = ".+", disabledReason = "looks for what passes find")
class LoopsAreUnloadedTest {
    private static final int PLANS = 1000;
    private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

    @Test
    void aThousandPlansLeaveNoClassesBehind() {
        leavesNoClassesBehind(LoopsAreUnloadedTest::planAndRun);
    }

    /** Of so few numbers that they are written out; the class knows its arrays, and the plan the class. */
    @Test
    void aThousandPiecesOfCodeLeaveNoClassesBehind() {
        leavesNoClassesBehind(() -> {
            double[] x = {3}, out = new double[1];
            BoundOp square = FewElements.unary(UnaryFunction.SQUARE, new double[][] {x}, out)
                    .orElseThrow();
            UnrolledClass.of(square).orElseThrow().run();
            assertThat(out).containsExactly(9);
        });
    }

    private static void leavesNoClassesBehind(Runnable makesClass) {
        makesClass.run();
        long loadedBefore = CLASSES.getTotalLoadedClassCount();
        long leftBefore = CLASSES.getLoadedClassCount();
        for (int i = 0; i < PLANS; i++) {
            makesClass.run();
        }
        assertThat(CLASSES.getTotalLoadedClassCount() - loadedBefore).isGreaterThanOrEqualTo(PLANS);
        // Some time after they become unreachable.
        eventually(() -> {
            System.gc();
            return CLASSES.getLoadedClassCount() - leftBefore <= PLANS / 10;
        });
        assertThat(CLASSES.getLoadedClassCount() - leftBefore).isLessThanOrEqualTo(PLANS / 10);
    }

    private static void planAndRun() {
        Input x = Input.of("x", 64);
        Node y = x.square().add(1);
        Run run = Run.builder(Graph.of(y)).loopsAtOnce().build().feed(x, new double[64]);
        run.forward();
        assertThat(run.value(y).toArray()[0]).isEqualTo(1);
    }
}
