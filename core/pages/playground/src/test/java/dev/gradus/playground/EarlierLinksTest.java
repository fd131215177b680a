package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links that an earlier version wrote still open, at the same iteration and with the same bits. */
class EarlierLinksTest {
    /** Each line has a link, its iteration, and numbers of the model as {@code name=value,value}. */
    static Stream<String> links() throws IOException {
        try (InputStream in = Objects.requireNonNull(EarlierLinksTest.class.getResourceAsStream("earlier-links.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    @ParameterizedTest
    @MethodSource("links")
    void opensToTheSameBits(String line) {
        String[] words = line.split(" ", -1);
        Session session = new Session();
        session.open(words[0]);
        assertThat(session.model().iteration()).isEqualTo(Integer.parseInt(words[1]));
        assertThat(words.length).isGreaterThan(2);
        for (String numbers : Arrays.asList(words).subList(2, words.length)) {
            int equals = numbers.indexOf('=');
            double[] values = Arrays.stream(numbers.substring(equals + 1).split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(session.model().values(numbers.substring(0, equals)))
                    .as(numbers)
                    .isEqualTo(values);
        }
    }
}
