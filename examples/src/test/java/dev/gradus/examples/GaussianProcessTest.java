package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Tensor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Beside the figures of src/test/python/gaussian_process.py, which has 50 digits and the formulas of the derivatives. */
class GaussianProcessTest {
    private static final List<Tensor> EXPECTED = List.of(
            Tensor.scalar(11.617885302716917),
            Tensor.of(new double[] {0.2968420242135137390, 11.45214899192898416, -6.915645912835342668}),
            Tensor.of(new double[] {-0.5999292259806355634, 5.756923109843310975, 10.29769098360561647}),
            Tensor.of(new double[] {5.756923109843310975, -20.34313410482110312, -39.14733072355165859}),
            Tensor.of(new double[] {10.29769098360561647, -39.14733072355165859, 17.24215503601306048}),
            Tensor.of(new double[][] {{-0.1050387754637536532}}));

    @Test
    void likelihoodGradientAndHessianHaveTheFiguresOfAnotherProgram() {
        List<Tensor> results = GaussianProcess.run(new PrintStream(OutputStream.nullOutputStream()));

        assertThat(results).hasSameSizeAs(EXPECTED);
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).difference(EXPECTED.get(i)).within(1e-12, 0))
                    .as(results.get(i) + " beside " + EXPECTED.get(i))
                    .isTrue();
        }
    }
}
