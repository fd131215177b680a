package dev.gradus.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PolarMethodTest {
    @Test
    void pointsAtTheCenterAndOnTheRimAreDrawnAgain() {
        PrimitiveIterator.OfDouble uniforms =
                DoubleStream.of(0.5, 0.5, 0, 0.5, 0.5, 0, 0, 0, 0.75, 0.25).iterator();
        PolarMethod polarMethod = new PolarMethod(uniforms::nextDouble);
        double half = Math.sqrt(Math.log(2)); // the point (½, −½): r² = ½, f = √(4 ln 2)
        assertThat(polarMethod.next()).isCloseTo(-half, within(Math.ulp(half)));
        assertThat(polarMethod.next()).isCloseTo(half, within(Math.ulp(half)));
        assertThatExceptionOfType(NoSuchElementException.class)
                .as("the third needs a new point")
                .isThrownBy(polarMethod::next);
    }
}
