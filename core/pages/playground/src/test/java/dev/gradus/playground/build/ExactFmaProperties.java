package dev.gradus.playground.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.build.browser.ExactFma;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The fused multiply-add without an instruction has the bits of the instruction. */
class ExactFmaProperties {
    private static final int TRIPLES = 2000;

    @Property
    void ofAnyBits(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TRIPLES; i++) {
            assertSame(any(random), any(random), any(random));
        }
    }

    /** c near −a · b: what is left comes from the lower half of the product. */
    @Property
    void ofCancellation(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TRIPLES; i++) {
            double a = ordinary(random);
            double b = ordinary(random);
            double p = a * b;
            assertSame(a, b, -p);
            assertSame(a, b, -p + random.nextInt(-4, 5) * Math.ulp(p));
        }
    }

    /** Sums in the middle between two numbers, which what is lost decides. */
    @Property
    void ofTies(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TRIPLES; i++) {
            double c = ordinary(random);
            double half = Math.ulp(c) / 2;
            double sign = random.nextBoolean() ? 1 : -1;
            double tiny = Math.scalb(1.0, -random.nextInt(1, 53));
            assertSame(sign * half, 1, c);
            assertSame(sign * half * (1 + tiny), 1 + (random.nextBoolean() ? tiny : -tiny), c);
            assertSame(half * (1 + tiny), sign * (1 - tiny), c);
        }
    }

    @Property
    void ofLargestAndSmallest(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TRIPLES; i++) {
            double a = Math.scalb(ordinary(random), random.nextInt(-1080, 1024));
            double b = Math.scalb(ordinary(random), random.nextInt(-1080, 1024));
            double c = Math.scalb(ordinary(random), random.nextInt(-1080, 1024));
            assertSame(a, b, c);
            assertSame(a, b, -a * b);
            assertSame(a, b, random.nextInt(-5, 6) * Double.MIN_VALUE);
        }
    }

    private static double any(SplittableRandom random) {
        return Double.longBitsToDouble(random.nextLong());
    }

    private static double ordinary(SplittableRandom random) {
        return (random.nextBoolean() ? 1 : -1) * (0.5 + random.nextDouble());
    }

    private static void assertSame(double a, double b, double c) {
        if (Double.doubleToLongBits(ExactFma.fma(a, b, c)) != Double.doubleToLongBits(Math.fma(a, b, c))) {
            assertThat(ExactFma.fma(a, b, c)).as("%a · %a + %a", a, b, c).isEqualTo(Math.fma(a, b, c));
        }
    }
}
