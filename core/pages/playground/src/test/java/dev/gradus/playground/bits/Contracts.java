package dev.gradus.playground.bits;

import dev.gradus.testkit.OpContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The contracts by their numbers in {@value #LIST}. In the compiled program {@link ContractsInProgram} writes {@link #made}. */
final class Contracts {
    /** The file with the names of their classes, one in a line. */
    static final String LIST = "contracts.list";

    private Contracts() {}

    static OpContract made(int number) {
        try (InputStream list = Contracts.class.getClassLoader().getResourceAsStream(LIST)) {
            String name = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()
                    .get(number);
            Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (OpContract) constructor.newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
