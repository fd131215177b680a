package dev.gradus.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    /** A loop that waits for its processor, as on a busy machine, until it has been called often enough to be compiled. */
    private static final class Waiting implements FusedLoop {
        private final int slowCalls;
        private int calls;

        Waiting(int slowCalls) {
            this.slowCalls = slowCalls;
        }

        @Override
        public void vectors(double[][] arrays, int start, int from, int to) {
            if (from < to && calls++ < slowCalls) {
                try {
                    Thread.sleep(10);
                } catch (InterruptedException impossible) {
                    throw new AssertionError(impossible);
                }
            }
        }

        @Override
        public void numbers(double[][] arrays, int start, int from, int to) {}
    }

    private static boolean becomesFast(FusedLoop loop) {
        return WarmUp.makesFast(loop, 1, 1, WarmUp.validArguments(1), TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void timeInWhichOthersOccupyTheProcessorDoesNotCount() {
        assertThat(becomesFast(new Waiting(10))).isTrue();
    }

    @Test
    void patienceEnds() {
        assertThat(becomesFast(new Waiting(Integer.MAX_VALUE))).isFalse();
    }
}
