package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.testkit.cases.Layouts;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shapes of cases. */
class LayoutsTest {
    private static IntStream largeSizes(String... axes) {
        OpSpec spec = OpSpec.unary(x -> Custom.like(x, (self, in, out) -> {}, (self, u) -> List.of(u)))
                .input("x", Dims.dims(axes), Values.any());
        return new Random(1)
                .longs(200)
                .mapToInt(seed -> Layouts.drawLarge(spec.data(), new Random(seed))
                        .shape(0)
                        .elements());
    }

    @Test
    void largeTensorsHaveAFewHundredElements() {
        assertThat(largeSizes("n").max().orElseThrow()).isBetween(200, 300);
        assertThat(largeSizes("n", "m").max().orElseThrow()).isBetween(200, 600);
    }

    /** An op may take time that grows with the cube of n, and a check calls it for each of n² elements. */
    @Test
    void largeSquareMatricesHaveNoMore() {
        assertThat(largeSizes("n", "n").max().orElseThrow()).isBetween(200, 300);
        assertThat(largeSizes("n", "n", "n").max().orElseThrow()).isBetween(200, 600);
    }
}
