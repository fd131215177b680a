package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three programs beside the same ones in PyTorch, whose losses {@code src/test/python/pytorch_programs.py} wrote down. */
class PyTorchProgramsTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final double RTOL = 1e-12;

    private static double[] pytorch(String program) throws IOException {
        try (InputStream stream =
                        Objects.requireNonNull(PyTorchProgramsTest.class.getResourceAsStream("pytorch-programs.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String line = reader.lines()
                    .filter(one -> one.startsWith(program + " "))
                    .findFirst()
                    .orElseThrow();
            return Arrays.stream(line.split(" ", -1))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    private static void assertSame(double[] losses, double... expected) {
        for (int step = 0; step < expected.length; step++) {
            assertThat(losses[step]).as("step %d", step).isCloseTo(expected[step], within(RTOL * expected[step]));
        }
    }

    @Tag("long")
    @Test
    void aConvolutionalNetworkLearnsDigitsAsInPyTorch() throws IOException {
        double[] losses = new Digits().run(60, NOWHERE);
        assertSame(losses, pytorch("Digits"));
        assertThat(losses[60]).as("accuracy").isGreaterThan(0.85);
    }

    @Test
    void aTransformerBlockLearnsSequencesAsInPyTorch() throws IOException {
        double[] losses = new TransformerBlock().run(60, NOWHERE);
        assertSame(losses, pytorch("TransformerBlock"));
        assertThat(losses[59]).isLessThan(0.7);
    }

    @Test
    void aMixtureOfGaussiansIsFittedAsInPyTorch() throws IOException {
        assertSame(new MixtureOfGaussians().run(60, NOWHERE), pytorch("MixtureOfGaussians"));
    }
}
