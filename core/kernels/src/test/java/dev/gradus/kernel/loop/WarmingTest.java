package dev.gradus.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.thread.Warmer;
import java.util.ArrayDeque;
import java.util.Queue;
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
        Warming square = new Warming(square(), 1, LoopClass::load, collecting(tasks));
        square.begin(elements -> new double[0][]);
        while (!tasks.isEmpty()) {
            tasks.remove().warmUp(); // again if the JVM is busy
        }
        assertThat(square.isWarm()).isTrue();
        assertThat(square.refusal()).isEmpty();
    }

    @Test
    void aLoopThatStaysSlowIsRejected() throws Exception {
        Queue<Warmer.Task> tasks = new ArrayDeque<>();
        Warming square = slow(tasks);
        while (!tasks.isEmpty()) {
            tasks.remove().warmUp();
        }
        assertThat(square.isWarm()).isFalse();
        assertThat(square.refusal()).isEqualTo("still slow after 6 warm-ups");
    }

    /** The first class may have been compiled badly, which is permanent. */
    @Test
    void aLoopThatStaysSlowIsLoadedAgain() throws Exception {
        Queue<Warmer.Task> tasks = new ArrayDeque<>();
        Warming square = slow(tasks);
        square.load();
        Class<?> first = square.loop().getClass();
        tasks.remove().warmUp();
        assertThat(square.loop().getClass()).isNotEqualTo(first);
        assertThat(tasks).as("its turn after what else waits").containsExactly(square);
    }

    /** Returns a loop with no time to become fast. */
    private static Warming slow(Queue<Warmer.Task> tasks) {
        Warming square = new Warming(square(), 1, 0, LoopClass::load, collecting(tasks));
        square.begin(elements -> new double[0][]);
        return square;
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
