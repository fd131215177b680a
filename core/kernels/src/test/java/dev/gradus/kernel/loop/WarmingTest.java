package dev.gradus.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.thread.Warmer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The states of a generated loop. */
class WarmingTest {
    private static LoopCode square() {
        LoopCode code = new LoopCode();
        code.store(FunctionCode.of(UnaryFunction.SQUARE, code.operand()));
        return code;
    }

    @Test
    void aLoopIsWarmWhenItIsFast() throws Exception {
        Queue<Warmer.Task> tasks = new ArrayDeque<>();
        Warming square = new Warming(square(), () -> 1, LoopClass::load, collecting(tasks));
        square.begin(elements -> new double[0][]);
        while (!tasks.isEmpty()) {
            tasks.remove().warmUp(); // again if the JVM is busy
        }
        assertThat(square.isWarm()).isTrue();
        assertThat(square.refusal()).isEmpty();
    }

    /** On a busy machine the JVM may compile nothing for a long time. */
    @Test
    void aLoopThatStaysSlowIsTriedAgainAfterMoreWork() {
        Queue<Warmer.Task> tasks = new ArrayDeque<>();
        Warming slow = new Warming(square(), () -> 1, -1, LoopClass::load, collecting(tasks));
        long work = Warming.WORTH_IT;
        Set<Class<?>> classes = new HashSet<>();
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(slow.isFast(work - 1)).isFalse();
            assertThat(tasks).as("attempt %d", attempt).isEmpty();
            assertThat(slow.isFast(1)).isFalse();
            assertThat(tasks).as("attempt %d", attempt).containsExactly(slow);
            tasks.remove().warmUp();
            classes.add(slow.loop().getClass());
            work = slow.work() * (Warming.FACTOR - 1);
        }
        assertThat(slow.refusal()).isEmpty();
        assertThat(classes)
                .as("the JVM may have compiled the first class badly, which is permanent")
                .hasSize(20);
    }

    @Test
    void workCountsWhileALoopWaits() {
        Queue<Warmer.Task> tasks = new ArrayDeque<>();
        Warming square = new Warming(square(), () -> 1, LoopClass::load, collecting(tasks));
        square.isFast(Warming.WORTH_IT);
        square.isFast(100);
        assertThat(square.work()).isEqualTo(Warming.WORTH_IT + 100);
        assertThat(tasks).containsExactly(square);
    }

    private static Warmer collecting(Queue<Warmer.Task> tasks) {
        return new Warmer() {
            @Override
            public void accept(Task loop) {
                tasks.add(loop);
            }

            @Override
            public void ensureRunning() {}
        };
    }
}
