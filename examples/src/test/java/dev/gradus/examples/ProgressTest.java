package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static String shown(int steps, int millisEach) {
        return Printed.by((out, err) -> {
                    try (Progress progress = new Progress("Slow work", steps, err)) {
                        for (int i = 0; i < steps; i++) {
                            pause(millisEach);
                            progress.step();
                        }
                    }
                    return 0;
                })
                .err();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
