package dev.gradus.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.thread.WarmerThread;
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
        Warming square = new Warming(square(), 1, LoopClass::load, WarmerThread.ofThisJvm());
        square.warmUp();
        assertThat(square.isWarm()).isTrue();
        assertThat(square.refusal()).isEmpty();
    }

    @Test
    void aLoopThatStaysSlowIsRejected() throws Exception {
        Warming square = new Warming(square(), 1, 0, LoopClass::load, WarmerThread.ofThisJvm());
        square.warmUp();
        assertThat(square.isWarm()).isFalse();
        assertThat(square.refusal()).isEqualTo("still slow after two warm-ups of 0 s");
    }

    /** The first class may have been compiled badly, which is permanent. */
    @Test
    void aLoopThatStaysSlowIsLoadedAgain() throws Exception {
        Warming square = new Warming(square(), 1, 0, LoopClass::load, WarmerThread.ofThisJvm());
        square.load();
        Class<?> first = square.loop().getClass();
        square.warmUp();
        assertThat(square.loop().getClass()).isNotEqualTo(first);
    }
}
