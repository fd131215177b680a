package dev.gradus.playground.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LettersTest {
    @Test
    void fourBytesAreFiveCharacters() {
        assertThat(Letters.of()).isEmpty();
        assertThat(Letters.of((byte) 0)).isEqualTo("((");
        assertThat(Letters.of((byte) -1, (byte) -1, (byte) -1, (byte) -1)).isEqualTo("z?^4(");
    }

    @Test
    void noCharacterMeansAnythingInAPage() {
        byte[] bytes = new byte[4001];
        new Random(1).nextBytes(bytes);
        assertThat(Letters.of(bytes)).hasSize(5002).matches("[!(-;=-\\[\\]-|~]+");
    }
}
