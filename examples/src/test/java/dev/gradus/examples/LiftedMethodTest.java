package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiftedMethodTest {
    @Test
    void methodLearnsLogicalAndAndThePageHasItsSource(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Path page = folder.resolve("and.html");
        double[] w = LiftedMethod.run(page, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(LiftedMethod.loss(w)).isLessThan(0.02);
        assertThat(w[0]).isCloseTo(w[1], within(0.01));
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("loss 0.");
        assertThat(Files.readString(page)).contains("double error = sigmoid(z) - Y[i];");
    }
}
