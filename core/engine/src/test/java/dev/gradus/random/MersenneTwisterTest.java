package dev.gradus.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MersenneTwisterTest {
    /** The C++ standard specifies this output of std::mt19937, whose default seed is 5489. */
    @Test
    void tenThousandthOutputOfTheDefaultSeed() {
        MersenneTwister twister = new MersenneTwister(5489);
        int[] outputs = IntStream.generate(twister::nextInt).limit(10_000).toArray();
        assertThat(Integer.toUnsignedLong(outputs[9_999])).isEqualTo(4123659995L);
    }

    @Test
    void theFirstOfTwoOutputsIsHigh() {
        MersenneTwister words = new MersenneTwister(1);
        MersenneTwister longs = new MersenneTwister(1);
        for (int i = 0; i < 1000; i++) {
            long drawn = longs.nextLong();
            assertThat((int) (drawn >>> 32)).isEqualTo(words.nextInt());
            assertThat((int) drawn).isEqualTo(words.nextInt());
        }
    }

    @Test
    void doublesAreMultiplesOfTwoToTheMinus53InTheUnitInterval() {
        MersenneTwister twister = new MersenneTwister(1);
        for (int i = 0; i < 1000; i++) {
            double u = twister.nextDouble();
            assertThat(u).isGreaterThanOrEqualTo(0).isLessThan(1);
            assertThat(u * 0x1.0p53).isEqualTo(Math.rint(u * 0x1.0p53));
        }
    }
}
