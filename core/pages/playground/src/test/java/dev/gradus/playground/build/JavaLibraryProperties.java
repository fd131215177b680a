package dev.gradus.playground.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.build.browser.JavaLang;
import dev.gradus.playground.build.browser.JavaMath;
import dev.gradus.playground.build.browser.JavaUtil;
import dev.gradus.playground.build.browser.java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What stands in for Java's library in a browser does what Java's own does. */
class JavaLibraryProperties {
    private static final int TRIES = 300;

    @Property
    void roundingIsJavas(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TRIES; i++) {
            double x = number(random);
            assertThat(JavaMath.rint(x)).as("rint %s", x).isEqualTo(Double.valueOf(Math.rint(x)));
            assertThat(JavaMath.round(x)).as("round %s", x).isEqualTo(Math.round(x));
            assertThat(JavaMath.ulp(x)).as("ulp %s", x).isEqualTo(Double.valueOf(Math.ulp(x)));
        }
    }

    @Property
    void scalingIsJavas(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TRIES; i++) {
            double x = number(random);
            int by = random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(-2200, 2200);
            assertThat(JavaMath.scalb(x, by)).as("%s · 2^%s", x, by).isEqualTo(Double.valueOf(Math.scalb(x, by)));
        }
    }

    @Property
    void highProductsAreJavas(@ForAll long x, @ForAll long y) {
        assertThat(JavaMath.multiplyHigh(x, y)).isEqualTo(Math.multiplyHigh(x, y));
    }

    /** All kinds: any bits, halves, subnormals, whole numbers. */
    private static double number(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(-20, 21) / 2.0;
            case 2 -> Math.nextUp(random.nextInt(-20, 21) / 2.0);
            case 3 -> Math.nextDown(random.nextInt(-20, 21) / 2.0);
            default -> Double.longBitsToDouble(random.nextLong() & 0x800fffffffffffffL);
        };
    }

    @Property
    void randomNumbersAreJavas(@ForAll long seed, @ForAll int bound) {
        int most = 1 + (bound & 0xfffff);
        Random expected = new Random(seed);
        Random random = new Random(seed);
        SplittableRandom split = new SplittableRandom(seed);
        dev.gradus.playground.build.browser.java.util.SplittableRandom standIn =
                new dev.gradus.playground.build.browser.java.util.SplittableRandom(seed);
        for (int i = 0; i < TRIES; i++) {
            assertThat(JavaUtil.nextInt(random, most)).isEqualTo(expected.nextInt(most));
            assertThat(standIn.nextInt(-3, most)).isEqualTo(split.nextInt(-3, most));
            assertThat(standIn.nextBoolean()).isEqualTo(split.nextBoolean());
            assertThat(standIn.nextDouble()).isEqualTo(split.nextDouble());
            assertThat(standIn.nextLong()).isEqualTo(split.nextLong());
        }
    }

    @Property
    void linesAreJavas(@ForAll("texts") String text) {
        assertThat(JavaLang.lines(text)).containsExactlyElementsOf(text.lines().toList());
        assertThat(JavaLang.indent(text, 3)).isEqualTo(text.indent(3));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars('a', ' ', '\n', '\r').ofMaxLength(8);
    }

    @Property
    void joinedTextsAreJavas(@ForAll List<String> parts) {
        StringJoiner expected = new StringJoiner(", ", "(", ")").setEmptyValue("none");
        dev.gradus.playground.build.browser.java.util.StringJoiner joiner =
                new dev.gradus.playground.build.browser.java.util.StringJoiner(", ", "(", ")").setEmptyValue("none");
        parts.forEach(expected::add);
        parts.forEach(joiner::add);
        assertThat(joiner).hasToString(expected.toString());
        assertThat(joiner.length()).isEqualTo(expected.length());
    }

    @SuppressWarnings({"ArrayRecordComponent", "UnusedVariable"}) // neither is to matter
    private record Sample(int first, List<String> second, double[] third) {
        static final int NONE = 0;
    }

    @Example
    void recordsAndNamesAreJavas() {
        assertThat(Stream.of(RecordComponent.getRecordComponents(Sample.class)).map(RecordComponent::getName))
                .containsExactlyElementsOf(Stream.of(Sample.class.getRecordComponents())
                        .map(java.lang.reflect.RecordComponent::getName)
                        .toList());
        assertThat(Stream.of(RecordComponent.getRecordComponents(Sample.class)).map(RecordComponent::getAccessor))
                .containsExactlyElementsOf(Stream.of(Sample.class.getRecordComponents())
                        .map(java.lang.reflect.RecordComponent::getAccessor)
                        .toList());
        assertThat(JavaLang.getPackageName(Sample.class)).isEqualTo(Sample.class.getPackageName());
        for (int point : new int[] {'a', 0x3c3, 0x1d54f}) {
            assertThat(JavaLang.toString(point)).isEqualTo(Character.toString(point));
        }
    }
}
