package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void quickWorkShowsNothing() {
        assertThat(shown(1000, 0)).isEmpty();
    }

    @Test
    void workOfMoreThanASecondShowsHowFarItIs() {
        assertThat(shown(8, 200)).contains("Slow work").contains("8/8").doesNotContain("2/8");
    }

    /** On a clock that goes on by so much with each step. */
    private static String shown(int steps, int millisEach) {
        AtomicLong clock = new AtomicLong();
        return Printed.by((out, err) -> {
                    try (Progress progress = new Progress("Slow work", steps, err, clock::get)) {
                        for (int i = 0; i < steps; i++) {
                            clock.addAndGet(millisEach * 1_000_000L);
                            progress.step();
                        }
                    }
                    return 0;
                })
                .err();
    }
}
