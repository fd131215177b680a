package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.random.NumpyRandom;
import dev.gradus.random.RandomTensors;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class InitializersTest {
    interface Initializer {
        Tensor draw(RandomGenerator generator, Shape shape);
    }

    /** An initializer and the variance that the literature specifies. */
    record Scheme(String name, Initializer initializer, double fanInWeight, double fanOutWeight, boolean uniform) {
        double variance(Shape shape) {
            return 2 / (fanInWeight * shape.size(0) + fanOutWeight * shape.size(1));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Provide
    Arbitrary<Scheme> schemes() {
        return Arbitraries.of(
                new Scheme("xavierUniform", Initializers::xavierUniform, 1, 1, true),
                new Scheme("xavierNormal", Initializers::xavierNormal, 1, 1, false),
                new Scheme("heUniform", Initializers::heUniform, 1, 0, true),
                new Scheme("heNormal", Initializers::heNormal, 1, 0, false));
    }

    /** Within six standard deviations of the estimates. */
    @Property(tries = 40)
    void meanAndVarianceAreThoseOfTheScheme(@ForAll("schemes") Scheme scheme, @ForAll long seed) {
        Shape shape = Shape.of(200, 50);
        double[] w = scheme.initializer.draw(new SplittableRandom(seed), shape).toArray();
        double variance = scheme.variance(shape);
        double mean = Arrays.stream(w).average().orElseThrow();
        double square = Arrays.stream(w).map(x -> x * x).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(6 * Math.sqrt(variance / w.length)));
        // The fourth moment is 3 σ⁴ of a normal, 9/5 σ⁴ of a uniform distribution.
        double spread = Math.sqrt((scheme.uniform ? 0.8 : 2) / w.length);
        assertThat(square / variance).isCloseTo(1, within(6 * spread));
        double greatest = Arrays.stream(w).map(Math::abs).max().orElseThrow();
        double limit = Math.sqrt(3 * variance);
        if (scheme.uniform) {
            assertThat(greatest).isBetween(0.99 * limit, limit);
        } else {
            assertThat(greatest).isGreaterThan(limit);
        }
    }

    @Test
    void drawsAreThoseOfRandomTensors() {
        Shape shape = Shape.of(3, 5).named("n_in", "n_out");
        double limit = Math.sqrt(6.0 / 8);
        assertThat(Initializers.xavierUniform(NumpyRandom.seed(3), shape))
                .isEqualTo(RandomTensors.uniform(NumpyRandom.seed(3), -limit, limit, shape));
        assertThat(Initializers.heNormal(NumpyRandom.seed(3), shape))
                .isEqualTo(RandomTensors.normal(NumpyRandom.seed(3), 0, Math.sqrt(2.0 / 3), shape));
        assertThat(Initializers.heNormal(NumpyRandom.seed(3), shape).shape()).hasToString("(n_in=3, n_out=5)");
    }

    @Property(tries = 20)
    void aLayerMayHaveNoInputsOrNoOutputs(@ForAll("schemes") Scheme scheme) {
        for (Shape shape : new Shape[] {Shape.of(0, 3), Shape.of(3, 0), Shape.of(0, 0)}) {
            assertThat(scheme.initializer.draw(new SplittableRandom(1), shape)).isEqualTo(Tensor.zeros(shape));
        }
    }

    @Property(tries = 20)
    void shapesOfOtherRanksAreRefused(@ForAll("schemes") Scheme scheme) {
        for (Shape shape : new Shape[] {Shape.scalar(), Shape.of(3), Shape.of(2, 3, 4)}) {
            assertThatThrownBy(() -> scheme.initializer.draw(new SplittableRandom(1), shape))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(scheme.name + ": weights must have the shape (n_in, n_out), but the shape is " + shape);
        }
    }
}
