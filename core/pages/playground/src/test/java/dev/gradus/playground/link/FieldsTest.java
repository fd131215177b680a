package dev.gradus.playground.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.playground.link.Address.AddressProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One description writes and reads what a link holds. */
class FieldsTest {
    /** The states in links that an earlier version wrote. */
    static Stream<String> addresses() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                FieldsTest.class.getResourceAsStream("/dev/gradus/playground/earlier-links.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> Link.of(line.split(" ", 2)[0]).address())
                            .filter(address -> !address.isEmpty())
                            .toList()
                            .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void isWrittenAgainAsItWas(String address) {
        assertThat(Address.read(address).text()).isEqualTo(address);
    }

    /** The checksum of damaged bytes is right, so that nothing but the fields can refuse them. */
    @ParameterizedTest
    @MethodSource("addresses")
    void damagedBytesAreRefusedOrAreAnotherState(String address) {
        Random random = new Random(address.hashCode());
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = Address.opened(address);
            for (int hits = random.nextInt(3); hits >= 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                String other = Address.read(Address.sealed(bytes)).text();
                assertThat(Address.read(other).text()).isEqualTo(other);
            } catch (AddressProblem refused) {
                assertThat(refused).hasMessageStartingWith("This link ").hasMessageEndingWith(".");
            }
        }
    }

    @Test
    void aFieldBeyondItsLimitIsNamed() {
        byte[] bytes = Fields.write(200_000, (fields, value) -> fields.whole(value));
        assertThatThrownBy(
                        () -> Fields.read(bytes, 0, (fields, value) -> fields.count("the iteration", value, 100_000)))
                .isInstanceOf(AddressProblem.class)
                .hasMessage("This link is wrong: the iteration is 200000, but may be 0 to 100000.");
    }
}
